"""The best simple paths through some layers, one after the other, where walks may repeat an entity.

A best-first search (A*): a path begun is worth its cost so far plus the least cost of any walk from there to the
target, so paths come out in the order of `graph.paths.rank`. The credits of a state are looked at one at a time, best
first, and names are looked up only where costs are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from graph.paths.layers import Layers, Meeting, layers
from graph.paths.ties import Naming, Route

if TYPE_CHECKING:
    from graph.paths.columns import Ints

WORK_LIMIT = 500_000
"""After so many steps the search for longer paths ends: there are graphs where most walks lead nowhere new."""


class _Begun:
    """A path begun. `row` is its last credit in `layers.steps[depth - 1]`, the `turn`-th best of its parent's."""

    __slots__ = ("_key", "depth", "entities", "least", "links", "parent", "row", "search", "spent", "turn")

    def __init__(self, search: SimplePaths, parent: _Begun | None, turn: int, row: int) -> None:
        self.search = search
        self.parent = parent
        self.turn = turn
        self.row = row
        self._key: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None = None
        if parent is None:
            self.depth, self.spent, self.least = 0, 0, 0
            self.entities: tuple[int, ...] = (search.entity_at(0, 0),)
            self.links: tuple[int, ...] = ()
            return
        self.depth = parent.depth + 1
        table = search.tables[parent.depth]
        self.spent = parent.spent + table.cost[row]
        self.least = parent.spent + table.best[row]
        self.entities = (*parent.entities, search.entity_at(self.depth, table.to[row]))
        self.links = (*parent.links, table.link[row])

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        if self._key is None:
            labels = [self.search.label(n) for n in self.entities]
            relations = tuple(self.search.relation(k) for k in self.links)
            self._key = tuple(x[0] for x in labels), tuple(x[1] for x in labels), relations
        return self._key

    def __lt__(self, other: _Begun) -> bool:
        return self.least < other.least if self.least != other.least else self.key < other.key


class _Table(NamedTuple):
    """A `Step` in plain numbers, which are quicker to take one by one."""

    start: list[int]
    to: list[int]
    link: list[int]
    cost: list[int]
    best: list[int]


class SimplePaths:
    """The simple paths through layers, best first.

    At most `steps` are made, `left` says how many are left; `stopped` that they ran out before the paths did.
    """

    def __init__(self, layers: Layers, entity: Callable[[Ints], Ints], naming: Naming, steps: int) -> None:
        self.tables = [
            _Table(s.start.tolist(), s.to.tolist(), s.link.tolist(), s.cost.tolist(), s.best.tolist())
            for s in layers.steps
        ]
        self.stopped = False
        self._entities = [entity(s).tolist() for s in layers.states]
        self._naming = naming
        self.left = steps
        self._labels: dict[int, tuple[str, str]] = {}
        self._relations: dict[int, str] = {}
        self._sorted: dict[tuple[int, int], list[int]] = {}

    def __iter__(self) -> Iterator[Route]:
        heap: list[_Begun] = [_Begun(self, None, 0, 0)]
        while heap:
            if self.left <= 0:
                self.stopped = True
                return
            self.left -= 1
            begun = heappop(heap)
            if begun.parent is not None:
                self._push(heap, begun.parent, begun.turn + 1)
                if begun.entities[-1] in begun.entities[:-1]:
                    continue
            if begun.depth == len(self.tables):
                yield Route(begun.entities, begun.links, begun.spent)
            else:
                self._push(heap, begun, 0)

    def _push(self, heap: list[_Begun], parent: _Begun, turn: int) -> None:
        at = 0 if parent.parent is None else self.tables[parent.depth - 1].to[parent.row]
        row = self._nth(parent.depth, at, turn)
        if row is not None:
            heappush(heap, _Begun(self, parent, turn, row))

    def _nth(self, depth: int, at: int, turn: int) -> int | None:
        """The `turn`-th best credit of a state, or None; runs of equal cost are put in order when they are reached."""
        table = self.tables[depth]
        first, end = table.start[at], table.start[at + 1]
        if first + turn >= end:
            return None
        done = self._sorted.setdefault((depth, at), [])
        while len(done) <= turn:
            start = first + len(done)
            stop = start + 1
            while stop < end and table.best[stop] == table.best[start]:
                stop += 1
            run = range(start, stop)
            done.extend(run if len(run) == 1 else sorted(run, key=lambda row: self._row_key(depth, row)))
        return done[turn]

    def _row_key(self, depth: int, row: int) -> tuple[str, str, str]:
        table = self.tables[depth]
        return (*self.label(self.entity_at(depth + 1, table.to[row])), self.relation(table.link[row]))

    def entity_at(self, depth: int, position: int) -> int:
        """The entity of a state of a layer."""
        entity: int = self._entities[depth][position]
        return entity

    def label(self, entity: int) -> tuple[str, str]:
        """Name and id of an entity."""
        if entity not in self._labels:
            self._labels.update(self._naming.labels([entity]))
        return self._labels[entity]

    def relation(self, link: int) -> str:
        """The relation of a relationship, by name."""
        if link not in self._relations:
            [self._relations[link]] = self._naming.relations([link])
        return self._relations[link]


class LongerPaths:
    """Finds simple paths by length, at most `room` of them: `found` so far; `complete` says that none was left out."""

    def __init__(self, meeting: Meeting, naming: Naming, room: int) -> None:
        self._meeting = meeting
        self._naming = naming
        self._room = room
        self._left = WORK_LIMIT
        self.found = 0
        self.complete = True

    def paths(self, first: int, last: int) -> Iterator[Route]:
        """The simple paths of `first` to `last` hops, shorter ones first."""
        for hops in range(first, last + 1):
            between = layers(self._meeting, hops) if self.complete else None
            if between is None:
                continue
            simple = SimplePaths(between, self._meeting.space.entity, self._naming, self._left)
            for route in simple:
                if self.found == self._room:
                    self.complete = False
                    return
                self.found += 1
                yield route
            self._left = simple.left
            if simple.stopped:
                self.complete = False
                return
