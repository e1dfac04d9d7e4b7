"""From the derived tables to what a store is given: the whole graph in parts, or what changed since a generation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from graph.ledger import Ledger
from graph.model import (
    ArticleNode,
    Evidence,
    Graph,
    Relation,
    Relationship,
    RelationshipKey,
    Statement,
)
from graph.projection.corrections import Corrections
from graph.projection.derived import Derived, entity_of_row
from graph.store.base import Change

_PART = 20_000
_ENTITY_OF = (
    " LEFT JOIN scoped ss ON ss.name = c.subject AND ss.article = c.article LEFT JOIN wholes ws ON ws.name = c.subject"
    " LEFT JOIN scoped so ON so.name = c.object AND so.article = c.article LEFT JOIN wholes wo ON wo.name = c.object"
)
_ENDS = "coalesce(ss.entity, ws.entity)", "coalesce(so.entity, wo.entity)"
_NAMES = "(SELECT name FROM wholes WHERE entity = {0} UNION SELECT name FROM scoped WHERE entity = {0})"
_CREDITS_BETWEEN = (
    f"SELECT c.n FROM credits c {_ENTITY_OF} WHERE c.subject IN {_NAMES.format('?1')}"
    f" AND c.object IN {_NAMES.format('?3')} AND c.relation = ?2 AND {_ENDS[0]} = ?1 AND {_ENDS[1]} = ?3 ORDER BY c.n"
)
_MENTIONED = (
    "SELECT DISTINCT e.id FROM uses u LEFT JOIN scoped s ON s.name = u.name AND s.article = u.article"
    " LEFT JOIN wholes w ON w.name = u.name JOIN entities e ON e.n = coalesce(s.entity, w.entity)"
    " WHERE u.article = ? AND u.count > 0 ORDER BY e.id"
)


def joined(parts: Iterable[Graph]) -> Graph:
    """The whole graph from its parts, in canonical order."""
    found = list(parts)
    return Graph(
        tuple(e for p in found for e in p.entities),
        tuple(r for p in found for r in p.relationships),
        tuple(a for p in found for a in p.articles),
    ).canonical()


class Show:
    """Reads graphs and changes from the tables; sentences come from the ledger."""

    def __init__(self, derived: Derived, ledger: Ledger) -> None:
        self._derived = derived
        self._db = derived.db
        self._ledger = ledger
        self._corrections = Corrections.of(ledger.effective_judgements())
        self._heads: dict[str, tuple[str, str, str, str, str]] = {}

    # --- the whole ---------------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[Graph]:
        """The whole graph in parts that fit into memory: entities first, then articles, then relationships."""
        rows = self._db.execute("SELECT id, type, name, aliases, keys, year, kind FROM entities ORDER BY id")
        entities = map(entity_of_row, rows)
        while some := tuple(islice(entities, _PART)):
            yield Graph(entities=some)
        ids = [row[0] for row in self._db.execute("SELECT id FROM articles ORDER BY id")]
        for start in range(0, len(ids), _PART):
            yield Graph(articles=tuple(self._nodes(ids[start : start + _PART])))
        relationships = self._all_relationships()
        while more := tuple(islice(relationships, _PART)):
            yield Graph(relationships=more)

    def _all_relationships(self) -> Iterator[Relationship]:
        ids = dict(self._db.execute("SELECT n, id FROM entities"))
        rows = self._db.execute(
            f"SELECT {_ENDS[0]} AS s, c.relation, {_ENDS[1]} AS o, c.n FROM credits c {_ENTITY_OF}"
            " ORDER BY s, 2, o, c.n"
        )
        groups = groupby(rows, key=lambda row: row[:3])
        numbered = ((key, [row[3] for row in group]) for key, group in groups)
        while some := list(islice(numbered, _PART)):
            found = self._statements(n for _, numbers in some for n in numbers)
            for (subject, relation, object_), numbers in some:
                key = RelationshipKey(ids[subject], Relation(relation), ids[object_])
                yield Relationship.of(key, (self._evidence(found[n]) for n in numbers))

    # --- what changed ------------------------------------------------------------------------------------------------

    def since(self, generation: int) -> Change:
        """What must be written to bring a store from `generation` (not before the tables' base) to what they show."""
        touched: dict[str, list[str]] = defaultdict(list)
        query = "SELECT DISTINCT kind, id FROM touched WHERE generation > ? ORDER BY kind, id"
        for kind, id_ in self._db.execute(query, (generation,)):
            touched[kind].append(id_)
        entities = self._derived.entities(touched["entity"])
        nodes = tuple(self._nodes(touched["article"]))
        keys = [RelationshipKey(s, Relation(r), o) for s, r, o in map(json.loads, touched["relationship"])]
        relationships = tuple(self._relationships(keys))
        return Change(
            tuple(entities.values()),
            relationships,
            nodes,
            frozenset(touched["entity"]) - entities.keys(),
            frozenset(keys) - {r.key for r in relationships},
            frozenset(touched["article"]) - {node.id for node in nodes},
        )

    def _relationships(self, keys: Iterable[RelationshipKey]) -> Iterator[Relationship]:
        keys = list(keys)
        numbers = self._derived.entity_numbers({i for k in keys for i in (k.subject, k.object)})
        credits: dict[RelationshipKey, list[int]] = {}
        for key in keys:
            if key.subject in numbers and key.object in numbers:
                ends = (numbers[key.subject], key.relation.value, numbers[key.object])
                credits[key] = [row[0] for row in self._db.execute(_CREDITS_BETWEEN, ends)]
        found = self._statements(n for some in credits.values() for n in some)
        for key, some in credits.items():
            if some:
                yield Relationship.of(key, (self._evidence(found[n]) for n in some))

    def _statements(self, numbers: Iterable[int]) -> dict[int, Statement]:
        kept = ((n, self._corrections.apply(s)) for n, s in self._ledger.by_number(numbers))
        return {n: s for n, s in kept if s is not None}

    def _evidence(self, s: Statement) -> Evidence:
        id_, title, publisher, url, published = self._head(s.article_id)
        return Evidence(id_, title, publisher, published, s.quote, url, s.status, s.detail, s.span.start)

    def _head(self, article_id: str) -> tuple[str, str, str, str, str]:
        """An article's id, title, publisher, address and date."""
        if article_id not in self._heads:
            if len(self._heads) > _PART:
                self._heads.clear()
            query = "SELECT id, title, publisher, url, published FROM articles WHERE id = ?"
            self._heads[article_id] = self._db.execute(query, (article_id,)).fetchone()
        return self._heads[article_id]

    def _nodes(self, ids: Iterable[str]) -> Iterator[ArticleNode]:
        for id_ in ids:
            number = self._derived.article_number(id_)
            if number is not None:
                mentioned = tuple(row[0] for row in self._db.execute(_MENTIONED, (number,)))
                yield ArticleNode(*self._head(id_), mentioned)
