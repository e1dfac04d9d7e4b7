"""Answers a question for paths on an index: all ties counted, the first ones ranked, longer ones if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.model import Filters
from graph.paths.few import few_routes
from graph.paths.index import Index
from graph.paths.layers import Meeting, layers
from graph.paths.lens import Lens
from graph.paths.rank import TIES_LIMIT
from graph.paths.space import Space
from graph.paths.ties import Labels, Naming, Route, best_walks


@dataclass(frozen=True, slots=True)
class Question:
    """A `PathRequest` in the numbers of an index. `avoid` and `through` take the place of the ids in `filters`."""

    source: int
    target: int
    filters: Filters = field(default_factory=Filters)
    avoid: tuple[int, ...] = ()
    through: tuple[int, ...] = ()
    max_hops: int = 8
    limit: int = 10
    more: int = 0


class Found(NamedTuple):
    """What a search found.

    `length` is that of the shortest path, None if there is none. `total` counts all shortest paths, however many, and
    of the longer ones that were asked for those that were looked at: `complete` says that none was left out, and where
    it is not set, no `length` means that the search ended before anything was found. `routes` are the first `limit`, in
    order; `ranked` of the total were considered.
    """

    length: int | None
    total: int
    ranked: int
    complete: bool
    routes: Sequence[Route]


NOTHING = Found(None, 0, 0, True, ())


def search(index: Index, question: Question, labels: Labels) -> Found:
    """All shortest paths from source to target, ranked, and with `more` those up to so many hops longer.

    At most `TIES_LIMIT` paths are ranked, the first in the order of `graph.paths.rank`. `question` must make sense (see
    `graph.paths.request.check`). `labels` is asked for names where nothing else decides.
    """
    lens = Lens(index, question.filters, (question.source, question.target), question.avoid)
    if set(question.through) & set(question.avoid):
        return NOTHING
    space = Space(lens, question.source, question.target, question.through)
    naming = Naming(labels, lens.relations)
    meeting = Meeting(space)
    shortest = meeting.shortest(question.max_hops)
    if shortest is None:
        return NOTHING
    find = _simple if space.through else _ties
    found = find(meeting, naming, question, shortest)
    meeting.release()
    return found


def _ties(meeting: Meeting, naming: Naming, question: Question, shortest: int) -> Found:
    """Without waypoints every shortest walk is a path, so they can be counted without being looked at."""
    last = min(shortest + question.more, question.max_hops)
    few = few_routes(meeting, shortest, naming, question.limit) if last == shortest else None
    if few is not None:
        return Found(shortest, few[0], few[0], True, few[1])
    between = layers(meeting, shortest)
    if between is None:
        return NOTHING
    space = meeting.space
    ranked = min(between.walks, TIES_LIMIT)
    routes: Sequence[Route] = best_walks(between, space.entity, naming, min(question.limit, ranked))
    total, complete = between.walks, between.walks == ranked
    if complete and last > shortest:
        from graph.paths.longer import LongerPaths

        walker = LongerPaths(meeting, naming, TIES_LIMIT - ranked)
        longer = list(walker.paths(shortest + 1, last))
        routes = [*routes, *longer[: question.limit - len(routes)]]
        total, ranked, complete = total + walker.found, ranked + walker.found, walker.complete
    elif last > shortest:
        complete = False
    return Found(shortest, total, ranked, complete, routes)


def _simple(meeting: Meeting, naming: Naming, question: Question, shortest: int) -> Found:
    """With waypoints a shortest walk may repeat an entity: the shortest paths may be longer than that."""
    from graph.paths.longer import LongerPaths

    walker = LongerPaths(meeting, naming, TIES_LIMIT)
    routes: list[Route] = []
    length: int | None = None
    for hops in range(shortest, question.max_hops + 1):
        if length is not None and hops > length + question.more:
            break
        for route in walker.paths(hops, hops):
            length = hops if length is None else length
            if len(routes) < question.limit:
                routes.append(route)
    return Found(length, walker.found, walker.found, walker.complete, tuple(routes))
