"""The ledger as a file: copied whole while others use it, looked through for damage, and numbered anew."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from graph import storage
from graph.ledger import MEND, Ledger
from graph.model import Article, Decision, EntityType, Relation, Status

TABLE_READER = "table"
"""Statements by a reader with this name come from a table; their quotes are not passages of an article."""

UNREADABLE = (ValueError, LookupError, TypeError)
"""What reading a row raises that holds something which no reelgraph wrote."""

_LISTED = 5


def copy(source: Path, target: Path) -> None:
    """Copy a ledger, as it is at one moment, over another file (made where there is none), while others use both.

    Uses SQLite's online backup: to whoever has `target` open it is one transaction. Raises DatabaseError.
    """
    try:
        with closing(storage.connect(source)) as from_, closing(storage.connect(target)) as to:
            from_.backup(to)
    except sqlite3.Error as error:
        raise storage.explained(error, f"the ledger {source} or its copy {target}", MEND) from error


def begin_anew(path: Path) -> None:
    """Number the generations of a ledger from here on by the clock.

    A projection that was made after the backup which this ledger comes from may show a generation that the ledger
    reaches a second time, with another content. Numbers that begin at the present microsecond are always new: a ledger
    has fewer than a million events a second.
    """
    with closing(Ledger.open(path)) as ledger:
        generation = max(ledger.generation + 1, time.time_ns() // 1000)
    with closing(storage.connect(path)) as db:
        db.execute("INSERT INTO events (generation, kind, subject) VALUES (?, 'restored', '')", (generation,))


def damage(path: Path) -> list[str]:
    """What is broken in the file itself: pages, tables, and rows that refer to rows which aren't there."""
    try:
        with closing(storage.connect(path)) as db:
            found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({_LISTED})")]
            dangling = db.execute('SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2')
            lost = [f"{row[2]} rows of {row[0]} refer to rows of {row[1]} that aren't there" for row in dangling]
    except sqlite3.Error as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + lost


def contradictions(path: Path) -> list[str]:
    """What a ledger says that can't be: texts that don't fit their checksum, quotes that no text has, unknown words."""
    try:
        with closing(Ledger.open(path)) as ledger, closing(storage.connect(path)) as db:
            return [*_texts(db), *_unread(db), *_words(db), *_judgements(ledger)]
    except (sqlite3.Error, *UNREADABLE) as error:
        return [str(error)]


def _texts(db: sqlite3.Connection) -> Iterator[str]:
    """Every version's text against its checksum, and every quote against its text."""
    for row in db.execute("SELECT * FROM versions WHERE state = 'live' ORDER BY seq"):
        article = Article(row["key"], row["text"], row["title"], row["url"], row["publisher"], row["published"])
        named = f"article {row['article']} ({article.title or article.key})"
        if article.content_hash != row["hash"]:
            yield f"{named} is not what was added: its checksum differs"
        wrong = sum(row["text"][start:end] != quote for start, end, quote in db.execute(_QUOTES, (row["seq"],)))
        if wrong:
            yield f"{named} does not have {wrong} of the sentences that are quoted from it"


_QUOTES = (
    'SELECT s.start, s."end", s.quote FROM statements s JOIN readings r ON r.seq = s.reading'
    f" WHERE r.version = ? AND r.reader NOT LIKE '{TABLE_READER}%'"
)


def _unread(db: sqlite3.Connection) -> Iterator[str]:
    for row in db.execute("SELECT article, title, key FROM live WHERE reading IS NULL"):
        yield f"article {row['article']} ({row['title'] or row['key']}) was never read"


def _words(db: sqlite3.Connection) -> Iterator[str]:
    """Values that this reelgraph doesn't know."""
    for table, column, known in (
        ("statements", "relation", Relation),
        ("statements", "status", Status),
        ("statements", "subject_type", EntityType),
        ("statements", "object_type", EntityType),
        ("aliases", "type", EntityType),
        ("externals", "type", EntityType),
        ("judgements", "decision", Decision),
    ):
        values = {str(row[0]) for row in db.execute(f"SELECT DISTINCT {column} FROM {table}")}
        for value in sorted(values - set(known))[:_LISTED]:
            yield f"one of the {table} has the {column} {value!r}, which reelgraph doesn't know"


def _judgements(ledger: Ledger) -> Iterator[str]:
    known = {judgement.id for judgement in ledger.judgements()}
    for judgement in ledger.judgements():
        if judgement.undoes is not None and judgement.undoes not in known:
            yield f"decision {judgement.id} undoes decision {judgement.undoes}, which isn't there"
