"""Servers that hold back: little memory for a transaction makes batches smaller, and one that only reads is said so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j_server import free_port, start, stop

from graph.settings import Neo4jSettings, Settings
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import TransactionMemoryError
from graph.store.neo4j_rows import entity_row
from graph.workspace import Workspace
from tests import gold
from tests.command import assert_complains, reelgraph
from tests.contract.samples import FIRST
from tests.test_neo4j_loading_can_be_interrupted import large

pytestmark = [pytest.mark.torture, pytest.mark.timeout(600)]
PASSWORD = "little-and-read-only-3"
LITTLE_MEMORY = {"db.memory.transaction.max": "2m"}
READ_ONLY = {"server.databases.read_only": "neo4j"}


@contextmanager
def server(home: Path, limits: dict[str, str]) -> Iterator[Neo4jSettings]:
    """A server of its own with these lines in its configuration."""
    started = start(home, free_port(), PASSWORD, quick=True, more=limits)
    try:
        yield Neo4jSettings(started.uri, started.username, PASSWORD)
    finally:
        stop(started)


def test_a_load_goes_on_in_smaller_batches_where_a_transaction_gets_little_memory(tmp_path: Path) -> None:
    few = large()
    graph = replace(few, entities=tuple(replace(e, aliases=("Name " * 200,)) for e in few.entities)).canonical()
    with server(tmp_path, LITTLE_MEMORY) as settings, closing(Neo4jStore(settings)) as store:
        with pytest.raises(TransactionMemoryError, match="lacks the memory"):
            store._connection.writing(lambda ask: ask("store/put_entities", rows=[*map(entity_row, graph.entities)]))
        store.replace(graph, FIRST)
        assert (store.snapshot(), store.stamp()) == (graph, FIRST)


def test_a_database_that_is_read_only_answers_and_says_why_it_is_not_written_to(tmp_path: Path) -> None:
    """What a user without rights meets, too: Community knows no roles, but it can close a database to all writing."""
    folder, home = tmp_path / "workspace", tmp_path / "home"
    with server(home, {}) as settings:
        list(Workspace(Settings(folder, settings)).add(gold.articles()[:12], gold.reader()))
    with server(home, READ_ONLY) as settings:
        env = {"NEO4J_URI": settings.uri, "NEO4J_USERNAME": settings.username, "NEO4J_PASSWORD": PASSWORD}
        where = ["--workspace", folder]
        for ask in (["status"], ["find", "a"], ["hubs"], ["cypher", "MATCH (n) RETURN count(n)"], ["doctor"]):
            done = reelgraph(*ask, *where, env=env)
            assert done.returncode == 0, done.stderr
        more = gold.DATA / "articles" / f"{gold.articles()[12].stem}.md"
        for change in (["rebuild"], ["add", more], ["remove", gold.articles()[0].stem]):
            done = reelgraph(*change, *where, env=env)
            assert_complains(done, 4, "'neo4j' may not do that", "a user that may write")
    assert len(Workspace(Settings(folder)).articles()) == 12, "one was added and one removed: the ledger is ours"
