"""Measures `reelgraph path` from a cold start on a generated graph: `python -m benchmarks.workspace [--people N]`.

The graph is put into a workspace as if its articles had been read; its ledger stays empty, so it is good for questions
only. Times are processor time of the whole process, beside `python -c "import typer"` in the same run.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

from benchmarks.generate import PUBLICATIONS, Size, industry
from graph.errors import DatabaseError
from graph.ledger import Ledger
from graph.model import EntityType, PathRequest
from graph.names import key
from graph.paths.columns import KIND_CODES, RELATIONS, STATUSES, Columns
from graph.settings import read_settings
from graph.workspace import Workspace

KINDS = {code: kind for kind, code in KIND_CODES.items()}
QUOTE = "They work on it together."
DETAIL = "as generated"
"""What all reports say; a detail, since `neo4j-admin database import` loses a list of one empty text."""

_CHUNK = 500_000


def write_workspace(folder: Path, people: int) -> None:
    """A workspace in `folder` that shows a generated graph: SQLite and index, both as the embedded store makes them."""
    columns = industry(people)
    folder.mkdir(parents=True, exist_ok=True)
    Ledger.open(folder / "ledger.sqlite", create=True).close()
    workspace = Workspace(read_settings({"workspace": str(folder)}))
    with workspace.store():
        pass  # makes an empty graph of this ledger
    with closing(sqlite3.connect(folder / "graph.sqlite", isolation_level=None)) as database:
        _fill(database, columns, Size(people))
    shutil.rmtree(folder / "index")
    with workspace.store() as store, suppress(DatabaseError):
        store.paths(PathRequest("person-1", "person-2"))  # whatever it says, it builds the index


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
                size.id(n),
                t,
                name,
                f'["{k}"]',
                KINDS.get(kinds[n], "") if t is EntityType.FILM else "",
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
    isos = iso_dates(columns)
    for rows in chunks(columns.numbers, columns.subjects, columns.relations, columns.objects):
        values = ((n, s, relations[r], o) for n, s, r, o in rows)
        database.executemany("INSERT INTO relationships VALUES (?, ?, ?, ?)", values)
    for rows in chunks(columns.evidence_of, columns.publications_of, columns.dates, columns.statuses):
        database.executemany(
            "INSERT INTO evidence VALUES (?, ?, 0, ?, ?, ?, ?)",
            ((n, p + 1, isos[d], statuses[s], DETAIL, QUOTE) for n, p, d, s in rows),
        )


def iso_dates(columns: Columns) -> dict[int, str]:
    """All dates of a graph as ISO dates, by their numbers."""
    return {d: f"{d // 10000:04}-{d // 100 % 100:02}-{d % 100:02}" for d in np.unique(columns.dates).tolist()}


def chunks(*arrays: np.typing.NDArray[np.integer]) -> Iterator[Iterator[tuple[int, ...]]]:
    """Rows of plain numbers from columns of equal length, some at a time: as lists they are large."""
    for start in range(0, len(arrays[0]), _CHUNK):
        yield zip(*(a[start : start + _CHUNK].tolist() for a in arrays), strict=True)


def processor_time(command: Sequence[str]) -> float:
    """Milliseconds of processor time that a command takes: the best of seven."""
    took = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(took)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description="Measure `reelgraph path` from a cold start.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="keep the workspace here, and use it again")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        if not (folder / "graph.sqlite").exists():
            write_workspace(folder, chosen.people)
        typer = processor_time([sys.executable, "-c", "import typer"])
        for pair in ((1, chosen.people // 2), (chosen.people // 3, chosen.people - 1)):
            names = [f"Person {number}" for number in pair]
            path = processor_time([sys.executable, "-m", "graph", "--workspace", str(folder), "path", *names])
            print(f"{' – '.join(names)}: {path:.0f} ms, {path / typer:.2f} times `import typer`")


if __name__ == "__main__":
    main()
