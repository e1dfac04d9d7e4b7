"""Verbs of acting: a person stars in a film, or a film stars people, who may play somebody."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.finders import (
    default_film,
    film_left,
    film_right,
    governed,
    status_between,
    subject_left,
)
from graph.reading.names import Name
from graph.reading.state import Sentence
from graph.reading.verbs import active, is_passive, passive, relative_film


def acted(s: Sentence, i: int) -> None:
    """ "A stars in Foo", "Foo stars A and B", "starring A", "A plays Jake"."""
    c = s.chunks[i]
    if _before_name(s, i):
        return
    if c.form in ("ed", "part") and is_passive(s, i):
        if c.low in ("played", "portrayed", "voiced", "led", "headlined", "narrated"):
            passive(s, i)
        return
    names, left = subject_left(s, i, "P")
    if left > 0 and s.chunks[left - 1].kind == "R" and s.chunks[left - 1].rels[0] is R.WORKED_ON:
        return
    if c.low.rstrip("s").startswith(_PRESENTING) and c.form in ("ing", "fin", "base", "ed") and _film_stars(s, i):
        return
    status = status_between(s, left, i) if names else None
    if status is None:
        return
    film = relative_film(s, i, left) or film_right(s, i) or default_film(s, i)
    s.emit_all(names, (R.ACTED_IN,), film, status)
    s.used.add(left)
    if c.low.startswith(("play", "voice", "portray")):
        gapped(s, i, film)
    elif left < i:
        _beside(s, i, film)


_PRESENTING = ("star", "co-star", "headlin", "lead", "toplin", "featur", "pair", "reunit")


def _before_name(s: Sentence, i: int) -> bool:
    """ "Foo star Jane Doe": the word is a noun that introduces her."""
    if s.chunks[i].low not in ("star", "lead") or i == 0 or i + 1 >= len(s.chunks):
        return False
    prev, nxt = s.chunks[i - 1], s.chunks[i + 1]
    if prev.kind not in ("F", "'s") or nxt.kind != "P":
        return False
    s.emit_all(nxt.names, (R.ACTED_IN,), prev.names[0] if prev.kind == "F" else film_left(s, i))
    s.used.add(i + 1)
    return True


def _film_stars(s: Sentence, i: int) -> bool:
    """ "Foo stars A and B", "starring A": True if the people after the verb at `i` are the film's cast."""
    n = len(s.chunks)
    j = i + 1
    while j < n and (s.chunks[j].kind in ("w", "R", "A", "h") or (s.chunks[j].low in _OF_THE_CAST and j < i + 5)):
        j += 1
    if j >= n or s.chunks[j].kind != "P" or (j + 1 < n and s.chunks[j + 1].kind == "'s"):
        return False
    film = _film_subject(s, i)
    if film is None and s.chunks[i].low != "starring":
        return False
    film = film or default_film(s, i)
    s.emit_all(s.chunks[j].names, (R.ACTED_IN,), film)
    s.used.add(j)
    _as_list(s, j, film)
    return True


_OF_THE_CAST = frozenset({"of", ":", "including"})


def _beside(s: Sentence, i: int, film: Name | None) -> None:
    """ "A and B star along with C", "stars opposite C": C acts in it too."""
    n = len(s.chunks)
    for k in range(i + 1, min(n - 1, i + 6)):
        c = s.chunks[k]
        if (
            c.kind == "p"
            and c.low in ("along with", "alongside", "opposite", "with", "together with")
            and s.chunks[k + 1].kind == "P"
        ):
            nxt = s.chunks[k + 2] if k + 2 < n else None
            if k + 1 not in s.used and not (nxt is not None and nxt.kind in ("V", "@", "'s")):
                s.emit_all(s.chunks[k + 1].names, (R.ACTED_IN,), film)
                s.used.add(k + 1)
            return
        if c.kind not in ("w", "p", "F", "T", "O", "R", "h", "'s") and not (
            c.kind in ("P", "C") and s.chunks[k + 1].kind == "'s"
        ):
            return


def gapped(s: Sentence, i: int, film: Name | None) -> None:
    """ "A plays Jake, B his brother and C the priest": the verb left out."""
    chunks = s.chunks
    n = len(chunks)
    for k in range(i + 2, min(n - 1, i + 20)):
        c = chunks[k]
        if c.kind in (";", "V", "be", "which"):
            return
        nxt = chunks[k + 1]
        if (
            c.kind == "P"
            and k not in s.used
            and chunks[k - 1].kind in (",", "and")
            and (nxt.kind in ("h", "O") or nxt.kind == "w" or nxt.low == "as")
        ):
            following = chunks[k + 2] if k + 2 < n else None
            if nxt.kind == "w" and following is not None and following.kind in ("V", "be", "talk", "dep", "R"):
                return
            if nxt.kind == "w" and s.state.tokens[nxt.a].low not in ("the", "a", "an", "their", "one"):
                continue
            s.emit_all(list(c.members[-1].names), (R.ACTED_IN,), film)
            s.used.add(k)


def _film_subject(s: Sentence, i: int) -> Name | None:
    """The film that is the subject of "stars", if the thing just before the verb is one."""
    for j in range(i - 1, -1, -1):
        c = s.chunks[j]
        if c.kind == "F":
            if s.main[j] or j == i - 1:
                return c.names[-1]
            if j > 0 and s.chunks[j - 1].low in ("to", "of") and s.chunks[j + 1].kind == ",":
                continue
            return None
        if c.kind in ("T", "which"):
            return default_film(s, j)
        if c.kind in ("H", "who", ";") or (c.kind == "P" and not governed(s.chunks, j) and not _cast_before(s, j)):
            return None
    return None


def _cast_before(s: Sentence, j: int) -> bool:
    """Whether the people at `j` are the cast that "stars" or "starring" has named."""
    return j in s.used and j > 0 and s.chunks[j - 1].kind in ("V", "A", "w", "R", "and")


def _as_list(s: Sentence, j: int, film: Name | None) -> None:
    """ "A as X, B as Y, with C": people who follow in the same list, each with a character."""
    n = len(s.chunks)
    k = j + 1
    limit = j + 24
    while k < min(n, limit):
        c = s.chunks[k]
        if c.kind in (";", "V", "be", "who", "whose", "which", "H", "K", "J"):
            return
        if c.kind == "P" and k not in s.used and not (k + 1 < n and s.chunks[k + 1].kind in ("V", "be", "'s")):
            back = k - 1
            while back > j and s.chunks[back].kind in ("w", "h", "R", "O") and back > k - 4:
                back -= 1
            before = s.chunks[back]
            if back < k - 1 and before.kind == "p":
                k += 1
                continue
            if before.kind in (",", "and") or (
                before.kind == "p" and before.low in ("with", "alongside", "opposite", "along with")
            ):
                s.emit_all(c.names, (R.ACTED_IN,), film)
                s.used.add(k)
        k += 1


def verb(s: Sentence, i: int) -> None:
    """Read the credit that the verb at `i` states."""
    c = s.chunks[i]
    relation = c.rels[0]
    if relation is R.REPRESENTED_BY or relation is R.AFFILIATED_WITH:
        return
    if relation is R.ACTED_IN:
        acted(s, i)
    elif is_passive(s, i):
        passive(s, i)
    else:
        active(s, i)
