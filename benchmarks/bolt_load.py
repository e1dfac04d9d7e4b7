"""How fast a graph gets onto a Neo4j server over Bolt, next to the plain way: `python -m benchmarks.bolt_load`.

The plain way is what a good tutorial tells: unique ids first, then `UNWIND` over 10,000 rows at a time, one writer, the
driver as it is installed without neo4j-rust-ext. It is measured twice: with an id and a name for each node and one
sentence and one article for each relationship; and with all that our graph says. Ours loads the graph as `reelgraph
rebuild` does: full-text indexes, evidence, marker and all. All on one server, by turns, the first turn to warm it up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import neo4j

from benchmarks.generate import PUBLICATIONS, Size, industry
from benchmarks.workspace import DETAIL, KINDS, QUOTE, iso_dates
from graph.model import ArticleNode, Entity, EntityType, Evidence, Graph, Relation, Relationship, RelationshipKey
from graph.model import Status as Said
from graph.names import key
from graph.paths.columns import RELATIONS, STATUSES
from graph.settings import Neo4jSettings
from graph.store.base import Stamp, batches
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_rows import entity_row, relationship_row
from scripts.neo4j_server import Memory, running_server

PEOPLE = 10_000
BATCH = 10_000
WANTED = 2.0
MEMORY = Memory(heap="2g", page_cache="1g")
Row = dict[str, Any]


def made(people: int) -> Graph:
    """A generated graph as objects."""
    columns, size = industry(people), Size(people)
    entities = [_entity(size, number, kind) for number, kind in enumerate(columns.kinds.tolist()) if number]
    articles = [ArticleNode(f"article-{n}", f"News from {p}", p, "", "") for n, p in enumerate(PUBLICATIONS, 1)]
    dates, said = iso_dates(columns), defaultdict(list)
    rows = (columns.evidence_of, columns.publications_of, columns.dates, columns.statuses)
    for number, publication, date, status in zip(*(c.tolist() for c in rows), strict=True):
        a = articles[publication]
        evidence = Evidence(a.id, a.title, a.publisher, dates[date], QUOTE, "", Said(STATUSES[status]), DETAIL, 0)
        said[number].append(evidence)
    ends = (columns.numbers, columns.subjects, columns.relations, columns.objects)
    relationships = [
        Relationship.of(RelationshipKey(size.id(s), Relation(RELATIONS[r]), size.id(o)), said[n])
        for n, s, r, o in zip(*(c.tolist() for c in ends), strict=True)
    ]
    return Graph(tuple(entities), tuple(relationships), tuple(articles))


def _entity(size: Size, number: int, kind: int) -> Entity:
    type_, name = size.type_of(number), size.name(number)
    said = KINDS.get(kind, "") if type_ is EntityType.FILM else ""
    return Entity(size.id(number), type_, name, keys=(key(type_, name),), kind=said)


# --- the plain way ---------------------------------------------------------------------------------------------------


def plainly(session: neo4j.Session, graph: Graph, whole: bool) -> float:
    """Load in the plain way; with `whole`, all properties of our graph. Returns seconds, without making rows."""
    nodes, types = defaultdict(list), {e.id: e.type for e in graph.entities}
    for entity in graph.entities:
        said: Row = entity_row(entity)["properties"] if whole else {"name": entity.name}
        nodes[entity.type].append({"id": entity.id, "said": said | {"id": entity.id}})
    ends = defaultdict(list)
    for relationship in graph.relationships:
        first = relationship.evidence[0]
        said = (
            relationship_row(relationship)["properties"] if whole else {"quote": first.quote, "article": first.article}
        )
        row = {"a": relationship.subject, "b": relationship.object, "said": said}
        ends[types[relationship.subject], relationship.relation, types[relationship.object]].append(row)
    start = time.perf_counter()
    for label, rows in nodes.items():
        session.run(neo4j.Query(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE")).consume()
        _write(session, f"MERGE (n:{label} {{id: row.id}}) SET n = row.said", rows)
    for (one, relation, other), rows in ends.items():
        match = f"MATCH (a:{one} {{id: row.a}}) MATCH (b:{other} {{id: row.b}})"
        _write(session, f"{match} MERGE (a)-[r:{relation}]->(b) SET r = row.said", rows)
    return time.perf_counter() - start


def _write(session: neo4j.Session, statement: str, rows: Sequence[Row]) -> None:
    for batch in batches(rows, BATCH):
        session.execute_write(_consume, f"UNWIND $rows AS row {statement}", list(batch))


def _consume(transaction: neo4j.ManagedTransaction, statement: str, rows: list[Row]) -> None:
    transaction.run(neo4j.Query(statement).text, rows=rows).consume()


def empty(settings: Neo4jSettings) -> None:
    """Take everything out of the server, constraints and indexes too."""
    with _driver(settings) as driver, driver.session() as session:
        for (name,) in session.run("SHOW CONSTRAINTS YIELD name").values():
            session.run(neo4j.Query(f"DROP CONSTRAINT {name}")).consume()
        for (name,) in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").values():
            session.run(neo4j.Query(f"DROP INDEX {name}")).consume()
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def _driver(settings: Neo4jSettings) -> neo4j.Driver:
    login = (settings.username, settings.password)
    return neo4j.GraphDatabase.driver(settings.uri, auth=login, notifications_min_severity="OFF")


WITHOUT_RUST = "import sys; sys.modules['neo4j._rust'] = None; from benchmarks.bolt_load import plain_process"


def plain_process() -> None:
    """Load in the plain way, in a process whose driver lacks neo4j-rust-ext; prints the seconds."""
    uri, username, password, people, whole = sys.argv[1:]
    with _driver(Neo4jSettings(uri, username, password)) as driver, driver.session() as session:
        print(plainly(session, made(int(people)), whole == "whole"))


def _plain(settings: Neo4jSettings, people: int, whole: str) -> float:
    arguments = (settings.uri, settings.username, settings.password, str(people), whole)
    command = [sys.executable, "-c", f"{WITHOUT_RUST}; plain_process()", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _ours(settings: Neo4jSettings, graph: Graph) -> float:
    """Seconds of our own load, from connecting to the stamp."""
    start = time.perf_counter()
    with closing(Neo4jStore(settings)) as store:
        store.replace(graph, Stamp("bench", 1))
    return time.perf_counter() - start


def measure(settings: Neo4jSettings, people: int, turns: int) -> None:
    """Load by turns and print what each way takes; the first turn only warms up, the last one is compared."""
    graph = made(people)
    records = len(graph.entities) + len(graph.articles) + len(graph.relationships)
    print(f"{records:,} nodes and relationships", flush=True)
    ways: dict[str, Callable[[], float]] = {
        "plain, a sentence and an article each": lambda: _plain(settings, people, "small"),
        "plain, all that our graph says": lambda: _plain(settings, people, "whole"),
        "reelgraph": lambda: _ours(settings, graph),
    }
    seconds: dict[str, float] = {}
    for turn in range(turns):
        for name, load in ways.items():
            empty(settings)
            seconds[name] = load()
            if turn:
                print(f"{name:<40}{seconds[name]:>7.2f} s {records / seconds[name]:>9,.0f}/s", flush=True)
    plain, whole, ours = seconds.values()
    print(f"reelgraph: {plain / ours:.2f} times the plain rate (wanted: {WANTED:.0f} times)")
    print(f"where both write all that our graph says: {whole / ours:.2f} times the plain rate")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(description="Measure loading over Bolt.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--turns", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with running_server(memory=MEMORY) as server:
        measure(Neo4jSettings(server.uri, server.username, server.password), chosen.people, chosen.turns)


if __name__ == "__main__":
    main()
