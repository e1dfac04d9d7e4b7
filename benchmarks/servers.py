"""Measures path questions on both stores beside their databases: `python -m benchmarks.servers [--people N]`.

Puts a generated graph into an embedded workspace and into a Neo4j server, and asks the same pairs: for all ties in
order in the index, for our whole answer on each store (the first ten paths with names, credits and sentences), and for
a bare `allShortestPaths` on the server. Both stores must give the same answers. Pairs with thousands of ties are told
apart, since to list them all is most of the work there.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import neo4j

from benchmarks.bulk import import_graph
from benchmarks.generate import Size, industry
from benchmarks.paths import milliseconds, pairs_of, percentile
from benchmarks.workspace import write_workspace
from graph.model import DEFAULT_RELATIONS, PathRequest
from graph.paths.rank import TIES_LIMIT
from graph.paths.search import Found, Question, search
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
"""The recursive pattern of the server: its own text, so it stands here and not in queries/."""

MANY_TIES = 3_000

PATIENCE_MS = 500
"""What takes longer than this is measured once, else the best of five counts."""

WARM_SECONDS = 60

INDEX = "in the index: all ties, ranked"
EMBEDDED = "our whole answer, embedded"
FOUND = "bare allShortestPaths on Neo4j"
COUNT = "the same, paths only counted"
THROUGH = "our whole answer, through Neo4j"

Find = Callable[[str, str], object]


class Took(NamedTuple):
    """Milliseconds of one way, for each pair: the first time that it was asked, and the best of five."""

    first: list[float]
    best: list[float]


def warm_up(ways: Mapping[str, Find], pairs: Sequence[tuple[str, str]]) -> None:
    """Ask other pairs for a while: a Java server is slow at first, and pages come into memory one by one."""
    end = time.monotonic() + WARM_SECONDS
    while True:
        for pair in pairs:
            for ask in ways.values():
                if time.monotonic() > end:
                    return
                ask(*pair)


def timed(ways: Mapping[str, Find], pairs: Sequence[tuple[str, str]]) -> dict[str, Took]:
    """Ask all pairs in all ways, by turns so that a busy machine is busy for all; returns milliseconds."""
    took = {label: Took([], []) for label in ways}
    for pair in pairs:
        for label, ask in ways.items():
            first = best = milliseconds(partial(ask, *pair))
            if first < PATIENCE_MS:
                best = min(first, *(milliseconds(partial(ask, *pair)) for _ in range(4)))
            took[label].first.append(first)
            took[label].best.append(best)
    return took


def tell(took: Mapping[str, Took], at: Sequence[int], what: str) -> None:
    """Print how long the pairs at these places took, and the ratios."""
    print(f"{len(at)} pairs {what}; milliseconds{'':<18}{'median':>10}{'p95':>10}{'asked once':>14}{'p95':>10}")
    best = {label: [times.best[i] for i in at] for label, times in took.items()}
    first = {label: [times.first[i] for i in at] for label, times in took.items()}
    for label in took:
        figures = (*_spread(best[label]), *_spread(first[label]))
        print(f"{label:<50}" + "".join(f"{figure:>11.2f}" for figure in figures))
    print(f"through Neo4j: {_ratio(best[THROUGH], best[FOUND])} times the bare allShortestPaths")
    for label in (INDEX, EMBEDDED):
        for other in (FOUND, COUNT):
            print(f"{label}: {_ratio(best[other], best[label])} times faster than {other}")
    print(f"{INDEX}, asked once: {_ratio(first[FOUND], first[INDEX])} times faster than {FOUND}", flush=True)


def _spread(times: Sequence[float]) -> tuple[float, float]:
    return median(times), percentile(times, 0.95)


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
        constraint = milliseconds(lambda: connection.change_schema("store/schema"))
        seconds = (constraint + milliseconds(lambda: connection.change_schema("store/indexes"))) / 1000
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
        embedded.in_step() as index,
    ):
        numbers = pairs_of(index, size.people, count)
        pairs = [(size.id(a), size.id(b)) for a, b in numbers]

        def ranked(source: str, target: str) -> Found:
            known = embedded.graph.numbers_of((source, target))
            return search(index, Question(known[source], known[target], limit=TIES_LIMIT), embedded.graph.labels)

        ways: dict[str, Find] = {
            INDEX: ranked,
            EMBEDDED: partial(answer, embedded),
            FOUND: partial(_bare, session, BARE),
            COUNT: partial(_bare, session, COUNTED),
            THROUGH: partial(answer, server),
        }
        others = [(size.id(a), size.id(b)) for a, b in pairs_of(index, size.people, count, seed=8)]
        warm_up(ways, [pair for pair in others if ranked(*pair).total < MANY_TIES])
        took = timed(ways, pairs)
        ties = [ranked(*pair).total for pair in pairs]
        tell(took, [i for i, total in enumerate(ties) if total < MANY_TIES], f"with less than {MANY_TIES:,} ties")
        if max(ties) >= MANY_TIES:
            tell(took, [i for i, total in enumerate(ties) if total >= MANY_TIES], "with more")
        same = sum(answer(embedded, *pair) == answer(server, *pair) for pair in pairs)
        print(f"{same} of {len(pairs)} answers are the same on both stores", flush=True)


def _ratio(one: Sequence[float], other: Sequence[float]) -> str:
    """How much longer one takes: of the medians, and in the median pair."""
    pairwise = median(a / b for a, b in zip(one, other, strict=True))
    return f"{median(one) / median(other):.2f} (in the median pair {pairwise:.2f})"


def _bare(session: neo4j.Session, statement: str, source: str, target: str) -> int:
    return len(session.run(neo4j.Query(statement), source=source, target=target).values())


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
