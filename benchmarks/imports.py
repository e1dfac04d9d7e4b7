"""A table of known credits from file to answer: rows a second, each stage's share, and the most memory that was in use.

`python -m benchmarks.imports [ROWS]`: how many rows (default 1,000,000, for which the goal is stated).
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.identity import namer
from graph.imports import import_table
from graph.ledger import Ledger
from graph.projection import Projection
from graph.store.embedded import EmbeddedStore

GOAL = 20_000
MEMORY = 2.0


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "credits.csv"
        _write(table, rows)
        ledger = Ledger.open(folder / "ledger.sqlite", create=True)
        stages: dict[str, tuple[float, float]] = {}
        began = _now()
        import_table(ledger, table, lambda _: None)
        stages["ledger"], began = _since(began), _now()
        projection = Projection(folder, ledger)
        stages["identity"], began = _since(began), _now()
        store = EmbeddedStore(folder)
        projection.show(store)
        stages["graph and index"] = _since(began)
        projection.close()
        store.close()
        ledger.close()
    wall = sum(w for w, _ in stages.values())
    cpu = sum(c for _, c in stages.values())
    print(f"{rows:,} rows in {wall:.1f} s: {rows / wall:,.0f} rows/s; goal {GOAL:,}")
    # On a machine that has other work, the clock counts that too; what was computed here is what this took.
    print(f"  {cpu:.1f} s of it computing: {rows / cpu:,.0f} rows for each second of a processor")
    for stage, (spent, computed) in stages.items():
        shares = f"{spent / wall:>4.0%}  {computed:>7.1f} s computing  {computed / cpu:>4.0%}"
        print(f"  {stage:<16} {spent:>7.1f} s  {shares}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"  at most {peak:.2f} GB of memory; limit {MEMORY:.0f} GB")


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - began[0], time.process_time() - began[1]


def _write(path: Path, rows: int) -> None:
    rng = random.Random(11)
    person, film = namer(rng, 400, 400), namer(rng, 300, 300)
    relations = ("ACTED_IN", "DIRECTED", "WROTE")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["subject", "subject_type", "relation", "object", "object_type", "object_year", "published"])
        for number in range(rows):
            year = 1990 + number % 30
            out.writerow([person(), "person", rng.choice(relations), film(), "film", year, f"{year}-01-01"])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
