"""Where articles come from: files, folders, web pages, feeds, standard input. The only room that reads the outside.

`load` turns one source, as its user wrote it, into articles. What can't be read becomes a `Problem`, so that one bad
file never stops the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from graph.errors import SourceError
from graph.model import Article
from graph.sources import urls
from graph.sources.base import Problem, SourceOptions
from graph.sources.files import from_path, from_stdin

_DEFAULTS = SourceOptions()

__all__ = ["Problem", "SourceOptions", "load"]


def load(source: str, options: SourceOptions = _DEFAULTS, stdin: BinaryIO | None = None) -> Iterator[Article | Problem]:
    """The articles of one source: a file, a folder, an http(s) address of a page or a feed, or `-` for `stdin`.

    Lazy: each article is there as soon as it is read. Never raises for a source that can't be read, but yields a
    Problem (at its place in the order) and goes on with the rest; a Problem that is only a `warning` comes right before
    the article that it is about.
    """
    try:
        yield from _articles(source, options, stdin)
    except SourceError as error:
        yield Problem.of(urls.shown(source) if urls.looks_like_url(source) else source, error)


def _articles(source: str, options: SourceOptions, stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    if source == "-":
        yield from from_stdin(stdin or sys.stdin.buffer, options)
    elif urls.looks_like_url(source):
        from graph.sources.web import from_url

        yield from from_url(source, options)
    elif source:
        yield from from_path(Path(os.path.expanduser(source)), source, options)
    else:
        raise SourceError("A source has no name", "give a file, a folder, an address or - for stdin")
