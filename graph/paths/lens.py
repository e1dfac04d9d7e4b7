"""An index seen through the filters of one question, in numbers. The meaning is exactly that of `Filters.view`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph.model import Filters, Relation
from graph.paths.build import STATUS_BIT, ranges
from graph.paths.columns import KIND_CODES, NOT_A_FILM, RELATION_CODES, RELATIONS, STATUS_CODES, STATUSES, date_number
from graph.paths.index import Index
from graph.paths.rank import (
    HUB_SHIFT,
    LATEST_DAY,
    ROLE_SHIFT,
    ROLE_WEIGHTS,
    STATUS_SHIFT,
    STATUS_WEIGHTS,
    day_of_number,
)

if TYPE_CHECKING:
    from graph.paths.columns import Bools, Ints

_NEVER = 99_999_999


@lru_cache(maxsize=1)
def class_costs() -> tuple[int, ...]:
    """What relation and status of a class byte add to the packed cost of a path; 0 for bytes that stand for nothing."""
    relations, statuses = dict(enumerate(RELATIONS)), dict(enumerate(STATUSES))
    costs = []
    for code in range(256):
        relation, status = relations.get(code & (1 << STATUS_BIT) - 1), statuses.get(code >> STATUS_BIT)
        if relation is None or status is None:
            costs.append(0)
        else:
            costs.append((ROLE_WEIGHTS[relation] << ROLE_SHIFT) + (STATUS_WEIGHTS[status] << STATUS_SHIFT))
    return tuple(costs)


class Edges(NamedTuple):
    """Walkable credits: the position of their entity in what was asked, the other end, the relationship's number."""

    origin: Ints
    to: Ints
    link: Ints


class Lens:
    """What of an index a question may walk: relationships that pass its filters, entities that it doesn't rule out."""

    def __init__(self, index: Index, filters: Filters, ends: tuple[int, int], avoid: Collection[int] = ()) -> None:
        import numpy as np

        self.index = index
        self._ends = ends
        self._relations = np.zeros(1 << STATUS_BIT, np.bool_)
        self._relations[[RELATION_CODES[r] for r in filters.relations]] = True
        self._statuses = np.zeros(len(STATUSES), np.bool_)
        self._statuses[[STATUS_CODES[s] for s in filters.statuses]] = True
        self._as_of = date_number(filters.as_of) if filters.as_of else _NEVER
        self._since = date_number(filters.since)
        self._publications: Bools | None = None
        if filters.publications:
            self._publications = np.zeros(len(index.publications), np.bool_)
            self._publications[list(index.publication_codes(filters.publications))] = True
        self._by_evidence = bool(filters.as_of or filters.publications)
        self._classes = self._walkable_classes()
        self._passes = self._classes.tobytes()
        self._kinds: Bools | None = None
        if filters.kinds:
            self._kinds = np.zeros(len(KIND_CODES) + 1, np.bool_)
            self._kinds[[NOT_A_FILM, *(KIND_CODES[k] for k in filters.kinds if k in KIND_CODES)]] = True
        self._blocked: Bools | None = None
        if avoid:
            self._blocked = np.zeros(index.nodes, np.bool_)
            self._blocked[list(avoid)] = True

    def _walkable_classes(self) -> Bools:
        """For each class byte whether its relation passes, and its status too unless that depends on the evidence."""
        import numpy as np

        codes = np.arange(256)
        relation, status = codes & (1 << STATUS_BIT) - 1, codes >> STATUS_BIT
        fits = status < len(STATUSES)
        passes: Bools = self._relations[relation] & fits
        if not self._by_evidence:
            passes &= self._statuses[np.where(fits, status, 0)]
        return passes

    # --- one by one --------------------------------------------------------------------------------------------------

    @property
    def timeless(self) -> bool:
        """Whether no filter depends on dates or publications: then a class byte says whether a credit may be walked."""
        return not (self._by_evidence or self._since)

    def ends(self, node: int) -> Iterator[tuple[int, int]]:
        """All credits of an entity in the base, walkable or not: place in the arrays, and other end."""
        views = self.index.views
        if node >= len(views["kind"]):
            return iter(())
        start, end = views["edge_from"][node], views["edge_from"][node + 1]
        return enumerate(views["edge_to"][start:end].tolist(), start)

    def credits(self, node: int, places: Iterable[int]) -> list[tuple[int, int]]:
        """The walkable ones of these places, and all in the overlay, as other end and number; for timeless filters.

        Whether the other end may be entered is not looked at.
        """
        views, overlay, passes = self.index.views, self.index.overlay, self._passes
        found = [(views["edge_to"][at], views["edge_link"][at]) for at in places if passes[views["edge_class"][at]]]
        if overlay is not None:
            found = [credit for credit in found if not overlay.is_hidden[credit[1]]]
            found += [(to, link) for to, link, code in overlay.credits(node) if passes[code]]
        return found

    def plain_costs(self, links: Collection[int]) -> dict[int, int]:
        """`step_costs` of a few relationships, if the filters are timeless."""
        import numpy as np

        if self.index.overlay is not None:
            numbers = list(links)
            return dict(zip(numbers, self.step_costs(np.array(numbers, np.int64)).tolist(), strict=True))
        classes, last, prices = self.index.views["class"], self.index.views["last"], class_costs()
        return {link: prices[classes[link]] + LATEST_DAY - day_of_number(last[link]) for link in links}

    # --- walking -----------------------------------------------------------------------------------------------------

    def neighbours(self, nodes: Ints) -> Ints:
        """The other ends of all walkable credits of these entities, with repetitions."""
        if self._by_evidence or self._since or self.index.overlay is not None:
            return self.edges(nodes).to
        base = self.index.base
        starts = base["edge_from"][nodes]
        if len(nodes) == 1:
            part = slice(int(starts[0]), int(base["edge_from"][int(nodes[0]) + 1]))
            to = base["edge_to"][part][self._classes[base["edge_class"][part]]]
        else:
            at = ranges(starts, base["edge_from"][nodes + 1] - starts)
            to = base["edge_to"][at[self._classes[base["edge_class"][at]]]]
        passable = self._passable(to)
        return to if passable is None else to[passable]

    def edges(self, nodes: Ints, hops: Ints | None = None, bound: int = 0) -> Edges:
        """All walkable credits of these entities; with `hops` only to entities n where `hops[n] <= bound`."""
        found = self._base_edges(nodes, hops, bound)
        overlay = self.index.overlay
        if overlay is not None:
            found = self._with_overlay(found, nodes)
        keep = self._passable(found.to)
        if overlay is not None and hops is not None:
            near = hops[found.to] <= bound
            keep = near if keep is None else keep & near
        if self._by_evidence or self._since:
            seen = self._admitted(found.link)
            keep = seen if keep is None else keep & seen
        return found if keep is None else Edges(found.origin[keep], found.to[keep], found.link[keep])

    def _base_edges(self, nodes: Ints, hops: Ints | None, bound: int) -> Edges:
        import numpy as np

        base, overlay = self.index.base, self.index.overlay
        size = len(base["kind"])
        if overlay is not None and overlay.nodes > size:
            nodes = np.where(nodes < size, nodes, size)
            upper = np.minimum(nodes + 1, size)
        else:
            upper = nodes + 1
        starts = base["edge_from"][nodes]
        counts = base["edge_from"][upper] - starts
        at = ranges(starts, counts)
        if hops is None:
            picked = np.flatnonzero(self._classes[base["edge_class"][at]])
        else:
            # Few are near enough, as a rule, so this comes first.
            picked = np.flatnonzero(hops[base["edge_to"][at]] <= bound)
            picked = picked[self._classes[base["edge_class"][at[picked]]]]
        if overlay is not None:
            picked = picked[~overlay.is_hidden[base["edge_link"][at[picked]]]]
        at = at[picked]
        origin = np.searchsorted(np.cumsum(counts), picked, side="right")
        return Edges(origin, base["edge_to"][at], base["edge_link"][at])

    def _with_overlay(self, found: Edges, nodes: Ints) -> Edges:
        import numpy as np

        overlay = self.index.overlay
        assert overlay is not None
        which = np.flatnonzero(overlay.is_touched[nodes])
        if not len(which):
            return found
        position = np.searchsorted(overlay.touched, nodes[which])
        starts = overlay.edge_from[position]
        counts = overlay.edge_from[position + 1] - starts
        at = ranges(starts, counts)
        row = overlay.edge_row[at]
        passes = self._classes[overlay.classes[row]]
        row, at = row[passes], at[passes]
        return Edges(
            np.concatenate([found.origin, np.repeat(which, counts)[passes]]),
            np.concatenate([found.to, overlay.edge_to[at]]),
            np.concatenate([found.link, overlay.numbers[row]]),
        )

    def _passable(self, nodes: Ints) -> Bools | None:
        """Which of these entities a path may enter; None for all. The ends of the question always."""
        passable: Bools | None = None
        if self._kinds is not None:
            passable = self._kinds[self.index.kind[nodes]]
            for end in self._ends:
                passable |= nodes == end
        if self._blocked is not None:
            free = ~self._blocked[nodes]
            passable = free if passable is None else passable & free
        return passable

    # --- relationships -----------------------------------------------------------------------------------------------

    def _admitted(self, links: Ints) -> Bools:
        """Which of these relationships the filters let be seen, where that depends on dates or publications."""
        if not self._by_evidence:
            admitted: Bools = self._latest(links)[1] >= self._since
            return admitted
        status, date, found = self._latest_kept(links)
        kept: Bools = found & self._statuses[status] & (date >= self._since)
        return kept

    def _latest(self, links: Ints) -> tuple[Ints, Ints]:
        """Status code and date of each relationship's latest evidence, of all evidence."""
        base, overlay = self.index.base, self.index.overlay
        if overlay is None:
            return base["class"][links] >> STATUS_BIT, base["last"][links]
        inside, row = self._split(links)
        status, date = base["class"][inside] >> STATUS_BIT, base["last"][inside]
        own = row >= 0
        status[own] = overlay.classes[row[own]] >> STATUS_BIT
        date[own] = overlay.arrays["said_date"][overlay.arrays["said_from"][row[own] + 1] - 1]
        return status, date

    def _split(self, links: Ints) -> tuple[Ints, Ints]:
        """Numbers that are safe to look up in the base, and rows of the overlay (-1 for those of the base)."""
        import numpy as np

        overlay = self.index.overlay
        assert overlay is not None
        row = np.searchsorted(overlay.numbers, links)
        last = max(0, len(overlay.numbers) - 1)
        hit = (row <= last) & (overlay.numbers[np.minimum(row, last)] == links) if len(overlay.numbers) else row < 0
        size = len(self.index.base["class"])
        return np.minimum(links, size - 1), np.where(hit, row, -1)

    def _latest_kept(self, links: Ints) -> tuple[Ints, Ints, Bools]:
        """Status code and date of the latest evidence that the filters admit, and whether there is any."""
        import numpy as np

        base, overlay = self.index.base, self.index.overlay
        if overlay is None:
            return self._kept_of(base, links)
        inside, row = self._split(links)
        own = row >= 0
        status, date, found = (
            np.zeros(len(links), np.uint8),
            np.zeros(len(links), np.int32),
            np.zeros(len(links), np.bool_),
        )
        for where, part in ((~own, self._kept_of(base, inside[~own])), (own, self._kept_of(overlay.arrays, row[own]))):
            status[where], date[where], found[where] = part
        return status, date, found

    def _kept_of(self, arrays: Mapping[str, Ints], rows: Ints) -> tuple[Ints, Ints, Bools]:
        import numpy as np

        starts = arrays["said_from"][rows]
        counts = arrays["said_from"][rows + 1] - starts
        at = ranges(starts, counts)
        keep = arrays["said_date"][at] <= self._as_of
        if self._publications is not None:
            keep &= self._publications[arrays["said_publication"][at]]
        latest = np.full(len(rows), -1, np.int64)
        # Later evidence comes later, and of repeated positions the last assignment stays.
        latest[np.repeat(np.arange(len(rows)), counts)[keep]] = at[keep]
        found = latest >= 0
        safe = np.where(found, latest, 0)
        if not len(arrays["said_date"]):
            return np.zeros(len(rows), np.uint8), np.zeros(len(rows), np.int32), found
        return arrays["said_status"][safe], arrays["said_date"][safe], found

    # --- costs -------------------------------------------------------------------------------------------------------

    def step_costs(self, links: Ints) -> Ints:
        """`rank.step_cost` of these relationships as the filters let them be seen; 64-bit."""
        import numpy as np

        status, date = self._latest_kept(links)[:2] if self._by_evidence else self._latest(links)
        roles = np.array([ROLE_WEIGHTS[r] << ROLE_SHIFT for r in RELATIONS], np.int64)
        statuses = np.array([STATUS_WEIGHTS[s] << STATUS_SHIFT for s in STATUSES], np.int64)
        ages = LATEST_DAY - day_of_number(date.astype(np.int64))
        costs: Ints = roles[self._relation_codes(links)] + statuses[status] + ages
        return costs

    def relations(self, links: Sequence[int]) -> list[Relation]:
        """The relations of these relationships."""
        import numpy as np

        return [RELATIONS[code] for code in self._relation_codes(np.array(links, np.int64)).tolist()]

    def _relation_codes(self, links: Ints) -> Ints:
        base, overlay = self.index.base, self.index.overlay
        mask = (1 << STATUS_BIT) - 1
        if overlay is None:
            return base["class"][links] & mask
        inside, row = self._split(links)
        relation = base["class"][inside] & mask
        own = row >= 0
        relation[own] = overlay.classes[row[own]] & mask
        return relation

    def hub_costs(self, nodes: Ints) -> Ints:
        """`rank.hub_cost` of these entities; 64-bit."""
        import numpy as np

        degrees = np.maximum(self.index.degree[nodes], 1)
        costs: Ints = np.rint(1000 * np.log(degrees)).astype(np.int64) << HUB_SHIFT
        return costs
