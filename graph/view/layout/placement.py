"""What every layout gives: where nodes stand, on which side their labels are, and headings inside the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["below", "above", "left", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading inside the picture, such as "Cast" above a film's cast; it runs from its point away from the middle."""

    text: str
    x: float
    y: float
    align: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Coordinates in pixels at full size (y grows downwards), the side of each label, headings, and whether nodes stand
    in columns (so that a line within a column must bend around the nodes between its ends)."""

    positions: Mapping[str, Point]
    sides: Mapping[str, Side] = field(default_factory=dict)
    captions: tuple[Caption, ...] = ()
    columns: bool = False
