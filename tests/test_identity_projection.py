"""After any sequence of adding, removing, deciding and taking back, the graph is the one built afresh."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

from graph.model import ArticleNode, Entity, Graph, Relationship, RelationshipKey
from graph.projection import Projection, build
from graph.store.base import Change, Stamp
from graph.store.sqlite import SqliteGraph
from tests.deciding import DecidingMachine


class PlainStore:
    """A store that is three dictionaries: what a change means, in the fewest words."""

    def __init__(self) -> None:
        self.stamp: Stamp | None = None
        self._entities: dict[str, Entity] = {}
        self._relationships: dict[RelationshipKey, Relationship] = {}
        self._articles: dict[str, ArticleNode] = {}

    def replace(self, graph: Graph) -> None:
        self._entities = {e.id: e for e in graph.entities}
        self._relationships = {r.key: r for r in graph.relationships}
        self._articles = {a.id: a for a in graph.articles}

    def apply(self, change: Change) -> None:
        for gone in change.gone_entities:
            self._entities.pop(gone, None)
        for key in change.gone_relationships:
            self._relationships.pop(key, None)
        for gone in change.gone_articles:
            self._articles.pop(gone, None)
        self._entities |= {e.id: e for e in change.entities}
        self._relationships |= {r.key: r for r in change.relationships}
        self._articles |= {a.id: a for a in change.articles}

    def snapshot(self) -> Graph:
        entities, relationships = tuple(self._entities.values()), tuple(self._relationships.values())
        return Graph(entities, relationships, tuple(self._articles.values())).canonical()


class Machine(DecidingMachine):
    def fresh_folder(self) -> Path:
        self._folder = tempfile.TemporaryDirectory()
        return Path(self._folder.name)

    def start(self) -> None:
        self.plain = PlainStore()
        self.lazy = PlainStore()
        self.file = SqliteGraph(Path(self._folder.name) / "graph.sqlite")
        self.steps = 0

    def check(self) -> None:
        self.steps += 1
        projection = Projection(Path(self._folder.name), self.ledger)
        wanted = build(self.ledger)
        assert projection.graph() == wanted
        for store in (self.plain, self.lazy) if self.steps % 3 == 0 else (self.plain,):
            change = projection.change_since(store.stamp)
            if change is None:
                store.replace(projection.graph())
            else:
                store.apply(change)
            store.stamp = projection.stamp
            assert store.snapshot() == wanted
        change = projection.change_since(self.file.stamp())
        if change is None or self.steps % 5 == 0:
            self.file.load(projection.rows(), projection.stamp)
        else:
            self.file.apply(change, projection.stamp)
        assert self.file.snapshot() == wanted
        projection.close()
        if self.steps % 4 == 0:
            self.check_afresh(wanted)

    def check_afresh(self, wanted: Graph) -> None:
        """Tables that are filled from the whole ledger say the same, and so does a file that is loaded from them."""
        with tempfile.TemporaryDirectory() as folder:
            projection = Projection(Path(folder), self.ledger)
            assert projection.graph() == wanted
            file = SqliteGraph(Path(folder) / "graph.sqlite")
            file.load(projection.rows(), projection.stamp)
            assert file.snapshot() == wanted
            file.close()
            projection.close()

    def teardown(self) -> None:
        super().teardown()
        self.file.close()
        self._folder.cleanup()


Machine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a shrunk sequence would be nicer to read, and takes minutes
)
TestAnySequence = Machine.TestCase
