"""The layout of the ledger's tables: made new from `ledger.sql`, and an older one brought forward step by step.

A layout only grows. Each step runs in one transaction with the number that says it is done, so a kill in the middle
leaves the older layout whole. What is written by an older reelgraph is thus always read; a newer one is refused.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from graph.errors import DatabaseError

LAYOUT = 3

APPLICATION = 0x7265656C
"""`reel`: stands in the head of the file (`PRAGMA application_id`), so that other tools can tell what it is."""

STEPS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        2: (
            "ALTER TABLE readings ADD COLUMN note TEXT NOT NULL DEFAULT ''",
            f"PRAGMA application_id = {APPLICATION}",
        ),
        3: ("ALTER TABLE statements ADD COLUMN object_kind TEXT NOT NULL DEFAULT ''",),
    }
)
"""What leads to each layout from the one before it."""


def create(db: sqlite3.Connection) -> None:
    """Make the tables of an empty ledger, with an id of its own."""
    script = resources.files("graph").joinpath("ledger.sql").read_text(encoding="utf-8")
    db.execute("BEGIN IMMEDIATE")
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(LAYOUT),))
    db.execute("INSERT INTO meta VALUES ('id', ?)", (secrets.token_hex(8),))
    db.execute("COMMIT")


def layout_of(db: sqlite3.Connection) -> int:
    """The layout of a ledger. Raises DatabaseError for a SQLite file that is none."""
    if db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0] == 0:
        raise DatabaseError(
            "this file is no ledger, or nothing is left of it", "see what is wrong with: reelgraph doctor"
        )
    row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None or not str(row[0]).isdecimal():
        raise DatabaseError("this ledger doesn't say which layout it has", "see what is wrong with: reelgraph doctor")
    return int(row[0])


def upgrade(db: sqlite3.Connection) -> int:
    """Bring a ledger to the layout that this reelgraph knows; returns the layout it had. Does nothing to a current one.

    Raises DatabaseError for a newer layout, or for one that is older but can't be written here.
    """
    had = layout_of(db)
    if had > LAYOUT:
        raise DatabaseError(
            f"this ledger has layout {had}, newer than this reelgraph knows ({LAYOUT})", "upgrade reelgraph"
        )
    if had == LAYOUT:
        return had
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have come first between our look and the lock.
        for layout in range(layout_of(db) + 1, LAYOUT + 1):
            for statement in STEPS[layout]:
                db.execute(statement)
            db.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(layout),))
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
    return had
