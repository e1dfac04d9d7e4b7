"""A part of a graph that was fetched from elsewhere: credits as rows, searched and ranked like an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import ALL_RELATIONS, Filters, PathRequest, RelationshipKey, Status
from graph.paths.build import base_arrays
from graph.paths.columns import NOT_A_FILM, RELATION_CODES, STATUS_CODES, Columns, date_number
from graph.paths.few import WALKS, Prices, Side, Step, joined, ordered
from graph.paths.index import Index
from graph.paths.rank import hub_cost, step_cost
from graph.paths.search import NOTHING, Found, Question, search
from graph.paths.ties import Naming

_OPEN = Filters(relations=ALL_RELATIONS, statuses=frozenset(Status))


Way = tuple[tuple[str, ...], tuple[RelationshipKey, ...]]
"""A path as ids of entities in walking order and the keys of the relationships between them."""


Labels = Mapping[str, tuple[str, int]]
"""Name and number of credits (all, unfiltered) of entities, by id."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A relationship as the filters let it be seen, as far as the order of paths asks."""

    key: RelationshipKey
    status: Status
    date: str


class Part:
    """The part of the graph that was fetched, as an index: only in memory, with the degrees of the whole graph."""

    def __init__(self, credits: Sequence[Credit], labels: Labels) -> None:
        self.credits = credits
        self.ids = sorted({end for c in credits for end in (c.key.subject, c.key.object)})
        self.numbers = {entity_id: n for n, entity_id in enumerate(self.ids)}
        self.labels = labels

    def search(self, request: PathRequest, hops: int) -> Found:
        """Search this part; whatever the filters leave out isn't in it."""
        wanted = {request.source, request.target, *request.filters.through}
        if not wanted <= self.numbers.keys():
            return NOTHING
        question = Question(
            self.numbers[request.source],
            self.numbers[request.target],
            _OPEN,
            through=tuple(self.numbers[i] for i in request.filters.through),
            max_hops=hops,
            limit=request.limit,
            more=request.more,
        )
        return search(self._index(), question, self._labels)

    def few(self, request: PathRequest, paths: int) -> Found | None:
        """The answer if this part is made of the shortest paths and nothing else, and these are few; else None."""
        if paths > WALKS:
            return None
        if not {request.source, request.target} <= self.numbers.keys():
            return NOTHING
        source, target = self.numbers[request.source], self.numbers[request.target]
        prices = Prices(
            {n: step_cost(c.key.relation, c.status, c.date) for n, c in enumerate(self.credits)},
            lambda n: hub_cost(self.labels[self.ids[n]][1]),
        )
        steps = self._steps(source, target)
        if steps is None:
            return NOTHING
        routes = joined(Side(source, steps), Side(target, ()), (target,), prices)
        if routes is None:
            return None
        naming = Naming(self._labels, lambda links: [self.credits[n].key.relation for n in links])
        return Found(len(steps), len(routes), len(routes), True, ordered(routes, naming, request.limit))

    def _steps(self, source: int, target: int) -> list[Step] | None:
        """The credits between the layers of all shortest paths, those at the target first; None if there is no path."""
        around: dict[int, list[tuple[int, int]]] = {n: [] for n in range(len(self.ids))}
        for number, credit in enumerate(self.credits):
            subject, object_ = self.numbers[credit.key.subject], self.numbers[credit.key.object]
            around[subject].append((object_, number))
            around[object_].append((subject, number))
        steps: list[Step] = []
        front, seen = [source], {source}
        while target not in seen:
            step: dict[int, list[tuple[int, int]]] = {}
            for there in front:
                for here, number in around[there]:
                    if here not in seen:
                        step.setdefault(here, []).append((there, number))
            if not step:
                return None
            seen.update(step)
            front = list(step)
            steps.insert(0, step)
        return steps

    def ways(self, found: Found) -> Iterator[Way]:
        """The paths that were found, in ids."""
        for route in found.routes:
            yield tuple(self.ids[n] for n in route.entities), tuple(self.credits[n].key for n in route.links)

    def _labels(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        return {n: (self.labels[self.ids[n]][0], self.ids[n]) for n in numbers}

    def _index(self) -> Index:
        import numpy as np

        keys = [c.key for c in self.credits]
        each = np.arange(len(keys), dtype=np.int32)
        columns = Columns(
            kinds=np.full(len(self.ids), NOT_A_FILM, np.uint8),
            numbers=each,
            subjects=np.array([self.numbers[k.subject] for k in keys], np.int32),
            objects=np.array([self.numbers[k.object] for k in keys], np.int32),
            relations=np.array([RELATION_CODES[k.relation] for k in keys], np.int32),
            evidence_of=each,
            dates=np.array([date_number(c.date) for c in self.credits], np.int32),
            statuses=np.array([STATUS_CODES[c.status] for c in self.credits], np.int32),
            publications_of=np.zeros(len(keys), np.int32),
            publications=("",),
        )
        arrays = base_arrays(columns)
        arrays["degree"] = np.array([self.labels[entity_id][1] for entity_id in self.ids], np.int32)
        return Index({"stamp": "", "publications": [""]}, arrays, None)
