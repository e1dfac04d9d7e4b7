"""Path answers of the Neo4j store: searched on the server, told in the words of its relationships' evidence."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import DatabaseError
from graph.model import Entity, Path, PathAnswer, PathRequest
from graph.paths.rank import path_of
from graph.paths.request import check
from graph.paths.server import Way, find_paths
from graph.store.neo4j_connection import Ask, Row
from graph.store.neo4j_rows import entity_of, key_row, relationships_of


def answer(ask: Ask, request: PathRequest) -> PathAnswer:
    """The answer to a request for paths. Raises UsageError where the request makes no sense."""
    check(request)
    if request.filters.through:
        _ends(ask, request)
    found = find_paths(ask, request)
    note = "" if found.complete else f"only the first {found.ranked:,} in this order were ranked"
    paths = _told(ask, found.ways, request)
    if paths:
        source, target = paths[0].entities[0], paths[0].entities[-1]
    else:
        source, target = _ends(ask, request)
    return PathAnswer(source, target, found.length, found.total, paths, note=note)


def _ends(ask: Ask, request: PathRequest) -> tuple[Entity, Entity]:
    """Both ends. Raises DatabaseError if the graph lacks one, or an entity that the paths must lead through."""
    wanted = {request.source, request.target, *request.filters.through}
    rows = ask("store/entities", ids=sorted(wanted))
    found = {properties["id"]: entity_of(properties, labels) for properties, labels in rows}
    if unknown := wanted - found.keys():
        raise DatabaseError(f"the graph has no node {min(unknown)}", "try: reelgraph rebuild")
    return found[request.source], found[request.target]


def _told(ask: Ask, ways: Sequence[Way], request: PathRequest) -> tuple[Path, ...]:
    """The paths with all that is said of them, which one statement fetches: every round trip counts here."""
    if not ways:
        return ()
    keys = {key for _, hops in ways for key in hops}
    entities: dict[str, Entity] = {}
    degrees: dict[str, int] = {}
    sources: dict[str, tuple[str, str, str]] = {}
    rows: list[Row] = []
    for subject, its_labels, its_degree, relation, said, object_, labels, degree, articles in ask(
        "paths/told", rows=[key_row(key) for key in sorted(keys)]
    ):
        entities |= {subject["id"]: entity_of(subject, its_labels), object_["id"]: entity_of(object_, labels)}
        degrees |= {subject["id"]: its_degree, object_["id"]: degree}
        sources |= {id_: (title, publisher, url) for id_, title, publisher, url in articles}
        rows.append([subject["id"], relation, object_["id"], said])
    views = [(r.key, request.filters.view(r)) for r in relationships_of(rows, sources)]
    seen = {key: view for key, view in views if view is not None}
    return tuple(path_of([entities[i] for i in ids], [seen[k] for k in hops], degrees) for ids, hops in ways)
