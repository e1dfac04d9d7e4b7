"""Which film an article is on: what "the film" and a verb without an object mean, sentence by sentence.

A paragraph begins with the film of the heading over it, else with the article's own film (the one that its headline
names, that dominates it, or that it named first). It is about another from the first sentence that brings one on,
unless that sentence lists several, tells of somebody from the article's own film, or of what somebody did before
("was last seen in Foo").
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.reading.chunks import Chunk
from graph.reading.finders import governed
from graph.reading.names import Name, name_key
from graph.reading.state import Sentence, State


def anchor(state: State, films: Iterable[Name], headline: str) -> None:
    """Take the films that the headline names for what the article is about."""
    films = list(films)
    words = f" {name_key(headline)} "
    named = [f for f in films if f" {f.key} " in words]
    state.anchors = tuple(f for f in named if not any(f is not g and f" {f.key} " in f" {g.key} " for g in named))
    if not state.anchors:
        ranked = sorted(films, key=lambda f: -f.count)
        if ranked and ranked[0].count >= 3 and (len(ranked) == 1 or ranked[0].count >= 2 * ranked[1].count):
            state.anchors = (ranked[0],)
    if len(state.anchors) == 1:
        state.topic = state.article_topic = state.anchors[0]


def new_paragraph(state: State) -> None:
    """Begin a paragraph."""
    if state.heading is not None:
        state.topic = state.heading
    elif len(state.anchors) == 1:
        state.topic = state.anchors[0]
    else:
        state.topic = state.article_topic or state.paragraph_topic or state.topic
    state.paragraph_topic = None
    state.opening = True
    state.defined = None
    state.heading = None
    state.local = None


def set_aside(s: Sentence) -> None:
    """Take the film out of hand where a sentence tells of a project without a name; the next paragraph has it again.

    "An untitled thriller" is one; "Untitled Thriller" has a name.
    """
    if any(t.text.endswith("untitled") for t in s.state.tokens[s.a : s.b]):
        s.state.topic = s.state.local = s.state.paragraph_topic = None


def remember(s: Sentence) -> None:
    """What the next sentence may refer to."""
    state = s.state
    subject = _subject(s)
    _remember_names(s, subject)
    films = [(i, c) for i, c in enumerate(s.chunks) if c.kind == "F" and s.main[i]]
    state.heading = films[0][1].names[0] if films and all(c.kind in _HEADING for c in s.chunks) else None
    state.local = None
    if not films:
        return
    at, first = next(((i, c) for i, c in films if c.names[0] in state.anchors), films[0])
    if state.article_topic is None:
        state.article_topic = first.names[0]
    if any(state.topic in c.names for _, c in films):
        state.paragraph_topic = state.paragraph_topic or state.topic
        return
    state.local = films[-1][1].names[0]
    leads = all(c.kind in _LEADING for c in s.chunks[:at])
    career = subject is not None and _known(subject) and not leads
    if not leads and len(state.anchors) == 1 and (len(first.names) > 1 or _of_the_anchor(state, subject)):
        return
    if career and state.topic is not None and _past(s):
        return
    if state.topic is None or state.paragraph_topic is None:
        state.topic = state.paragraph_topic = first.names[0]
    elif not _starts_with_topic(s) and not career and (leads or first.names[0].count >= 2 or _presented(s, at)):
        state.topic = first.names[0]


def _of_the_anchor(state: State, subject: Chunk | None) -> bool:
    """Whether a sentence's subject is somebody from the article's own film, so that other films are asides."""
    if subject is None or subject.kind != "P":
        return False
    return any(state.joined(subject.names[0], film) for film in state.anchors)


_EARLIER = 4
"""So many people whom earlier sentences were about are kept."""
_HEADING = frozenset({"F", "()", "#", "-", "\u2022", ":"})
_LEADING = frozenset({"w", "p", "-", "\u2022", "#", ",", "be", "and", ":", "C", "'s"})


def _remember_names(s: Sentence, subject: Chunk | None) -> None:
    """Whom "she", "the company", "the latter" will mean."""
    state = s.state
    told = subject
    if subject is not None and subject.kind in ("C", "F", "T"):
        told = next((c for c in s.chunks if c.kind == "P"), None)
    if told is not None and told.kind == "P" and told.names != state.people:
        state.earlier = [*state.people, *state.earlier][:_EARLIER]
        state.people = told.names
    firm = next((c for c in s.chunks if c.kind == "C"), None)
    if firm is not None:
        state.company = firm.names[0]
    for kind in ("P", "F"):
        named = [x for c in s.chunks if c.kind == kind for x in c.names]
        if len(named) > 1:
            state.pair[kind] = (named[0], named[1]) if kind == "P" else (named[-2], named[-1])


def _presented(s: Sentence, at: int) -> bool:
    """Whether a sentence brings a film on: "Closing the event is A's Foo", "Next comes Foo", or Foo is its subject."""
    chunks = s.chunks
    j = at - 1
    while j >= 0 and chunks[j].kind in ("w", "'s", "P", "C", "R", "h", "O", "own"):
        j -= 1
    if j >= 0 and chunks[j].kind == "be":
        return not any(c.kind in ("P", "H", "T", "F") for c in chunks[:j])
    return False


_PAST = frozenset("seen credits known previously best alum".split())


def _past(s: Sentence) -> bool:
    """Whether a sentence tells of what somebody did before."""
    return any(t.low in _PAST for t in s.state.tokens[s.a : s.b])


def _subject(s: Sentence) -> Chunk | None:
    """The first group or pronoun of a sentence that is nobody's object."""
    for i, c in enumerate(s.chunks):
        if c.kind in ("P", "C", "F", "T", "H") and not (c.kind in ("P", "C") and governed(s.chunks, i)):
            return c
    return None


def _known(c: Chunk) -> bool:
    """Whether a subject has been introduced before: a pronoun or a short form."""
    if c.kind == "H":
        return True
    if c.kind != "P":
        return False
    m: Name = c.members[0].names[0]
    return c.members[0].b - c.members[0].a < len(m.key.split())


def _starts_with_topic(s: Sentence) -> bool:
    return any(c.kind == "T" for c in s.chunks[:2])
