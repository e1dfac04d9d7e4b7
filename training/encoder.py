"""The encoder of `graph.reading.network`, as PyTorch trains it; `stored` writes what the reader loads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from graph.reading.network import ABOUT, ENDING

SPREAD = (1, 2, 4, 8)
PADDING = 16
"""Empty units between two articles of a batch: more than two blocks reach, and masked besides."""
HIDE_WORD = 0.2
"""The share of words hidden in training, so that the network learns from what stands around too."""


@dataclass(frozen=True)
class Vocabulary:
    """Words, endings and tags that have a vector of their own, in order."""

    words: list[str]
    endings: list[str]
    tags: list[str]

    def rows(self, words: Sequence[str], tags: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
        """Rows of the vectors of units."""
        word = {w: i + 1 for i, w in enumerate(self.words)}
        ending = {w: i + 1 for i, w in enumerate(self.endings)}
        tag = {w: i + 1 for i, w in enumerate(self.tags)}
        return (
            torch.tensor([word.get(w, 0) for w in words], dtype=torch.long),
            torch.tensor([ending.get(w[-ENDING:], 0) for w in words], dtype=torch.long),
            torch.tensor([tag.get(t, 0) for t in tags], dtype=torch.long),
        )


@dataclass
class Batch:
    """Units of several articles, one after the other, `PADDING` empty ones after each."""

    word: Tensor
    ending: Tensor
    tag: Tensor
    numbers: Tensor
    sentence: Tensor
    real: Tensor
    """1 for a unit, 0 for padding."""


def joined(parts: Sequence[Batch]) -> Batch:
    """Several articles as one batch."""
    sentences, at = [], 0
    for p in parts:
        sentences.append(torch.cat([p.sentence + at, torch.full((PADDING,), int(p.sentence.max()) + 1 + at)]))
        at = int(sentences[-1].max()) + 1

    def padded(name: str) -> Tensor:
        pieces = []
        for p in parts:
            x = getattr(p, name)
            pieces += [x, x.new_zeros((PADDING, *x.shape[1:]))]
        return torch.cat(pieces)

    return Batch(
        padded("word"), padded("ending"), padded("tag"), padded("numbers"), torch.cat(sentences), padded("real")
    )


class Encoder(nn.Module):
    """Vectors for the units of a batch; the same arithmetic as `graph.reading.network.encode`."""

    def __init__(self, vocabulary: Vocabulary, numbers: int, width: int, drop: float) -> None:
        super().__init__()
        self.word = nn.Embedding(len(vocabulary.words) + 1, width)
        self.ending = nn.Embedding(len(vocabulary.endings) + 1, width)
        self.tag = nn.Embedding(len(vocabulary.tags) + 1, width)
        for table in (self.word, self.ending, self.tag):
            nn.init.normal_(table.weight, std=0.3)
        self.number = nn.Linear(numbers, width)
        self.norm = nn.ModuleList(nn.LayerNorm(width) for _ in SPREAD)
        self.conv = nn.ModuleList(nn.Conv1d(width, 2 * width, 3, padding=k, dilation=k) for k in SPREAD)
        self.sentence = nn.Linear(width, width)
        self.out = nn.LayerNorm(width)
        self.drop = drop

    def forward(self, b: Batch) -> Tensor:
        """One row for each unit."""
        word, ending = b.word, b.ending
        if self.training:
            word = torch.where(torch.rand(word.shape) < HIDE_WORD, torch.zeros_like(word), word)
            ending = torch.where(torch.rand(word.shape) < HIDE_WORD, torch.zeros_like(ending), ending)
        x = self.word(word) + self.ending(ending) + self.tag(b.tag) + self.number(b.numbers)
        x = functional.dropout(x, self.drop, self.training)
        mask = b.real[:, None]
        for norm, conv in zip(self.norm, self.conv, strict=True):
            h = functional.glu(conv((norm(x) * mask).T[None])[0].T, -1)
            x = x + functional.dropout(h, self.drop, self.training)
        count = int(b.sentence.max()) + 1
        sums = torch.zeros(count, x.shape[1]).index_add(0, b.sentence, x)
        sizes = torch.zeros(count).index_add(0, b.sentence, torch.ones(len(x)))
        means = (sums / sizes.clamp(min=1)[:, None])[b.sentence]
        return self.out(x + self.sentence(functional.dropout(means, self.drop, self.training)))


class Average:
    """A running mean of a model's weights over the steps, which generalises better than the last of them."""

    def __init__(self, model: nn.Module, keep: float = 0.998) -> None:
        self.keep = keep
        self.mean = {k: v.detach().clone() for k, v in model.state_dict().items()}
        self.steps = 0

    def update(self, model: nn.Module) -> None:
        """Take in the weights after a step."""
        self.steps += 1
        keep = min(self.keep, (1 + self.steps) / (10 + self.steps))
        for k, v in model.state_dict().items():
            self.mean[k].mul_(keep).add_(v.detach(), alpha=1 - keep)


def stored(path: Path, state: dict[str, Tensor], vocabulary: Vocabulary, about: dict[str, object]) -> None:
    """Write weights (half precision) and vocabularies as `graph.reading.network.network` reads them."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in state.items():
        plain = name.removeprefix("encoder.")
        array = value.detach().numpy()
        if plain.startswith("conv.") and plain.endswith("weight"):
            out, inner, three = array.shape
            array = array.transpose(2, 1, 0).reshape(three * inner, out)
        arrays[plain] = array.astype(np.float16)
    about = {**about, "spread": SPREAD, **vars(vocabulary)}
    arrays[ABOUT] = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
