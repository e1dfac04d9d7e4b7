"""The reader: text → tokens → names → chunks → credits."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Alias, Credit, EntityType, Mention, Reading, Span
from graph.reading import READER
from graph.reading.candidates import Candidate, find, headline_titles
from graph.reading.careers import latter
from graph.reading.chunks import chunk, flatten
from graph.reading.finders import mark_main
from graph.reading.frames import read_frames
from graph.reading.linking.settle import settle
from graph.reading.linking.trace import Trace
from graph.reading.names import Name, Names, resolve, resolve_spans
from graph.reading.network import on_one_core
from graph.reading.nominees import category
from graph.reading.representation import representation
from graph.reading.state import Sentence, State
from graph.reading.stated import join_stated
from graph.reading.tagging.tag import tag
from graph.reading.text import english_note, plain
from graph.reading.tokens import Tokenised, tokenise
from graph.reading.topic import anchor, new_paragraph, remember, set_aside


def read_text(text: str, title: str = "", *, trained: bool = True) -> Reading:
    """See `graph.reading.read`; without `trained`, what the grammar reads by itself."""
    note = english_note(text)
    if note:
        return Reading((), (), READER, note)
    looked = look(text, title)
    if trained:
        with on_one_core():
            state = _read_trained(text, looked)
    else:
        state, _ = read_grammar(text, looked)
    return _reading(text, state, [n for m in looked.names.meaning for n in m])


def _read_trained(text: str, looked: Looked) -> State:
    names = tag(looked.tok, looked.candidates, looked.keys, looked.names.votes, looked.headline)
    looked.names = resolve_spans(looked.tok, text, looked.candidates, names)
    state, trace = read_grammar(text, looked)
    settle(state, trace)
    return state


@dataclass(slots=True)
class Looked:
    """What is known of an article before any credit is read: tokens, candidates for names, and what they are."""

    flat: str
    headline: str
    tok: Tokenised
    candidates: list[Candidate]
    keys: list[str]
    names: Names


def look(text: str, title: str) -> Looked:
    """Tokens and names of an article, by the grammar alone."""
    flat = plain(text)
    tok = tokenise(flat, text)
    headline = plain(title)
    candidates = find(tok, headline_titles(tokenise(headline, title)) if title else None)
    names = resolve(tok, text, candidates, headline)
    return Looked(flat, headline, tok, candidates, names.keys, names)


def read_grammar(text: str, looked: Looked) -> tuple[State, Trace]:
    """What the grammar finds, and what the trained linker needs to go on from there."""
    tok, names = looked.tok, looked.names
    candidates = names.candidates
    join_stated(tok.tokens, candidates, names, text)
    at = {c.start: k for k, c in enumerate(candidates)}
    state = State(tok.tokens, quoted=frozenset(c.start for c in candidates if c.style in ("quote", "italic")))
    state.definitions = frozenset(c.start for c in candidates if c.style == "defined")
    films = dict.fromkeys(n for m in names.meaning for n in m if n.type is EntityType.FILM)
    anchor(state, films, looked.headline)
    trace = Trace(anchors={id(n) for n in state.anchors})
    for start, end in tok.sentences:
        paragraph = start in tok.paragraph_starts
        if paragraph:
            new_paragraph(state)
        pieces = flatten(tok.tokens, start, end, names, at)
        before = state.topic
        s = Sentence(state, chunk(tok.tokens, pieces), start, end)
        _sentence(s)
        trace.add(tok.tokens, pieces, s, before, paragraph=paragraph)
    return state, trace


def _sentence(s: Sentence) -> None:
    chunks = s.chunks
    set_aside(s)
    category(s)
    latter(s)
    mark_main(s)
    if not any(c.kind in ("P", "C", "F", "H") for c in chunks):
        return
    if not representation(s):
        read_frames(s)
    remember(s)


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
        for alias, (rule, a, b) in name.stated.items():
            aliases.append(Alias(name.type, name.name, alias, rule, Span(a, b)))
        for alias, (a, b) in name.aliases.items():
            aliases.append(Alias(name.type, name.name, alias, "short form", Span(a, b)))
    return Reading(tuple(credits), tuple(aliases), READER)


def _mention(name: Name) -> Mention:
    return Mention(name.type, name.name, name.year if name.type is EntityType.FILM else None)
