"""`python -m training`: train the tagger and the linker on all training articles, and write their weights.

The linker must learn to live with the tagger's mistakes, as it will meet them in articles that the tagger has never
seen. So two more taggers are trained, each on one half of the articles, and each marks the other half for the linker.
"""

from __future__ import annotations

import argparse
import sys
import time

import torch

from graph.reading.names import resolve_spans
from graph.reading.reader import Looked, look
from graph.reading.tagging.spans import TaggedName
from graph.reading.tagging.tag import decode
from training import linker, tagger
from training.articles import ROOT, Article, fingerprint, own, training
from training.encoder import Vocabulary, stored

WEIGHTS = ROOT / "graph" / "reading" / "weights"
OWN = 3
"""The sample articles, which have real names, count so many times for the tagger."""


def marked(model: tagger.Tagger, v: Vocabulary, sample: tagger.Sample) -> list[TaggedName]:
    """The names that a tagger sees in an article."""
    with torch.no_grad():
        return decode(model(tagger.units(sample, v)).log_softmax(-1).numpy(), sample.seen.words)


def relooked(article: Article, names: list[TaggedName]) -> Looked:
    """An article looked at again with the tagger's names."""
    looked = look(article.text, article.title)
    looked.names = resolve_spans(looked.tok, article.text, looked.candidates, names)
    return looked


def say(what: str, since: float) -> None:
    """Tell what is done on stderr."""
    print(f"{what} ({time.monotonic() - since:.0f} s)", file=sys.stderr, flush=True)


def main() -> int:
    """Train both networks."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    begin = time.monotonic()
    written, samples = list(training()), list(own())
    articles = written + samples
    mark = fingerprint(articles)
    taught = [tagger.sample(a) for a in articles]
    weighted = taught + taught[len(written) :] * (OWN - 1)
    say(f"{len(articles)} articles", begin)
    model, v = tagger.train(weighted, args.seed)
    stored(WEIGHTS / "tagger.npz", model.state_dict(), v, {"articles": len(articles), "fingerprint": mark})
    say("tagger", begin)
    names: dict[str, list[TaggedName]] = {}
    for half in (0, 1):
        learned = [s for k, s in enumerate(taught) if k % 2 != half]
        other, other_words = tagger.train(learned, args.seed + 1 + half)
        for s in taught[half::2]:
            names[s.stem] = marked(other, other_words, s)
        say(f"tagger of half {half}", begin)
    linked = [linker.sample(a, relooked(a, names[a.stem])) for a in articles]
    joiner, words = linker.train([s for s in linked if s is not None], args.seed)
    stored(WEIGHTS / "linker.npz", joiner.state_dict(), words, {"articles": len(articles), "fingerprint": mark})
    say("linker", begin)
    return 0


if __name__ == "__main__":
    sys.exit(main())
