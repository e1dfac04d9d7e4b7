"""Damaged files, full disks, missing rights and locks: a question is answered right or refused in plain words."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from graph.cli import run
from graph.doctor import State, examine, repair
from graph.errors import DatabaseError, ReelgraphError
from graph.model import PathRequest
from graph.projection import FILE as NAMES
from graph.projection import build
from graph.settings import Settings
from graph.store.lock import locked
from graph.workspace import Workspace
from tests import gold
from tests.bad_days import IS_ROOT, as_nobody, captured, flip, holds_lock, small_disk, small_files, truncate
from tests.command import assert_complains, reelgraph
from tests.crash_work import cypher_count

ARTICLES = gold.articles()[:6]
READER = gold.reader()
Answers = list[object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without a fault."""
    folder = tmp_path_factory.mktemp("sound") / "workspace"
    list(Workspace(Settings(folder)).add(ARTICLES, READER))
    return folder


@pytest.fixture
def workspace(sound: Path, tmp_path: Path) -> Workspace:
    """A copy of it, to be damaged."""
    folder = tmp_path / "workspace"
    shutil.copytree(sound, folder)
    return Workspace(Settings(folder))


def answers(workspace: Workspace) -> Answers:
    """What the workspace answers to some questions."""
    with workspace.store() as store:
        ids = [e.id for e in store.find("a", 6)]
        return [store.relationships(ids[:3], PathRequest("", "").filters)] + [
            store.paths(PathRequest(a, b)) for a, b in pairwise(ids)
        ]


def follows_from_the_ledger(workspace: Workspace) -> bool:
    """Whether graph, names and index are what a fresh build gives."""
    with workspace.ledger() as ledger, workspace.store() as store:
        same = store.snapshot() == build(ledger)
    return same and not [f for f in examine(workspace) if f.state is State.WRONG]


# --- files -----------------------------------------------------------------------------------------------------------


def _base(folder: Path) -> Path:
    return next((folder / "index").glob("base-*.bin"))


HARM: dict[str, Callable[[Path], object]] = {
    "graph gone": lambda folder: (folder / "graph.sqlite").unlink(),
    "graph truncated": lambda folder: truncate(folder / "graph.sqlite"),
    "graph emptied": lambda folder: (folder / "graph.sqlite").write_bytes(b""),
    "graph garbage": lambda folder: (folder / "graph.sqlite").write_bytes(os.urandom(9_000)),
    "names gone": lambda folder: (folder / NAMES).unlink(missing_ok=True),
    "names truncated": lambda folder: truncate(folder / NAMES),
    "names garbage": lambda folder: (folder / NAMES).write_bytes(os.urandom(9_000)),
    "index gone": lambda folder: shutil.rmtree(folder / "index"),
    "index truncated": lambda folder: truncate(_base(folder)),
    "index of no length": lambda folder: _base(folder).write_bytes(b""),
    "index manifest torn": lambda folder: truncate(folder / "index" / "index.json"),
    "index manifest garbage": lambda folder: (folder / "index" / "index.json").write_bytes(os.urandom(500)),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_follows_from_the_ledger_heals_by_itself(workspace: Workspace, harm: str) -> None:
    before = answers(workspace)
    HARM[harm](workspace.folder)
    assert answers(workspace) == before
    HARM[harm](workspace.folder)
    list(workspace.add(gold.articles()[6:7], READER))
    with workspace.ledger() as ledger, workspace.store() as store:
        assert store.snapshot() == build(ledger)
    repair(workspace)
    assert follows_from_the_ledger(workspace)


def _leave_half_a_build(file: Path) -> None:
    """What a process leaves that is killed while it builds the database anew: found by killing, and kept."""
    file.with_name("graph.lbug.stamp").unlink()
    for name in ("new-graph.lbug", "new-graph.lbug.wal", "new-graph.lbug.wal.checkpoint", "new-graph.lbug.shadow"):
        file.with_name(name).write_bytes(os.urandom(5_000))


LADYBUG_HARM: dict[str, Callable[[Path], object]] = {
    "log torn": lambda file: file.with_name("graph.lbug.wal").write_bytes(os.urandom(3_000)),
    "log empty": lambda file: file.with_name("graph.lbug.wal").write_bytes(b""),
    "a build that was killed": _leave_half_a_build,
    "database truncated": truncate,
    "database garbage": lambda file: file.write_bytes(os.urandom(9_000)),
    "database gone": lambda file: file.unlink(),
    "stamp gone": lambda file: file.with_name("graph.lbug.stamp").unlink(),
    "stamp garbage": lambda file: file.with_name("graph.lbug.stamp").write_bytes(b"{]"),
}


SELDOM = ("log empty", "database garbage", "database gone", "stamp garbage")


@pytest.mark.parametrize(
    "harm", [pytest.param(harm, marks=pytest.mark.torture) if harm in SELDOM else harm for harm in LADYBUG_HARM]
)
def test_the_cypher_database_heals_by_itself(workspace: Workspace, harm: str) -> None:
    before = cypher_count(workspace)
    LADYBUG_HARM[harm](workspace.folder / "graph.lbug")
    assert cypher_count(workspace) == before
    assert cypher_count(workspace) == before


@pytest.mark.parametrize("name", ["graph.sqlite", "index", NAMES])
def test_a_flipped_bit_is_answered_right_refused_or_found(workspace: Workspace, name: str) -> None:
    flips(workspace, name, 25)


@pytest.mark.torture
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", ["graph.sqlite", "index", NAMES])
def test_many_flipped_bits_are_answered_right_refused_or_found(workspace: Workspace, name: str) -> None:
    flips(workspace, name, 500)


def flips(workspace: Workspace, name: str, count: int) -> None:
    right = answers(workspace)
    path = _base(workspace.folder) if name == "index" else workspace.folder / name
    whole = path.read_bytes()
    choose = random.Random(name)
    for _ in range(count):
        position = choose.randrange(len(whole))
        flip(path, position)
        try:
            unharmed = answers(workspace) == right
        except DatabaseError:
            unharmed = False
        assert unharmed or [f for f in examine(workspace) if f.state is State.WRONG], f"unnoticed, at {position}"
        if not path.exists() or path.read_bytes() != whole:
            path.write_bytes(whole)
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def test_a_flipped_bit_in_the_ledger_is_refused_or_found_or_harmless(workspace: Workspace) -> None:
    with workspace.ledger() as ledger:
        right = build(ledger)
    whole = workspace.ledger_file.read_bytes()
    choose = random.Random(5)
    found = 0
    for _ in range(20):
        position = choose.randrange(len(whole))
        flip(workspace.ledger_file, position)
        wrong = [f for f in examine(workspace) if f.state is State.WRONG]
        found += bool(wrong)
        if not wrong:
            with workspace.ledger() as ledger:
                assert build(ledger) == right, f"unnoticed, at {position}"
        workspace.ledger_file.write_bytes(whole)
    assert found > 5


# --- the disk --------------------------------------------------------------------------------------------------------


def _full(kind: str, folder: Path, size: int) -> AbstractContextManager[Callable[[], None]]:
    return small_disk(folder, size) if kind == "disk" else small_files(size)


@pytest.mark.parametrize("kind", ["disk", "file size"] if IS_ROOT else ["file size"])
@pytest.mark.parametrize("kilobytes", [24, 180, 260, 400, 900])
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path, kind: str, kilobytes: int) -> None:
    folder = tmp_path / "disk"
    workspace = Workspace(Settings(folder / "workspace"))
    with _full(kind, folder, kilobytes * 1024) as lift:
        acknowledged = _fill(workspace)
        lift()
        list(workspace.add(ARTICLES[:1], READER))
        with workspace.ledger() as ledger:
            assert set(ledger.article_ids()) >= acknowledged
        assert follows_from_the_ledger(workspace)


def _fill(workspace: Workspace) -> set[str]:
    """Add articles until the disk refuses, in plain words; returns what was acknowledged."""
    acknowledged = set()
    refusal = "the disk is full"
    try:
        for round_ in range(4):
            articles = (
                replace(a, key=f"{a.key}#{round_}", text=f"{a.text}\n\nRound {round_}.") for a in gold.articles()
            )
            for added in workspace.add(articles, READER, batch=2):
                acknowledged.add(added.article.id)
    except ReelgraphError as error:
        refusal = error.message
    assert "the disk is full" in refusal
    return acknowledged


# --- rights ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def public(sound: Path) -> Path:
    """A copy of the workspace in a folder that everyone may enter."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="reelgraph-rights-"))
    folder.chmod(0o755)
    shutil.copytree(sound, folder / "workspace")
    yield folder / "workspace"
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)


def _rights(folder: Path, files: int, folders: int) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(folders if path.is_dir() else files)
    folder.chmod(folders)


def test_a_read_only_workspace_answers_and_refuses_to_be_changed(public: Path) -> None:
    where = ["--workspace", str(public)]
    name = gold_name(public)
    ask, add, look = ["show", name, *where], ["add", str(gold.DATA / "articles"), *where], ["doctor", *where]
    expected = [captured(lambda arguments=a: run(arguments)) for a in (ask, look)]  # imports all that nobody can't
    captured(lambda: run(["add", str(gold.DATA / "articles"), "--workspace", str(public.parent / "warm")]))
    _rights(public, 0o444, 0o555)
    assert as_nobody(lambda: run(ask)) == expected[0]
    code, out, _ = as_nobody(lambda: run(look))
    assert code == 0
    assert "is read only" in out
    code, out, err = as_nobody(lambda: run(add))
    assert code == 4, err
    assert out == ""
    assert "Permission denied" in err


def gold_name(folder: Path) -> str:
    with Workspace(Settings(folder)).store() as store:
        return store.find("a", 1)[0].id


@pytest.mark.parametrize("command", ["status", "articles", "rebuild", "doctor", "show", "add", "backup"])
def test_a_workspace_without_rights_is_refused_in_plain_words(public: Path, command: str) -> None:
    argument = {"show": ["Uma"], "add": [str(gold.DATA / "articles")], "backup": ["/nowhere/b"]}.get(command, [])
    captured(lambda: run([command, *argument, "--workspace", str(public.parent / "warm")]))
    _rights(public, 0o000, 0o000)
    code, _, err = as_nobody(lambda: run([command, *argument, "--workspace", str(public)]))
    assert code == 4, err
    assert "itself" not in err


# --- locks -----------------------------------------------------------------------------------------------------------


def test_a_locked_workspace_is_waited_for_with_a_word(workspace: Workspace) -> None:
    holder = holds_lock(workspace.folder / "lock", 2.0)
    done = reelgraph("add", gold.DATA / "articles", "--workspace", workspace.folder)
    assert done.returncode == 0, done.stderr
    assert f"waiting for another process (pid {holder.pid})" in done.stderr
    holder.wait()


def test_waiting_has_a_limit_and_the_error_names_the_process(workspace: Workspace) -> None:
    holder = holds_lock(workspace.folder / "lock", 30.0)
    with pytest.raises(DatabaseError, match=f"in use by another process \\(pid {holder.pid}\\)"):
        locked(workspace.folder / "lock", exclusive=True, wait=0.2).__enter__()
    holder.kill()
    holder.wait()
    with locked(workspace.folder / "lock", exclusive=True, wait=0.2):
        pass


@pytest.mark.torture
def test_the_command_waits_ten_seconds(workspace: Workspace) -> None:
    holder = holds_lock(workspace.folder / "lock", 60.0)
    done = reelgraph("rebuild", "--workspace", workspace.folder)
    assert_complains(done, 4, "in use by another process", "waited 10 s")
    holder.kill()
    holder.wait()
