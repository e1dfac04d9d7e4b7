"""Puts a generated graph into a workspace folder, as if its articles had been read: for measuring the command itself.

The ledger stays empty, so the folder is good for questions only.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.generate import PUBLICATIONS, Size, industry
from graph.ledger import Ledger
from graph.model import EntityType
from graph.names import key
from graph.paths.columns import KIND_CODES, RELATIONS, STATUSES, Columns
from graph.settings import read_settings
from graph.store.embedded import EmbeddedStore
from graph.workspace import Workspace

_KINDS = {code: kind for kind, code in KIND_CODES.items()}
_CHUNK = 500_000


def write_workspace(folder: Path, people: int) -> None:
    """A workspace in `folder` that shows a generated graph: SQLite and index, both as the embedded store makes them."""
    columns = industry(people)
    folder.mkdir(parents=True, exist_ok=True)
    Ledger.open(folder / "ledger.sqlite", create=True).close()
    workspace = Workspace(read_settings({"workspace": str(folder)}))
    with workspace.store() as store:
        assert isinstance(store, EmbeddedStore)
        _fill(store.graph.db, columns, Size(people))
    shutil.rmtree(folder / "index")
    with workspace.store() as store:
        assert isinstance(store, EmbeddedStore)
        with store.in_step():
            pass  # opening the index builds it


def _fill(database: sqlite3.Connection, columns: Columns, size: Size) -> None:
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    _entities(database, columns, size)
    _relationships(database, columns)
    database.execute("COMMIT")


def _entities(database: sqlite3.Connection, columns: Columns, size: Size) -> None:
    degrees = np.bincount(np.concatenate([columns.subjects, columns.objects]), minlength=len(columns.kinds)).tolist()
    kinds = columns.kinds.tolist()
    numbers = range(1, len(columns.kinds))
    types = [size.type_of(n) for n in numbers]
    names = [size.name(n) for n in numbers]
    keys = [key(type_, name) for type_, name in zip(types, names, strict=True)]
    database.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, '[]', ?, NULL, ?, ?)",
        (
            (
                n,
                f"{t.lower()}-{n}",
                t,
                name,
                f'["{k}"]',
                _KINDS.get(kinds[n], "") if t is EntityType.FILM else "",
                degrees[n],
            )
            for n, t, name, k in zip(numbers, types, names, keys, strict=True)
        ),
    )
    database.executemany("INSERT INTO keys VALUES (?, ?)", sorted(zip(keys, numbers, strict=True)))
    database.executemany("INSERT INTO words (rowid, keys) VALUES (?, ?)", zip(numbers, keys, strict=True))
    database.executemany(
        "INSERT INTO articles VALUES (?, ?, ?, ?, '', '')",
        ((n, f"article-{n}", f"News from {name}", name) for n, name in enumerate(PUBLICATIONS, 1)),
    )


def _relationships(database: sqlite3.Connection, columns: Columns) -> None:
    relations = [str(r) for r in RELATIONS]
    statuses = [str(s) for s in STATUSES]
    for rows in _chunks(columns.numbers, columns.subjects, columns.relations, columns.objects):
        values = ((n, s, relations[r], o) for n, s, r, o in rows)
        database.executemany("INSERT INTO relationships VALUES (?, ?, ?, ?)", values)
    for rows in _chunks(columns.evidence_of, columns.publications_of, columns.dates, columns.statuses):
        database.executemany(
            "INSERT INTO evidence VALUES (?, ?, 0, ?, ?, '', 'They work on it together.')",
            ((n, p + 1, f"{d // 10000:04}-{d // 100 % 100:02}-{d % 100:02}", statuses[s]) for n, p, d, s in rows),
        )


def _chunks(*arrays: np.typing.NDArray[np.integer]) -> Iterator[Iterator[tuple[int, int, int, int]]]:
    for start in range(0, len(arrays[0]), _CHUNK):
        yield zip(*(a[start : start + _CHUNK].tolist() for a in arrays), strict=True)
