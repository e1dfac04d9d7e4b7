"""Cypher on a workspace: its Cypher database is brought up to date when it is asked, and rebuilt when damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import DatabaseError
from graph.model import Relation
from graph.store.base import Stamp
from graph.store.cypher import DEFAULT_LIMITS, Limits, Result, Schema
from graph.store.dialects import EMBEDDED
from graph.store.ladybug import LadybugGraph
from graph.store.ladybug_cypher import PROPERTIES
from graph.store.ladybug_engine import DamagedError
from graph.store.lock import locked, quiet
from graph.store.sqlite import SqliteGraph

_FILE = "graph.lbug"
_BUILD_SECONDS = 600.0
_WORTH_A_WORD = 20_000
_QUOTED = {"starts": "`starts`"}
"""A word of the engine, which needs its backticks."""


def build_lock(folder: Path) -> Path:
    """The lock file of who builds the Cypher database of a workspace folder, and owns what lies half built beside it.

    Who holds the workspace's lock may wait for this one, never the other way round.
    """
    return folder / f"{_FILE}.build"


def forget(folder: Path, say: Callable[[str], None] = quiet) -> None:
    """Take the Cypher database of a folder away, which keeps what was deleted. It is built again when it is asked."""
    with locked(build_lock(folder), exclusive=True, wait=_BUILD_SECONDS, say=say):
        discard(folder)


def discard(folder: Path) -> None:
    """The same for who holds the lock of the build already."""
    LadybugGraph(folder / _FILE).discard()


class EmbeddedCypher:
    """A place where Cypher runs (see `graph.store.cypher.CypherSession`): the graph of a workspace folder."""

    dialect = EMBEDDED

    def __init__(self, graph: SqliteGraph, folder: Path, say: Callable[[str], None] = quiet) -> None:
        self._graph = graph
        self._folder = folder
        self._cypher = LadybugGraph(folder / _FILE)
        self._say = say

    @property
    def place(self) -> str:
        """The workspace's folder."""
        return str(self._folder)

    def close(self) -> None:
        """Nothing stays open between statements."""

    def run(
        self, statement: str, parameters: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS, *, write: bool = False
    ) -> Result:
        """Run one reading statement in a process of its own.

        Raises StatementError, UsageError, TimeExceededError, DatabaseError; with `write` always DatabaseError.
        """
        if write:
            raise DatabaseError(
                "the embedded graph can't be written to", "it follows from the articles: add, import or review them"
            )
        self._catch_up()
        try:
            return self._cypher.ask(statement, parameters, limits)
        except DamagedError:
            self._cypher.discard()
            self._catch_up()
            return self._cypher.ask(statement, parameters, limits)

    def schema(self) -> Schema:
        """What every graph of a workspace holds."""
        types = (*(relation.value for relation in Relation), "MENTIONS")
        labels = tuple(name for name in PROPERTIES if name not in types)
        quoted = {of: tuple(_QUOTED.get(name, name) for name in names) for of, names in PROPERTIES.items()}
        functions, procedures = sorted(EMBEDDED.functions), sorted(EMBEDDED.procedures)
        return Schema(labels, types, quoted, tuple(functions), tuple(procedures))

    def _catch_up(self) -> None:
        if self._cypher.stamp() == self._shown():
            return
        with locked(build_lock(self._folder), exclusive=True, wait=_BUILD_SECONDS, say=self._say):
            with self._held():
                wanted = self._shown()
                if self._cypher.stamp() == wanted:  # another process has just done it
                    return
                if self._graph.counts().relationships > _WORTH_A_WORD:
                    self._say("building the Cypher database, once after each change")
                graph = self._graph.snapshot()
            self._cypher.replace(graph, wanted)

    def _shown(self) -> Stamp:
        shown = self._graph.stamp()
        if shown is None:
            raise DatabaseError(f"the graph in {self._folder} is missing or damaged", "build it: reelgraph rebuild")
        return shown

    @contextmanager
    def _held(self) -> Iterator[None]:
        """The graph as it is now, all of one state; or, where the caller holds it, as it was then."""
        if self._graph.held:
            yield
            return
        self._graph.close()  # a graph that was written anew meanwhile is another file under the same name
        self._graph.hold()
        try:
            yield
        finally:
            self._graph.release()
