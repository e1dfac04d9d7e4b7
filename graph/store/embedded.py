"""The embedded store: a SQLite graph for names and evidence, an index for paths, and LadybugDB for Cypher.

Only Cypher opens LadybugDB; it catches up when it is asked something. The index follows every write, and is built
again from the SQLite graph when it is missing, stale or torn.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DatabaseError
from graph.model import ArticleNode, Entity, EntityType, Filters, Graph, PathAnswer, PathRequest, Relationship
from graph.storage import writing
from graph.store.base import Change, Counts, Rows, Stamp
from graph.store.bulk import GraphRows, rows_of
from graph.store.cypher import CypherSession, Limits
from graph.store.lock import in_use, locked, quiet
from graph.store.sqlite import SqliteGraph

if TYPE_CHECKING:
    from graph.paths.index import Index

_INDEX_SECONDS = 2.0
_POLL_SECONDS = 0.02


class EmbeddedStore:
    """The graph of a workspace folder, with nothing to install."""

    def __init__(self, folder: Path, say: Callable[[str], None] = quiet) -> None:
        self.folder = folder
        self.graph = SqliteGraph(folder / "graph.sqlite")
        self._index_folder = folder / "index"
        self._index: Index | None = None
        self._say = say

    def close(self) -> None:
        """Let go of the files."""
        self._index = None
        self.graph.close()

    # --- writing -----------------------------------------------------------------------------------------------------

    def stamp(self) -> Stamp | None:
        """What the SQLite graph shows; index and Cypher follow it."""
        return self.graph.stamp()

    def replace(self, graph: Graph, stamp: Stamp) -> None:
        """Write the whole graph anew."""
        self.load(rows_of(graph), stamp)

    def load(self, rows: GraphRows, stamp: Stamp) -> None:
        """Write the whole graph anew from rows, which need not be in memory."""
        self.graph.load(rows, stamp)
        self._build_index()

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Apply a change to the graph, then to the index."""
        from graph.paths.files import UnusableIndexError
        from graph.paths.index import apply
        from graph.store.index_source import delta

        before = self.graph.state()
        applied = self.graph.apply(change, stamp)
        with suppress(UnusableIndexError), self._writing_index():
            apply(self._index_folder, delta(self.graph, applied), before, self.graph.state())

    @contextmanager
    def _writing_index(self) -> Iterator[None]:
        with (
            locked(self.folder / "index.lock", exclusive=True, say=self._say),
            writing(f"the path index in {self._index_folder}"),
        ):
            yield

    def _build_index(self) -> None:
        from graph.paths.index import build
        from graph.store.index_source import columns

        with self._writing_index():
            build(self._index_folder, columns(self.graph), self.graph.state())

    # --- one state, and the index in step with it ---------------------------------------------------------------------

    @contextmanager
    def held(self) -> Iterator[None]:
        """All that is asked in this block is answered from the graph as it is now, whatever is written meanwhile."""
        self.graph.hold()
        try:
            yield
        finally:
            self.graph.release()

    @contextmanager
    def in_step(self) -> Iterator[Index]:
        """The graph held as it is at one moment, and the index of that very state, whatever is written meanwhile."""
        held_before = self.graph.held
        index = self._hold_with_index()
        try:
            yield index
        finally:
            if not held_before:
                self.graph.release()

    def _hold_with_index(self) -> Index:
        """A writer changes the graph first and the index right after, so what doesn't fit may fit in a moment.

        Where nobody writes, the index is built again: it is missing, stale or torn.
        """
        from graph.paths.files import UnusableIndexError

        give_up = time.monotonic() + _INDEX_SECONDS
        while True:
            state = self._held_state()
            with suppress(UnusableIndexError):
                return self._index_of(state)
            if time.monotonic() > give_up or not in_use(self.folder / "lock"):
                self._build_index()
                return self._index_of(state)
            self.graph.close()  # a graph that was written anew is another file under the same name
            time.sleep(_POLL_SECONDS)

    def _index_of(self, state: str) -> Index:
        """The index of this state; one that is open is used on, since the pages of a new mapping come in one by one."""
        from graph.paths.index import Index

        index = self._index
        if index is None or index.stamp != state or not index.lies_untouched(self._index_folder):
            self._index = index = Index.open(self._index_folder, state)
        return index

    def _held_state(self) -> str:
        self.graph.hold()
        state = self.graph.state()
        if not state:
            raise DatabaseError(f"the graph in {self.folder} is missing or damaged", "run: reelgraph rebuild")
        return state

    def damage(self) -> str:
        """What is broken in the files, as far as reading all of them shows; empty if nothing is."""
        from graph.paths.files import UnusableIndexError
        from graph.paths.index import Index

        try:
            self.graph.release()
            (found,) = self.graph.db.execute("PRAGMA integrity_check(1)").fetchone()
            self.graph.snapshot()
            wrong = Index.open(self._index_folder).verify()
        except (sqlite3.Error, ValueError, LookupError, TypeError) as error:
            return str(error)
        except UnusableIndexError:
            return ""  # it is built again before it is used
        if found != "ok":
            return str(found)
        return f"the path index ({', '.join(wrong)}) is not what was written" if wrong else ""

    # --- reading -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Graph:
        """Everything, in canonical order."""
        return self.graph.snapshot()

    def counts(self) -> Counts:
        """How many nodes and relationships there are."""
        return self.graph.counts()

    def named(self, key: str) -> list[Entity]:
        """Entities one of whose keys equals `key`, most credits first."""
        return self.graph.named(key)

    def find(self, text: str, limit: int) -> list[Entity]:
        """Entities whose names contain the words of `text`, best first."""
        return self.graph.find(text, limit)

    def near(self, key: str, limit: int) -> list[Entity]:
        """Entities with a name close to `key` in spelling, closest first."""
        return self.graph.near(key, limit)

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities with these ids, in that order."""
        return self.graph.entities(ids)

    def degrees(self, ids: Iterable[str]) -> Mapping[str, int]:
        """How many relationships each of these entities has."""
        return self.graph.degrees(ids)

    def hubs(self, types: Collection[EntityType], limit: int) -> list[Entity]:
        """The entities of these types with most relationships, then by name and id."""
        return self.graph.hubs(types, limit)

    def relationships(self, ids: Iterable[str], filters: Filters) -> list[Relationship]:
        """Relationships that touch any of these entities, as the filters let them be seen."""
        return self.graph.relationships(ids, filters)

    def colleagues(self, entity: str, filters: Filters, most: int | None = None) -> Mapping[str, int]:
        """Everyone else on the films of an entity, with the number of these films."""
        from graph.store.embedded_shared import colleagues

        with self.in_step() as index:
            return colleagues(self.graph, index, (entity, filters), most)

    def shared(self, entity: str, others: Iterable[str], filters: Filters) -> list[Relationship]:
        """The credits of these others on the films of an entity, in order of key."""
        from graph.store.embedded_shared import shared

        with self.in_step() as index:
            return shared(self.graph, index, entity, others, filters)

    def articles(self, ids: Iterable[str]) -> list[ArticleNode]:
        """The article nodes with these ids."""
        return self.graph.articles(ids)

    def paths(self, request: PathRequest) -> PathAnswer:
        """All shortest paths, ranked."""
        from graph.store.embedded_paths import answer

        with self.in_step() as index:
            return answer(self.graph, index, request)

    def run(self, statement: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one Cypher statement on LadybugDB, brought up to date first."""
        result = self.cypher().run(statement, parameters, Limits(rows=None))
        return Rows(result.columns, result)

    def cypher(self) -> CypherSession:
        """Where Cypher runs on this graph, with limits and by statement (see `graph.store.cypher`)."""
        from graph.store.embedded_cypher import EmbeddedCypher

        return EmbeddedCypher(self.graph, self.folder, self._say)
