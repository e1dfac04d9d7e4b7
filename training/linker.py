"""Trains the linker: which credits join which two names.

The gold tells what an article states, not where: of all places where two names may belong together the one that the
network is surest of answers for the credit (multiple-instance learning, after Riedel et al. 2010, "Modeling relations
and their mentions without labeled text").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.eval import Gold
from graph.model import Status, joins
from graph.reading.linking.link import ORDER
from graph.reading.linking.pairs import GRAMMAR, RELATIONS, Pairs, candidates, measured, rivals
from graph.reading.linking.score import LEVELS, NEVER, REACH, TOGETHER
from graph.reading.linking.units import FLAGS, Units
from graph.reading.reader import Looked, read_grammar
from training.articles import Article
from training.encoder import Batch, Encoder, Vocabulary, joined
from training.fit import Plan, fit

EPOCHS = 8
RATE = 2e-3
DROP = 0.25
SIZE = 128
HIDDEN = 256
FIT = 128
"""So many products of what stands at the two ends."""
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


@dataclass
class Places:
    """The pairs of a batch, as `graph.reading.linking.pairs.Pairs` has them, and where each name is meant."""

    subject: Tensor
    object: Tensor
    subject_name: Tensor
    object_name: Tensor
    features: Tensor
    allowed: Tensor
    rivals: list[Tensor]
    spot_unit: Tensor
    spot_name: Tensor
    names: int


def places(some: Sequence[Sample], starts: Sequence[int]) -> Places:
    """The pairs of several articles, whose units begin at `starts`."""
    parts: dict[str, list[Tensor]] = defaultdict(list)
    rows: list[list[Tensor]] = [[], [], [], []]
    names, groups = 0, [0] * len(rows)
    for s, at in zip(some, starts, strict=True):
        for part, values, shift in (
            ("subject", s.pairs.subject_unit, at),
            ("object", s.pairs.object_unit, at),
            ("subject_name", s.pairs.subject, names),
            ("object_name", s.pairs.object, names),
            ("spot_unit", [spot.unit for row in s.units.spots for spot in row], at),
            ("spot_name", [spot.entity for row in s.units.spots for spot in row], names),
        ):
            parts[part].append(torch.as_tensor(values, dtype=torch.long) + shift)
        for k, group in enumerate(rivals(s.pairs)):
            rows[k].append(torch.from_numpy(group).long() + groups[k])
            groups[k] += int(group.max()) + 1
        names += len(s.units.entities)
    features = torch.cat([torch.from_numpy(s.pairs.features) for s in some])
    whole = {part: torch.cat(values) for part, values in parts.items()}
    allowed = torch.cat([s.allowed for s in some])
    return Places(features=features, allowed=allowed, rivals=[torch.cat(r) for r in rows], names=names, **whole)


class Linker(nn.Module):
    """The network of `graph.reading.linking.score`."""

    def __init__(self, vocabulary: Vocabulary, width: int) -> None:
        super().__init__()
        n = len(RELATIONS)
        self.encoder = Encoder(vocabulary, len(FLAGS), SIZE, DROP)
        self.told = nn.Linear(SIZE, SIZE)
        self.subject = nn.Linear(SIZE, HIDDEN)
        self.subject_told = nn.Linear(SIZE, HIDDEN, bias=False)
        self.subject_fit = nn.Linear(SIZE, FIT)
        self.object = nn.Linear(SIZE, HIDDEN, bias=False)
        self.object_told = nn.Linear(SIZE, HIDDEN, bias=False)
        self.object_fit = nn.Linear(SIZE, FIT)
        self.fit = nn.Linear(FIT, HIDDEN, bias=False)
        self.between = nn.Linear(SIZE, HIDDEN, bias=False)
        self.top = nn.Linear(SIZE, HIDDEN)
        self.feature = nn.Linear(width, HIDDEN, bias=False)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.answer = nn.Linear(HIDDEN, n + len(ORDER))
        self.straight = nn.Linear(width, n + len(ORDER), bias=False)
        self.alone = nn.Linear(SIZE, n, bias=False)
        self.again = nn.Linear(HIDDEN + 5 * n, HIDDEN)
        self.final = nn.Linear(HIDDEN, n)
        nn.init.constant_(self.answer.bias, -2.0)
        for zero in (self.straight.weight, self.final.weight, self.final.bias):
            nn.init.zeros_(zero)

    def forward(self, b: Batch, p: Places) -> tuple[Tensor, Tensor, Tensor]:
        """For each pair the scores of the relations, seen alone and among all, and those of the states."""
        x = self.encoder(b)
        features = self._veiled(p.features)
        told = highest(self.told(x)[p.spot_unit], p.spot_name, p.names)
        z = self.subject(x)[p.subject] + self.object(x)[p.object] + self.feature(features) + self._between(x, p)
        z = z + self.subject_told(told)[p.subject_name] + self.object_told(told)[p.object_name]
        z = z + self.fit(self.subject_fit(x)[p.subject] * self.object_fit(x)[p.object])
        z = functional.dropout(functional.relu(z), DROP, self.training)
        z = z + functional.dropout(functional.relu(self.second(z)), DROP, self.training)
        n = len(RELATIONS)
        out = self.answer(z) + self.straight(features)
        alone = (out[:, :n] + self.alone(x)[p.subject]).masked_fill(~p.allowed, NEVER)
        chances = [torch.sigmoid(alone), *(torch.sigmoid(best_other(alone, group)) for group in p.rivals)]
        h = functional.dropout(functional.relu(self.again(torch.cat([z, *chances], dim=1))), DROP, self.training)
        return alone, (alone + self.final(h)).masked_fill(~p.allowed, NEVER), out[:, n:]

    def _veiled(self, features: Tensor) -> Tensor:
        """The features, in training now and then without what the grammar found."""
        if not self.training:
            return features
        keep = (torch.rand(len(features), 1) > FORGET) & (torch.rand(1) > FORGET / 2)
        return torch.cat([features[:, :-GRAMMAR], features[:, -GRAMMAR:] * keep], dim=1)

    def _between(self, x: Tensor, p: Places) -> Tensor:
        """What stands between two names: its mean, weighed by its length, and its maximum."""
        low, high = torch.minimum(p.subject, p.object) + 1, torch.maximum(p.subject, p.object)
        near = (high > low) & (high - low < REACH) & (p.features[:, :TOGETHER].sum(1) > 0)
        low, high = low * near, high * near + ~near  # from 0 to 1 where nothing counts
        sums = torch.cat([torch.zeros(1, x.shape[1]), x.cumsum(0)])
        mean = self.between((sums[high] - sums[low]) / (high - low)[:, None].sqrt())
        levels = [self.top(x)]
        for k in range(LEVELS - 1):
            last = levels[-1]
            levels.append(torch.maximum(last, torch.cat([last[1 << k :], last[-1:].expand(1 << k, -1)])))
        level = torch.log2((high - low).float()).long()
        stack = torch.stack(levels)
        return (mean + torch.maximum(stack[level, low], stack[level, high - 2**level])) * near[:, None]


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
    shift = list(accumulate((len(s.groups) for s in some), initial=0))
    group = torch.cat([s.group + a for s, a in zip(some, shift, strict=False)])
    p = places(some, starts)
    alone, scores, states = model(batch, p)
    wanted, counted = torch.cat([s.wanted for s in some]), torch.cat([s.counted for s in some])
    best = highest(scores, group, shift[-1])
    total = 0.6 * _missed(best, wanted, counted) + 0.4 * _missed(highest(alone, group, shift[-1]), wanted, counted)
    status = torch.cat([s.status for s in some])[group]
    row, relation = torch.nonzero((status >= 0) & p.allowed & (scores.detach() >= best.detach()[group]), as_tuple=True)
    if len(row):
        total = total + 0.3 * functional.cross_entropy(states[row], status[row, relation], reduction="sum")
    return total / 60


def _missed(scores: Tensor, wanted: Tensor, counted: Tensor) -> Tensor:
    weight = torch.full((len(RELATIONS),), POSITIVE)
    loss = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none", pos_weight=weight)
    return (loss * counted).sum()


def highest(scores: Tensor, group: Tensor, groups: int) -> Tensor:
    """The maximum of each group, column by column: for two names, that of the place which is surest."""
    out = torch.full((groups, scores.shape[1]), NEVER)
    return out.scatter_reduce(0, group[:, None].expand(-1, scores.shape[1]), scores, "amax", include_self=True)


def best_other(scores: Tensor, group: Tensor) -> Tensor:
    """For each row the maximum over the other rows of its group; rows that share the first place have the next."""
    groups = int(group.max()) + 1
    top = highest(scores, group, groups)[group]
    first = scores >= top
    rest = highest(scores.masked_fill(first, NEVER), group, groups)[group]
    return torch.where(first, rest, top)
