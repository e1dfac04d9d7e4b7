"""Rows as csv, tsv and Markdown, one row a line.

csv begins a cell of text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab, carriage return) with
an apostrophe: articles are other people's text. tsv and JSON keep every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TextIO

from graph.output.cells import cell
from graph.store.base import Rows
from graph.text import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CSV_SPECIAL = re.compile('[",\n\r]')
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MARKDOWN_SPECIAL = re.compile(r"([\\`*\[\]|<])")


def write_separated(rows: Rows, stream: TextIO, format_: str) -> None:
    """csv with quotes where needed, or tsv with `\\t`, `\\n`, `\\r` and `\\\\` for what a line can't hold."""
    safe = visible if stream.isatty() else _encodable
    if format_ == "csv":
        if rows.columns:
            stream.write(_csv_line(safe(_no_formula(c)) for c in rows.columns))
        stream.writelines(_csv_line(safe(_csv_cell(v)) for v in row) for row in rows.rows)
        return
    if rows.columns:
        stream.write("\t".join(safe(c.translate(_TSV_ESCAPES)) for c in rows.columns) + "\n")
    for row in rows.rows:
        stream.write("\t".join(safe(cell(v).translate(_TSV_ESCAPES)) for v in row) + "\n")


def _csv_line(texts: Iterable[str]) -> str:
    """A line of csv. The standard library leaves a lone carriage return bare, which its reader refuses."""
    line = ",".join('"' + t.replace('"', '""') + '"' if _CSV_SPECIAL.search(t) else t for t in texts)
    # Readers of csv skip an empty line, and with it the row.
    return (line or '""') + "\n"


def _encodable(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _csv_cell(value: Any) -> str:
    text = cell(value)
    return _no_formula(text) if isinstance(value, str) else text


def _no_formula(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text


def write_markdown(rows: Rows, stream: TextIO) -> None:
    """A table of GitHub's Markdown: its own signs are escaped, a line break is `<br>`."""
    if not rows.columns:
        return
    stream.write(_markdown_line(rows.columns))
    stream.write("|" + " --- |" * len(rows.columns) + "\n")
    for row in rows.rows:
        stream.write(_markdown_line(row))


def _markdown_line(values: Any) -> str:
    return "| " + " | ".join(_markdown_cell(v) for v in values) + " |\n"


def _markdown_cell(value: Any) -> str:
    lines = cell(value).replace("\r\n", "\n").split("\n")
    return "<br>".join(_MARKDOWN_SPECIAL.sub(r"\\\1", visible(line.replace("\t", " "))) for line in lines)
