"""What the names of an article say about each other: listed together, owned, set apart by the same typography."""

from __future__ import annotations

import itertools

from graph.model import EntityType as E
from graph.reading.evidence import Votes
from graph.reading.titles import Candidate
from graph.reading.tokens import Token


def house_style(candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Where an article sets titles apart by quotation marks or italics, what it does not set apart is rarely one."""
    styled = {k for c, k in zip(candidates, keys, strict=True) if k and c.style in ("quote", "italic")}
    if len(styled) < 3:
        return
    brackets = {k for c, k in zip(candidates, keys, strict=True) if c.style == "paren"}
    if len(brackets) * 3 > len(styled):
        return
    for key, v in votes.items():
        if key not in styled and key not in brackets:
            v.film -= 1.5
            if v.person < 0.9:
                v.company += 0.5


def possessions(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """What a name in the genitive owns: a person's is a film, a company's a film or a person, a film's a person."""
    for left, right, a, b in zip(candidates, candidates[1:], keys, keys[1:], strict=False):
        if not a or not b or right.start != left.end + 1 or tokens[left.end].text != "'s":
            continue
        owner, owned = votes[a], votes[b]
        kind = owner.winner()
        if kind is E.PERSON and owned.person < 2:
            owned.film += 1.0
        elif kind is E.COMPANY and owned.person < 1.5:
            owned.film += 0.8
        elif kind is E.FILM and owned.person > 0:
            owned.person += 1.0


_BANNER_OWNERS = frozenset("producer producers co-producer co-producers financier financiers mogul".split())
_APART = 14
"""At most so many tokens lie between two names that a list of owners and what they own holds."""


def banners(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """What a producer owns is a company, and so is what stands listed with one ("A's Foo and B's Bar Pictures")."""
    owned = [
        (left, right, b)
        for left, right, a, b in zip(candidates, candidates[1:], keys, keys[1:], strict=False)
        if a and b and right.start == left.end + 1 and tokens[left.end].text == "'s" and votes[a].winner() is E.PERSON
    ]
    for left, _, key in owned:
        if left.start and tokens[left.start - 1].low in _BANNER_OWNERS:
            votes[key].company += 1.5
    for (_, first, a), (_, second, b) in itertools.pairwise(owned):
        listed = tokens[first.end].low in _LISTING if first.end < len(tokens) else False
        if listed and second.start - first.end <= _APART and not first.style:
            if votes[b].winner() is E.COMPANY:
                votes[a].company += 1.5
            elif votes[a].winner() is E.COMPANY:
                votes[b].company += 1.5


_LISTING = (",", "and", "&", "or")


def propagate(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Names listed together are of one kind: each lends its neighbours some certainty, once forth and once back."""
    pairs: list[tuple[str, str]] = []
    for left, right, a, b in zip(candidates, candidates[1:], keys, keys[1:], strict=False):
        if not a or not b or a == b:
            continue
        between = tokens[left.end : right.start]
        if left.start and tokens[left.start - 1].low in ("of", "at", "for") and between and between[0].text == ",":
            continue
        if 0 < len(between) <= 3 and all(t.low in _LISTING for t in between):
            pairs.append((a, b))
    pairs += _with_brackets(tokens, candidates, keys)
    for sequence in (pairs, [(b, a) for a, b in reversed(pairs)]):
        for source, target in sequence:
            _lend(votes[source], votes[target])


_BRACKETED = 40
"""At most so many tokens stand in the brackets behind a name of a list."""


def _with_brackets(tokens: list[Token], candidates: list[Candidate], keys: list[str]) -> list[tuple[str, str]]:
    """Names that are listed together where each is followed by its films in brackets."""
    starts = {c.start: k for c, k in zip(candidates, keys, strict=True) if k}
    pairs: list[tuple[str, str]] = []
    for c, key in zip(candidates, keys, strict=True):
        if not key or c.end >= len(tokens) or tokens[c.end].text != "(":
            continue
        close = next((i for i in range(c.end, min(len(tokens), c.end + _BRACKETED)) if tokens[i].text == ")"), 0)
        after = close + 1
        while close and after < len(tokens) and tokens[after].low in _LISTING:
            after += 1
        if close and after > close + 1 and (other := starts.get(after)) and other != key:
            pairs.append((key, other))
    return pairs


def _lend(source: Votes, target: Votes) -> None:
    ranked = sorted(((source.person, "person"), (source.film, "film"), (source.company, "company")), reverse=True)
    margin = ranked[0][0] - max(ranked[1][0], 0.0)
    if margin <= 0.5 or ranked[0][0] < 1.0:
        return
    share = min(1.2, 0.5 * margin)
    setattr(target, ranked[0][1], getattr(target, ranked[0][1]) + share)
