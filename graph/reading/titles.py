"""What a title looks like, and the candidates for names."""

from __future__ import annotations

from dataclasses import dataclass

from graph.reading.lexicon.words import (
    PARTICLES,
    SMALL,
)
from graph.reading.tokens import Token

MAX_TITLE = 14


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name; `style` tells what sets it apart (empty: nothing but capitals)."""

    start: int
    end: int
    style: str = ""
    initial: bool = False


def title_like(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a set-apart stretch reads like a title: short, capitalised but for small words."""
    words = [t for t in tokens[start:end] if t.word]
    if not words or len(words) > MAX_TITLE:
        return False
    if len(words) == 1 and not words[0].cap:
        return any(c.isupper() or c.isdigit() for c in words[0].text) and len(words[0].text) > 1
    lower = [
        w for w in words if not w.cap and not w.text[0].isdigit() and w.low not in SMALL and w.low not in PARTICLES
    ]
    if not (words[0].cap or words[0].text[0].isdigit()):
        return len(words) > 1 and not lower and any(w.cap for w in words[1:])
    if any(t.text in ".!?" for t in tokens[start : end - 1]) and len(words) > 7:
        return False
    caps = sum(1 for w in words if w.cap or w.text[0].isdigit())
    return len(lower) * 4 <= caps


def trim(tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    """A stretch without the punctuation at its ends that belongs to no title."""
    while end > start and not tokens[end - 1].word and tokens[end - 1].text not in ("!", "?", "+", ")", "'s"):
        end -= 1
    while start < end and not tokens[start].word and tokens[start].text not in "#(":
        start += 1
    return start, end
