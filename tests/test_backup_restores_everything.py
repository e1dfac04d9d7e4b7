"""A backup is one file, consistent while others write, checked when it comes back, and readable from any version."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sqlite3
import stat
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph import ledger_layout
from graph.backup import backup, restore
from graph.errors import DatabaseError, NotFoundError, UsageError
from graph.ledger import Ledger
from graph.model import Article, Decision, EntityType, Graph, Judgement, MentionKey, Reading
from graph.projection import build
from graph.settings import Settings
from graph.workspace import Reader, Workspace
from tests import gold
from tests.command import assert_complains, reelgraph

ARTICLES = gold.articles()[:5]
READER = gold.reader()
LAYOUT_1 = Path(__file__).parent / "data" / "ledger_layout_1.sql"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    filled = Workspace(Settings(tmp_path / "workspace"))
    list(filled.add(ARTICLES, READER))
    with filled.ledger(write=True) as ledger:
        a, b = MentionKey(EntityType.COMPANY, "87north"), MentionKey(EntityType.COMPANY, "87north productions")
        ledger.judge(Judgement(0, "", "ada", Decision.SAME, a, b))
        ledger.remove(ARTICLES[3].id)
    return filled


def contents(workspace: Workspace) -> list[str]:
    """Everything the ledger holds but the numbers of generations, as SQL."""
    with closing(sqlite3.connect(workspace.ledger_file)) as db:
        return [line for line in db.iterdump() if "sqlite_sequence" not in line and '"events"' not in line]


def shown(workspace: Workspace) -> Graph:
    with workspace.store() as store:
        return store.snapshot()


def older_ledger(path: Path) -> Path:
    """A ledger of layout 1, as reelgraph 0.1 wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(LAYOUT_1.read_text(encoding="utf-8"))
    return path


# --- there and back --------------------------------------------------------------------------------------------------


def test_what_comes_back_is_what_was_backed_up(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    made = backup(workspace, file)
    other = Workspace(Settings(tmp_path / "other"))
    assert restore(other, file) == made
    assert contents(other) == contents(workspace)
    assert shown(other) == shown(workspace)
    assert made.articles == len(ARTICLES) - 1


def test_a_backup_is_one_file_that_only_its_user_can_read(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup(workspace, folder / "films.backup")
    assert [p.name for p in folder.iterdir()] == ["films.backup"]
    assert stat.S_IMODE((folder / "films.backup").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    file.write_text("precious")
    with pytest.raises(UsageError, match="is there already"):
        backup(workspace, file)
    assert file.read_text() == "precious"
    backup(workspace, file, force=True)
    assert zipfile.is_zipfile(file)


def test_a_workspace_that_holds_something_is_not_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    other = Workspace(Settings(tmp_path / "other"))
    list(other.add(ARTICLES[:1], READER))
    before = contents(other)
    with pytest.raises(UsageError, match="holds something already"):
        restore(other, file)
    assert contents(other) == before
    restore(other, file, force=True)
    assert contents(other) == contents(workspace)


def test_whoever_has_the_ledger_open_sees_the_restored_one(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    workspace.remove([ARTICLES[0].id])
    with workspace.ledger() as reader:
        before = len(reader.article_ids())
        restore(workspace, file, force=True)
        assert len(reader.article_ids()) == before + 1


def _add_one_by_one(folder: Path, started: object) -> None:
    workspace = Workspace(Settings(folder))
    started.set()  # type: ignore[attr-defined]
    nothing = Reader("nothing 1", lambda _text, _title: Reading((), reader="nothing 1"))
    articles = (Article(f"/{n}", f"Article {n}.", stem=str(n)) for n in range(600))
    for _ in workspace.add(articles, nothing, batch=1):
        pass


def test_a_backup_is_one_moment_of_a_ledger_that_others_write(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    workspace = Workspace(Settings(folder))
    list(workspace.add(ARTICLES[:2], READER))
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_add_one_by_one, args=(folder, started))
    writer.start()
    assert started.wait(30)
    counts = []
    while writer.is_alive() and len(counts) < 20:
        file = tmp_path / f"{len(counts)}.backup"
        counts.append(backup(workspace, file).articles)
        with zipfile.ZipFile(file) as packed:
            packed.extract("ledger.sqlite", tmp_path / "out")
        with closing(Ledger.open(tmp_path / "out" / "ledger.sqlite")) as copy:
            # The numbers of articles and of events grow together, one commit at a time.
            assert len(copy.article_ids()) == copy.generation == counts[-1]
    writer.join()
    assert writer.exitcode == 0
    assert counts == sorted(counts)
    assert len(set(counts)) > 1, "nothing was written while the backups were made"


# --- checked ---------------------------------------------------------------------------------------------------------


def test_every_truncated_backup_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    whole = file.read_bytes()
    other = Workspace(Settings(tmp_path / "other"))
    for length in range(0, len(whole), len(whole) // 23):
        file.write_bytes(whole[:length])
        with pytest.raises((DatabaseError, UsageError)):
            restore(other, file)
    assert not other.exists


def test_a_backup_with_a_flipped_bit_is_refused_or_unharmed(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    whole = file.read_bytes()
    refused = 0
    for position in range(5, len(whole), len(whole) // 29):
        other = Workspace(Settings(tmp_path / f"other{position}"))
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        try:
            restore(other, file)
        except (DatabaseError, UsageError):
            refused += 1
            assert not other.exists
        else:
            assert contents(other) == contents(workspace)
    assert refused > 20


def test_a_backup_that_unpacks_to_more_than_it_says_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    with zipfile.ZipFile(file) as packed:
        manifest = packed.read("manifest.json")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", manifest)
        bomb.writestr("ledger.sqlite", bytes(50_000_000))
    with pytest.raises(DatabaseError, match="is damaged"):
        restore(Workspace(Settings(tmp_path / "other")), file)


def saying(workspace: Workspace, folder: Path, **said: object) -> Path:
    """A backup of the workspace whose manifest says this."""
    file = folder / "films.backup"
    backup(workspace, file)
    with zipfile.ZipFile(file) as packed:
        manifest, ledger = json.loads(packed.read("manifest.json")), packed.read("ledger.sqlite")
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("manifest.json", json.dumps(manifest | said))
        other.writestr("ledger.sqlite", ledger)
    return file


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    other = Workspace(Settings(tmp_path / "other"))
    with pytest.raises(UsageError, match="doesn't exist"):
        restore(other, tmp_path / "nowhere")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as photos:
        photos.writestr("beach.jpg", b"sand")
    with pytest.raises(UsageError, match="is no backup of reelgraph"):
        restore(other, tmp_path / "photos.zip")


def test_a_backup_of_a_newer_reelgraph_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = saying(workspace, tmp_path, layout=99)
    with pytest.raises(DatabaseError, match="newer reelgraph"):
        restore(Workspace(Settings(tmp_path / "other")), file)


@pytest.mark.parametrize("odd", [{"format": "x"}, {"bytes": "x"}, {"layout": None}, {"sha256": 1}, {"articles": True}])
def test_a_backup_that_says_of_itself_what_none_says_is_refused(
    workspace: Workspace, tmp_path: Path, odd: dict[str, object]
) -> None:
    file = saying(workspace, tmp_path, **odd)
    with pytest.raises(UsageError, match="is no backup of reelgraph"):
        restore(Workspace(Settings(tmp_path / "other")), file)


def test_there_must_be_something_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no workspace"):
        backup(Workspace(Settings(tmp_path / "none")), tmp_path / "films.backup")
    assert list(tmp_path.iterdir()) == []


# --- what was there before -------------------------------------------------------------------------------------------


def test_a_damaged_ledger_is_moved_aside_and_the_backup_takes_its_place(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    before = contents(workspace)
    whole = workspace.ledger_file.read_bytes()
    workspace.ledger_file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatabaseError, match="is damaged"):
        restore(workspace, file)
    restore(workspace, file, force=True)
    assert contents(workspace) == before
    (aside,) = workspace.folder.glob("ledger.sqlite.damaged-*")
    assert aside.stat().st_size == len(whole) // 2


def lose(workspace: Workspace) -> None:
    """The ledger's file is gone, and the log of a process that was killed is still there."""
    log = workspace.ledger_file.with_name("ledger.sqlite-wal")
    with closing(sqlite3.connect(workspace.ledger_file)) as db:
        db.execute("UPDATE versions SET title = 'Of the lost ledger'")
        db.commit()
        db.execute("VACUUM")  # writes every page into the log
        left = log.read_bytes()
    workspace.ledger_file.unlink()
    log.write_bytes(left)


def test_the_log_of_a_lost_ledger_is_not_mixed_with_the_backup(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    before = contents(workspace)
    lose(workspace)
    restore(workspace, file)
    assert contents(workspace) == before
    assert [p.name[-4:] for p in workspace.folder.glob("ledger.sqlite.damaged-*")] == ["-wal"]


def test_the_log_of_a_lost_ledger_is_not_mixed_with_a_new_one(workspace: Workspace) -> None:
    lose(workspace)
    list(workspace.add(ARTICLES[:1], READER))
    assert [stored.article.id for stored in workspace.articles()] == [ARTICLES[0].id]


def test_a_projection_made_after_the_backup_is_never_taken_as_current(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    first, second = (replace(a, text="Nothing here.") for a in ARTICLES[:2])
    list(workspace.add([first], READER))
    with workspace.store() as store:
        seen = store.stamp()
    restore(workspace, file, force=True)
    list(workspace.add([second], READER))
    with workspace.ledger() as ledger:
        assert seen is not None
        assert not ledger.continues(seen.generation)
        assert shown(workspace) == build(ledger)


def test_generations_do_not_repeat_where_a_backup_is_restored_twice(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    backup(workspace, file)
    restore(workspace, file, force=True)
    nothing = Reader("nothing 1", lambda _text, _title: Reading((), reader="nothing 1"))
    list(workspace.add([Article(f"/{n}", f"Article {n}.", stem=str(n)) for n in range(300)], nothing))
    reached = workspace.status().generation
    restore(workspace, file, force=True)
    assert workspace.status().generation > reached


# --- earlier versions ------------------------------------------------------------------------------------------------


def test_a_ledger_of_an_earlier_layout_is_brought_forward_with_all_that_it_holds(tmp_path: Path) -> None:
    path = older_ledger(tmp_path / "ledger.sqlite")
    with closing(sqlite3.connect(path)) as db:
        counted = [db.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("versions", "statements", "events")]
    with closing(Ledger.open(path)) as ledger:
        assert [a.article.title for a in ledger.articles()] == [
            "Northgate takes Salt Meridian",
            "Okafor eyes The Paper Orchard",
        ]
        assert {s.quote for s in ledger.statements()} >= {"Ines Okafor directs, and Tomas Reuel stars."}
        assert [j.decision for j in ledger.judgements()] == [Decision.SAME, Decision.LINK]
        assert {e.name for e in build(ledger).entities} >= {"Ines Okafor", "Salt Meridian", "The Paper Orchard"}
    with closing(sqlite3.connect(path)) as db:
        assert [
            db.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("versions", "statements", "events")
        ] == counted
        assert ledger_layout.layout_of(db) == ledger_layout.LAYOUT


def test_an_upgraded_ledger_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    upgraded = older_ledger(tmp_path / "old" / "ledger.sqlite")
    Ledger.open(upgraded).close()
    fresh = tmp_path / "ledger.sqlite"
    Ledger.open(fresh, create=True).close()
    assert _tables(upgraded) == _tables(fresh)


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        shapes = {name: db.execute(f"PRAGMA table_info({name})").fetchall() for name in names}
        shapes["indexes"] = db.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY 1"
        ).fetchall()
        shapes["application"] = db.execute("PRAGMA application_id").fetchall()
        return shapes


def test_an_upgrade_that_fails_leaves_the_older_layout_whole(tmp_path: Path) -> None:
    path = older_ledger(tmp_path / "ledger.sqlite")
    before = "\n".join(_dump(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ALTER TABLE readings ADD COLUMN note TEXT NOT NULL DEFAULT 'in the way'")
    in_the_way = "\n".join(_dump(path))
    with pytest.raises(DatabaseError):
        Ledger.open(path)
    assert "\n".join(_dump(path)) == in_the_way != before


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_backup_of_an_earlier_version_can_be_restored(tmp_path: Path) -> None:
    ledger = older_ledger(tmp_path / "ledger.sqlite")
    data = ledger.read_bytes()

    manifest = {
        "format": 1, "reelgraph": "0.1.0", "made": "2026-01-15T09:00:00+00:00", "ledger": "0123456789abcdef",
        "layout": 1, "generation": 6, "articles": 2, "statements": 6, "judgements": 2,
        "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "old.backup", "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        packed.writestr("ledger.sqlite", data)
    workspace = Workspace(Settings(tmp_path / "workspace"))
    assert restore(workspace, tmp_path / "old.backup").articles == 2
    with workspace.ledger() as restored:
        assert shown(workspace) == build(restored)


# --- as a command ----------------------------------------------------------------------------------------------------


def test_the_commands_back_up_and_restore(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "films.backup"
    done = reelgraph("backup", file, "--workspace", workspace.folder)
    assert done.returncode == 0, done.stderr
    assert "4 articles" in done.stdout
    assert_complains(reelgraph("backup", file, "--workspace", workspace.folder), 2, "is there already", "--force")
    assert_complains(reelgraph("restore", file, "--workspace", workspace.folder), 2, "holds something", "--force")
    done = reelgraph("restore", file, "--workspace", tmp_path / "other")
    assert done.returncode == 0, done.stderr
    listed = [
        reelgraph("articles", "--format", "jsonl", "--workspace", w) for w in (workspace.folder, tmp_path / "other")
    ]
    assert listed[0].stdout == listed[1].stdout != ""
