"""Writes a whole graph into a database that has none: nodes, then what joins them, found by the server's own ids.

That is quicker than merging, where each row looks for what may be there already, and doubles what somebody else writes
meanwhile. So every transaction first makes sure that we still have the database to ourselves, and none is tried again,
since nobody knows whether one was lost before or after it took effect. Whoever is stopped goes on by merging.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from graph.errors import DatabaseError
from graph.model import Graph, Relationship
from graph.store.base import Stamp
from graph.store.neo4j_batches import Batches, Writer
from graph.store.neo4j_connection import Ask, Connection, Row
from graph.store.neo4j_rows import article_values, entity_values, relationship_values

Nodes = dict[str, str]
"""Our id → the server's."""


def create(connection: Connection, graph: Graph, stamp: Stamp, token: str) -> bool:
    """Write the graph with its indexes and its stamp. False, and nobody knows how much of it, if that fails.

    `token` stands on the marker of a database that was claimed just now.
    """
    transaction = partial(_held, connection, token)
    try:
        if not _whole(graph):
            return False
        _write(Writer(transaction), graph)
        connection.change_schema("store/indexes")
        transaction(lambda ask: ask("store/stamp", generation=stamp.generation, schema=stamp.schema))
    except DatabaseError:
        return False
    return True


def _held(connection: Connection, token: str, work: Callable[[Ask], list[Row]]) -> list[Row]:
    def run(ask: Ask) -> list[Row]:
        if not ask("store/hold", token=token):
            raise DatabaseError("another process writes to this database too")
        return work(ask)

    return connection.writing_once(run)


def _whole(graph: Graph) -> bool:
    """Whether everything that is joined is there."""
    ids = {e.id for e in graph.entities}
    return all(r.subject in ids and r.object in ids for r in graph.relationships)


def _write(writer: Writer, graph: Graph) -> None:
    entities = Batches("store/create_entities", graph.entities, lambda e: [e.type.value, *entity_values(e)])
    articles = Batches("store/create_articles", graph.articles, article_values)
    nodes = _created(writer, entities)
    at = _created(writer, articles)
    mentions = [[at[a.id], nodes[i]] for a in graph.articles for i in a.mentions if i in nodes]
    for batches in (
        Batches("store/create_mentions", mentions, lambda row: row),
        Batches("store/create_relationships", graph.relationships, partial(_relationship, nodes)),
    ):
        for _ in writer.write(batches):
            pass


def _created(writer: Writer, batches: Batches) -> Nodes:
    return {ours: theirs for _, rows in writer.write(batches) for ours, theirs in rows}


def _relationship(nodes: Nodes, r: Relationship) -> Row:
    return [r.relation.value, nodes[r.subject], nodes[r.object], *relationship_values(r)]
