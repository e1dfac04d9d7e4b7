"""Measures path questions on both stores beside their databases: `python -m benchmarks.servers [--people N]`.

Puts a generated graph into an embedded workspace and into a Neo4j server, and asks the same pairs: our whole answer on
each store (paths with names, credits and sentences), a bare `allShortestPaths` on the server, and LadybugDB's
`SHORTEST` for as many pairs as there is patience for. Both stores must give the same answers.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

import neo4j

from benchmarks.bulk import import_graph
from benchmarks.generate import Size, industry
from benchmarks.paths import milliseconds, pairs_of, percentile
from benchmarks.workspace import write_workspace
from graph.model import DEFAULT_RELATIONS, PathRequest
from graph.settings import Neo4jSettings
from graph.store.base import Stamp, Store
from graph.store.embedded import EmbeddedStore
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import Connection
from scripts.neo4j_server import Memory, running_server

STAMP = Stamp("generated", 1)
MEMORY = Memory(heap="3g", page_cache="3g")
_TYPES = "|".join(sorted(DEFAULT_RELATIONS))
BARE = (
    "MATCH (a:Reelgraph {id: $source}) MATCH (b:Reelgraph {id: $target})"
    f" MATCH p = allShortestPaths((a)-[:{_TYPES}*..8]-(b)) RETURN p"
)
COUNTED = BARE.replace("RETURN p", "RETURN count(p)")
SHORTEST = (
    f"MATCH p = (a:Person)-[:{_TYPES.replace('|', '|:')}* ALL SHORTEST 1..8]-(b:Person)"
    " WHERE a.id = $source AND b.id = $target RETURN count(*)"
)
"""The recursive patterns of the two databases: their own texts, so they stand here and not in queries/."""


PATIENCE_MS = 500
"""What takes longer than this is measured once, else the best of three counts."""

Find = Callable[[str, str], object]


def timed(ways: Mapping[str, Find], pairs: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Ask all pairs in all ways, by turns so that a busy machine is busy for all; print and return milliseconds."""
    took: dict[str, list[float]] = {label: [] for label in ways}
    for number, pair in enumerate([*pairs[:10], *pairs]):
        for label, ask in ways.items():
            once = milliseconds(partial(ask, *pair))
            if once < PATIENCE_MS:
                once = min(once, milliseconds(partial(ask, *pair)), milliseconds(partial(ask, *pair)))
            if number >= 10:  # the first ones warm up
                took[label].append(once)
    print(f"{'milliseconds':<58}{'median':>10}{'p95':>10}")
    for label, times in took.items():
        print(f"{label:<58}{median(times):>10.2f}{percentile(times, 0.95):>10.2f}", flush=True)
    return took


def fill(home: Path, workspace: Path, size: Size) -> None:
    """Make the graph and put it into both: a home of a server, and a workspace."""
    columns = industry(size.people)
    print(f"{size.people:,} people, {len(columns.numbers):,} credits", flush=True)
    seconds = milliseconds(partial(import_graph, home, columns, size, STAMP)) / 1000
    print(f"files for Neo4j written and imported in {seconds:.0f} s", flush=True)
    del columns  # the workspace makes its own, and two don't fit
    seconds = milliseconds(lambda: write_workspace(workspace, size.people)) / 1000
    print(f"embedded filled in {seconds:.0f} s", flush=True)


def recognise(settings: Neo4jSettings) -> None:
    """Give an imported graph its constraints and indexes, and see that it is known as ours."""
    with closing(Connection(settings)) as connection:
        seconds = milliseconds(lambda: connection.change_schema("store/schema")) / 1000
    print(f"constraints and indexes of Neo4j made in {seconds:.0f} s", flush=True)
    with closing(Neo4jStore(settings)) as server:
        if server.stamp() != STAMP:
            raise SystemExit(f"the imported graph isn't ours: {server.stamp()}")


def answer(store: Store, source: str, target: str) -> object:
    """Our whole answer: all ties counted, the first ten told with their evidence."""
    return store.paths(PathRequest(source, target))


def measure(size: Size, count: int, folder: Path, settings: Neo4jSettings) -> None:
    """Ask the stores, which hold the same graph, and print the figures."""
    with (
        closing(EmbeddedStore(folder)) as embedded,
        closing(Neo4jStore(settings)) as server,
        neo4j.GraphDatabase.driver(
            settings.uri, auth=(settings.username, settings.password), notifications_min_severity="OFF"
        ) as driver,
        driver.session() as session,
    ):
        with embedded.in_step() as index:
            numbers = pairs_of(index, size.people, count)
        pairs = [(size.id(a), size.id(b)) for a, b in numbers]
        took = timed(
            {
                "our answer, embedded": partial(answer, embedded),
                "bare allShortestPaths on Neo4j": partial(_bare, session, BARE),
                "the same, paths only counted": partial(_bare, session, COUNTED),
                "our answer, through Neo4j": partial(answer, server),
            },
            pairs,
        )
        ours, bare, counted, through = took.values()
        print(f"through Neo4j: {_ratio(through, bare)} times the bare allShortestPaths")
        print(f"embedded: {_ratio(bare, ours)} times faster than the bare allShortestPaths")
        print(f"embedded: {_ratio(counted, ours)} times faster than when the paths are only counted")
        same = sum(answer(embedded, *pair) == answer(server, *pair) for pair in pairs)
        print(f"{same} of {len(pairs)} answers are the same on both stores", flush=True)
        start = milliseconds(lambda: embedded.run("RETURN 1", {})) / 1000
        print(f"LadybugDB brought up to date in {start:.0f} s", flush=True)
        theirs = [milliseconds(partial(_ladybug, embedded, *pair)) for pair in pairs[:3]]
        times = median(theirs) / median(ours)
        print(f"embedded: {times:.0f} times faster than LadybugDB's SHORTEST ({median(theirs):.0f} ms)")


def _ratio(one: Sequence[float], other: Sequence[float]) -> str:
    """How much longer one takes: of the medians, and in the median pair."""
    pairwise = median(a / b for a, b in zip(one, other, strict=True))
    return f"{median(one) / median(other):.2f} (in the median pair {pairwise:.2f})"


def _bare(session: neo4j.Session, statement: str, source: str, target: str) -> int:
    return len(session.run(neo4j.Query(statement), source=source, target=target).values())


def _ladybug(store: EmbeddedStore, source: str, target: str) -> object:
    return list(store.run(SHORTEST, {"source": source, "target": target}).rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description="Measure path questions on both stores.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="keep both graphs here, and use them again")
    chosen = parser.parse_args(arguments)
    size = Size(chosen.people)
    with tempfile.TemporaryDirectory() as scratch:
        folder = (chosen.folder or Path(scratch)).resolve()
        home, workspace = folder / "neo4j", folder / "workspace"
        if not (workspace / "index").exists():
            fill(home, workspace, size)
        with running_server(home, memory=MEMORY) as server:
            settings = Neo4jSettings(server.uri, server.username, server.password)
            recognise(settings)
            measure(size, chosen.pairs, workspace, settings)


if __name__ == "__main__":
    main()
