"""A load into a server that is interrupted is never taken for a whole one, and loading again makes it good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import neo4j
import pytest

from graph.errors import DatabaseError
from graph.model import EntityType, Graph, Relation
from graph.settings import Neo4jSettings
from graph.store.base import Change, Stamp
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_batches import BATCH
from graph.store.neo4j_connection import Connection
from graph.store.neo4j_create import create
from tests.contract.samples import DAILY, FIRST, SECOND, SMALL, credit, entity, said, with_mentions

PAIRS = BATCH // 4
CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture
def store(empty_neo4j: Neo4jSettings) -> Iterator[Neo4jStore]:
    store = Neo4jStore(empty_neo4j)
    yield store
    store.close()


def large() -> Graph:
    """More than fits one transaction: nodes, mentions and credits together are more than a batch."""
    people = [entity(f"person-{i}", EntityType.PERSON, f"Person {i}") for i in range(PAIRS)]
    films = [entity(f"film-{i}", EntityType.FILM, f"Film {i}") for i in range(PAIRS)]
    credits = [
        credit(p, Relation.DIRECTED, f, said(DAILY, "A line.", start=i))
        for i, (p, f) in enumerate(zip(people, films, strict=True))
    ]
    return with_mentions([*people, *films], credits, DAILY)


KILLED_HALFWAY = """
import sys
from graph.settings import Neo4jSettings
from graph.store.neo4j import Neo4jStore
from graph.store.base import Stamp
from tests.test_neo4j_loading_can_be_interrupted import large
store = Neo4jStore(Neo4jSettings(*sys.argv[1:4]))
graph = large()
print("loading", flush=True)
store.replace(graph, Stamp("ledger-a", 2))
print("loaded", flush=True)
"""


@pytest.mark.parametrize("before", [SMALL, None], ids=["over another graph", "into an empty database"])
def test_a_load_that_is_killed_shows_no_generation_and_is_repeated(
    store: Neo4jStore, empty_neo4j: Neo4jSettings, before: Graph | None
) -> None:
    if before is not None:
        store.replace(before, FIRST)
    arguments = (empty_neo4j.uri, empty_neo4j.username, empty_neo4j.password)
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED_HALFWAY), *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE
    ) as load:
        assert load.stdout is not None
        assert load.stdout.readline() == b"loading\n"
        while marker(empty_neo4j) != "loading" or store.counts().people < PAIRS:
            time.sleep(0.01)
        os.kill(load.pid, signal.SIGKILL)
        assert load.stdout.read() == b""
    assert store.stamp() is None
    assert store.snapshot() not in (SMALL, large())
    with pytest.raises(DatabaseError, match="another ledger"):
        store.replace(Graph(), Stamp("ledger-b", 1))
    store.replace(large(), SECOND)
    assert (store.snapshot(), store.stamp()) == (large(), SECOND)


def marker(settings: Neo4jSettings) -> str:
    """What the marker on the server says: nothing (it isn't there), loading, or a generation."""
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver:
        records = driver.execute_query("MATCH (m:ReelgraphMarker) RETURN m.generation").records
    return "nothing" if not records else "loading" if records[0][0] is None else str(records[0][0])


def test_two_that_load_into_an_empty_database_at_once_write_nothing_twice(empty_neo4j: Neo4jSettings) -> None:
    graph, together = large(), threading.Barrier(2)

    def load(seconds: float) -> None:
        with closing(Neo4jStore(empty_neo4j)) as store:
            together.wait()
            time.sleep(seconds)
            store.replace(graph, SECOND)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(load, seconds) for seconds in (0, 0.4)]:
            done.result()
    with closing(Neo4jStore(empty_neo4j)) as store:
        assert (store.snapshot(), store.stamp()) == (graph, SECOND)
        [[credits]] = store.run("MATCH ()-[r:DIRECTED]->() RETURN count(*)", {}).rows
        [[mentions]] = store.run("MATCH ()-[r:MENTIONS]->() RETURN count(*)", {}).rows
    assert (credits, mentions) == (len(graph.relationships), sum(len(a.mentions) for a in graph.articles))


def test_who_has_the_database_no_longer_to_himself_stops_creating(empty_neo4j: Neo4jSettings) -> None:
    with closing(Connection(empty_neo4j)) as connection:
        connection.change_schema("store/schema")
        connection.writing(lambda ask: ask("store/claim", ledger=FIRST.ledger, token="ours"))
        assert create(connection, SMALL, FIRST, "ours")
        assert not create(connection, large(), SECOND, "ours")
    with closing(Neo4jStore(empty_neo4j)) as store:
        assert (store.snapshot(), store.stamp()) == (SMALL, FIRST)


def test_a_small_change_is_one_transaction_with_its_stamp(store: Neo4jStore, empty_neo4j: Neo4jSettings) -> None:
    store.replace(SMALL, FIRST)
    alien = credit(entity("person-x", EntityType.PERSON, "X"), Relation.WROTE, SMALL.entities[1], said(DAILY, "By X."))
    with pytest.raises(DatabaseError, match="1 relationships of the graph have an end that the graph doesn't hold"):
        store.apply(Change(gone_articles=frozenset({DAILY.id}), relationships=(alien,)), SECOND)
    assert (store.snapshot(), store.stamp()) == (SMALL, FIRST)


def test_loading_again_changes_nothing(store: Neo4jStore, empty_neo4j: Neo4jSettings) -> None:
    store.replace(SMALL, FIRST)
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.username, empty_neo4j.password)) as driver:
        identities = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n), elementId(r) ORDER BY 1, 2"
        before = driver.execute_query(identities).records
        store.replace(SMALL, FIRST)
        assert driver.execute_query(identities).records == before
