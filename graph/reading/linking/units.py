"""An article as the network sees it: one unit per word, per phrase of the trade, and per name (whoever bears it)."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model import EntityType as E
from graph.reading.chunks import Chunk
from graph.reading.gender import meant
from graph.reading.names import Name
from graph.reading.tokens import Token

NAMED = {"P": E.PERSON, "F": E.FILM, "C": E.COMPANY}
PRONOUNS = frozenset({"H", "h"})
LATELY = 6
"""A pronoun means nobody who was named before so many others."""
FLAGS = (
    "sentence", "paragraph", "capital", "first", "short", "headline", "frequent", "unsure", "bracket",
)  # fmt: skip
"""What is noted of each unit beside its word: what it begins, and what is known of the name."""


@dataclass(slots=True)
class Spot:
    """One place where an entity is meant: its unit, the entity's number, and for a pronoun how far back it reaches."""

    unit: int
    entity: int
    type: E
    back: int = 0


@dataclass(slots=True)
class Units:
    """The units of an article in order, and the spots among them, sentence by sentence."""

    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    flags: list[list[int]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    spots: list[list[Spot]] = field(default_factory=list)
    entities: list[Name] = field(default_factory=list)
    number: dict[int, int] = field(default_factory=dict)
    recent: list[int] = field(default_factory=list)
    in_bracket: int = 0
    paragraphs: int = 0


def entity_number(units: Units, name: Name) -> tuple[int, bool]:
    """The number of an entity, and whether this is the first time that it is met."""
    known = units.number.get(id(name))
    if known is not None:
        return known, False
    units.number[id(name)] = len(units.entities)
    units.entities.append(name)
    return len(units.entities) - 1, True


def add_sentence(units: Units, tokens: list[Token], flat: list[Chunk], *, paragraph: bool, anchors: set[int]) -> None:
    """Add the units of one sentence, given as flat chunks (see `chunks.flatten`); `anchors` are ids of names."""
    number = len(units.spots)
    units.spots.append([])
    if paragraph or not number:
        units.paragraphs += 1
    units.in_bracket = 0
    begins = True
    for c in flat:
        if c.kind == "w":
            for t in tokens[c.a : c.b]:
                _unit(units, t.low, "w", begins=begins, paragraph=paragraph, capital=t.cap)
                begins = paragraph = False
            continue
        if c.kind in NAMED:
            _name(units, c, begins=begins, paragraph=paragraph, anchors=anchors)
        else:
            if c.kind == "(":
                units.in_bracket = 1
            tag = "|".join((c.kind if len(c.kind) > 1 or c.kind.isalpha() else "", *c.rels, c.form))
            word = "<O>" if c.kind == "O" else c.low
            if c.kind in PRONOUNS:
                _pronoun(units, number, c.low)
            _unit(units, word, tag, begins=begins, paragraph=paragraph, capital=tokens[c.a].cap)
            if c.kind == ")":
                units.in_bracket = 0
        begins = paragraph = False


def _unit(units: Units, word: str, tag: str, *, begins: bool, paragraph: bool, capital: bool) -> None:
    units.words.append(word)
    units.tags.append(tag)
    units.flags.append([begins, paragraph, capital, 0, 0, 0, 0, 0, units.in_bracket])
    units.sentence.append(len(units.spots) - 1)
    units.paragraph.append(units.paragraphs)


def _pronoun(units: Units, sentence: int, pronoun: str) -> None:
    """A pronoun may mean either of the two people that were last named and that it fits."""
    people = meant(pronoun, [units.entities[k] for k in units.recent[-LATELY:]])
    for back, person in enumerate(people[-1:-3:-1], 1):
        units.spots[sentence].append(Spot(len(units.words), units.number[id(person)], E.PERSON, back))


def _name(units: Units, c: Chunk, *, begins: bool, paragraph: bool, anchors: set[int]) -> None:
    kind = NAMED[c.kind]
    first = short = headline = frequent = unsure = 0
    for name in c.names:
        entity, new = entity_number(units, name)
        first |= new
        headline |= id(name) in anchors
        frequent |= name.count >= 3
        unsure |= name.authority < 2
        short |= c.b - c.a < len(name.key.split())
        units.spots[-1].append(Spot(len(units.words), entity, kind))
        if kind is E.PERSON:
            if entity in units.recent[-LATELY:]:
                units.recent.remove(entity)
            units.recent.append(entity)
    units.words.append(f"<{c.kind}>")
    units.tags.append(c.kind)
    units.flags.append([begins, paragraph, 1, first, short, headline, frequent, unsure, units.in_bracket])
    units.sentence.append(len(units.spots) - 1)
    units.paragraph.append(units.paragraphs)
