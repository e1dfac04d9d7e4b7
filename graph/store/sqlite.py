"""The graph in one SQLite file: names, evidence and articles, for answers that need no Cypher.

The search for paths runs over the adjacency index (graph.paths), which is built from this file; entities and
relationships are numbered here (`n`), and the index speaks in these numbers.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Filters,
    Graph,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)
from graph.names import fold
from graph.storage import connect, explained, sync, writing
from graph.store.base import Change, Counts, Stamp

MEND = "build it again: reelgraph rebuild"
_IN = " IN (SELECT value FROM json_each(?))"
_EVIDENCE = (
    "SELECT r.n, s.id AS subject, r.relation, o.id AS object, e.start, e.date, e.status, e.detail, e.quote,"
    " a.id AS article, a.title, a.publisher, a.url FROM relationships r"
    " JOIN entities s ON s.n = r.subject JOIN entities o ON o.n = r.object"
    " JOIN evidence e ON e.relationship = r.n JOIN articles a ON a.n = e.article"
)
_TOUCHING = (
    " WHERE r.n IN (SELECT n FROM relationships WHERE subject = ?1 UNION SELECT n FROM relationships WHERE object = ?1)"
)


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


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a change did, in numbers: relationships written, relationships gone, entities written."""

    written: tuple[int, ...]
    gone: tuple[int, ...]
    entities: tuple[int, ...]


class SqliteGraph:
    """A model.Graph in a SQLite file. Readers go on while one process writes (write-ahead log)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The open connection; made at first use."""
        if self._connection is None:
            try:
                self._connection = connect(self.path, log=False)
            except sqlite3.Error as error:
                raise explained(error, f"the graph {self.path}", MEND) from error
        return self._connection

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def hold(self) -> None:
        """Go on seeing the graph as it is now, whatever is written, until `release`. Raises DatabaseError."""
        try:
            if not self.db.in_transaction:
                self.db.execute("BEGIN")
        except sqlite3.Error as error:
            raise explained(error, f"the graph {self.path}", MEND) from error

    @property
    def held(self) -> bool:
        """Whether the graph is held as it was at one moment."""
        return self._connection is not None and self._connection.in_transaction

    def release(self) -> None:
        """See what is written again."""
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def stamp(self) -> Stamp | None:
        """Which ledger and generation this file shows; None if it isn't there or can't be trusted."""
        if not self.path.exists():
            return None
        row = self._stamp_row()
        return Stamp(row["ledger"], row["generation"], row["schema"]) if row else None

    def state(self) -> str:
        """Which state of which file this is: ledger, generation, layout, and the numbering of this very file.

        A graph that is written anew numbers everything anew, also where it shows the generation that it showed before.
        """
        row = self._stamp_row()
        return ":".join(map(str, row)) if row else ""

    def _stamp_row(self) -> sqlite3.Row | None:
        try:
            row: sqlite3.Row | None = self.db.execute(
                "SELECT ledger, generation, schema, numbering FROM stamp"
            ).fetchone()
        except sqlite3.Error:
            return None
        return row

    # --- writing -----------------------------------------------------------------------------------------------------

    def replace(self, graph: Graph, stamp: Stamp) -> None:
        """Write a new file beside the old one and rename it into place. Raises DatabaseError where that can't be."""
        self.load((graph,), stamp)

    def load(self, parts: Iterable[Graph], stamp: Stamp) -> None:
        """The same with a graph in parts, each written before the next: entities, articles, relationships."""
        try:
            self._load(parts, stamp)
        except sqlite3.Error as error:
            raise explained(error, f"the graph {self.path}", MEND) from error

    def _load(self, parts: Iterable[Graph], stamp: Stamp) -> None:
        self.close()
        beside = self.path.with_name(self.path.name + ".new")
        beside.unlink(missing_ok=True)
        fresh = SqliteGraph(beside)
        script = resources.files("graph.store").joinpath("sqlite.sql").read_text(encoding="utf-8")
        fresh.db.executescript(script)
        fresh.db.execute("PRAGMA synchronous = OFF")  # a file that is torn here is never renamed into place
        with fresh._transaction():
            for part in parts:
                fresh._upsert(Change(part.entities, part.relationships, part.articles))
            fresh.db.execute(
                "UPDATE entities SET degree = (SELECT count(*) FROM relationships r WHERE r.subject = entities.n)"
                " + (SELECT count(*) FROM relationships r WHERE r.object = entities.n)"
            )
            fresh._write_stamp(stamp, secrets.token_hex(8))
        fresh.close()
        with writing(f"the graph {self.path}"):
            sync(beside)
            # The database goes before its log: without the log it would show a state that never was.
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            beside.replace(self.path)
        self.db.execute("PRAGMA journal_mode = WAL")

    def apply(self, change: Change, stamp: Stamp) -> Applied:
        """Apply a change in one transaction; returns the numbers of what was written and what is gone.

        Raises DatabaseError where the file is damaged or can't be written.
        """
        try:
            return self._apply(change, stamp)
        except sqlite3.Error as error:
            raise explained(error, f"the graph {self.path}", MEND) from error

    def _apply(self, change: Change, stamp: Stamp) -> Applied:
        with self._transaction():
            touched, gone = self._delete(change)
            written = self._upsert(change)
            touched |= {i for r in change.relationships for i in (r.subject, r.object)}
            self._count_degrees(touched)
            self._write_stamp(stamp)
            entities = self._numbers("entities", (e.id for e in change.entities))
        return Applied(tuple(written), tuple(gone), tuple(entities.values()))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _write_stamp(self, stamp: Stamp, numbering: str | None = None) -> None:
        """Say what the file shows now; with `numbering`, also how it is numbered."""
        if numbering is not None:
            self.db.execute("INSERT INTO stamp VALUES ('', 0, 0, ?)", (numbering,))
        shown = (stamp.ledger, stamp.generation, stamp.schema)
        self.db.execute("UPDATE stamp SET ledger = ?, generation = ?, schema = ?", shown)

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
            ((e.id, e.type, e.name, _list(e.aliases), _list(e.keys), e.year, e.kind) for e in entities),
        )
        numbers = self._numbers("entities", (e.id for e in entities))
        self.db.executemany("DELETE FROM keys WHERE entity = ?", ((n,) for n in numbers.values()))
        self.db.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", ((key, numbers[e.id]) for e in entities for key in e.keys)
        )
        self.db.executemany("DELETE FROM words WHERE rowid = ?", ((n,) for n in numbers.values()))
        self.db.executemany(
            "INSERT INTO words (rowid, keys) VALUES (?, ?)",
            ((numbers[e.id], " ".join(dict.fromkeys([*e.keys, fold(e.name)]))) for e in entities),
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

    def _count_degrees(self, ids: Iterable[str]) -> None:
        self.db.execute(
            "UPDATE entities SET degree = (SELECT count(*) FROM relationships r WHERE r.subject = entities.n)"
            " + (SELECT count(*) FROM relationships r WHERE r.object = entities.n) WHERE id" + _IN,
            (_list(ids),),
        )

    def _numbers(self, table: str, ids: Iterable[str]) -> dict[str, int]:
        query = {"entities": "SELECT id, n FROM entities WHERE id", "articles": "SELECT id, n FROM articles WHERE id"}
        return dict(self.db.execute(query[table] + _IN, (_list(set(ids)),)).fetchall())

    # --- reading -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Graph:
        """Everything, in canonical order."""
        entities = tuple(_entity(row) for row in self.db.execute("SELECT * FROM entities"))
        relationships = tuple(_relationships(self.db.execute(_EVIDENCE + " ORDER BY r.n")))
        articles = self.db.execute("SELECT id FROM articles").fetchall()
        return Graph(entities, relationships, tuple(self.articles(row["id"] for row in articles))).canonical()

    def counts(self) -> Counts:
        """How many nodes and relationships there are."""
        by_type = dict(self.db.execute("SELECT type, count(*) FROM entities GROUP BY type").fetchall())
        return Counts(
            by_type.get("Person", 0),
            by_type.get("Film", 0),
            by_type.get("Company", 0),
            self.db.execute("SELECT count(*) FROM relationships").fetchone()[0],
            self.db.execute("SELECT count(*) FROM articles").fetchone()[0],
        )

    def named(self, key: str) -> list[Entity]:
        """Entities one of whose keys equals `key`, most credits first."""
        rows = self.db.execute(
            "SELECT e.* FROM keys k JOIN entities e ON e.n = k.entity WHERE k.key = ?"
            " ORDER BY e.degree DESC, e.name, e.id",
            (key,),
        )
        return [_entity(row) for row in rows]

    def find(self, text: str, limit: int) -> list[Entity]:
        """Entities whose names contain the words of `text`, prefixes included; exact names first, then most credits."""
        words = fold(text).split()
        if not words:
            return []
        match = " ".join(f'"{word}"*' for word in words)
        rows = self.db.execute(
            "SELECT e.* FROM words w JOIN entities e ON e.n = w.rowid WHERE words MATCH ?"
            " ORDER BY e.n NOT IN (SELECT entity FROM keys WHERE key = ?), e.degree DESC, e.name, e.id LIMIT ?",
            (match, " ".join(words), limit),
        )
        return [_entity(row) for row in rows]

    def near(self, key: str, limit: int) -> list[Entity]:
        """Entities with a name close to `key` in spelling (rapidfuzz's ratio of at least 70), closest first."""
        from rapidfuzz import fuzz, process  # only a mistyped name needs it

        keys = [row[0] for row in self.db.execute("SELECT DISTINCT key FROM keys ORDER BY key")]
        close = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=70, limit=limit)
        found = {entity.id: entity for name, _, _ in close for entity in self.named(name)}
        return list(found.values())[:limit]

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities with these ids, in that order."""
        wanted = list(ids)
        rows = self.db.execute("SELECT * FROM entities WHERE id" + _IN, (_list(wanted),))
        found = {row["id"]: _entity(row) for row in rows}
        return [found[i] for i in wanted if i in found]

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        """How many relationships each of these entities has."""
        return dict(self.db.execute("SELECT id, degree FROM entities WHERE id" + _IN, (_list(ids),)).fetchall())

    def hubs(self, types: Collection[EntityType], limit: int) -> list[Entity]:
        """The entities of these types with most relationships, then by name and id."""
        rows = self.db.execute(
            "SELECT * FROM entities WHERE type" + _IN + " ORDER BY degree DESC, name, id LIMIT ?",
            (_list(types), limit),
        )
        return [_entity(row) for row in rows]

    def relationships(self, ids: Iterable[str], filters: Filters) -> list[Relationship]:
        """Relationships that touch any of these entities, as the filters let them be seen, in order of key."""
        found: dict[RelationshipKey, Relationship] = {}
        for number in self._numbers("entities", ids).values():
            for relationship in _relationships(self.db.execute(_EVIDENCE + _TOUCHING + " ORDER BY r.n", (number,))):
                if (seen := filters.view(relationship)) is not None:
                    found[seen.key] = seen
        return [found[key] for key in sorted(found)]

    def articles(self, ids: Iterable[str]) -> list[ArticleNode]:
        """The article nodes with these ids, in that order."""
        found = []
        for article_id in ids:
            row = self.db.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
            if row is None:
                continue
            mentions = self.db.execute(
                "SELECT e.id FROM mentions m JOIN entities e ON e.n = m.entity WHERE m.article = ? ORDER BY e.id",
                (row["n"],),
            )
            found.append(
                ArticleNode(
                    row["id"],
                    row["title"],
                    row["publisher"],
                    row["url"],
                    row["published"],
                    tuple(m["id"] for m in mentions),
                )
            )
        return found

    # --- by number, for the index ------------------------------------------------------------------------------------

    def numbers_of(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of entities; unknown ids are left out."""
        return self._numbers("entities", ids)

    def labels(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Name and id of entities by their numbers."""
        rows = self.db.execute("SELECT n, name, id FROM entities WHERE n" + _IN, (_list(numbers),))
        return {row["n"]: (row["name"], row["id"]) for row in rows}

    def entities_by_number(self, numbers: Iterable[int]) -> dict[int, Entity]:
        """Entities by their numbers."""
        rows = self.db.execute("SELECT * FROM entities WHERE n" + _IN, (_list(numbers),))
        return {row["n"]: _entity(row) for row in rows}

    def relationships_by_number(self, numbers: Iterable[int]) -> dict[int, Relationship]:
        """Relationships, with all their evidence, by their numbers."""
        rows = self.db.execute(_EVIDENCE + " WHERE r.n" + _IN + " ORDER BY r.n", (_list(numbers),)).fetchall()
        order = list(dict.fromkeys(row["n"] for row in rows))
        return dict(zip(order, _relationships(rows), strict=True))


def _list(items: Iterable[object]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _entity(row: sqlite3.Row) -> Entity:
    return Entity(
        row["id"],
        EntityType(row["type"]),
        row["name"],
        tuple(json.loads(row["aliases"])),
        tuple(json.loads(row["keys"])),
        row["year"],
        row["kind"],
    )


def _relationships(rows: Iterable[sqlite3.Row]) -> Iterator[Relationship]:
    """Relationships from rows of _EVIDENCE that are ordered by relationship."""
    key: RelationshipKey | None = None
    number = -1
    evidence: list[Evidence] = []
    for row in rows:
        if row["n"] != number:
            if key is not None:
                yield Relationship.of(key, evidence)
            number, evidence = row["n"], []
            key = RelationshipKey(row["subject"], Relation(row["relation"]), row["object"])
        evidence.append(
            Evidence(
                row["article"],
                row["title"],
                row["publisher"],
                row["date"],
                row["quote"],
                row["url"],
                Status(row["status"]),
                row["detail"],
                row["start"],
            )
        )
    if key is not None:
        yield Relationship.of(key, evidence)
