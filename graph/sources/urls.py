"""Addresses of articles: which of them are addresses at all, and one form for the many that mean the same page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff<>\"`{}|\\^]")
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_MAX_LENGTH = 2000


def looks_like_url(source: str) -> bool:
    """Whether a source as typed is meant as an address (of whatever scheme) and not as a path."""
    return _SCHEME.match(source) is not None


def split(url: str) -> SplitResult | None:
    """The parts of an http(s) address with a host, or None for anything else."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def canonical(url: str) -> str:
    """One form of an address: host in lower case, no default port, user, fragment or tracking parameters.

    Empty if it isn't an http(s) address. Path, other parameters and their order stay: servers may tell them apart.

    >>> canonical("HTTPS://User@Deadline.com:443/a?utm_source=x&p=1#top")
    'https://deadline.com/a?p=1'
    """
    parts = split(url.strip())
    if parts is None or len(url) > _MAX_LENGTH:
        return ""
    host = _host(parts)
    if not host:
        return ""
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    kept = [p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0])]
    path, query = (_UNSAFE.sub(_escaped, part) for part in (parts.path or "/", "&".join(kept)))
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def _host(parts: SplitResult) -> str:
    """The host in ASCII and lower case, an IPv6 address in its brackets; empty if it can't be the name of one."""
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if ":" in host:
        return f"[{host}]" if _IPV6.fullmatch(host) else ""
    return host if _NAME.fullmatch(host) else ""


def _escaped(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def join(base: str, reference: str) -> str:
    """`reference` as an absolute http(s) address as seen from `base`, or the empty string."""
    try:
        joined = urljoin(base, reference.strip())
    except ValueError:
        return ""
    return joined if split(joined) else ""


def same_site(a: str, b: str) -> bool:
    """Whether two addresses are of one site, apart from the usual prefixes (`www.`, `m.`, `amp.`)."""
    first, second = split(a), split(b)
    return bool(first and second) and site(a) == site(b)


def site(url: str) -> str:
    """The host of an address without the usual prefixes: `deadline.com`. Empty if it has none."""
    parts = split(url)
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", (parts.hostname or "").rstrip(".")) if parts else ""


def slug(url: str) -> str:
    """A short name for the page: the last part of its path without its ending, else its host."""
    parts = split(url)
    if parts is None:
        return ""
    last = [p for p in parts.path.split("/") if p]
    return re.sub(r"\.(?:html?|php|aspx?)$", "", last[-1])[:120] if last else parts.hostname or ""


def shown(url: str) -> str:
    """An address as it may be printed: on one line, short, and without user name or password."""
    line = _UNSAFE.sub("", url)
    if split(url) is None:  # nobody can say where a password ends that holds a slash
        return line.rpartition("@")[2][:200]
    return re.sub(r"(?<=://)[^/?#]*@", "", line)[:200]


def requestable(url: str) -> str:
    """The address to ask a server for: as given, its host in ASCII, escaped, without fragment; or empty."""
    parts = split(url.strip())
    if parts is None or len(url) > _MAX_LENGTH:
        return ""
    host = _host(parts)
    if not host:
        return ""
    port = "" if parts.port is None else f":{parts.port}"
    path, query = (quote(part, safe="%/:=&?~#+!$,;'@()*[]-._") for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, host + port, path, query, ""))
