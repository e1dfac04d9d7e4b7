"""The linker's arithmetic on pairs, in numpy: how well each relation fits two names, seen alone and among all others.

A pair is what stands at either end of it, what is said of either name anywhere in the article, the mean and the
maximum of what stands between, and its features. It is judged twice: by itself, and again knowing how well the pairs
fared that it vies with, since a person is seldom cast twice in a sentence. `training.linker` trains the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import EntityType as E
from graph.model import joins
from graph.reading.linking.pairs import RELATIONS, Pairs, rivals
from graph.reading.linking.units import Units
from graph.reading.network import Network, sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

REACH = 60
"""What stands between two names counts where they are at most so many units apart."""
LEVELS = 6
"""Maxima are kept of 1, 2, 4 … units: with so many doublings, of all that `REACH` allows."""
NEVER = -12.0
"""The score of a relation that can't join two names of their types."""
TOGETHER = 13
"""So many features, the first ones, are set only where both names stand in one sentence."""
_SUBJECTS, _OBJECTS = (E.PERSON, E.COMPANY), (E.FILM, E.COMPANY)


@dataclass(frozen=True, slots=True)
class Known:
    """What the linker knows of an article: a row for each unit, and for each name one of all that is said of it."""

    unit: Array
    name: Array
    firm: Ints
    """1 for each name that is a company, 0 for the others."""


def known(net: Network, units: Units, x: Array) -> Known:
    """An article's names by the vectors `x` of its units."""
    import numpy as np

    spots = [(spot.entity, spot.unit) for row in units.spots for spot in row]
    entity, unit = np.array(spots, dtype=np.int32).reshape(-1, 2).T
    told = x[unit] @ net.weights["told.weight"].T + net.weights["told.bias"]
    firm = np.array([name.type is E.COMPANY for name in units.entities], dtype=np.int32)
    return Known(x, highest(told, entity, len(units.entities)), firm)


def scored(net: Network, article: Known, pairs: Pairs) -> Array:
    """For each pair the scores of the relations, then of the states."""
    import numpy as np

    w, n = net.weights, len(RELATIONS)
    z = _seen(net, article, pairs)
    out: Array = z @ w["answer.weight"].T + w["answer.bias"] + pairs.features @ w["straight.weight"].T
    out[:, :n] += _projected(net, "alone", article.unit, pairs.subject_unit)
    fits = allowed(article, pairs)
    alone = np.where(fits, out[:, :n], np.float32(NEVER))
    chances = [sigmoid(alone), *(sigmoid(best_other(alone, group)) for group in rivals(pairs))]
    h = np.maximum(np.concatenate([z, *chances], axis=1) @ w["again.weight"].T + w["again.bias"], 0)
    out[:, :n] += h @ w["final.weight"].T + w["final.bias"]
    out[:, :n] = np.where(fits, out[:, :n], np.float32(NEVER))
    return out


def allowed(article: Known, pairs: Pairs) -> Flags:
    """For each pair which relations may join names of their types."""
    import numpy as np

    table = np.array([[[joins(r, s, o) for r in RELATIONS] for o in _OBJECTS] for s in _SUBJECTS])
    chosen: Flags = table[article.firm[pairs.subject], article.firm[pairs.object]]
    return chosen


def _seen(net: Network, article: Known, pairs: Pairs) -> Array:
    """A vector for each pair by itself."""
    import numpy as np

    w, x = net.weights, article.unit
    z = _projected(net, "subject", x, pairs.subject_unit) + _projected(net, "object", x, pairs.object_unit)
    z += _projected(net, "subject_told", article.name, pairs.subject)
    z += _projected(net, "object_told", article.name, pairs.object)
    one = _projected(net, "subject_fit", x, pairs.subject_unit)
    other = _projected(net, "object_fit", x, pairs.object_unit)
    z += (one * other) @ w["fit.weight"].T
    z += between(net, x, pairs)
    z += pairs.features @ w["feature.weight"].T
    np.maximum(z, 0, out=z)
    z += np.maximum(z @ w["second.weight"].T + w["second.bias"], 0)
    return z


def _projected(net: Network, layer: str, rows: Array, wanted: Ints) -> Array:
    """A layer's answer for the wanted rows, each computed once however often it is wanted."""
    import numpy as np

    used, place = np.unique(wanted, return_inverse=True)
    answer = rows[used] @ net.weights[f"{layer}.weight"].T
    if f"{layer}.bias" in net.weights:
        answer += net.weights[f"{layer}.bias"]
    projected: Array = answer[place]
    return projected


def between(net: Network, x: Array, pairs: Pairs) -> Array:
    """What stands between two names, where they are near: its mean, weighed by its length, and its maximum."""
    import numpy as np

    w = net.weights
    low = np.minimum(pairs.subject_unit, pairs.object_unit) + 1
    high = np.maximum(pairs.subject_unit, pairs.object_unit)
    near = (high > low) & (high - low < REACH) & (pairs.features[:, :TOGETHER].sum(axis=1) > 0)
    out = np.zeros((len(low), w["between.weight"].shape[0]), dtype=np.float32)
    if not near.any():
        return out
    low, high = low[near], high[near]
    x = x[low.min() : high.max()]
    low, high = low - low.min(), high - low.min()
    sums = np.concatenate([np.zeros((1, x.shape[1]), dtype=np.float32), np.cumsum(x, axis=0, dtype=np.float32)])
    sums = sums @ w["between.weight"].T
    out[near] = (sums[high] - sums[low]) / np.sqrt(high - low)[:, None].astype(np.float32)
    levels = [x @ w["top.weight"].T + w["top.bias"]]
    for k in range(LEVELS - 1):
        last = levels[-1]
        shifted = np.concatenate([last[1 << k :], np.repeat(last[-1:], 1 << k, axis=0)])[: len(x)]
        levels.append(np.maximum(last, shifted))
    level = np.log2(high - low).astype(np.int32)
    stack = np.stack(levels)
    out[near] += np.maximum(stack[level, low], stack[level, high - (1 << level)])
    return out


def highest(values: Array, group: Ints, groups: int) -> Array:
    """The maximum of each group, column by column; `NEVER` at least."""
    import numpy as np

    order = np.argsort(group, kind="stable")
    sorted_ = group[order]
    starts = np.flatnonzero(np.diff(sorted_, prepend=-1))
    out = np.full((groups, values.shape[1]), NEVER, dtype=np.float32)
    out[sorted_[starts]] = np.maximum(np.maximum.reduceat(values[order], starts, axis=0), np.float32(NEVER))
    return out


def best_other(values: Array, group: Ints) -> Array:
    """For each row the maximum over the other rows of its group; rows that share the first place have the next."""
    import numpy as np

    groups = int(group.max()) + 1
    top = highest(values, group, groups)[group]
    first = values >= top
    rest = highest(np.where(first, np.float32(NEVER), values), group, groups)[group]
    return np.where(first, rest, top)
