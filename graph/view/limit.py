"""Cuts a selection down to what a picture can show, and says what was left out."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from graph.model import Graph


def limit_graph(graph: Graph, focus: Sequence[str], limit: int) -> tuple[Graph, str]:
    """At most `limit` entities, nearest to `focus` first and among those the best connected, with what joins them.

    Without a focus the best connected ones are kept. The note says in a sentence what was left out and how to choose
    otherwise; it is empty where nothing was. Ids in `focus` are always kept.
    """
    if len(graph.entities) <= limit:
        return graph, ""
    near = _neighbours(graph)
    distance = _distances(near, [i for i in focus if i in near])
    far = len(graph.entities)
    names = {entity.id: entity.name for entity in graph.entities}
    order = sorted(near, key=lambda i: (distance.get(i, far), -len(near[i]), names[i], i))
    kept = set(_together(order, near, max(limit, 1))) | {i for i in focus if i in near}
    return _part(graph, kept), _note(len(kept), len(graph.entities), bool(distance))


def _neighbours(graph: Graph) -> Mapping[str, set[str]]:
    near: dict[str, set[str]] = {entity.id: set() for entity in graph.entities}
    for relationship in graph.relationships:
        if relationship.subject in near and relationship.object in near:
            near[relationship.subject].add(relationship.object)
            near[relationship.object].add(relationship.subject)
    return near


def _distances(near: Mapping[str, set[str]], focus: Iterable[str]) -> Mapping[str, int]:
    distance = dict.fromkeys(focus, 0)
    waiting = deque(distance)
    while waiting:
        here = waiting.popleft()
        for there in near[here]:
            if there not in distance:
                distance[there] = distance[here] + 1
                waiting.append(there)
    return distance


def _together(order: Sequence[str], near: Mapping[str, set[str]], limit: int) -> Sequence[str]:
    """The first of an order; whoever would stand alone in the picture makes room for the next who wouldn't."""
    first = order[:limit]
    chosen = set(first)
    joined = [i for i in first if near[i] & chosen or not near[i]]
    beside = set().union(*(near[i] for i in joined)) - set(joined)
    joined += [i for i in order[limit:] if i in beside][: limit - len(joined)]
    alone = [i for i in first if i not in set(joined)]
    return joined + alone[: limit - len(joined)]


def _part(graph: Graph, kept: set[str]) -> Graph:
    mentions = defaultdict(set)
    for article in graph.articles:
        mentions[article.id] = kept.intersection(article.mentions)
    return Graph(
        tuple(e for e in graph.entities if e.id in kept),
        tuple(r for r in graph.relationships if r.subject in kept and r.object in kept),
        tuple(article for article in graph.articles if mentions[article.id]),
    )


def _note(shown: int, total: int, focused: bool) -> str:
    chosen = "the nearest and best connected" if focused else "the best connected"
    how = "Choose others with --limit, fewer --hops or a name." if focused else "Choose others with --limit or a name."
    return f"Shown are {shown:,} of {total:,} names, {chosen}. {how}"
