"""Breadth-first search from both ends at once, and the layers of all walks of one length between them.

The search keeps for each state how many hops it is from either end, as far as it looked, and always widens the end with
fewer credits to look at. Where the two meet, the shortest length L is known; the states at i hops from the source and
L - i from the target are the layers of all shortest paths. For a longer walk of n hops layer i holds the states at most
i hops from the source and n - i from the target, from which the target can be reached in exactly n - i.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from graph.paths.build import distinct
from graph.paths.space import UNSEEN, Space

if TYPE_CHECKING:
    from graph.paths.columns import Bools, Floats, Ints

SORTED_SHARE = 64
"""More than one state in so many is put in order by a look at all, which is quicker then than sorting."""


class Ball:
    """The states within some hops of one end: `hops[s]` is the distance of state s, `UNSEEN` beyond `radius`.

    `shells[i]` are the states at exactly i hops, ascending, and `work[i]` is how many credits these have together.
    """

    def __init__(self, space: Space, centre: int, neighbours: Callable[[Ints], Ints]) -> None:
        import numpy as np

        self.hops = space.distances()
        self.hops[centre] = 0
        self._neighbours = neighbours
        self._space = space
        self._ahead: Ints | None = None
        self._marked: Ints | None = None
        self.shells: list[Ints] = [np.array([centre], np.int64)]
        self.work = [space.work(self.shells[0])]

    @property
    def radius(self) -> int:
        """How many hops were walked."""
        return len(self.shells) - 1

    def release(self) -> None:
        """Give the array of distances back, to be used for another question."""
        for states in (*self.shells, *([self._marked] if self._marked is not None else [])):
            self.hops[states] = UNSEEN
        self._space.give_back(self.hops)

    def look_ahead(self) -> Ints:
        """Where the next hop leads: states with repetitions, some of them seen before."""
        if self._ahead is None:
            self._ahead = self._neighbours(self.shells[-1])
        return self._ahead

    def mark(self, states: Ints) -> None:
        """Set the distance of some states one hop beyond the radius, until the ball grows."""
        self.hops[states] = len(self.shells)
        self._marked = states

    def grow(self) -> Ints:
        """Go one hop further; returns the states found."""
        import numpy as np

        if self._marked is not None:
            self.hops[self._marked] = UNSEEN
        found, hops = self.look_ahead(), len(self.shells)
        found = found[self.hops.take(found) == UNSEEN]
        self._ahead = self._marked = None
        if len(found) * SORTED_SHARE < len(self.hops):
            found = distinct(found)
            self.hops[found] = hops
        else:
            self.hops[found] = hops
            found = np.flatnonzero(self.hops == hops)
        self.shells.append(found)
        self.work.append(self._space.work(found))
        return found


class Meeting:
    """The balls around both ends of a question."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.near = Ball(space, space.source, space.after)
        self.far = Ball(space, space.target, space.before)
        self.met: Ints | None = None
        """The states in the middle of all shortest walks, ascending, while the balls are not grown beyond them …"""
        self.met_at = 0
        """… and how many hops these are from the source."""

    def _narrower(self) -> tuple[Ball, Ball]:
        """The ball with less work at its rim, and the other one."""
        return (self.near, self.far) if self.near.work[-1] <= self.far.work[-1] else (self.far, self.near)

    @property
    def reached(self) -> int:
        """How long walks can be that lie within the balls."""
        return self.near.radius + self.far.radius

    def shortest(self, max_hops: int) -> int | None:
        """The number of hops of a shortest walk, or None if there is none of at most `max_hops`."""
        while self.reached < max_hops:
            ball, other = self._narrower()
            ahead = ball.look_ahead()
            met = ahead[other.hops.take(ahead) != UNSEEN]
            if len(met):
                # The hop that meets is the longest: of what it leads to, only what is met is put in order.
                self.met = distinct(met)
                self.met_at = self.near.radius + (ball is self.near)
                ball.mark(self.met)
                return self.reached + 1
            if not len(ball.grow()):
                return None
        return None

    def release(self) -> None:
        """Nothing more is asked; what was lent to this search may be used for the next one."""
        self.near.release()
        self.far.release()

    def middle(self, length: int) -> tuple[int, Ints]:
        """A layer to start from, and the states in it, ascending, for walks of `length` hops."""
        import numpy as np

        if self.met is not None and length == self.reached + 1:
            return self.met_at, self.met
        self.met = None
        while self.reached < length:
            self._narrower()[0].grow()
        at = min(self.near.radius, length)
        states = np.flatnonzero((self.near.hops <= at) & (self.far.hops <= length - at))
        return at, states[inside(self.space, states)] if 0 < at < length else states


class Step(NamedTuple):
    """The credits between layer i and i + 1, by their start: those of `states[i][u]` are `start[u]:start[u + 1]`.

    `to` is a position in `states[i + 1]`; `cost` is what the credit and the entity it leads to add to a path, `best`
    that plus the least cost from there on. Among the credits of one start the least `best` comes first.
    """

    start: Ints
    to: Ints
    link: Ints
    cost: Ints
    best: Ints


class Layers(NamedTuple):
    """All walks of one length between the ends: `states` by layer (ascending), `steps` between them."""

    states: tuple[Ints, ...]
    steps: tuple[Step, ...]
    walks: int

    @property
    def length(self) -> int:
        """The number of hops."""
        return len(self.steps)


Raw = tuple["Ints", "Ints", "Ints"]
"""Credits between two layers: positions in the first, positions in the second, relationship numbers."""


def layers(meeting: Meeting, length: int) -> Layers | None:
    """The layers of all walks of exactly `length` hops, or None if there are none.

    `length` must not be less than the shortest. Entities at the ends don't come again in between.
    """
    middle, found = meeting.middle(length)
    states: list[Ints] = [found]
    raw: list[Raw] = []
    for i in range(middle - 1, -1, -1):
        came, (there, here, link) = hop(meeting, states[0], i, length, back=True)
        raw.insert(0, (here, there, link))
        states.insert(0, came)
    for i in range(middle + 1, length + 1):
        came, credits = hop(meeting, states[-1], i, length, back=False)
        raw.append(credits)
        states.append(came)
    return _weighed(meeting.space, states, raw)


def hop(meeting: Meeting, layer: Ints, i: int, length: int, *, back: bool) -> tuple[Ints, Raw]:
    """From a layer to layer i beside it, towards the source (`back`) or the target: its states, and the credits.

    The credits are given as positions in `layer`, positions in layer i, and numbers.
    """
    import numpy as np

    space = meeting.space
    ball, bound, step = (meeting.near, i, space.edges_before) if back else (meeting.far, length - i, space.edges_after)
    if meeting.met is layer and ball.work[bound] < space.work(layer):
        return _hop_from_shell(meeting, layer, ball.shells[bound], length, back=back)
    edges = step(layer, ball.hops, bound)
    origin, to, link = edges.origin, edges.to, edges.link
    if 0 < i < length:
        keep = inside(space, to)
        origin, to, link = origin[keep], to[keep], link[keep]
    came, position = np.unique(to, return_inverse=True)
    return came, (origin, position, link)


def _hop_from_shell(meeting: Meeting, met: Ints, shell: Ints, length: int, *, back: bool) -> tuple[Ints, Raw]:
    """The same where the balls met, from the other side: cheaper where a hub is among those met.

    All shortest paths lead from the shell to the states met, which are those that the other ball has reached.
    """
    import numpy as np

    space, other = meeting.space, meeting.far if back else meeting.near
    reached = length - meeting.met_at if back else meeting.met_at
    step = space.edges_after if back else space.edges_before
    edges = step(shell, other.hops, reached)
    came, position = np.unique(edges.origin, return_inverse=True)
    return shell[came], (np.searchsorted(met, edges.to), position, edges.link)


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
