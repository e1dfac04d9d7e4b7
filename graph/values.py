"""The values of a Cypher result that plain Python has no type for. Stores convert to them; output writes them.

All other values are plain Python: None, bool, int, float, str, bytes, list, dict (maps), and date, time and datetime of
the standard library (also UUID and Decimal, which the embedded engine knows). A `Temporal` stands for a time finer than
a microsecond, or in a year, that the standard library can't hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` is the store's own (opaque) name for it, unique within one result; properties are as stored."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of `type` from the node with id `start` to the node with id `end`."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PathValue:
    """A path: one relationship between each two nodes, which may point either way. A single node is a path too."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the coordinate system with this SRID; two or three coordinates."""

    srid: int
    coordinates: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in months, days, seconds and nanoseconds, which don't convert into each other."""

    months: int
    days: int
    seconds: int
    nanoseconds: int = 0

    def iso(self) -> str:
        """ISO 8601, for example `P14M3DT5S`; a length of nothing is `PT0S`. Each part carries its own sign."""
        day_part = "".join(f"{n}{unit}" for n, unit in ((self.months, "M"), (self.days, "D")) if n)
        total = self.seconds * 1_000_000_000 + self.nanoseconds
        sign, size = ("-" if total < 0 else ""), abs(total)
        seconds = f"{sign}{size // 1_000_000_000}"
        if size % 1_000_000_000:
            seconds += f".{size % 1_000_000_000:09d}".rstrip("0")
        time_part = f"T{seconds}S" if total or not day_part else ""
        return f"P{day_part}{time_part}"


@dataclass(frozen=True, slots=True)
class Temporal:
    """A date or time that the standard library can't hold: its kind (`DateTime`, `Time`, `Date`) and ISO 8601 text."""

    kind: str
    text: str


def duration_of(delta: timedelta) -> Duration:
    """The same length as a Duration: days and seconds."""
    return Duration(0, delta.days, delta.seconds, delta.microseconds * 1000)


def iso(value: date | time | timedelta | Duration | Temporal) -> str:
    """ISO 8601; a named zone follows in brackets, as Cypher writes it: `2025-06-01T10:00:00+02:00[Europe/Paris]`."""
    if isinstance(value, Temporal):
        return value.text
    if isinstance(value, timedelta):
        return duration_of(value).iso()
    if isinstance(value, Duration):
        return value.iso()
    text = value.isoformat()
    zone = getattr(value.tzinfo, "key", None) if isinstance(value, datetime | time) else None
    return f"{text}[{zone}]" if zone else text
