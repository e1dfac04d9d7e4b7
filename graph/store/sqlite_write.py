"""Writes the SQLite graph: all of it anew from rows, or what changed in it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources

from graph.model import ArticleNode, Entity, Relationship
from graph.names import search_words
from graph.store.base import Change, Stamp
from graph.store.bulk import GraphRows, listed

_IN = " IN (SELECT value FROM json_each(?))"
_ENTITY_TABLES = (
    "DELETE FROM keys WHERE entity = ?",
    "DELETE FROM words WHERE rowid = ?",
    "DELETE FROM mentions WHERE entity = ?",
    "DELETE FROM entities WHERE n = ?",
)
_ARTICLE_TABLES = (
    "DELETE FROM mentions WHERE article = ?",
    "DELETE FROM evidence WHERE article = ?",
    "DELETE FROM articles WHERE n = ?",
)


_DEGREE = (
    "UPDATE entities SET degree = (SELECT count(*) FROM relationships r WHERE r.subject = entities.n)"
    " + (SELECT count(*) FROM relationships r WHERE r.object = entities.n AND r.subject <> r.object) WHERE id"
)
_LOADS = {
    "entities": "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "words": "INSERT INTO words (rowid, keys) VALUES (?, ?)",
    "articles": "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)",
    "mentions": "INSERT INTO mentions VALUES (?, ?)",
    "relationships": "INSERT INTO relationships VALUES (?, ?, ?, ?)",
    "evidence": "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)",
}
_KEYS = "INSERT OR IGNORE INTO keys SELECT k.value, e.n FROM entities e, json_each(e.keys) k ORDER BY 1, 2"
_BULK = (
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA cache_size = -131072",
    "PRAGMA threads = 2",
    "PRAGMA temp_store = MEMORY",
)
"""How a file is written that counts only once it is whole and on the disk."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a change did, in numbers: relationships written, relationships gone, entities written."""

    written: tuple[int, ...]
    gone: tuple[int, ...]
    entities: tuple[int, ...]


def load(db: sqlite3.Connection, rows: GraphRows, stamp: Stamp) -> None:
    """Make the tables of an empty file, and fill them. The file is worth nothing unless this ends well."""
    for pragma in _BULK:
        db.execute(pragma)
    db.executescript(_script("sqlite.sql"))
    db.execute("BEGIN")  # and no going back: what fails here is thrown away, file and all
    for table, insert in _LOADS.items():
        db.executemany(insert, getattr(rows, table))
    db.execute(_KEYS)
    for statement in _script("sqlite_indexes.sql").split(";\n"):
        db.execute(statement)
    # Which numbers things have in this very file: those of another mean something else.
    db.execute("INSERT INTO stamp VALUES ('', 0, 0, ?)", (secrets.token_hex(8),))
    _write_stamp(db, stamp)
    db.execute("COMMIT")


def _script(name: str) -> str:
    return resources.files("graph.store").joinpath(name).read_text(encoding="utf-8")


def apply(db: sqlite3.Connection, change: Change, stamp: Stamp) -> Applied:
    """Apply a change in one transaction; returns the numbers of what was written and what is gone."""
    return _Apply(db).run(change, stamp)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _write_stamp(db: sqlite3.Connection, stamp: Stamp) -> None:
    """Say what the file shows now."""
    shown = (stamp.ledger, stamp.generation, stamp.schema)
    db.execute("UPDATE stamp SET ledger = ?, generation = ?, schema = ?", shown)


def numbers(db: sqlite3.Connection, table: str, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of entities or articles; unknown ids are left out."""
    query = {"entities": "SELECT id, n FROM entities WHERE id", "articles": "SELECT id, n FROM articles WHERE id"}
    return dict(db.execute(query[table] + _IN, (listed(set(ids)),)).fetchall())


class _Apply:
    """One change on its way into the tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def run(self, change: Change, stamp: Stamp) -> Applied:
        """Delete, write, count, and say what the file shows now."""
        with transaction(self.db):
            touched, gone = self._delete(change)
            written = self._upsert(change)
            touched |= {i for r in change.relationships for i in (r.subject, r.object)}
            self.db.execute(_DEGREE + _IN, (listed(touched),))
            _write_stamp(self.db, stamp)
            entities = self._numbers("entities", (e.id for e in change.entities))
        return Applied(tuple(written), tuple(gone), tuple(entities.values()))

    def _delete(self, change: Change) -> tuple[set[str], list[int]]:
        """Delete what is gone; returns the ids of entities that lost a relationship, and the numbers of those lost."""
        touched: set[str] = set()
        gone: list[int] = []
        for key in change.gone_relationships:
            numbers = self._numbers("entities", (key.subject, key.object))
            gone += self._drop_relationships(
                "SELECT n FROM relationships WHERE subject = ? AND relation = ? AND object = ?",
                (numbers.get(key.subject, -1), key.relation, numbers.get(key.object, -1)),
            )
            touched |= {key.subject, key.object}
        for number in self._numbers("entities", change.gone_entities).values():
            around = self.db.execute(
                "SELECT e.id FROM relationships r JOIN entities e ON e.n IN (r.subject, r.object)"
                " WHERE ? IN (r.subject, r.object)",
                (number,),
            )
            touched |= {row["id"] for row in around}
            gone += self._drop_relationships(
                "SELECT n FROM relationships WHERE subject = ?1 UNION SELECT n FROM relationships WHERE object = ?1",
                (number,),
            )
            self._delete_from(_ENTITY_TABLES, number)
        for number in self._numbers("articles", change.gone_articles).values():
            self._delete_from(_ARTICLE_TABLES, number)
        return touched, gone

    def _delete_from(self, statements: Sequence[str], number: int) -> None:
        for statement in statements:
            self.db.execute(statement, (number,))

    def _drop_relationships(self, which: str, parameters: Sequence[object]) -> list[int]:
        numbers = [row[0] for row in self.db.execute(which, parameters).fetchall()]
        for number in numbers:
            self.db.execute("DELETE FROM evidence WHERE relationship = ?", (number,))
            self.db.execute("DELETE FROM relationships WHERE n = ?", (number,))
        return numbers

    def _upsert(self, change: Change) -> list[int]:
        """Write what changed; returns the numbers of the relationships."""
        self._upsert_entities(change.entities)
        self._upsert_articles(change.articles)
        return self._upsert_relationships(change.relationships)

    def _upsert_entities(self, entities: Sequence[Entity]) -> None:
        self.db.executemany(
            "INSERT INTO entities (id, type, name, aliases, keys, year, kind) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET type = excluded.type, name = excluded.name, aliases = excluded.aliases,"
            " keys = excluded.keys, year = excluded.year, kind = excluded.kind",
            ((e.id, e.type, e.name, listed(e.aliases), listed(e.keys), e.year, e.kind) for e in entities),
        )
        numbers = self._numbers("entities", (e.id for e in entities))
        self.db.executemany("DELETE FROM keys WHERE entity = ?", ((n,) for n in numbers.values()))
        self.db.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", ((key, numbers[e.id]) for e in entities for key in e.keys)
        )
        self.db.executemany("DELETE FROM words WHERE rowid = ?", ((n,) for n in numbers.values()))
        self.db.executemany(
            "INSERT INTO words (rowid, keys) VALUES (?, ?)",
            ((numbers[e.id], search_words(e.keys, e.name)) for e in entities),
        )

    def _upsert_articles(self, articles: Sequence[ArticleNode]) -> None:
        self.db.executemany(
            "INSERT INTO articles (id, title, publisher, url, published) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET title = excluded.title, publisher = excluded.publisher,"
            " url = excluded.url, published = excluded.published",
            ((a.id, a.title, a.publisher, a.url, a.published) for a in articles),
        )
        numbers = self._numbers("articles", (a.id for a in articles))
        entities = self._numbers("entities", (m for a in articles for m in a.mentions))
        self.db.executemany("DELETE FROM mentions WHERE article = ?", ((n,) for n in numbers.values()))
        self.db.executemany(
            "INSERT OR IGNORE INTO mentions VALUES (?, ?)",
            ((numbers[a.id], entities[m]) for a in articles for m in a.mentions if m in entities),
        )

    def _upsert_relationships(self, relationships: Sequence[Relationship]) -> list[int]:
        entities = self._numbers("entities", (i for r in relationships for i in (r.subject, r.object)))
        articles = self._numbers("articles", (e.article for r in relationships for e in r.evidence))
        keys = [(entities[r.subject], r.relation.value, entities[r.object]) for r in relationships]
        self.db.executemany("INSERT OR IGNORE INTO relationships (subject, relation, object) VALUES (?, ?, ?)", keys)
        find = "SELECT n FROM relationships WHERE subject = ? AND relation = ? AND object = ?"
        numbers = [self.db.execute(find, key).fetchone()[0] for key in keys]
        self.db.executemany("DELETE FROM evidence WHERE relationship = ?", ((n,) for n in numbers))
        self.db.executemany(
            "INSERT INTO evidence (relationship, article, start, date, status, detail, quote)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (n, articles[e.article], e.start, e.date, e.status, e.detail, e.quote)
                for n, r in zip(numbers, relationships, strict=True)
                for e in r.evidence
            ),
        )
        return numbers

    def _numbers(self, table: str, ids: Iterable[str]) -> dict[str, int]:
        return numbers(self.db, table, ids)
