"""Graphs for tests: every relation, every kind of ends, and text that breaks careless files."""

from __future__ import annotations

import random
from dataclasses import replace

from graph.model import (
    JOINS,
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)
from graph.store.base import Change

NASTY = (
    "plain",
    "a,b",
    "[x]",
    '"quoted"',
    "it's",
    "two\nlines",
    "cr\r\nlf",
    "tab\t",
    "back\\slash",
    "ends\\",
    "NULL",
    " lead and trail ",
    "",
    "{}",
    "Amélie \u202egnp",
    "😀",
    "x",
    "\x1fx",
)


def make_graph(seed: int, size: int = 30) -> Graph:
    """A graph with every relation between all kinds of ends, text that breaks careless files, several reports each."""
    rng = random.Random(seed)
    articles = [
        ArticleNode(
            f"a{i}", rng.choice(NASTY), rng.choice(NASTY), f"https://example.com/{i}", "2025-06-0" + str(1 + i % 9)
        )
        for i in range(size)
    ]
    entities = [
        Entity(
            f"{type_.lower()}-{i}",
            type_,
            rng.choice(NASTY),
            tuple(rng.sample(NASTY, rng.randrange(3))),
            tuple(rng.sample(NASTY, rng.randrange(3))),
            rng.choice([None, 1999, 2025]) if type_ is EntityType.FILM else None,
            rng.choice(["", "film", "series"]) if type_ is EntityType.FILM else "",
        )
        for type_ in EntityType
        for i in range(size)
    ]
    relationships: dict[RelationshipKey, Relationship] = {}
    for relation in Relation:
        for _ in range(size):
            subject, object_ = (rng.choice([e for e in entities if e.type in ends]) for ends in JOINS[relation])
            key = RelationshipKey(subject.id, relation, object_.id)
            if key.subject != key.object:
                chosen = rng.sample(articles, rng.randrange(1, 4))
                relationships[key] = Relationship.of(key, [_evidence(rng, a) for a in chosen])
    mentioned = [replace(a, mentions=tuple(e.id for e in rng.sample(entities, rng.randrange(6)))) for a in articles]
    return Graph(tuple(entities), tuple(relationships.values()), tuple(mentioned)).canonical()


def _evidence(rng: random.Random, article: ArticleNode) -> Evidence:
    date = rng.choice(["", article.published])
    status, detail = rng.choice(list(Status)), rng.choice(NASTY)
    return Evidence(
        article.id,
        article.title,
        article.publisher,
        date,
        rng.choice(NASTY),
        article.url,
        status,
        detail,
        rng.randrange(99),
    )


def difference(old: Graph, new: Graph) -> Change:
    """The change that leads from one graph to another."""
    return Change(
        tuple(set(new.entities) - set(old.entities)),
        tuple(set(new.relationships) - set(old.relationships)),
        tuple(set(new.articles) - set(old.articles)),
        frozenset({e.id for e in old.entities} - {e.id for e in new.entities}),
        frozenset({r.key for r in old.relationships} - {r.key for r in new.relationships}),
        frozenset({a.id for a in old.articles} - {a.id for a in new.articles}),
    )


def without(graph: Graph, seed: int) -> Graph:
    """The graph after some articles were removed, with all that only they said, and some entities."""
    rng = random.Random(seed)
    gone = {a.id for a in graph.articles if rng.random() < 0.3}
    lost = {e.id for e in graph.entities if rng.random() < 0.1}
    relationships = []
    for r in graph.relationships:
        kept = [e for e in r.evidence if e.article not in gone]
        if kept and r.subject not in lost and r.object not in lost:
            relationships.append(Relationship.of(r.key, kept))
    articles = [
        replace(a, mentions=tuple(m for m in a.mentions if m not in lost)) for a in graph.articles if a.id not in gone
    ]
    entities = [e for e in graph.entities if e.id not in lost]
    return Graph(tuple(entities), tuple(relationships), tuple(articles)).canonical()
