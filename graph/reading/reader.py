"""The reader: text → tokens → names → chunks → credits."""

from __future__ import annotations

from graph.model import Alias, Credit, EntityType, Mention, Reading, Span
from graph.reading import READER
from graph.reading.candidates import find, headline_titles
from graph.reading.careers import latter
from graph.reading.chunks import Chunk, chunk
from graph.reading.finders import mark_main
from graph.reading.frames import read_frames
from graph.reading.names import Name, resolve
from graph.reading.nominees import category
from graph.reading.representation import representation
from graph.reading.state import Sentence, State
from graph.reading.stated import join_stated
from graph.reading.text import english_note, plain
from graph.reading.tokens import tokenise
from graph.reading.topic import anchor, new_paragraph, remember


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
    join_stated(tok.tokens, candidates, names, text)
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
