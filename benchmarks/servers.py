"""Measures path questions on both stores beside their databases: `python -m benchmarks.servers [--people N]`.

Starts a Neo4j server, loads a generated graph into it and into an embedded workspace, and asks the same pairs:
our whole answer on each store (paths with names, credits and sentences), a bare `allShortestPaths` on the server, and
LadybugDB's `SHORTEST` for as many pairs as there is patience for.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import neo4j

from benchmarks.generate import PUBLICATIONS, Size, industry
from benchmarks.paths import milliseconds, pairs_of, percentile, quickest
from graph.model import (
    DEFAULT_RELATIONS,
    ArticleNode,
    Entity,
    Evidence,
    Graph,
    PathRequest,
    Relationship,
    RelationshipKey,
)
from graph.names import key
from graph.paths.columns import KIND_CODES, RELATIONS, STATUSES, Columns
from graph.settings import Neo4jSettings
from graph.store.base import Stamp, Store
from graph.store.embedded import EmbeddedStore
from graph.store.neo4j import Neo4jStore
from scripts.neo4j_server import running_server

STAMP = Stamp("generated", 1)
_KINDS = {code: kind for kind, code in KIND_CODES.items()}
_TYPES = "|".join(sorted(DEFAULT_RELATIONS))
BARE = (
    "MATCH (a:Reelgraph {id: $source}) MATCH (b:Reelgraph {id: $target})"
    f" MATCH p = allShortestPaths((a)-[:{_TYPES}*..8]-(b)) RETURN p"
)
SHORTEST = (
    f"MATCH p = (a:Person)-[:{_TYPES.replace('|', '|:')}* ALL SHORTEST 1..8]-(b:Person)"
    " WHERE a.id = $source AND b.id = $target RETURN count(*)"
)
"""The recursive patterns of the two databases: their own texts, so they stand here and not in queries/."""


def entity_id(size: Size, number: int) -> str:
    """The id of a generated entity."""
    return f"{size.type_of(number).lower()}-{number}"


def graph_of(columns: Columns, size: Size) -> Graph:
    """A generated graph as the model has it."""
    kinds = columns.kinds.tolist()
    entities = []
    for n in range(1, len(kinds)):
        type_, name = size.type_of(n), size.name(n)
        kind = _KINDS.get(kinds[n], "") if type_ == "Film" else ""
        entities.append(Entity(entity_id(size, n), type_, name, keys=(key(type_, name),), kind=kind))
    articles = tuple(ArticleNode(f"article-{p}", f"News from {p}", p, "", "") for p in PUBLICATIONS)
    return Graph(tuple(entities), tuple(_relationships(columns, size)), articles)


def _relationships(columns: Columns, size: Size) -> Iterator[Relationship]:
    said: dict[int, list[Evidence]] = {}
    rows = zip(*(c.tolist() for c in _evidence(columns)), strict=True)
    for of, date, status, publication in rows:
        name = PUBLICATIONS[publication]
        iso = f"{date // 10000:04}-{date // 100 % 100:02}-{date % 100:02}"
        word = Evidence(f"article-{name}", f"News from {name}", name, iso, "They work on it.", "", STATUSES[status])
        said.setdefault(of, []).append(word)
    ends = (columns.numbers, columns.subjects, columns.relations, columns.objects)
    for number, subject, relation, object_ in zip(*(c.tolist() for c in ends), strict=True):
        ends_key = RelationshipKey(entity_id(size, subject), RELATIONS[relation], entity_id(size, object_))
        yield Relationship.of(ends_key, said[number])


def _evidence(columns: Columns) -> tuple[Any, ...]:
    return columns.evidence_of, columns.dates, columns.statuses, columns.publications_of


Find = Callable[[str, str], object]


def timed(ways: Mapping[str, Find], pairs: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Ask all pairs in all ways, by turns so that a busy machine is busy for all; print and return milliseconds."""
    took: dict[str, list[float]] = {label: [] for label in ways}
    for number, pair in enumerate([*pairs[:10], *pairs]):
        for label, ask in ways.items():
            once = quickest(partial(ask, *pair))
            if number >= 10:  # the first ones warm up
                took[label].append(once)
    print(f"{'milliseconds':<58}{'median':>10}{'p95':>10}")
    for label, times in took.items():
        print(f"{label:<58}{median(times):>10.2f}{percentile(times, 0.95):>10.2f}", flush=True)
    return took


def answer(store: Store, source: str, target: str) -> object:
    """Our whole answer: all ties counted, the first ten told with their evidence."""
    return store.paths(PathRequest(source, target))


def measure(people: int, count: int, folder: Path, settings: Neo4jSettings) -> None:
    """Load both stores and print the figures."""
    size = Size(people)
    graph = graph_of(industry(people), size)
    with closing(EmbeddedStore(folder)) as embedded, closing(Neo4jStore(settings)) as server:
        seconds = milliseconds(lambda: embedded.replace(graph, STAMP)) / 1000
        print(
            f"{people:,} people, {len(graph.relationships):,} credits: embedded loaded in {seconds:.0f} s", flush=True
        )
        seconds = milliseconds(lambda: server.replace(graph, STAMP)) / 1000
        print(f"Neo4j loaded in {seconds:.0f} s", flush=True)
        with embedded.in_step() as index:
            numbers = pairs_of(index, people, count)
        pairs = [(entity_id(size, a), entity_id(size, b)) for a, b in numbers]
        with (
            neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver,
            driver.session() as session,
        ):
            took = timed(
                {
                    "our answer, embedded": partial(answer, embedded),
                    "bare allShortestPaths on Neo4j": partial(_bare, session),
                    "our answer, through Neo4j": partial(answer, server),
                },
                pairs,
            )
        ours, bare, through = took.values()
        print(f"through Neo4j: {_ratio(through, bare):.2f} times the bare allShortestPaths, in the median pair")
        print(f"embedded: {_ratio(bare, ours):.1f} times faster than the bare allShortestPaths, in the median pair")
        start = milliseconds(lambda: embedded.run("RETURN 1", {})) / 1000
        print(f"LadybugDB brought up to date in {start:.0f} s", flush=True)
        theirs = [milliseconds(partial(_ladybug, embedded, *pair)) for pair in pairs[:3]]
        times = median(theirs) / median(ours)
        print(f"embedded: {times:.0f} times faster than LadybugDB's SHORTEST ({median(theirs):.0f} ms)")


def _ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return median(a / b for a, b in zip(one, other, strict=True))


def _bare(session: neo4j.Session, source: str, target: str) -> int:
    return len(session.run(BARE, source=source, target=target).values())


def _ladybug(store: EmbeddedStore, source: str, target: str) -> object:
    return list(store.run(SHORTEST, {"source": source, "target": target}).rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description="Measure path questions on both stores.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=60)
    chosen = parser.parse_args(arguments)
    with running_server() as server, tempfile.TemporaryDirectory() as folder:
        settings = Neo4jSettings(server.uri, server.username, server.password)
        measure(chosen.people, chosen.pairs, Path(folder), settings)


if __name__ == "__main__":
    main()
