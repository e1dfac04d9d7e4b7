"""The trained linker's answer: for each pair of names the probability of each credit, and the state it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Relation, Status
from graph.reading.linking.pairs import RELATIONS, Pairs, candidates, measured
from graph.reading.linking.score import known, scored
from graph.reading.linking.trace import Trace
from graph.reading.linking.units import Units
from graph.reading.network import Network, encode, network, sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

ORDER = (Status.CONFIRMED, Status.IN_TALKS, Status.DEPARTED)
BLOCK = 20_000
"""Pairs that are judged at once: bounds the memory that a long text takes. Only these vie with each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """One credit that the linker sees: entity numbers, the sentence that says so, and how probable it is."""

    subject: int
    relation: Relation
    object: int
    sentence: int
    probability: float
    status: Status


@dataclass(frozen=True, slots=True)
class Links:
    """What the linker says of an article: the pairs of entities that it has judged, and the likely credits."""

    judged: frozenset[tuple[int, int]]
    likely: list[Link]


def link(trace: Trace, least: float) -> Links:
    """All credits of at least that probability, the surest place of each, in order of the text."""
    said = trace.said()
    rows = candidates(trace.units, said)
    if not rows:
        return Links(frozenset(), [])
    net = network("linker")
    article = known(net, trace.units, encoded(net, trace.units))
    best: dict[tuple[int, int, int], Link] = {}
    for start in range(0, len(rows), BLOCK):
        pairs = measured(trace.units, said, rows[start : start + BLOCK])
        _best(pairs, scored(net, article, pairs), least, best)
    judged = frozenset((row[2], row[3]) for row in rows)
    return Links(judged, sorted(best.values(), key=lambda found: found.sentence))


def encoded(net: Network, units: Units) -> Array:
    """A vector for each unit of the article."""
    import numpy as np

    numbers = np.array(units.flags, dtype=np.float32)
    return encode(net, units.words, units.tags, numbers, np.array(units.sentence, dtype=np.int64))


def _best(pairs: Pairs, scores: Array, least: float, best: dict[tuple[int, int, int], Link]) -> None:
    import numpy as np

    n = len(RELATIONS)
    chances = sigmoid(scores[:, :n])
    states = scores[:, n:].argmax(axis=1)
    for row, k in zip(*np.nonzero(chances >= least), strict=True):
        subject, object_ = int(pairs.subject[row]), int(pairs.object[row])
        key = (subject, int(k), object_)
        chance = float(chances[row, k])
        if key not in best or best[key].probability < chance:
            status = ORDER[int(states[row])]
            best[key] = Link(subject, RELATIONS[k], object_, int(pairs.sentence[row]), chance, status)
