"""What lies on the walks between two entities of a Neo4j server, found from both of them.

The surroundings of both are widened a hop at a time, and what the last two hops have in common is found on the server,
since they lead to the most and only that counts. What was looked at holds all walks; those that are short enough are
picked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Ask = Callable[..., list[list[Any]]]
"""Runs one statement of `queries/` by its name, with parameters, and gives its rows."""

FETCHED_LIMIT = 200_000
"""So many credits are looked at for one hop, at most, where all that it leads to is fetched …"""

JOINED_LIMIT = 1_500_000
"""… and so many where only what two sides have in common is."""

Edges = dict[str, list[str]]
"""For entities that were looked at: the entities that they share a credit with."""


class Between(NamedTuple):
    """The entities on all walks that are short enough: those whose credits were looked at, and all."""

    looked_at: list[str]
    all: list[str]


class Surroundings:
    """The surroundings of two entities, as far as they have been widened."""

    def __init__(self, ask: Ask, pair: tuple[str, str], parameters: Mapping[str, Any]) -> None:
        self._ask = ask
        self._parameters = parameters
        self._sides = tuple(_Side(end) for end in pair)

    def between(self, total: int) -> Between | None:
        """What lies on walks of at most `total` hops between the two; None where there is too much to look at."""
        while (left := total - sum(side.depth for side in self._sides)) > 2:
            side = min(self._sides, key=lambda s: s.work)
            if side.work > FETCHED_LIMIT:
                return None
            self._widen(side)
        bridge = self._bridge(left)
        if bridge is None:
            return None
        return _short_enough([*(side.edges for side in self._sides), *bridge], self._sides[0], self._sides[1], total)

    def _widen(self, side: _Side) -> None:
        degrees: dict[str, int] = {}
        for here, others in self._around(list(side.rim)):
            side.edges[here] = [there for there, _ in others]
            degrees |= dict(others)
        side.known |= side.rim.keys()
        side.rim = {there: degree for there, degree in degrees.items() if there not in side.known}
        side.depth += 1

    def _bridge(self, hops: int) -> list[Edges] | None:
        """The credits on walks of at most so many hops from rim to rim; None where there is too much to look at."""
        near, far = sorted(self._sides, key=lambda s: s.work)
        if hops <= 0 or not near.rim or not far.rim:
            return []
        if near.work + (far.work if hops == 2 else 0) > JOINED_LIMIT:
            return None
        found = [self._edges(near.rim, far.rim)]
        if hops == 2:
            ends = {"near": list(near.rim), "far": list(far.rim)}
            middle = [row[0] for row in self._ask("paths/bridge", **ends, **self._parameters)]
            if middle:
                found += [self._edges(side.rim, middle) for side in (near, far)]
        return found

    def _edges(self, ids: Iterable[str], among: Iterable[str]) -> Edges:
        rows = self._around(list(ids), list(among))
        return {here: [there for there, _ in others] for here, others in rows}

    def _around(self, ids: Sequence[str], among: Sequence[str] | None = None) -> list[list[Any]]:
        return self._ask("paths/around", ids=ids, among=among, **self._parameters) if ids else []


class _Side:
    """What was found from one of the two: `rim` holds what is `depth` hops away, with the number of credits of each."""

    def __init__(self, end: str) -> None:
        self.end = end
        self.depth = 0
        self.known: set[str] = set()
        self.rim = {end: 1}
        self.edges: Edges = {}

    @property
    def work(self) -> int:
        """How many credits the rim has, at most."""
        return sum(self.rim.values())


def _short_enough(found: Sequence[Edges], near: _Side, far: _Side, total: int) -> Between:
    """What of the edges lies on a walk of at most `total` hops."""
    around: Edges = {}
    for edges in found:
        for here, others in edges.items():
            around.setdefault(here, []).extend(others)
            for there in others:
                around.setdefault(there, []).append(here)
    first, second = _hops(around, near.end, total), _hops(around, far.end, total)
    kept = [n for n, hops in first.items() if n in second and hops + second[n] <= total]
    looked_at: set[str] = set().union(*found)
    return Between([n for n in kept if n in looked_at], kept)


def _hops(around: Mapping[str, Collection[str]], start: str, most: int) -> dict[str, int]:
    hops, rim = {start: 0}, [start]
    for depth in range(1, most + 1):
        rim = list(dict.fromkeys(there for here in rim for there in around.get(here, ()) if there not in hops))
        hops |= dict.fromkeys(rim, depth)
    return hops
