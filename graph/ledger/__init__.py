"""The ledger: articles, what they state, and what people decided, in one SQLite file. Append-only; the only truth.

An article has versions (new content under the same key), a version has readings (a better reader reads it again); the
latest of each counts, and a removed article ends in a tombstone. Every change is an event with a growing number, the
generation; a projection that shows generation g replays the events after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from graph import ledger_layout, storage
from graph.errors import DatabaseError, NotFoundError
from graph.ledger.articles import Articles
from graph.ledger.judgements import Judgements
from graph.ledger.rows import Events, ExternalId, Outcome, StatedAlias, StoredArticle
from graph.ledger.statements import StatementRow

__all__ = [
    "MEND",
    "Events",
    "ExternalId",
    "Ledger",
    "Outcome",
    "StatedAlias",
    "StatementRow",
    "StoredArticle",
]

MEND = "see what is wrong with: reelgraph doctor; bring a backup back with: reelgraph restore FILE --force"


class Ledger(Articles, Judgements):
    """An open ledger. Use one per process; SQLite keeps processes apart."""

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Ledger:
        """Open the ledger at `path`; with `create`, make an empty one if there is none.

        Raises NotFoundError if it isn't there and DatabaseError if it can't be opened or is no ledger.
        """
        if not create and not path.exists():
            raise NotFoundError(
                f"no workspace at {path.parent}",
                "add articles first: reelgraph add SOURCE, or name one with --workspace",
            )
        if not path.exists():
            _make(path)
        if path.stat().st_size == 0:
            raise DatabaseError(f"the ledger {path} is damaged: nothing is left of it", MEND)
        try:
            return cls(_current(storage.connect(path)))
        except sqlite3.Error as error:
            raise storage.explained(error, f"the ledger {path}", MEND) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def counts(self) -> Mapping[str, int]:
        """How many articles, statements and decisions count."""
        statements = self._db.execute("SELECT count(*) FROM live_statements").fetchone()[0]
        return {
            "articles": len(self.article_ids()),
            "statements": int(statements),
            "judgements": len(self.effective_judgements()),
        }


def _current(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection, its ledger brought to the current layout; closed if that can't be."""
    try:
        ledger_layout.upgrade(db)
    except BaseException:
        db.close()
        raise
    return db


def _make(path: Path) -> None:
    """Make an empty ledger beside `path` and put it in place whole: so a file without tables is known as damage."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    try:
        db = storage.connect(beside, log=False)
        ledger_layout.create(db)
        db.close()
    except sqlite3.Error as error:
        raise storage.explained(error, f"the ledger {path}", MEND) from error
    storage.sync(beside)
    storage.move_aside(path)
    beside.replace(path)
    storage.sync(path.parent)
