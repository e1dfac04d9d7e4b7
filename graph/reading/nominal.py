"""Credits that stand in nouns alone: possessives, brackets, "with A and B", "A as Jake", "A of Acme"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk, Member
from graph.reading.finders import default_film, film_right, governed, pronoun, status_between, subject_left
from graph.reading.lexicon.trade import FILM_NOUNS
from graph.reading.lexicon.words import DEMONYMS, PLACES
from graph.reading.names import Name
from graph.reading.state import Sentence
from graph.reading.verbs import companies, gapped

_ORDER = (R.DIRECTED, R.WROTE, R.ACTED_IN, R.WORKED_ON, R.PRODUCED, R.EXECUTIVE_PRODUCED)


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
        _owned_by_company(s, owner, thing, j)
    elif owner.kind == "F" and thing.kind == "P" and j == i + 1:
        for m in thing.members[:1] if len(thing.members) > 1 and not _ends(s, j) else thing.members:
            s.emit_all(list(m.names), (R.ACTED_IN,), owner.names[0])
    elif owner.kind == "P" and thing.kind == "F" and j in s.source:
        s.emit_all(list(owner.members[-1].names), (R.SOURCE_AUTHOR,), default_film(s, i - 1))
    elif owner.kind == "P" and thing.kind == "F" and _book_after(s, j):
        s.emit_all(list(owner.members[-1].names), (R.SOURCE_AUTHOR,), thing.names[0])
    elif owner.kind == "P" and thing.kind == "F" and not any(c.kind == "R" for c in s.chunks[i + 1 : j]):
        if not (j + 1 < n and s.chunks[j + 1].kind in ("R",)):
            s.emit_all(
                list(owner.members[-1].names) if len(owner.members) != 2 else owner.names, (R.DIRECTED,), thing.names[0]
            )
    elif owner.kind == "P" and thing.kind == "O" and j == i + 1 and not s.state.tokens[thing.a].low.isdigit():
        s.emit_all(list(owner.members[-1].names), (R.ACTED_IN,), default_film(s, i))
    elif owner.kind == "P" and thing.kind == "P" and any(c.kind in ("M", "N") for c in s.chunks[i + 1 : j]):
        thing.names[0].type = E.COMPANY
        thing.kind = "C"
        s.emit_all(owner.names, (R.AFFILIATED_WITH,), thing.names[0])
    elif owner.kind == "P" and thing.kind == "C":
        s.emit_all(owner.names, (R.AFFILIATED_WITH,), thing.names[0])


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


def company_of(s: Sentence, i: int) -> None:
    """ "Acme, the label of A and B": they belong to it."""
    chunks = s.chunks
    n = len(chunks)
    j = i - 1
    while j >= 0 and chunks[j].kind in ("w", ",", "h") and j > i - 4:
        j -= 1
    k = i + 1
    if k < n and chunks[k].kind == "p" and chunks[k].low in ("of", "from", "run by"):
        k += 1
        while k < n and chunks[k].kind in ("w", "and") and k < i + 5:
            k += 1
        if j >= 0 and chunks[j].kind == "C" and k < n and chunks[k].kind == "P":
            for person in chunks[k].names:
                s.emit(person, R.AFFILIATED_WITH, chunks[j].names[-1])


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


_CAREER = frozenset("include includes including known recall remember fame behind".split())
_SEEN = frozenset(
    (
        "seen heard appeared appears won wins nominated nominee winner broke breakout season seasons turn guest"
        " recurring played oscar emmy bafta award credits up worked nomination regular arc stint episodes part"
        " role spent alum"
    ).split()
)


def career(s: Sentence) -> None:
    """ "Her films include Foo and Bar", "A, best known for Foo", "A was last seen in Foo": what A does, on those films."""
    chunks = s.chunks
    tokens = s.state.tokens
    for i, c in enumerate(chunks):
        if c.kind != "F" or i == 0 or s.prenominal[i]:
            continue
        before = chunks[i - 1]
        if before.kind == "be" and i > 1 and chunks[i - 2].kind in ("w", "R"):
            cue = any(
                t.low in ("films", "credits", "features", "titles", "series")
                for t in tokens[max(s.a, before.a - 8) : before.a]
            )
        elif before.kind == "p" and before.low == "of" and i > 1 and chunks[i - 2].kind == "P":
            for person in chunks[i - 2].members[-1].names:
                relation, detail = role_here(s, person)
                s.emit_all([person], (relation,), c.names[0], detail=detail)
            continue
        elif before.kind in ("h", "whose"):
            _his(s, i)
            continue
        elif before.kind == "p" and before.low == "in":
            cue = True
        elif before.kind == "p" and before.low in ("on", "for", "of"):
            cue = any(t.low in _SEEN or t.low in _CAREER for t in tokens[max(s.a, before.a - 7) : before.a])
        elif before.kind == "w" or before.kind == "A":
            cue = tokens[before.b - 1].low in ("include", "includes", "including") or tokens[before.b - 2].low in (
                "include",
                "includes",
                "including",
            )
        else:
            cue = False
        if not cue:
            continue
        people = _owner(s, i)
        for person in people:
            done = {f.object for f in s.emitted if f.subject is person}
            relation, detail = role_here(s, person)
            for film in c.names:
                if film in done and film is not c.names[0]:
                    continue
                if film in done:
                    break_here = len(c.names) == 1
                    if break_here:
                        break
                    continue
                s.emit(person, relation, film, detail=detail)


def _his(s: Sentence, i: int) -> None:
    """ "his Foo", "Jane Doe, whose Foo": a film that is called somebody's is directed by them, unless they do other work."""
    chunks = s.chunks
    if chunks[i - 1].kind == "whose":
        owner = next((c for c in reversed(chunks[: i - 1]) if c.kind == "P"), None)
        people = list(owner.members[-1].names) if owner is not None else []
    elif chunks[i - 1].low in ("his", "her"):
        people = pronoun(s, i - 1)[:1]
    else:
        return
    for person in people:
        relation, detail = role_here(s, person)
        known = any(f.subject is person for f in s.state.found.values()) or person in s.state.professions
        if not known or relation in (R.DIRECTED, R.WROTE):
            relation = R.DIRECTED if not known else relation
            s.emit(person, relation, chunks[i].names[0], detail=detail)


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


def where_people(s: Sentence, i: int) -> None:
    """ "Foo, where A is the menace", "in which A and B are": acting; "Acme, where A is": membership."""
    chunks = s.chunks
    n = len(chunks)
    k = i + 1
    while k < n and chunks[k].kind in ("w", ",") and k < i + 3:
        k += 1
    if k + 1 >= n or chunks[k].kind not in ("P", "H") or i == 0:
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


def whose_people(s: Sentence, i: int) -> None:
    """ "Acme, whose A and B are producing": membership."""
    chunks = s.chunks
    if i + 1 < len(chunks) and chunks[i + 1].kind == "P" and i:
        owner = next((c for c in reversed(chunks[:i]) if c.kind in ("C", "P", "F")), None)
        if owner is not None and owner.kind == "C":
            s.emit_all(chunks[i + 1].names, (R.AFFILIATED_WITH,), owner.names[-1])


def _owner(s: Sentence, i: int) -> list[Name]:
    """Whose career a film belongs to: the possessor or subject before it, or the person whom the clause is hung on."""
    chunks = s.chunks
    names, left = subject_left(s, i, "P")
    verb_at = next((k for k in range(i - 1, left, -1) if chunks[k].kind in ("V", "which")), -1) if left >= 0 else -1
    if verb_at >= 0 and not any(x.kind == "F" for x in chunks[verb_at + 1 : i]):
        return []
    for j in range(i - 1, max(-1, i - 6), -1):
        if chunks[j].kind == "'s" and chunks[j - 1].kind == "P":
            return chunks[j - 1].names[-1:]
        if chunks[j].kind == "h" and left < 0:
            return s.people_of(chunks[j])[:1]
    return names


def production(s: Sentence, i: int) -> None:
    """ "a production of Acme and Bolt", "an Acme production"."""
    chunks = s.chunks
    n = len(chunks)
    if i and chunks[i - 1].kind == "C":
        s.emit_all(chunks[i - 1].names, (R.PRODUCED,), default_film(s, i))
        return
    if i + 2 < n and chunks[i + 1].kind == "be" and chunks[i + 2].kind == "C":
        s.emit_all(chunks[i + 2].names, (R.PRODUCED,), default_film(s, i))
        return
    if i > 1 and chunks[i - 1].kind == "be" and chunks[i - 2].kind == "C" and chunks[i].low == "the studio":
        s.emit_all(chunks[i - 2].names, (R.PRODUCED,), default_film(s, i))
        return
    for j in range(i + 1, min(n - 1, i + 4)):
        if chunks[j].kind == "p" and chunks[j].low in ("of", "from", "between", "by", "with", "for"):
            k = j + 1
            while k < n and chunks[k].kind in ("C", "and", ","):
                if chunks[k].kind == "C":
                    s.emit_all(chunks[k].names, (R.PRODUCED,), default_film(s, i))
                    s.used.add(k)
                k += 1
            return


def led_by(s: Sentence, i: int) -> None:
    """ "Acme, founded by A and B", "Founded by A, Acme ...": membership; "led by A" of a film: acting."""
    chunks = s.chunks
    n = len(chunks)
    k = i + 1
    while k < n and chunks[k].kind in ("w", "R", "h", "p", "O") and k < i + 4:
        k += 1
    if k >= n or chunks[k].kind != "P":
        return
    for j in range(i - 1, max(-1, i - 4), -1):
        if chunks[j].kind == "C":
            s.emit_all(chunks[k].names, (R.AFFILIATED_WITH,), chunks[j].names[-1], detail=chunks[i].detail)
            return
        if chunks[j].kind in ("F", "T") and chunks[i].low in ("led by", "headed by", "fronted by"):
            s.emit_all(chunks[k].names, (R.ACTED_IN,), default_film(s, i))
            return
    if i <= 2 and k + 2 < n and chunks[k + 1].kind == "," and chunks[k + 2].kind == "C":
        s.emit_all(chunks[k].names, (R.AFFILIATED_WITH,), chunks[k + 2].names[0], detail=chunks[i].detail)


def founded(s: Sentence, i: int) -> None:
    """ "A and B founded Acme", "Acme, which A runs with B"."""
    chunks = s.chunks
    n = len(chunks)
    names, left = subject_left(s, i, "P")
    if left > 0 and chunks[left - 1].kind == "which":
        firm = next((chunks[k] for k in range(left - 2, max(-1, left - 5), -1) if chunks[k].kind == "C"), None)
        if firm is not None:
            if i + 2 < n and chunks[i + 1].low in ("with", "alongside") and chunks[i + 2].kind == "P":
                names = names + chunks[i + 2].names
            s.emit_all(names, (R.AFFILIATED_WITH,), firm.names[-1], detail=chunks[i].detail)
            return
    for j in range(i + 1, min(len(chunks), i + 4)):
        if chunks[j].kind == "C":
            if left >= 0:
                s.emit_all(names, (R.AFFILIATED_WITH,), chunks[j].names[0], detail=chunks[i].detail)
            return
        if chunks[j].kind not in ("w", "h", "p"):
            return


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


def crowd(s: Sentence, i: int) -> None:
    """Three or more people who "are in it too", "return", "have roles": the cast, where nothing else is said of them."""
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
    if nxt.kind == "be" or nxt.kind == "w":
        if any(x.kind in ("V", "R", "K", "dep", "neg") for x in chunks[i + 1 : i + 5]):
            return
        s.emit_all(c.names, (R.ACTED_IN,), default_film(s, i))


def _book_after(s: Sentence, j: int) -> bool:
    """ "Foo, a play from 1975", "Foo, her bestseller": the title is first of all a book."""
    chunks = s.chunks
    return (
        j + 3 < len(chunks)
        and chunks[j + 1].kind == ","
        and any(c.kind == "K" and c.rels[0] is R.SOURCE_AUTHOR for c in chunks[j + 2 : j + 4])
    )


def _ends(s: Sentence, j: int) -> bool:
    return False


def _owned_by_company(s: Sentence, owner: Chunk, thing: Chunk, j: int) -> None:
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
            s.emit(company, R.DISTRIBUTES if _outlet(company) else R.PRODUCED, film)


_OUTLETS = ("+", "tv", "video", "netflix", "max")


def _outlet(company: Name) -> bool:
    """Whether a company sounds like a channel or studio rather than a production label."""
    words = company.key.split()
    return len(words) == 1 or words[-1] in ("tv", "video", "max", "television") or company.name.endswith("+")


def brackets(s: Sentence) -> None:
    """Filmographies and other brackets after names."""
    for i, c in enumerate(s.chunks):
        if not c.members:
            continue
        for m in c.members:
            if not m.inner:
                continue
            if c.kind == "P":
                filmography(s, m)
                makers = [x for x in m.inner if x.kind == "C"]
                if makers and not any(x.kind in ("F", "P") for x in m.inner):
                    s.emit_all(makers[0].names, (R.PRODUCED,), default_film(s, i))
            elif c.kind == "F":
                _film_bracket(s, m)
            elif c.kind == "C":
                _company_bracket(s, m)
            elif c.kind in ("O", "()") and any(x.kind == "C" for x in m.inner) and _after_place(s, i):
                s.emit_all(next(x for x in m.inner if x.kind == "C").names, (R.DISTRIBUTES,), default_film(s, i))
            elif c.kind in ("O", "()"):
                inner = [x for x in m.inner if x.kind not in (",", "and")]
                if len(inner) == 1 and inner[0].kind == "P" and len(inner[0].members) <= 2:
                    s.emit_all(inner[0].names, (R.ACTED_IN,), default_film(s, i))


def _after_place(s: Sentence, i: int) -> bool:
    """Whether brackets stand after a territory: "Spain (Acme)"."""
    tokens = s.state.tokens
    at = s.chunks[i].a
    return any(tokens[k].cap and (tokens[k].low in PLACES or tokens[k].low in DEMONYMS) for k in (at, at - 1) if k >= 0)


def filmography(s: Sentence, m: Member) -> None:
    """ "Jane Doe (Foo, Bar)": her part in those films is her part here."""
    films = [f for x in m.inner if x.kind == "F" for f in x.names]
    if not films:
        return
    if any(x.kind == "R" for x in m.inner):
        role = next(x for x in m.inner if x.kind == "R")
        if role.rels[0] is not R.AFFILIATED_WITH:
            s.emit_all(list(m.names), role.rels, films[0], detail=role.detail)
            films = films[1:]
    for person in m.names:
        relation, detail = role_here(s, person)
        for film in films:
            s.emit(person, relation, film, detail=detail)


def role_here(s: Sentence, person: Name) -> tuple[R, str]:
    """What a person does in this sentence, else in the article so far; acting if nothing is said."""
    for pool in (s.emitted, s.state.found.values()):
        mine = [f for f in pool if f.subject is person and f.object.type is E.FILM]
        for relation in _ORDER:
            for f in mine:
                if f.relation is relation:
                    return relation, f.detail if relation is R.WORKED_ON else ""
    if person in s.state.professions:
        return s.state.professions[person]
    return R.ACTED_IN, ""


def _film_bracket(s: Sentence, m: Member) -> None:
    """ "Foo (2013)", "Foo (Jane Campion, 2009)", "Foo (Acme)"."""
    film = m.names[-1]
    tokens = s.state.tokens
    for k, x in enumerate(m.inner[:-1]):
        if x.kind == "R" and m.inner[k + 1].kind == "P" and x.rels[0] is not R.AFFILIATED_WITH:
            s.emit_all(m.inner[k + 1].names, x.rels, film, detail=x.detail)
    for x in m.inner:
        first = tokens[x.a].text
        if first.isdigit() and len(first) == 4 and film.year is None and 1880 < int(first) < 2100:
            film.year = int(first)
        if x.kind == "P":
            has_year = any(tokens[y.a].text.isdigit() for y in m.inner)
            if has_year and len(x.members) == 1:
                s.emit_all(x.names, (R.DIRECTED,), film)
        elif x.kind == "C" and not s.state.styled(x.a):
            for company in x.names:
                s.emit(company, R.DISTRIBUTES if _outlet(company) else R.PRODUCED, film)


def _company_bracket(s: Sentence, m: Member) -> None:
    for x in m.inner:
        if x.kind == "F":
            for film in x.names:
                s.emit(m.names[-1], R.PRODUCED, film)


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
    s.emit_all(s.chunks[j].names, (R.ACTED_IN,), film)
    s.used.add(j)


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
    n = len(s.chunks)
    if i == 0 or i + 1 >= n:
        return
    person = s.chunks[i - 1]
    if s.chunks[i].low == "as" and s.chunks[i + 1].kind == "w" and s.state.tokens[s.chunks[i + 1].a].low == "well":
        return
    if person.kind != "P" or any(c.kind in ("R", "K", "@", "V") for c in s.chunks[i + 1 : i + 4]):
        return
    nxt = s.chunks[i + 1]
    if s.chunks[i].kind == "be":
        if nxt.kind != "O" or s.chunks[i].low not in ("is", "was"):
            return
        if subject_left(s, i, "P")[1] != i - 1:
            return
    elif nxt.kind not in ("O", "w", "h", "P"):
        return
    members = person.members if s.chunks[i].kind == "be" else person.members
    tokens = s.state.tokens
    detail = ""
    if nxt.kind == "O":
        detail = " ".join(t.text for t in tokens[nxt.a : nxt.b])
    film = default_film(s, i)
    status = status_between(s, i - 1, i)
    if status is None:
        return
    gapped(s, i - 1, film)
    for m in members:
        s.emit_all(list(m.names), (R.ACTED_IN,), film, status, detail if len(members) == 1 else "")


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


def memberships(s: Sentence) -> None:
    """ "Jane Doe of Acme" is a membership whatever the sentence says."""
    for c in s.chunks:
        if c.kind == "P":
            for m in c.members:
                for prep, company in m.companies:
                    if prep in ("of", "at"):
                        s.emit_all(list(m.names), (R.AFFILIATED_WITH,), company)


_ = Status
