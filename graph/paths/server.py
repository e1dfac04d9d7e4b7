"""The search for paths on a Neo4j server: the server finds what lies between the ends, the ranking is the embedded one.

In the ordinary case one `allShortestPaths`, with both ends bound and the filters checked while it searches, gives the
relationships that all shortest paths are made of. For longer paths, waypoints, or more ties than can be listed, the
surroundings of both ends are widened a hop at a time until they meet, and only what lies on a short enough walk is
fetched. Either way a small index is made of it, and `graph.paths.search` answers: so the order is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graph.errors import UsageError
from graph.model import Filters, PathRequest, Relation, RelationshipKey, Status
from graph.paths.part import Credit, Labels, Part, Way
from graph.paths.search import Found

Ask = Callable[..., list[list[Any]]]
"""Runs one statement of `queries/` by its name, with parameters, and gives its rows."""

NEAR_HOPS = 8
"""How far `paths/shortest` looks; beyond, `paths/shortest_far` has to."""

ENTITIES_LIMIT = 200_000
"""So many entities around the two ends are looked at, at most, where they have to be fetched."""

PATHS_LIMIT = 100_000
"""So many shortest paths are walked on the server, at most; beyond, the surroundings of the ends are cheaper."""

TOLD_LIMIT = 100
"""Of so many credits, at most, the search brings along what is told of them: that saves asking again."""


class Material(NamedTuple):
    """What is told of credits, entities and articles, as `paths/told` returns it; the last two for the first.

    Properties come as values without their names, which would be most of what is sent.
    """

    credits: Sequence[Sequence[Any]]
    entities: Sequence[Sequence[Any]]
    articles: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, in ids; the first four as in `graph.paths.search.Found`.

    `material` holds what is told of all these ways, if the search brought it along.
    """

    length: int | None
    total: int
    ranked: int
    complete: bool
    ways: tuple[Way, ...]
    material: Material | None = None


class _Shortest:
    """What `paths/shortest` found: how many paths (counted just past the limit), how long, and what they consist of."""

    def __init__(self, paths: int, length: int, *rows: Sequence[Sequence[Any]]) -> None:
        self.paths, self.length = paths, length
        found = Material(*rows)
        self.credits = [_credit((*row[:3], *row[4:])) for row in found.credits]
        self.labels = {values[0]: (values[1], degree) for values, _, degree in found.entities}
        self.material = found if len(found.credits) <= TOLD_LIMIT else None


def find_paths(ask: Ask, request: PathRequest) -> Answer:
    """The paths that a request (which must make sense, see `graph.paths.request`) asks for.

    Raises UsageError where too much lies around the ends to look for a way through given entities.
    """
    return _Search(ask, request).answer()


class _Search:
    """One question on its way."""

    def __init__(self, ask: Ask, request: PathRequest) -> None:
        self.ask = ask
        self.request = request
        self.parameters = _parameters(ask, request.filters)
        self.around = _Around(ask, request, self.parameters)

    def answer(self) -> Answer:
        request = self.request
        shortest = self._shortest()
        if shortest is None or shortest.length > request.max_hops:
            return Answer(None, 0, 0, True, ())
        length = shortest.length
        if request.filters.through:
            return self._through(length)
        last = min(length + request.more, request.max_hops)
        if last == length and shortest.paths <= PATHS_LIMIT:
            return replace(self._shortest_ways(shortest), material=shortest.material)
        fetched = self._within(last)
        if fetched is not None:
            return self._ranked(fetched, last)
        return replace(self._shortest_ways(shortest), complete=False)

    def _shortest(self) -> _Shortest | None:
        near = self.request.max_hops <= NEAR_HOPS
        ends = {"source": self.request.source, "target": self.request.target}
        name = "paths/shortest" if near else "paths/shortest_far"
        limits = {"most": PATHS_LIMIT + 1, "told": TOLD_LIMIT}
        rows = self.ask(name, **ends, **limits, **self.parameters)
        return _Shortest(*rows[0]) if rows else None

    def _through(self, length: int) -> Answer:
        """The shortest paths through all waypoints: each length is tried, beginning with that of the shortest path."""
        for hops in range(length, self.request.max_hops + 1):
            credits = self._within(hops)
            if credits is None:
                raise UsageError(
                    f"more than {ENTITIES_LIMIT:,} entities lie around the ends of this path",
                    "allow fewer hops (--max-hops), or leave out the largest hubs (--avoid)",
                )
            found = self._ranked(credits, hops)
            if found.length is not None:
                last = min(found.length + self.request.more, self.request.max_hops)
                more = self._within(last) if last > hops else None
                return self._ranked(more, last) if more is not None else found
        return Answer(None, 0, 0, True, ())

    def _within(self, hops: int) -> list[Credit] | None:
        """All credits on walks of at most so many hops from end to end; None where too much lies around them."""
        ids = self.around.between(hops)
        if ids is None:
            return None
        filters = {k: v for k, v in self.parameters.items() if k not in ("avoid", "kinds")}
        return [_credit(row) for row in self.ask("paths/within", ids=ids, **filters)]

    def _shortest_ways(self, shortest: _Shortest) -> Answer:
        """The answer of the shortest paths alone."""
        part = Part(shortest.credits, shortest.labels)
        found = part.few(self.request, shortest.paths) or part.search(self.request, shortest.length)
        return _answer(part, found)

    def _ranked(self, credits: Sequence[Credit], hops: int, labels: Labels | None = None) -> Answer:
        """The answer, if these credits hold all paths of up to so many hops. Labels that aren't known are asked for."""
        part = Part(credits, labels if labels is not None else self._labels(credits))
        return _answer(part, part.search(self.request, hops))

    def _labels(self, credits: Sequence[Credit]) -> Labels:
        ids = sorted({end for c in credits for end in (c.key.subject, c.key.object)})
        return {entity_id: (name, degree) for entity_id, name, degree in self.ask("paths/labels", ids=ids)}


class _Around:
    """The surroundings of both ends: how many hops away each entity is, as far as they have been widened."""

    def __init__(self, ask: Ask, request: PathRequest, parameters: Mapping[str, Any]) -> None:
        self._ask = ask
        self._ends = (request.source, request.target)
        self._parameters = parameters
        self._hops = tuple({end: 0} for end in self._ends)
        self._rims = [[end] for end in self._ends]
        self._depths = [0, 0]

    def between(self, total: int) -> list[str] | None:
        """All entities on walks of at most `total` hops from end to end; None where there is too much to look at."""
        while sum(self._depths) < total:
            side = 0 if len(self._rims[0]) <= len(self._rims[1]) else 1
            self._widen(side)
            if sum(map(len, self._hops)) > ENTITIES_LIMIT:
                return None
        first, second = self._reaching(0, total), self._reaching(1, total)
        return [n for n, hops in first.items() if n in second and hops + second[n] <= total]

    def _widen(self, side: int) -> None:
        known = self._hops[side]
        rim = [n for n in self._neighbours(self._rims[side]) if n not in known]
        self._depths[side] += 1
        known.update(dict.fromkeys(rim, self._depths[side]))
        self._rims[side] = rim

    def _reaching(self, side: int, total: int) -> dict[str, int]:
        """Hops from one end, also beyond its own surroundings: into those of the other, where a short enough walk goes.

        An entity that is `n` hops from here on such a walk is at most `total - n` from the other end, and so is known
        there once `n` is past our own depth.
        """
        hops, other = dict(self._hops[side]), self._hops[1 - side]
        depth = self._depths[side]
        rim = [n for n in self._rims[side] if other.get(n, total) <= total - depth]
        while rim and depth < total:
            depth += 1
            rim = [n for n in self._neighbours(rim) if n not in hops and other.get(n, total) <= total - depth]
            hops.update(dict.fromkeys(rim, depth))
        return hops

    def _neighbours(self, ids: Sequence[str]) -> list[str]:
        if not ids:
            return []
        return [row[0] for row in self._ask("paths/around", ids=ids, ends=list(self._ends), **self._parameters)]


def _answer(part: Part, found: Found) -> Answer:
    return Answer(found.length, found.total, found.ranked, found.complete, tuple(part.ways(found)))


def _credit(row: Sequence[Any]) -> Credit:
    subject, relation, object_, status, date = row
    return Credit(RelationshipKey(subject, Relation(relation), object_), Status(status), date)


def _parameters(ask: Ask, filters: Filters) -> dict[str, Any]:
    """The filters as parameters of the statements. Publications are compared here, where casefolding is known."""
    articles: list[str] | None = None
    if filters.publications:
        publishers = [name for [name] in ask("paths/publishers") if name.casefold() in filters.publications]
        articles = [row[0] for row in ask("paths/articles_of", publishers=publishers)]
    return {
        "relations": sorted(filters.relations),
        "statuses": sorted(filters.statuses),
        "as_of": filters.as_of,
        "since": filters.since,
        "articles": articles,
        "avoid": sorted(filters.avoid),
        "kinds": sorted(filters.kinds),
    }
