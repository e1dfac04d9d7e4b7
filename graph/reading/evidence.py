"""How a name is built, and what that says about its type: votes for person, film, company, or something else."""

from __future__ import annotations

import re

from graph.model import EntityType as E
from graph.reading.lexicon.trade import COMPANY_ENDINGS, COMPANY_SUFFIXES
from graph.reading.lexicon.words import CHARACTER_TITLES, FUNCTION, SMALL, given_names, plain_words
from graph.reading.titles import Candidate
from graph.reading.tokens import Token

_ENOUGH = {(True, False): 0.6, (True, True): 0.6, (False, True): 0.75, (False, False): 1.0}


class Votes:
    """Running votes of one name."""

    __slots__ = ("company", "film", "headline", "other", "person")

    def __init__(self) -> None:
        self.headline = False
        self.person = self.film = self.company = self.other = 0.0

    def top(self) -> float:
        """The strongest vote."""
        return max(self.person, self.film, self.company)

    def winner(self) -> E | None:
        """The type with the most votes, or None if nothing speaks for any."""
        best = self.top()
        if best < _ENOUGH[best == self.film, best == self.company] or self.other >= best:
            return None
        if best == self.person:
            return E.PERSON
        return E.FILM if best == self.film else E.COMPANY


_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|Da|La|Le|Van|O'|D')[A-Z][a-z]{2,}[A-Z][a-z]|^[a-z]+[A-Z]")


_NOT_FIRMS = frozenset(
    (
        "tv vfx us ceo ep eps dc la ny nyc uk eu ii iii iv vi dp dop coo cfo svp evp md pr dj fbi cia nyse ai imax"
    ).split()
)


def shape(tokens: list[Token], c: Candidate) -> Votes:
    """Votes for how a name is built, independent of where it stands."""
    v = Votes()
    span = tokens[c.start : c.end]
    words = [t for t in span if t.word]
    plain = plain_words()
    kinds = [t.low in plain or t.low in FUNCTION or t.low in SMALL for t in words]
    if len(words) > 1:
        _firm_shape(v, words, kinds)
    _digits(v, words, len(words))
    _marks(v, span)
    if len(words) == 1:
        _single(v, words[0], kinds[0], c.initial)
        return v
    if words[0].low == "the":
        v.film += 1 if len(words) > 2 else 0.3
    if len(words) >= 4:
        v.film += 0.8 * (len(words) - 3)
    _person_shape(v, words, kinds)
    return v


def _firm_shape(v: Votes, words: list[Token], kinds: list[bool]) -> None:
    """Suffixes, acronyms and titles of rank in a name of several words."""
    first, last = words[0], words[-1]
    if last.low in COMPANY_SUFFIXES or any(w.low in _FIRM_WORDS for w in words[1:]):
        v.company += 4.5
    if first.low in ("studio", "studios", "les", "films", "film4") and not all(kinds):
        v.company += 1.5
    if first.low in CHARACTER_TITLES and first.low not in given_names():
        v.other += 1.5
        v.person -= 1.0
    if any(w.text.isupper() and 2 <= len(w.text) <= 4 and w.text.isalpha() and w.low not in _NOT_FIRMS for w in words):
        v.company += 1.8
        v.person -= 1.0


_FIRM_WORDS = frozenset("films pictures entertainment studios productions".split())


def _marks(v: Votes, span: list[Token]) -> None:
    """What punctuation inside a name says, and "Untitled" before it."""
    if span[0].low == "untitled":
        v.film += 5
    for mark in {t.text for t in span if not t.word}:
        if mark == ":":
            v.film += 3
        elif mark in "!?":
            v.film += 1.5
        elif mark == "'s":
            v.film += 2
        elif mark == "&":
            v.company += 1.5
            v.person -= 0.5


def _single(v: Votes, word: Token, plain: bool, initial: bool) -> None:
    """A name of one word: an acronym, a common word, a CamelCase."""
    if word.text.isupper() and 2 <= len(word.text) <= 5 and word.low not in _NOT_FIRMS:
        v.company += 1.4
    elif plain and not initial and word.low not in FUNCTION:
        v.film += 0.7
    if _CAMEL.match(word.text):
        v.company += 1.5
    if word.low.endswith(COMPANY_ENDINGS) and word.low not in plain_words():
        v.company += 1.5


def _digits(v: Votes, words: list[Token], n: int) -> None:
    last, first = words[-1], words[0]
    if n > 1 and (last.text.isdigit() or last.text in ("II", "III", "IV", "V", "VI")):
        v.film += 2.5
    if first.text[-1] == "+" or last.text[-1] == "+":
        v.company += 4
    if any(ch.isdigit() for ch in first.text) and any(ch.isupper() for ch in first.text):
        v.company += 1.5
    if first.text.isdigit():
        v.film += 0.5


def _person_shape(v: Votes, words: list[Token], kinds: list[bool]) -> None:
    """What initials, given names and common words in a name of several words say of a person."""
    first, last = words[0], words[-1]
    if any((w.low in SMALL and not w.cap and w.low not in ("von", "der", "n")) or w.low in _TITLE_WORDS for w in words):
        v.film += 1.5
        v.person -= 1.5
    initials = "." in first.text and first.text.isupper() and len(first.text) <= 6
    if initials or any(len(w.text) == 2 and w.text[1] == "." for w in words) or last.low.rstrip(".") in ("jr", "sr"):
        v.person += 2
    if any(
        "-" in w.text and w.text.split("-")[-1].islower() and w.cap and w.low not in plain_words() for w in words[1:]
    ):
        v.person += 2
    if len(words) <= 4:
        _given_name(v, words, kinds)
    if all(kinds):
        v.film += 1.0
        v.company += 0.6


_TITLE_WORDS = frozenset({"of", "the", "and", "in"})


def _given_name(v: Votes, words: list[Token], kinds: list[bool]) -> None:
    given = given_names()
    first = words[0].low
    if first in given or first.split("-")[0] in given:
        v.person += (1.2 if kinds[0] else 2.2) + (0 if kinds[-1] else 1)
    elif not any(kinds):
        v.person += 1.8
    elif not kinds[0] and len(words) == 2:
        v.person += 1.2
    elif not kinds[-1]:
        v.person += 1.0
        v.company += 0.3
    elif any(w.low in given for w in words[1:]):
        v.person += 0.5
