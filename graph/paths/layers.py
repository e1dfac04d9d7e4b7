"""Breadth-first search from both ends at once, and the layers of all walks of one length between them.

The search keeps for each state how many hops it is from either end, as far as it looked, and always widens the end with
fewer credits to look at. Where the two meet, the shortest length L is known; the states at i hops from the source and
L - i from the target are the layers of all shortest paths. For a longer walk of n hops layer i holds the states at most
i hops from the source and n - i from the target, from which the target can be reached in exactly n - i.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.paths.space import Space

if TYPE_CHECKING:
    from graph.paths.columns import Bools, Floats, Ints

UNSEEN = 127


class Ball:
    """The states within some hops of one end: `hops[s]` is the distance of state s, `UNSEEN` beyond `radius`."""

    def __init__(self, space: Space, centre: int, neighbours: Callable[[Ints], Ints], scratch: Ints) -> None:
        import numpy as np

        self.hops = np.full(space.size, UNSEEN, np.int8)
        self.hops[centre] = 0
        self.radius = 0
        self.frontier: Ints = np.array([centre], np.int64)
        self._neighbours = neighbours
        self._space = space
        self._scratch = scratch

    @property
    def work(self) -> int:
        """How many credits the next step looks at."""
        return int(self._space.lens.index.degree[self._space.entity(self.frontier)].sum())

    def grow(self) -> None:
        """Go one hop further."""
        import numpy as np

        found = self._neighbours(self.frontier)
        found = found[self.hops[found] == UNSEEN]
        # Of a state that is found several times the last one stays: cheaper than sorting.
        order = np.arange(len(found), dtype=np.int32)
        self._scratch[found] = order
        found = found[self._scratch[found] == order]
        self.radius += 1
        self.hops[found] = self.radius
        self.frontier = found


class Meeting:
    """The balls around both ends of a question."""

    def __init__(self, space: Space) -> None:
        import numpy as np

        self.space = space
        scratch = np.empty(space.size, np.int32)
        self.near = Ball(space, space.source, space.after, scratch)
        self.far = Ball(space, space.target, space.before, scratch)
        self._met: Ints | None = None

    def shortest(self, max_hops: int) -> int | None:
        """The number of hops of a shortest walk, or None if there is none of at most `max_hops`."""
        while self.near.radius + self.far.radius < max_hops:
            ball, other = (self.near, self.far) if self.near.work <= self.far.work else (self.far, self.near)
            ball.grow()
            if not len(ball.frontier):
                return None
            met = ball.frontier[other.hops[ball.frontier] != UNSEEN]
            if len(met):
                self._met = met
                return self.near.radius + self.far.radius
        return None

    def reach(self, hops: int) -> None:
        """Widen the balls until their radii add up to at least so many hops."""
        while self.near.radius + self.far.radius < hops:
            ball = self.near if self.near.work <= self.far.work else self.far
            ball.grow()
            self._met = None

    def middle(self, length: int) -> tuple[int, Ints]:
        """A layer to start from, and the states in it, ascending, for walks of `length` hops."""
        import numpy as np

        self.reach(length)
        at = min(self.near.radius, length)
        if self._met is not None:
            return at, np.sort(self._met)
        states = np.flatnonzero((self.near.hops <= at) & (self.far.hops <= length - at))
        return at, states[inside(self.space, states)] if 0 < at < length else states


@dataclass(frozen=True, slots=True)
class Step:
    """The credits between layer i and i + 1, by their start: those of `states[i][u]` are `start[u]:start[u + 1]`.

    `to` is a position in `states[i + 1]`; `cost` is what the credit and the entity it leads to add to a path, `best`
    that plus the least cost from there on. Among the credits of one start the least `best` comes first.
    """

    start: Ints
    to: Ints
    link: Ints
    cost: Ints
    best: Ints


@dataclass(frozen=True, slots=True)
class Layers:
    """All walks of one length between the ends: `states` by layer (ascending), `steps` between them."""

    states: tuple[Ints, ...]
    steps: tuple[Step, ...]
    walks: int

    @property
    def length(self) -> int:
        """The number of hops."""
        return len(self.steps)


def layers(meeting: Meeting, length: int) -> Layers | None:
    """The layers of all walks of exactly `length` hops, or None if there are none.

    `length` must not be less than the shortest. Entities at the ends don't come again in between.
    """
    import numpy as np

    space, near, far = meeting.space, meeting.near.hops, meeting.far.hops
    middle, found = meeting.middle(length)
    states: list[Ints] = [found]
    raw: list[tuple[Ints, Ints, Ints]] = []
    for i in range(middle - 1, -1, -1):
        edges = space.edges_before(states[0])
        keep = near[edges.to] <= i
        if i:
            keep &= inside(space, edges.to)
        came, position = np.unique(edges.to[keep], return_inverse=True)
        raw.insert(0, (position, edges.origin[keep], edges.link[keep]))
        states.insert(0, came)
    for i in range(middle + 1, length + 1):
        edges = space.edges_after(states[-1])
        keep = far[edges.to] <= length - i
        if i < length:
            keep &= inside(space, edges.to)
        came, position = np.unique(edges.to[keep], return_inverse=True)
        raw.append((edges.origin[keep], position, edges.link[keep]))
        states.append(came)
    return _weighed(space, states, raw)


def inside(space: Space, states: Ints) -> Bools:
    """Which of these states are not at an end of the question."""
    entities = space.entity(states)
    between: Bools = (entities != space.source) & (entities != space.target % space.nodes)
    return between


def _weighed(space: Space, states: list[Ints], raw: list[tuple[Ints, Ints, Ints]]) -> Layers | None:
    """Work out from the target backwards the least cost and the number of walks; drop what leads nowhere."""
    import numpy as np

    steps: list[Step] = []
    best_after = np.zeros(len(states[-1]), np.int64)
    count_after: Floats = np.ones(len(states[-1]), np.float64)
    exact: Ints = np.ones(len(states[-1]), np.int64)
    for i in range(len(raw) - 1, -1, -1):
        here, there, link = raw[i]
        alive = count_after[there] > 0
        here, there, link = here[alive], there[alive], link[alive]
        cost = space.lens.step_costs(link)
        if i + 1 < len(raw):
            cost += space.lens.hub_costs(space.entity(states[i + 1]))[there]
        best = cost + best_after[there]
        order = np.lexsort((best, here))
        here, there, best = here[order], there[order], best[order]
        size = len(states[i])
        start = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(here, minlength=size), out=start[1:])
        steps.insert(0, Step(start, there, link[order], cost[order], best))
        exact, count_after = _summed(here, there, size, exact, count_after)
        best_after = np.zeros(size, np.int64)
        some = start[1:] > start[:-1]
        best_after[some] = best[start[:-1][some]]
    walks = int(exact[0]) if len(exact) else 0
    return Layers(tuple(states), tuple(steps), walks) if walks else None


def _summed(here: Ints, there: Ints, size: int, exact: Ints, rough: Floats) -> tuple[Ints, Floats]:
    """The number of walks from each start, exactly, and roughly to see when 64 bits no longer hold it."""
    import numpy as np

    sums: Floats = np.bincount(here, rough[there], size).astype(np.float64)
    total: Ints = np.zeros(size, exact.dtype if sums.max(initial=0) < 2**62 else np.object_)
    np.add.at(total, here, exact[there])
    return total, sums
