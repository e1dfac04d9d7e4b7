"""Articles at addresses: a page, a feed, plain text or JSON lines, told apart by what comes."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Article
from graph.sources import jsonl, urls
from graph.sources.base import Origin, Problem, SourceOptions
from graph.sources.fetch import fetch
from graph.sources.web_page import draft_of_answer, kind_of_answer


def from_url(url: str, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles at an http(s) address. Raises SourceError if it can't be fetched or holds none."""
    answer = fetch(url, options)
    kind = kind_of_answer(answer)
    if kind == ".xml":
        from graph.sources.feeds import from_web

        yield from from_web(answer.data, answer.url, answer.charset, options)
    elif kind == ".jsonl":
        origin = Origin(urls.shown(answer.url), urls.slug(answer.url), urls.canonical(answer.url))
        yield from jsonl.articles(answer.data.splitlines(keepends=True), origin, options)
    else:
        yield from draft_of_answer(answer, kind).finish(urls.shown(url))
