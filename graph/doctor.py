"""Looks a workspace through and says what is wrong and what to run: versions, queries, ledger, graph, index, server.

Only the ledger can lose anything; all else is computed from it, and `repair` computes it again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph import ledger_files, queries
from graph.errors import ReelgraphError
from graph.ledger import Ledger
from graph.store.base import Stamp
from graph.store.lock import in_use
from graph.workspace import Workspace

if TYPE_CHECKING:
    from graph.model import Graph
    from graph.store.base import Counts

COMPARED = 50_000
"""A graph of up to so many statements is compared with a fresh build without being asked to."""

_OLDEST_SQLITE = (3, 38, 0)
_LIBRARIES = (("ladybug", "0.22."), ("neo4j", "6."), ("numpy", "2."))
_LEFT_BY_A_KILL = (".reelgraph-*", "load-*", "new-*", "*.new", "*.new.wal", "*.new-wal", "*.new-shm", "*.new-journal")
_REBUILD = "reelgraph doctor --repair (or: reelgraph rebuild)"


_BESIDE = (
    "SELECT EXISTS (SELECT 1 FROM entities e WHERE degree <> (SELECT count(*) FROM relationships WHERE subject = e.n)"
    " + (SELECT count(*) FROM relationships WHERE object = e.n))",
    "SELECT EXISTS (SELECT 1 FROM keys k WHERE NOT EXISTS (SELECT 1 FROM entities e, json_each(e.keys) j"
    " WHERE e.n = k.entity AND j.value = k.key))",
    "SELECT (SELECT count(*) FROM keys) <> (SELECT count(*) FROM entities e, json_each(e.keys))",
)
"""What the graph keeps beside entities and relationships, and must fit them; each gives 1 where it doesn't."""


class State(StrEnum):
    """How one part is: as it should be, worth knowing, or wrong."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is so with one part of the workspace, and what to run about it (empty where nothing is to be done)."""

    part: str
    state: State
    finding: str
    run: str = ""


class Shown(Protocol):
    """A graph that can be compared with a fresh build."""

    def counts(self) -> Counts:
        """How much it holds."""

    def snapshot(self) -> Graph:
        """All that it holds, in canonical order."""


def examine(workspace: Workspace, *, full: bool = False) -> Iterator[Finding]:
    """Look everything through; with `full`, compare even a large graph with a fresh build.

    Another process that writes meanwhile would look like damage, so this holds the workspace's lock where it can.
    """
    yield from _versions()
    yield from _queries()
    if not workspace.folder.is_dir():
        yield Finding("workspace", State.NOTE, f"there is none at {workspace.folder}", "reelgraph add SOURCE")
    elif not os.access(workspace.folder, os.R_OK | os.X_OK):
        yield Finding("workspace", State.WRONG, f"{workspace.folder} can't be entered", "check its rights")
    elif not os.access(workspace.folder, os.W_OK):
        yield Finding(
            "workspace", State.NOTE, f"{workspace.folder} is read only", "questions work; nothing can be added"
        )
        yield from _examine_folder(workspace, full)
    else:
        with workspace.exclusive():
            yield from _examine_folder(workspace, full)


def repair(workspace: Workspace) -> None:
    """Build again all that follows from the ledger, take away what killed processes left, and make files private.

    Raises DatabaseError where the ledger itself is damaged (that only a backup mends), or the workspace stays in use.
    """
    from graph.store.embedded_cypher import discard

    # Until the graph is built again, a Cypher database built from it would show its damage as if it were current.
    with workspace.exclusive(), workspace.without_cypher_builds():
        for path in _leftovers(workspace.folder):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for path in _open_to_others(workspace.folder):
            path.chmod(path.stat().st_mode & ~0o077)
        if not workspace.exists:
            return
        discard(workspace.folder)
        with workspace.ledger() as ledger:
            workspace.follow(ledger, afresh=True)


# --- reelgraph itself ------------------------------------------------------------------------------------------------


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield Finding("python", State.OK if good else State.WRONG, python, "" if good else "use Python 3.11 or newer")
    yield _sqlite_version()
    for name, wanted in _LIBRARIES:
        yield _library_version(name, wanted)


def _sqlite_version() -> Finding:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        oldest = ".".join(map(str, _OLDEST_SQLITE))
        return Finding(
            "sqlite", State.WRONG, f"{sqlite3.sqlite_version} is too old", f"use a Python with SQLite {oldest} or newer"
        )
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
        except sqlite3.OperationalError:
            return Finding("sqlite", State.WRONG, "has no full-text search", "use a Python whose SQLite has FTS5")
    return Finding("sqlite", State.OK, sqlite3.sqlite_version)


def _library_version(name: str, wanted: str) -> Finding:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, State.WRONG, "is not installed", "install reelgraph again")
    if not found.startswith(wanted):
        return Finding(name, State.WRONG, f"{found} is not {wanted}*", "install reelgraph again")
    return Finding(name, State.OK, found)


def _queries() -> Iterator[Finding]:
    dialects: tuple[queries.Dialect, ...] = ("neo4j", "embedded")
    try:
        known = sum(len(queries.catalogue(dialect, inside=room)) for dialect in dialects for room in ("", "store"))
    except ReelgraphError as error:
        yield Finding("queries", State.WRONG, error.message, error.hint)
    else:
        yield Finding("queries", State.OK, f"{known} can be read")


# --- the folder ------------------------------------------------------------------------------------------------------


def _examine_folder(workspace: Workspace, full: bool) -> Iterator[Finding]:
    yield from _folder(workspace.folder)
    if not workspace.exists:
        yield Finding("ledger", State.NOTE, "there is none yet", "reelgraph add SOURCE")
        return
    ledger_is_whole = True
    for finding in _ledger(workspace.ledger_file):
        ledger_is_whole &= finding.state is not State.WRONG
        yield finding
    if not ledger_is_whole:
        yield Finding("graph", State.NOTE, "not looked at: it follows from the ledger")
        return
    with workspace.ledger() as ledger:
        yield from _projections(workspace, ledger, full)


def _folder(folder: Path) -> Iterator[Finding]:
    from graph.store.embedded_cypher import build_lock

    yield Finding("workspace", State.OK, str(folder))
    if not in_use(build_lock(folder)) and (left := _leftovers(folder)):
        names = ", ".join(path.name for path in left[:3])
        yield Finding(
            "workspace", State.NOTE, f"a killed process left {len(left)} files ({names})", "reelgraph doctor --repair"
        )
    if open_ := _open_to_others(folder):
        names = ", ".join(path.name for path in open_[:3])
        yield Finding(
            "workspace", State.NOTE, f"others may read {len(open_)} of its files ({names})", "reelgraph doctor --repair"
        )
    free = shutil.disk_usage(folder).free
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if free < 2 * used:
        yield Finding(
            "disk", State.NOTE, f"{free >> 20} MB are free and the workspace has {used >> 20}", "free some space"
        )


def _leftovers(folder: Path) -> list[Path]:
    """What only a killed process leaves, where neither the workspace nor its Cypher database is being written."""
    inside = [folder, folder / "index"]
    return sorted({path for place in inside for pattern in _LEFT_BY_A_KILL for path in place.glob(pattern)})


def _open_to_others(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o077)


def _ledger(path: Path) -> Iterator[Finding]:
    try:
        with closing(Ledger.open(path)) as ledger:
            counts = ledger.counts()
    except (ReelgraphError, sqlite3.Error, *ledger_files.UNREADABLE) as error:
        yield Finding("ledger", State.WRONG, f"can't be read: {error}", "reelgraph restore FILE --force")
        return
    broken = ledger_files.damage(path)
    for line in broken:
        yield Finding("ledger", State.WRONG, line, "reelgraph restore FILE --force")
    for line in () if broken else ledger_files.contradictions(path):
        yield Finding(
            "ledger", State.WRONG, line, "reelgraph restore FILE --force, or remove the article and add it again"
        )
        broken = [line]
    if not broken:
        yield Finding("ledger", State.OK, ", ".join(f"{count:,} {what}" for what, count in counts.items()))


# --- what follows from the ledger ------------------------------------------------------------------------------------


def _projections(workspace: Workspace, ledger: Ledger, full: bool) -> Iterator[Finding]:
    wanted = Stamp(ledger.id, ledger.generation)
    try:
        fresh = _fresh(workspace, ledger, full)
    except (sqlite3.Error, ValueError, LookupError) as error:
        yield Finding("ledger", State.WRONG, f"can't be read: {error}", "reelgraph restore FILE --force")
        return
    yield from _checked("names", lambda: _names(workspace.folder, ledger, fresh))
    yield from _checked("graph", lambda: _graph(workspace.folder, wanted, fresh))
    yield from _checked("index", lambda: _index(workspace.folder))
    yield from _checked("cypher", lambda: _cypher(workspace.folder, wanted, fresh))
    if workspace.settings.neo4j:
        yield from _checked("server", lambda: _server(workspace, wanted, fresh))


def _fresh(workspace: Workspace, ledger: Ledger, full: bool) -> Graph | None:
    """The graph that the rest is held to, unless it is large and wasn't asked for."""
    from graph.identity.rules import enabled
    from graph.projection import build

    if not full and ledger.counts()["statements"] > COMPARED:
        return None
    return build(ledger, enabled(workspace.settings.without_rules))


def _checked(part: str, look: Callable[[], Finding]) -> Iterator[Finding]:
    try:
        yield look()
    except ReelgraphError as error:
        yield Finding(part, State.WRONG, error.message, error.hint)
    except (sqlite3.Error, OSError, ValueError, LookupError) as error:
        yield Finding(part, State.WRONG, f"is damaged: {error}", _REBUILD)


def _names(folder: Path, ledger: Ledger, fresh: Graph | None) -> Finding:
    """The tables by which a change costs only itself: what they say is what the next change builds on."""
    from graph.projection import FILE
    from graph.projection.derived import Derived
    from graph.projection.show import Show, joined

    if not (folder / FILE).exists():
        return Finding("names", State.NOTE, "are missing and are built again with the next change")
    with closing(Derived(folder / FILE)) as derived:
        meta = derived.meta()
        if meta is None:
            return Finding("names", State.NOTE, "are damaged and are built again with the next change")
        if (meta.ledger, meta.generation) != (ledger.id, ledger.generation):
            return Finding("names", State.NOTE, "are behind the ledger and follow with the next change")
        broken = [row[0] for row in derived.db.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        if broken:
            return Finding("names", State.WRONG, f"are damaged: {broken[0]}", _REBUILD)
        if fresh is not None and joined(Show(derived, ledger).parts()) != fresh:
            return Finding("names", State.WRONG, "are not what follows from the ledger", _REBUILD)
    return Finding("names", State.OK, "just what follows from the ledger")


def _graph(folder: Path, wanted: Stamp, fresh: Graph | None) -> Finding:
    from graph.store.sqlite import SqliteGraph

    with closing(SqliteGraph(folder / "graph.sqlite")) as graph:
        shown = graph.stamp()
        if shown is None:
            return Finding("graph", State.WRONG, "is missing or damaged", _REBUILD)
        broken = [row[0] for row in graph.db.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        if broken:
            return Finding("graph", State.WRONG, f"is damaged: {broken[0]}", _REBUILD)
        if os.access(folder, os.W_OK):
            graph.db.execute("INSERT INTO words (words) VALUES ('integrity-check')")  # raises where it is damaged
        if any(graph.db.execute(question).fetchone()[0] for question in _BESIDE):
            return Finding("graph", State.WRONG, "is damaged: names or degrees are not those of its entities", _REBUILD)
        if shown != wanted:
            return Finding("graph", State.NOTE, "is behind the ledger and follows with the next question")
        return _compared("graph", graph, fresh)


def _compared(part: str, store: Shown, fresh: Graph | None) -> Finding:
    counts = store.counts()
    size = f"{counts.people + counts.films + counts.companies:,} entities, {counts.relationships:,} relationships"
    if fresh is None:
        return Finding(part, State.OK, f"{size}; not compared with the ledger", "reelgraph doctor --full does")
    if store.snapshot() != fresh:
        return Finding(part, State.WRONG, f"{size}; is not what follows from the ledger", _REBUILD)
    return Finding(part, State.OK, f"{size}; just what follows from the ledger")


def _index(folder: Path) -> Finding:
    from graph.paths.files import UnusableIndexError
    from graph.paths.index import Index
    from graph.store.sqlite import SqliteGraph

    try:
        index = Index.open(folder / "index")
    except UnusableIndexError as error:
        return Finding("index", State.WRONG, error.message, _REBUILD)
    with closing(SqliteGraph(folder / "graph.sqlite")) as graph:
        state = graph.state()
    if index.stamp != state:
        return Finding("index", State.NOTE, "is behind the graph and follows with the next path")
    if broken := index.verify():
        return Finding("index", State.WRONG, f"is damaged: {', '.join(broken)} differ from what was written", _REBUILD)
    return Finding("index", State.OK, f"{index.relationships:,} relationships")


def _cypher(folder: Path, wanted: Stamp, fresh: Graph | None) -> Finding:
    from graph.store.ladybug import LadybugGraph

    cypher = LadybugGraph(folder / "graph.lbug")
    shown = cypher.stamp()
    if shown is None and not cypher.path.exists():
        return Finding("cypher", State.OK, "is not built yet: the first Cypher statement does that")
    if shown is None:
        return Finding("cypher", State.NOTE, "was interrupted while it was written; the next statement builds it again")
    if shown != wanted:
        return Finding("cypher", State.OK, "is behind the ledger: the next Cypher statement brings it up to date")
    if fresh is not None and cypher.snapshot() != fresh:
        return Finding("cypher", State.WRONG, "is not what follows from the ledger", _REBUILD)
    return Finding("cypher", State.OK, "shows what the ledger says")


def _server(workspace: Workspace, wanted: Stamp, fresh: Graph | None) -> Finding:
    from graph.store.neo4j import Neo4jStore

    settings = workspace.settings.neo4j
    assert settings is not None
    with closing(Neo4jStore(settings)) as store:
        shown = store.stamp()
        if shown is None:
            return Finding(
                "server", State.NOTE, f"{settings.uri} has no graph, or half of one", "reelgraph rebuild --uri …"
            )
        if shown.ledger != wanted.ledger:
            return Finding("server", State.NOTE, f"{settings.uri} shows another ledger ({shown.ledger})")
        if shown != wanted:
            return Finding("server", State.WRONG, f"{settings.uri} is behind the ledger", "reelgraph rebuild --uri …")
        return _compared("server", store, fresh)
