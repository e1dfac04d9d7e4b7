"""What reelgraph speaks of: articles, what they say (credits, aliases), and the graph that follows from it.

Everything here is frozen and pure. Three layers:

- reading:  `Span`, `Mention`, `Credit`, `Alias`, `Reading`: what one text says, in its own words;
- ledger:   `Article`, `Statement`: the same, with where it comes from; the only truth;
- graph:    `Entity`, `Evidence`, `Relationship`, `ArticleNode`, `Path`: computed from statements and judgements.

Dates are ISO strings (`2025-06-01`), the empty string where unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class EntityType(StrEnum):
    """The three kinds of node a credit can join; the values are the labels in the graph."""

    PERSON = "Person"
    FILM = "Film"
    COMPANY = "Company"


class Relation(StrEnum):
    """The twelve relationship types, always read subject → object."""

    ACTED_IN = "ACTED_IN"
    DIRECTED = "DIRECTED"
    WROTE = "WROTE"
    PRODUCED = "PRODUCED"
    EXECUTIVE_PRODUCED = "EXECUTIVE_PRODUCED"
    WORKED_ON = "WORKED_ON"
    SOURCE_AUTHOR = "SOURCE_AUTHOR"
    FINANCED = "FINANCED"
    DISTRIBUTES = "DISTRIBUTES"
    SELLS = "SELLS"
    AFFILIATED_WITH = "AFFILIATED_WITH"
    REPRESENTED_BY = "REPRESENTED_BY"


class Status(StrEnum):
    """How certain a credit is, as its article reports it."""

    CONFIRMED = "confirmed"
    IN_TALKS = "in_talks"
    DEPARTED = "departed"


_PERSON = frozenset({EntityType.PERSON})
_FILM = frozenset({EntityType.FILM})
_COMPANY = frozenset({EntityType.COMPANY})
_EITHER = _PERSON | _COMPANY

JOINS: Mapping[Relation, tuple[frozenset[EntityType], frozenset[EntityType]]] = MappingProxyType(
    {
        Relation.ACTED_IN: (_PERSON, _FILM),
        Relation.DIRECTED: (_PERSON, _FILM),
        Relation.WROTE: (_PERSON, _FILM),
        Relation.PRODUCED: (_EITHER, _FILM),
        Relation.EXECUTIVE_PRODUCED: (_EITHER, _FILM),
        Relation.WORKED_ON: (_PERSON, _FILM),
        Relation.SOURCE_AUTHOR: (_PERSON, _FILM),
        Relation.FINANCED: (_EITHER, _FILM),
        Relation.DISTRIBUTES: (_COMPANY, _FILM),
        Relation.SELLS: (_COMPANY, _FILM),
        Relation.AFFILIATED_WITH: (_PERSON, _COMPANY),
        Relation.REPRESENTED_BY: (_EITHER, _COMPANY),
    }
)
"""Which types each relation joins: relation → (types of the subject, types of the object)."""


def joins(relation: Relation, subject: EntityType, object_: EntityType) -> bool:
    """Whether `relation` may join a subject and an object of these types."""
    subjects, objects = JOINS[relation]
    return subject in subjects and object_ in objects


def digest(*parts: str) -> str:
    """A short stable id (16 hex digits of SHA-256) of the parts, told apart by a separator no text contains."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters (code points) of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name as an article gives it, with the type it is used as and, for a film, the year stated with it.

    `kind` is what the article calls a film: `film`, `series`, or empty where it doesn't say. It isn't part of the name:
    two mentions that differ only in it are equal.
    """

    type: EntityType
    name: str
    year: int | None = None
    kind: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit that a text states. `text[span.start:span.end]` is the passage that says so, verbatim."""

    subject: Mention
    relation: Relation
    object: Mention
    span: Span
    status: Status = Status.CONFIRMED
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """The text says that `alias` names the same as `name`; `rule` is `short form`, `also known as` or `formerly`."""

    type: EntityType
    name: str
    alias: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader (its name and version) found in one text; `note` says why nothing was read, if so."""

    credits: tuple[Credit, ...]
    aliases: tuple[Alias, ...] = ()
    reader: str = ""
    note: str = ""


# --- ledger ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """An article and where it comes from. `key`: canonical URL, else absolute path, else a hash of its content."""

    key: str
    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""
    stem: str = ""

    @property
    def id(self) -> str:
        """A stable id that follows from the key alone, so a new version of the text is the same article."""
        return digest("article", self.key)

    @property
    def content_hash(self) -> str:
        """Hash over all that a reader of the article sees; equal content is the same article."""
        return digest(self.title, self.url, self.publisher, self.published, self.text)


class KeptArticle(Article):
    """An article that comes from the ledger itself, to be read again: only as long as the ledger still has it so."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One credit as one article states it: the ledger's unit of truth."""

    article_id: str
    subject: Mention
    relation: Relation
    object: Mention
    status: Status
    detail: str
    quote: str
    span: Span
    reader: str

    @property
    def id(self) -> str:
        """Hash of article, subject, relation and object as written; no span, so a correction survives a new reading."""
        return statement_id(self.article_id, self.subject, self.relation, self.object)


def statement_id(article_id: str, subject: Mention, relation: Relation, object_: Mention) -> str:
    """The id of the statement that an article makes about subject, relation and object as written."""
    ends = ((m.type, m.name, m.year) for m in (subject, object_))
    return plain_statement_id(article_id, relation, *ends)


def plain_statement_id(
    article_id: str, relation: str, subject: tuple[str, str, int | None], object_: tuple[str, str, int | None]
) -> str:
    """The same of ends that are given as type, name and year: for tables of millions of rows."""
    a, b = subject, object_
    left, right = f"{a[0]}\x1e{a[1]}\x1e{a[2] or ''}", f"{b[0]}\x1e{b[1]}\x1e{b[2] or ''}"
    return digest("statement", article_id, relation, left, right)


# --- graph -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, film or company: a node. `kind` is `film`, `series` or empty.

    `keys` are its normalised names; for each other year that a film was joined from, also the title with that year.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's word for a relationship: what it says of status and detail, when, and in which sentence.

    Where the sentence starts in its article (`start`) orders two sentences of one article.
    """

    article: str
    title: str = ""
    publication: str = ""
    date: str = ""
    quote: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    detail: str = ""
    start: int = 0

    def sort_key(self) -> tuple[str, str, int]:
        """Order of evidence: undated first, then by date, article and place in the article."""
        return (self.date, self.article, self.start)


@dataclass(frozen=True, slots=True, order=True)
class RelationshipKey:
    """What makes a relationship one: there is exactly one for each subject, relation and object (entity ids)."""

    subject: str
    relation: Relation
    object: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """A credit between two entities with all its evidence (sorted, never empty). Also a hop of a path."""

    subject: str
    relation: Relation
    object: str
    status: Status
    detail: str
    first_reported: str
    last_reported: str
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, key: RelationshipKey, evidence: Iterable[Evidence]) -> Relationship:
        """The relationship that follows from its evidence.

        Status and detail are those of the latest evidence by publication (undated never overrides dated); where the
        latest gives no detail, the latest that has the same status and gives one.
        """
        ordered = tuple(sorted(evidence, key=Evidence.sort_key))
        latest = ordered[-1]
        detail = next((e.detail for e in reversed(ordered) if e.detail and e.status == latest.status), "")
        dates = [e.date for e in ordered if e.date]
        return cls(
            key.subject,
            key.relation,
            key.object,
            latest.status,
            detail,
            dates[0] if dates else "",
            dates[-1] if dates else "",
            ordered,
        )

    @property
    def key(self) -> RelationshipKey:
        """Subject, relation and object."""
        return RelationshipKey(self.subject, self.relation, self.object)

    def other(self, entity_id: str) -> str:
        """The end that is not `entity_id`."""
        return self.object if entity_id == self.subject else self.subject


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """An article as a node of the graph, with the ids of the entities it mentions (sorted)."""

    id: str
    title: str
    publisher: str
    url: str
    published: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole graph, or the part of one that an answer or a view shows."""

    entities: tuple[Entity, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    articles: tuple[ArticleNode, ...] = ()

    def canonical(self) -> Graph:
        """The same graph in one fixed order, so that two graphs can be compared with `==`."""
        return Graph(
            tuple(sorted(self.entities, key=lambda e: e.id)),
            tuple(sorted(self.relationships, key=lambda r: r.key)),
            tuple(sorted((replace(a, mentions=tuple(sorted(a.mentions))) for a in self.articles), key=lambda a: a.id)),
        )


@dataclass(frozen=True, slots=True)
class Path:
    """A walk from one entity to another: `entities` in walking order, one hop (in its true direction) between each two.

    `score` is smaller for a path that tells more; `terms` are its parts, in the order in which they are compared.
    """

    entities: tuple[Entity, ...]
    hops: tuple[Relationship, ...]
    score: float = 0.0
    terms: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The answer to "how does A lead to B": `total` counts ties before any limit; `reason` says why there is none.

    `given_up`: none was found, but not all was looked at, so there may be one.
    """

    source: Entity
    target: Entity
    length: int | None
    total: int
    paths: tuple[Path, ...]
    reason: str = ""
    note: str = ""
    given_up: bool = False

    @property
    def denial(self) -> str:
        """That there is no path, or none was found, in words."""
        if self.given_up:
            return f"no path from {self.source.name} to {self.target.name} was found"
        return f"{self.source.name} does not lead to {self.target.name}"


ALL_RELATIONS = frozenset(Relation)
DEFAULT_RELATIONS = ALL_RELATIONS - {Relation.REPRESENTED_BY}
DEFAULT_STATUSES = frozenset({Status.CONFIRMED, Status.IN_TALKS})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which relationships an answer may use. Empty means "no restriction", except for relations and statuses.

    `as_of` and `since` are ISO dates: with `as_of` the graph is taken as it was reported on that day (later evidence
    is ignored and status follows from the rest; undated evidence counts); `since` needs evidence of that day or later.
    `avoid` and `through` hold entity ids; `publications` compares casefolded; `kinds` restricts films.
    """

    relations: frozenset[Relation] = DEFAULT_RELATIONS
    statuses: frozenset[Status] = DEFAULT_STATUSES
    as_of: str = ""
    since: str = ""
    publications: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    through: tuple[str, ...] = ()

    def view(self, relationship: Relationship) -> Relationship | None:
        """The relationship as these filters let it be seen, or None. Its ends are not looked at."""
        if relationship.relation not in self.relations:
            return None
        kept = [e for e in relationship.evidence if self._admits(e)]
        if not kept or (self.since and all(e.date < self.since for e in kept)):
            return None
        seen = relationship if len(kept) == len(relationship.evidence) else Relationship.of(relationship.key, kept)
        return seen if seen.status in self.statuses else None

    def _admits(self, evidence: Evidence) -> bool:
        if self.as_of and evidence.date > self.as_of:
            return False
        return not self.publications or evidence.publication.casefold() in self.publications


@dataclass(frozen=True, slots=True)
class PathRequest:
    """A question for paths between two entity ids. `more` admits paths that many hops longer than the shortest."""

    source: str
    target: str
    filters: Filters = Filters()
    max_hops: int = 8
    limit: int = 10
    more: int = 0


# --- judgements ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class MentionKey:
    """What identity works on: a type, a normalised name (`graph.names.key`) and, for a film, the year if stated."""

    type: EntityType
    name: str
    year: int | None = None


class Decision(StrEnum):
    """What a person may decide. Everything else is recomputed."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    SPLIT = "split"
    REJECT = "reject"
    CORRECT = "correct"
    LINK = "link"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision by a person, as the ledger keeps it (append-only; an UNDO names the judgement that it takes back).

    SAME, DIFFERENT, UNSURE: `a` and `b`. SPLIT: `a`, and the `articles` whose mentions of it are someone else.
    REJECT, CORRECT: a `statement` id, and for CORRECT the `changes` (field → value). LINK: `a` and the `external` id.
    UNDO: `undoes`.
    """

    id: int
    at: str
    author: str
    decision: Decision
    a: MentionKey | None = None
    b: MentionKey | None = None
    articles: tuple[str, ...] = ()
    statement: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    external: str = ""
    undoes: int | None = None
