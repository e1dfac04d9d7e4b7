"""How the graph lies on a Neo4j server: our frozen objects as maps of properties, and back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)

Map = dict[str, Any]

ENTITY = ("id", "name", "aliases", "keys", "year", "kind")
"""The properties of an entity, in the order of paths/told."""

ARTICLE = ("id", "title", "publisher", "url", "published")

SUMMARY = ("status", "detail", "first_reported", "last_reported")
"""What a relationship says in sum, before the lists of its evidence."""

EVIDENCE = ("articles", "quotes", "statuses", "details", "dates", "starts")
"""The parallel lists of a relationship, in the order of paths/told."""

_TYPES = frozenset(EntityType)


def entity_values(entity: Entity) -> list[Any]:
    """The properties of an entity, in the order of `ENTITY`; one without a value isn't stored."""
    return [entity.id, entity.name, list(entity.aliases), list(entity.keys), entity.year, entity.kind or None]


def entity_row(entity: Entity) -> Map:
    """What store/put_entities wants."""
    properties = dict(zip(ENTITY, entity_values(entity), strict=True))
    return {"id": entity.id, "label": entity.type.value, "properties": properties}


def entity_of(properties: Mapping[str, Any], labels: Iterable[str]) -> Entity:
    """The entity that a node stands for; labels that others gave it don't matter."""
    return Entity(
        properties["id"],
        next(EntityType(label) for label in labels if label in _TYPES),
        properties["name"],
        tuple(properties["aliases"] or ()),
        tuple(properties["keys"] or ()),
        properties["year"],
        properties["kind"] or "",
    )


def article_values(article: ArticleNode) -> list[Any]:
    """The properties of an article, in the order of `ARTICLE`."""
    return [article.id, article.title, article.publisher, article.url, article.published]


def article_row(article: ArticleNode) -> Map:
    """What store/put_articles wants."""
    properties = dict(zip(ARTICLE, article_values(article), strict=True))
    return {"id": article.id, "properties": properties, "mentions": list(article.mentions)}


def mention_rows(articles: Iterable[ArticleNode]) -> list[Map]:
    """What store/put_mentions wants: a row for each entity that an article mentions."""
    return [{"article": a.id, "entity": entity_id} for a in articles for entity_id in a.mentions]


def article_of(properties: Mapping[str, Any], mentions: Iterable[str]) -> ArticleNode:
    """The article that a node stands for, with the entities that it mentions."""
    return ArticleNode(
        properties["id"],
        properties["title"],
        properties["publisher"],
        properties["url"],
        properties["published"],
        tuple(sorted(mentions)),
    )


def key_row(key: RelationshipKey) -> Map:
    """What store/delete_relationships wants."""
    return {"subject": key.subject, "relation": key.relation.value, "object": key.object}


def relationship_values(relationship: Relationship) -> list[Any]:
    """The properties of a relationship, in the order of `SUMMARY` and `EVIDENCE`."""
    evidence = relationship.evidence
    return [
        relationship.status.value,
        relationship.detail,
        relationship.first_reported,
        relationship.last_reported,
        [e.article for e in evidence],
        [e.quote for e in evidence],
        [e.status.value for e in evidence],
        [e.detail for e in evidence],
        [e.date for e in evidence],
        [e.start for e in evidence],
    ]


def relationship_row(relationship: Relationship) -> Map:
    """What store/put_relationships wants: ends, type, and properties with the parallel lists of evidence."""
    properties = dict(zip((*SUMMARY, *EVIDENCE), relationship_values(relationship), strict=True))
    return {**key_row(relationship.key), "properties": properties}


Sources = Mapping[str, tuple[str, str, str]]
"""Article id → title, publisher, URL."""


def articles_in(rows: Iterable[Sequence[Any]]) -> list[str]:
    """The ids of all articles that rows of relationships name as their evidence."""
    return sorted({article for *_, properties in rows for article in properties["articles"] or ()})


def relationships_of(rows: Iterable[Sequence[Any]], sources: Sources) -> list[Relationship]:
    """Relationships from rows of subject, type, object and properties; those without evidence aren't ours."""
    return [
        Relationship.of(RelationshipKey(subject, Relation(relation), object_), _evidence(properties, sources))
        for subject, relation, object_, properties in rows
        if properties["articles"]
    ]


def _evidence(properties: Mapping[str, Any], sources: Sources) -> list[Evidence]:
    found = []
    for article, quote, status, detail, date, start in zip(*(properties[name] for name in EVIDENCE), strict=True):
        title, publication, url = sources.get(article, ("", "", ""))
        found.append(Evidence(article, title, publication, date, quote, url, Status(status), detail, start))
    return found
