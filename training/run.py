"""Train the tagger and the linker on all training articles, and write their weights.

The linker must learn to live with the tagger's mistakes, as it will meet them in articles that the tagger has never
seen. So two more taggers are trained, each on one half of the articles, and each marks the other half for the linker.
It learns from each article twice: with these names, and with those that the gold knows.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import torch

from graph.reading.names import resolve_spans
from graph.reading.reader import Looked, look
from graph.reading.tagging.spans import TaggedName, mended, with_titles
from graph.reading.tagging.tag import decode
from training import linker, tagger
from training.articles import ROOT, Article, fingerprint, own, training
from training.check import check_linker
from training.encoder import stored

WEIGHTS = ROOT / "graph" / "reading" / "weights"
OWN = 2
"""The sample articles, which have real names, count so many times for the tagger."""


def marked(half: int, seed: int) -> dict[str, list[TaggedName]]:
    """The names that a tagger trained on the other half sees in the articles of one half, article by article."""
    taught = [tagger.sample(a) for a in articles()]
    model, v = tagger.train([s for k, s in enumerate(taught) if k % 2 != half], seed)
    with torch.no_grad():
        return {
            s.stem: decode(model(tagger.units(s, v)).log_softmax(-1).numpy(), s.seen.words) for s in taught[half::2]
        }


def relooked(article: Article, names: list[TaggedName]) -> Looked:
    """An article looked at again with the tagger's names."""
    looked = look(article.text, article.title)
    names = mended(looked.tok.tokens, looked.candidates, names)
    names = with_titles(names, looked.candidates, looked.keys, looked.names.votes)
    looked.names = resolve_spans(looked.tok, article.text, looked.candidates, names)
    return looked


def relooked_right(article: Article) -> Looked:
    """An article looked at again with the names of the gold."""
    looked = look(article.text, article.title)
    names = tagger.spans(tagger.labels(article, looked.tok.tokens))
    looked.names = resolve_spans(looked.tok, article.text, looked.candidates, names)
    return looked


def articles() -> list[Article]:
    """All that is trained on."""
    return [*training(), *own()]


def train_tagger(seed: int) -> None:
    """Train the tagger on everything, and write its weights."""
    everything = articles()
    taught = [tagger.sample(a) for a in everything]
    weighted = taught + taught[len(everything) - len(list(own())) :] * (OWN - 1)
    model, v = tagger.train(weighted, seed)
    about = {"articles": len(everything), "fingerprint": fingerprint(everything)}
    stored(WEIGHTS / "tagger.npz", model.state_dict(), v, about)


def train_linker(names: dict[str, list[TaggedName]], seed: int) -> None:
    """Train the linker on everything, with the names that taggers saw in articles unknown to them."""
    everything = articles()
    linked = [linker.sample(a, relooked(a, names[a.stem])) for a in everything]
    linked += [linker.sample(a, relooked_right(a)) for a in everything]
    samples = [s for s in linked if s is not None]
    model, v = linker.train(samples, seed)
    about = {"articles": len(everything), "fingerprint": fingerprint(everything)}
    stored(WEIGHTS / "linker.npz", model.state_dict(), v, about)
    check_linker(model, samples[:: max(1, len(samples) // 20)])


def say(what: str, since: float) -> None:
    """Tell what is done on stderr."""
    print(f"{what} ({time.monotonic() - since:.0f} s)", file=sys.stderr, flush=True)


def main() -> int:
    """Train both networks, on two cores."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--seed", type=int, default=11)
    seed = parser.parse_args().seed
    begin = time.monotonic()
    with ProcessPoolExecutor(2, get_context("spawn"), torch.set_num_threads, (1,)) as pool:
        tagging = pool.submit(train_tagger, seed)
        halves = [pool.submit(marked, half, seed + 1 + half) for half in (0, 1)]
        names = {stem: found for half in halves for stem, found in half.result().items()}
        say("names of both halves", begin)
        linking = pool.submit(train_linker, names, seed)
        tagging.result()
        say("tagger", begin)
        linking.result()
        say("linker", begin)
    return 0
