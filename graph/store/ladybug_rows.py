"""Between the model and the rows of the embedded graph: as parameters of a statement, as lines of a file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.model import ArticleNode, Entity, EntityType, Evidence, Relation, Relationship, Status

SEPARATOR = "\x1f\x1e"
"""Stands before each element of a list in a file; see queries/embedded/store/copy_entities.cypher."""


def entity_row(entity: Entity) -> dict[str, Any]:
    """The properties of an entity."""
    row: dict[str, Any] = {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "keys": list(entity.keys),
    }
    if entity.type is EntityType.FILM:
        row |= {"kind": entity.kind, "year": entity.year}
    return row


def article_row(article: ArticleNode) -> dict[str, Any]:
    """The properties of an article."""
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
    }


def relationship_row(relationship: Relationship) -> dict[str, Any]:
    """The ends and the properties of a relationship; evidence as parallel lists."""
    evidence = relationship.evidence
    return {
        "subject": relationship.subject,
        "object": relationship.object,
        "status": relationship.status.value,
        "detail": relationship.detail,
        "first_reported": relationship.first_reported,
        "last_reported": relationship.last_reported,
        "articles": [e.article for e in evidence],
        "quotes": [e.quote for e in evidence],
        "statuses": [e.status.value for e in evidence],
        "details": [e.detail for e in evidence],
        "dates": [e.date for e in evidence],
        "places": [e.start for e in evidence],
    }


def lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as lines of a comma-separated file in the form that the COPY statements read."""
    for row in rows:
        yield ",".join(_cell(value) for value in row.values()) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "x" + "".join(f"{SEPARATOR}x{str(element).replace(SEPARATOR, '')}" for element in value)
    return '"' + str(value).replace('"', '""') + '"'


def entity_of(type_: EntityType, node: Mapping[str, Any]) -> Entity:
    """The entity that a node shows."""
    return Entity(
        node["id"],
        type_,
        node["name"],
        tuple(node["aliases"]),
        tuple(node["keys"]),
        node.get("year"),
        node.get("kind") or "",
    )


def article_of(node: Mapping[str, Any], mentions: Iterable[str]) -> ArticleNode:
    """The article that a node shows, with what it mentions."""
    return ArticleNode(
        node["id"], node["title"], node["publisher"], node["url"], node["published"], tuple(sorted(mentions))
    )


def relationship_of(
    relation: Relation, ends: tuple[str, str], row: Mapping[str, Any], articles: Mapping[str, ArticleNode]
) -> Relationship:
    """The relationship that a row shows; titles and publishers of its evidence come from the article nodes."""
    columns = zip(
        row["articles"], row["quotes"], row["statuses"], row["details"], row["dates"], row["starts"], strict=True
    )
    evidence = tuple(_evidence(articles[article], *rest) for article, *rest in columns)
    return Relationship(
        ends[0],
        relation,
        ends[1],
        Status(row["status"]),
        row["detail"],
        row["first_reported"],
        row["last_reported"],
        evidence,
    )


def _evidence(article: ArticleNode, quote: str, status: str, detail: str, date: str, start: int) -> Evidence:
    return Evidence(
        article.id, article.title, article.publisher, date, quote, article.url, Status(status), detail, start
    )
