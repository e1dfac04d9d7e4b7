"""What an HTML page states about itself: JSON-LD first, then meta tags, then a marked `<time>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.sources import urls
from graph.sources.base import one_line
from graph.sources.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"(?:\w*News)?Article|(?:Live)?BlogPosting|Report|Review")
_DATE_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "publish-date",
    "pubdate",
)
_MAX_JSON_LD = 1_000_000
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, canonical address, publisher and day of publication (ISO) as a page states them; else empty."""

    title: str
    url: str
    publisher: str
    published: str


def metadata_of(tree: HtmlElement, base: str = "") -> Metadata:
    """What the page states. `base` is its own address, if known, for relative links."""
    tags = _meta_tags(tree)
    ld = next(_articles(tree), {})
    links = (
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    addresses = (*links, tags.get("og:url", ""), _text(ld.get("url")))
    publisher = _first(tags.get("og:site_name", ""), _name(ld.get("publisher")), tags.get("application-name", ""))
    stated = (_text(ld.get("headline")), tags.get("og:title", ""), tags.get("twitter:title", ""))
    return Metadata(
        title=_first(*stated, _heading(tree), _window_title(tree, publisher)),
        url=next(filter(None, (urls.canonical(urls.join(base, a) if base else a) for a in addresses if a)), ""),
        publisher=publisher,
        published=_published(ld, tags, tree),
    )


def _published(ld: dict[str, Any], tags: dict[str, str], tree: HtmlElement) -> str:
    """The first stated date that is plainly a date."""
    stated = [_text(ld.get("datePublished")), *(tags.get(name, "") for name in _DATE_TAGS)]
    stated += [t.get("datetime") or "" for t in tree.iter("time") if _dates_the_article(t)]
    return next(filter(None, map(iso_date, stated)), "")


def _dates_the_article(time: HtmlElement) -> bool:
    return (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """Each meta tag's content under its name, property or itemprop in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The schema.org articles in the page's JSON-LD, in order."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip()
        if len(source) > _MAX_JSON_LD:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD states nothing; meta tags may
        yield from (node for node in _nodes(data, 0) if _is_article(node))


def _nodes(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(k, str) and _ARTICLE_TYPE.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _name(value: object) -> str:
    """The name of a JSON-LD organisation, which may be an object, a list or plain text."""
    if isinstance(value, list):
        return next(filter(None, map(_name, value)), "")
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _first(*values: str) -> str:
    return next((line for value in values if (line := one_line(value))), "")


def _heading(tree: HtmlElement) -> str:
    """The page's only `<h1>`, if there is exactly one."""
    headings = [" ".join("".join(h.itertext()).split()) for h in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else ""


def _window_title(tree: HtmlElement, publisher: str) -> str:
    """The page's `<title>`, without the publisher's name at its end."""
    title = one_line(tree.findtext(".//title") or "")
    head, mark, tail = next(
        (p for sign in (" | ", " – ", " — ", " - ") if (p := title.rpartition(sign))[1]), ("", "", "")
    )
    return head if mark and tail.casefold() == publisher.casefold() else title
