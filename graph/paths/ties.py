"""The best of all walks through some layers, in the order of `graph.paths.rank`, without looking at the others.

Walks are extended layer by layer, all at once. The least cost from each state on is known, so of the walks begun only
those can be among the best K whose least total is not above the K-th least total: dropping the others is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

from graph.model import Relation
from graph.paths.build import ranges
from graph.paths.layers import Layers

if TYPE_CHECKING:
    from graph.paths.columns import Ints
    from graph.paths.layers import Step

Labels = Callable[[Sequence[int]], Mapping[int, tuple[str, str]]]
"""Looks up name and id of entities by their numbers. Asked only where nothing else decides the order."""

_CHUNK = 1_000_000


class Route(NamedTuple):
    """A path in numbers: entities in walking order, the relationships between them, and its packed cost."""

    entities: tuple[int, ...]
    links: tuple[int, ...]
    cost: int


class Routes(Sequence[Route]):
    """Paths in order, kept as arrays (a row each) and turned into a `Route` when they are looked at."""

    def __init__(self, entities: Ints, links: Ints, cost: Ints) -> None:
        self._entities, self._links, self._cost = entities, links, cost

    def __len__(self) -> int:
        return len(self._cost)

    @overload
    def __getitem__(self, at: int) -> Route: ...
    @overload
    def __getitem__(self, at: slice) -> Routes: ...
    def __getitem__(self, at: int | slice) -> Route | Routes:
        if isinstance(at, slice):
            return Routes(self._entities[at], self._links[at], self._cost[at])
        return Route(tuple(self._entities[at].tolist()), tuple(self._links[at].tolist()), int(self._cost[at]))


class Naming(NamedTuple):
    """What the last terms of the order need: names and ids of entities, relations of relationships."""

    labels: Labels
    relations: Callable[[Sequence[int]], Sequence[Relation]]

    def order(self, entities: Sequence[Sequence[int]], links: Sequence[Sequence[int]]) -> list[int]:
        """The order of some paths (rows) of equal cost, or of beginnings of equal length."""
        labels = self.labels(sorted({n for row in entities for n in row}))
        known = sorted({n for row in links for n in row})
        relations = dict(zip(known, self.relations(known), strict=True))

        def key(row: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
            pairs = [labels[n] for n in entities[row]]
            return tuple(p[0] for p in pairs), tuple(p[1] for p in pairs), tuple(relations[n] for n in links[row])

        return sorted(range(len(entities)), key=key)


class _Begun(NamedTuple):
    """Walks begun: `at` is each one's position in its layer, `spent` its cost so far, `states` and `links` its rows."""

    at: Ints
    spent: Ints
    least: Ints
    states: Ints
    links: Ints


def best_walks(layers: Layers, entity: Callable[[Ints], Ints], naming: Naming, count: int) -> Routes:
    """The first `count` walks (all, if there are fewer). `layers` must be of paths that repeat nothing.

    `entity` turns states into entities.
    """
    import numpy as np

    begun = _Begun(
        np.zeros(1, np.int64),
        np.zeros(1, np.int64),
        np.zeros(1, np.int64),
        layers.states[0][:1].reshape(1, 1),
        np.zeros((1, 0), np.int64),
    )
    for step, states in zip(layers.steps, layers.states[1:], strict=True):
        begun = _extended(begun, step, states, count)
        begun = _cut(begun, entity, naming, count)
    order = np.argsort(begun.spent, kind="stable")
    entities, links, spent = entity(begun.states[order]), begun.links[order], begun.spent[order]
    ranks = _by_name(entities, links, spent, naming, count)[:count]
    return Routes(entities[ranks], links[ranks], spent[ranks])


def _extended(begun: _Begun, step: Step, states: Ints, count: int) -> _Begun:
    """Each walk with each credit that goes on from it, as far as it can be among the best `count`."""
    import numpy as np

    walk, at, least = _promising(begun, step, count)
    to = step.to[at]
    return _Begun(
        to,
        begun.spent[walk] + step.cost[at],
        least,
        np.concatenate([begun.states[walk], states[to][:, None]], axis=1),
        np.concatenate([begun.links[walk], step.link[at][:, None]], axis=1),
    )


def _promising(begun: _Begun, step: Step, count: int) -> tuple[Ints, Ints, Ints]:
    """Positions of walks and of credits that go on from them, and the least total cost of each such pair.

    The most promising walks are taken first, some at a time, so that of very many most are never extended.
    """
    import numpy as np

    order = np.argsort(begun.least, kind="stable")
    counts = step.start[begun.at[order] + 1] - step.start[begun.at[order]]
    parts = np.split(order, np.searchsorted(np.cumsum(counts), np.arange(_CHUNK, int(counts.sum()), _CHUNK)))
    found: list[tuple[Ints, Ints, Ints]] = []
    bound: int | None = None
    for part in parts:
        if not len(part) or (bound is not None and begun.least[part[0]] > bound):
            continue
        sizes = step.start[begun.at[part] + 1] - step.start[begun.at[part]]
        walk, at = np.repeat(part, sizes), ranges(step.start[begun.at[part]], sizes)
        found.append((walk, at, begun.spent[walk] + step.best[at]))
        walk, at, least = (np.concatenate(columns) for columns in zip(*found, strict=True))
        if len(least) > count:
            bound = int(np.partition(least, count - 1)[count - 1])
            keep = least <= bound
            walk, at, least = walk[keep], at[keep], least[keep]
        found = [(walk, at, least)]
    return found[0]


def _cut(begun: _Begun, entity: Callable[[Ints], Ints], naming: Naming, count: int) -> _Begun:
    """Where very many walks tie for the last places, keep those that the names put first."""
    import numpy as np

    if len(begun.least) <= 2 * count:
        return begun
    last = int(np.partition(begun.least, count - 1)[count - 1])
    sure, tied = np.flatnonzero(begun.least < last), np.flatnonzero(begun.least == last)
    order = naming.order(entity(begun.states[tied]).tolist(), begun.links[tied].tolist())
    kept = tied[order[: count - len(sure)]]
    # Beginnings with the names of the last one go on too: what follows decides between them.
    rows = entity(begun.states[tied]).tolist()
    labels = naming.labels(sorted({n for row in rows for n in row}))
    names = [tuple(labels[n][0] for n in row) for row in rows]
    last_names = names[order[count - len(sure) - 1]]
    more = [tied[i] for i in order[count - len(sure) :] if names[i] == last_names]
    keep = np.concatenate([sure, kept, np.array(more, np.int64)])
    return _Begun(begun.at[keep], begun.spent[keep], begun.least[keep], begun.states[keep], begun.links[keep])


def _by_name(entities: Ints, links: Ints, cost: Ints, naming: Naming, count: int) -> Ints:
    """Positions in final order of paths sorted by cost: runs of equal cost by name, as far as `count` needs."""
    import numpy as np

    order = np.arange(len(cost))
    changes = np.flatnonzero(np.diff(cost)) + 1
    bounds = [0, *changes.tolist(), len(cost)]
    for start, end in pairwise(bounds):
        if start >= count:
            break
        if end - start > 1:
            order[start:end] = start + np.array(naming.order(entities[start:end].tolist(), links[start:end].tolist()))
    return order
