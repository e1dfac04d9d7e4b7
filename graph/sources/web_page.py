"""The one article at an address."""

from __future__ import annotations

from dataclasses import replace

from graph.errors import SourceError
from graph.sources import urls
from graph.sources.base import Draft, SourceOptions
from graph.sources.documents import draft_of_text, kind_of
from graph.sources.fetch import Fetched, fetch
from graph.sources.pages import draft_of_page
from graph.sources.text import decode


def draft_of_url(url: str, options: SourceOptions) -> Draft:
    """The one article at an address. Raises SourceError if there is none, or a feed."""
    answer = fetch(url, options)
    kind = kind_of_answer(answer)
    if kind not in (".html", ".txt"):
        raise SourceError(f"{urls.shown(url)} isn't a page")
    return draft_of_answer(answer, kind)


def draft_of_answer(answer: Fetched, kind: str) -> Draft:
    """The article that was fetched, a page or a text by its `kind`."""
    name = urls.shown(answer.url)
    if kind == ".html":
        draft = draft_of_page(answer.data, name, answer.charset, answer.url)
    else:
        draft = draft_of_text(decode(answer.data, name))
        # What a text says of its own address holds only within its site, as for pages.
        draft = draft if urls.same_site(draft.url, answer.url) else replace(draft, url=answer.url)
        draft = replace(draft, publisher=draft.publisher or urls.site(answer.url))
    return replace(draft, stem=urls.slug(draft.url))


def kind_of_answer(answer: Fetched) -> str:
    """The kind by content; where that doesn't tell, by the media type that the server stated."""
    kind = kind_of(answer.data)
    if kind == ".txt" and "html" in answer.media_type:
        return ".html"
    return kind
