"""Roles and works: "director Jane Doe", "the producers are A and B", "script by A", "A's novel"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_left, film_right, pronoun, status_between, subject_left
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
        _affiliation(s, i, prev, nxt)
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
    c = s.chunks[i]
    if (prev is not None and prev.kind == "F") or (
        prev is not None and prev.kind == "'s" and i > 1 and s.chunks[i - 2].kind == "F"
    ):
        film_chunk = s.chunks[i - 1] if prev.kind == "F" else s.chunks[i - 2]
        targets = person.members if len(person.members) == 1 or c.low.endswith("s") else person.members[:1]
        for m in targets:
            for film in film_chunk.names:
                s.emit_all(list(m.names), c.rels, film, detail=c.detail)
        at = i - 1 if prev.kind == "F" else i - 2
        if at and s.chunks[at - 1].low == "from" and c.rels[0] in (R.DIRECTED, R.WROTE):
            s.emit_all(list(person.members[0].names), c.rels, film_left(s, at))
        return
    if prev is not None and prev.kind == "and" and i > 1 and s.chunks[i - 2].kind == "R":
        before = s.chunks[i - 3] if i > 2 else None
        if before is not None and before.kind == "F":
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
    companies(s, person, c.rels, film, s.state_status())


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


def _of_film(s: Sentence, i: int) -> Name | None:
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
            film = _of_film(s, i) or default_film(s, i)
            status = status_between(s, i, k)
            if status is not None:
                rest = _same_list(s, k)
                for g in rest:
                    s.emit_all(g.names, c.rels, film, status, c.detail)
                    companies(s, g, c.rels, film, status)
            return True
    return False


def _subject_before(s: Sentence, i: int) -> bool:
    return i > 1 and s.chunks[i - 1].kind == "be" and s.chunks[i - 2].kind == "P"


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
    if _after_be(s, i):
        return
    j = i - 1
    steps = 0
    while j >= 0 and steps < 6:
        k = s.chunks[j]
        if k.kind == "P":
            break
        if k.kind in ("who", "H"):
            break
        if k.kind in ("be", "w", ",", "neg", "h", "talk", "dep", "R", "and", "which") or _is(
            k, "as", "on", "at", "with", "of", "in"
        ):
            j -= 1
            steps += 1
            continue
        return
    if j < 0 or steps >= 6:
        return
    linked = [k for k in s.chunks[j + 1 : i]]
    if not any(k.kind in ("be", ",") or _is(k, "as") or _becomes(s, k) for k in linked):
        return
    if s.chunks[j].kind == "P" and _in_by(s, j):
        return
    status = status_between(s, j, i)
    if status is None:
        return
    film = _of_film(s, i) or default_film(s, i)
    people = s.people_of(s.chunks[j])
    if s.chunks[j].kind == "who":
        people, j = subject_left(s, i, "P")
        if j < 0:
            return
    elif s.chunks[j].kind == "H":
        people = pronoun(s, j)
    if linked and linked[0].kind == "," and len(s.chunks[j].members) > 1 and not c.low.endswith("s"):
        people = list(s.chunks[j].members[-1].names)
    if c.rels[0] is R.SOURCE_AUTHOR:
        return
    if c.rels[0] is R.ACTED_IN and not any(_is(k, "as") or k.kind == "be" for k in linked):
        return
    s.emit_all(people, c.rels, film, status, c.detail)
    if s.chunks[j].kind == "P":
        companies(s, s.chunks[j], c.rels, film, status)
    if film is not None:
        banner(s, Deed(i, c.rels, people, film, status))


def _occupation(s: Sentence, i: int, be: int) -> bool:
    """ "is an Australian cinematographer": what somebody is by trade, no credit."""
    return (
        any(c.kind == "O" and s.state.tokens[c.a].low in DEMONYMS for c in s.chunks[be + 1 : i])
        and _of_film(s, i) is None
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
        film = _of_film(s, i) or default_film(s, i)
        s.emit_all(names, c.rels, film, status, c.detail)
        if s.chunks[left].kind == "P":
            companies(s, s.chunks[left], c.rels, film, status)
        if film is not None:
            banner(s, Deed(i, c.rels, names, film, status))
    return True


def _in_by(s: Sentence, j: int) -> bool:
    return False


def _affiliation(s: Sentence, i: int, prev: Chunk | None, nxt: Chunk | None) -> None:
    """ "Acme CEO Jane Doe", "Jane Doe, president of Acme", "Acme president Jane Doe", "Acme's head of film Jane Doe"."""
    c = s.chunks[i]
    n = len(s.chunks)
    j = i - 1
    while j >= 0 and s.chunks[j].kind in ("w", "and", "R", "'s") and j > i - 5:
        j -= 1
    left = s.chunks[j] if j >= 0 else None
    k = i + 1
    while k < n and s.chunks[k].kind in ("and", "R", ",", "w") and k < i + 4:
        k += 1
    right = s.chunks[k] if k < n else None
    if (
        left is not None
        and left.kind == "whose"
        and right is not None
        and right.kind == "be"
        and k + 1 < n
        and s.chunks[k + 1].kind == "P"
    ):
        owner = next((x for x in reversed(s.chunks[:j]) if x.kind in ("C", "P")), None)
        if owner is not None and owner.kind == "C":
            s.emit_all(s.chunks[k + 1].names, (R.AFFILIATED_WITH,), owner.names[-1], detail=c.detail)
        elif owner is not None:
            for _prep, agency in s.chunks[k + 1].members[0].companies:
                s.emit_all(owner.names[-1:], (R.REPRESENTED_BY,), agency)
        return
    together = (
        any(x.kind == "and" for x in s.chunks[j + 1 : i])
        and right is not None
        and right.kind == "P"
        and right.members[0].companies
    )
    if prev is not None and prev.kind == "P" and i > 1 and _appoints(s, i - 1):
        s.emit_all(prev.names, (R.AFFILIATED_WITH,), _appoints(s, i - 1), detail=c.detail)
        return
    if left is not None and left.kind == "C" and right is not None and right.kind == "P" and not together:
        people = right.names if c.low.endswith("s") else list(right.members[0].names)
        for person in people:
            s.emit(person, R.AFFILIATED_WITH, left.names[-1], detail=c.detail)
        if c.low.endswith("partner") and j > 0 and s.chunks[j - 1].kind == "h":
            s.emit_all(pronoun(s, j - 1)[:1], (R.AFFILIATED_WITH,), left.names[-1])
        return
    if k < n and right is not None and right.kind == "p" and right.low in ("of", "at", "for"):
        m = k + 1
        while m < n and (s.chunks[m].kind in ("w", "h", "M", "U") or s.chunks[m].low in ("at", "for")) and m < k + 4:
            m += 1
        if m < n and s.chunks[m].kind == "C":
            people = _person_before(s, i)
            if not people and m + 1 < n and s.chunks[m + 1].kind in ("P",):
                people = s.chunks[m + 1].names
            if not people and m + 2 < n and s.chunks[m + 1].kind == "," and s.chunks[m + 2].kind == "P":
                people = s.chunks[m + 2].names
            past = {t.low for t in s.state.tokens[max(s.a, c.a - 4) : c.a]} & {
                "previously",
                "formerly",
                "former",
                "ex",
                "then",
            }
            for person in people:
                for company in s.chunks[m].names:
                    s.emit(person, R.AFFILIATED_WITH, company, Status.DEPARTED if past else Status.CONFIRMED, c.detail)
            return
    if (left is not None and left.kind == "C" and j == i - 1) or (
        left is not None and left.kind == "C" and s.chunks[j + 1].kind == "'s"
    ):
        people = _person_before(s, j)
        for person in people:
            s.emit(person, R.AFFILIATED_WITH, left.names[-1], detail=c.detail)


_APPOINTING = frozenset(
    ("named names appointed appoints hired hires promoted promotes tapped taps upped elevated").split()
)


def _appoints(s: Sentence, i: int) -> Name | None:
    """The company in "Acme has named Jane Doe" where Jane Doe is at `i`."""
    j = i - 1
    while j >= 0 and s.chunks[j].kind in ("w", "be"):
        if any(t.low in _APPOINTING for t in s.state.tokens[s.chunks[j].a : s.chunks[j].b]):
            names, _left = subject_left(s, j, "C")
            return names[0] if names else None
        j -= 1
    return None


def _person_before(s: Sentence, i: int) -> list[Name]:
    j = i - 1
    while j >= 0 and j > i - 7:
        c = s.chunks[j]
        if c.kind == "P":
            return (
                list(c.members[-1].names)
                if s.chunks[j + 1].kind == "," and not s.chunks[i].low.endswith("s")
                else c.names
            )
        if c.kind == "H":
            return s.people_of(c)
        if c.kind not in (",", "w", "be", "R", "and", "h", "who", "C", "'s"):
            return []
        j -= 1
    return []


def work(s: Sentence, i: int) -> None:
    """ "from a script by A", "A's screenplay", "based on the novel by A"."""
    c = s.chunks[i]
    n = len(s.chunks)
    relation = c.rels[0]
    j = i + 1
    while (
        j < n
        and j < i + 6
        and not (
            s.chunks[j].kind == "p"
            and (s.chunks[j].low in ("by", "from") or (s.chunks[j].low == "to" and s.chunks[j - 1].low == "credited"))
        )
    ):
        if s.chunks[j].kind not in ("w", "p", "which", "T", "and", "R", "K", "be", "O", "F", "V", "()") or (
            s.chunks[j].kind == "V" and s.chunks[j].form not in ("ed", "part")
        ):
            j = n
            break
        j += 1
    if c.low.endswith("duties") and j < n:
        j = next((k for k in range(i + 1, min(n, i + 5)) if s.chunks[k].kind == "p"), n)
    if j + 1 < n and j < i + 6 and s.chunks[j].kind == "p":
        k = j + 1
        while k < n and s.chunks[k].kind in ("w", "R", "h") and k < j + 4:
            k += 1
        if k < n and s.chunks[k].kind in ("P", "H") and k not in s.used:
            s.used.add(k)
            film = default_film(s, i)
            rels = c.rels
            if relation is R.SOURCE_AUTHOR and i and s.chunks[i - 1].kind == "P" and s.chunks[j].low == "by":
                s.emit_all(s.chunks[i - 1].names, rels, film)
                rels = (R.WROTE,)
            s.emit_all(s.people_of(s.chunks[k]), rels, film, detail=c.detail)
            return
    if relation is not R.SOURCE_AUTHOR and _handles(s, i):
        return
    if (
        relation is R.SOURCE_AUTHOR
        and i
        and s.chunks[i - 1].kind == "whose"
        and i + 1 < n
        and s.chunks[i + 1].kind in ("F", "T")
    ):
        owner = next((x for x in reversed(s.chunks[: i - 1]) if x.kind == "P"), None)
        film = s.chunks[i + 1].names[0] if s.chunks[i + 1].kind == "F" else default_film(s, i)
        if owner is not None:
            s.emit_all(owner.names[-1:], c.rels, film)
        return
    if relation is R.SOURCE_AUTHOR and not _adapting(s, i):
        return
    if (
        i > 1
        and s.chunks[i - 1].kind == "P"
        and s.chunks[i - 2].kind == "w"
        and s.chunks[i - 2].low in ("a", "an", "the")
    ):
        if c.low == "adaptation":
            s.emit_all(s.chunks[i - 1].names, (R.SOURCE_AUTHOR,), default_film(s, i - 1))
            return
        if relation is R.WROTE or _adapting(s, i) or (i > 2 and _is(s.chunks[i - 3], "as", "from")):
            s.emit_all(s.chunks[i - 1].names, c.rels, default_film(s, i - 1), detail=c.detail)
            s.used.add(i - 1)
        return
    m = i - 1
    while m >= 0 and s.chunks[m].kind in ("w", "O", "F", "K", "V") and m > i - 4:
        m -= 1
    if m >= 1 and s.chunks[m].kind == "'s" and s.chunks[m - 1].kind == "P":
        s.emit_all(s.chunks[m - 1].names, c.rels, default_film(s, m - 1), detail=c.detail)
    elif relation is R.SOURCE_AUTHOR and i and s.chunks[i - 1].kind == "P":
        s.emit_all(s.chunks[i - 1].names, c.rels, default_film(s, i - 1), detail=c.detail)


_HANDLING = frozenset(
    (
        "share shares shared sharing handle handles handled penning delivered tackles tackling provided provides"
        " supplied supplies did hired tapped doing contributed turned crafted credit credits duty duties rewrote"
        " polished"
    ).split()
)


def _handles(s: Sentence, i: int) -> bool:
    """ "A and B share the screenplay credit", "A has been hired for the music of Foo"."""
    tokens = s.state.tokens
    c = s.chunks[i]
    around = [t.low for t in tokens[max(s.a, c.a - 4) : c.a]] + [t.low for t in tokens[c.b : c.b + 2]]
    if not any(w in _HANDLING for w in around):
        return False
    names, left = subject_left(s, i, "P")
    if not names or any(x.kind == "V" for x in s.chunks[left + 1 : i]):
        return False
    status = status_between(s, left, i)
    if status is None:
        return True
    film = _of_film(s, i) or default_film(s, i)
    s.emit_all(names, c.rels, film, status, c.detail)
    return True


_ADAPT = frozenset(
    ("based adapted adapts adapting adaptation from adapt drawn inspired turned source after taken").split()
)


def _adapting(s: Sentence, i: int) -> bool:
    """Whether the work at `i` is what the film is made from."""
    tokens = s.state.tokens
    a = s.chunks[i].a
    return any(t.low in _ADAPT for t in tokens[max(s.a, a - 14) : a + 1])
