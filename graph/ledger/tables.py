"""The ledger's file as an open connection: transactions, events, and the generation that they lead to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from graph.ledger.rows import Events


class Tables:
    """An open ledger's tables, and what all its parts need of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def _meta(self, key: str) -> str:
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    @property
    def id(self) -> str:
        """The ledger's own id, made with it."""
        return self._meta("id")

    @property
    def generation(self) -> int:
        """The number of the latest event; 0 for a new ledger."""
        return int(self._db.execute("SELECT coalesce(max(generation), 0) FROM events").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become durable together when the block ends, or not at all. May be nested."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def continues(self, generation: int) -> bool:
        """Whether the events after `generation` lead from what a projection of it shows to what the ledger says now.

        They don't where the ledger was brought back from a backup since: such a projection has to be built afresh.
        """
        row = self._db.execute("SELECT max(generation) FROM events WHERE kind = 'restored'").fetchone()
        return (row[0] or 0) <= generation <= self.generation

    def checkpoint(self) -> None:
        """Move what is in the write-ahead log into the file itself, and empty the log."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- generations -------------------------------------------------------------------------------------------------

    def _event(self, kind: str, subject: str) -> None:
        self._db.execute("INSERT INTO events (kind, subject) VALUES (?, ?)", (kind, subject))

    def events_after(self, generation: int) -> Events:
        """What changed after `generation`."""
        rows = self._db.execute("SELECT * FROM events WHERE generation > ?", (generation,)).fetchall()
        return Events(
            self.generation,
            frozenset(r["subject"] for r in rows if r["kind"] == "article"),
            frozenset(int(r["subject"]) for r in rows if r["kind"] == "judgement"),
        )
