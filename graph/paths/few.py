"""All shortest paths where little lies between the ends, in plain numbers.

An array operation costs as much as some dozens of plain steps, however short the array. Between two ordinary people lie
a few paths, found by looking at some hundred credits: plain steps are several times quicker there. Where more lies
between, this gives up early, and `graph.paths.layers` and `graph.paths.ties` answer. Both give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from graph.paths.layers import hop
from graph.paths.rank import hub_cost
from graph.paths.ties import Naming, Route

if TYPE_CHECKING:
    from graph.paths.columns import Ints
    from graph.paths.layers import Meeting, Raw
    from graph.paths.lens import Lens

CREDITS = 300
"""So many credits between two layers are looked at one by one, at most."""

WALKS = 100
"""So many paths are listed, at most; more of them are ranked quicker as arrays."""

Step = Mapping[int, Sequence[tuple[int, int]]]
"""For each entity of a layer the credits that lead from it towards an end: the entity there, and the relationship."""


class Prices(NamedTuple):
    """What a relationship, and an entity in between, add to the packed cost of a path."""

    credits: Mapping[int, int]
    hub: Callable[[int], int]


class Side(NamedTuple):
    """What lies between an end and the middle of all shortest paths: the steps, that from the middle first."""

    end: int
    steps: Sequence[Step]


def few_routes(meeting: Meeting, length: int, naming: Naming, limit: int) -> tuple[int, list[Route]] | None:
    """How many shortest paths there are, and the first `limit` in order; None if there are many.

    To be asked right after `meeting.shortest` has found their length.
    """
    met, lens = meeting.met, meeting.space.lens
    if met is None or len(met) > WALKS or meeting.space.through or not lens.timeless:
        return None
    middle = met.tolist()
    near, far = _steps(meeting, length, near=True), _steps(meeting, length, near=False)
    if near is None or far is None:
        return None
    links = {link for step in (*near, *far) for credits in step.values() for _, link in credits}
    degree = lens.index.degree
    prices = Prices(lens.plain_costs(links), lambda entity: hub_cost(int(degree[entity])))
    routes = joined(Side(meeting.space.source, near), Side(meeting.space.target, far), middle, prices)
    return (len(routes), ordered(routes, naming, limit)) if routes is not None else None


def joined(near: Side, far: Side, middle: Iterable[int], prices: Prices) -> list[Route] | None:
    """All paths from one end through the middle to the other, in no order; None if there are more than `WALKS`."""
    first, second = _halves(near, prices), _halves(far, prices)
    if first is None or second is None or sum(len(first[n]) * len(second[n]) for n in middle) > WALKS:
        return None
    routes = []
    for entity in middle:
        hub = 0 if entity in (near.end, far.end) else prices.hub(entity)
        for here, links, cost in first[entity]:
            routes += [
                Route(here + there[-2::-1], links + others[::-1], cost + hub + rest)
                for there, others, rest in second[entity]
            ]
    return routes


def ordered(routes: Iterable[Route], naming: Naming, limit: int) -> list[Route]:
    """The first routes by cost, and by name where that is equal."""
    found: list[Route] = []
    for _, tied in groupby(sorted(routes, key=attrgetter("cost")), key=attrgetter("cost")):
        run = list(tied)
        if len(run) > 1:
            run = [run[i] for i in naming.order([r.entities for r in run], [r.links for r in run])]
        found += run
        if len(found) >= limit:
            break
    return found[:limit]


def _steps(meeting: Meeting, length: int, *, near: bool) -> list[Step] | None:
    """The credits between the layers from the middle to one end, those at the middle first; None if there are many.

    Each of them lies on a shortest path that no other one between the same layers lies on.
    """
    import numpy as np

    ball, depth = (meeting.near, meeting.met_at) if near else (meeting.far, length - meeting.met_at)
    lens, front = meeting.space.lens, meeting.met
    assert front is not None
    steps: list[Step] = []
    for hops in range(depth - 1, -1, -1):
        work, work_there = int(lens.index.degree[front].sum()), ball.work[hops]
        if min(work, work_there) > CREDITS:
            layer, raw = hop(meeting, front, hops if near else length - hops, length, back=near)
            step = _from_arrays(front, layer, raw)
        elif work <= work_there:
            step = _from_here(lens, front.tolist(), ball.hops.data, hops)
        else:
            step = _from_there(lens, front.tolist(), ball.shells[hops].tolist())
        if sum(map(len, step.values())) > WALKS:
            return None
        steps.append(step)
        front = np.array(sorted({there for credits in step.values() for there, _ in credits}), np.int64)
    return steps


def _from_arrays(front: Ints, layer: Ints, raw: Raw) -> Step:
    """Credits between two layers that were found as arrays, no more of them than matter."""
    here, there, link = (part[: WALKS + 1] for part in raw)
    found: dict[int, list[tuple[int, int]]] = {}
    for a, b, number in zip(front[here].tolist(), layer[there].tolist(), link.tolist(), strict=True):
        found.setdefault(a, []).append((b, number))
    return found


def _from_here(lens: Lens, front: Sequence[int], distance: memoryview, hops: int) -> Step:
    """The credits from some entities to those at so many hops, looked for among all credits of the former."""
    step = {}
    for here in front:
        credits = lens.credits(here, [at for at, there in lens.ends(here) if distance[there] == hops])
        step[here] = [credit for credit in credits if distance[credit[0]] == hops]
    return step


def _from_there(lens: Lens, front: Sequence[int], shell: Sequence[int]) -> Step:
    """The same, looked for among all credits of those of the latter."""
    step: dict[int, list[tuple[int, int]]] = {here: [] for here in front}
    for there in shell:
        for here, link in lens.credits(there, [at for at, here in lens.ends(there) if here in step]):
            if here in step:
                step[here].append((there, link))
    return step


Half = tuple[tuple[int, ...], tuple[int, ...], int]
"""A path from an end to the middle: entities, relationships, and what it costs without the entity in the middle."""


def _halves(side: Side, prices: Prices) -> Mapping[int, Sequence[Half]] | None:
    """All paths from an end to each entity in the middle; None if there are too many.

    Each of them goes on to the other end, so there are at least as many whole paths.
    """
    halves: dict[int, list[Half]] = {side.end: [((side.end,), (), 0)]}
    for step in reversed(side.steps):
        hubs = {there: 0 if there == side.end else prices.hub(there) for there in halves}
        halves = {
            here: [
                ((*entities, here), (*links, link), cost + prices.credits[link] + hubs[there])
                for there, link in credits
                for entities, links, cost in halves[there]
            ]
            for here, credits in step.items()
        }
        if sum(map(len, halves.values())) > WALKS:
            return None
    return halves
