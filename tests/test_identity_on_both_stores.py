"""After any sequence of adding, removing, deciding and taking back, both stores show the graph built afresh."""

from __future__ import annotations

import tempfile
from pathlib import Path

import neo4j
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from graph.model import Article, Filters, PathRequest
from graph.projection import Projection, build
from graph.settings import Neo4jSettings, Settings
from graph.store.base import Store
from graph.store.embedded import EmbeddedStore
from graph.store.neo4j import Neo4jStore
from graph.workspace import Workspace
from tests.deciding import DecidingMachine


class BothStores(DecidingMachine):
    """Brings the embedded graph and the one on a server forward after each operation, and compares."""

    def __init__(self, server: Neo4jSettings) -> None:
        super().__init__()
        self._server = server
        self._stores: list[Store] = []

    def fresh_folder(self) -> Path:
        self._folder = tempfile.TemporaryDirectory()
        return Path(self._folder.name)

    def start(self) -> None:
        with neo4j.GraphDatabase.driver(
            self._server.uri, auth=(self._server.username, self._server.password)
        ) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n", database_=self._server.database or None)
        self._stores = [EmbeddedStore(Path(self._folder.name)), Neo4jStore(self._server)]

    def check(self) -> None:
        wanted = build(self.ledger)
        projection = Projection(Path(self._folder.name), self.ledger)
        for store in self._stores:
            projection.show(store)
            assert store.stamp() == projection.stamp
            assert store.snapshot() == wanted
        projection.close()

    def teardown(self) -> None:
        super().teardown()
        for store in self._stores:
            store.close()
        self._folder.cleanup()


def run(server: Neo4jSettings, sequences: int, operations: int) -> None:
    # Without shrinking: each operation asks a server, and the sequence that failed is short enough to read.
    how = settings(
        max_examples=sequences,
        stateful_step_count=operations,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    run_state_machine_as_test(lambda: BothStores(server), settings=how)


SAYS_SERIES = "Ann Lee will star in the limited series “Harbor Lights” for HBO. Tom Dee directs the series."
SAYS_FILM = "Ann Lee will star in the film “Harbor Lights” for HBO."


@pytest.mark.parametrize("server", [False, True])
def test_what_articles_call_a_film_is_what_filters_by_kind_go_by(
    server: bool, empty_neo4j: Neo4jSettings, tmp_path: Path
) -> None:
    workspace = Workspace(Settings(tmp_path / "workspace", neo4j=empty_neo4j if server else None))
    list(workspace.add([Article("one", SAYS_SERIES), Article("two", SAYS_SERIES + " Again.")]))
    with workspace.store() as store:
        [film] = store.named("harbor lights")
        [ann], [tom] = store.named("ann lee"), store.named("tom dee")
        ways = {kind: PathRequest(ann.id, tom.id, Filters(kinds=frozenset({kind}))) for kind in ("film", "series")}
        assert film.kind == "series"
        assert {kind: store.paths(request).length for kind, request in ways.items()} == {"film": None, "series": 2}
    list(workspace.add([Article(f"three {n}", SAYS_FILM + str(n)) for n in range(9)]))
    with workspace.store() as store:
        assert [film.kind for film in store.named("harbor lights")] == ["film"]
        assert {kind: store.paths(request).length for kind, request in ways.items()} == {"film": 2, "series": None}


def test_both_stores_follow_every_decision(empty_neo4j: Neo4jSettings) -> None:
    run(empty_neo4j, sequences=3, operations=25)


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_both_stores_agree_after_a_thousand_operations(empty_neo4j: Neo4jSettings) -> None:
    run(empty_neo4j, sequences=20, operations=100)
