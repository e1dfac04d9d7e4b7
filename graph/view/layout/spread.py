"""The last touch of a force layout: nodes that overlap are pushed apart, components are packed side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import hypot, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.view.layout.placement import Point

GAP = 14.0
ROUNDS = 60


def spread(points: Mapping[str, Point], sizes: Mapping[str, float]) -> dict[str, Point]:
    """The same places, moved as little as it takes until no two nodes are closer than their half widths and a gap."""
    names = list(points)
    places = [list(points[name]) for name in names]
    radii = [sizes[name] for name in names]
    cell = 2 * max(radii) + GAP
    for _ in range(ROUNDS):
        moved = False
        for a, b in _close(places, cell):
            moved |= _part(places[a], places[b], radii[a] + radii[b] + GAP)
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in zip(names, places, strict=True)}


def _close(places: Sequence[Sequence[float]], cell: float) -> Iterator[tuple[int, int]]:
    """Pairs that share a cell of a coarse grid or stand in neighbouring ones: all that can overlap."""
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (x, y) in enumerate(places):
        grid[int(x // cell), int(y // cell)].append(index)
    for (column, row), here in grid.items():
        for position, a in enumerate(here):
            for b in here[position + 1 :]:
                yield a, b
        for beside in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
            for a in here:
                for b in grid.get(beside, ()):
                    yield a, b


def _part(a: list[float], b: list[float], apart: float) -> bool:
    """Push two places to the wanted distance, half each; says whether they were too close."""
    across, down = b[0] - a[0], b[1] - a[1]
    distance = hypot(across, down)
    if distance >= apart:
        return False
    if distance < 1e-6:
        across, down, distance = 1.0, 0.5, hypot(1.0, 0.5)
        push = apart / 2 / distance
    else:
        push = (apart - distance + 0.5) / 2 / distance
    a[0] -= across * push
    a[1] -= down * push
    b[0] += across * push
    b[1] += down * push
    return True


def pack(parts: Sequence[Mapping[str, Point]], margin: float) -> dict[str, Point]:
    """All parts in rows, largest first, filling about the shape of a screen."""
    boxes = [_box(part) for part in parts]
    area = sum((width + margin) * (height + margin) for _, _, width, height in boxes)
    wide = max([sqrt(area * 1.6), *(width for _, _, width, _ in boxes)])
    placed: dict[str, Point] = {}
    x = y = tall = 0.0
    for part, (left, top, width, height) in zip(parts, boxes, strict=True):
        if x > 0 and x + width > wide:
            x, y, tall = 0.0, y + tall + margin, 0.0
        placed.update((name, (px - left + x, py - top + y)) for name, (px, py) in part.items())
        x, tall = x + width + margin, max(tall, height)
    return placed


def _box(points: Mapping[str, Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
