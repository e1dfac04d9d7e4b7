"""What the reader carries through an article: the film in hand, who was last spoken of, the credits found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.model import Status, joins
from graph.reading.chunks import Chunk
from graph.reading.gender import meant
from graph.reading.names import Name
from graph.reading.tokens import Token


@dataclass(eq=False, slots=True)
class Found:
    """A credit as found: ends, where it is said (token range) and how certain."""

    subject: Name
    relation: R
    object: Name
    a: int
    b: int
    status: Status = Status.CONFIRMED
    detail: str = ""


@dataclass(eq=False, slots=True)
class State:
    """The running state of one article."""

    tokens: list[Token]
    topic: Name | None = None
    people: list[Name] = field(default_factory=list)
    earlier: list[Name] = field(default_factory=list)
    company: Name | None = None
    found: dict[tuple[str, R, str], Found] = field(default_factory=dict)
    reps: bool = False
    paragraph_topic: Name | None = None
    article_topic: Name | None = None
    local: Name | None = None
    defined: Name | None = None
    definitions: frozenset[int] = frozenset()
    anchors: tuple[Name, ...] = ()
    heading: Name | None = None
    last: tuple[R, str] | None = None
    professions: dict[Name, tuple[R, str]] = field(default_factory=dict)
    pair: dict[str, tuple[Name, Name]] = field(default_factory=dict)
    quoted: frozenset[int] = frozenset()
    hero: Name | None = None
    slate: Name | None = None
    opening: bool = True
    category: tuple[tuple[R, ...], str] | None = None

    def joined(self, subject: Name, film: Name) -> bool:
        """Whether any credit between the two has been found; as quick in a long article as in a short one."""
        return any((subject.key, relation, film.key) in self.found for relation in R)

    def styled(self, token: int) -> bool:
        """Whether the name that begins at this token is set apart by quotation marks or italics."""
        return token in self.quoted


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence under work: its chunks, token range, and the credits it gave, in order."""

    state: State
    chunks: list[Chunk]
    a: int
    b: int
    emitted: list[Found] = field(default_factory=list)
    main: list[bool] = field(default_factory=list)
    prenominal: list[bool] = field(default_factory=list)
    source: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)

    def emit(
        self, subject: Name, relation: R, object_: Name | None, status: Status = Status.CONFIRMED, detail: str = ""
    ) -> None:
        """Note a credit said in this sentence, if its ends fit the relation; the first saying of it counts."""
        if object_ is None or subject is object_ or not joins(relation, subject.type, object_.type):
            return
        key = (subject.key, relation, object_.key)
        old = self.state.found.get(key)
        if object_.type is E.FILM and subject.type is E.PERSON:
            self.state.last = (relation, detail)
        if old is None:
            new = Found(subject, relation, object_, self.a, self.b, status, detail)
            self.state.found[key] = new
            self.emitted.append(new)
            return
        self.emitted.append(old)
        if not old.detail and detail:
            old.detail = detail
        if status is not Status.CONFIRMED and old.status is Status.CONFIRMED and self.a != old.a:
            old.status = status
            old.a, old.b = self.a, self.b

    def emit_all(
        self,
        subjects: list[Name],
        relations: tuple[R, ...],
        film: Name | None,
        status: Status = Status.CONFIRMED,
        detail: str = "",
    ) -> None:
        """The same for every subject and relation."""
        for s in subjects:
            for r in relations:
                self.emit(s, r, film, status, detail)

    def people_of(self, chunk: Chunk) -> list[Name]:
        """The people that a chunk stands for: a group, or a pronoun."""
        if chunk.kind in ("P", "C"):
            return chunk.names
        if chunk.kind in ("H", "h"):
            if self.state.hero is not None and chunk.low in ("he", "she", "his", "her"):
                return [self.state.hero]
            people, earlier = self.state.people, self.state.earlier
            return people if chunk.low in ("they", "their") else meant(chunk.low, [*people, *earlier])[:1]
        return []
