"""Measures LadybugDB's own `SHORTEST` on a generated graph: `python -m benchmarks.ladybug_shortest [--people N]`.

The graph is put into a database without names and sentences: ids and credits only, so that a large one fits. The same
pairs are asked of our index in the same run. What takes too long is stopped, and said.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import ladybug
import numpy as np

from benchmarks.generate import Ints, Size, industry
from benchmarks.paths import STAMP, milliseconds, pairs_of, quickest
from graph.model import DEFAULT_RELATIONS, EntityType, Relation
from graph.paths.columns import RELATION_CODES, Columns
from graph.paths.index import Index, build
from graph.paths.search import Question, search

POOL_BYTES = 3 << 30
_TYPES = "|:".join(sorted(DEFAULT_RELATIONS))
SHORTEST = (
    f"MATCH p = (a:Person)-[:{_TYPES}* ALL SHORTEST 1..8]-(b:Person)"
    " WHERE a.id = $source AND b.id = $target RETURN count(*)"
)
"""The recursive pattern of the engine: its own text, so it stands here and not in queries/."""

Group = tuple[Relation, EntityType, EntityType, Ints, Ints]


def fill(connection: ladybug.Connection, columns: Columns, size: Size, scratch: Path) -> None:
    """Load a generated graph: a table for each type and relation, each with one COPY for each pair of types."""
    file = scratch / "rows.csv"
    firsts = np.array([1, 1 + size.people, 1 + size.people + size.films, len(columns.kinds)])
    types = (EntityType.PERSON, EntityType.FILM, EntityType.COMPANY)
    for type_, first, end in zip(types, firsts[:-1], firsts[1:], strict=True):
        connection.execute(f"CREATE NODE TABLE {type_}(id INT64 PRIMARY KEY)")
        np.savetxt(file, np.arange(first, end), fmt="%d")
        connection.execute(f"COPY {type_} FROM '{file}' (HEADER = false)")
    groups = list(_groups(columns, firsts[1:3], types))
    for relation in dict.fromkeys(group[0] for group in groups):
        pairs = ", ".join(f"FROM {s} TO {o}" for r, s, o, *_ in groups if r is relation)
        connection.execute(f"CREATE REL TABLE {relation}({pairs})")
    for relation, subject, object_, subjects, objects in groups:
        np.savetxt(file, np.stack([subjects, objects], axis=1), fmt="%d", delimiter=",")
        connection.execute(f"COPY {relation} FROM '{file}' (HEADER = false, from = '{subject}', to = '{object_}')")


def _groups(columns: Columns, firsts: Ints, types: Sequence[EntityType]) -> Iterator[Group]:
    """Subjects and objects by relation and types."""
    here, there = (np.searchsorted(firsts, ends, side="right") for ends in (columns.subjects, columns.objects))
    for relation in sorted(DEFAULT_RELATIONS):
        of_relation = columns.relations == RELATION_CODES[relation]
        for s, subject in enumerate(types):
            for o, object_ in enumerate(types):
                picked = of_relation & (here == s) & (there == o)
                if picked.any():
                    yield relation, subject, object_, columns.subjects[picked], columns.objects[picked]


def measure(connection: ladybug.Connection, index: Index, pairs: Sequence[tuple[int, int]], seconds: float) -> None:
    """Ask the pairs and print how long each took, in the engine and in our index."""
    connection.set_query_timeout(int(1000 * seconds))
    ratios = []
    for source, target in pairs:
        question = Question(source, target, limit=10_000)
        ours = quickest(partial(search, index, question, _labels))
        try:
            theirs = milliseconds(partial(_asked, connection, source, target))
        except RuntimeError as error:
            print(f"SHORTEST gave up within {seconds:.0f} s: {str(error).strip().splitlines()[0]}; ours {ours:.2f} ms")
            continue
        ratios.append(theirs / ours)
        print(f"SHORTEST {theirs:.0f} ms, ours {ours:.2f} ms, {theirs / ours:.0f} times", flush=True)
    if ratios:
        print(f"{len(ratios)} of {len(pairs)} pairs answered; in the median pair {median(ratios):.0f} times as long")


def _asked(connection: ladybug.Connection, source: int, target: int) -> object:
    result: Any = connection.execute(SHORTEST, {"source": source, "target": target})
    with closing(result):
        return result.get_next()


def _labels(numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {n: (str(n), str(n)) for n in numbers}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description="Measure LadybugDB's SHORTEST beside the path index.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to wait for one answer")
    chosen = parser.parse_args(arguments)
    columns, size = industry(chosen.people), Size(chosen.people)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        build(scratch / "index", columns, STAMP)
        index = Index.open(scratch / "index", STAMP)
        with (
            closing(ladybug.Database(scratch / "graph.lbug", buffer_pool_size=POOL_BYTES)) as database,
            closing(ladybug.Connection(database)) as connection,
        ):
            seconds = milliseconds(lambda: fill(connection, columns, size, scratch)) / 1000
            print(f"{size.people:,} people, {len(columns.numbers):,} credits, loaded in {seconds:.0f} s", flush=True)
            measure(connection, index, pairs_of(index, size.people, chosen.pairs), chosen.seconds)


if __name__ == "__main__":
    main()
