"""Writes a graph, or what changed in it, to a Neo4j server: whose graph it is, in which order, in which transactions.

Every node of ours carries the label `Reelgraph`, and no statement of ours matches a node without it, so other people's
nodes are never touched. A marker node says which ledger the graph belongs to and which generation it shows. A small
change is one transaction, stamp and all. A larger one first takes the generation off the marker, goes one transaction
a batch, and is stamped last: if it is interrupted, nobody takes the half for the whole, and loading again makes it
good.

There is one writer: of two that write relationships at the same time, even between other nodes, one soon waits for a
lock of the other's, since the server chains the relationships of a node to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graph.errors import DatabaseError
from graph.model import Graph, Relation, RelationshipKey
from graph.store.base import Change, Stamp
from graph.store.neo4j_connection import Ask, Connection, TransactionMemoryError
from graph.store.neo4j_rows import article_row, entity_row, key_row, mention_rows, relationship_row

BATCH = 10_000
"""Rows of one transaction."""

FIRST_BATCH = 100
"""Rows of the first one: the server plans by what is committed, and where that is nothing a long batch is slow."""

WHOLE = 2_000
"""A change of at most this many rows is one transaction, stamp and all."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One of our statements that takes `$rows`, and what to make them of; with `whole`, each must find its place."""

    name: str
    items: Sequence[Any]
    row: Callable[[Any], dict[str, Any]]
    whole: bool = False

    def run(self, ask: Ask, items: Sequence[Any] | None = None) -> None:
        """Write some of the items, or all."""
        rows = [self.row(item) for item in (self.items if items is None else items)]
        [[written]] = ask(self.name, rows=rows)
        if self.whole and written != len(rows):
            raise DatabaseError(
                f"{len(rows) - written} relationships of the graph have an end that the graph doesn't hold",
                "try: reelgraph rebuild",
            )


class _Writer:
    """Writes steps one transaction a batch. Batches shrink where the server lacks the memory for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._size = BATCH

    def write(self, step: _Step) -> None:
        """Write all items of a step."""
        start = 0
        while start < len(step.items):
            some = step.items[start : start + (self._size if start else min(self._size, FIRST_BATCH))]
            try:
                self._connection.writing(partial(step.run, items=some))
            except TransactionMemoryError:
                if len(some) == 1:
                    raise
                self._size = len(some) // 2
            else:
                start += len(some)


def read_marker(ask: Ask) -> Stamp | None:
    """Whose graph it is and what it shows (generation -1: it is being loaded). None without a marker."""
    rows = ask("store/marker")
    if not rows:
        return None
    ledger, generation, schema = rows[0]
    return Stamp(ledger, -1 if generation is None else generation, schema or 0)


def check_empty(ask: Ask) -> None:
    """Raise DatabaseError if the database holds anything: without a marker that is somebody else's."""
    if ask("store/anything") == [[True]]:
        raise DatabaseError(
            "this database holds somebody else's data and no graph of reelgraph",
            "name another one (NEO4J_DATABASE), or say --into-existing: theirs is never touched",
        )


def replace(connection: Connection, graph: Graph, stamp: Stamp, into_existing: bool) -> None:
    """Make the server show exactly `graph`. What it shows already stays while the rest is written."""
    marker = _claim(connection, stamp, into_existing, schema=True)
    change = Change(graph.entities, graph.relationships, graph.articles)
    if marker is not None:
        change = _with_what_is_gone(connection, change)
    _write(connection, list(_steps(change)), stamp)


def apply(connection: Connection, change: Change, stamp: Stamp, into_existing: bool) -> None:
    """Bring the server to `stamp`."""
    _claim(connection, stamp, into_existing, schema=False)
    steps = list(_steps(change))
    if sum(len(step.items) for step in steps) > WHOLE:
        _write(connection, steps, stamp)
        return

    def everything(ask: Ask) -> None:
        for step in steps:
            step.run(ask)
        _stamp(ask, stamp)

    try:
        connection.writing(everything)
    except TransactionMemoryError:
        _write(connection, steps, stamp)


def _claim(connection: Connection, stamp: Stamp, into_existing: bool, schema: bool) -> Stamp | None:
    """Make sure that the graph is this ledger's, and that there is a schema. Gives the marker that was there before."""
    marker = connection.reading(read_marker)
    if marker is None and not into_existing:
        connection.reading(check_empty)
    if marker is not None:
        _check_owner(marker.ledger, stamp)
    if marker is None or schema:
        connection.change_schema("store/schema")
    if marker is None:
        [[owner]] = connection.writing(lambda ask: ask("store/claim", ledger=stamp.ledger))
        _check_owner(owner, stamp)  # another one may have come first
    return marker


def _check_owner(ledger: str, stamp: Stamp) -> None:
    if ledger != stamp.ledger:
        raise DatabaseError(
            f"the graph in this database belongs to another ledger ({ledger}) than this workspace's ({stamp.ledger})",
            "name another database (NEO4J_DATABASE), or empty this one first: docs/neo4j.md says how",
        )


def _with_what_is_gone(connection: Connection, change: Change) -> Change:
    """The same change, and all that the server holds beyond it as gone."""
    entities = {e.id for e in change.entities}
    articles = {a.id for a in change.articles}
    relationships = {r.key for r in change.relationships}

    def surplus(ask: Ask) -> tuple[frozenset[str], frozenset[RelationshipKey]]:
        nodes = {row[0] for row in ask("store/node_ids")}
        keys = {RelationshipKey(s, Relation(type_), o) for s, type_, o in ask("store/relationship_keys")}
        return frozenset(nodes - entities - articles), frozenset(keys - relationships)

    nodes, keys = connection.reading(surplus)
    return Change(change.entities, change.relationships, change.articles, nodes, keys)


def _write(connection: Connection, steps: Sequence[_Step], stamp: Stamp) -> None:
    """Write the steps one after the other, between taking the generation off the marker and stamping it anew."""
    connection.writing(lambda ask: ask("store/unstamp"))
    writer = _Writer(connection)
    for step in steps:
        writer.write(step)
    connection.writing(lambda ask: _stamp(ask, stamp))


def _stamp(ask: Ask, stamp: Stamp) -> None:
    ask("store/stamp", generation=stamp.generation, schema=stamp.schema)


def _steps(change: Change) -> Iterator[_Step]:
    """What to run, in order: what is gone, then nodes, then what joins them."""
    gone_nodes = sorted(change.gone_entities | change.gone_articles)
    mentions = mention_rows(change.articles)
    steps = (
        _Step("store/delete_relationships", sorted(change.gone_relationships), key_row),
        _Step("store/delete_nodes", gone_nodes, lambda id_: {"id": id_}),
        _Step("store/put_entities", change.entities, entity_row),
        _Step("store/put_articles", change.articles, article_row),
        _Step("store/put_mentions", mentions, lambda row: row),
        _Step("store/put_relationships", change.relationships, relationship_row, whole=True),
    )
    return (step for step in steps if step.items)
