"""The search for paths on a Neo4j server: the server finds what lies between the ends, the ranking is the embedded one.

In the ordinary case one `allShortestPaths`, with both ends bound and the filters checked while it searches, gives the
relationships that all shortest paths are made of. For longer paths, waypoints, or more ties than can be listed, the
surroundings of both ends are widened a hop at a time until they meet, and only what lies on a short enough walk is
fetched. Either way a small index is made of it, and `graph.paths.search` answers: so the order is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from typing import Any, NamedTuple

from graph.errors import UsageError
from graph.model import EntityType, Filters, PathRequest, Relation, RelationshipKey, Status
from graph.paths.part import Credit, Labels, Part, Way
from graph.paths.rank import HOPS_LIMIT
from graph.paths.search import Found
from graph.paths.surroundings import FETCHED_LIMIT, Ask, Surroundings

NEAR_HOPS = 8
"""How far `paths/shortest` looks; beyond, `paths/shortest_far` has to."""

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


NO_PATHS = Answer(None, 0, 0, True, ())


class Shortest:
    """What `paths/shortest` found: how many paths (counted just past the limit), how long, and what they consist of."""

    def __init__(self, paths: int, length: int, *rows: Sequence[Sequence[Any]]) -> None:
        self.paths, self.length = paths, length
        found = Material(*rows)
        self.labels = {values[0]: (values[1], degree) for values, _, degree in found.entities}
        credits = (_credit((*row[:3], *row[4:])) for row in found.credits)
        self.credits = [c for c in credits if c.key.subject in self.labels and c.key.object in self.labels]
        self.material = found if found.credits and found.credits[0][3] is not None else None


def find_paths(ask: Ask, request: PathRequest) -> Answer:
    """The paths that a request (which must make sense, see `graph.paths.request`) asks for.

    Raises UsageError where too much lies around the ends to look for a way through given entities.
    """
    search = _Search(ask, request)
    return search.through() if request.filters.through else search.answer()


class _Search:
    """One question on its way."""

    def __init__(self, ask: Ask, request: PathRequest) -> None:
        self.ask = ask
        self.request = request
        self.parameters = parameters(ask, request.filters)

    def answer(self) -> Answer:
        """The paths that needn't lead through anything."""
        request = self.request
        plain = self._plain() if request.filters == Filters() and not request.more else None
        if plain is not None:
            return plain
        shortest = self.shortest(request.source, request.target, TOLD_LIMIT)
        if shortest is None:
            return NO_PATHS
        length = shortest.length
        last = min(length + request.more, request.max_hops)
        if last == length and shortest.paths <= PATHS_LIMIT:
            return replace(self._shortest_ways(shortest), material=shortest.material)
        fetched = self.within(self.surroundings(request.source, request.target), last)
        if fetched is not None:
            return self._ranked(fetched, last)
        return replace(self._shortest_ways(shortest), complete=False)

    def _plain(self) -> Answer | None:
        """The answer where no filter is set, mostly: statuses are looked at after the search, which is cheaper.

        As long as one of the shortest paths of all remains, those that remain are the answer. None if none does, or if
        there are too many to say.
        """
        request = self.request
        if request.max_hops > NEAR_HOPS:
            return None
        limits = {"most": PATHS_LIMIT + 1, "told": TOLD_LIMIT, "statuses": self.parameters["statuses"]}
        rows = self.ask("paths/shortest_plain", source=request.source, target=request.target, **limits)
        found = Shortest(*rows[0]) if rows else None
        if found is None or found.length > request.max_hops:
            return NO_PATHS
        if found.paths > PATHS_LIMIT:
            return None
        answer = self._shortest_ways(found)
        return replace(answer, material=found.material) if answer.length == found.length else None

    def through(self) -> Answer:
        """The shortest paths through all waypoints: each length is tried, beginning with the least that there can be.

        A path through waypoints is made of stretches, and what lies on these is looked for. They may have to be longer
        than the shortest ones, since a path repeats no entity.
        """
        request = self.request
        orders = self._orders() if self._may_be_entered() else []
        for hops in range(min((order.length for order in orders), default=HOPS_LIMIT + 1), request.max_hops + 1):
            credits = _led(orders, hops)
            if credits is None:
                raise UsageError(
                    f"more than {FETCHED_LIMIT:,} credits lie around the ends of this path",
                    "allow fewer hops (--max-hops), or leave out the largest hubs (--avoid)",
                )
            found = self._ranked(credits, hops)
            if found.length is not None:
                last = min(found.length + request.more, request.max_hops)
                more = _led(orders, last) if last > hops else None
                if more is not None:
                    return self._ranked(more, last)
                return found if last == hops else replace(found, complete=False)
            if not found.complete:
                return found
        return NO_PATHS

    def shortest(self, source: str, target: str, told: int = 0) -> Shortest | None:
        """All shortest paths between two entities, if they have no more hops than the question allows."""
        name = "paths/shortest" if self.request.max_hops <= NEAR_HOPS else "paths/shortest_far"
        limits = {"most": PATHS_LIMIT + 1, "told": told}
        rows = self.ask(name, source=source, target=target, **limits, **self.parameters)
        found = Shortest(*rows[0]) if rows else None
        return found if found is not None and found.length <= self.request.max_hops else None

    def surroundings(self, source: str, target: str) -> Surroundings:
        """What lies around two entities."""
        ends = [self.request.source, self.request.target]
        return Surroundings(self.ask, (source, target), {"ends": ends, **self.parameters})

    def within(self, surroundings: Surroundings, hops: int) -> list[Credit] | None:
        """All credits on walks of at most so many hops between two entities; None where too much lies around them."""
        found = surroundings.between(hops)
        if found is None:
            return None
        filters = {k: v for k, v in self.parameters.items() if k not in ("avoid", "kinds")}
        rows = self.ask("paths/within", ids=found.looked_at, among=found.all, **filters)
        return list(dict.fromkeys(_credit(row) for row in rows))

    def _may_be_entered(self) -> bool:
        """Whether the filters let a path go to all its waypoints."""
        kinds = self.request.filters.kinds
        if not kinds:
            return True
        rows = self.ask("store/entities", ids=list(self.request.filters.through))
        return all(EntityType.FILM not in labels or properties["kind"] in kinds for properties, labels in rows)

    def _orders(self) -> list[_Order]:
        """The orders of the waypoints for which there is a way."""
        stretches: dict[frozenset[str], Stretch | None] = {}
        orders = []
        for waypoints in permutations(self.request.filters.through):
            found = []
            for pair in pairwise((self.request.source, *waypoints, self.request.target)):
                key = frozenset(pair)
                if key not in stretches:
                    shortest = self.shortest(*pair)
                    stretches[key] = Stretch(self, pair, shortest) if shortest is not None else None
                found.append(stretches[key])
            ways = [stretch for stretch in found if stretch is not None]
            if len(ways) == len(found):
                orders.append(_Order(ways))
        return orders

    def _shortest_ways(self, shortest: Shortest) -> Answer:
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


class Stretch:
    """The way between two entities that a path leads through."""

    def __init__(self, search: _Search, pair: tuple[str, str], shortest: Shortest) -> None:
        self._search = search
        self._shortest = shortest
        self._surroundings = search.surroundings(*pair)

    @property
    def length(self) -> int:
        """The number of hops at least."""
        return self._shortest.length

    def credits(self, hops: int) -> Sequence[Credit] | None:
        """All credits on walks of at most so many hops; None where there is too much to look at."""
        if hops == self.length and self._shortest.paths <= PATHS_LIMIT:
            return self._shortest.credits
        return self._search.within(self._surroundings, hops)


class _Order(NamedTuple):
    """Waypoints in one order."""

    stretches: Sequence[Stretch]

    @property
    def length(self) -> int:
        """The number of hops at least."""
        return sum(stretch.length for stretch in self.stretches)


def _led(orders: Iterable[_Order], hops: int) -> list[Credit] | None:
    """All credits on walks of at most so many hops through all waypoints; None where there is too much to look at."""
    credits: dict[Credit, None] = {}
    for order in orders:
        for stretch in order.stretches if order.length <= hops else ():
            found = stretch.credits(stretch.length + hops - order.length)
            if found is None:
                return None
            credits |= dict.fromkeys(found)
    return list(credits)


def _answer(part: Part, found: Found) -> Answer:
    return Answer(found.length, found.total, found.ranked, found.complete, tuple(part.ways(found)))


def _credit(row: Sequence[Any]) -> Credit:
    subject, relation, object_, status, date = row
    return Credit(RelationshipKey(subject, Relation(relation), object_), Status(status), date)


def parameters(ask: Ask, filters: Filters) -> dict[str, Any]:
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
