"""A whole graph as plain rows: how a store that numbers its nodes takes millions of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from graph.model import Graph
from graph.names import search_words
from graph.store.base import Stamp

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class GraphRows:
    """The tables of a whole graph, each to be read once. Nodes and relationships have small whole numbers from 1 on.

    `entities`: number, id, type, name, aliases and keys (lists in JSON), year, kind, and how many relationships it has.
    `words`: number of an entity, and the words by which it is found.
    `articles`: number, id, title, publisher, url, published.
    `mentions`: numbers of an article and an entity, each pair once, in order.
    `relationships`: number, subject, relation, object, in the order of the last three.
    `evidence`: number of the relationship, of the article, start, date, status, detail, quote; what one article says
    of one relationship in the order in which it says it.
    """

    entities: Iterable[Row]
    words: Iterable[Row]
    articles: Iterable[Row]
    mentions: Iterable[Row]
    relationships: Iterable[Row]
    evidence: Iterable[Row]


@runtime_checkable
class LoadsRows(Protocol):
    """A store that takes a whole graph as rows."""

    def load(self, rows: GraphRows, stamp: Stamp) -> None:
        """Make the store show exactly the graph that the rows form."""


def rows_of(graph: Graph) -> GraphRows:
    """The rows of a graph that is in memory."""
    entities = {e.id: n for n, e in enumerate(graph.entities, start=1)}
    articles = {a.id: n for n, a in enumerate(graph.articles, start=1)}
    degrees = Counter(i for r in graph.relationships for i in {r.subject, r.object})
    ordered = sorted(graph.relationships, key=lambda r: (entities[r.subject], r.relation, entities[r.object]))
    numbered = list(enumerate(ordered, start=1))
    return GraphRows(
        [
            (n, e.id, e.type.value, e.name, listed(e.aliases), listed(e.keys), e.year, e.kind, degrees[e.id])
            for n, e in enumerate(graph.entities, start=1)
        ],
        [(n, search_words(e.keys, e.name)) for n, e in enumerate(graph.entities, start=1)],
        [(articles[a.id], a.id, a.title, a.publisher, a.url, a.published) for a in graph.articles],
        sorted({(articles[a.id], entities[m]) for a in graph.articles for m in a.mentions if m in entities}),
        [(n, entities[r.subject], r.relation.value, entities[r.object]) for n, r in numbered],
        [
            (n, articles[e.article], e.start, e.date, e.status.value, e.detail, e.quote)
            for n, r in numbered
            for e in r.evidence
        ],
    )


def listed(items: Iterable[object]) -> str:
    """A list in JSON, as a column holds it."""
    return json.dumps(list(items), ensure_ascii=False)
