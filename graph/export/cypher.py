"""Cypher statements that build a selection in any Neo4j, for `cypher-shell` or the browser.

This is an output format and never runs here: reelgraph's own queries always pass values as parameters. Labels and
relationship types come from enums; every other value is a literal that `literal` escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.model import ArticleNode, Entity, EntityType, Graph, Relationship

Value = str | int | Sequence[str] | None

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def literal(value: Value) -> str:
    """A Cypher literal: a number, a list of strings, or a string in single quotes on one line.

    Backslash and quote are escaped; other control characters, and the separators that some tools take for line ends,
    become `\\uXXXX`. Lone surrogates can't be written in UTF-8 and become U+FFFD.
    """
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{''.join(_character(c) for c in value)}'"
    return f"[{', '.join(literal(item) for item in value)}]"


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if not character.isprintable() and character < "\uffff":
        return f"\\u{ord(character):04X}"
    return character


def statements(graph: Graph) -> Iterator[str]:
    """Indexes, nodes, relationships and articles, in this order. Running them twice changes nothing.

    Indexes and not constraints: a constraint is refused where reelgraph (or someone else) already has an index.
    """
    graph = graph.canonical()
    labels = {entity.id: entity.type for entity in graph.entities}
    for label in (*EntityType, "Article"):
        yield f"CREATE INDEX IF NOT EXISTS FOR (n:{label}) ON (n.id)"
    for entity in graph.entities:
        yield _entity(entity)
    for relationship in graph.relationships:
        if relationship.subject in labels and relationship.object in labels:
            yield _relationship(relationship, labels)
    for article in graph.articles:
        yield from _article(article, labels)


def script(graph: Graph) -> str:
    """All statements, each ended by a semicolon and a line of its own."""
    return "".join(f"{statement};\n" for statement in statements(graph))


def _set(variable: str, values: Iterable[tuple[str, Value]]) -> str:
    given = [f"{variable}.{key} = {literal(value)}" for key, value in values if value not in (None, "")]
    return f" SET {', '.join(given)}" if given else ""


def _entity(entity: Entity) -> str:
    values: list[tuple[str, Value]] = [
        ("name", entity.name),
        ("aliases", list(entity.aliases)),
        ("keys", list(entity.keys)),
        ("kind", entity.kind),
        ("year", entity.year),
    ]
    return f"MERGE (n:{entity.type} {{id: {literal(entity.id)}}}){_set('n', values)}"


def _relationship(relationship: Relationship, labels: Mapping[str, EntityType]) -> str:
    said = relationship.evidence
    ends = ", ".join(
        f"({name}:{labels[end]} {{id: {literal(end)}}})"
        for name, end in (("a", relationship.subject), ("b", relationship.object))
    )
    values: list[tuple[str, Value]] = [
        ("status", str(relationship.status)),
        ("detail", relationship.detail),
        ("first_reported", relationship.first_reported),
        ("last_reported", relationship.last_reported),
        ("articles", [e.article for e in said]),
        ("quotes", [e.quote for e in said]),
        ("statuses", [str(e.status) for e in said]),
        ("details", [e.detail for e in said]),
        ("dates", [e.date for e in said]),
    ]
    return f"MATCH {ends} MERGE (a)-[r:{relationship.relation}]->(b){_set('r', values)}"


def _article(article: ArticleNode, labels: Mapping[str, EntityType]) -> Iterator[str]:
    values: list[tuple[str, Value]] = [
        ("title", article.title),
        ("publisher", article.publisher),
        ("url", article.url),
        ("published", article.published),
    ]
    yield f"MERGE (n:Article {{id: {literal(article.id)}}}){_set('n', values)}"
    for mention in article.mentions:
        if mention in labels:
            ends = f"(a:Article {{id: {literal(article.id)}}}), (b:{labels[mention]} {{id: {literal(mention)}}})"
            yield f"MATCH {ends} MERGE (a)-[:MENTIONS]->(b)"
