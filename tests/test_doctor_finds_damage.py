"""`reelgraph doctor` finds what is wrong and says what to run; `--repair` builds again what follows from the ledger."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graph.doctor import Finding, State, examine, repair
from graph.errors import DatabaseError
from graph.ledger import Ledger
from graph.model import Decision, Judgement
from graph.projection import FILE as NAMES
from graph.projection import build
from graph.settings import Neo4jSettings, Settings
from graph.store import ladybug
from graph.store.ladybug_engine import Engine
from graph.workspace import Workspace
from tests import gold
from tests.bad_days import holds_lock
from tests.command import assert_complains, reelgraph


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without a fault."""
    folder = tmp_path_factory.mktemp("sound") / "workspace"
    list(Workspace(Settings(folder)).add(gold.articles()[:6], gold.reader()))
    return folder


@pytest.fixture
def workspace(sound: Path, tmp_path: Path) -> Workspace:
    """A copy of it, to be damaged."""
    folder = tmp_path / "workspace"
    shutil.copytree(sound, folder)
    folder.chmod(0o700)
    return Workspace(Settings(folder))


def wrong(workspace: Workspace) -> list[Finding]:
    return [f for f in examine(workspace) if f.state is State.WRONG]


def notes(workspace: Workspace) -> list[Finding]:
    return [f for f in examine(workspace) if f.state is State.NOTE]


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert db.execute(statement, values).rowcount > 0


def flip(path: Path, share: float) -> None:
    """Flip one bit of a file, at a share of its length."""
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 0x01
    path.write_bytes(data)


def flip_words(path: Path, words: bytes) -> None:
    """Flip one bit of the first occurrence of some words."""
    data = bytearray(path.read_bytes())
    data[data.index(words)] ^= 0x01
    path.write_bytes(data)


def test_a_sound_workspace_has_nothing_wrong_and_nothing_to_note(workspace: Workspace) -> None:
    findings = list(examine(workspace))
    assert [f for f in findings if f.state is not State.OK] == []
    assert {f.part for f in findings} >= {"python", "sqlite", "ladybug", "neo4j", "queries", "ledger", "graph", "index"}


# --- what follows from the ledger ------------------------------------------------------------------------------------


def _truncate(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _in_index(harm: Callable[[Path], None]) -> Callable[[Path], None]:
    return lambda folder: harm(next((folder / "index").glob("base-*.bin")))


DAMAGE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "graph gone": ("graph", lambda folder: (folder / "graph.sqlite").unlink()),
    "graph truncated": ("graph", lambda folder: _truncate(folder / "graph.sqlite")),
    "graph emptied": ("graph", lambda folder: (folder / "graph.sqlite").write_bytes(b"")),
    "graph garbage": ("graph", lambda folder: (folder / "graph.sqlite").write_bytes(b"?" * 9000)),
    "a name changed": (
        "graph",
        lambda folder: change(folder / "graph.sqlite", "UPDATE entities SET name = name || '!'"),
    ),
    "a sentence gone": (
        "graph",
        lambda folder: change(folder / "graph.sqlite", "DELETE FROM evidence WHERE rowid = 1"),
    ),
    "derived names changed": ("names", lambda folder: change(folder / NAMES, "UPDATE entities SET name = name || '!'")),
    "index gone": ("index", lambda folder: shutil.rmtree(folder / "index")),
    "index truncated": ("index", _in_index(_truncate)),
    "index bit flipped": ("index", _in_index(lambda path: flip(path, 0.5))),
    "index manifest torn": ("index", lambda folder: _truncate(folder / "index" / "index.json")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_what_follows_is_found_and_repaired(workspace: Workspace, damage: str) -> None:
    part, harm = DAMAGE[damage]
    harm(workspace.folder)
    found = wrong(workspace)
    assert part in {f.part for f in found}
    assert all(f.run for f in found)
    repair(workspace)
    assert [f for f in examine(workspace) if f.state is not State.OK] == []
    with workspace.ledger() as ledger, workspace.store() as store:
        assert store.snapshot() == build(ledger)


def test_a_torn_cypher_database_is_found_and_repaired(workspace: Workspace) -> None:
    from graph.store.ladybug import LadybugGraph

    with workspace.store() as store:
        cypher = LadybugGraph(workspace.folder / "graph.lbug")
        stamp = store.stamp()
        assert stamp is not None
        cypher.replace(store.snapshot(), stamp)
    assert not wrong(workspace)
    cypher.path.write_bytes(cypher.path.read_bytes()[:5000])
    assert "cypher" in {f.part for f in wrong(workspace)}
    repair(workspace)
    assert not wrong(workspace)


def _people(workspace: Workspace) -> set[str]:
    with workspace.cypher() as session, session.run("MATCH (p:Person) RETURN p.name", {}) as rows:
        return {row[0] for row in rows}


def test_a_repair_waits_for_who_builds_the_cypher_database(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds, go_on = threading.Event(), threading.Event()
    create = ladybug._create_tables

    def slowly(engine: Engine) -> None:
        create(engine)
        builds.set()
        go_on.wait(30)

    monkeypatch.setattr(ladybug, "_create_tables", slowly)
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(_people, workspace)
        assert builds.wait(30)
        assert not [f for f in notes(workspace) if "killed" in f.finding]
        repair(Workspace(workspace.settings, lambda _: go_on.set()))
        go_on.set()
        assert asked.result(60)


def test_no_cypher_database_is_built_from_a_graph_that_is_being_repaired(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = _people(workspace)
    change(workspace.folder / "graph.sqlite", "UPDATE entities SET name = name || '!'")
    waits = threading.Event()
    asking = Workspace(workspace.settings, lambda _: waits.set())
    follow = workspace.follow
    with ThreadPoolExecutor() as pool:
        asked: list[Future[set[str]]] = []

        def follow_while_asked(ledger: Ledger, *, afresh: bool = False) -> None:
            asked.append(pool.submit(_people, asking))
            waits.wait(5)
            follow(ledger, afresh=afresh)

        monkeypatch.setattr(workspace, "follow", follow_while_asked)
        repair(workspace)
        assert asked[0].result(60) == people
    assert not wrong(workspace)


@pytest.mark.torture
def test_a_repair_waits_ten_seconds_and_then_exits_with_4(workspace: Workspace) -> None:
    holder = holds_lock(workspace.folder / "graph.lbug.build", 60.0)
    done = reelgraph("doctor", "--repair", "--workspace", workspace.folder)
    assert done.returncode == 4
    assert f"in use by another process (pid {holder.pid})" in done.stderr
    holder.kill()
    holder.wait()


# --- the ledger ------------------------------------------------------------------------------------------------------


def test_a_truncated_ledger_is_refused_by_every_command_with_how_to_restore(workspace: Workspace) -> None:
    _truncate(workspace.ledger_file)
    for command in (["articles"], ["status"], ["path", "A", "B"], ["add", gold.DATA / "articles"], ["rebuild"]):
        done = reelgraph(*command, "--workspace", workspace.folder)
        assert done.returncode == 4, command
        assert "is damaged" in done.stderr
        assert "reelgraph restore" in done.stderr
    (found,) = wrong(workspace)
    assert found.part == "ledger"
    assert "restore" in found.run


def test_an_emptied_ledger_is_not_taken_for_a_new_one(workspace: Workspace) -> None:
    workspace.ledger_file.write_bytes(b"")
    done = reelgraph("add", gold.DATA / "articles", "--workspace", workspace.folder)
    assert done.returncode == 4
    assert workspace.ledger_file.stat().st_size == 0
    assert [f.part for f in wrong(workspace)] == ["ledger"]


def test_a_flipped_bit_in_an_article_is_found_by_its_checksum(workspace: Workspace) -> None:
    text = gold.articles()[0].text
    flip_words(workspace.ledger_file, text[200:230].encode())
    found = wrong(workspace)
    assert found
    assert {f.part for f in found} == {"ledger"}
    assert "checksum" in found[0].finding


def test_a_quote_that_its_article_does_not_have_is_found(workspace: Workspace) -> None:
    change(workspace.ledger_file, "UPDATE statements SET quote = 'Nobody said this.' WHERE seq = 1")
    assert "sentences that are quoted" in wrong(workspace)[0].finding


def test_readings_of_articles_that_are_not_there_are_found(workspace: Workspace) -> None:
    change(workspace.ledger_file, "DELETE FROM versions WHERE seq = 1")
    assert "rows of readings refer to rows of versions" in wrong(workspace)[0].finding


def test_relations_that_reelgraph_does_not_know_are_found(workspace: Workspace) -> None:
    change(workspace.ledger_file, "UPDATE statements SET relation = 'MARRIED_TO' WHERE seq = 1")
    assert "MARRIED_TO" in wrong(workspace)[0].finding


UNKNOWN = {
    "decision": ("UPDATE judgements SET decision = 'sbme'", "sbme"),
    "changes": ("UPDATE judgements SET changes = '{'", ""),
    "relation": ("UPDATE statements SET relation = 'DIRECTEE'", "DIRECTEE"),
    "type of a mention": ("UPDATE statements SET subject_type = 'Persn'", "Persn"),
    "type of an alias": ("INSERT INTO aliases SELECT seq, 'Persn', 'Ann', 'Lee', 'x', 0, 1 FROM readings", "Persn"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_ledger_with_words_that_no_reelgraph_wrote_is_refused_with_how_to_restore(
    workspace: Workspace, tmp_path: Path, what: str
) -> None:
    """Where a command meets them it names the ledger, and never a mistake in reelgraph itself."""
    with workspace.ledger(write=True) as ledger:
        ledger.judge(Judgement(0, "", "ann", Decision.REJECT, statement="0"))
    statement, word = UNKNOWN[what]
    change(workspace.ledger_file, statement)
    assert word in wrong(workspace)[0].finding
    for command in (["rebuild"], ["doctor", "--repair"]):
        assert_complains(reelgraph(*command, "--workspace", workspace.folder), 4, "is damaged", word, "restore")
    for command in (["status"], ["review", "--history"], ["backup", tmp_path / "b"]):
        assert reelgraph(*command, "--workspace", workspace.folder).returncode in (0, 4), command


def test_a_mistake_in_reelgraph_is_not_called_damage(workspace: Workspace) -> None:
    with pytest.raises(KeyError), workspace.ledger() as ledger:
        raise KeyError(ledger.id)


def test_a_damaged_ledger_is_never_repaired_away(workspace: Workspace) -> None:
    _truncate(workspace.ledger_file)
    before = workspace.ledger_file.read_bytes()
    with pytest.raises(DatabaseError):
        repair(workspace)
    assert workspace.ledger_file.read_bytes() == before


# --- the rest --------------------------------------------------------------------------------------------------------


def test_files_that_others_may_read_are_noted_and_made_private(workspace: Workspace) -> None:
    workspace.ledger_file.chmod(0o644)
    assert "others may read 1 of its files" in notes(workspace)[0].finding
    repair(workspace)
    assert workspace.ledger_file.stat().st_mode & 0o077 == 0


def test_what_killed_processes_left_is_noted_and_taken_away(workspace: Workspace) -> None:
    (workspace.folder / "load-abc").mkdir(mode=0o700)
    (workspace.folder / "graph.sqlite.new").touch(mode=0o600)
    assert "a killed process left 2 files" in notes(workspace)[0].finding
    repair(workspace)
    assert not notes(workspace)


def test_a_server_that_does_not_answer_is_said(workspace: Workspace) -> None:
    nowhere = Workspace(Settings(workspace.folder, Neo4jSettings("bolt://127.0.0.1:9", password="x")))
    (found,) = wrong(nowhere)
    assert found.part == "server"
    assert "no Neo4j server answers" in found.finding


def test_a_server_that_is_behind_is_said_and_repaired(workspace: Workspace, empty_neo4j: Neo4jSettings) -> None:
    with_server = Workspace(Settings(workspace.folder, empty_neo4j))
    assert [f.part for f in notes(with_server)] == ["server"]
    repair(with_server)
    assert [f for f in examine(with_server) if f.state is not State.OK] == []
    workspace.remove([gold.articles()[0].id])
    assert [f.part for f in wrong(with_server)] == ["server"]
    repair(with_server)
    assert not wrong(with_server)


def test_the_command_says_what_to_run_and_exits_with_4(workspace: Workspace) -> None:
    where = ("--workspace", workspace.folder)
    done = reelgraph("doctor", *where, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert {row["state"] for row in json.loads(done.stdout)} == {"ok"}
    shutil.rmtree(workspace.folder / "index")
    done = reelgraph("doctor", *where)
    assert done.returncode == 4
    assert "reelgraph doctor --repair" in done.stdout
    assert "1 thing is wrong" in done.stderr
    assert reelgraph("doctor", "--repair", *where).returncode == 0


def test_without_a_workspace_the_rest_is_still_looked_at(tmp_path: Path) -> None:
    done = reelgraph("doctor", "--workspace", tmp_path / "none", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert {row["part"]: row["state"] for row in json.loads(done.stdout)}["workspace"] == "note"
    assert not (tmp_path / "none").exists()
