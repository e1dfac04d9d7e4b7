"""Reads from the derived tables what a person needs to decide: who there is, what is around them, by which names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.identity.candidates import Surroundings
from graph.model import Entity, EntityType, MentionKey
from graph.names import lookup_keys
from graph.projection.derived import Derived, entity_of_row

_ENTITIES = "SELECT id, type, name, aliases, keys, year, kind FROM entities"
_PLACES = "(SELECT name, NULL AS article, entity FROM wholes UNION ALL SELECT name, article, entity FROM scoped)"


class Look:
    """Questions to the derived tables."""

    def __init__(self, derived: Derived) -> None:
        self._derived = derived
        self._db = derived.db

    def entities(self) -> list[Entity]:
        """All entities."""
        return [entity_of_row(row) for row in self._db.execute(_ENTITIES + " ORDER BY id")]

    def surroundings(self) -> Surroundings:
        """Whom each entity has a credit with, and which articles use its names."""
        ids: dict[int, str] = dict(self._db.execute("SELECT n, id FROM entities").fetchall())
        wholes: dict[int, int] = dict(self._db.execute("SELECT name, entity FROM wholes").fetchall())
        scoped = {(n, a): e for n, a, e in self._db.execute("SELECT name, article, entity FROM scoped")}
        around: dict[str, set[str]] = defaultdict(set)
        named: dict[str, set[str]] = defaultdict(set)
        for article, subject, object_ in self._db.execute("SELECT article, subject, object FROM credits"):
            a, b = (ids[scoped.get((n, article)) or wholes[n]] for n in (subject, object_))
            around[a].add(b)
            around[b].add(a)
            named[a].add(str(article))
            named[b].add(str(article))
        return Surroundings(
            {i: frozenset(others) for i, others in around.items()}, {i: frozenset(some) for i, some in named.items()}
        )

    def keys_of(self, entity_id: str) -> list[MentionKey]:
        """The names that an entity consists of, the whole ones first, in order."""
        rows = self._db.execute(
            f"SELECT DISTINCT p.name, p.article IS NOT NULL FROM {_PLACES} p JOIN entities e ON e.n = p.entity"
            " WHERE e.id = ? ORDER BY 2",
            (entity_id,),
        ).fetchall()
        found = [(scoped, self._derived.key(name)) for name, scoped in rows]
        return [k for _, k in sorted(found, key=lambda f: (f[0], f[1].name, f[1].year or 0))]

    def has_whole_name(self, entity_id: str) -> bool:
        """Whether an entity has a name that stands for it wherever nothing else is said, not in some articles only."""
        query = "SELECT 1 FROM wholes w JOIN entities e ON e.n = w.entity WHERE e.id = ? LIMIT 1"
        return self._db.execute(query, (entity_id,)).fetchone() is not None

    def keys_named(self, types: Iterable[EntityType], name: str, year: int | None = None) -> list[MentionKey]:
        """The names in use that `name` is, exactly or with another article at a film's head."""
        for place in range(3):
            found = []
            for type_ in types:
                wanted = lookup_keys(type_, name)[place : place + 1]
                rows = self._db.execute(
                    "SELECT n, year FROM names WHERE name = ? AND type = ?"
                    " AND EXISTS (SELECT 1 FROM uses WHERE uses.name = names.n AND uses.count > 0) ORDER BY year",
                    (*(wanted or ("",)), type_.value),
                ).fetchall()
                found += [self._derived.key(n) for n, dated in rows if year is None or dated == year]
            if found:
                return found
        return []

    def entity_with(self, mention: MentionKey) -> Entity | None:
        """The entity that a name is now (of several, by article, the first); None if nobody is."""
        rows = self._db.execute(
            f"{_ENTITIES} WHERE n IN (SELECT p.entity FROM {_PLACES} p WHERE p.name = ?) ORDER BY id",
            (self._derived.number(mention),),
        )
        row = rows.fetchone()
        return entity_of_row(row) if row else None

    def written(self, mention: MentionKey) -> str:
        """How a name is written most often; its key where nobody writes it."""
        row = self._db.execute(
            "SELECT u.written FROM names n JOIN uses u ON u.name = n.n WHERE n.name = ? AND n.type = ? AND n.year = ?"
            " GROUP BY u.written ORDER BY sum(u.count) DESC, u.written LIMIT 1",
            (mention.name, mention.type, mention.year or 0),
        ).fetchone()
        return str(row[0]) if row else mention.name

    def articles_of(self, mention: MentionKey) -> list[str]:
        """The ids of the articles that use a name."""
        query = "SELECT DISTINCT a.id FROM uses u JOIN articles a ON a.n = u.article WHERE u.name = ? AND u.count > 0"
        return [row[0] for row in self._db.execute(query, (self._derived.number(mention),))]
