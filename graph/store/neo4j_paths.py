"""Path answers of the Neo4j store: searched on the server, told in the words of its relationships' evidence."""

from __future__ import annotations

from graph.errors import DatabaseError
from graph.model import Entity, Filters, Path, PathAnswer, PathRequest, Relation, RelationshipKey
from graph.paths.rank import path_of
from graph.paths.request import check
from graph.paths.server import Answer, Material, find_paths
from graph.store.neo4j_connection import Ask
from graph.store.neo4j_rows import ENTITY, EVIDENCE, entity_of, key_row, relationships_of


def answer(ask: Ask, request: PathRequest) -> PathAnswer:
    """The answer to a request for paths. Raises UsageError where the request makes no sense."""
    check(request)
    if request.filters.through:
        _ends(ask, request)
    found = find_paths(ask, request)
    given_up = found.length is None and not found.complete
    note = "" if found.complete or given_up else f"only the first {found.ranked:,} in this order were ranked"
    paths = _told(ask, found, request.filters)
    if paths:
        source, target = paths[0].entities[0], paths[0].entities[-1]
    else:
        source, target = _ends(ask, request)
    return PathAnswer(source, target, found.length, found.total, paths, note=note, given_up=given_up)


def _ends(ask: Ask, request: PathRequest) -> tuple[Entity, Entity]:
    """Both ends. Raises DatabaseError if the graph lacks one, or an entity that the paths must lead through."""
    wanted = {request.source, request.target, *request.filters.through}
    rows = ask("store/entities", ids=sorted(wanted))
    found = {properties["id"]: entity_of(properties, labels) for properties, labels in rows}
    if unknown := wanted - found.keys():
        raise DatabaseError(f"the graph has no node {min(unknown)}", "try: reelgraph rebuild")
    return found[request.source], found[request.target]


def _told(ask: Ask, found: Answer, filters: Filters) -> tuple[Path, ...]:
    """The paths with all that is said of them: what the search didn't bring along one more statement fetches."""
    if not found.ways:
        return ()
    keys = {key for _, hops in found.ways for key in hops}
    material = found.material or Material(*ask("paths/told", rows=[key_row(key) for key in sorted(keys)])[0])
    wanted = {end for key in keys for end in (key.subject, key.object)}
    nodes = [node for node in material.entities if node[0][0] in wanted]
    entities = {values[0]: entity_of(dict(zip(ENTITY, values, strict=True)), labels) for values, labels, _ in nodes}
    degrees = {values[0]: degree for values, _, degree in nodes}
    sources = {id_: (title, publisher, url) for id_, title, publisher, url in material.articles}
    rows = [
        (subject, relation, object_, dict(zip(EVIDENCE, values, strict=True)))
        for subject, relation, object_, values, *_ in material.credits
        if RelationshipKey(subject, Relation(relation), object_) in keys
    ]
    views = [(r.key, filters.view(r)) for r in relationships_of(rows, sources)]
    seen = {key: view for key, view in views if view is not None}
    return tuple(path_of([entities[i] for i in ids], [seen[k] for k in hops], degrees) for ids, hops in found.ways)
