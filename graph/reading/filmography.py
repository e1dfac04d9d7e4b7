"""Earlier work: what stands in brackets after a name, and what a sentence tells of somebody's career."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.chunks import Chunk, Member
from graph.reading.finders import default_film, pronoun, subject_left
from graph.reading.lexicon.words import DEMONYMS, PLACES
from graph.reading.names import Name
from graph.reading.possessives import outlet
from graph.reading.state import Sentence

_ORDER = (R.DIRECTED, R.WROTE, R.ACTED_IN, R.WORKED_ON, R.PRODUCED, R.EXECUTIVE_PRODUCED)


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


def brackets(s: Sentence) -> None:
    """Filmographies and other brackets after names."""
    for i, c in enumerate(s.chunks):
        for m in c.members:
            if m.inner and c.kind == "P":
                _person_bracket(s, i, m)
            elif m.inner and c.kind == "F":
                _film_bracket(s, m)
            elif m.inner and c.kind == "C":
                _company_bracket(s, m)
            elif m.inner:
                _other_bracket(s, i, m)


def _person_bracket(s: Sentence, i: int, m: Member) -> None:
    """ "Jane Doe (Foo, Bar)", and at the end of a list of the cast "Jane Doe (Acme)", the maker."""
    filmography(s, m)
    makers = [x for x in m.inner if x.kind == "C"]
    if makers and not any(x.kind in ("F", "P") for x in m.inner):
        s.emit_all(makers[0].names, (R.PRODUCED,), default_film(s, i))


def _other_bracket(s: Sentence, i: int, m: Member) -> None:
    """ "Spain (Acme)" in a list of deals, "a lonely teacher (Jane Doe)" in a story."""
    firm = next((x for x in m.inner if x.kind == "C"), None)
    if firm is not None and _after_place(s, i):
        s.emit_all(firm.names, (R.DISTRIBUTES,), default_film(s, i))
        return
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
                s.emit(company, R.DISTRIBUTES if outlet(company) else R.PRODUCED, film)


def _company_bracket(s: Sentence, m: Member) -> None:
    for x in m.inner:
        if x.kind == "F":
            for film in x.names:
                s.emit(m.names[-1], R.PRODUCED, film)


_CAREER = frozenset("include includes including known recall remember fame behind".split())


_SEEN = frozenset(
    (
        "seen heard appeared appears won wins nominated nominee winner broke breakout season seasons turn guest"
        " recurring played oscar emmy bafta award credits up worked nomination regular arc stint episodes part"
        " role spent alum"
    ).split()
)


def career(s: Sentence) -> None:
    """ "Her films include Foo and Bar", "A, best known for Foo": what A does, on those films."""
    chunks = s.chunks
    for i, c in enumerate(chunks):
        if c.kind != "F" or i == 0 or s.prenominal[i]:
            continue
        before = chunks[i - 1]
        if before.low == "of" and before.kind == "p" and i > 1 and chunks[i - 2].kind == "P":
            for person in chunks[i - 2].members[-1].names:
                relation, detail = role_here(s, person)
                s.emit(person, relation, c.names[0], detail=detail)
        elif before.kind in ("h", "whose"):
            _his(s, i)
        elif _of_a_career(s, i):
            for person in _owner(s, i):
                _add_to_career(s, person, c)


def _of_a_career(s: Sentence, i: int) -> bool:
    """Whether the words before the films at `i` put them into somebody's career."""
    chunks = s.chunks
    tokens = s.state.tokens
    before = chunks[i - 1]
    near = tokens[max(s.a, before.a - 8) : before.a]
    if before.kind == "be":
        return i > 1 and chunks[i - 2].kind in ("w", "R") and any(t.low in _WORKS for t in near)
    if before.kind == "p":
        return before.low == "in" or (
            before.low in ("on", "for", "of") and any(t.low in _SEEN or t.low in _CAREER for t in near[-7:])
        )
    if before.kind in ("w", "A"):
        return any(t.low in _INCLUDING for t in tokens[before.b - 2 : before.b])
    return False


_WORKS = frozenset("films credits features titles series".split())
_INCLUDING = frozenset("include includes including".split())


def _add_to_career(s: Sentence, person: Name, films: Chunk) -> None:
    """Give a person the films of a list that nothing else in the sentence gave them."""
    done = {f.object for f in s.emitted if f.subject is person}
    relation, detail = role_here(s, person)
    for film in films.names:
        if film not in done:
            s.emit(person, relation, film, detail=detail)


def _his(s: Sentence, i: int) -> None:
    """ "his Foo", "Jane Doe, whose Foo": a film called somebody's is directed by them, unless they do other work."""
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
