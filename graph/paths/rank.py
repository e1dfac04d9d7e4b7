"""The order of paths: total, documented, and the same whichever store found them.

Paths are compared term by term, and the first difference decides:

1. **hops**: fewer credits first;
2. **hubs**: rare meeting points before hubs: the sum of ln(degree) over the entities in between, where the degree
   counts all credits of an entity, unfiltered. e^-hubs is, up to a constant of the ends, the chance that a random walk
   takes this path (the cycle-free escape probability of Koren, North and Volinsky, "Measuring and extracting proximity
   in networks", KDD 2006), so the term has a meaning beyond taste;
3. **roles**: creative roles before deals: the sum of `ROLE_WEIGHTS` over the credits;
4. **status**: confirmed before in talks before departed: the sum of `STATUS_WEIGHTS`;
5. **reported**: recent before old: the mean day of the latest reports of the credits, undated being oldest;
6. **names** of the entities in walking order, by code point, then their **ids**, then the **relations** of the credits.

Terms 2 to 5 are whole numbers that are added up hop by hop (logarithms in thousandths, days counted with 32 to a
month and 13 months to a year, so that `2025` and `2025-06` have a place too). So no rounding can depend on the order of
addition, a path has the same terms in both directions, and all four fit one 63-bit number (`step_cost`) that arrays can
add and compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph.model import Entity, Path, Relation, Relationship, Status
from graph.paths.columns import date_number

if TYPE_CHECKING:
    from graph.paths.columns import Ints

Number = TypeVar("Number", int, "Ints")

HOPS_LIMIT = 20
"""No path longer than this can be asked for; the packed cost has room for this many hops."""

TIES_LIMIT = 10_000
"""At most this many paths of one answer are ranked; the first ones in the order above."""

ROLE_WEIGHTS: Mapping[Relation, int] = MappingProxyType(
    {
        Relation.ACTED_IN: 0,
        Relation.DIRECTED: 0,
        Relation.WROTE: 0,
        Relation.PRODUCED: 0,
        Relation.WORKED_ON: 0,
        Relation.SOURCE_AUTHOR: 0,
        Relation.EXECUTIVE_PRODUCED: 1,
        Relation.AFFILIATED_WITH: 1,
        Relation.FINANCED: 2,
        Relation.DISTRIBUTES: 2,
        Relation.SELLS: 2,
        Relation.REPRESENTED_BY: 2,
    }
)
"""0 for those who make the film, 1 for those who stand behind them, 2 for deals."""

STATUS_WEIGHTS: Mapping[Status, int] = MappingProxyType({Status.CONFIRMED: 0, Status.IN_TALKS: 1, Status.DEPARTED: 2})

_MONTH = 32
_YEAR = 13 * _MONTH

LATEST_DAY = _YEAR * 10_000
"""More than the day number of any ISO date: ages are counted back from it."""

_AGE_BITS, _STATUS_BITS, _ROLE_BITS = 27, 6, 6
STATUS_SHIFT = _AGE_BITS
ROLE_SHIFT = STATUS_SHIFT + _STATUS_BITS
HUB_SHIFT = ROLE_SHIFT + _ROLE_BITS


def day_number(date: str) -> int:
    """A whole number that orders ISO dates, whole or in part (`2025`, `2025-06`, `2025-06-01`); 0 where unknown."""
    return day_of_number(date_number(date))


def day_of_number(yyyymmdd: Number) -> Number:
    """The day number of a date that is written as one number (`20250601`); 0 for 0. Works on numpy arrays too."""
    return yyyymmdd // 10_000 * _YEAR + yyyymmdd // 100 % 100 * _MONTH + yyyymmdd % 100


def month_of_day(day: float) -> str:
    """The month that a day number (or a mean of some) stands for, as `2025-06`; the empty string for 0."""
    if day < 1:
        return ""
    year, rest = divmod(int(day), _YEAR)
    return f"{year:04d}-{min(12, max(1, rest // _MONTH)):02d}"


@lru_cache(maxsize=65_536)
def hub_weight(degree: int) -> int:
    """What an entity with so many credits adds to the hub term: ln(degree) in thousandths, rounded."""
    return round(1000 * log(degree)) if degree > 1 else 0


def step_cost(relation: Relation, status: Status, last_reported: str) -> int:
    """What one credit adds to the packed cost of a path (terms 3 to 5)."""
    age = LATEST_DAY - day_number(last_reported)
    return (ROLE_WEIGHTS[relation] << ROLE_SHIFT) + (STATUS_WEIGHTS[status] << STATUS_SHIFT) + age


def hub_cost(degree: int) -> int:
    """What one entity in between adds to the packed cost of a path (term 2)."""
    return hub_weight(degree) << HUB_SHIFT


class Terms(NamedTuple):
    """The terms of one path, unpacked. `hubs` in thousandths; `age` is the sum over hops of `LATEST_DAY` - day."""

    hops: int
    hubs: int
    roles: int
    status: int
    age: int

    @classmethod
    def unpacked(cls, hops: int, cost: int) -> Terms:
        """The terms of a path with so many hops and this packed cost."""
        return cls(
            hops,
            cost >> HUB_SHIFT,
            cost >> ROLE_SHIFT & (1 << _ROLE_BITS) - 1,
            cost >> STATUS_SHIFT & (1 << _STATUS_BITS) - 1,
            cost & (1 << _AGE_BITS) - 1,
        )

    @property
    def score(self) -> float:
        """One number with the order of hops and hubs: 1000 a hop, and the sum of ln(degree)."""
        return round(1000 * self.hops + self.hubs / 1000, 3)

    def named(self) -> tuple[tuple[str, float | str], ...]:
        """The terms by name, in the order in which they are compared, for people to read."""
        reported = month_of_day(LATEST_DAY - self.age / self.hops) if self.hops else ""
        return (
            ("hops", self.hops),
            ("hubs", self.hubs / 1000),
            ("roles", self.roles),
            ("status", self.status),
            ("reported", reported),
        )


OrderKey = tuple[int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def cost(entities: Sequence[Entity], hops: Sequence[Relationship], degrees: Mapping[str, int]) -> int:
    """The packed cost of a path. `degrees` holds the unfiltered degree of each entity in between, by id."""
    steps = sum(step_cost(h.relation, h.status, h.last_reported) for h in hops)
    return steps + sum(hub_cost(degrees[e.id]) for e in entities[1:-1])


def path_of(entities: Sequence[Entity], hops: Sequence[Relationship], degrees: Mapping[str, int]) -> Path:
    """A `Path` with `score` and `terms` filled in. `hops` are as the question's filters let them be seen."""
    terms = Terms.unpacked(len(hops), cost(entities, hops, degrees))
    return Path(tuple(entities), tuple(hops), terms.score, terms.named())


def order_key(path: Path, degrees: Mapping[str, int]) -> OrderKey:
    """What paths are sorted by; no two different paths have the same."""
    return (
        len(path.hops),
        cost(path.entities, path.hops, degrees),
        tuple(e.name for e in path.entities),
        tuple(e.id for e in path.entities),
        tuple(h.relation for h in path.hops),
    )
