"""From the ledger to the graph: statements and identity become entities, relationships and article nodes.

`Projection` keeps derived tables beside the ledger and tells every store what changed; `build` makes the same graph
afresh in memory, and is what the rest is held to.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from graph.identity.collect import mention_key
from graph.identity.rules import ALL_RULES
from graph.ledger import Ledger
from graph.model import Graph
from graph.projection.advance import advance
from graph.projection.bulk import Bulk
from graph.projection.collector import uncollected
from graph.projection.derived import Derived, Meta
from graph.projection.fill import fill
from graph.projection.look import Look
from graph.projection.show import Show, joined
from graph.projection.whole import build
from graph.storage import sync, writing
from graph.store.base import Change, Stamp, Store
from graph.store.bulk import GraphRows, LoadsRows

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["Projection", "build", "mention_key"]

FILE = "names.sqlite"
_MANY = 500
"""Above so many touched articles (and a tenth of all) it is quicker to fill the tables anew."""


class Projection:
    """The derived tables of one ledger, brought up to its generation when they are opened.

    The caller holds the workspace's exclusive lock.
    """

    def __init__(
        self, folder: Path, ledger: Ledger, rules: frozenset[str] = ALL_RULES, *, afresh: bool = False
    ) -> None:
        self._ledger = ledger
        self._path = folder / FILE
        self._derived = Derived(self._path)
        self._on_disk: Future[None] | None = None
        self._meta = self._current(rules, afresh=afresh)
        self._show = Show(self._derived, ledger)

    def close(self) -> None:
        """Close the tables. Ones that were filled anew are on the disk then."""
        self._derived.close()
        if self._on_disk is not None:
            with writing(f"the tables {self._path}"):
                self._on_disk.result()

    def _current(self, rules: frozenset[str], *, afresh: bool) -> Meta:
        meta = None if afresh else self._derived.meta()
        same = meta is not None and (meta.ledger, meta.rules) == (self._ledger.id, rules)
        if meta is not None and same and self._ledger.continues(meta.generation):
            events = self._ledger.events_after(meta.generation)
            few = len(events.articles) <= max(_MANY, self._derived.count("articles") // 10)
            if meta.generation == events.generation:
                return meta
            if few and self._advanced(meta):
                return self._known()
        self._derived.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._derived = Derived(self._path)
        fill(self._derived, self._ledger, rules)
        self._write_through()
        return self._known()

    def _write_through(self) -> None:
        """Begin to put the new tables on the disk, while stores are loaded from them.

        Else the next change, small as it is, would have to wait for all of it.
        """
        from concurrent.futures import ThreadPoolExecutor

        writer = ThreadPoolExecutor(1)
        self._on_disk = writer.submit(sync, self._path)
        writer.shutdown(wait=False)

    def _advanced(self, meta: Meta) -> bool:
        """Bring the tables forward; False if they turn out to be damaged."""
        try:
            advance(self._derived, self._ledger, meta, self._ledger.events_after(meta.generation))
        except sqlite3.DatabaseError:
            return False
        return True

    def _known(self) -> Meta:
        meta = self._derived.meta()
        assert meta is not None
        return meta

    @property
    def stamp(self) -> Stamp:
        """What a store shows that was brought up to date from here."""
        return Stamp(self._meta.ledger, self._meta.generation)

    def rows(self) -> GraphRows:
        """The whole graph as rows, read as they are taken."""
        return Bulk(self._derived, self._ledger).rows()

    def graph(self) -> Graph:
        """The whole graph at once."""
        return joined(self._show.parts())

    def show(self, store: Store, *, afresh: bool = False) -> None:
        """Make a store show what the ledger says: by what changed since, or (with `afresh`, or if need be) all anew."""
        shown = store.stamp()
        if not afresh and shown == self.stamp:
            return
        change = None if afresh else self.change_since(shown)
        if change is not None:
            store.apply(change, self.stamp)
        else:
            with uncollected():
                if isinstance(store, LoadsRows):
                    store.load(self.rows(), self.stamp)
                else:
                    store.replace(self.graph(), self.stamp)

    @property
    def rules(self) -> frozenset[str]:
        """The rules of identity that are switched on."""
        return self._meta.rules

    @property
    def look(self) -> Look:
        """Questions to the tables."""
        return Look(self._derived)

    def change_since(self, stamp: Stamp | None) -> Change | None:
        """What brings a store with this stamp up to date; None if it must be written anew."""
        if stamp is None or stamp.ledger != self._meta.ledger or stamp.schema != self.stamp.schema:
            return None
        if not self._meta.base <= stamp.generation <= self._meta.generation:
            return None
        return self._show.since(stamp.generation)
