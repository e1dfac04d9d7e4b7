"""Rows for people: a table, or a record under the other (vertical). Only a terminal gets colour and lines that wrap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TextIO

from graph.output.cells import cell
from graph.store.base import Rows
from graph.text import visible

_MEASURED = 1_000
"""Rows that a table reads before it writes, to know the width of its columns."""
_GAP = "  "


def write_table(rows: Rows, stream: TextIO) -> None:
    """Columns side by side, numbers to the right; a line break in a cell is shown as `\\n`."""
    if not rows.columns:
        return
    if stream.isatty():
        _write_rich(rows, stream)
        return
    iterator = iter(rows.rows)
    first = list(islice(iterator, _MEASURED))
    numeric = [_is_numeric(first, i) for i in range(len(rows.columns))]
    head = [one_line(c) for c in rows.columns]
    body = [[one_line(v) for v in row] for row in first]
    widths = [max(width(line[i]) for line in [head, *body]) for i in range(len(head))]
    stream.write(_line(head, widths, [False] * len(head)))
    stream.write(_line(["-" * w for w in widths], widths, numeric))
    for line in body:
        stream.write(_line(line, widths, numeric))
    for row in iterator:
        stream.write(_line([one_line(v) for v in row], widths, numeric))


def _line(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    cells = []
    for text, wide, right in zip(texts, widths, numeric, strict=True):
        pad = " " * (wide - width(text))
        cells.append(pad + text if right else text + pad)
    return _GAP.join(cells).rstrip() + "\n"


def write_vertical(rows: Rows, stream: TextIO) -> None:
    """A record after the other, a value a line; the lines of a value that has several stand under each other."""
    wide = max((width(one_line(c)) for c in rows.columns), default=0)
    names = [one_line(c) + " " * (wide - width(one_line(c))) for c in rows.columns]
    margin = " " * wide + _GAP
    for number, row in enumerate(rows.rows, start=1):
        stream.write(f"--- {number}\n")
        for name, value in zip(names, row, strict=True):
            text = visible(cell(value).replace("\r\n", "\n").replace("\t", "    ")).replace("\n", "\n" + margin)
            stream.write(f"{name}{_GAP}{text}".rstrip(" ") + "\n")


def one_line(value: Any) -> str:
    """A value as a cell on one line, safe for a terminal."""
    return visible(cell(value).replace("\n", "\\n").replace("\t", "\\t"))


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    wide: int = wcswidth(text)
    return wide if wide >= 0 else len(text)


def _is_numeric(rows: Sequence[Sequence[Any]], column: int) -> bool:
    values = [row[column] for row in rows if row[column] is not None]
    return bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _write_rich(rows: Rows, stream: TextIO) -> None:
    """On a terminal: a table that fits its width, another head after each thousand rows."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream, highlight=False)
    for chunk in _chunks(rows):
        table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for i, column in enumerate(rows.columns):
            table.add_column(
                Text(one_line(column)), justify="right" if _is_numeric(chunk, i) else "left", overflow="fold"
            )
        for row in chunk:
            table.add_row(*(Text(one_line(v)) for v in row))
        console.print(table)


def _chunks(rows: Rows) -> Iterator[list[Sequence[Any]]]:
    iterator = iter(rows.rows)
    chunk = list(islice(iterator, _MEASURED))
    while chunk:
        yield chunk
        following = list(islice(iterator, _MEASURED))
        if not following:
            return
        chunk = following
