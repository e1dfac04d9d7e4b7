"""Rows → table, vertical, markdown, csv, tsv, json, jsonl. docs/cypher.md shows every type of value in every format.

Rows are written as they come: a table measures its first thousand, all other formats hold one at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TextIO

from graph.errors import UsageError
from graph.store.base import Rows

FORMATS = ("table", "vertical", "markdown", "csv", "tsv", "json", "jsonl")


def write(rows: Rows | Iterable[Mapping[str, Any]], format_: str, stream: TextIO | None = None) -> int:
    """Write rows to `stream` (stdout) in a format of `FORMATS`; gives the number of rows written.

    Mappings must all have the keys of the first. Text that could steer a terminal is written out (`\\x1b`): always in
    the formats for people, in csv and tsv where the stream is a terminal; JSON escapes it. Raises UsageError for a
    format that is not known, and for JSON where two columns have one name.
    """
    from graph.output import objects, separated, tables

    out = sys.stdout if stream is None else stream
    table = rows if isinstance(rows, Rows) else rows_of(rows)
    counter = _Counter(table.rows)
    counted = Rows(table.columns, counter)
    match format_:
        case "table":
            tables.write_table(counted, out)
        case "vertical":
            tables.write_vertical(counted, out)
        case "markdown":
            separated.write_markdown(counted, out)
        case "csv" | "tsv":
            separated.write_separated(counted, out, format_)
        case "json" | "jsonl":
            objects.write_objects(counted, out, lines=format_ == "jsonl")
        case _:
            raise UsageError(f"there is no format {format_!r}", f"known are {', '.join(FORMATS)}")
    return counter.count


def rows_of(mappings: Iterable[Mapping[str, Any]]) -> Rows:
    """Mappings with the same keys as rows with columns; no mappings give no columns."""
    iterator = iter(mappings)
    first = next(iterator, None)
    if first is None:
        return Rows((), ())
    columns = tuple(first)
    return Rows(columns, ([m[c] for c in columns] for m in chain([first], iterator)))


class _Counter:
    """Passes rows on and counts them."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            self.count += 1
            yield row
