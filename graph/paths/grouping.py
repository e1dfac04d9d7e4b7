"""Near-duplicates among paths, so that a list shows what differs in kind and counts the rest.

Two paths are near-duplicates if they walk the same entities (by other credits), or the same but for one person or
company in between: Ann – Film – *anyone of its cast* – Other Film – Ben.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.model import Entity, EntityType, Path


class Group(NamedTuple):
    """The best path of a group, the others in order, and where they differ.

    `place` is the position of the entity in which they differ, None if they walk the same entities.
    """

    best: Path
    others: tuple[Path, ...] = ()
    place: int | None = None

    @property
    def around(self) -> tuple[Entity, Entity] | None:
        """The entities on either side of where the paths differ."""
        return (self.best.entities[self.place - 1], self.best.entities[self.place + 1]) if self.place else None


def grouped(paths: Iterable[Path]) -> list[Group]:
    """Paths that are in order, in groups that are in order of their best. Every path is in exactly one group."""
    groups: list[Group] = []
    by_shape: dict[tuple[object, ...], int] = {}
    for path in paths:
        at = next((by_shape[shape] for shape in _shapes(path) if shape in by_shape), None)
        joined = _joined(groups[at], path) if at is not None else None
        if joined is None or at is None:
            groups.append(Group(path))
            for shape in _shapes(path):
                by_shape.setdefault(shape, len(groups) - 1)
        else:
            groups[at] = joined
    return groups


def _shapes(path: Path) -> list[tuple[object, ...]]:
    """What a path looks like whole, and with one person or company in between left out."""
    ids = tuple(e.id for e in path.entities)
    inner = range(2, len(ids) - 2)
    places = [i for i in inner if path.entities[i].type is not EntityType.FILM]
    return [ids, *((i, *ids[:i], None, *ids[i + 1 :]) for i in places)]


def _joined(group: Group, path: Path) -> Group | None:
    """The group with one more path, or None if it differs from the best elsewhere than the others do."""
    differ = [i for i, (a, b) in enumerate(zip(group.best.entities, path.entities, strict=True)) if a.id != b.id]
    place = differ[0] if differ else None
    if place is not None and group.place not in (None, place):
        return None
    return Group(group.best, (*group.others, path), group.place if place is None else place)
