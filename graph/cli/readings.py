"""Shows what was read: as rows, as marked text, or as a page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from graph.cli.common import Format, plural, say
from graph.errors import UsageError
from graph.model import Article, Reading

Pairs = Iterable[tuple[Article, Reading]]


def print_credits(pairs: Pairs, format_: Format) -> None:
    """A row for each credit; in the JSON formats an object for each article. What was not read, and why, on stderr."""
    from graph.output import write
    from graph.readings import credit_rows, reading_object

    noted = _noted(pairs)
    if format_ in (Format.JSON, Format.JSONL):
        write((reading_object(article, reading) for article, reading in noted), format_)
    else:
        write((row for article, reading in noted for row in credit_rows(article, reading)), format_)


def _noted(pairs: Pairs) -> Pairs:
    for article, reading in pairs:
        if reading.note:
            say(f"{article.title or article.key}: {reading.note}")
        yield article, reading


def print_marked(pairs: Pairs) -> None:
    """Each article's text with the words of its credits highlighted: in colour on a terminal, else in brackets."""
    from graph.reading.mark import Style, mark
    from graph.text import printable

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for number, (article, reading) in enumerate(_noted(pairs)):
        title = printable(article.title or article.stem or article.key)
        count = plural(len(reading.credits), "credit")
        print(f"{chr(10) if number else ''}{title} ({count})\n")
        print(mark(article.text, reading.credits, Style.TERMINAL if colour else Style.PLAIN).strip("\n"))


def write_page(pairs: Pairs, file: Path) -> None:
    """An HTML page of all articles with what was read in them. Raises UsageError if it can't be written."""
    from graph.reading.mark_page import page

    articles = 0

    def counted() -> Pairs:
        nonlocal articles
        for pair in _noted(pairs):
            articles += 1
            yield pair

    try:
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(page(counted()))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{file} can't be written: {reason}", "name another file after --html") from error
    print(f"{plural(articles, 'article')} marked in {file}")
