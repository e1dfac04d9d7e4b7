"""What every store can do. The same contract suite (tests/contract) runs on each of them.

A store is a projection: it shows the graph that follows from one ledger at one generation, and can be thrown away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Filters,
    Graph,
    PathAnswer,
    PathRequest,
    Relationship,
    RelationshipKey,
)

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which ledger a projection shows, in which layout, at which generation of that ledger."""

    ledger: str
    generation: int
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two generations: nodes and relationships to write whole (upsert), and those that are gone.

    A relationship is gone also when one of its entities is. Applying a change twice is the same as once.
    """

    entities: tuple[Entity, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    articles: tuple[ArticleNode, ...] = ()
    gone_entities: frozenset[str] = frozenset()
    gone_relationships: frozenset[RelationshipKey] = frozenset()
    gone_articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of values from a Cypher statement: plain Python values, or the typed values of `graph.values`."""

    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    people: int
    films: int
    companies: int
    relationships: int
    articles: int


class Store(Protocol):
    """A graph that can be written from the ledger and asked."""

    def stamp(self) -> Stamp | None:
        """What the store shows, or None if it is empty. Raises DatabaseError if it holds something that isn't ours."""

    def replace(self, graph: Graph, stamp: Stamp) -> None:
        """Make the store show exactly `graph`."""

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Bring the store from the generation before to `stamp`. Idempotent; whole or (in batches) resumable."""

    def snapshot(self) -> Graph:
        """All that the store holds, for comparison with a fresh build. Canonical order."""

    def counts(self) -> Counts:
        """How many nodes and relationships it holds."""

    def named(self, key: str) -> list[Entity]:
        """The entities one of whose `keys` equals `key` (see graph.names.key), most credits first, then name, id."""

    def find(self, text: str, limit: int) -> list[Entity]:
        """Entities whose names contain the words of `text` (prefixes count), best first."""

    def near(self, key: str, limit: int) -> list[Entity]:
        """Entities with a name close to `key` in spelling, closest first: suggestions for a mistyped name."""

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities with these ids, in that order; unknown ids are left out."""

    def degrees(self, ids: Iterable[str]) -> Mapping[str, int]:
        """How many relationships (all, unfiltered) each of these entities has."""

    def hubs(self, types: Collection[EntityType], limit: int) -> list[Entity]:
        """The entities of these types with most relationships, then by name and id."""

    def relationships(self, ids: Iterable[str], filters: Filters) -> list[Relationship]:
        """Relationships that touch any of these entities and pass the filters, in the order of their keys."""

    def colleagues(self, entity: str, filters: Filters, most: int | None = None) -> Mapping[str, int]:
        """Everyone else on the films of an entity, by id, with the number of these films; filters count.

        Of a film: what else its people and companies are on, with the number of these people and companies. With `most`
        only the first so many by that number, and all that have as many as the last of these.
        """

    def shared(self, entity: str, others: Iterable[str], filters: Filters) -> list[Relationship]:
        """The credits of these others on the films of an entity (of a film: with its people), in order of key."""

    def articles(self, ids: Iterable[str]) -> list[ArticleNode]:
        """The article nodes with these ids."""

    def paths(self, request: PathRequest) -> PathAnswer:
        """All shortest paths (and with `more`, longer ones), ranked by graph.paths.rank."""

    def run(self, statement: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one read-only Cypher statement."""

    def close(self) -> None:
        """Let go of files and connections."""


def batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """`items` in slices of `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
