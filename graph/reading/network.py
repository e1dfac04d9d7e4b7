"""A small convolutional network over a sequence, in numpy: what both trained parts of the reader compute.

A unit (a token, a name) is the sum of learned vectors for its word, the word's ending, its tag, and its numbers. Blocks
of a normalisation, a convolution over three units (further apart from block to block) and a gate then let each unit
see its neighbours (after Dauphin et al. 2017, "Language Modeling with Gated Convolutional Networks"); last, each unit
gets the mean of its sentence. The weights come from `python -m training` and lie in `weights`, with the vocabularies.
Time and memory are linear in the number of units: long texts go through in blocks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray
    from threadpoolctl import ThreadpoolController

    Array = NDArray[np.float32]
    Ints = NDArray[np.int64]

ENDING = 3
"""So many letters of a word are its ending."""
ABOUT = "about"
BLOCK = 4096
HALO = 64
"""Units of overlap of two blocks: more than the convolutions reach."""


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by name, and the vocabularies: word, ending and tag to the row of its vector (0: unknown)."""

    weights: dict[str, Array]
    words: dict[str, int]
    endings: dict[str, int]
    tags: dict[str, int]
    spread: tuple[int, ...]
    """How far apart the units are that each block's convolution joins."""


@cache
def _arithmetic() -> ThreadpoolController:
    import numpy as np
    from threadpoolctl import ThreadpoolController

    assert np  # the controller knows only libraries that are loaded
    return ThreadpoolController()


def on_one_core() -> AbstractContextManager[object]:
    """Within it numpy's products run in this thread alone.

    They are too small to be shared: on a busy machine the threads that OpenBLAS would share them with wait for each
    other, and an article takes seven times as long.
    """
    limit: AbstractContextManager[object] = _arithmetic().limit(limits=1, user_api="blas")
    return limit


@cache
def network(name: str) -> Network:
    """The trained network of that name; read on first use."""
    import numpy as np

    with np.load(_file(name)) as stored:
        weights = {k: stored[k].astype(np.float32) for k in stored.files if k != ABOUT}
    said = about(name)
    words, endings, tags = ({w: i + 1 for i, w in enumerate(said[k])} for k in ("words", "endings", "tags"))
    return Network(weights, words, endings, tags, tuple(said["spread"]))


def about(name: str) -> dict[str, Any]:
    """What is stored beside the weights: vocabularies, spread, and which articles they come from."""
    import numpy as np

    with np.load(_file(name)) as stored:
        said: dict[str, Any] = json.loads(bytes(stored[ABOUT]).decode("utf-8"))
    return said


def _file(name: str) -> Path:
    return Path(__file__).parent / "weights" / f"{name}.npz"


def encode(
    net: Network, words: Sequence[str], tags: Sequence[str], numbers: Array, sentences: Ints, *, block: int = BLOCK
) -> Array:
    """A vector for each unit; `sentences` holds the number of each unit's sentence, which never falls."""
    import numpy as np

    n = len(words)
    out = np.empty((n, net.weights["out.weight"].shape[0]), dtype=np.float32)
    for start in range(0, n, block):
        low, high = max(0, start - HALO), min(n, start + block + HALO)
        x = _embedded(net, words[low:high], tags[low:high], numbers[low:high])
        for k, apart in enumerate(net.spread):
            x += _block(net, k, apart, x)
        out[start : start + block] = x[start - low : start - low + block]
    out += _sentence_means(out, sentences) @ net.weights["sentence.weight"].T + net.weights["sentence.bias"]
    return _normal(out, net.weights["out.weight"], net.weights["out.bias"])


def _embedded(net: Network, words: Sequence[str], tags: Sequence[str], numbers: Array) -> Array:
    import numpy as np

    w = net.weights
    word = np.fromiter((net.words.get(x, 0) for x in words), dtype=np.int64, count=len(words))
    ending = np.fromiter((net.endings.get(x[-ENDING:], 0) for x in words), dtype=np.int64, count=len(words))
    tag = np.fromiter((net.tags.get(x, 0) for x in tags), dtype=np.int64, count=len(tags))
    x: Array = w["word.weight"][word] + w["ending.weight"][ending] + w["tag.weight"][tag]
    x += numbers @ w["number.weight"].T + w["number.bias"]
    return x


def _normal(x: Array, weight: Array, bias: Array) -> Array:
    import numpy as np

    y = x - x.mean(axis=1, keepdims=True)
    y /= np.sqrt((y * y).mean(axis=1, keepdims=True) + 1e-5)
    scaled: Array = y * weight + bias
    return scaled


def _block(net: Network, k: int, apart: int, x: Array) -> Array:
    import numpy as np

    w = net.weights
    h = _normal(x, w[f"norm.{k}.weight"], w[f"norm.{k}.bias"])
    d = h.shape[1]
    before, here, after = np.split(w[f"conv.{k}.weight"], 3)
    y = h @ here
    y += w[f"conv.{k}.bias"]
    y[apart:] += h[:-apart] @ before
    y[:-apart] += h[apart:] @ after
    gated: Array = sigmoid(y[:, d:]) * y[:, :d]
    return gated


def _sentence_means(x: Array, sentences: Ints) -> Array:
    """For each unit the mean over its sentence."""
    import numpy as np

    if not len(x):
        return x
    starts = np.flatnonzero(np.diff(sentences, prepend=sentences[0] - 1))
    sums = np.add.reduceat(x, starts, axis=0)
    sizes = np.diff(np.append(starts, len(x)))
    means: Array = (sums / sizes[:, None]).astype(np.float32)
    return np.repeat(means, sizes, axis=0)


def sigmoid(x: Array) -> Array:
    """The logistic function, without overflow."""
    import numpy as np

    return np.reciprocal(1.0 + np.exp(-np.clip(x, -30, 30)), dtype=np.float32)
