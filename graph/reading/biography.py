"""Lives of craftspeople: "Jane Doe (born 1970) is a Danish editor. She won an award for Foo": her work on the films
named.

The person that an entry defines is who "she" means in it, and her profession is her part in her films, unless something
else is said.
"""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.finders import governed
from graph.reading.names import Name
from graph.reading.state import Sentence

_REACH = 9


def introduce(s: Sentence) -> None:
    """Take the person whom a sentence defines for the one that the paragraph is about."""
    state = s.state
    first = next((i for i, c in enumerate(s.chunks[:3]) if c.kind == "P"), -1)
    if state.opening and (first < 0 or state.hero not in s.chunks[first].names):
        state.hero = state.hero if first < 0 and any(c.kind in ("H", "h") for c in s.chunks[:4]) else None
    state.opening = False
    if first < 0 or len(s.chunks[first].names) != 1:
        return
    profession = _profession(s, first)
    if profession is not None:
        state.hero = s.chunks[first].names[0]
        state.professions[state.hero] = profession


def _profession(s: Sentence, first: int) -> tuple[R, str] | None:
    """The first job in "A (...) is a Danish editor and director"."""
    chunks = s.chunks
    be = next((k for k in range(first + 1, min(len(chunks), first + 6)) if chunks[k].kind == "be"), -1)
    if be < 0 or chunks[be].low not in ("is", "was") or be + 1 >= len(chunks):
        return None
    tokens = s.state.tokens
    if any(
        c.kind not in ("O", "()", ",", "w", "-") and not all(t.text.isupper() for t in tokens[c.a : c.b])
        for c in chunks[first + 1 : be]
    ):
        return None
    if s.state.tokens[chunks[be + 1].a].low not in ("a", "an") and chunks[be + 1].kind != "O":
        return None
    for k in range(be + 1, min(len(chunks), be + 7)):
        c = chunks[k]
        nxt = chunks[k + 1] if k + 1 < len(chunks) else None
        if c.kind == "R" and c.rels[0] is not R.AFFILIATED_WITH:
            ends = (
                nxt is None
                or nxt.kind in (",", "and", ".", ";", "who", "which")
                or (nxt.kind == "w" and nxt.low != "of")
            )
            return (c.rels[0], c.detail) if ends else None
        if c.kind not in ("w", "O", "and", ",", "-"):
            return None
    return None


def own_films(s: Sentence) -> None:
    """Give the person in hand the part of their profession in films of theirs that nothing else was said of."""
    hero = s.state.hero
    if hero is None:
        return
    relation, detail = s.state.professions.get(hero, (R.ACTED_IN, ""))
    if relation is not R.WORKED_ON:
        return
    for i, c in enumerate(s.chunks):
        if c.kind != "F" or s.prenominal[i] or i in s.source or not _theirs(s, i, hero):
            continue
        for film in c.names:
            if not s.state.joined(hero, film):
                s.emit(hero, relation, film, detail=detail)


def _theirs(s: Sentence, i: int, hero: Name) -> bool:
    """Whether the film at `i` stands in a clause that the person is subject or possessor of."""
    chunks = s.chunks
    for j in range(i - 1, max(-1, i - _REACH), -1):
        c = chunks[j]
        if c.kind == "H":
            return c.low in ("he", "she")
        if c.kind == "h" and c.low in ("his", "her"):
            return True
        if c.kind == "P":
            if hero in c.names:
                return True
            if not (governed(chunks, j) and _possessor(s, j, i)):
                return False
        if c.kind in (";", "who", "whose", "T") or (c.kind == "R" and chunks[j + 1].low == "of"):
            return False
        if c.kind == "V" and c.rels[0] is not R.WORKED_ON:
            return False
    return False


def _possessor(s: Sentence, j: int, i: int) -> bool:
    """ "she scored A's Foo": the director in the genitive doesn't end the clause."""
    return s.chunks[j + 1].kind in ("'s", "own") and i - j <= 3
