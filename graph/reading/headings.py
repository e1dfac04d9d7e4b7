"""Titles as headings: a name that stands alone on a line, or leads a paragraph in bold, over a film's credits."""

from __future__ import annotations

from graph.reading.candidates import Candidate
from graph.reading.evidence import Votes
from graph.reading.lexicon.labels import opens_block
from graph.reading.lexicon.words import given_names, plain_words
from graph.reading.tokens import Token, Tokenised

_LEADS = frozenset(":.\u2013\u2014-(|,")


def headings(tok: Tokenised, candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Votes for names that head a paragraph: a film if a line of credits follows, perhaps one if it is set in bold."""
    tokens = tok.tokens
    for c, key in zip(candidates, keys, strict=True):
        if not key or not _leads(tok, c.start):
            continue
        at = c.end
        alone = at in tok.paragraph_starts or at >= len(tokens)
        while at < len(tokens) and not tokens[at].word and at < c.end + 2:
            at += 1
        if at < len(tokens) and (alone or tokens[c.end].text in _LEADS) and opens_block(tokens, at):
            vote = votes[key]
            vote.film += 4.0
            vote.person -= 2.0
            vote.company -= 1.0
        elif c.style == "bold" and not _like_person(tokens, c):
            votes[key].film += 2.0 if alone or tokens[c.end].text == ":" else 1.0


def _leads(tok: Tokenised, at: int) -> bool:
    """Whether a paragraph begins at a token, marks of lists left out."""
    first = at
    while first > 0 and first not in tok.paragraph_starts and not tok.tokens[first - 1].word:
        first -= 1
    return first == 0 or first in tok.paragraph_starts


def _like_person(tokens: list[Token], c: Candidate) -> bool:
    words = [t for t in tokens[c.start : c.end] if t.word]
    return 2 <= len(words) <= 3 and words[0].low in given_names() and words[-1].low not in plain_words()
