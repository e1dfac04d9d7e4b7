"""The graph as columns of numbers: what an index is built from, and what changes it.

The store gives every entity and every relationship a small whole number (its row id) and keeps it; numbers may have
gaps. Relations, statuses and kinds are written as codes, dates as `yyyymmdd` (0 where undated), so that whole columns
can be compared at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from graph.model import Entity, EntityType, Relation, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.integer[Any]]
    Floats: TypeAlias = NDArray[np.float64]
    Bools: TypeAlias = NDArray[np.bool_]

RELATION_CODES: Mapping[Relation, int] = {relation: code for code, relation in enumerate(Relation)}
STATUS_CODES: Mapping[Status, int] = {status: code for code, status in enumerate(Status)}
RELATIONS: tuple[Relation, ...] = tuple(Relation)
STATUSES: tuple[Status, ...] = tuple(Status)

NOT_A_FILM, UNKNOWN_KIND, FILM, SERIES = range(4)
KIND_CODES: Mapping[str, int] = {"": UNKNOWN_KIND, "film": FILM, "series": SERIES}


def kind_code(entity: Entity) -> int:
    """The code of what an entity is, as far as filters ask: no film, or a film of which kind."""
    return KIND_CODES.get(entity.kind, UNKNOWN_KIND) if entity.type is EntityType.FILM else NOT_A_FILM


def date_number(iso: str) -> int:
    """An ISO date, whole or in part, as a number that orders like the text: `2025-06` is 20250600; 0 where unknown."""
    digits = iso.replace("-", "")[:8].ljust(8, "0")
    return int(digits) if digits.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Columns:
    """A whole graph in columns.

    `kinds[n]` is the kind code of entity n. The relationship columns are parallel: number, subject, object, relation
    code. The evidence columns are parallel too: number of the relationship, date, status code and a position in
    `publications`; within one relationship in the order of `Evidence.sort_key`, relationships in any order.
    """

    kinds: Ints
    numbers: Ints
    subjects: Ints
    objects: Ints
    relations: Ints
    evidence_of: Ints
    dates: Ints
    statuses: Ints
    publications_of: Ints
    publications: Sequence[str] = ()


class Said(NamedTuple):
    """One article's word, as a row: date number, status and publication."""

    date: int
    status: Status
    publication: str


class Row(NamedTuple):
    """One relationship with all its evidence (in the order of `Evidence.sort_key`, never empty)."""

    number: int
    subject: int
    object: int
    relation: Relation
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed between two generations.

    Relationships written whole, numbers of those gone, and kind codes of new or changed entities.
    The relationships of an entity that is gone must be among `gone`.
    """

    rows: Sequence[Row] = ()
    gone: Sequence[int] = ()
    kinds: Mapping[int, int] = field(default_factory=dict)
