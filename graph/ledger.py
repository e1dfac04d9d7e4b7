"""The ledger: articles, what they state, and what people decided, in one SQLite file. Append-only; the only truth.

An article has versions (new content under the same key), a version has readings (a better reader reads it again); the
latest of each counts, and a removed article ends in a tombstone. Every change is an event with a growing number, the
generation; a projection that shows generation g replays the events after it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph import ledger_layout, storage
from graph.errors import DatabaseError, NotFoundError
from graph.model import (
    Alias,
    Article,
    Decision,
    EntityType,
    Judgement,
    Mention,
    MentionKey,
    Reading,
    Relation,
    Span,
    Statement,
    Status,
)

MEND = "see what is wrong with: reelgraph doctor; bring a backup back with: reelgraph restore FILE --force"


class Outcome(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    REREAD = "reread"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The latest version of an article that is in the ledger, and how many credits its latest reading has."""

    article: Article
    added: str
    reader: str
    credits: int


@dataclass(frozen=True, slots=True)
class Events:
    """What changed after a generation: the ids of articles and of judgements, and the generation reached."""

    generation: int
    articles: frozenset[str]
    judgements: frozenset[int]


@dataclass(frozen=True, slots=True)
class StatedAlias:
    """An alias, and the article that states it."""

    article_id: str
    alias: Alias


@dataclass(frozen=True, slots=True)
class ExternalId:
    """An id in another database (`imdb:nm0000235`) that a source gives for a mention."""

    article_id: str
    mention: Mention
    external: str


_SOME = " WHERE article IN (SELECT value FROM json_each(?))"


_READINGS = "SELECT r.seq FROM readings r JOIN versions v ON v.seq = r.version WHERE v.article = ?"
_PURGE = (
    "DELETE FROM statements WHERE reading IN (" + _READINGS + ")",
    "DELETE FROM aliases WHERE reading IN (" + _READINGS + ")",
    "DELETE FROM externals WHERE reading IN (" + _READINGS + ")",
)


class Ledger:
    """An open ledger. Use one per process; SQLite keeps processes apart."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

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

    def _meta(self, key: str) -> str:
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

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

    # --- articles ----------------------------------------------------------------------------------------------------

    def known(self, article: Article, reader: str) -> bool:
        """Whether this very content is there already, read by this reader: then there is nothing to do."""
        row = self._db.execute(
            "SELECT reader FROM live JOIN readings r ON r.seq = live.reading WHERE hash = ? LIMIT 1",
            (article.content_hash,),
        ).fetchone()
        return row is not None and row["reader"] == reader

    def hashes(self, reader: str) -> frozenset[str]:
        """The content hashes of all articles whose reading is by this reader."""
        rows = self._db.execute(
            "SELECT hash FROM live JOIN readings r ON r.seq = live.reading WHERE r.reader = ?", (reader,)
        )
        return frozenset(row["hash"] for row in rows)

    def add(self, article: Article, reading: Reading) -> Outcome:
        """Add an article as read. The same content again (under any key) changes nothing, except that a reading by
        another reader replaces the one before. Durable when the surrounding transaction (or this call) ends."""
        with self.transaction():
            same = self._db.execute(
                "SELECT version, article FROM live WHERE hash = ? ORDER BY article <> ?",
                (article.content_hash, article.id),
            ).fetchone()
            if same is not None:
                if self._reader_of(same["version"]) == reading.reader:
                    return Outcome.UNCHANGED
                self._add_reading(same["version"], same["article"], reading)
                self._event("article", same["article"])
                return Outcome.REREAD
            before = self._db.execute("SELECT state FROM versions WHERE article = ? ORDER BY seq DESC", (article.id,))
            row = before.fetchone()
            version = self._add_version(article)
            self._add_reading(version, article.id, reading)
            self._event("article", article.id)
            return Outcome.CHANGED if row is not None and row["state"] == "live" else Outcome.ADDED

    def _reader_of(self, version: int) -> str:
        row = self._db.execute("SELECT reader FROM readings WHERE version = ? ORDER BY seq DESC", (version,)).fetchone()
        return str(row["reader"]) if row else ""

    def _add_version(self, article: Article, state: str = "live") -> int:
        cursor = self._db.execute(
            "INSERT INTO versions (article, key, stem, title, url, publisher, published, text, hash, added, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.key,
                article.stem,
                article.title,
                article.url,
                article.publisher,
                article.published,
                article.text,
                article.content_hash,
                datetime.now(UTC).isoformat(timespec="seconds"),
                state,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _add_reading(self, version: int, article_id: str, reading: Reading) -> None:
        text = str(self._db.execute("SELECT text FROM versions WHERE seq = ?", (version,)).fetchone()[0])
        number = self.begin_reading(version, reading.reader, reading.note)
        self.write_statements(
            number,
            (
                Statement(
                    article_id,
                    c.subject,
                    c.relation,
                    c.object,
                    c.status,
                    c.detail,
                    text[c.span.start : c.span.end],
                    c.span,
                    reading.reader,
                )
                for c in reading.credits
            ),
        )
        self._db.executemany(
            'INSERT INTO aliases (reading, type, name, alias, rule, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
            ((number, a.type, a.name, a.alias, a.rule, a.span.start, a.span.end) for a in reading.aliases),
        )

    def begin_reading(self, version: int, reader: str, note: str = "") -> int:
        """Start a new reading of a version; its statements follow with `write_statements`. Returns its number."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        cursor = self._db.execute(
            "INSERT INTO readings (version, reader, at, note) VALUES (?, ?, ?, ?)", (version, reader, now, note)
        )
        return int(cursor.lastrowid or 0)

    def write_statements(self, reading: int, statements: Iterable[Statement]) -> None:
        """Write the statements of a reading."""
        self._db.executemany(
            "INSERT INTO statements (reading, id, subject_type, subject_name, subject_year, relation, object_type,"
            ' object_name, object_year, status, detail, quote, start, "end")'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    reading,
                    s.id,
                    s.subject.type,
                    s.subject.name,
                    s.subject.year,
                    s.relation,
                    s.object.type,
                    s.object.name,
                    s.object.year,
                    s.status,
                    s.detail,
                    s.quote,
                    s.span.start,
                    s.span.end,
                )
                for s in statements
            ),
        )

    def begin_version(self, article: Article) -> int:
        """Start a new version of an article (used by imports, whose statements stream in). Returns its number."""
        self._event("article", article.id)
        return self._add_version(article)

    def remove(self, article_id: str, *, purge: bool = False) -> None:
        """Remove an article: a tombstone follows its last version. With `purge`, its words are deleted for good.

        Raises NotFoundError if there is no such article.
        """
        with self.transaction():
            key, stem = self._named(article_id, include_removed=purge)
            if purge:
                self._purge(article_id)
            self._add_version(Article(key, "", stem=stem), "removed")
            self._event("article", article_id)
        if purge and not self._db.in_transaction:
            self.checkpoint()  # until then the deleted words still stand in the log

    def _named(self, article_id: str, *, include_removed: bool) -> tuple[str, str]:
        table = "SELECT key, stem FROM versions WHERE article = ? ORDER BY seq DESC"
        view = "SELECT key, stem FROM live WHERE article = ?"
        row = self._db.execute(table if include_removed else view, (article_id,)).fetchone()
        if row is None:
            raise _no_article(article_id)
        return row["key"], row["stem"]

    def _purge(self, article_id: str) -> None:
        self._db.execute("PRAGMA secure_delete = ON")
        for statement in _PURGE:
            self._db.execute(statement, (article_id,))
        self._db.execute(
            "UPDATE versions SET text = '', title = '', url = '', hash = '', state = 'purged' WHERE article = ?",
            (article_id,),
        )

    def article(self, article_id: str) -> StoredArticle:
        """One article with its text. Raises NotFoundError."""
        row = self._db.execute("SELECT * FROM live WHERE article = ?", (article_id,)).fetchone()
        if row is None:
            raise _no_article(article_id)
        text = self._db.execute("SELECT text FROM versions WHERE seq = ?", (row["version"],)).fetchone()[0]
        return self._stored(row, str(text))

    def articles(self) -> Iterator[StoredArticle]:
        """All articles that count, in the order in which they were added, without their texts."""
        return (self._stored(row, "") for row in self._db.execute("SELECT * FROM live ORDER BY version").fetchall())

    def article_ids(self) -> list[str]:
        """The ids of all articles that count."""
        return [row["article"] for row in self._db.execute("SELECT article FROM live ORDER BY version")]

    def heads(self, articles: Iterable[str] | None = None) -> Iterator[Article]:
        """The articles that count, or some of them, without their texts."""
        for row in self._of("SELECT * FROM live", articles):
            yield Article(row["key"], "", row["title"], row["url"], row["publisher"], row["published"], row["stem"])

    def matching(self, text: str) -> list[str]:
        """The ids of the articles that `text` names: an id (or six digits of its head), a stem, key, URL or title."""
        rows = self._db.execute(
            "SELECT article FROM live WHERE ?1 IN (article, stem, key, url, title)"
            " OR (length(?1) >= 6 AND substr(article, 1, length(?1)) = ?1) ORDER BY version",
            (text,),
        )
        return [row["article"] for row in rows]

    def _stored(self, row: sqlite3.Row, text: str) -> StoredArticle:
        article = Article(row["key"], text, row["title"], row["url"], row["publisher"], row["published"], row["stem"])
        reading = self._db.execute("SELECT reader FROM readings WHERE seq = ?", (row["reading"],)).fetchone()
        count = self._db.execute("SELECT count(*) FROM statements WHERE reading = ?", (row["reading"],)).fetchone()[0]
        return StoredArticle(article, row["added"], reading["reader"] if reading else "", int(count))

    # --- what they state ---------------------------------------------------------------------------------------------

    def statements(self, articles: Iterable[str] | None = None) -> Iterator[Statement]:
        """The statements that count, of all articles or of some."""
        return (statement for _, statement in self.numbered(articles))

    def numbered(self, articles: Iterable[str] | None = None) -> Iterator[tuple[int, Statement]]:
        """The statements that count, each with its number in this ledger; those of one article come together."""
        return map(_numbered, self._of("SELECT * FROM live_statements", articles))

    def ends(self) -> Iterator[tuple[Any, ...]]:
        """What the statements that count join, as plain rows for who goes through millions of them.

        Each is number, id, article, reader, relation, then type, name and year of subject and of object; those of one
        article come together.
        """
        cursor = self._db.cursor()
        cursor.row_factory = None
        yield from cursor.execute(
            "SELECT seq, id, article, reader, relation, subject_type, subject_name, subject_year,"
            " object_type, object_name, object_year FROM live_statements"
        )

    def starting(self, prefix: str) -> Iterator[Statement]:
        """The statements that count and whose ids begin with `prefix`."""
        query = "SELECT * FROM live_statements WHERE substr(id, 1, length(?1)) = ?1"
        return (_numbered(row)[1] for row in self._db.execute(query, (prefix,)))

    def by_number(self, numbers: Iterable[int]) -> Iterator[tuple[int, Statement]]:
        """The statements with these numbers, in the order of the numbers."""
        query = (
            "SELECT v.article, r.reader, s.* FROM statements s JOIN readings r ON r.seq = s.reading"
            " JOIN versions v ON v.seq = r.version WHERE s.seq IN (SELECT value FROM json_each(?)) ORDER BY s.seq"
        )
        return map(_numbered, self._db.execute(query, (json.dumps(list(numbers)),)))

    def aliases(self, articles: Iterable[str] | None = None) -> Iterator[StatedAlias]:
        """The aliases that articles state, of all articles or of some."""
        for row in self._of("SELECT * FROM live_aliases", articles):
            span = Span(row["start"], row["end"])
            alias = Alias(EntityType(row["type"]), row["name"], row["alias"], row["rule"], span)
            yield StatedAlias(row["article"], alias)

    def externals(self, articles: Iterable[str] | None = None) -> Iterator[ExternalId]:
        """The ids in other databases that sources give."""
        for row in self._of("SELECT * FROM live_externals", articles):
            yield ExternalId(
                row["article"], Mention(EntityType(row["type"]), row["name"], row["year"]), row["external"]
            )

    def write_externals(self, reading: int, externals: Iterable[tuple[Mention, str]]) -> None:
        """Write the ids in other databases that a reading gives."""
        self._db.executemany(
            "INSERT INTO externals (reading, type, name, year, external) VALUES (?, ?, ?, ?, ?)",
            ((reading, m.type, m.name, m.year, external) for m, external in externals),
        )

    def _of(self, query: str, articles: Iterable[str] | None) -> Iterator[sqlite3.Row]:
        if articles is None:
            yield from self._db.execute(query)
        else:
            yield from self._db.execute(query + _SOME, (json.dumps(list(articles)),))

    # --- what people decided -----------------------------------------------------------------------------------------

    def judge(self, judgement: Judgement) -> Judgement:
        """Write a person's decision; its id and time are set here. Returns it as written."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        a, b = judgement.a, judgement.b
        with self.transaction():
            cursor = self._db.execute(
                "INSERT INTO judgements (at, author, decision, a_type, a_name, a_year, b_type, b_name, b_year,"
                " articles, statement, changes, external, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    now,
                    judgement.author,
                    judgement.decision,
                    *((a.type, a.name, a.year) if a else (None, None, None)),
                    *((b.type, b.name, b.year) if b else (None, None, None)),
                    json.dumps(judgement.articles),
                    judgement.statement,
                    json.dumps(judgement.changes, ensure_ascii=False),
                    judgement.external,
                    judgement.undoes,
                ),
            )
            self._event("judgement", str(cursor.lastrowid))
        return next(j for j in self.judgements() if j.id == cursor.lastrowid)

    def judgements(self) -> list[Judgement]:
        """All decisions, oldest first, those that were undone (and the undoing) included."""
        return [_judgement(row) for row in self._db.execute("SELECT * FROM judgements ORDER BY id")]

    def effective_judgements(self) -> list[Judgement]:
        """The decisions that hold: without those that were undone, and without UNDO itself (an UNDO can be undone)."""
        everything = self.judgements()
        gone: set[int] = set()
        for judgement in reversed(everything):
            if judgement.decision is Decision.UNDO and judgement.id not in gone and judgement.undoes is not None:
                gone.add(judgement.undoes)
        return [j for j in everything if j.id not in gone and j.decision is not Decision.UNDO]

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
    beside.replace(path)
    storage.sync(path.parent)


def _numbered(row: sqlite3.Row) -> tuple[int, Statement]:
    return row["seq"], Statement(
        row["article"],
        Mention(EntityType(row["subject_type"]), row["subject_name"], row["subject_year"]),
        Relation(row["relation"]),
        Mention(EntityType(row["object_type"]), row["object_name"], row["object_year"]),
        Status(row["status"]),
        row["detail"],
        row["quote"],
        Span(row["start"], row["end"]),
        row["reader"],
    )


def _no_article(article_id: str) -> NotFoundError:
    return NotFoundError(f"no article with the id {article_id}", "list them with: reelgraph articles")


def _key(kind: str | None, name: str | None, year: int | None) -> MentionKey | None:
    return MentionKey(EntityType(kind), name, year) if kind and name is not None else None


def _judgement(row: sqlite3.Row) -> Judgement:
    return Judgement(
        row["id"],
        row["at"],
        row["author"],
        Decision(row["decision"]),
        _key(row["a_type"], row["a_name"], row["a_year"]),
        _key(row["b_type"], row["b_name"], row["b_year"]),
        tuple(json.loads(row["articles"])),
        row["statement"],
        tuple((name, value) for name, value in json.loads(row["changes"])),
        row["external"],
        row["undoes"],
    )
