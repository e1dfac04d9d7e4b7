"""The graph on a Neo4j server, over Bolt. Only this module and its neighbours `neo4j_*` know the driver.

What lies where is in docs/neo4j.md. Anyone may read; only the ledger on the marker node writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graph import names
from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Filters,
    Graph,
    PathAnswer,
    PathRequest,
    Relationship,
)
from graph.paths.server import parameters
from graph.settings import Neo4jSettings
from graph.store import neo4j_evidence, neo4j_load, neo4j_paths, neo4j_search
from graph.store.base import Change, Counts, Rows, Stamp
from graph.store.neo4j_connection import Ask, Connection, Row
from graph.store.neo4j_rows import article_of, entity_of
from graph.store.neo4j_values import plain

_NEAR_CANDIDATES = 200
_EVERYONE = 2**62


class Neo4jStore:
    """The store on a server. With `into_existing`, it may share a database with data of others."""

    def __init__(self, settings: Neo4jSettings, into_existing: bool = False) -> None:
        self._connection = Connection(settings)
        self._into_existing = into_existing

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    # --- writing -----------------------------------------------------------------------------------------------------

    def stamp(self) -> Stamp | None:
        """What the server shows; None if that is nothing yet, or the half of a load that was interrupted."""

        def look(ask: Ask) -> Stamp | None:
            marker = neo4j_load.read_marker(ask)
            if marker is None and not self._into_existing:
                neo4j_load.check_empty(ask)
            return marker

        marker = self._connection.reading(look)
        return marker if marker is not None and marker.generation >= 0 else None

    def replace(self, graph: Graph, stamp: Stamp) -> None:
        """Make the server show exactly `graph`, in batches; resumable."""
        neo4j_load.replace(self._connection, graph, stamp, self._into_existing)

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Bring the server to `stamp`: a small change whole, a large one resumable."""
        neo4j_load.apply(self._connection, change, stamp, self._into_existing)

    # --- reading -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Graph:
        """All that is ours on the server, in canonical order."""

        def read(ask: Ask) -> Graph:
            relationships = neo4j_evidence.whole(ask, ask("store/all_relationships"))
            articles = tuple(article_of(*row) for row in ask("store/all_articles"))
            return Graph(tuple(entity_of(*row) for row in ask("store/all_entities")), tuple(relationships), articles)

        return self._connection.reading(read).canonical()

    def counts(self) -> Counts:
        """How many nodes and relationships of ours the server holds."""
        [row] = self._connection.ask("store/counts")
        return Counts(*row)

    def named(self, key: str) -> list[Entity]:
        """The entities one of whose keys equals `key`, most credits first."""
        rows = self._connection.ask("store/named", key=key, term=neo4j_search.exactly(key))
        found = [(-degree, entity_of(properties, labels)) for properties, labels, degree in rows]
        return [entity for _, entity in sorted(found, key=lambda pair: (pair[0], pair[1].name, pair[1].id))]

    def find(self, text: str, limit: int) -> list[Entity]:
        """Entities whose names contain the words of `text`, prefixes included; exact names first, then most credits."""
        words = names.fold(text).split()
        if not words:
            return []
        rows = self._connection.ask(
            "store/find", terms=neo4j_search.all_prefixes(words), words=words, key=" ".join(words), limit=limit
        )
        return [entity_of(*row) for row in rows]

    def near(self, key: str, limit: int) -> list[Entity]:
        """Entities with a name close to `key` in spelling, closest first."""
        if not key.strip():
            return []
        rows = self._connection.ask(
            "store/near",
            name=neo4j_search.like(key),
            words=" ".join(neo4j_search.like(word) for word in key.split()),
            limit=_NEAR_CANDIDATES,
        )
        return neo4j_search.closest(key, [entity_of(*row) for row in rows], limit)

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities with these ids, in that order; unknown ids are left out."""
        wanted = list(ids)
        found = {
            properties["id"]: entity_of(properties, labels) for properties, labels in self._by_id("entities", wanted)
        }
        return [found[i] for i in wanted if i in found]

    def degrees(self, ids: Iterable[str]) -> Mapping[str, int]:
        """How many relationships (all, unfiltered) each of these entities has."""
        return {row[0]: row[1] for row in self._by_id("degrees", ids)}

    def hubs(self, types: Collection[EntityType], limit: int) -> list[Entity]:
        """The entities of these types with most relationships, then by name and id."""
        rows = self._connection.ask("store/hubs", types=sorted(types), limit=limit)
        return [entity_of(properties, labels) for properties, labels in rows]

    def relationships(self, ids: Iterable[str], filters: Filters) -> list[Relationship]:
        """Relationships that touch any of these entities, as the filters let them be seen, in order of key."""
        wanted, relations = list(dict.fromkeys(ids)), sorted(filters.relations)

        def read(ask: Ask) -> list[Relationship]:
            rows = ask("store/relationships", ids=wanted, relations=relations)
            return neo4j_evidence.seen(ask, rows, filters)

        return sorted(self._connection.reading(read), key=lambda r: r.key)

    def colleagues(self, entity: str, filters: Filters, most: int | None = None) -> Mapping[str, int]:
        """Everyone else on the films of an entity, with the number of these films."""
        wanted = {"id": entity, "most": _EVERYONE if most is None else most}

        def count(ask: Ask) -> dict[str, int]:
            return {row[0]: row[1] for row in ask("store/colleagues", **wanted, **parameters(ask, filters))}

        return self._connection.asking(count)

    def shared(self, entity: str, others: Iterable[str], filters: Filters) -> list[Relationship]:
        """The credits of these others on the films of an entity, in order of key."""
        ids = list(dict.fromkeys(others))

        def read(ask: Ask) -> list[Relationship]:
            rows = ask("store/shared", id=entity, ids=ids, **parameters(ask, filters))
            return neo4j_evidence.seen(ask, rows, filters)

        return sorted(self._connection.reading(read), key=lambda r: r.key)

    def articles(self, ids: Iterable[str]) -> list[ArticleNode]:
        """The article nodes with these ids, in that order."""
        wanted = list(ids)
        found = {
            properties["id"]: article_of(properties, mentions)
            for properties, mentions in self._by_id("articles", wanted)
        }
        return [found[i] for i in wanted if i in found]

    def paths(self, request: PathRequest) -> PathAnswer:
        """All shortest paths (and with `more`, longer ones), searched on the server, ranked by graph.paths.rank."""
        return self._connection.asking(lambda ask: neo4j_paths.answer(ask, request))

    def run(self, statement: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one statement of the user's in a read transaction."""
        columns, rows = self._connection.run(statement, parameters)
        return Rows(columns, [[plain(value) for value in row] for row in rows])

    def _by_id(self, what: str, ids: Iterable[str]) -> list[Row]:
        return self._connection.ask(f"store/{what}", ids=list(dict.fromkeys(ids)))
