"""Who represents whom."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import subject_left
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
        elif state.reps and c.kind == "p" and c.low in _REP_PREPS and i and s.chunks[i - 1].kind in ("P", "be"):
            clients, _ = subject_left(s, i + 1, "P") if s.chunks[i - 1].kind == "be" else (s.chunks[i - 1].names, 0)
            if i + 1 < len(s.chunks) and s.chunks[i + 1].kind == "C":
                _agencies(s, i + 1, clients)
                hit = True
    state.reps = hit
    return hit


def _rep_verb(s: Sentence, i: int) -> bool:
    n = len(s.chunks)
    c = s.chunks[i]
    nxt = s.chunks[i + 1] if i + 1 < n else None
    if c.form in ("ed", "part") and nxt is not None and nxt.kind == "p" and nxt.low == "by":
        clients, _ = subject_left(s, i, "PC")
        if not clients:
            return False
        _agencies(s, i + 2, clients)
        return True
    if c.form in ("fin", "base") and nxt is not None and nxt.kind in ("P", "H"):
        agencies, left = subject_left(s, i, "C")
        clients = s.people_of(nxt)
        for client in clients:
            for agency in agencies:
                s.emit(client, R.REPRESENTED_BY, agency)
        return left >= 0
    return False


def _agencies(s: Sentence, i: int, clients: list[Name]) -> None:
    """All companies from `i` to the end of the clause; "manager X of Y" also makes X one of Y's."""
    for c in s.chunks[i:]:
        if c.kind in (";",) or (c.kind == "P" and not c.members[0].companies and c.members[0].role is None and _client(c)):
            return
        if c.kind == "C":
            for agency in c.names:
                for client in clients:
                    s.emit(client, R.REPRESENTED_BY, agency)
        elif c.kind == "P":
            for m in c.members:
                for _prep, agency in m.companies:
                    for client in clients:
                        s.emit(client, R.REPRESENTED_BY, agency)


def _client(c: Chunk) -> bool:
    return False
