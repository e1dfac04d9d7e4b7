"""Names from the spans that the network found: the grammar's candidates cut anew, with the network's types as votes."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType as E
from graph.reading.evidence import Votes
from graph.reading.lexicon.words import PARTICLES, SMALL
from graph.reading.titles import Candidate
from graph.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A name as the network sees it: a token range, its type, and how sure (log odds against the next best)."""

    start: int
    end: int
    type: E
    margin: float = 3.0


def recut(tokens: list[Token], candidates: list[Candidate], spans: list[TaggedName]) -> list[Candidate]:
    """The candidates of an article after the network has spoken: its spans, and what it leaves of the others."""
    taken = bytearray(len(tokens))
    for s in spans:
        taken[s.start : s.end] = b"\x01" * (s.end - s.start)
    style: dict[int, Candidate] = {}
    for c in candidates:
        for i in range(c.start, c.end):
            style[i] = c
    out = [c for c in candidates if not any(taken[c.start : c.end])]
    for s in spans:
        known = style.get(s.start)
        whole = known is not None and known.start == s.start and known.end == s.end
        out.append(
            Candidate(s.start, s.end, known.style if known and whole else "", bool(known and known.initial and whole))
        )
    out.sort(key=lambda c: c.start)
    return out


SET_APART = frozenset({"quote", "italic", "defined", "listed"})
SURE = 4.0
"""Votes of the grammar for a film that typography sets apart, from which on its word stands."""


def with_titles(
    names: list[TaggedName], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]
) -> list[TaggedName]:
    """A title that typography sets apart is one name and a film, where the grammar is sure of it."""
    titles = [
        TaggedName(c.start, c.end, E.FILM, 3.0)
        for c, key in zip(candidates, keys, strict=True)
        if key and c.style in SET_APART and votes[key].winner() is E.FILM and votes[key].film >= SURE
    ]
    if not titles:
        return names
    inside = {i for t in titles for i in range(t.start, t.end)}
    kept = [n for n in names if not any(i in inside for i in range(n.start, n.end))]
    return sorted([*kept, *titles], key=lambda n: n.start)


def mended(tokens: list[Token], candidates: list[Candidate], names: list[TaggedName]) -> list[TaggedName]:
    """No name ends in a small word: such a one ends where the grammar's candidate does, else before that word."""
    ends = {c.start: c.end for c in candidates}
    last = 0
    out = []
    for n in names:
        end = n.end
        if _dangles(tokens[end - 1]):
            end = ends.get(n.start, end)
            while end > n.start and _dangles(tokens[end - 1]):
                end -= 1
        if n.start >= last and end > n.start:
            out.append(TaggedName(n.start, end, n.type, n.margin))
            last = end
    return out


def _dangles(token: Token) -> bool:
    return token.word and not token.cap and (token.low in SMALL or token.low in PARTICLES)


def votes_of(span: TaggedName) -> Votes:
    """The network's word as votes."""
    v = Votes()
    strength = 3.0 + min(3.0, span.margin)
    setattr(v, {E.PERSON: "person", E.FILM: "film", E.COMPANY: "company"}[span.type], strength)
    return v
