"""Trains the tagger: which tokens of an article are a person, a film or a company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from graph.reading.reader import look
from graph.reading.tagging.features import VOTES, WIDTH, Seen, observe
from graph.reading.tagging.spans import TaggedName
from graph.reading.tagging.tag import LABELS, TYPES
from graph.reading.text import plain
from graph.reading.tokens import Token, tokenise
from training.articles import Article
from training.encoder import Batch, Encoder, Vocabulary, joined
from training.fit import Plan, fit

EPOCHS = 8
RATE = 3e-3
DROP = 0.25
SIZE = 96
HIDE_VOTES = 0.25
"""The share of articles for which what the grammar thinks of a name is hidden in training."""
_TYPES = {t.value[0]: t for t in TYPES}
_LETTER = {"people": "P", "films": "F", "companies": "C"}


@dataclass
class Sample:
    """One article as the tagger learns from it."""

    stem: str
    seen: Seen
    sentence: list[int]
    label: list[int]
    base: list[int]
    """The labels that the grammar alone would give."""
    units: Batch | None = field(default=None)


def sample(article: Article) -> Sample:
    """An article with a label for each token."""
    looked = look(article.text, article.title)
    seen = observe(looked.tok, looked.candidates, looked.keys, looked.names.votes, looked.headline)
    sentence = [k for k, (a, b) in enumerate(looked.tok.sentences) for _ in range(a, b)]
    base = ["O"] * len(looked.tok.tokens)
    for c, meaning in zip(looked.candidates, looked.names.meaning, strict=True):
        if meaning:
            letter = meaning[0].type.value[0]
            base[c.start : c.end] = [f"B-{letter}"] + [f"I-{letter}"] * (c.end - c.start - 1)
    return Sample(
        article.stem,
        seen,
        sentence,
        [LABELS.index(x) for x in labels(article, looked.tok.tokens)],
        [LABELS.index(x) for x in base],
    )


def _forms(article: Article) -> dict[str, list[tuple[tuple[str, ...], str, bool, str]]]:
    """All names and short forms of an article as lower-cased words, by the first of them, the longest first."""
    first: dict[str, list[tuple[tuple[str, ...], str, bool, str]]] = defaultdict(list)
    for kind, letter in _LETTER.items():
        for entity in article.gold.get(kind, []):
            for name in [entity["name"], *entity.get("aliases", [])]:
                tokens = tokenise(plain(name), name).tokens
                if any(t.cap or t.text[0].isdigit() for t in tokens):
                    words = tuple(t.low for t in tokens)
                    first[words[0]].append((words, letter, name == entity["name"], tokens[0].text))
    for group in first.values():
        group.sort(key=lambda f: -len(f[0]))
    return first


def labels(article: Article, tokens: list[Token]) -> list[str]:
    """A label for each token: every place where a name of the gold stands, the longest first."""
    forms = _forms(article)
    out = ["O"] * len(tokens)
    i = 0
    while i < len(tokens):
        t = tokens[i]
        for words, letter, full, begins in forms.get(t.low, ()):
            n = len(words)
            if tuple(x.low for x in tokens[i : i + n]) != words:
                continue
            if t.cap or (full and (n > 1 or not t.word or t.text[0].isdigit() or t.text == begins)):
                out[i : i + n] = [f"B-{letter}"] + [f"I-{letter}"] * (n - 1)
                i += n - 1
                break
        i += 1
    return out


def spans(labels: Sequence[str]) -> list[TaggedName]:
    """The names that labels mark."""
    out: list[TaggedName] = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            out.append(TaggedName(i, i + 1, _TYPES[label[2]]))
        elif label.startswith("I-") and out and out[-1].end == i:
            out[-1] = replace(out[-1], end=i + 1)
    return out


class Tagger(nn.Module):
    """The network of `graph.reading.tagging.tag`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, WIDTH, SIZE, DROP)
        self.hidden = nn.Linear(SIZE + WIDTH, SIZE)
        self.label = nn.Linear(SIZE, len(LABELS))

    def forward(self, b: Batch) -> Tensor:
        """Scores of the labels, one row for each unit."""
        h = functional.relu(self.hidden(torch.cat([self.encoder(b), b.numbers], dim=1)))
        out: Tensor = self.label(functional.dropout(h, DROP, self.training))
        return out


def vocabulary(samples: Sequence[Sample], least: int = 3) -> Vocabulary:
    """Words that stand uncapitalised in several articles, those of companies, endings and tags."""
    words: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    tags: set[str] = set()
    for s in samples:
        words.update({w for w, n in zip(s.seen.words, s.seen.numbers, strict=True) if not n[1]})
        endings.update(w[-3:] for w in s.seen.words)
        tags |= set(s.seen.tags)
    common = {w for w, n in words.items() if n >= least}
    return Vocabulary(
        sorted(common | company_words(samples, least)),
        sorted(w for w, n in endings.items() if n >= 8),
        sorted(tags - {""}),
    )


def company_words(samples: Iterable[Sample], least: int) -> set[str]:
    """Words that several articles have in a company's name, and fewer in a person's or a film's."""
    firms: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for s in samples:
        letters = [LABELS[label][-1] for label in s.label]
        firms.update({w for w, letter in zip(s.seen.words, letters, strict=True) if letter == "C"})
        others.update({w for w, letter in zip(s.seen.words, letters, strict=True) if letter in "PF"})
    return {w for w, n in firms.items() if n >= least and n > others[w]}


def units(s: Sample, v: Vocabulary) -> Batch:
    """An article as the network takes it."""
    word, ending, tag = v.rows(s.seen.words, s.seen.tags)
    return Batch(
        word, ending, tag, torch.from_numpy(s.seen.numbers), torch.tensor(s.sentence), torch.ones(len(s.sentence))
    )


def train(samples: Sequence[Sample], seed: int = 1, epochs: int = EPOCHS) -> tuple[Tagger, Vocabulary]:
    """A tagger trained on samples: its weights are the running mean of those of all steps."""
    torch.manual_seed(seed)
    v = vocabulary(samples)
    for s in samples:
        s.units = units(s, v)
    model = Tagger(v)
    fit(model, samples, lambda some: _loss(model, some), Plan(RATE, epochs, seed))
    return model, v


def _loss(model: Tagger, some: Sequence[Sample]) -> Tensor:
    batch = joined([_veiled(s.units) for s in some if s.units is not None])
    wanted = torch.full((len(batch.word),), -1)
    wanted[batch.real > 0] = torch.cat([torch.tensor(s.label) for s in some])
    loss = functional.cross_entropy(model(batch), wanted, reduction="sum", ignore_index=-1)
    return loss / 200


def _veiled(units: Batch) -> Batch:
    """The units of an article, now and then without the grammar's votes: its mistakes aren't taken for granted."""
    if torch.rand(1).item() >= HIDE_VOTES:
        return units
    numbers = units.numbers.clone()
    numbers[:, -VOTES:] = 0
    return replace(units, numbers=numbers)
