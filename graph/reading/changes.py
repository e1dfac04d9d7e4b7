"""Talks and departures that stand without a verb of the trade: "is circling Foo", "has exited", "replacing A"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.finders import default_film, film_right, subject_left
from graph.reading.names import Name
from graph.reading.state import Sentence

_REPLACING = frozenset(["replaces", "replaced", "replacing", "replace"])


def _has_verb(s: Sentence, i: int) -> bool:
    """Whether a verb or role of the trade follows, which takes care of the status itself."""
    for c in s.chunks[i + 1 : i + 6]:
        if c.kind in ("V", "@") and c.rels and c.rels[0] is not R.REPRESENTED_BY:
            return True
        if c.kind in (";",):
            return False
    return False


def talk(s: Sentence, i: int) -> None:
    """ "A is being eyed for Foo", "Acme is nearing a deal for Foo"."""
    names, left = subject_left(s, i, "PC")
    if not names or _has_verb(s, i):
        return
    if any(c.kind == "neg" for c in s.chunks[left : i + 1]):
        return
    film = film_right(s, i) or default_film(s, i)
    for name in names:
        relation = R.ACTED_IN if name.type.value == "Person" else R.DISTRIBUTES
        if relation is R.DISTRIBUTES and s.chunks[i].low in (
            "offered",
            "eyed",
            "eyeing",
            "considering",
            "courted",
            "in mind",
            "reportedly",
        ):
            continue
        s.emit(name, relation, film, Status.IN_TALKS)


def departure(s: Sentence, i: int) -> None:
    """ "A has exited Foo": what was said of A and the film is over; else it was a part in it."""
    names, _left = subject_left(s, i, "P")
    if not names or _has_verb(s, i):
        return
    film = film_right(s, i) or default_film(s, i)
    relation = _job(s, i)
    for name in names:
        leave(s, name, film, relation)


def _job(s: Sentence, i: int) -> R:
    """The job that is left: the one named just before or after, else acting."""
    chunks = s.chunks
    for j in [*range(i + 1, min(len(chunks), i + 4)), *range(i - 1, max(-1, i - 7), -1)]:
        rels: tuple[R, ...] = chunks[j].rels if chunks[j].kind in ("R", "V", "@") else ()
        if rels and rels[0] in (R.DIRECTED, R.WROTE, R.PRODUCED, R.ACTED_IN):
            return rels[0]
    last = R.ACTED_IN if s.state.last is None else R(s.state.last[0])
    return last if last in (R.WORKED_ON, R.DIRECTED) else R.ACTED_IN


def leave(s: Sentence, name: Name, film: Name | None, relation: R = R.ACTED_IN) -> None:
    """Mark what a person had to do with a film as over."""
    if film is None:
        return
    mine = [f for f in s.state.found.values() if f.subject is name and f.object is film]
    for f in mine:
        f.status = Status.DEPARTED
    if not mine:
        s.emit(name, relation, film, Status.DEPARTED)


def replaced_as(s: Sentence) -> None:
    """ "A has replaced B as composer on Foo": A has the job that B had."""
    chunks = s.chunks
    for i in range(1, len(chunks) - 3):
        if chunks[i].kind != "w" or not any(t.low in _REPLACING for t in s.state.tokens[chunks[i].a : chunks[i].b]):
            continue
        other, as_, job = chunks[i + 1 : i + 4]
        if other.kind != "P" or as_.low != "as" or job.kind != "R" or job.rels[0] is R.AFFILIATED_WITH:
            continue
        names, _left = subject_left(s, i, "P")
        film = film_right(s, i + 3) or default_film(s, i)
        s.emit_all(other.names, job.rels, film, Status.DEPARTED, job.detail)
        s.emit_all(names, job.rels, film, detail=job.detail)
        s.used.update((i + 1, i + 3))
        chunks[i].kind = "replaced"
        as_.kind = job.kind = "w"


def replacing(s: Sentence) -> None:
    """ "A replaces B", "replacing B": B left what A has now."""
    tokens = s.state.tokens
    for i, c in enumerate(s.chunks):
        if c.kind != "w":
            continue
        if not any(t.low in _REPLACING for t in tokens[c.a : c.b]):
            continue
        nxt = s.chunks[i + 1] if i + 1 < len(s.chunks) else None
        if nxt is None or nxt.kind != "P":
            continue
        names, _left = subject_left(s, i, "P")
        film = default_film(s, i)
        relation = R.ACTED_IN
        for f in s.state.found.values():
            if names and f.subject is names[0] and f.object is film:
                relation = f.relation
        if not names and film is None:
            continue
        s.emit_all(nxt.names, (relation,), film, Status.DEPARTED)
        if names:
            s.emit_all(names, (relation,), film)
        s.used.add(i + 1)
