"""Articles at addresses: a page, a feed, plain text or JSON lines, told apart by what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.errors import SourceError
from graph.model import Article
from graph.sources import jsonl, urls
from graph.sources.base import Draft, Origin, Problem, SourceOptions
from graph.sources.fetch import Fetched, fetch
from graph.sources.files import draft_of_text, kind_of
from graph.sources.pages import draft_of_page
from graph.sources.text import decode


def from_url(url: str, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles at an http(s) address. Raises SourceError if it can't be fetched or holds none."""
    answer = fetch(url, options)
    kind = _kind(answer)
    if kind == ".xml":
        from graph.sources.feeds import from_web

        yield from from_web(answer.data, answer.url, answer.charset, options)
    elif kind == ".jsonl":
        origin = Origin(urls.shown(answer.url), urls.slug(answer.url), urls.canonical(answer.url))
        yield from jsonl.articles(answer.data.splitlines(keepends=True), origin, options)
    else:
        yield from _draft(answer, kind).finish(urls.shown(url))


def draft_of_url(url: str, options: SourceOptions) -> Draft:
    """The one article at an address. Raises SourceError if there is none, or a feed."""
    answer = fetch(url, options)
    kind = _kind(answer)
    if kind not in (".html", ".txt"):
        raise SourceError(f"{urls.shown(url)} isn't a page")
    return _draft(answer, kind)


def _draft(answer: Fetched, kind: str) -> Draft:
    name = urls.shown(answer.url)
    if kind == ".html":
        draft = draft_of_page(answer.data, name, answer.charset, answer.url)
    else:
        draft = draft_of_text(decode(answer.data, name))
        # What a text says of its own address holds only within its site, as for pages.
        draft = draft if urls.same_site(draft.url, answer.url) else replace(draft, url=answer.url)
        draft = replace(draft, publisher=draft.publisher or urls.site(answer.url))
    return replace(draft, stem=urls.slug(draft.url))


def _kind(answer: Fetched) -> str:
    """The kind by content; where that doesn't tell, by the media type that the server stated."""
    kind = kind_of(answer.data)
    if kind == ".txt" and "html" in answer.media_type:
        return ".html"
    return kind
