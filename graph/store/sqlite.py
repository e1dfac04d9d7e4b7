"""The graph in one SQLite file: names, evidence and articles, for answers that need no Cypher.

The search for paths runs over the adjacency index (graph.paths), which is built from this file; entities and
relationships are numbered here (`n`), and the index speaks in these numbers.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
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
from graph.store import sqlite_write
from graph.store.base import Change, Counts, Stamp
from graph.store.bulk import GraphRows, listed, rows_of
from graph.store.sqlite_write import Applied

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
        self.load(rows_of(graph), stamp)

    def load(self, rows: GraphRows, stamp: Stamp) -> None:
        """The same with a graph in rows, which need not be in memory."""
        self.close()
        beside = self.path.with_name(self.path.name + ".new")
        try:
            beside.unlink(missing_ok=True)
            with closing(SqliteGraph(beside)) as fresh:
                sqlite_write.load(fresh.db, rows, stamp)
            with writing(f"the graph {self.path}"):
                sync(beside)
                # The database goes before its log: without the log it would show a state that never was.
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
                beside.replace(self.path)
            self.db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise explained(error, f"the graph {self.path}", MEND) from error

    def apply(self, change: Change, stamp: Stamp) -> Applied:
        """Apply a change in one transaction; returns the numbers of what was written and what is gone.

        Raises DatabaseError where the file is damaged or can't be written.
        """
        try:
            return sqlite_write.apply(self.db, change, stamp)
        except sqlite3.Error as error:
            raise explained(error, f"the graph {self.path}", MEND) from error

    def _numbers(self, table: str, ids: Iterable[str]) -> dict[str, int]:
        return sqlite_write.numbers(self.db, table, ids)

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
        rows = self.db.execute("SELECT * FROM entities WHERE id" + _IN, (listed(wanted),))
        found = {row["id"]: _entity(row) for row in rows}
        return [found[i] for i in wanted if i in found]

    def degrees(self, ids: Iterable[str]) -> dict[str, int]:
        """How many relationships each of these entities has."""
        return dict(self.db.execute("SELECT id, degree FROM entities WHERE id" + _IN, (listed(ids),)).fetchall())

    def hubs(self, types: Collection[EntityType], limit: int) -> list[Entity]:
        """The entities of these types with most relationships, then by name and id."""
        rows = self.db.execute(
            "SELECT * FROM entities WHERE type" + _IN + " ORDER BY degree DESC, name, id LIMIT ?",
            (listed(types), limit),
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
        rows = self.db.execute("SELECT n, name, id FROM entities WHERE n" + _IN, (listed(numbers),))
        return {row["n"]: (row["name"], row["id"]) for row in rows}

    def entities_by_number(self, numbers: Iterable[int]) -> dict[int, Entity]:
        """Entities by their numbers."""
        rows = self.db.execute("SELECT * FROM entities WHERE n" + _IN, (listed(numbers),))
        return {row["n"]: _entity(row) for row in rows}

    def nodes_by_number(self, numbers: Iterable[int]) -> dict[int, tuple[Entity, int]]:
        """Entities, and how many relationships each has, by their numbers."""
        rows = self.db.execute("SELECT * FROM entities WHERE n" + _IN, (listed(numbers),))
        return {row["n"]: (_entity(row), row["degree"]) for row in rows}

    def relationships_by_number(self, numbers: Iterable[int]) -> dict[int, Relationship]:
        """Relationships, with all their evidence, by their numbers."""
        rows = self.db.execute(_EVIDENCE + " WHERE r.n" + _IN + " ORDER BY r.n", (listed(numbers),)).fetchall()
        order = list(dict.fromkeys(row["n"] for row in rows))
        return dict(zip(order, _relationships(rows), strict=True))


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
