"""What speaks for a title where nothing sets it apart: "the score of Foo", "her films include Foo", "A's Foo", "Nine
Foos"."""

from __future__ import annotations

from graph.reading.candidates import Candidate
from graph.reading.evidence import Votes
from graph.reading.lexicon.words import given_names
from graph.reading.tokens import Token

_WORK = frozenset(
    "score music soundtrack songs costumes sets cinematography editing script screenplay effects"
    " sound casting photography camerawork"
    " director writer star cast scores production set filming shoot premiere screening sequel"
    " adaptation poster trailer remake"
    " release makers making editor cinematographer composer role part lead success".split()
)
_LISTING = frozenset("include includes including".split())
_LISTED = frozenset("films credits features titles movies work works series filmography scores pictures".split())
_NUMBERS = frozenset(
    ("two three four five six seven eight nine ten eleven twelve thirteen twenty hundred thousand million").split()
)


def title_cues(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Add these votes to names that typography doesn't set apart and that don't look like people's."""
    for c, key in zip(candidates, keys, strict=True):
        if not key or c.style in ("quote", "italic", "defined", "listed") or c.start < 2:
            continue
        vote = votes[key]
        if tokens[c.start].low in _NUMBERS and c.end - c.start > 1:
            vote.film += 1.0
            vote.person -= 1.5
        if vote.person >= 2 or vote.company >= 2:
            continue
        gain = _of_work(tokens, c) + _listed(tokens, c)
        if gain:
            vote.film += gain
            vote.person -= min(gain, 1.0)


def _of_work(tokens: list[Token], c: Candidate) -> float:
    """ "the music of Foo", "costumes for A's Foo"."""
    at = c.start - 1
    if tokens[at].text == "'s" and at > 2:
        at -= 1
        while at > 1 and tokens[at].cap and at > c.start - 5:
            at -= 1
    if tokens[at].low not in ("of", "for", "on") or not at:
        return 0.0
    return 1.5 if tokens[at - 1].low in _WORK else 0.0


def _listed(tokens: list[Token], c: Candidate) -> float:
    """ "her films include Foo": the first of a list of films."""
    if tokens[c.start - 1].low not in _LISTING or tokens[c.start].low in given_names():
        return 0.0
    return 2.0 if any(t.low in _LISTED for t in tokens[max(0, c.start - 4) : c.start - 1]) else 0.0
