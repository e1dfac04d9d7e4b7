"""Who is in a film where no verb of acting says so: "with A and B", "A as Jake", "A is in Foo", "A joins B"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.acting import gapped
from graph.reading.filmography import role_here
from graph.reading.finders import default_film, film_right, governed, status_between, subject_left
from graph.reading.state import Sentence
from graph.reading.verbs import companies


def with_people(s: Sentence, i: int) -> None:
    """ "Foo, with A and B", "with A as Jake": acting, unless the words around say another role."""
    n = len(s.chunks)
    j = i + 1
    while j < n and s.chunks[j].kind in ("w",) and j < i + 2:
        j += 1
    if j >= n or s.chunks[j].kind != "P" or j in s.used:
        return
    nxt = s.chunks[j + 1] if j + 1 < n else None
    if (nxt is not None and nxt.kind in ("V", "'s", "R", "@")) or (
        nxt is not None and nxt.kind == "w" and j + 2 < n and s.chunks[j + 2].kind in ("V", "@")
    ):
        return
    if nxt is not None and nxt.kind == "p" and nxt.low == "as":
        if any(c.kind in ("R",) for c in s.chunks[j + 2 : j + 5]):
            return
    elif not _film_near(s, i):
        return
    film = default_film(s, i)
    s.emit_all(s.chunks[j].names, _shared(s, i) or (R.ACTED_IN,), film)
    s.used.add(j)


_MAKING = frozenset({R.PRODUCED, R.FINANCED, R.WROTE, R.EXECUTIVE_PRODUCED})


def _shared(s: Sentence, i: int) -> tuple[R, ...]:
    """What those after "with" do too: "Jane Doe produces the film with A and B"."""
    for j in range(i - 1, max(-1, i - 4), -1):
        c = s.chunks[j]
        if c.kind == "V":
            passive = c.form == "ed" and j > 0 and s.chunks[j - 1].kind == "be"
            return c.rels if c.rels[0] in _MAKING and not passive else ()
        if c.kind not in ("F", "T", "K", "w", "p"):
            break
    return ()


def _film_near(s: Sentence, i: int) -> bool:
    """Whether the film, or a credit for acting in it, stands before "with"."""
    for j in range(i - 1, max(-1, i - 8), -1):
        c = s.chunks[j]
        if c.kind in ("F", "T", "()"):
            return True
        if c.kind == "V":
            return c.rels[0] in (R.ACTED_IN, R.DISTRIBUTES)
        if c.kind == "P" and any(f.relation is R.ACTED_IN and f.subject in c.names for f in s.emitted):
            return True
        if c.kind in (";", "P", "R", "K"):
            return False
    return False


def as_character(s: Sentence, i: int) -> None:
    """ "A as Jake", "A is Jake"."""
    if i == 0 or i + 1 >= len(s.chunks) or not _names_character(s, i):
        return
    person, nxt = s.chunks[i - 1], s.chunks[i + 1]
    detail = ""
    if nxt.kind == "O" and len(person.members) == 1:
        detail = " ".join(t.text for t in s.state.tokens[nxt.a : nxt.b])
    film = default_film(s, i)
    status = status_between(s, i - 1, i)
    if status is None:
        return
    gapped(s, i - 1, film)
    for m in person.members:
        s.emit_all(list(m.names), (R.ACTED_IN,), film, status, detail)


def _names_character(s: Sentence, i: int) -> bool:
    """Whether "as" or "is" at `i` stands between an actor and a character."""
    here, nxt = s.chunks[i], s.chunks[i + 1]
    if s.chunks[i - 1].kind != "P" or any(c.kind in ("R", "K", "@", "V") for c in s.chunks[i + 1 : i + 4]):
        return False
    if here.kind == "be":
        return nxt.kind == "O" and here.low in ("is", "was") and subject_left(s, i, "P")[1] == i - 1
    if nxt.kind == "w" and s.state.tokens[nxt.a].low == "well":
        return False
    return nxt.kind in ("O", "w", "h", "P")


def at_role(s: Sentence, i: int) -> None:
    """ "with A at the helm", "A in the lead": the people right before."""
    c = s.chunks[i]
    if i + 2 < len(s.chunks) and s.chunks[i + 1].kind == "be" and s.chunks[i + 2].kind == "P":
        s.emit_all(s.chunks[i + 2].names, c.rels, default_film(s, i))
        s.used.add(i + 2)
        return
    j = i - 1
    while j >= 0 and s.chunks[j].kind in ("w", "be", "and", "p") and j > i - 4:
        j -= 1
    if j >= 0 and s.chunks[j].kind in ("P", "H"):
        status = status_between(s, j, i)
        if status is not None:
            s.emit_all(s.people_of(s.chunks[j]), c.rels, default_film(s, i), status)
            s.used.add(j)


def cast_noun(s: Sentence, i: int) -> None:
    """ "the supporting cast includes A and B", "an ensemble cast of A, B and C"."""
    chunks = s.chunks
    n = len(chunks)
    j = i + 1
    while (
        j < n
        and j < i + 5
        and (
            chunks[j].kind in ("w", "be", ":", "A", "V", "T", "F")
            or chunks[j].low in ("of", "with", "including", "that", "which", "in", "also", "from", "by")
        )
    ):
        if chunks[j].kind == "V" and chunks[j].rels[0] is not R.ACTED_IN:
            return
        j += 1
    if j < n and chunks[j].kind == "P" and j not in s.used and j > i + 1:
        s.emit_all(chunks[j].names, (R.ACTED_IN,), default_film(s, i))
        s.used.add(j)


def cast_as(s: Sentence, i: int) -> None:
    """ "A has been cast as Jake", "with A and B cast as": the people before "cast"."""
    chunks = s.chunks
    if chunks[i].low != "cast" or i == 0:
        return
    if i + 2 < len(chunks) and chunks[i + 1].low in ("opposite", "alongside", "with") and chunks[i + 2].kind == "P":
        s.emit_all(chunks[i + 2].names, (R.ACTED_IN,), film_right(s, i + 2) or default_film(s, i))
        s.used.add(i + 2)
    if chunks[i - 1].kind == "P":
        s.emit_all(chunks[i - 1].names, (R.ACTED_IN,), default_film(s, i))
    elif chunks[i - 1].kind == "be" and chunks[i - 1].low in ("been", "is", "are", "was", "were", "being"):
        names, left = subject_left(s, i, "P")
        status = status_between(s, left, i)
        if status is not None:
            s.emit_all(names, (R.ACTED_IN,), film_right(s, i) or default_film(s, i), status)


def join(s: Sentence, i: int) -> None:
    """ "A joins B and C (in Foo)": all of them act in it, unless A joins as something else."""
    chunks = s.chunks
    n = len(chunks)
    names, left = subject_left(s, i, "P")
    if any(t.low in ("crew", "team") for t in s.state.tokens[chunks[i].b : chunks[i].b + 4]):
        for name in names:
            relation, detail = s.state.professions.get(name, (None, ""))
            if relation is not None:
                s.emit(name, relation, film_right(s, i) or default_film(s, i), detail=detail)
        return
    if any(c.kind in ("R", "K", "N") for c in chunks[i + 1 : i + 6]) or any(
        c.kind == "C" for c in chunks[i + 1 : i + 3]
    ):
        return
    film = film_right(s, i) or default_film(s, i)
    status = status_between(s, left, i) if left >= 0 else Status.CONFIRMED
    if status is None:
        return
    k = i + 2 if i + 1 < n and chunks[i + 1].low == "by" else i + 1
    if k < n and chunks[k].kind == "P" and k == i + 2:
        doing = next(
            (c for c in reversed(chunks[:i]) if c.kind in ("V", "R") and c.rels and c.rels[0] is not R.AFFILIATED_WITH),
            None,
        )
        if doing is not None and doing.rels[0] is not R.ACTED_IN:
            s.emit_all(chunks[k].names, doing.rels, film, detail=doing.detail)
            s.used.add(k)
            return
    if k < n and chunks[k].kind == "P":
        s.emit_all(chunks[k].names, (R.ACTED_IN,), film)
        s.used.add(k)
    elif not (i + 2 < n and (chunks[i + 1].kind in ("F", "T", "A") or chunks[i + 2].kind in ("F", "A"))):
        return
    s.emit_all(names, (R.ACTED_IN,), film, status)


def debut(s: Sentence, i: int) -> None:
    """ "the feature directing debut of A", "A's directorial debut, Foo", "makes her directorial debut with Foo"."""
    chunks = s.chunks
    n = len(chunks)
    film = film_right(s, i) if i + 3 >= n or chunks[i + 1].kind != "w" else None
    film = film or default_film(s, i)
    k = i + 2
    while k < n and chunks[k].kind in ("R", "w") and k < i + 4:
        k += 1
    if k < n and chunks[i + 1].low in ("of", "for", "from", "by") and chunks[k].kind == "P":
        s.emit_all(chunks[k].names, (R.DIRECTED,), film)
        s.used.add(k)
        return
    names, _left = subject_left(s, i, "P")
    j = i - 1
    while j >= 0 and chunks[j].kind in ("w", "R"):
        j -= 1
    if j > 0 and chunks[j].kind == "'s" and chunks[j - 1].kind == "P":
        names = chunks[j - 1].names
    s.emit_all(names[:2], (R.DIRECTED,), film)


def so_is(s: Sentence, i: int) -> None:
    """ "So is A for Acme", "as is Acme", "as do A and B": the same as was just said of somebody else."""
    chunks = s.chunks
    if i + 2 >= len(chunks) or chunks[i + 1].kind != "be" or s.state.last is None:
        return
    if chunks[i].low not in ("so", "as") or chunks[i + 2].kind not in ("P", "C"):
        return
    relation, detail = s.state.last
    doing = next(
        (c for c in reversed(chunks[:i]) if c.kind in ("V", "R") and c.rels and c.rels[0] is not R.AFFILIATED_WITH),
        None,
    )
    if doing is not None:
        relation, detail = doing.rels[0], "" if doing.detail == "make" else doing.detail
    film = default_film(s, i)
    s.emit_all(chunks[i + 2].names, (relation,), film, detail=detail)
    companies(s, chunks[i + 2], (relation,), film, Status.CONFIRMED)
    s.used.add(i + 2)


def is_in(s: Sentence, i: int) -> None:
    """ "A is in Foo", "A was also in the film": acting."""
    chunks = s.chunks
    n = len(chunks)
    if i == 0 or chunks[i - 1].kind not in ("P", "H") or (chunks[i - 1].kind == "P" and governed(chunks, i - 1)):
        return
    j = i + 1
    while (
        j < n
        and (
            chunks[j].kind in ("be", "w", "O", "'s", "h")
            or (chunks[j].kind == "P" and j + 1 < n and chunks[j + 1].kind == "'s")
        )
        and j < i + 6
    ):
        j += 1
    if j + 1 < n and chunks[j].kind == "p" and chunks[j].low == "in" and chunks[j + 1].kind in ("F", "T"):
        film = chunks[j + 1].names[0] if chunks[j + 1].kind == "F" else default_film(s, j)
        status = status_between(s, i - 1, j)
        people = chunks[i - 1].names if chunks[i - 1].kind == "P" else s.people_of(chunks[i - 1])
        if status is not None:
            for person in people:
                s.emit(person, role_here(s, person)[0] if chunks[j + 1].kind == "F" else R.ACTED_IN, film, status)


def film_has(s: Sentence, i: int) -> None:
    """ "Foo, which had A and B battling vampires": acting."""
    chunks = s.chunks
    if chunks[i].low not in ("had", "has", "have", "having") or i == 0 or i + 1 >= len(chunks):
        return
    before, nxt = chunks[i - 1], chunks[i + 1]
    after = chunks[i + 2] if i + 2 < len(chunks) else None
    if (
        before.kind in ("F", "T", "which")
        and nxt.kind == "P"
        and not (after is not None and after.kind == "V" and after.rels[0] is not R.ACTED_IN)
    ):
        s.emit_all(nxt.names, (R.ACTED_IN,), default_film(s, i))
        s.used.add(i + 1)


def directed_in(s: Sentence, i: int) -> None:
    """ "directed A in Foo": A acts in Foo."""
    chunks = s.chunks
    if chunks[i].rels[:1] != (R.DIRECTED,) or i + 3 >= len(chunks):
        return
    if chunks[i + 1].kind == "P" and chunks[i + 2].low in ("in", "as"):
        film = chunks[i + 3].names[0] if chunks[i + 3].kind == "F" else default_film(s, i)
        s.emit_all(chunks[i + 1].names, (R.ACTED_IN,), film)
        s.used.add(i + 1)


def crowd(s: Sentence, i: int) -> None:
    """Three or more people who "are in it too", "return": the cast, where nothing else is said of them."""
    chunks = s.chunks
    c = chunks[i]
    if (
        i in s.used
        or any(m.companies for m in c.members)
        or len(c.members) < 3
        or i + 1 >= len(chunks)
        or any(f.subject in c.names for f in s.emitted)
    ):
        return
    if i and chunks[i - 1].kind not in (",", "and", "w", "-", ":"):
        return
    nxt = chunks[i + 1]
    if nxt.kind in ("be", "w"):
        if any(x.kind in ("V", "R", "K", "dep", "neg") for x in chunks[i + 1 : i + 5]):
            return
        s.emit_all(c.names, (R.ACTED_IN,), film_right(s, i) or default_film(s, i))


def where_people(s: Sentence, i: int) -> None:
    """ "Foo, where A is the menace", "in which A and B are": acting; "Acme, where A is": membership."""
    chunks = s.chunks
    n = len(chunks)
    k = i + 1
    while k < n and chunks[k].kind in ("w", ",") and k < i + 3:
        k += 1
    if k + 1 >= n or chunks[k].kind not in ("P", "H") or chunks[k].low == "they" or i == 0:  # "they" are its characters
        return
    j = i - 1
    while j >= 0 and chunks[j].kind in (",", "p", "w", "N"):
        j -= 1
    if j < 0:
        return
    people = s.people_of(chunks[k])
    if chunks[j].kind == "C" and chunks[i].kind == "where":
        s.emit_all(people, (R.AFFILIATED_WITH,), chunks[j].names[-1])
    elif chunks[j].kind in ("F", "T") and (chunks[i].kind == "where" or chunks[i - 1].low == "in"):
        if any(c.kind in ("V", "R", "K", "Q", "dep", "neg") for c in chunks[k + 1 : k + 4]):
            return
        film = chunks[j].names[-1] if chunks[j].kind == "F" else default_film(s, j)
        s.emit_all(people, (R.ACTED_IN,), film)
        s.used.add(k)
