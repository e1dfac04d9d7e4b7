"""Verbs of the trade: active, passive, participles, relative clauses, shared subjects."""

from __future__ import annotations

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

_HAVE = frozenset(["has", "have", "had", "having"])
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
                if R.PRODUCED in rels:
                    s.emit(company, R.PRODUCED, film, status)
            elif R.PRODUCED in rels or R.EXECUTIVE_PRODUCED in rels:
                s.emit(company, R.PRODUCED, film, status)


def _relative_film(s: Sentence, i: int, left: int) -> Name | None:
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
    names, left = subject_left(s, i, "PC")
    rels = c.rels
    n = len(s.chunks)
    if c.form == "ing" and i + 2 < n and s.chunks[i + 1].kind == "be" and s.chunks[i + 2].kind in ("P", "C"):
        names, left = s.chunks[i + 2].names, -1
        s.used.add(i + 2)
        companies(s, s.chunks[i + 2], rels, default_film(s, i), Status.CONFIRMED)
    elif i > 1 and rels[0] in _FIRM and (it := _it_subject(s, i)) is not None:
        names, left = it
    if not names:
        return
    status = status_between(s, left, i)
    if status is None:
        return
    nxt = s.chunks[i + 1 : i + 4]
    if rels[0] is R.WROTE:
        for k in nxt:
            if k.kind == "K":
                if k.rels[0] is R.SOURCE_AUTHOR and c.low.startswith(("w", "c", "p")):
                    rels = (R.SOURCE_AUTHOR,)
                elif k.rels[0] is R.WORKED_ON:
                    rels = k.rels
                break
            if k.kind not in ("w", "h", "p"):
                break
    detail = c.detail
    if rels[0] is R.WORKED_ON and rels is not c.rels:
        detail = "composer"
    films = films_right(s, i)
    film = _relative_film(s, i, left)
    if film is not None:
        films = [film]
    if not films:
        d = default_film(s, i)
        films = [d] if d is not None else []
    if detail == "make" and names[0].type.value == "Person" and _directs(s, names[0]):
        rels = (R.DIRECTED,)
    elif (rels[0] in (R.DISTRIBUTES, R.SELLS) or detail == "make") and names[0].type.value != "Company":
        return
    if (
        c.low in ("cut", "cuts", "cutting", "made", "make", "makes", "making", "open", "opens", "opened")
        and not film_right(s, i)
        and film is None
    ):
        return
    detail = "" if detail == "make" else detail
    for film in films:
        s.emit_all(names, rels, film, status, detail)
        if left >= 0:
            companies(s, s.chunks[left], rels, film, status)
        banner(s, i, rels, names, film, status)
    if films:
        pass


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


def banner(s: Sentence, i: int, rels: tuple[R, ...], names: list[Name], film: Name, status: Status) -> None:
    """ "produces for Acme", "through her Acme banner": the company produces too, and they belong to it."""
    n = len(s.chunks)
    for j in range(i + 1, min(n, i + 9)):
        c = s.chunks[j]
        if c.kind in (";", "who", "which", "whose"):
            return
        if c.kind == "V" and (c.form != "ing" or s.chunks[j - 1].kind in ("be", "and", ",")):
            return
        if c.kind == "p" and c.low in (
            "for",
            "through",
            "via",
            "under",
            "at",
            "with",
            "alongside",
            "along with",
            "together with",
        ):
            k = j + 1
            while k < n and s.chunks[k].kind in ("h", "w", "N", "M") and k < j + 4:
                k += 1
            if k >= n or k in s.used:
                continue
            g = s.chunks[k]
            if g.kind == "C" and not (k + 1 < n and s.chunks[k + 1].kind == "'s"):
                s.used.add(k)
                for company in g.names:
                    if c.low == "for" and names[0].type.value == "Company":
                        s.emit(company, R.DISTRIBUTES, film)
                    elif R.PRODUCED in rels or R.EXECUTIVE_PRODUCED in rels:
                        s.emit(company, R.PRODUCED, film)
                        if c.low not in ("with", "alongside", "along with", "together with"):
                            for person in names:
                                s.emit(person, R.AFFILIATED_WITH, company)
                    elif c.low == "for":
                        s.emit(company, R.DISTRIBUTES, film)
            elif g.kind == "P" and s.chunks[j - 1].kind == "," and c.low == "with":
                continue
            elif (
                g.kind == "P"
                and c.low in ("with", "alongside", "along with", "together with")
                and rels[0]
                in (
                    R.PRODUCED,
                    R.WROTE,
                    R.EXECUTIVE_PRODUCED,
                    R.WORKED_ON,
                )
            ):
                if k + 1 < n and (
                    s.chunks[k + 1].kind == "V" or (s.chunks[k + 1].kind == "p" and s.chunks[k + 1].low == "as")
                ):
                    continue
                s.used.add(k)
                s.emit_all(g.names, rels, film, status, s.chunks[i].detail if rels[0] is R.WORKED_ON else "")
                companies(s, g, rels, film, status)


def acted(s: Sentence, i: int) -> None:
    """ "A stars in Foo", "Foo stars A and B", "starring A", "A plays Jake"."""
    c = s.chunks[i]
    n = len(s.chunks)
    nxt = s.chunks[i + 1] if i + 1 < n else None
    prev = s.chunks[i - 1] if i else None
    if (
        c.low in ("star", "lead")
        and prev is not None
        and prev.kind in ("F", "'s")
        and nxt is not None
        and nxt.kind == "P"
    ):
        film = prev.names[0] if prev.kind == "F" else film_left(s, i)
        s.emit_all(nxt.names, (R.ACTED_IN,), film)
        s.used.add(i + 1)
        return
    if c.form in ("ed", "part") and is_passive(s, i):
        if c.low in ("played", "portrayed", "voiced", "led", "headlined", "narrated"):
            passive(s, i)
        return
    names, left = subject_left(s, i, "P")
    if left > 0 and s.chunks[left - 1].kind == "R" and s.chunks[left - 1].rels[0] is R.WORKED_ON:
        return
    if c.form in ("ing", "fin", "base", "ed") and c.low.rstrip("s").startswith(
        ("star", "co-star", "headlin", "lead", "toplin", "featur", "pair", "reunit")
    ):
        j = i + 1
        while (j < n and s.chunks[j].kind in ("w", "R", "A", "h")) or (
            (j < n and s.chunks[j].low in ("of", ":", "including")) and j < i + 5
        ):
            j += 1
        if j < n and s.chunks[j].kind == "P" and not (j + 1 < n and s.chunks[j + 1].kind == "'s"):
            film_first = _film_subject(s, i)
            if film_first is not None or c.low == "starring":
                film = film_first or default_film(s, i)
                s.emit_all(s.chunks[j].names, (R.ACTED_IN,), film)
                s.used.add(j)
                _as_list(s, j, film)
                if film is not None:
                    pass
                return
    if not names:
        return
    status = status_between(s, left, i)
    if status is None:
        return
    film = _relative_film(s, i, left) or film_right(s, i) or default_film(s, i)
    s.emit_all(names, (R.ACTED_IN,), film, status)
    s.used.add(left)
    if c.low.startswith(("play", "voice", "portray")):
        gapped(s, i, film)
    elif left < i:
        _beside(s, i, film)
    if film is not None:
        pass


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
        if c.kind == "T" or c.kind == "which":
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
