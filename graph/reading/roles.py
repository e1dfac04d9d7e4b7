"""Role nouns: "director Jane Doe", "the producers are A and B", "A as director"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_left, film_right, pronoun, status_between, subject_left
from graph.reading.jobs import affiliation
from graph.reading.lexicon.words import DEMONYMS
from graph.reading.names import Name
from graph.reading.state import Sentence
from graph.reading.verbs import Deed, banner, companies


def _is(chunk: Chunk | None, *lows: str) -> bool:
    return chunk is not None and chunk.low in lows


def role(s: Sentence, i: int) -> None:
    """Read the credit that the role noun at `i` states."""
    if i in s.used:
        return
    c = s.chunks[i]
    n = len(s.chunks)
    nxt = s.chunks[i + 1] if i + 1 < n else None
    prev = s.chunks[i - 1] if i else None
    if c.rels[0] is R.AFFILIATED_WITH:
        affiliation(s, i)
        return
    if nxt is not None and nxt.kind == "P":
        _prenominal(s, i, prev, nxt)
        return
    if nxt is not None and nxt.kind == ":" and i + 2 < n and s.chunks[i + 2].kind == "P":
        s.emit_all(s.chunks[i + 2].names, c.rels, default_film(s, i), detail=c.detail)
        s.used.add(i + 2)
        return
    if c.low in ("lead", "leads", "leading man", "leading lady") and nxt is not None and nxt.low == "in":
        names, left = subject_left(s, i, "P")
        status = status_between(s, left, i) if left >= 0 else None
        if status is not None:
            s.emit_all(names, c.rels, film_right(s, i) or default_film(s, i), status)
        return
    if nxt is not None and nxt.kind == "," and i + 2 < n and s.chunks[i + 2].kind == "P" and prev is not None:
        before = s.state.tokens[s.chunks[i].a - 1].low
        if before in ("the", "its", "their", "his", "her") and not any(
            x.kind == "P" for x in s.chunks[max(0, i - 3) : i]
        ):
            person = s.chunks[i + 2]
            film = (
                film_right(s, i + 2)
                if i + 4 < n and s.chunks[i + 3].kind == "," and s.chunks[i + 4].low == "on"
                else None
            )
            s.emit_all(list(person.members[0].names), c.rels, film or default_film(s, i), detail=c.detail)
            return
    if _copular(s, i):
        return
    _postnominal(s, i)


def _prenominal(s: Sentence, i: int, prev: Chunk | None, person: Chunk) -> None:
    """ "Foo director Jane Doe", "director Jane Doe", "producers A and B"."""
    c = s.chunks[i]
    at = i - 2 if prev is not None and prev.kind == "'s" and i > 1 else i - 1
    if prev is not None and s.chunks[at].kind == "F":
        _introduced_by_film(s, i, at, person)
        return
    before = s.chunks[i - 3] if prev is not None and prev.kind == "and" and i > 2 else None
    if before is not None and before.kind == "F" and s.chunks[i - 2].kind == "R":
        s.emit_all(person.names, c.rels + s.chunks[i - 2].rels, before.names[0], detail=c.detail)
        return
    if c.rels[0] is R.ACTED_IN or c.rels[0] is R.SOURCE_AUTHOR:
        return
    for name in person.members[0].names:
        s.state.professions.setdefault(name, (c.rels[0], c.detail))
    film = _worked_on(s, i) or default_film(s, i)
    members = person.members if c.low.endswith("s") else person.members[:1]
    s.emit_all([x for m in members for x in m.names], c.rels, film, detail=c.detail)
    for m in person.members[1:]:
        if m.role is not None:
            s.emit_all(list(m.names), m.role.rels, film, detail=m.role.detail)
    companies(s, person, c.rels, film, Status.CONFIRMED)


def _introduced_by_film(s: Sentence, i: int, at: int, person: Chunk) -> None:
    """ "Foo director Jane Doe": her part in Foo; "from Foo director Jane Doe": also in the film in hand."""
    c = s.chunks[i]
    targets = person.members if len(person.members) == 1 or c.low.endswith("s") else person.members[:1]
    for m in targets:
        for film in s.chunks[at].names:
            s.emit_all(list(m.names), c.rels, film, detail=c.detail)
    if at and s.chunks[at - 1].low == "from" and c.rels[0] in (R.DIRECTED, R.WROTE):
        s.emit_all(list(person.members[0].names), c.rels, film_left(s, at))


def _worked_on(s: Sentence, i: int) -> Name | None:
    """The film in "designer Jane Doe and editor John Roe worked on Foo"."""
    chunks = s.chunks
    for j in range(i + 2, min(len(chunks) - 1, i + 6)):
        if chunks[j].kind == "w" and any(
            t.low in ("worked", "work", "working", "works") for t in s.state.tokens[chunks[j].a : chunks[j].b]
        ):
            k = j + 1
            if chunks[k].low in ("on", "in") and k + 1 < len(chunks) and chunks[k + 1].kind == "F":
                return chunks[k + 1].names[0]
    return None


def of_film(s: Sentence, i: int) -> Name | None:
    """The film in "director of Foo", "editor on Foo"."""
    n = len(s.chunks)
    for j in range(i + 1, min(n, i + 4)):
        c = s.chunks[j]
        if c.kind == "p" and c.low in ("of", "on", "for", "behind"):
            k = j + 1
            while k < n and s.chunks[k].kind in ("w", "h") and k < j + 3:
                k += 1
            if k < n and s.chunks[k].kind == "F":
                return s.chunks[k].names[0]
            if k < n and s.chunks[k].kind == "T":
                return default_film(s, i)
        elif c.kind not in ("w",):
            return None
    return None


def _copular(s: Sentence, i: int) -> bool:
    """ "A and B are producers", "the composer is A", "producers include A"."""
    c = s.chunks[i]
    n = len(s.chunks)
    j = i + 1
    while (
        j < n
        and j < i + 5
        and s.chunks[j].kind in ("p", "T", "F", "w", "K", "R", "and")
        and not _is(s.chunks[j], "as", "with", "by")
    ):
        j += 1
    if (j < n and s.chunks[j].kind == "be") or (j < n and s.chunks[j - 1].low in ("include", "includes", "including")):
        k = j if s.chunks[j - 1].low in ("include", "includes", "including") else j + 1
        while k < n and s.chunks[k].kind in ("w", "be") and k < j + 3:
            k += 1
        wanted = ("C",) if c.rels[0] in (R.SELLS, R.DISTRIBUTES, R.FINANCED) else ("P",)
        if k < n and s.chunks[k].kind in wanted and not _subject_before(s, i):
            film = of_film(s, i) or default_film(s, i)
            status = status_between(s, i, k)
            if status is not None:
                rest = _same_list(s, k)
                for g in rest:
                    s.emit_all(g.names, c.rels, film, status, c.detail)
                    companies(s, g, c.rels, film, status)
            return True
    return False


def _same_list(s: Sentence, k: int) -> list[Chunk]:
    """The group at `k` and those that go on with its list."""
    out = [s.chunks[k]]
    s.used.add(k)
    n = len(s.chunks)
    j = k + 1
    while j < n:
        c = s.chunks[j]
        if c.kind in (",", "and", "C", "'s") or (
            c.kind == "p" and c.low in ("along with", "alongside", "with", "together with", "for")
        ):
            j += 1
            continue
        if (
            c.kind == "P"
            and s.chunks[j - 1].kind != "'s"
            and not (j + 1 < n and s.chunks[j + 1].kind in ("V", "be", "R"))
        ):
            out.append(c)
            s.used.add(j)
            j += 1
            continue
        break
    return out


def _postnominal(s: Sentence, i: int) -> None:
    """ "A is the director", "A, director of Foo,", "A as director", "with A as producer"."""
    c = s.chunks[i]
    if _after_be(s, i) or c.rels[0] is R.SOURCE_AUTHOR:
        return
    j = _linked_person(s, i)
    if j < 0:
        return
    linked = s.chunks[j + 1 : i]
    if not any(k.kind in ("be", ",") or _is(k, "as") or _becomes(s, k) for k in linked):
        return
    if c.rels[0] is R.ACTED_IN and not any(_is(k, "as") or k.kind == "be" for k in linked):
        return
    status = status_between(s, j, i)
    people, at = _meant(s, i, j)
    if status is None or at < 0:
        return
    film = of_film(s, i) or default_film(s, i)
    s.emit_all(people, c.rels, film, status, c.detail)
    if s.chunks[at].kind == "P":
        companies(s, s.chunks[at], c.rels, film, status)
    if film is not None:
        banner(s, Deed(i, c.rels, people, film, status))


def _linked_person(s: Sentence, i: int) -> int:
    """The person or pronoun before the role at `i` that only small words part from it; -1 if there is none."""
    for j in range(i - 1, max(-1, i - 7), -1):
        k = s.chunks[j]
        if k.kind in ("P", "who", "H"):
            return j
        if k.kind not in _LINKS and not _is(k, "as", "on", "at", "with", "of", "in"):
            return -1
    return -1


_LINKS = frozenset({"be", "w", ",", "neg", "h", "talk", "dep", "R", "and", "which"})


def _meant(s: Sentence, i: int, j: int) -> tuple[list[Name], int]:
    """Who is meant by what stands at `j` before the role at `i`, and where they stand (-1: nobody)."""
    k = s.chunks[j]
    if k.kind == "who":
        return subject_left(s, i, "P")
    if k.kind == "H":
        return pronoun(s, j), j
    if s.chunks[j + 1].kind == "," and len(k.members) > 1 and not s.chunks[i].low.endswith("s"):
        return list(k.members[-1].names), j
    return k.names, j


def _occupation(s: Sentence, i: int, be: int) -> bool:
    """ "is an Australian cinematographer": what somebody is by trade, no credit."""
    return (
        any(c.kind == "O" and s.state.tokens[c.a].low in DEMONYMS for c in s.chunks[be + 1 : i])
        and of_film(s, i) is None
    )


def _becomes(s: Sentence, chunk: Chunk) -> bool:
    return chunk.kind == "w" and any(t.low in _BECOMING for t in s.state.tokens[chunk.a : chunk.b])


_BECOMING = frozenset(
    ("becomes became become remains stays serves served named hired tapped signed appointed doubles").split()
)


def _after_be(s: Sentence, i: int) -> bool:
    """ "A (wrote it and) is the executive producer": the subject of the verb to be."""
    c = s.chunks[i]
    j = i - 1
    while (
        j >= 0
        and j > i - 6
        and (s.chunks[j].kind in ("w", "and", "R", ",", "talk", "h", "O") or _is(s.chunks[j], "of", "as"))
    ):
        j -= 1
    if j < 0 or s.chunks[j].kind != "be":
        return False
    names, left = subject_left(s, j, "PC")
    if left < 0:
        return False
    status = status_between(s, left, i)
    if _occupation(s, i, j):
        for name in names:
            s.state.professions.setdefault(name, (c.rels[0], c.detail))
        return True
    if status is not None and c.rels[0] is not R.SOURCE_AUTHOR:
        film = of_film(s, i) or default_film(s, i)
        s.emit_all(names, c.rels, film, status, c.detail)
        if s.chunks[left].kind == "P":
            companies(s, s.chunks[left], c.rels, film, status)
        if film is not None:
            banner(s, Deed(i, c.rels, names, film, status))
    return True


def _subject_before(s: Sentence, i: int) -> bool:
    return i > 1 and s.chunks[i - 1].kind == "be" and s.chunks[i - 2].kind == "P"
