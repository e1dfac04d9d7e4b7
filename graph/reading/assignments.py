"""Who does which job on which of several films: "editor A on B's Foo, and C for Bar", "nominees for editing: A
(Foo), B (Bar)"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.crafts import craft_noun
from graph.reading.names import Name
from graph.reading.state import Sentence

Job = tuple[tuple[R, ...], str]
_PRIZE = frozenset(
    (
        "nominees nominee nominated nominations nomination winners winner finalists contenders honorees award awards"
    ).split()
)


def assignments(s: Sentence) -> None:
    """Read every person who stands with a film of their own, under the job named last."""
    job: Job | None = None
    prize = any(t.low in _PRIZE for t in s.state.tokens[s.a : s.b])
    for i, c in enumerate(s.chunks):
        if c.kind == "R":
            job = (c.rels, c.detail) if c.rels[0] is R.WORKED_ON else None
            if job is not None and i + 1 < len(s.chunks) and s.chunks[i + 1].kind == "P" and _assigned(s, i + 1, job):
                s.used.add(i)
        elif prize and (noun := craft_noun(s, c)):
            job = ((R.WORKED_ON,), noun)
        elif c.kind == "P" and job is not None and (prize or _listed(s, i)):
            if not _assigned(s, i, job) and prize:
                _bracketed(s, i, job)
        elif c.kind in ("V", ".") and not prize:
            job = None


def _listed(s: Sentence, i: int) -> bool:
    """Whether a person goes on with a list: after "and" or a semicolon."""
    return i > 0 and s.chunks[i - 1].kind in ("and", ";", ",")


def _assigned(s: Sentence, i: int, job: Job) -> bool:
    """ "A on Foo", "A for B's Foo", also "A reteams with B on Foo"; True if it is so."""
    film = film_of(s, i)
    if film is None:
        return False
    people = s.chunks[i].names if len(s.chunks[i].members) == 1 or s.chunks[i - 1].low.endswith("s") else []
    for person in people or s.chunks[i].members[-1].names:
        for relation in job[0]:
            s.emit(person, relation, film, detail=job[1])
    s.used.add(i)
    return True


def film_of(s: Sentence, i: int) -> Name | None:
    """The film right after the person at `i` and "on" or "for": "A on B's Foo"."""
    chunks = s.chunks
    k = i + 1
    if k < len(chunks) and chunks[k].kind == "w" and chunks[k].b - chunks[k].a <= 2 and _teams(s, chunks[k]):
        while (
            k < len(chunks)
            and k < i + 5
            and chunks[k].low not in ("on", "for")
            and chunks[k].kind in ("w", "p", "R", "P")
        ):
            k += 1
    if k >= len(chunks) or chunks[k].kind != "p" or chunks[k].low not in ("on", "for"):
        return None
    k += 1
    while k < len(chunks) and k < i + 9 and chunks[k].kind in ("w", "h", "P", "'s", "own", "C", "O"):
        if chunks[k].kind == "P" and not (k + 1 < len(chunks) and chunks[k + 1].kind in ("'s", "own")):
            return None
        k += 1
    if k < len(chunks) and chunks[k].kind == "F":
        return chunks[k].names[0]
    return None


def _teams(s: Sentence, c: Chunk) -> bool:
    return s.state.tokens[c.a].low in (
        "reteams",
        "reunites",
        "teams",
        "worked",
        "works",
        "working",
        "reteamed",
        "collaborated",
        "returns",
    )


def _bracketed(s: Sentence, i: int, job: Job) -> None:
    """ "A (Foo), B (Bar)" under a prize's category."""
    for m in s.chunks[i].members:
        for x in m.inner:
            if x.kind == "F":
                for person in m.names:
                    if person.type is E.PERSON:
                        s.emit(person, job[0][0], x.names[0], detail=job[1])
