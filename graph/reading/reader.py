"""The reader: text → tokens → names → chunks → credits."""

from __future__ import annotations

from graph.model import Alias, Credit, EntityType, Mention, Reading, Relation, Span
from graph.reading import READER
from graph.reading.agents import far_agents
from graph.reading.blocks import block
from graph.reading.candidates import find, headline_titles
from graph.reading.careers import latter, other_films
from graph.reading.changes import departure, replaced_as, replacing, talk
from graph.reading.chunks import Chunk, chunk
from graph.reading.coproduction import company_brackets, coproduction
from graph.reading.crafts import crafts
from graph.reading.deals import at_first, closed_deals, place, rights, territories
from graph.reading.finders import mark_main
from graph.reading.names import Name, resolve
from graph.reading.nominal import (
    as_character,
    at_role,
    brackets,
    by_person,
    career,
    cast_as,
    cast_noun,
    company_genre,
    company_of,
    crowd,
    debut,
    directed_in,
    film_has,
    founded,
    is_in,
    join,
    led_by,
    memberships,
    owned_genre,
    possessive,
    production,
    so_is,
    where_people,
    whose_people,
    with_people,
)
from graph.reading.nominees import category, nominees
from graph.reading.releases import releases, retag
from graph.reading.representation import representation
from graph.reading.roles import role, work
from graph.reading.sources_of import sources
from graph.reading.state import Sentence, State
from graph.reading.territories import rights_by_territory, slate_line
from graph.reading.text import english_note, plain
from graph.reading.tokens import tokenise
from graph.reading.topic import anchor, new_paragraph, remember
from graph.reading.verbs import verb


def read_text(text: str, title: str = "") -> Reading:
    """See `graph.reading.read`."""
    note = english_note(text)
    if note:
        return Reading((), (), READER, note)
    flat = plain(text)
    tok = tokenise(flat, text)
    headline = plain(title)
    candidates = find(tok, headline_titles(tokenise(headline, title)) if title else None)
    names = resolve(tok, text, candidates, headline)
    at = {c.start: k for k, c in enumerate(candidates)}
    state = State(tok.tokens, quoted=frozenset(c.start for c in candidates if c.style in ("quote", "italic")))
    state.definitions = frozenset(c.start for c in candidates if c.style == "defined")
    films = dict.fromkeys(n for m in names.meaning for n in m if n.type is EntityType.FILM)
    anchor(state, films, headline)
    for start, end in tok.sentences:
        if start in tok.paragraph_starts:
            new_paragraph(state)
        _sentence(state, chunk(tok.tokens, start, end, names, at), start, end)
    return _reading(text, state, [n for m in names.meaning for n in m])


def _sentence(state: State, chunks: list[Chunk], start: int, end: int) -> None:
    s = Sentence(state, chunks, start, end)
    category(s)
    latter(s)
    mark_main(s)
    if not any(c.kind in ("P", "C", "F", "H") for c in chunks):
        return
    if not representation(s):
        _frames(s)
    remember(s)


def _frames(s: Sentence) -> None:
    block(s)
    retag(s)
    coproduction(s)
    crafts(s)
    far_agents(s)
    other_films(s)
    nominees(s)
    replaced_as(s)
    sources(s)
    for i, c in enumerate(s.chunks):
        if c.kind == "V":
            if c.rels[0] is Relation.AFFILIATED_WITH:
                founded(s, i)
                continue
            verb(s, i)
            directed_in(s, i)
    for i, c in enumerate(s.chunks):
        if c.kind == "R":
            role(s, i)
        elif c.kind == "K":
            work(s, i)
        elif c.kind == "@":
            at_role(s, i)
    for i, c in enumerate(s.chunks):
        if c.kind == "'s":
            possessive(s, i)
        elif c.kind == "P":
            owned_genre(s, i)
        elif c.kind == "C":
            company_genre(s, i)
        elif c.kind == "L":
            led_by(s, i)
        elif c.kind == "J":
            join(s, i)
        elif c.kind == "Q":
            debut(s, i)
        elif c.kind == "M":
            production(s, i)
        elif c.kind == "A":
            cast_noun(s, i)
            cast_as(s, i)
        elif c.kind == "N":
            company_of(s, i)
        elif c.kind == "S":
            rights(s, i)
        elif c.kind == "p" and c.low == "with":
            with_people(s, i)
        elif (c.kind == "p" and c.low == "as") or c.kind == "be":
            as_character(s, i)
            film_has(s, i)
            is_in(s, i)
        elif c.kind == "talk":
            talk(s, i)
        elif c.kind == "dep":
            departure(s, i)
        if c.kind == "p":
            closed_deals(s, i)
            place(s, i)
        if c.kind == "p" and c.low in ("by", "from", "for"):
            by_person(s, i)
        if c.kind in ("where", "which"):
            where_people(s, i)
        if c.kind == "whose":
            whose_people(s, i)
        if c.low in ("so", "as"):
            so_is(s, i)
    for i, c in enumerate(s.chunks):
        if c.kind == "P":
            crowd(s, i)
    replacing(s)
    memberships(s)
    rights_by_territory(s)
    territories(s)
    slate_line(s)
    releases(s)
    at_first(s)
    company_brackets(s)
    brackets(s)
    career(s)


def _closed(text: str, end: int) -> int:
    """The end of a passage, closing quotation marks and brackets included."""
    while end < len(text) and text[end] in "\"'\u2019\u201d\u00bb)*_":
        end += 1
    return end


def _reading(text: str, state: State, used: list[Name]) -> Reading:
    credits = []
    tokens = state.tokens
    for f in state.found.values():
        start, end = tokens[f.a].start, _closed(text, tokens[f.b - 1].end)
        credits.append(
            Credit(_mention(f.subject), f.relation, _mention(f.object), Span(start, end), f.status, f.detail)
        )
    aliases = []
    seen: set[int] = set()
    for name in used:
        if id(name) in seen:
            continue
        seen.add(id(name))
        for alias, (a, b) in name.aliases.items():
            aliases.append(Alias(name.type, name.name, alias, "short form", Span(a, b)))
    return Reading(tuple(credits), tuple(aliases), READER)


def _mention(name: Name) -> Mention:
    return Mention(name.type, name.name, name.year if name.type is EntityType.FILM else None)
