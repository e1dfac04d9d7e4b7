"""Who represents whom."""

from __future__ import annotations

from graph.model import EntityType
from graph.model import Relation as R
from graph.reading.chunks import Member
from graph.reading.finders import film_right, subject_left
from graph.reading.names import Name
from graph.reading.state import Sentence

_REP_PREPS = frozenset({"by", "with", "at"})


def representation(s: Sentence) -> bool:
    """Read a line of representation ("A is repped by CAA and Acme Management"); True if the sentence is one."""
    state = s.state
    hit = False
    for i, c in enumerate(s.chunks):
        if c.kind == "V" and c.rels[0] is R.REPRESENTED_BY:
            hit = _rep_verb(s, i) or hit
        elif (
            (state.reps or hit) and c.kind == "p" and c.low in _REP_PREPS and i and s.chunks[i - 1].kind in ("P", "be")
        ):
            clients, _ = subject_left(s, i + 1, "P") if s.chunks[i - 1].kind == "be" else (s.chunks[i - 1].names, 0)
            if i + 1 < len(s.chunks) and s.chunks[i + 1].kind in ("C", "P", "F"):
                _agencies(s, i + 1, clients)
                hit = True
    state.reps = hit
    return hit


def _reps_are(s: Sentence, i: int) -> bool:
    """ "A's reps are X and Y"."""
    chunks = s.chunks
    if (
        i < 2
        or i + 2 >= len(chunks)
        or chunks[i].low != "reps"
        or chunks[i - 1].kind != "'s"
        or chunks[i + 1].kind != "be"
    ):
        return False
    _agencies(s, i + 2, chunks[i - 2].names)
    return True


def _rep_verb(s: Sentence, i: int) -> bool:
    n = len(s.chunks)
    c = s.chunks[i]
    if _reps_are(s, i):
        return True
    nxt = s.chunks[i + 1] if i + 1 < n else None
    if c.form in ("ed", "part") and nxt is not None and nxt.kind == "p" and nxt.low == "by":
        clients, _ = subject_left(s, i, "PC")
        if not clients:
            return False
        _agencies(s, i + 2, clients)
        return True
    film = film_right(s, i)
    if c.form in ("fin", "base") and film is not None and c.low != "manages":
        names, _ = subject_left(s, i, "C")
        s.emit_all(names, (R.SELLS,), film)
        return False
    if c.form in ("fin", "base") and nxt is not None and nxt.kind in ("P", "H"):
        agencies, left = subject_left(s, i, "C")
        clients = s.people_of(nxt)
        for client in clients:
            for agency in agencies:
                s.emit(client, R.REPRESENTED_BY, agency)
        return left >= 0
    return False


def _agencies(s: Sentence, i: int, clients: list[Name]) -> None:
    """All companies from `i` to the clause's end. What is listed there without a role is one, however it looks."""
    n = len(s.chunks)
    for j in range(i, n):
        c = s.chunks[j]
        nxt = s.chunks[j + 1] if j + 1 < n else None
        if c.kind in (";", "be", "V") or (
            c.kind == "P" and nxt is not None and (nxt.kind in ("be", "V") or nxt.low in _REP_PREPS)
        ):
            return
        if c.kind == "R" and nxt is not None and nxt.kind == "P":
            s.used.add(j + 1)
        if c.kind == "C":
            for agency in c.names:
                for client in clients:
                    s.emit(client, R.REPRESENTED_BY, agency)
        elif c.kind in ("P", "F"):
            for m in c.members:
                _listed_agency(s, m, clients, lone=j in s.used)


def _listed_agency(s: Sentence, m: Member, clients: list[Name], lone: bool) -> None:
    for prep, agency in m.companies:
        for client in clients:
            s.emit(client, R.REPRESENTED_BY, agency)
        if prep in ("of", "at"):
            for person in m.names:
                s.emit(person, R.AFFILIATED_WITH, agency)
    if m.companies or lone or m.role is not None:
        return
    for name in m.names:
        if not any(f.subject is name or f.object is name for f in s.state.found.values()):
            name.type = EntityType.COMPANY
            for client in clients:
                s.emit(client, R.REPRESENTED_BY, name)
