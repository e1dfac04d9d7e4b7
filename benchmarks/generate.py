"""Graphs that never were, with the spread of degrees of the real industry: what paths are measured on.

People and companies get credits by Zipf-like laws: most people have few, some have thousands, and the largest
distributor has nearly a hundred thousand at full size. Most credits of a person lie near its home (its time and
country), so that the graph has neighbourhoods and not only hubs. The same size and seed give the same graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.model import EntityType, Relation, Status
from graph.paths.columns import FILM, NOT_A_FILM, RELATION_CODES, SERIES, STATUS_CODES, UNKNOWN_KIND, Columns

Ints: TypeAlias = NDArray[np.integer[Any]]

PUBLICATIONS = tuple(f"Trade {letter}" for letter in "ABCDEFGHIJKL")

PERSON_ROLES = {
    Relation.ACTED_IN: 0.62,
    Relation.PRODUCED: 0.11,
    Relation.WORKED_ON: 0.09,
    Relation.DIRECTED: 0.07,
    Relation.WROTE: 0.07,
    Relation.EXECUTIVE_PRODUCED: 0.03,
    Relation.SOURCE_AUTHOR: 0.01,
}
COMPANY_ROLES = {Relation.PRODUCED: 0.5, Relation.DISTRIBUTES: 0.3, Relation.FINANCED: 0.1, Relation.SELLS: 0.1}
STATUSES = {Status.CONFIRMED: 0.92, Status.IN_TALKS: 0.06, Status.DEPARTED: 0.02}


@dataclass(frozen=True, slots=True)
class Size:
    """How large a graph is; people come first in the numbering, then films, then companies, from 1 on."""

    people: int

    @property
    def films(self) -> int:
        """As in the real world, some fewer films than people."""
        return self.people * 4 // 5

    @property
    def companies(self) -> int:
        """Few companies make many films."""
        return max(10, self.people * 3 // 100)

    @property
    def credits(self) -> int:
        """Eight for each person, those of companies included (before repetitions are dropped)."""
        return 8 * self.people

    def type_of(self, number: int) -> EntityType:
        """What the entity with this number is."""
        if number <= self.people:
            return EntityType.PERSON
        return EntityType.FILM if number <= self.people + self.films else EntityType.COMPANY

    def id(self, number: int) -> str:
        """The id of the entity with this number."""
        return f"{self.type_of(number).lower()}-{number}"

    def name(self, number: int) -> str:
        """The name of the entity with this number."""
        return f"{self.type_of(number)} {number}"


def _zipf(rng: np.random.Generator, count: int, size: int, exponent: float) -> Ints:
    """`size` draws of 0 … count - 1, where rank r is drawn in proportion to r^-exponent."""
    u = rng.random(size)
    ranks = count**u if exponent == 1 else count * u ** (1 / (1 - exponent))
    return np.minimum(ranks.astype(np.int64), count - 1)


def _pick(rng: np.random.Generator, shares: dict[Any, float], codes: Any, size: int) -> Ints:
    keys = list(shares)
    at = np.searchsorted(np.cumsum(list(shares.values())), rng.random(size), side="right")
    return np.array([codes[k] for k in keys], np.int64)[np.minimum(at, len(keys) - 1)]


def industry(people: int, seed: int = 1) -> Columns:
    """A whole generated graph as columns."""
    size, rng = Size(people), np.random.default_rng(seed)
    subjects, relations, objects = _credits(size, rng)
    numbers = np.arange(1, len(subjects) + 1, dtype=np.int32)
    extra = rng.random(len(numbers)) < 0.15
    of = np.sort(np.concatenate([numbers, numbers[extra]]))
    dates = (
        rng.integers(2015, 2026, len(of)) * 10_000 + rng.integers(1, 13, len(of)) * 100 + rng.integers(1, 29, len(of))
    )
    kinds = np.full(1 + size.people + size.films + size.companies, NOT_A_FILM, np.uint8)
    films = slice(1 + size.people, 1 + size.people + size.films)
    kinds[films] = rng.choice([UNKNOWN_KIND, FILM, SERIES], size.films, p=[0.1, 0.7, 0.2])
    return Columns(
        kinds=kinds,
        numbers=numbers,
        subjects=subjects.astype(np.int32),
        objects=objects.astype(np.int32),
        relations=relations.astype(np.uint8),
        evidence_of=of,
        dates=dates[np.lexsort((dates, of))].astype(np.int32),
        statuses=_pick(rng, STATUSES, STATUS_CODES, len(of)).astype(np.uint8),
        publications_of=rng.integers(0, len(PUBLICATIONS), len(of)).astype(np.int32),
        publications=PUBLICATIONS,
    )


def _credits(size: Size, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Subject, relation and object of all credits, each once."""
    by_people = int(size.credits * 0.82)
    by_companies = int(size.credits * 0.16)
    staff = size.credits - by_people - by_companies
    first_film, first_company = 1 + size.people, 1 + size.people + size.films
    person = rng.permutation(size.people)[_zipf(rng, size.people, by_people, 0.5)]
    anywhere = rng.permutation(size.films)[_zipf(rng, size.films, by_people, 0.4)]
    near = (person * 0.8 + rng.normal(0, max(20, size.films // 200), by_people)).astype(np.int64) % size.films
    film = np.where(rng.random(by_people) < 0.7, near, anywhere)
    company = rng.permutation(size.companies)[_zipf(rng, size.companies, by_companies, 1.0)]
    owned = rng.permutation(size.films)[_zipf(rng, size.films, by_companies, 0.4)]
    parts = [
        (1 + person, _pick(rng, PERSON_ROLES, RELATION_CODES, by_people), first_film + film),
        (first_company + company, _pick(rng, COMPANY_ROLES, RELATION_CODES, by_companies), first_film + owned),
        (
            1 + rng.integers(0, size.people, staff),
            np.full(staff, RELATION_CODES[Relation.AFFILIATED_WITH]),
            first_company + _zipf(rng, size.companies, staff, 0.8),
        ),
    ]
    subjects, relations, objects = (np.concatenate(column) for column in zip(*parts, strict=True))
    last = 1 + size.people + size.films + size.companies
    once = np.unique((subjects * last + objects) * len(RELATION_CODES) + relations)
    pairs = once // len(RELATION_CODES)
    return pairs // last, once % len(RELATION_CODES), pairs % last
