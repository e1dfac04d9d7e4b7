"""Several processes on one workspace or one server: nothing is lost, nothing is there twice, questions are answered."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.errors import DatabaseError
from graph.ledger import Outcome
from graph.model import Article, PathRequest
from graph.projection import build
from graph.settings import Neo4jSettings, Settings
from graph.store import sqlite
from graph.store.base import Stamp
from graph.store.lock import locked
from graph.store.neo4j import Neo4jStore
from graph.workspace import Reader, Workspace
from tests import gold

READER = gold.reader()
ARTICLES = gold.articles()
FORK = multiprocessing.get_context("fork")


def at_once(*works: Callable[[Any], None]) -> list[Any]:
    """Run each work in a process of its own, all starting together; returns what each puts into its queue."""
    gate = FORK.Barrier(len(works))
    queues = [FORK.SimpleQueue() for _ in works]

    def through_gate(work: Callable[[Any], None], queue: Any) -> None:
        gate.wait(30)
        work(queue)

    processes = [FORK.Process(target=through_gate, args=pair) for pair in zip(works, queues, strict=True)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(100)
        assert process.exitcode == 0
    return [None if queue.empty() else queue.get() for queue in queues]


def adding(folder: Path, articles: list[Article], settings: Neo4jSettings | None = None) -> Callable[[Any], None]:
    """Work that adds articles, one a commit."""

    def add(_: Any) -> None:
        for article in articles:
            list(Workspace(Settings(folder, settings)).add([article], READER))

    return add


def follows(workspace: Workspace) -> None:
    """What the workspace shows is what follows from its ledger."""
    with workspace.ledger() as ledger, workspace.store() as store:
        assert store.snapshot() == build(ledger)


# --- one workspace ---------------------------------------------------------------------------------------------------


def test_two_that_add_at_once_lose_no_article(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    at_once(adding(folder, ARTICLES[:6]), adding(folder, ARTICLES[4:12]))
    workspace = Workspace(Settings(folder))
    assert sorted(a.article.id for a in workspace.articles()) == sorted(a.id for a in ARTICLES[:12])
    follows(workspace)


def test_what_is_removed_or_changed_while_it_is_read_again_stays_so(tmp_path: Path) -> None:
    purged, changed, kept = ARTICLES[:3]
    workspace = Workspace(Settings(tmp_path / "w"))
    list(workspace.add(ARTICLES[:3], READER))
    texts = workspace.texts()
    workspace.remove([purged.id], purge=True)
    list(workspace.add([replace(changed, text="Nothing here.")], READER))
    again = Reader("again 1", lambda *words: replace(READER.read(*words), reader="again 1"))
    assert [a.outcome for a in workspace.add(texts, again)] == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.REREAD]
    assert {a.text for a in workspace.texts()} == {"Nothing here.", kept.text}
    follows(workspace)


def test_ten_readers_see_one_whole_state_or_the_other_while_one_writes(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    workspace = Workspace(Settings(folder))
    list(workspace.add(ARTICLES[:8], READER))
    request = _request(workspace)
    without = _answer(workspace, request)
    list(workspace.add(ARTICLES[8:], READER))
    having = _answer(workspace, request)
    assert without != having
    done = FORK.Event()

    def write(_: Any) -> None:
        try:
            for _ in range(2):
                workspace.remove([a.id for a in ARTICLES[8:]])
                list(workspace.add(ARTICLES[8:], READER, batch=100))
                workspace.rebuild()
        finally:
            done.set()

    def read(queue: Any) -> None:
        seen, count = set(), 0
        while not done.is_set() or count < 3:
            answer = _answer(Workspace(Settings(folder)), request)
            seen.add("without" if answer == without else "having" if answer == having else "neither")
            count += 1
        queue.put((seen, count))

    _, *readers = at_once(write, *[read] * 10)
    assert set().union(*(seen for seen, _ in readers)) == {"without", "having"}
    follows(workspace)


def _request(workspace: Workspace) -> PathRequest:
    """A question between two names of which other articles say more."""
    with workspace.store() as store:
        here = {e.id for e in store.snapshot().entities}
    everything = Workspace(Settings(workspace.folder.parent / "everything"))
    list(everything.add(ARTICLES, READER))
    with workspace.store() as few, everything.store() as all_:
        grown = [
            i
            for i in sorted(here & {e.id for e in all_.snapshot().entities})
            if few.degrees([i]) != all_.degrees([i]) and few.entities([i]) == all_.entities([i])
        ]
    assert len(grown) > 1
    return PathRequest(grown[0], grown[-1], limit=50)


def _answer(workspace: Workspace, request: PathRequest) -> object:
    """Paths and relationships, asked one after the other."""
    with workspace.store() as store:
        return store.paths(request), store.relationships([request.source, request.target], request.filters)


def test_questions_are_answered_while_articles_are_added(tmp_path: Path) -> None:
    where = ["--workspace", str(tmp_path / "workspace")]
    command = [sys.executable, "-m", "graph"]
    subprocess.run(
        [*command, "add", str(gold.DATA / "articles" / f"{ARTICLES[0].stem}.md"), *where],
        check=True,
        capture_output=True,
    )
    name = _some_name(tmp_path / "workspace")
    adds = subprocess.Popen([*command, "add", str(gold.DATA / "articles"), *where], stdout=subprocess.PIPE)
    rounds = 0
    while adds.poll() is None or rounds == 0:
        for ask in (["show", name], ["view", name, "-o", str(tmp_path / "view.html")], ["status"], ["articles"]):
            done = subprocess.run([*command, *ask, *where], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        rounds += 1
    assert adds.returncode == 0
    follows(Workspace(Settings(tmp_path / "workspace")))


def test_the_cypher_database_is_of_one_state_whatever_is_written_while_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(Settings(tmp_path / "workspace"))
    list(workspace.add(ARTICLES[:3], READER))
    before = _everything(workspace)
    _between_the_reads_of_a_snapshot(monkeypatch, lambda: adding(workspace.folder, ARTICLES[3:8])(None))
    with workspace.cypher() as session, session.run(IDS, {}) as rows:
        assert {row[0] for row in rows} == before
    with workspace.cypher() as session, session.run(IDS, {}) as rows:
        assert {row[0] for row in rows} == _everything(workspace)


def test_who_waited_for_another_build_builds_what_the_graph_shows_then(tmp_path: Path) -> None:
    workspace = Workspace(Settings(tmp_path / "workspace"))
    list(workspace.add(ARTICLES[:3], READER))
    waits = threading.Event()
    found: set[str] = set()

    def ask() -> None:
        asking = Workspace(workspace.settings, lambda _: waits.set())
        with asking.cypher() as session, session.run(IDS, {}) as rows:
            found.update(row[0] for row in rows)

    asks = threading.Thread(target=ask)
    with locked(workspace.folder / "graph.lbug.build", exclusive=True):
        asks.start()
        assert waits.wait(30)
        workspace.rebuild()
        list(workspace.add(ARTICLES[3:8], READER))
    asks.join(60)
    assert found == _everything(workspace)


IDS = "MATCH (n) WHERE label(n) <> 'Article' RETURN n.id"


def _everything(workspace: Workspace) -> set[str]:
    with workspace.store() as store:
        return {e.id for e in store.snapshot().entities}


def _between_the_reads_of_a_snapshot(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Do some work once, when a snapshot has read the entities but no relationship yet."""
    todo = [work]
    connect = sqlite.connect

    def before_statement(statement: str) -> None:
        if todo and statement.startswith("SELECT r.n, s.id"):
            todo.pop()()

    def traced(path: Path, *, log: bool = True) -> sqlite3.Connection:
        db = connect(path, log=log)
        db.set_trace_callback(before_statement)
        return db

    monkeypatch.setattr(sqlite, "connect", traced)


def _some_name(folder: Path) -> str:
    with Workspace(Settings(folder)).store() as store:
        return store.find("a", 1)[0].id


# --- one server ------------------------------------------------------------------------------------------------------


def _server_shows(settings: Neo4jSettings, workspace: Workspace) -> None:
    """The server shows exactly what follows from the ledger: each node and each relationship once."""
    store = Neo4jStore(settings)
    with workspace.ledger() as ledger:
        assert store.snapshot() == build(ledger)
        assert store.stamp() == Stamp(ledger.id, ledger.generation)
    store.close()
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver:
        twice = (
            "MATCH (n) WHERE n.id IS NOT NULL WITH n.id AS id, count(*) AS many WHERE many > 1 RETURN id",
            "MATCH (a)-[r]->(b) WITH a, type(r) AS t, b, count(*) AS many WHERE many > 1 RETURN t",
        )
        for query in twice:
            assert driver.execute_query(query).records == []


def test_two_that_add_to_one_server_lose_nothing(tmp_path: Path, empty_neo4j: Neo4jSettings) -> None:
    folder = tmp_path / "workspace"
    at_once(adding(folder, ARTICLES[:3], empty_neo4j), adding(folder, ARTICLES[2:6], empty_neo4j))
    workspace = Workspace(Settings(folder))
    assert len(workspace.articles()) == 6
    _server_shows(empty_neo4j, workspace)


def test_two_that_load_the_same_graph_at_once_load_it_once(tmp_path: Path, empty_neo4j: Neo4jSettings) -> None:
    workspace = Workspace(Settings(tmp_path / "workspace"))
    list(workspace.add(ARTICLES[:6], READER))
    with workspace.ledger() as ledger:
        graph, stamp = build(ledger), Stamp(ledger.id, ledger.generation)

    def load(_: Any) -> None:
        store = Neo4jStore(empty_neo4j)
        store.replace(graph, stamp)
        store.close()

    at_once(load, load, load)
    _server_shows(empty_neo4j, workspace)


def test_of_two_ledgers_that_claim_a_server_at_once_one_gets_it(tmp_path: Path, empty_neo4j: Neo4jSettings) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder, articles in zip(folders, (ARTICLES[:2], ARTICLES[2:4]), strict=True):
        list(Workspace(Settings(folder)).add(articles, READER))

    def claim(folder: Path) -> Callable[[Any], None]:
        def rebuild(queue: Any) -> None:
            try:
                Workspace(Settings(folder, empty_neo4j)).rebuild()
            except DatabaseError as error:
                queue.put(error.message)

        return rebuild

    said = at_once(*map(claim, folders))
    assert sum(message is None for message in said) == 1, said
    assert any("belongs to another ledger" in message for message in said if message), said
    _server_shows(empty_neo4j, Workspace(Settings(folders[said.index(None)])))
