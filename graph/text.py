"""Makes any text safe to print: what would steer a terminal, or reverse the line, is shown instead of sent. Pure."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\u2028\u2029]"
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with control characters, terminal escapes and direction overrides written out (`\\x1b`, `\\u202e`)."""
    return _UNSAFE.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


def printable(text: str) -> str:
    """`text` on one line, safe for a terminal."""
    return visible(_SPACE.sub(" ", text)).strip()
