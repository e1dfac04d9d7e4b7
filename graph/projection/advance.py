"""Bring the derived tables from one generation of the ledger to the next: only what was touched is computed again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.identity.closure import closure
from graph.identity.collect import article_names, mention_key, mentions
from graph.identity.inputs import Cluster
from graph.identity.resolve import resolve
from graph.ledger import Events, Ledger
from graph.model import Decision, Judgement, MentionKey, RelationshipKey, Statement
from graph.projection.corrections import Corrections
from graph.projection.derived import CreditRow, Derived, Meta, row_of_entity
from graph.projection.whole import is_prose

_ENDS = (
    "SELECT DISTINCT coalesce(ss.entity, ws.entity), c.relation, coalesce(so.entity, wo.entity) FROM credits c"
    " LEFT JOIN scoped ss ON ss.name = c.subject AND ss.article = c.article LEFT JOIN wholes ws ON ws.name = c.subject"
    " LEFT JOIN scoped so ON so.name = c.object AND so.article = c.article LEFT JOIN wholes wo ON wo.name = c.object"
)
Place = tuple[int, int | None]
"""A name's number, and an article's for what only that article means by it."""


@dataclass(slots=True)
class _Touched:
    """What must be written again in every store: ids of articles and entities, and relationships."""

    articles: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    relationships: set[RelationshipKey] = field(default_factory=set)


def advance(derived: Derived, ledger: Ledger, meta: Meta, events: Events) -> None:
    """Bring the tables from `meta` to the ledger's generation, and note what was touched."""
    judgements = ledger.effective_judgements()
    derived.judge(judgements)
    decided = _judged(ledger.judgements(), events.judgements)
    articles = events.articles | {a for j in decided if j.statement for a in j.articles}
    with derived.transaction():
        _Advance(derived, ledger, meta, judgements).run(articles, decided)
        derived.write_meta(replace(meta, generation=events.generation))


def _judged(everything: Iterable[Judgement], ids: frozenset[int]) -> list[Judgement]:
    """The judgements with these ids, and those that they undo (and that those undo)."""
    by_id = {j.id: j for j in everything}
    found: dict[int, Judgement] = {}
    wave = set(ids)
    while wave:
        found |= {i: by_id[i] for i in wave if i in by_id}
        wave = {j.undoes for j in found.values() if j.undoes is not None} - found.keys()
    return list(found.values())


class _Advance:
    """One step; its parts share the tables and what was touched."""

    def __init__(self, derived: Derived, ledger: Ledger, meta: Meta, judgements: list[Judgement]) -> None:
        self._derived = derived
        self._ledger = ledger
        self._meta = meta
        self._judgements = judgements
        self._touched = _Touched()
        self._numbers: dict[str, int] = {}

    def run(self, articles: frozenset[str] | set[str], decided: Iterable[Judgement]) -> None:
        """Take the touched articles in again, resolve what they and the decisions bear on, write what moved."""
        keys = {k for j in decided for k in (j.a, j.b) if k is not None}
        shared = [j.external for j in decided if j.decision is Decision.LINK]
        keys |= {link.mention for link in self._derived.links if link.external in shared}
        self._touched.articles |= articles
        keys |= self._drop(articles)
        keys |= self._put(articles)
        part = closure(keys, self._derived, self._judgements)
        # All places of an entity are written anew, so all its names must be resolved: also one that only an id joined
        # to the others, if that id is gone by now.
        while mates := self._mates(part.keys) - part.keys:
            part = closure(part.keys | mates, self._derived, self._judgements)
        clusters = part.clusters(resolve(part.names, self._meta.rules))
        self._write(part.keys, clusters)
        self._note_ends("c.article", self._article_numbers(articles))
        self._log()

    # --- articles ----------------------------------------------------------------------------------------------------

    def _article_numbers(self, articles: Iterable[str]) -> list[int]:
        found = (self._derived.article_number(a) for a in articles)
        return [number for number in found if number is not None]

    def _drop(self, articles: Iterable[str]) -> set[MentionKey]:
        keys: set[MentionKey] = set()
        for article in articles:
            if (number := self._derived.article_number(article)) is None:
                continue
            self._numbers[article] = number
            keys |= self._derived.names_in(number)
            self._note_ends("c.article", [number])
            self._derived.drop_article(number)
        return keys

    def _put(self, articles: Iterable[str]) -> set[MentionKey]:
        ids = sorted(articles)
        corrections = Corrections.of(self._judgements)
        statements: dict[str, list[tuple[int, Statement]]] = {i: [] for i in ids}
        for number, raw in self._ledger.numbered(ids):
            if (statement := corrections.apply(raw)) is not None:
                statements[statement.article_id].append((number, statement))
        aliases = [(a.article_id, a.alias) for a in self._ledger.aliases(ids)]
        externals = [(e.article_id, (e.mention, e.external)) for e in self._ledger.externals(ids)]
        keys: set[MentionKey] = set()
        for head in self._ledger.heads(ids):
            own = statements[head.id]
            names = article_names(
                head.id,
                mentions(s for _, s in own),
                [alias for i, alias in aliases if i == head.id],
                [external for i, external in externals if i == head.id],
                prose=all(is_prose(s.reader) for _, s in own[:1]),
            )
            article = self._derived.put_article(head, names, self._numbers.get(head.id))
            of = self._derived.numbers({mention_key(m) for _, s in own for m in (s.subject, s.object)})
            self._derived.put_credits(
                CreditRow(n, article, of[mention_key(s.subject)], s.relation, of[mention_key(s.object)]) for n, s in own
            )
            keys |= self._derived.names_in(article)
        return keys

    # --- entities ----------------------------------------------------------------------------------------------------

    def _write(self, keys: frozenset[MentionKey], clusters: Iterable[Cluster]) -> None:
        """Write the new clusters in the place of the old ones that hold any of the keys; note what that touches."""
        fresh = {c.entity.id: c for c in clusters}
        old = self._old_entities(keys)
        old_ids = self._places(old.values())
        new_ids = {place: id_ for id_, c in fresh.items() for place in self._places_of(c)}
        moved = {place for place in old_ids.keys() | new_ids.keys() if old_ids.get(place) != new_ids.get(place)}
        self._note_places(moved)
        self._write_entities(fresh, old)
        self._write_places(old.values(), new_ids)
        self._note_places(moved)
        self._forget(old.keys() - fresh.keys(), old)

    def _mates(self, keys: frozenset[MentionKey]) -> set[MentionKey]:
        """The names of the old entities that hold any of the keys; not those that only some articles mean so."""
        places = self._places(self._old_entities(keys).values())
        return {self._derived.key(name) for name, article in places if article is None}

    def _old_entities(self, keys: frozenset[MentionKey]) -> dict[str, int]:
        numbers = json.dumps([self._derived.number(k) for k in keys])
        rows = self._derived.db.execute(
            "SELECT e.id, e.n FROM entities e WHERE e.n IN (SELECT entity FROM wholes WHERE name IN"
            " (SELECT value FROM json_each(?1)) UNION SELECT entity FROM scoped WHERE name IN"
            " (SELECT value FROM json_each(?1)))",
            (numbers,),
        )
        return dict(rows.fetchall())

    def _places(self, entities: Iterable[int]) -> dict[Place, str]:
        numbers = json.dumps(list(entities))
        rows = self._derived.db.execute(
            "SELECT p.name, p.article, e.id FROM (SELECT name, NULL AS article, entity FROM wholes WHERE entity IN"
            " (SELECT value FROM json_each(?1)) UNION ALL SELECT name, article, entity FROM scoped WHERE entity IN"
            " (SELECT value FROM json_each(?1))) p JOIN entities e ON e.n = p.entity",
            (numbers,),
        )
        return {(name, article): id_ for name, article, id_ in rows}

    def _places_of(self, cluster: Cluster) -> Iterable[Place]:
        for part in cluster.parts:
            name = self._derived.number(part.mention)
            if not part.articles:
                yield name, None
            yield from ((name, number) for number in self._article_numbers(part.articles))

    def _note_places(self, places: Iterable[Place]) -> None:
        """Note the credits of these names, and the articles that state them, as they stand now."""
        whole = [name for name, article in places if article is None]
        for end in ("c.subject", "c.object"):
            self._note_ends(end, whole)
        for name, article in places:
            if article is not None:
                self._note_ends("c.article", [article], f" AND {name} IN (c.subject, c.object)")
        query = "SELECT DISTINCT a.id FROM uses u JOIN articles a ON a.n = u.article WHERE u.count > 0 AND u.name"
        rows = self._derived.db.execute(query + " IN (SELECT value FROM json_each(?))", (json.dumps(whole),))
        self._touched.articles |= {row[0] for row in rows}
        scoped = json.dumps([article for _, article in places if article is not None])
        rows = self._derived.db.execute(
            "SELECT id FROM articles WHERE n IN (SELECT value FROM json_each(?))", (scoped,)
        )
        self._touched.articles |= {row[0] for row in rows}

    def _note_ends(self, column: str, values: Iterable[int], condition: str = "") -> None:
        """Note the relationships that credits make whose `column` has one of the values, as they stand now."""
        query = f"{_ENDS} WHERE {column} IN (SELECT value FROM json_each(?)){condition}"
        for subject, relation, object_ in self._derived.db.execute(query, (json.dumps(list(values)),)).fetchall():
            if subject is not None and object_ is not None:
                self._touched.relationships.add(self._derived.relationship_key(subject, relation, object_))

    def _write_entities(self, fresh: Mapping[str, Cluster], old: Mapping[str, int]) -> None:
        before = self._derived.entities(old)
        changed = [c.entity for id_, c in fresh.items() if before.get(id_) != c.entity]
        self._touched.entities |= {e.id for e in changed} | (old.keys() - fresh.keys())
        self._derived.db.executemany(
            "INSERT INTO entities (id, type, name, aliases, keys, year, kind, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, keys = excluded.keys,"
            " year = excluded.year, kind = excluded.kind, words = excluded.words",
            map(row_of_entity, changed),
        )

    def _write_places(self, old: Iterable[int], new_ids: Mapping[Place, str]) -> None:
        for table in ("wholes", "scoped"):
            self._derived.db.executemany(f"DELETE FROM {table} WHERE entity = ?", ((n,) for n in old))
        of = self._derived.entity_numbers(set(new_ids.values()))
        self._derived.db.executemany(
            "INSERT OR REPLACE INTO wholes VALUES (?, ?)",
            ((name, of[id_]) for (name, article), id_ in new_ids.items() if article is None),
        )
        self._derived.db.executemany(
            "INSERT OR REPLACE INTO scoped VALUES (?, ?, ?)",
            ((name, article, of[id_]) for (name, article), id_ in new_ids.items() if article is not None),
        )

    def _forget(self, gone: Iterable[str], old: Mapping[str, int]) -> None:
        self._derived.db.executemany("DELETE FROM entities WHERE n = ?", ((old[i],) for i in gone))

    def _log(self) -> None:
        generation = self._ledger.generation
        touched = self._touched
        relationships = (json.dumps([k.subject, k.relation, k.object]) for k in touched.relationships)
        rows = [
            *((generation, "article", i) for i in sorted(touched.articles)),
            *((generation, "entity", i) for i in sorted(touched.entities)),
            *((generation, "relationship", i) for i in sorted(relationships)),
        ]
        self._derived.db.executemany("INSERT INTO touched VALUES (?, ?, ?)", rows)
