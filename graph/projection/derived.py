"""The derived tables: names, credits and entities of one ledger in a SQLite file, so that a change costs only itself.

All of it follows from the ledger and can be thrown away. Names, articles and entities are numbered here; credits have
the numbers of their statements in the ledger.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph.errors import DatabaseError
from graph.identity.collect import ArticleNames
from graph.identity.inputs import AliasUse, ExternalUse, NameUse
from graph.identity.judged import decided
from graph.identity.rules import blocks
from graph.model import (
    Article,
    Decision,
    Entity,
    EntityType,
    Judgement,
    MentionKey,
    Relation,
    RelationshipKey,
)
from graph.names import search_words
from graph.storage import touch_private

LAYOUT = 2
_IN = " IN (SELECT value FROM json_each(?))"
_NAME = "SELECT type, name, year, n FROM names"

_DROP_ARTICLE = (
    "DELETE FROM uses WHERE article = ?",
    "DELETE FROM aliases WHERE article = ?",
    "DELETE FROM externals WHERE article = ?",
    "DELETE FROM credits WHERE article = ?",
    "DELETE FROM articles WHERE n = ?",
)


@dataclass(frozen=True, slots=True)
class Meta:
    """Which ledger and generation the tables show, since when they know what was touched, and by which rules."""

    ledger: str
    generation: int
    base: int
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One credit by numbers: the statement's in the ledger, then those of article and names."""

    number: int
    article: int
    subject: int
    relation: Relation
    object: int


class Derived:
    """The open tables. What people decided is kept beside them (`judge`), because it is little and always needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.links: Sequence[ExternalUse] = ()
        self.judged: frozenset[MentionKey] = frozenset()
        try:
            touch_private(path)
            self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseError(f"{path} can't be opened: {error}", "check the rights of the workspace") from error
        self._keys: dict[int, MentionKey] = {}

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Take in the effective judgements: ids in other databases given by hand, and the keys that were decided on."""
        judgements = list(judgements)
        links = (j for j in judgements if j.decision is Decision.LINK)
        self.links = [ExternalUse(j.a, j.external) for j in links if j.a is not None]
        self.judged = decided(judgements).keys()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def meta(self) -> Meta | None:
        """What the tables show; None if they are missing, damaged or of another layout."""
        try:
            row = self.db.execute("SELECT ledger, generation, base, layout, rules FROM meta").fetchone()
        except sqlite3.Error:
            return None
        return Meta(row[0], row[1], row[2], frozenset(json.loads(row[4]))) if row and row[3] == LAYOUT else None

    def write_meta(self, meta: Meta) -> None:
        """Say what the tables show now."""
        self.db.execute("DELETE FROM meta")
        values = (meta.ledger, meta.generation, meta.base, LAYOUT, json.dumps(sorted(meta.rules)))
        self.db.execute("INSERT INTO meta VALUES (?, ?, ?, ?, ?)", values)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def script(self, name: str) -> None:
        """Run one of this package's SQL scripts, statement by statement, inside the running transaction."""
        text = resources.files("graph.projection").joinpath(name).read_text(encoding="utf-8")
        for statement in text.split(";\n"):
            if statement.strip():
                self.db.execute(statement)

    # --- numbers -----------------------------------------------------------------------------------------------------

    def number(self, key: MentionKey) -> int:
        """The number of a name, given to it now if it has none."""
        where = (key.name, key.type, key.year or 0)
        row = self.db.execute("SELECT n FROM names WHERE name = ? AND type = ? AND year = ?", where).fetchone()
        if row:
            return int(row[0])
        (block,) = blocks(key)
        insert = "INSERT INTO names (name, type, year, block) VALUES (?, ?, ?, ?)"
        return int(self.db.execute(insert, (*where, block)).lastrowid or 0)

    def numbers(self, keys: Iterable[MentionKey]) -> dict[MentionKey, int]:
        """The numbers of names."""
        return {key: self.number(key) for key in keys}

    def key(self, number: int) -> MentionKey:
        """The name with this number."""
        if number not in self._keys:
            row = self.db.execute(_NAME + " WHERE n = ?", (number,)).fetchone()
            self._keys[number] = MentionKey(EntityType(row[0]), row[1], row[2] or None)
        return self._keys[number]

    def article_number(self, article_id: str) -> int | None:
        """The number of an article that is here."""
        row = self.db.execute("SELECT n FROM articles WHERE id = ?", (article_id,)).fetchone()
        return int(row[0]) if row else None

    # --- articles ----------------------------------------------------------------------------------------------------

    def drop_article(self, number: int) -> None:
        """Take out an article and all that it says."""
        for statement in _DROP_ARTICLE:
            self.db.execute(statement, (number,))

    def put_article(self, article: Article, names: ArticleNames, number: int | None = None) -> int:
        """Put in an article with the names that it uses, under a number that it had before or a new one, which is
        returned. Its credits follow by `put_credits`."""
        insert = "INSERT INTO articles (n, id, title, publisher, url, published) VALUES (?, ?, ?, ?, ?, ?)"
        head = (number, article.id, article.title, article.publisher, article.url, article.published)
        number = int(self.db.execute(insert, head).lastrowid or 0)
        of = self.numbers(names.mentioned())
        self.db.executemany(
            "INSERT INTO uses VALUES (?, ?, ?, ?, ?)",
            ((number, of[u.mention], u.name, u.count, u.kind) for u in names.uses),
        )
        self.db.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?, ?)",
            ((number, of[a.name], of[a.alias], a.rule) for a in names.aliases),
        )
        self.db.executemany(
            "INSERT INTO externals VALUES (?, ?, ?)",
            ((number, of[e.mention], e.external) for e in names.externals),
        )
        return number

    def put_credits(self, credits: Iterable[CreditRow]) -> None:
        """Put in credits."""
        rows = ((c.number, c.article, c.subject, c.relation, c.object) for c in credits)
        self.db.executemany("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", rows)

    def names_in(self, article: int) -> set[MentionKey]:
        """The names whose resolution an article bears on: those it uses, states aliases of, or gives ids for."""
        query = (
            "SELECT name FROM uses WHERE article = ?1 UNION SELECT name FROM externals WHERE article = ?1"
            " UNION SELECT name FROM aliases WHERE article = ?1 UNION SELECT alias FROM aliases WHERE article = ?1"
        )
        return {self.key(row[0]) for row in self.db.execute(query, (article,)).fetchall()}

    # --- a source of names (graph.identity.closure.NameSource) -------------------------------------------------------

    def in_blocks(self, found: Collection[str]) -> Iterable[MentionKey]:
        """The keys in use that lie in any of these blocks."""
        query = "SELECT n FROM names WHERE block" + _IN + " AND EXISTS (SELECT 1 FROM uses WHERE uses.name = names.n)"
        return [self.key(row[0]) for row in self.db.execute(query, (_list(found),))]

    def aliases(self, keys: Collection[MentionKey]) -> Iterable[AliasUse]:
        """All stated aliases one end of which is among the keys."""
        numbers = _list(self.numbers(keys).values())
        query = "SELECT x.name, x.alias, x.rule, a.id FROM aliases x JOIN articles a ON a.n = x.article WHERE x."
        for end in ("name", "alias"):
            for name, alias, rule, article in self.db.execute(query + end + _IN, (numbers,)).fetchall():
                yield AliasUse(self.key(name), self.key(alias), rule, article)

    def sharing(self, keys: Collection[MentionKey]) -> Iterable[MentionKey]:
        """The keys that have an id in another database in common with any of these."""
        ids = {use.external for use in self.externals(keys)}
        rows = self.db.execute("SELECT DISTINCT name FROM externals WHERE external" + _IN, (_list(ids),))
        given = [self.key(row[0]) for row in rows] if ids else []
        return [*given, *(link.mention for link in self.links if link.external in ids)]

    def externals(self, keys: Collection[MentionKey]) -> Iterable[ExternalUse]:
        """The ids in other databases that these keys have."""
        numbers = _list(self.numbers(keys).values())
        query = "SELECT DISTINCT name, external FROM externals WHERE name" + _IN
        given = [ExternalUse(self.key(n), e) for n, e in self.db.execute(query, (numbers,))]
        return dict.fromkeys([*given, *(link for link in self.links if link.mention in keys)])

    def uses(self, keys: Collection[MentionKey], scoped: Collection[tuple[MentionKey, str]]) -> Iterable[NameUse]:
        """All uses of the keys, and the uses of each scoped key in its article.

        Where no article can mean something of its own by a key, the uses of one spelling are one sum, without article.
        """
        numbers = self.numbers(keys)
        told = self.db.execute("SELECT DISTINCT alias FROM aliases WHERE alias" + _IN, (_list(numbers.values()),))
        narrow = {self.key(row[0]) for row in told} | self.judged
        query = "SELECT u.name, u.written, a.id, u.count, u.kind FROM uses u JOIN articles a ON a.n = u.article"
        query += " WHERE u.name"
        detailed = _list(n for key, n in numbers.items() if key in narrow)
        summed = _list(n for key, n in numbers.items() if key not in narrow)
        rows = self.db.execute(
            f"SELECT name, written, '', sum(count), kind FROM uses WHERE name{_IN} GROUP BY name, written, kind",
            (summed,),
        ).fetchall()
        silent = _list({row[0] for row in rows if not row[3]})
        rows = [row for row in rows if row[3]]
        rows += self.db.execute(query + _IN, (detailed,)).fetchall()
        rows += self.db.execute(query + _IN + " AND u.count = 0", (silent,)).fetchall()
        yield from (NameUse(self.key(row[0]), *row[1:]) for row in rows)
        for key, article_id in scoped:
            where = (self.number(key), article_id)
            for row in self.db.execute(query + " = ? AND a.id = ?", where).fetchall():
                yield NameUse(self.key(row[0]), *row[1:])

    # --- entities ----------------------------------------------------------------------------------------------------

    def entity_numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of entities that are here."""
        return dict(self.db.execute("SELECT id, n FROM entities WHERE id" + _IN, (_list(ids),)).fetchall())

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities with these ids that are here."""
        rows = self.db.execute(
            "SELECT id, type, name, aliases, keys, year, kind FROM entities WHERE id" + _IN, (_list(ids),)
        )
        return {row[0]: entity_of_row(row) for row in rows}

    def relationship_key(self, subject: int, relation: str, object_: int) -> RelationshipKey:
        """The key of a relationship between two entities by their numbers."""
        ids = dict(self.db.execute("SELECT n, id FROM entities WHERE n IN (?, ?)", (subject, object_)).fetchall())
        return RelationshipKey(ids[subject], Relation(relation), ids[object_])


def entity_of_row(row: Sequence[str | int | None]) -> Entity:
    """An entity from its row (id, type, name, aliases, keys, year, kind)."""
    id_, type_, name, aliases, keys, year, kind = row
    return Entity(
        str(id_),
        EntityType(str(type_)),
        str(name),
        tuple(json.loads(str(aliases))),
        tuple(json.loads(str(keys))),
        int(year) if year is not None else None,
        str(kind),
    )


def row_of_entity(entity: Entity) -> tuple[str | int | None, ...]:
    """The row of an entity (id, type, name, aliases, keys, year, kind, and the words by which it is found)."""
    return (
        entity.id,
        entity.type.value,
        entity.name,
        _list(entity.aliases) if entity.aliases else "[]",
        _list(entity.keys),
        entity.year,
        entity.kind,
        search_words(entity.keys, entity.name),
    )


def _list(items: Iterable[object]) -> str:
    return json.dumps(list(items), ensure_ascii=False)
