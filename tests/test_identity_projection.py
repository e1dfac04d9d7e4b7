"""After any sequence of adding, removing, deciding and taking back, the graph is the one built afresh."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from graph.imports import import_table
from graph.ledger import Ledger
from graph.model import ArticleNode, Decision, Entity, Graph, Judgement, Relationship, RelationshipKey
from graph.projection import Projection, build
from graph.store.base import Change, Stamp
from graph.store.sqlite import SqliteGraph
from tests.deciding import DecidingMachine, P, mention_key

ID = "imdb:nm0000001"


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


def bring_forward(store: PlainStore, projection: Projection) -> None:
    change = projection.change_since(store.stamp)
    if change is None:
        store.replace(projection.graph())
    else:
        store.apply(change)
    store.stamp = projection.stamp


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
            bring_forward(store, projection)
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


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.open(tmp_path / "ledger.sqlite", create=True)) as opened:
        yield opened


def tabulate(ledger: Ledger, path: Path, subject: str, external: str = "") -> str:
    """Import a table of one credit; returns the id of its article."""
    before = set(ledger.article_ids())
    write_table(ledger, path, f"{subject},Person,{external},ACTED_IN,Wolf,Film,")
    (new,) = set(ledger.article_ids()) - before
    return new


def write_table(ledger: Ledger, path: Path, *rows: str) -> None:
    head = "subject,subject_type,subject_id,relation,object,object_type,status"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    import_table(ledger, path, lambda _: None)


def people(ledger: Ledger, folder: Path) -> list[str]:
    """The people of the graph that is brought forward, which is the one built afresh."""
    with closing(Projection(folder, ledger)) as projection:
        graph = projection.graph()
    assert graph == build(ledger)
    return sorted(e.name for e in graph.entities if e.type is P)


def test_who_was_joined_by_an_id_stays_when_the_table_that_gave_it_goes(ledger: Ledger, tmp_path: Path) -> None:
    gone = tabulate(ledger, tmp_path / "a.csv", "Ann Lee", ID)
    tabulate(ledger, tmp_path / "b.csv", "Zoe Quux", ID)
    tabulate(ledger, tmp_path / "c.csv", "Ann Lee")
    assert len(people(ledger, tmp_path)) == 1
    ledger.remove(gone)
    assert people(ledger, tmp_path) == ["Ann Lee", "Zoe Quux"]


def test_who_was_joined_by_a_linked_id_stays_when_the_link_is_undone(ledger: Ledger, tmp_path: Path) -> None:
    tabulate(ledger, tmp_path / "a.csv", "Zoe Quux", ID)
    tabulate(ledger, tmp_path / "b.csv", "Ann Lee")
    link = ledger.judge(Judgement(0, "", "ann", Decision.LINK, mention_key(P, "Ann Lee"), external=ID))
    assert len(people(ledger, tmp_path)) == 1
    ledger.judge(Judgement(0, "", "ann", Decision.UNDO, undoes=link.id))
    assert people(ledger, tmp_path) == ["Ann Lee", "Zoe Quux"]


def test_rows_of_one_table_stay_in_order_whatever_name_was_known_first(ledger: Ledger, tmp_path: Path) -> None:
    credit = "Company,,DISTRIBUTES,Wolf,Film"
    store = PlainStore()
    for name, *rows in (
        ("a", f"Amber Films,{credit},"),
        ("b", f"Amber Films Inc.,{credit},in_talks", f"Amber Films,{credit},departed"),
    ):
        write_table(ledger, tmp_path / f"{name}.csv", *rows)
        with closing(Projection(tmp_path, ledger)) as projection:
            bring_forward(store, projection)
    assert store.snapshot() == build(ledger)
