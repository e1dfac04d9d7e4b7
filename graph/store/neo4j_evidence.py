"""Relationships with their evidence, put together from their own lists and from the nodes of the articles."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Filters, Relationship
from graph.store.neo4j_connection import Ask, Row
from graph.store.neo4j_rows import articles_in, relationships_of


def whole(ask: Ask, rows: Sequence[Row]) -> list[Relationship]:
    """Relationships from rows of subject, type, object and properties, asking in the same transaction for articles."""
    sources = {i: (title, publisher, url) for i, title, publisher, url in ask("store/sources", ids=articles_in(rows))}
    return relationships_of(rows, sources)


def seen(ask: Ask, rows: Sequence[Row], filters: Filters) -> list[Relationship]:
    """The same as the filters let them be seen, without those that they hide."""
    views = (filters.view(relationship) for relationship in whole(ask, rows))
    return [relationship for relationship in views if relationship is not None]
