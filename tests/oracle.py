"""A plain and slow answer to the questions of paths, by networkx over model values: the measure of every store."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import networkx as nx

from graph.model import Entity, EntityType, Filters, Graph, Path, PathRequest, Relationship
from graph.paths import rank


def degrees(graph: Graph) -> dict[str, int]:
    """How many relationships each entity has, unfiltered."""
    count = dict.fromkeys((e.id for e in graph.entities), 0)
    for relationship in graph.relationships:
        for end in {relationship.subject, relationship.object}:
            count[end] += 1
    return count


def _walkable(
    graph: Graph, filters: Filters, ends: set[str]
) -> tuple[nx.Graph, dict[frozenset[str], list[Relationship]]]:
    def allowed(entity: Entity) -> bool:
        if entity.id in ends:
            return True
        wrong_kind = filters.kinds and entity.type is EntityType.FILM and entity.kind not in filters.kinds
        return not wrong_kind and entity.id not in filters.avoid

    inside = {e.id for e in graph.entities if allowed(e)}
    credits: dict[frozenset[str], list[Relationship]] = {}
    for relationship in graph.relationships:
        seen = filters.view(relationship)
        if seen and seen.subject != seen.object and {seen.subject, seen.object} <= inside:
            credits.setdefault(frozenset((seen.subject, seen.object)), []).append(seen)
    plain = nx.Graph()
    plain.add_nodes_from(inside)
    plain.add_edges_from(tuple(pair) for pair in credits)
    return plain, credits


def paths(graph: Graph, request: PathRequest) -> tuple[int | None, int, tuple[Path, ...]]:
    """Length of the shortest path, how many paths there are (of the lengths asked for), and all of them in order."""
    plain, credits = _walkable(graph, request.filters, {request.source, request.target})
    entities = {e.id: e for e in graph.entities}
    found: list[tuple[Sequence[Entity], Sequence[Relationship]]] = []
    for nodes in nx.all_simple_paths(plain, request.source, request.target, cutoff=request.max_hops):
        if set(request.filters.through) <= set(nodes):
            walked = [entities[n] for n in nodes]
            found += [(walked, hops) for hops in product(*(credits[frozenset(pair)] for pair in pairwise(nodes)))]
    if not found:
        return None, 0, ()
    length = min(len(hops) for _, hops in found)
    wanted = [f for f in found if len(f[1]) <= length + request.more]
    count = degrees(graph)
    told = [rank.path_of(entities_of, hops, count) for entities_of, hops in wanted]
    return length, len(wanted), tuple(sorted(told, key=lambda path: rank.order_key(path, count)))
