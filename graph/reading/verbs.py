"""Verbs of the trade: active, passive, participles, relative clauses, shared subjects."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.finders import (
    default_film,
    film_left,
    film_right,
    films_right,
    governed,
    status_between,
    subject_left,
)
from graph.reading.names import Name
from graph.reading.state import Sentence

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def is_passive(s: Sentence, i: int) -> bool:
    """Whether the verb at `i` is a passive: "is directed", "directed by"."""
    c = s.chunks[i]
    if c.form not in ("ed", "part"):
        return False
    j = i - 1
    while j >= 0 and (
        s.chunks[j].kind in ("neg", "dep", "talk") or (s.chunks[j].kind == "w" and s.chunks[j].b - s.chunks[j].a <= 2)
    ):
        j -= 1
    aux = s.chunks[j] if j >= 0 else None
    if aux is not None and aux.kind == "be":
        return aux.low in _BE
    nxt = s.chunks[i + 1] if i + 1 < len(s.chunks) else None
    if (
        c.rels[0] is R.SELLS
        and nxt is not None
        and nxt.low == "to"
        and c.form == "ed"
        and aux is not None
        and aux.kind != "C"
    ):
        return True
    return nxt is not None and (
        (nxt.kind == "p" and nxt.low == "by") or (nxt.kind in ("and", ",") and _then_by(s, i + 1))
    )


def _then_by(s: Sentence, j: int) -> bool:
    """ "written and directed by": another participle and "by" follow."""
    for c in s.chunks[j : j + 5]:
        if c.kind == "p" and c.low == "by":
            return True
        if not (c.kind in ("and", ",", "R", "w") or (c.kind == "V" and c.form in ("ed", "part"))):
            return False
    return False


def passive(s: Sentence, i: int) -> None:
    """ "(is) directed by A and B"."""
    c = s.chunks[i]
    n = len(s.chunks)
    j = i + 1
    while j < n and s.chunks[j].kind in ("and", ",", "w", "V", "R") and j < i + 7:
        j += 1
    if c.rels[0] is R.SELLS and i + 2 < n and s.chunks[i + 1].low == "to" and s.chunks[i + 2].kind == "C":
        s.emit_all(s.chunks[i + 2].names, (R.DISTRIBUTES,), default_film(s, i))
        s.used.add(i + 2)
        return
    if j >= n or s.chunks[j].kind != "p" or s.chunks[j].low != "by":
        return
    j += 1
    while j < n and s.chunks[j].kind in ("w", "R", "h", "F", "O", "'s", "C") and j < i + 10:
        if s.chunks[j].kind == "C" and not (j + 1 < n and s.chunks[j + 1].kind in ("'s", "R", "P")):
            break
        j += 1
    if j >= n or s.chunks[j].kind not in ("P", "C", "H"):
        return
    status = status_between(s, i - 3, i)
    if status is None:
        return
    film = default_film(s, i)
    agents = s.people_of(s.chunks[j])
    s.used.add(j)
    for each in _all_of_them(s, i, film):
        s.emit_all(agents, c.rels, each, status, c.detail)
    companies(s, s.chunks[j], c.rels, film, status)
    if film is not None:
        pass


def _all_of_them(s: Sentence, i: int, film: Name | None) -> list[Name]:
    """The films of "Foo and Bar, both directed by": all of the list where the words say so, else the one."""
    if film is None:
        return []
    tokens = s.state.tokens
    a = s.chunks[i].a
    if any(t.low in ("both", "all") for t in tokens[max(s.a, a - 5) : a]):
        return [x for c in s.chunks[:i] if c.kind == "F" for x in c.names][-6:]
    return [film]


def companies(s: Sentence, g: Chunk, rels: tuple[R, ...], film: Name | None, status: Status) -> None:
    """What hangs on the people of a group: their companies, and those companies' part in the film."""
    for m in g.members:
        for prep, company in m.companies:
            if prep in ("of", "at") or R.PRODUCED in rels or R.EXECUTIVE_PRODUCED in rels:
                for person in m.names:
                    s.emit(person, R.AFFILIATED_WITH, company)
            if prep == "of":
                for part in (R.PRODUCED, R.FINANCED):
                    if part in rels:
                        s.emit(company, part, film, status)
            elif R.PRODUCED in rels or R.EXECUTIVE_PRODUCED in rels:
                s.emit(company, R.PRODUCED, film, status)


def relative_film(s: Sentence, i: int, left: int) -> Name | None:
    """ "Foo, which Jane directed": the film before "which"."""
    for j in range(left - 1 if left >= 0 else i - 1, max(-1, left - 4), -1):
        if j >= 0 and s.chunks[j].kind == "which":
            for k in range(j - 1, max(-1, j - 7), -1):
                if s.chunks[k].kind == "F" and not s.prenominal[k] and k not in s.source:
                    return s.chunks[k].names[-1]
                if s.chunks[k].kind == "T":
                    return default_film(s, k)
            return film_left(s, j)
    return None


def active(s: Sentence, i: int) -> None:
    """ "A and B direct Foo", "will direct", "to direct", "directing from a script"."""
    c = s.chunks[i]
    if c.low in ("shooting", "shoot", "filming"):
        return
    names, left = _doers(s, i)
    status = status_between(s, left, i) if names else None
    if status is None:
        return
    rels = _object_decides(s, i)
    detail = "composer" if rels[0] is R.WORKED_ON and rels is not c.rels else c.detail
    relative = relative_film(s, i, left)
    if detail == "make" and names[0].type is E.PERSON and _directs(s, names[0]):
        rels = (R.DIRECTED,)
    elif (rels[0] in (R.DISTRIBUTES, R.SELLS) or detail == "make") and names[0].type is not E.COMPANY:
        return
    if c.low in _NEEDS_OBJECT and relative is None and film_right(s, i) is None:
        return
    for film in [relative] if relative is not None else _objects(s, i):
        s.emit_all(names, rels, film, status, "" if detail == "make" else detail)
        if left >= 0:
            companies(s, s.chunks[left], rels, film, status)
        banner(s, Deed(i, rels, names, film, status))


_NEEDS_OBJECT = frozenset("cut cuts cutting made make makes making open opens opened".split())


def _objects(s: Sentence, i: int) -> list[Name]:
    """The films that the verb at `i` has as its object, else the film in hand."""
    films = films_right(s, i)
    if films:
        return films
    film = default_film(s, i)
    return [] if film is None else [film]


def _doers(s: Sentence, i: int) -> tuple[list[Name], int]:
    """Who does what the verb at `i` says; also "producing are A and B" and "which it is financing"."""
    c = s.chunks[i]
    if (
        c.form == "ing"
        and i + 2 < len(s.chunks)
        and s.chunks[i + 1].kind == "be"
        and s.chunks[i + 2].kind in ("P", "C")
    ):
        s.used.add(i + 2)
        companies(s, s.chunks[i + 2], c.rels, default_film(s, i), Status.CONFIRMED)
        return s.chunks[i + 2].names, -1
    if i > 1 and c.rels[0] in _FIRM and (it := _it_subject(s, i)) is not None:
        return it
    return subject_left(s, i, "PC")


def _object_decides(s: Sentence, i: int) -> tuple[R, ...]:
    """What "wrote" means by what was written: a script, a novel, a score."""
    c = s.chunks[i]
    if c.rels[0] is not R.WROTE:
        return c.rels
    for k in s.chunks[i + 1 : i + 4]:
        if k.kind == "K":
            if k.rels[0] is R.SOURCE_AUTHOR and c.low.startswith(("w", "c", "p")):
                return (R.SOURCE_AUTHOR,)
            return k.rels if k.rels[0] is R.WORKED_ON else c.rels
        if k.kind not in ("w", "h", "p"):
            break
    return c.rels


def _directs(s: Sentence, person: Name) -> bool:
    """Whether the article knows somebody as a director."""
    if any(c.kind == "R" and c.rels[0] is R.DIRECTED for c in s.chunks):
        return True
    if s.state.professions.get(person, (None, ""))[0] is R.DIRECTED:
        return True
    return any(f.subject is person and f.relation is R.DIRECTED for f in s.state.found.values())


_FIRM = frozenset({R.FINANCED, R.SELLS, R.DISTRIBUTES, R.PRODUCED})


def _it_subject(s: Sentence, i: int) -> tuple[list[Name], int] | None:
    """ "which it is financing": the company that the sentence began with."""
    j = i - 1
    while j > 0 and s.chunks[j].kind in ("be", "w", "V", ",", "and"):
        j -= 1
    if s.chunks[j].kind != "T" or s.chunks[j].low != "it":
        return None
    for k in range(j):
        if s.chunks[k].kind == "C" and not governed(s.chunks, k):
            return s.chunks[k].names, k
    return None


@dataclass(frozen=True, slots=True)
class Deed:
    """What was just read at the chunk `at`: who did what on which film."""

    at: int
    rels: tuple[R, ...]
    names: list[Name]
    film: Name
    status: Status

    @property
    def produces(self) -> bool:
        """Whether it is producing of some kind."""
        return R.PRODUCED in self.rels or R.EXECUTIVE_PRODUCED in self.rels


_WITH = frozenset({"with", "alongside", "along with", "together with"})
_HOUSE = frozenset({"for", "through", "via", "under", "at"})
_SHARED = frozenset({R.PRODUCED, R.WROTE, R.EXECUTIVE_PRODUCED, R.WORKED_ON})


def banner(s: Sentence, deed: Deed) -> None:
    """ "produces for Acme", "through her Acme banner", "alongside A": who else has a part in the deed."""
    n = len(s.chunks)
    i = deed.at
    for j in range(i + 1, min(n, i + 9)):
        c = s.chunks[j]
        if c.kind in (";", "who", "which", "whose"):
            return
        if c.kind == "V" and (c.form != "ing" or s.chunks[j - 1].kind in ("be", "and", ",")):
            return
        if c.kind != "p" or (c.low not in _WITH and c.low not in _HOUSE):
            continue
        k = j + 1
        while k < n and s.chunks[k].kind in ("h", "w", "N", "M") and k < j + 4:
            k += 1
        if k >= n or k in s.used:
            continue
        g = s.chunks[k]
        if g.kind == "C" and not (k + 1 < n and s.chunks[k + 1].kind == "'s"):
            s.used.add(k)
            _house(s, deed, c.low, g)
        elif g.kind == "P" and c.low in _WITH and _shares(s, deed, j, k):
            s.used.add(k)
            detail = s.chunks[i].detail if deed.rels[0] is R.WORKED_ON else ""
            s.emit_all(g.names, deed.rels, deed.film, deed.status, detail)
            companies(s, g, deed.rels, deed.film, deed.status)


def _house(s: Sentence, deed: Deed, preposition: str, g: Chunk) -> None:
    """The companies for or with which the deed is done."""
    for company in g.names:
        if deed.produces and not (preposition == "for" and deed.names[0].type is E.COMPANY):
            s.emit(company, R.PRODUCED, deed.film)
            if preposition not in _WITH:
                for person in deed.names:
                    s.emit(person, R.AFFILIATED_WITH, company)
        elif preposition == "for":
            s.emit(company, R.DISTRIBUTES, deed.film)


def _shares(s: Sentence, deed: Deed, j: int, k: int) -> bool:
    """Whether the people at `k`, after "with" at `j`, share the deed rather than begin something else."""
    if deed.rels[0] not in _SHARED or (s.chunks[j - 1].kind == "," and s.chunks[j].low == "with"):
        return False
    nxt = s.chunks[k + 1] if k + 1 < len(s.chunks) else None
    return nxt is None or not (nxt.kind == "V" or (nxt.kind == "p" and nxt.low == "as"))
