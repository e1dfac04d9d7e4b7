"""Path answers of the Neo4j store: searched on the server, told in the words of its relationships' evidence."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import DatabaseError
from graph.model import Entity, Path, PathAnswer, PathRequest, RelationshipKey
from graph.paths.rank import path_of
from graph.paths.request import check
from graph.paths.server import Way, find_paths
from graph.store import neo4j_evidence
from graph.store.neo4j_connection import Ask
from graph.store.neo4j_rows import entity_of, key_row


def answer(ask: Ask, request: PathRequest) -> PathAnswer:
    """The answer to a request for paths. Raises UsageError where the request makes no sense."""
    check(request)
    ends = _entities(ask, {request.source, request.target, *request.filters.through})
    unknown = {request.source, request.target, *request.filters.through} - ends.keys()
    if unknown:
        raise DatabaseError(f"the graph has no node {min(unknown)}", "try: reelgraph rebuild")
    found = find_paths(ask, request)
    note = "" if found.complete else f"only the first {found.ranked:,} in this order were ranked"
    paths = _told(ask, found.ways, request)
    return PathAnswer(ends[request.source], ends[request.target], found.length, found.total, paths, note=note)


def _told(ask: Ask, ways: Sequence[Way], request: PathRequest) -> tuple[Path, ...]:
    entities = _entities(ask, {i for ids, _ in ways for i in ids})
    degrees = {entity_id: degree for entity_id, _, degree in ask("paths/labels", ids=sorted(entities))}
    keys: set[RelationshipKey] = {key for _, hops in ways for key in hops}
    rows = ask("store/relationships_by_key", rows=[key_row(key) for key in sorted(keys)])
    seen = {r.key: r for r in neo4j_evidence.seen(ask, rows, request.filters)}
    return tuple(path_of([entities[i] for i in ids], [seen[k] for k in hops], degrees) for ids, hops in ways)


def _entities(ask: Ask, ids: set[str]) -> dict[str, Entity]:
    rows = ask("store/entities", ids=sorted(ids))
    return {properties["id"]: entity_of(properties, labels) for properties, labels in rows}
