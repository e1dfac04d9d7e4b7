"""What is kept of a grammar's reading for the trained linker: units of the text, credits and topic by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model import Relation
from graph.reading.chunks import Chunk
from graph.reading.linking.pairs import Said
from graph.reading.linking.units import Units, add_sentence
from graph.reading.names import Name
from graph.reading.state import Found, Sentence
from graph.reading.tokens import Token

BIT = {relation: 1 << k for k, relation in enumerate(Relation)}


@dataclass(slots=True)
class Trace:
    """The units of an article with, for each sentence, its token range, the credits found, and the film in hand."""

    anchors: set[int] = field(default_factory=set)
    units: Units = field(default_factory=Units)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    emitted: list[list[Found]] = field(default_factory=list)
    topics: list[tuple[Name | None, Name | None, Name | None]] = field(default_factory=list)
    pieces: list[list[Chunk]] = field(default_factory=list)

    def add(
        self, tokens: list[Token], pieces: list[Chunk], s: Sentence, before: Name | None, *, paragraph: bool
    ) -> None:
        """Note one sentence: its pieces, what the grammar found in it, and the film in hand before it."""
        add_sentence(self.units, tokens, pieces, paragraph=paragraph, anchors=self.anchors)
        self.ranges.append((s.a, s.b))
        self.pieces.append(pieces)
        self.emitted.append(s.emitted)
        self.topics.append((before, s.state.topic, s.state.article_topic))

    def said(self) -> Said:
        """The grammar's findings by the numbers of their ends."""
        number = self.units.number
        here: dict[tuple[int, int, int], int] = {}
        anywhere: dict[tuple[int, int], int] = {}
        for at, emitted in enumerate(self.emitted):
            for f in emitted:
                subject, object_ = number.get(id(f.subject)), number.get(id(f.object))
                if subject is None or object_ is None:
                    continue
                bit = BIT[f.relation]
                here[at, subject, object_] = here.get((at, subject, object_), 0) | bit
                anywhere[subject, object_] = anywhere.get((subject, object_), 0) | bit
        topics = []
        for three in self.topics:
            before, after, article = (number.get(id(n), -1) if n is not None else -1 for n in three)
            topics.append((before, after, article))
        return Said(here, anywhere, topics)
