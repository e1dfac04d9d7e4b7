"""Names by the trained tagger: each token begins a name, goes on with one, or is outside; each name is of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import EntityType as E
from graph.reading.evidence import Votes
from graph.reading.network import encode, network
from graph.reading.tagging.features import Seen, observe
from graph.reading.tagging.spans import TaggedName, mended, with_titles
from graph.reading.titles import Candidate
from graph.reading.tokens import Tokenised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

TYPES = (E.PERSON, E.FILM, E.COMPANY)
LABELS = ("O", "B-P", "I-P", "B-F", "I-F", "B-C", "I-C")
LONGEST = 16
"""At most so many tokens make a name."""


def tag(
    tok: Tokenised, candidates: list[Candidate], keys: list[str], votes: dict[str, Votes], title: str
) -> list[TaggedName]:
    """The names of an article in order. `keys` and `votes` are the grammar's view (see `tagging.features`)."""
    seen = observe(tok, candidates, keys, votes, title)
    if not seen.words:
        return []
    names = decode(scores(tok, seen), seen.words)
    return with_titles(mended(tok.tokens, candidates, names), candidates, keys, votes)


def scores(tok: Tokenised, seen: Seen) -> Array:
    """For each token the logarithms of the probabilities of `LABELS`."""
    import numpy as np

    net = network("tagger")
    w = net.weights
    sentences = np.repeat(np.arange(len(tok.sentences)), [b - a for a, b in tok.sentences])
    x = encode(net, seen.words, seen.tags, seen.numbers, sentences)
    h = np.concatenate([x, seen.numbers], axis=1) @ w["hidden.weight"].T + w["hidden.bias"]
    logits: Array = np.maximum(h, 0) @ w["label.weight"].T + w["label.bias"]
    logits -= logits.max(axis=1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return logits


def decode(logp: Array, words: list[str]) -> list[TaggedName]:
    """The names: spans token by token, and for each spelling the type that all its occurrences together speak for."""
    import numpy as np

    three = np.stack(
        [logp[:, 0], np.logaddexp.reduce(logp[:, 1::2], axis=1), np.logaddexp.reduce(logp[:, 2::2], axis=1)], axis=1
    )
    state = three.argmax(axis=1).tolist()
    spans: list[tuple[int, int, str]] = []
    totals: dict[str, Array] = {}
    i = 0
    while i < len(state):
        if state[i] == 0:
            i += 1
            continue
        j = i + 1
        while j < len(state) and state[j] == 2 and j - i < LONGEST:
            j += 1
        spelled = " ".join(words[i:j])
        spans.append((i, j, spelled))
        said = (logp[i, 1::2] + logp[i + 1 : j, 2::2].sum(axis=0)) / (j - i)
        totals[spelled] = totals.get(spelled, 0) + said
        i = j
    out = []
    for a, b, spelled in spans:
        total = totals[spelled]
        order = np.argsort(total)
        out.append(TaggedName(a, b, TYPES[int(order[-1])], float(total[order[-1]] - total[order[-2]])))
    return out
