"""RSS and Atom feeds, parsed by feedparser: each entry becomes an article.

An entry that carries its whole text is used as it is. One with only a summary leads to its page, which is fetched
under the same rules as any address; if that fails the summary is read and a warning says so. A feed saved as a file
never leads to the network.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import SourceError
from graph.model import Article
from graph.sources import urls
from graph.sources.base import Draft, Problem, SourceOptions, one_line
from graph.sources.dates import feed_date
from graph.sources.pages import decode_page, text_of_fragment

_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: what it says of its article, and whether its text is the whole article."""

    draft: Draft
    whole: bool


def from_file(data: bytes, name: str) -> Iterator[Article | Problem]:
    """The articles of a feed that was saved as a file: the text that its entries carry themselves."""
    for place, entry in _entries(data, name, ""):
        yield from _finished(entry.draft, place)


def from_web(data: bytes, url: str, charset: str, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles of a feed that was fetched from `url`, and of the pages that it leads to."""
    fetched = left_out = 0
    for place, entry in _entries(data, urls.shown(url), charset):
        if entry.whole or not entry.draft.url:
            yield from _finished(entry.draft, place)
        elif fetched < options.feed_pages:
            if fetched:
                time.sleep(options.pause)
            fetched += 1
            yield from _followed(entry.draft, place, options)
        else:
            left_out += 1
            yield from _finished(entry.draft, place)
    if left_out:
        message = f"{urls.shown(url)} leads to {fetched + left_out} pages; only the first {fetched} were fetched"
        yield Problem(urls.shown(url), message, "of the others their summaries were read", warning=True)


def _followed(summary: Draft, place: str, options: SourceOptions) -> Iterator[Article | Problem]:
    """The page that an entry leads to, with what the entry knows where the page is silent; else its summary."""
    from graph.sources.web_page import draft_of_url

    try:
        page = draft_of_url(summary.url, options)
    except SourceError as error:
        if not summary.text:
            yield Problem.of(place, error)
            return
        yield Problem(place, f"{error.message}; its summary in the feed was read instead", error.hint, warning=True)
        yield from _finished(summary, place)
    else:
        known = {"title": page.title or summary.title, "published": page.published or summary.published}
        yield from _finished(replace(page, **known), place)


def _finished(draft: Draft, place: str) -> Iterator[Article | Problem]:
    try:
        yield from draft.finish(place)
    except SourceError as error:
        yield Problem.of(place, error)


def _entries(data: bytes, name: str, charset: str) -> Iterator[tuple[str, _Entry]]:
    """The entries of a feed, each once, with the name to call it in messages. Raises SourceError if it is no feed."""
    text = decode_page(data, name, charset)
    if _ENTITY.search(text):
        raise SourceError(f"{name} declares entities, which no feed needs and which can unfold without end")
    feed = _parsed(_REFERENCE.sub(_possible, _XML_DECLARATION.sub("", text)), name)
    if not feed.get("version"):
        raise SourceError(f"{name} is XML, but neither RSS nor Atom", "give a page, a feed or a text")
    if not feed.entries:
        raise SourceError(f"{name} is a feed without entries", "try again later")
    publisher = _plain(feed.feed.get("title"))
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, 1):
        found = _entry(entry, publisher)
        if found.draft.url and found.draft.url in seen:
            continue
        seen.add(found.draft.url)
        yield f"{name} (entry {number})", found


def _parsed(text: str, name: str) -> Any:
    import feedparser

    try:
        # As a stream: given text, feedparser would take an address in it for one to open.
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # What is no XML goes to its second, lenient parser, which doesn't bear everything.
        raise SourceError(f"{name} is a broken feed", "look at it in a browser or an editor") from error


def _possible(reference: re.Match[str]) -> str:
    """A numeric character reference as it is, or the replacement character where there is no such character."""
    digits = (reference[1] or reference[2])[:8]
    code = int(digits, 16 if reference[1] else 10)
    return reference[0] if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _entry(entry: Any, publisher: str) -> _Entry:
    contents = [text_of_fragment(str(c.get("value") or "")) for c in entry.get("content") or []]
    whole = max(contents, key=len, default="")
    url = urls.canonical(str(entry.get("link") or ""))
    source = entry.get("source")
    draft = Draft(
        text=whole or text_of_fragment(str(entry.get("summary") or "")),
        title=_plain(entry.get("title")),
        url=url,
        publisher=_plain(source.get("title")) if source else publisher,
        published=feed_date(str(entry.get("published") or "")),
        stem=urls.slug(url),
    )
    return _Entry(draft, bool(whole))


def _plain(value: object) -> str:
    """A title of a feed or entry as plain text: it may hold HTML."""
    text = str(value or "")
    return one_line(text_of_fragment(text) if "<" in text or "&" in text else text)
