"""The small graph that connects two entities best, made of their best paths.

After Koren, North and Volinsky, "Measuring and extracting proximity in networks" (KDD 2006): a path is worth the chance
that a random walk from one end takes it to the other without turning back, which is the product of 1/degree along it
(the hub term of `graph.paths.rank`); the paths worth most are put together while the graph has room for their entities.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Path

CANDIDATES = 1_000
"""So many of the first paths are looked at."""

LONGER = 2
"""Paths so many hops longer than the shortest are looked at too."""


def chosen(paths: Iterable[Path], most: int) -> list[Path]:
    """The paths, best first, that together have at most `most` entities; a path that doesn't fit is passed over."""
    entities: set[str] = set()
    picked = []
    for path in sorted(paths, key=_hubs):
        extended = entities | {e.id for e in path.entities}
        if len(extended) <= most:
            entities = extended
            picked.append(path)
    return picked


def _hubs(path: Path) -> float:
    """Minus the logarithm of the chance of a path, up to what is the same for all paths from one entity."""
    return float(dict(path.terms)["hubs"])
