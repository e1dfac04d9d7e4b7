"""The space a search walks: entities, or with `through` entities together with which waypoints were met so far.

A state is `entity + met * nodes`, where bit i of `met` says that waypoint i was met. Without waypoints states are
entities. So one and the same search finds paths that must lead through given entities, in whatever order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.paths.lens import Edges, Lens

if TYPE_CHECKING:
    from graph.paths.columns import Ints

UNSEEN = 127
"""The distance of a state that no search has come to; paths are shorter."""


class Space:
    """States and how they follow each other for one question. `size` is one more than the largest state."""

    def __init__(self, lens: Lens, source: int, target: int, through: Sequence[int] = ()) -> None:
        import numpy as np

        self.lens = lens
        self.nodes = lens.index.nodes
        self.through = tuple(dict.fromkeys(n for n in through if n not in (source, target)))
        self.size = self.nodes << len(self.through)
        self.source = source
        self.target = target + self.nodes * ((1 << len(self.through)) - 1)
        self._bits = np.zeros(self.nodes, np.int64) if self.through else None
        if self._bits is not None:
            for bit, node in enumerate(self.through):
                self._bits[node] = 1 << bit

    def distances(self) -> Ints:
        """An array of the distances of all states, all of them `UNSEEN`."""
        import numpy as np

        if self._bits is None and (spare := self.lens.index.take_spare()) is not None:
            return spare
        return np.full(self.size, UNSEEN, np.int8)

    def give_back(self, distances: Ints) -> None:
        """Keep an array of distances, all `UNSEEN` again, for another question: filling one takes longer than most."""
        if self._bits is None:
            self.lens.index.keep_spare(distances)

    def entity(self, states: Ints) -> Ints:
        """The entities of these states."""
        return states if self._bits is None else states % self.nodes

    def work(self, states: Ints) -> int:
        """How many credits the entities of these states have together: what a step from there costs."""
        return int(self.lens.index.degree[self.entity(states)].sum())

    def after(self, states: Ints) -> Ints:
        """The states that these lead to, with repetitions."""
        return self.lens.neighbours(states) if self._bits is None else self.edges_after(states).to

    def before(self, states: Ints) -> Ints:
        """The states that lead to these, with repetitions."""
        return self.lens.neighbours(states) if self._bits is None else self.edges_before(states).to

    def edges_after(self, states: Ints, hops: Ints | None = None, bound: int = 0) -> Edges:
        """The credits that lead on from these states; with `hops` only to states s where `hops[s] <= bound`."""
        if self._bits is None:
            return self.lens.edges(states, hops, bound)
        edges = self.lens.edges(states % self.nodes)
        met = (states // self.nodes)[edges.origin] | self._bits[edges.to]
        return _near(Edges(edges.origin, edges.to + met * self.nodes, edges.link), hops, bound)

    def edges_before(self, states: Ints, hops: Ints | None = None, bound: int = 0) -> Edges:
        """The credits that lead to these states; `to` is where they come from, limited in the same way."""
        if self._bits is None:
            return self.lens.edges(states, hops, bound)
        here = states % self.nodes
        met = states // self.nodes & ~self._bits[here]
        edges = self.lens.edges(here)
        # A waypoint counts as met from itself on, so a state at it must have its bit.
        came = met[edges.origin]
        possible = came & self._bits[edges.to] == self._bits[edges.to]
        origin, to, link = edges.origin[possible], edges.to[possible], edges.link[possible]
        return _near(Edges(origin, to + came[possible] * self.nodes, link), hops, bound)


def _near(edges: Edges, hops: Ints | None, bound: int) -> Edges:
    if hops is None:
        return edges
    keep = hops[edges.to] <= bound
    return Edges(edges.origin[keep], edges.to[keep], edges.link[keep])
