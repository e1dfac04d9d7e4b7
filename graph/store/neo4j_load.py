"""Writes a graph, or what changed in it, to a Neo4j server: whose graph it is, in which order, in which transactions.

Every node of ours carries the label `Reelgraph`, and no statement of ours matches a node without it, so other people's
nodes are never touched. A marker node says which ledger the graph belongs to and which generation it shows. A small
change is one transaction, stamp and all. A larger one first takes the generation off the marker, goes one transaction
a batch, and is stamped last: if it is interrupted, nobody takes the half for the whole, and loading again makes it
good.

A database that has nothing of ours yet is written more quickly (`neo4j_create`); where that doesn't come to its end,
the slower way makes it good.

There is one writer: of two that write relationships at the same time, even between other nodes, one soon waits for a
lock of the other's, since the server chains the relationships of a node to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import uuid4

from graph.errors import DatabaseError
from graph.model import Graph, Relation, RelationshipKey
from graph.store.base import Change, Stamp
from graph.store.neo4j_batches import Batches, Writer
from graph.store.neo4j_connection import Ask, Connection, Row, TransactionMemoryError
from graph.store.neo4j_create import create
from graph.store.neo4j_rows import article_row, entity_row, key_row, mention_rows, relationship_row

WHOLE = 2_000
"""A change of at most this many rows is one transaction, stamp and all."""

_RELATIONSHIPS = "store/put_relationships"


def read_marker(ask: Ask) -> Stamp | None:
    """Whose graph it is and what it shows (generation -1: it is being loaded). None without a marker."""
    rows = ask("store/marker")
    if not rows:
        return None
    ledger, generation, schema = rows[0]
    return Stamp(ledger, -1 if generation is None else generation, schema or 0)


def check_empty(ask: Ask) -> None:
    """Raise DatabaseError if the database holds anything: without a marker that is somebody else's."""
    # The marker is looked for again: it is the first that another process of ours writes.
    if ask("store/anything") == [[True]] and read_marker(ask) is None:
        raise DatabaseError(
            "this database holds somebody else's data and no graph of reelgraph",
            "name another one (NEO4J_DATABASE), or say --into-existing: theirs is never touched",
        )


def replace(connection: Connection, graph: Graph, stamp: Stamp, into_existing: bool) -> None:
    """Make the server show exactly `graph`. What it shows already stays while the rest is written."""
    token = uuid4().hex
    if _claim(connection, stamp, token, into_existing) and create(connection, graph, stamp, token):
        return
    connection.change_schema("store/schema")
    connection.change_schema("store/indexes")
    change = Change(graph.entities, graph.relationships, graph.articles)
    _write(connection, list(_steps(_with_what_is_gone(connection, change))), stamp)


def apply(connection: Connection, change: Change, stamp: Stamp, into_existing: bool) -> None:
    """Bring the server to `stamp`."""
    if _claim(connection, stamp, uuid4().hex, into_existing):
        connection.change_schema("store/indexes")
    steps = list(_steps(change))
    if sum(len(step.items) for step in steps) > WHOLE:
        _write(connection, steps, stamp)
        return

    def everything(ask: Ask) -> None:
        for step in steps:
            _check(step, len(step.items), step.run(ask, step.items))
        _stamp(ask, stamp)

    try:
        connection.writing(everything)
    except TransactionMemoryError:
        _write(connection, steps, stamp)


def _claim(connection: Connection, stamp: Stamp, token: str, into_existing: bool) -> bool:
    """Make sure that the graph is this ledger's. True where it is new: `token` is on the marker now."""
    marker = connection.reading(read_marker)
    if marker is not None:
        _check_owner(marker.ledger, stamp)
        return False
    if not into_existing:
        connection.asking(check_empty)
    connection.change_schema("store/schema")
    # Another one may have come first.
    [[owner, new]] = connection.writing(lambda ask: ask("store/claim", ledger=stamp.ledger, token=token))
    _check_owner(owner, stamp)
    return bool(new)


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


def _write(connection: Connection, steps: Sequence[Batches], stamp: Stamp) -> None:
    """Write the steps one after the other, between taking the generation off the marker and stamping it anew."""
    connection.writing(lambda ask: ask("store/unstamp"))
    writer = Writer(connection.writing)
    for step in steps:
        for wanted, rows in writer.write(step):
            _check(step, wanted, rows)
    connection.writing(lambda ask: _stamp(ask, stamp))


def _check(step: Batches, wanted: int, rows: Sequence[Row]) -> None:
    """Raise DatabaseError if a relationship didn't find its place."""
    [[written]] = rows
    if step.name == _RELATIONSHIPS and written != wanted:
        raise DatabaseError(
            f"{wanted - written} relationships of the graph have an end that the graph doesn't hold",
            "try: reelgraph rebuild",
        )


def _stamp(ask: Ask, stamp: Stamp) -> None:
    ask("store/stamp", generation=stamp.generation, schema=stamp.schema)


def _steps(change: Change) -> Iterator[Batches]:
    """What to run, in order: what is gone, then nodes, then what joins them."""
    gone_nodes = sorted(change.gone_entities | change.gone_articles)
    mentions = mention_rows(change.articles)
    steps = (
        Batches("store/delete_relationships", sorted(change.gone_relationships), key_row),
        Batches("store/delete_nodes", gone_nodes, lambda id_: {"id": id_}),
        Batches("store/put_entities", change.entities, entity_row),
        Batches("store/put_articles", change.articles, article_row),
        Batches("store/put_mentions", mentions, lambda row: row),
        Batches(_RELATIONSHIPS, change.relationships, relationship_row),
    )
    return (step for step in steps if step.items)
