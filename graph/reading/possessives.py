"""Credits that a genitive gives: "A's Foo", "Acme's Foo", "Acme's Jane Doe", "Foo's Jane Doe", "the Jane Doe drama"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film
from graph.reading.lexicon.trade import FILM_NOUNS
from graph.reading.names import Name
from graph.reading.state import Sentence


def possessive(s: Sentence, i: int) -> None:
    """The possessive at `i`: "A's Foo", "Acme's Foo", "Acme's Jane Doe", "Foo's Jane Doe"."""
    n = len(s.chunks)
    if i == 0 or i + 1 >= n:
        return
    owner = s.chunks[i - 1]
    j = i + 1
    while j < n and s.chunks[j].kind in ("w", "R", "M", "N") and j < i + 3:
        j += 1
    if j >= n:
        return
    thing = s.chunks[j]
    if owner.kind == "C":
        _owned_by_company(s, owner, thing)
    elif owner.kind == "F" and thing.kind == "P" and j == i + 1:
        s.emit_all([x for m in thing.members[:1] for x in m.names], (R.ACTED_IN,), owner.names[0])
    elif owner.kind == "P":
        _owned_by_person(s, i, j)


def _owned_by_person(s: Sentence, i: int, j: int) -> None:
    """What the person before the genitive at `i` has, at `j`: a film, a book that is filmed, a character, a company."""
    owner, thing = s.chunks[i - 1], s.chunks[j]
    last = list(owner.members[-1].names)
    between = [c.kind for c in s.chunks[i + 1 : j]]
    if thing.kind == "F" and j in s.source:
        s.emit_all(last, (R.SOURCE_AUTHOR,), default_film(s, i - 1))
    elif thing.kind == "F" and _book_after(s, j):
        s.emit_all(last, (R.SOURCE_AUTHOR,), thing.names[0])
    elif thing.kind == "F" and "R" not in between:
        if not (j + 1 < len(s.chunks) and s.chunks[j + 1].kind == "R"):
            s.emit_all(last if len(owner.members) != 2 else owner.names, (R.DIRECTED,), thing.names[0])
    elif thing.kind == "O" and not between and not s.state.tokens[thing.a].low.isdigit():
        s.emit_all(last, (R.ACTED_IN,), default_film(s, i))
    elif thing.kind == "P" and ("M" in between or "N" in between):
        thing.names[0].type = E.COMPANY
        thing.kind = "C"
        s.emit_all(owner.names, (R.AFFILIATED_WITH,), thing.names[0])
    elif thing.kind == "C":
        s.emit_all(owner.names, (R.AFFILIATED_WITH,), thing.names[0])


def _owned_by_company(s: Sentence, owner: Chunk, thing: Chunk) -> None:
    company = owner.names[-1]
    if thing.kind == "P":
        members = thing.members
        for m in members:
            if m.companies and m is not members[0]:
                break
            for person in m.names:
                s.emit(person, R.AFFILIATED_WITH, company)
            if not m.companies:
                m.companies = [("of", company)]
    elif thing.kind == "F":
        for film in thing.names:
            s.emit(company, R.DISTRIBUTES if outlet(company) else R.PRODUCED, film)


def _book_after(s: Sentence, j: int) -> bool:
    """ "Foo, a play from 1975", "Foo, her bestseller": the title is first of all a book."""
    chunks = s.chunks
    return (
        j + 3 < len(chunks)
        and chunks[j + 1].kind == ","
        and any(c.kind == "K" and c.rels[0] is R.SOURCE_AUTHOR for c in chunks[j + 2 : j + 4])
    )


_OUTLETS = ("+", "tv", "video", "netflix", "max")


def outlet(company: Name) -> bool:
    """Whether a company sounds like a channel or studio rather than a production label."""
    words = company.key.split()
    return len(words) == 1 or words[-1] in ("tv", "video", "max", "television") or company.name.endswith("+")


def owned_genre(s: Sentence, i: int) -> None:
    """ "the Jane Doe thriller", "Jane Doe's slave drama": she directs it."""
    chunks = s.chunks
    c = chunks[i]
    if c.kind != "P":
        return
    j = i + 1
    if j < len(chunks) and chunks[j].kind == "'s":
        j += 1
    elif i == 0 or chunks[i - 1].kind != "w" or len(c.members) > 2:
        return
    if j < len(chunks) and chunks[j].kind == "w" and chunks[j].low in FILM_NOUNS and chunks[j].b - chunks[j].a <= 3:
        nxt = chunks[j + 1] if j + 1 < len(chunks) else None
        film = nxt.names[0] if nxt is not None and nxt.kind == "F" else default_film(s, i)
        s.emit_all(list(c.members[-1].names), (R.DIRECTED,), film)


def company_genre(s: Sentence, i: int) -> None:
    """ "Foo, the Acme spy series", "Acme's first picture was Foo": the company's film."""
    chunks = s.chunks
    n = len(chunks)
    j = i + 1
    owned = j < n and chunks[j].kind == "'s"
    if owned:
        j += 1
    if j >= n or chunks[j].kind not in ("w", "K", "V") or not _genre(s, chunks[j]):
        return
    near = next((chunks[k] for k in range(j + 1, min(n, j + 6 if owned else j + 3)) if chunks[k].kind == "F"), None)
    film = near.names[0] if near is not None else default_film(s, i)
    if owned and near is None:
        return
    s.emit_all(chunks[i].names[-1:], (R.PRODUCED if owned else R.DISTRIBUTES,), film)


def _genre(s: Sentence, c: Chunk) -> bool:
    return any(t.low in FILM_NOUNS or t.low in ("release", "original") for t in s.state.tokens[c.a : min(c.b, c.a + 4)])


def by_person(s: Sentence, i: int) -> None:
    """ "Foo, by A", "Foo for A", "the third feature from A": A directed it."""
    chunks = s.chunks
    n = len(chunks)
    if i + 1 >= n or chunks[i + 1].kind != "P" or i + 1 in s.used or i == 0:
        return
    if i + 2 < n and chunks[i + 2].kind in ("'s", "K", "V", "R"):
        return
    low = chunks[i].low
    j = i - 1
    if chunks[j].kind == ",":
        j -= 1
    if j < 0:
        return
    before = chunks[j]
    genre = before.kind == "w" and before.low in FILM_NOUNS
    if before.kind == "F" and not s.prenominal[j] and (low != "for" or chunks[i - 1].kind == "F"):
        film = before.names[-1]
        relation = R.SOURCE_AUTHOR if j in s.source else R.DIRECTED
        if any(c.kind == "S" for c in s.chunks[:j]) and "screen" in [t.low for t in s.state.tokens[s.a : before.a]]:
            s.emit_all(chunks[i + 1].names, (R.SOURCE_AUTHOR,), film)
            return
        if relation is R.SOURCE_AUTHOR:
            return
    elif (genre and low in ("from", "by")) or (before.kind == "T" and low == "from"):
        film_or_none = default_film(s, i)
        if film_or_none is None:
            return
        film = film_or_none
        relation = R.DIRECTED
    else:
        return
    s.emit_all(chunks[i + 1].names, (relation,), film)
    s.used.add(i + 1)
