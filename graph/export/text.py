"""Text that is safe to hand to any file format."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNWELCOME = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control characters (each becomes a space) and lone surrogates: what HTML and XML can carry."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNWELCOME.sub(" ", text)


def link(url: str) -> str:
    """The address if a reader may follow it (http or https, nothing unprintable or quoted), else the empty string."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if usable and url.isprintable() and not any(c in " \"'<>\\^`{|}" for c in url) else ""
