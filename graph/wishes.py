"""Decisions from a file: what `review --list --format json` prints with `decision` filled in, or a table of names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.decisions import PAIRED, Wish
from graph.errors import SourceError
from graph.model import Decision

_ANSWERS = {d.value: d for d in PAIRED}


def read_wishes(path: Path) -> list[Wish]:
    """The decisions of a file: JSON, JSON lines, or CSV with the columns `decision`, `a`, `b`. `open` is passed over.

    Raises SourceError, with the number of the entry, at the first thing that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} can't be read: {error}", "check its name and that it is UTF-8") from error
    found = (_wish(path, number, entry) for number, entry in enumerate(_entries(path, text), start=1))
    return [wish for wish in found if wish is not None]


def _entries(path: Path, text: str) -> Iterable[Any]:
    try:
        if text.lstrip().startswith("["):
            entries = json.loads(text)
            return entries if isinstance(entries, list) else []
        if text.lstrip().startswith("{"):
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:  # also numbers without end, and lists in lists
        raise SourceError(f"{path} is no JSON: {error}", "it is a list of decisions, or one a line") from error
    try:
        return list(csv.DictReader(io.StringIO(text)))
    except csv.Error as error:
        raise SourceError(f"{path} is no CSV: {error}", "its columns are decision, a and b") from error


def _wish(path: Path, number: int, entry: Any) -> Wish | None:
    if not isinstance(entry, Mapping):
        raise SourceError(f"{path}: entry {number} is no decision", "it needs decision, a and b")
    answer = str(entry.get("decision") or "").strip().lower()
    if answer == "open" or entry.get("by") == "rule":
        return None
    ends = [_end(entry.get(side)) for side in ("a", "b")]
    if answer not in _ANSWERS or not all(ends):
        raise SourceError(
            f"{path}: entry {number} is no decision", f"it needs a, b, and as decision {', '.join(_ANSWERS)} or open"
        )
    return Wish(Decision(answer), *ends)


def _end(side: Any) -> str:
    if isinstance(side, Mapping):
        return str(side.get("id") or side.get("name") or "")
    return str(side or "").strip()
