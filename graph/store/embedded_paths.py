"""Path answers of the embedded store: searched in the index, told in the words of the SQLite graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.errors import DatabaseError
from graph.model import Entity, Filters, Path, PathAnswer, PathRequest, Relationship
from graph.paths.index import Index
from graph.paths.rank import path_of
from graph.paths.request import check
from graph.paths.search import Question, search
from graph.paths.ties import Route
from graph.store.sqlite import SqliteGraph


def answer(graph: SqliteGraph, index: Index, request: PathRequest) -> PathAnswer:
    """The answer to a request for paths. Raises UsageError where the request makes no sense."""
    check(request)
    question = _question(graph, request)
    found = search(index, question, graph.labels)
    routes = list(found.routes)
    nodes = graph.nodes_by_number({question.source, question.target, *(n for r in routes for n in r.entities)})
    given_up = found.length is None and not found.complete
    note = "" if found.complete or given_up else f"only the first {found.ranked:,} in this order were ranked"
    paths = _told(graph, routes, nodes, request.filters)
    source, target = nodes[question.source][0], nodes[question.target][0]
    return PathAnswer(source, target, found.length, found.total, paths, note=note, given_up=given_up)


def _question(graph: SqliteGraph, request: PathRequest) -> Question:
    filters = request.filters
    numbers = graph.numbers_of({request.source, request.target, *filters.avoid, *filters.through})
    unknown = {request.source, request.target, *filters.through} - numbers.keys()
    if unknown:
        raise DatabaseError(f"the graph has no node {min(unknown)}", "try: reelgraph rebuild")
    return Question(
        numbers[request.source],
        numbers[request.target],
        filters,
        tuple(numbers[i] for i in filters.avoid if i in numbers),
        tuple(numbers[i] for i in filters.through),
        request.max_hops,
        request.limit,
        request.more,
    )


def _told(
    graph: SqliteGraph, routes: Sequence[Route], nodes: Mapping[int, tuple[Entity, int]], filters: Filters
) -> tuple[Path, ...]:
    hops = graph.relationships_by_number({n for route in routes for n in route.links})
    seen: dict[int, Relationship] = {}
    for number, hop in hops.items():
        view = filters.view(hop)
        if view is None:
            raise DatabaseError("the path index doesn't fit the graph", "run: reelgraph rebuild")
        seen[number] = view
    degrees = {entity.id: degree for entity, degree in nodes.values()}
    return tuple(
        path_of([nodes[n][0] for n in route.entities], [seen[n] for n in route.links], degrees) for route in routes
    )
