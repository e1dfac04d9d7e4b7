"""What the tagging network sees of each token: its word, its phrase of the trade, its looks, the grammar's guess.

Everything is local or counted once over the text, so it takes time linear in the number of tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.reading.evidence import Votes
from graph.reading.lexicon.phrases import PHRASES, SINGLE
from graph.reading.lexicon.trade import COMPANY_SUFFIXES, FILM_NOUNS, ROLE_WORDS
from graph.reading.lexicon.words import DEMONYMS, EVENTS, FUNCTION, MONTHS, PLACES, given_names, plain_words
from graph.reading.titles import Candidate
from graph.reading.tokens import Token, Tokenised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STYLES = ("quote", "italic", "bold", "paren", "known", "headline", "defined", "listed", "alias", "")
_LOOKS = 19
VOTES = 8
"""So many numbers, the last ones, are the grammar's votes."""
_CANDIDATE = 3 + len(STYLES) + VOTES
WIDTH = _LOOKS + _CANDIDATE
"""How many numbers are noted of each token."""


@dataclass(slots=True)
class Seen:
    """The tokens of an article as the network sees them: words, tags of the trade, and a row of numbers for each."""

    words: list[str]
    tags: list[str]
    numbers: NDArray[np.float32]


def observe(tok: Tokenised, candidates: list[Candidate], keys: list[str], votes: dict[str, Votes], title: str) -> Seen:
    """All that is noted of the tokens; `keys` and `votes` are the grammar's view of its candidates."""
    import numpy as np

    tokens = tok.tokens
    numbers = np.zeros((len(tokens), WIDTH), dtype=np.float32)
    _looks(tok, numbers, title)
    for c, key in zip(candidates, keys, strict=True):
        _candidate(numbers[c.start : c.end], c, votes.get(key) if key else None)
    words = [t.low if t.word else t.text for t in tokens]
    return Seen(words, _tags(tokens), numbers)


def _looks(tok: Tokenised, numbers: NDArray[np.float32], title: str) -> None:
    tokens = tok.tokens
    lower = {t.low for t in tokens if t.word and not t.cap}
    often: dict[str, int] = {}
    for t in tokens:
        if t.cap:
            often[t.low] = often.get(t.low, 0) + 1
    starts = {start for start, _ in tok.sentences}
    headline = frozenset(title.casefold().split())
    mark = (1,) + (0,) * (_LOOKS - 1)
    numbers[:, :_LOOKS] = [
        (
            *_word(t.text),
            t.low in lower,
            often.get(t.low, 0) >= 3,
            i in starts,
            t.cap and t.low in headline,
        )
        if t.word
        else mark
        for i, t in enumerate(tokens)
    ]
    for start in tok.paragraph_starts:
        if start < len(tokens):
            numbers[start, 0] += 0.5


@lru_cache(maxsize=20_000)
def _word(text: str) -> tuple[bool, ...]:
    """What a word by itself shows: how it is written, and which lists of words have it."""
    low = text.lower()
    return (
        False,
        text[0].isupper() or (text[0].isdigit() and any(ch.isalpha() for ch in text)),
        text.isupper() and len(text) > 1,
        any(ch.isdigit() for ch in text),
        len(text) == 2 and text[1] == ".",
        any(ch.isupper() for ch in text[1:]) and not text.isupper(),
        low in given_names(),
        low in plain_words(),
        low in FUNCTION,
        low in PLACES,
        low in DEMONYMS or low in MONTHS,
        low in EVENTS,
        low in COMPANY_SUFFIXES,
        low in ROLE_WORDS,
        low in FILM_NOUNS,
    )


def _candidate(rows: NDArray[np.float32], c: Candidate, v: Votes | None) -> None:
    """Where the grammar sees a name, and what its votes say."""
    at = _LOOKS
    rows[:, at + 1] = 1
    rows[0, at : at + 2] = (1, 0)
    rows[:, at + 2] = c.initial
    style = STYLES.index(c.style) if c.style in STYLES else len(STYLES) - 1
    rows[:, at + 3 + style] = 1
    at += 3 + len(STYLES)
    if v is None:
        return
    rows[:, at : at + 4] = [max(-1.0, min(1.5, x / 4)) for x in (v.person, v.film, v.company, v.other)]
    winner = v.winner()
    rows[:, at + 4] = winner is None
    if winner is not None:
        rows[:, at + 5 + ("Person", "Film", "Company").index(winner.value)] = 1


def _tags(tokens: list[Token]) -> list[str]:
    """The kind of phrase of the trade that each token belongs to, empty for most."""
    tags = [""] * len(tokens)
    i = 0
    while i < len(tokens):
        length, tag = _phrase(tokens, i)
        if tag:
            tags[i : i + length] = [tag] * length
        i += length
    return tags


def _phrase(tokens: list[Token], i: int) -> tuple[int, str]:
    low = tokens[i].low
    for words, kind, rels, _detail, form in PHRASES.get(low, ()):
        n = len(words)
        if i + n <= len(tokens) and all(tokens[i + j].low == words[j] for j in range(1, n)):
            return n, f"{kind}|{rels[0] if rels else ''}|{form}"
    single = SINGLE.get(low)
    if single is None:
        return 1, ""
    kind, rels, _detail, form = single
    return 1, f"{kind}|{rels[0] if rels else ''}|{form}"
