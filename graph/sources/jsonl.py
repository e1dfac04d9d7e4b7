"""Many articles in one file: a JSON object a line with `text`, and `id`, `title`, `url`, `publisher`, `published`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from graph.errors import SourceError
from graph.model import Article
from graph.sources.base import Draft, Origin, Problem, SourceOptions, one_line

_FORM = 'each line is an object such as {"title": "…", "text": "…"}'
_ENOUGH = 20
"""After so many lines without an article a file is given up: it is something else."""
_FIELDS = ("title", "url", "publisher", "published")


def articles(lines: Iterable[bytes], origin: Origin, options: SourceOptions) -> Iterator[Article | Problem]:
    """The article of each line, one at a time; a line that can't be used becomes a Problem and the rest goes on.

    An article without a URL is identified by the path of the file and its `id`, or by its content if it has no `id`.
    """
    good = bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{origin.name}:{number}"
        try:
            yield from _draft(line, number, origin, options).finish(place)
            good += 1
        except SourceError as error:
            yield Problem.of(place, error)
            bad += 1
        if not good and bad >= _ENOUGH:
            raise SourceError(f"none of the first {_ENOUGH} lines of {origin.name} is an article", _FORM)
    if not good and not bad:
        raise SourceError(f"{origin.name} is empty", "is it the right file?")


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a file, each cut after `limit` + 1 bytes: enough to see that it is too large, whatever it holds."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
            if len(line) <= limit:
                break


def _draft(line: bytes, number: int, origin: Origin, options: SourceOptions) -> Draft:
    place = f"{origin.name}:{number}"
    if len(line) > options.max_bytes:
        raise SourceError(f"{place} is too large for one article", "split it")
    record = _record(line, place)
    text = record.get("text")
    if not isinstance(text, str):
        raise SourceError(f'{place} has no "text"', _FORM)
    title, url, publisher, published = (_field(record, name, place) for name in _FIELDS)
    own = record.get("id")
    stem = one_line(str(own)) if isinstance(own, str | int) and not isinstance(own, bool) else ""
    key = f"{origin.path}#{stem}" if stem and origin.path else ""
    return Draft(text, title, url, publisher, published, stem or f"{origin.stem}-{number}", key)


def _field(record: dict[str, Any], name: str, place: str) -> str:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise SourceError(f'{place}: "{name}" isn\'t text', "put it in quotes")
    return value or ""


def _record(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(f"{place} isn't UTF-8", "convert the file to UTF-8") from error
    except json.JSONDecodeError as error:
        raise SourceError(f"{place} isn't JSON: {error.msg.lower()} (character {error.pos + 1})") from error
    except (RecursionError, ValueError) as error:
        raise SourceError(
            f"{place} isn't JSON that can be read", "it is nested too deeply or holds a huge number"
        ) from error
    if not isinstance(record, dict):
        raise SourceError(f"{place} isn't a JSON object", _FORM)
    return record
