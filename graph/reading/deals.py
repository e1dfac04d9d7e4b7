"""Rights, sales, releases: who distributes and who sells."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_right, status_between, subject_left
from graph.reading.state import Sentence


def rights(s: Sentence, i: int) -> None:
    """ "Acme has rights to Foo", "rights went to Acme", "Acme handles sales"."""
    c = s.chunks[i]
    n = len(s.chunks)
    film = film_right(s, i) or default_film(s, i)
    for j in range(i + 1, min(n, i + 6)):
        k = s.chunks[j]
        if k.kind == "p" and k.low in ("with", "to", "by") and j + 1 < n and s.chunks[j + 1].kind == "C":
            for company in s.chunks[j + 1].names:
                s.emit(company, c.rels[0], film)
            return
        if k.kind in (";", "V", "P", "F", ","):
            break
    names, left = subject_left(s, i, "C")
    if not names or left < 0:
        return
    if any(x.kind in ("P", "F") for x in s.chunks[left + 1 : i]) and c.rels[0] is R.DISTRIBUTES:
        return
    status = status_between(s, left, i)
    if status is None:
        return
    for company in names:
        s.emit(company, c.rels[0], film, status)


def place(s: Sentence, i: int) -> None:
    """ "Foo on Netflix", "Foo for Sony", "from Acme": the company that a film is with."""
    n = len(s.chunks)
    c = s.chunks[i]
    if i + 1 >= n:
        return
    j = i + 1
    if s.chunks[j].kind != "C" or j in s.used:
        return
    if j + 1 < n and s.chunks[j + 1].kind in ("'s", "R"):
        return
    before = s.chunks[i - 1] if i else None
    if before is None or before.kind not in ("F", "T"):
        return
    film = default_film(s, i)
    relation = R.DISTRIBUTES if c.low in ("on", "for", "at") else R.PRODUCED
    for company in s.chunks[j].names:
        s.emit(company, relation, film)
    s.used.add(j)


def _unused(_: Chunk) -> None:
    return None
