"""Trains the linker: which credits join which two names.

The gold tells what an article states, not where: of all places where two names may belong together the one that the
network is surest of answers for the credit (multiple-instance learning, after Riedel et al. 2010, "Modeling relations
and their mentions without labeled text").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.eval import Gold
from graph.model import Status, joins
from graph.reading.linking.link import HIDDEN, ORDER, REACH
from graph.reading.linking.pairs import GRAMMAR, RELATIONS, Pairs, candidates, measured
from graph.reading.linking.units import FLAGS, Units
from graph.reading.reader import Looked, read_grammar
from training.articles import Article
from training.encoder import Batch, Encoder, Vocabulary, joined
from training.fit import Plan, fit

EPOCHS = 30
RATE = 2e-3
DROP = 0.35
SIZE = 96
FORGET = 0.3
"""The share of pairs, and half that of articles, for which what the grammar found is hidden in training."""
POSITIVE = 1.5
"""What a credit weighs against a pair without one."""


@dataclass
class Sample:
    """One article as the linker learns from it: its pairs, and what the gold says of each two names."""

    stem: str
    units: Units
    pairs: Pairs
    group: Tensor
    groups: list[tuple[str, str]]
    allowed: Tensor
    wanted: Tensor
    counted: Tensor
    status: Tensor
    gold: Gold
    batch: Batch | None = field(default=None)


def sample(article: Article, looked: Looked) -> Sample | None:
    """An article with what is right for each of its pairs, or None if it has no pair."""
    _, trace = read_grammar(article.text, looked)
    said = trace.said()
    rows = candidates(trace.units, said)
    if not rows:
        return None
    pairs = measured(trace.units, said, rows)
    gold = Gold(article.gold)
    ids = [gold.fix(n.name) for n in trace.units.entities]
    types = [n.type for n in trace.units.entities]
    groups: dict[tuple[str, str], int] = {}
    group = [groups.setdefault((ids[a], ids[b]), len(groups)) for a, b in zip(pairs.subject, pairs.object, strict=True)]
    allowed = torch.tensor(
        [[joins(r, types[a], types[b]) for r in RELATIONS] for a, b in zip(pairs.subject, pairs.object, strict=True)]
    )
    shape = (len(groups), len(RELATIONS))
    s = Sample(
        article.stem,
        trace.units,
        pairs,
        torch.tensor(group),
        list(groups),
        allowed,
        torch.zeros(shape),
        torch.ones(shape),
        torch.full(shape, -1),
        gold,
    )
    _fill(s, groups)
    return s


def _fill(s: Sample, groups: dict[tuple[str, str], int]) -> None:
    """What is wanted of each two names; where two relations would be right, the first, and the other goes uncounted."""
    order = {r.value: k for k, r in enumerate(RELATIONS)}
    for subject, relations, object_, status in s.gold.want:
        g = groups.get((subject, object_))
        if g is None:
            continue
        for r in relations[1:]:
            s.counted[g, order[r]] = 0
        s.wanted[g, order[relations[0]]] = 1
        s.status[g, order[relations[0]]] = ORDER.index(Status(status))
    for subject, relations, object_, _ in s.gold.optional:
        g = groups.get((subject, object_))
        if g is not None:
            for r in relations:
                s.counted[g, order[r]] = 0


class Linker(nn.Module):
    """The network of `graph.reading.linking.link`."""

    def __init__(self, vocabulary: Vocabulary, width: int) -> None:
        super().__init__()
        n = len(RELATIONS)
        self.encoder = Encoder(vocabulary, len(FLAGS), SIZE, DROP)
        self.subject = nn.Linear(SIZE, HIDDEN)
        self.object = nn.Linear(SIZE, HIDDEN, bias=False)
        self.between = nn.Linear(SIZE, HIDDEN, bias=False)
        self.feature = nn.Linear(width, HIDDEN, bias=False)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.answer = nn.Linear(HIDDEN, n + len(ORDER))
        self.straight = nn.Linear(width, n + len(ORDER), bias=False)
        self.alone = nn.Linear(SIZE, n, bias=False)
        nn.init.constant_(self.answer.bias, -2.0)
        nn.init.zeros_(self.straight.weight)

    def forward(self, b: Batch, subject: Tensor, object_: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """For each pair the scores of the relations, and of the states."""
        x = self.encoder(b)
        sums = torch.cat([torch.zeros(1, x.shape[1]), x.cumsum(0)])
        low, high = torch.minimum(subject, object_) + 1, torch.maximum(subject, object_)
        near = (high - low < REACH) & (features[:, :13].sum(1) > 0)
        middle = (sums[high] - sums[low]) / (high - low).clamp(min=1)[:, None].sqrt() * near[:, None]
        if self.training:
            keep = (torch.rand(len(features), 1) > FORGET) & (torch.rand(1) > FORGET / 2)
            features = torch.cat([features[:, :-GRAMMAR], features[:, -GRAMMAR:] * keep], dim=1)
        z = self.subject(x)[subject] + self.object(x)[object_] + self.between(middle) + self.feature(features)
        z = functional.dropout(functional.relu(z), DROP, self.training)
        z = z + functional.dropout(functional.relu(self.second(z)), DROP, self.training)
        out = self.answer(z) + self.straight(features)
        n = len(RELATIONS)
        return out[:, :n] + self.alone(x)[subject], out[:, n:]


def vocabulary(samples: Iterable[Sample]) -> Vocabulary:
    """Words that occur several times, endings and tags."""
    words: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    for s in samples:
        words.update(s.units.words)
        tags.update(s.units.tags)
        endings.update(w[-3:] for w in s.units.words if not w.startswith("<"))
    return Vocabulary(
        sorted(w for w, n in words.items() if n >= 3),
        sorted(w for w, n in endings.items() if n >= 8),
        sorted(t for t, n in tags.items() if n >= 2),
    )


def units(s: Sample, v: Vocabulary) -> Batch:
    """An article as the network takes it."""
    word, ending, tag = v.rows(s.units.words, s.units.tags)
    numbers = torch.tensor(s.units.flags, dtype=torch.float32)
    return Batch(word, ending, tag, numbers, torch.tensor(s.units.sentence), torch.ones(len(word)))


def train(samples: Sequence[Sample], seed: int = 1, epochs: int = EPOCHS) -> tuple[Linker, Vocabulary]:
    """A linker trained on samples: its weights are the running mean of those of all steps."""
    torch.manual_seed(seed)
    v = vocabulary(samples)
    for s in samples:
        s.batch = units(s, v)
    model = Linker(v, samples[0].pairs.features.shape[1])
    fit(model, samples, lambda some: _loss(model, some), Plan(RATE, epochs, seed))
    return model, v


def _loss(model: Linker, some: Sequence[Sample]) -> Tensor:
    batch = joined([s.batch for s in some if s.batch is not None])
    starts = torch.nonzero(torch.diff(batch.real, prepend=torch.zeros(1)) > 0).flatten().tolist()
    shift = [0]
    for s in some:
        shift.append(shift[-1] + len(s.groups))
    subject = torch.cat([torch.from_numpy(s.pairs.subject_unit) + a for s, a in zip(some, starts, strict=True)]).long()
    object_ = torch.cat([torch.from_numpy(s.pairs.object_unit) + a for s, a in zip(some, starts, strict=True)]).long()
    group = torch.cat([s.group + a for s, a in zip(some, shift, strict=False)])
    features = torch.cat([torch.from_numpy(s.pairs.features) for s in some])
    allowed = torch.cat([s.allowed for s in some])
    scores, states = model(batch, subject, object_, features)
    scores = scores.masked_fill(~allowed, -12.0)
    best = surest(scores, group, shift[-1])
    wanted, counted = torch.cat([s.wanted for s in some]), torch.cat([s.counted for s in some])
    loss = functional.binary_cross_entropy_with_logits(
        best, wanted, reduction="none", pos_weight=torch.full((len(RELATIONS),), POSITIVE)
    )
    total = (loss * counted).sum()
    status = torch.cat([s.status for s in some])[group]
    row, relation = torch.nonzero((status >= 0) & allowed & (scores.detach() >= best.detach()[group]), as_tuple=True)
    if len(row):
        total = total + 0.3 * functional.cross_entropy(states[row], status[row, relation], reduction="sum")
    return total / 60


def surest(scores: Tensor, group: Tensor, groups: int) -> Tensor:
    """For each two names the score of the place that the network is surest of, relation by relation."""
    out = torch.full((groups, scores.shape[1]), -12.0)
    return out.scatter_reduce(0, group[:, None].expand(-1, scores.shape[1]), scores, "amax", include_self=True)
