"""What else people have made: "her last film was Foo", "A's last film, Foo, came out", "A's credits include Foo and
Bar".

Also what "the latter" means as a subject, which has to be known before anything else is read.
"""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.filmography import role_here
from graph.reading.finders import former, pronoun
from graph.reading.lexicon.trade import FILM_NOUNS
from graph.reading.names import Name
from graph.reading.state import Sentence

_WHICH = frozenset(
    "last latest previous next first second third recent new earlier sophomore upcoming other best-known".split()
)
_LISTED = frozenset("credits filmography films features work works titles".split())
_LISTING = frozenset("include includes including are were".split())
_FILM_DOES = frozenset(
    "follows centers centres opens opened premiered premieres tells debuted bowed revolves chronicles hails".split()
)


def latter(s: Sentence) -> None:
    """Put the film in the place of "the former" and "the latter" where they are the subject of what films do."""
    from graph.reading.chunks import Member

    for i, c in enumerate(s.chunks):
        if c.kind != "X" or i + 1 >= len(s.chunks):
            continue
        nxt = s.chunks[i + 1]
        after = s.chunks[i + 2] if i + 2 < len(s.chunks) else None
        starred = (
            nxt.kind == "V" and nxt.rels[0] is R.ACTED_IN and after is not None and after.kind in ("P", "A", "w", "R")
        )
        passive = nxt.kind == "be" and after is not None and after.kind == "V" and after.form in ("ed", "part")
        does = nxt.kind == "w" and s.state.tokens[nxt.a].low in _FILM_DOES
        film = former(s, i) if starred or passive or does else None
        if film is not None:
            c.kind = "F"
            c.members = [Member((film,), c.a, c.b)]


def other_films(s: Sentence) -> None:
    """Read the films that a person is said to have made besides."""
    chunks = s.chunks
    for i, c in enumerate(chunks):
        if c.kind == "'s" and i and chunks[i - 1].kind == "P":
            people = chunks[i - 1].names
        elif c.kind == "h" and c.low in ("his", "her", "their"):
            people = pronoun(s, i)
        else:
            continue
        found = _film_of(s, i)
        if found is None:
            continue
        names = found
        for person in people:
            if person.type is not E.PERSON:
                continue
            relation, detail = role_here(s, person)
            for film in names:
                s.emit(person, relation, film, detail=detail)
        if c.kind == "'s":
            c.kind = "own"


def _film_of(s: Sentence, i: int) -> list[Name] | None:
    """The film that stands after "last film (was)" or the films after "credits include"."""
    chunks = s.chunks
    if i + 2 >= len(chunks) or chunks[i + 1].kind not in ("w", "R", "Q"):
        return None
    words = [t.low for t in s.state.tokens[chunks[i + 1].a : chunks[i + 1].b]]
    k = i + 2
    if any(w in _LISTED for w in words) and (words[-1] in _LISTING or chunks[k].kind == "be"):
        while k < len(chunks) and chunks[k].kind in ("be", "w") and k < i + 4:
            k += 1
        return chunks[k].names if k < len(chunks) and chunks[k].kind == "F" else None
    if words[0] not in _WHICH or words[-1] not in FILM_NOUNS or chunks[i + 1].kind != "w":
        return None
    while k < len(chunks) and chunks[k].kind in ("be", ",", "p", "w") and k < i + 4:
        k += 1
    if k >= len(chunks) or chunks[k].kind != "F" or s.prenominal[k]:
        return None
    if any(c.kind == "p" for c in chunks[i + 2 : k]):
        return None
    return chunks[k].names[:1]
