"""What a path rests on: how many independent publications, and its weakest link."""

from __future__ import annotations

from typing import NamedTuple

from graph.model import Path, Relationship, Status


class Support(NamedTuple):
    """What a path rests on.

    `publications[i]` is how many independent publications say hop i; `weakest` is the hop with the least support, and
    `least` its number; `unconfirmed` are the hops in talks or departed.
    """

    publications: tuple[int, ...]
    weakest: int
    unconfirmed: tuple[int, ...]

    @property
    def least(self) -> int:
        """The number of independent publications that the whole path rests on: that of its weakest hop."""
        return self.publications[self.weakest]


def support(path: Path) -> Support:
    """What a path with at least one hop rests on."""
    publications = tuple(independent(hop) for hop in path.hops)
    weakest = min(range(len(path.hops)), key=lambda i: (publications[i], _doubt(path.hops[i]), i))
    return Support(publications, weakest, tuple(i for i, h in enumerate(path.hops) if h.status is not Status.CONFIRMED))


def independent(hop: Relationship) -> int:
    """How many publications report a credit; an article whose publication is unknown counts for itself."""
    return len({e.publication.casefold() or f"article {e.article}" for e in hop.evidence})


def _doubt(hop: Relationship) -> tuple[int, str]:
    """Of two hops with as many publications: the less certain, then the one reported longer ago."""
    certainty = {Status.DEPARTED: 0, Status.IN_TALKS: 1, Status.CONFIRMED: 2}
    return certainty[hop.status], hop.last_reported
