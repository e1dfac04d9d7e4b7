"""What identity works on and what it gives: names, stated aliases and decisions in; clusters and reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import Entity, Judgement, MentionKey


def order(key: MentionKey) -> tuple[str, str, int]:
    """The order of mention keys: by type, name and year, no year first."""
    return (key.type, key.name, key.year or 0)


@dataclass(frozen=True, slots=True)
class NameUse:
    """One article uses a name: under which key, how it is written, how often.

    `count` 0: the article only states it, as an alias; or, if it is written otherwise than the key, as a short form.
    `kind` is `film`, `series` or empty where it isn't said.
    """

    mention: MentionKey
    name: str
    article: str
    count: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AliasUse:
    """An article says that `alias` and `name` are the same; `rule` is the reader's word for how."""

    name: MentionKey
    alias: MentionKey
    rule: str
    article: str


@dataclass(frozen=True, slots=True)
class ExternalUse:
    """A source or a person gives a name's id in another database, as `scheme:id`."""

    mention: MentionKey
    external: str


@dataclass(frozen=True, slots=True)
class Names:
    """All that a resolution follows from: the whole ledger's, or a closed part of it (see `graph.identity.closure`)."""

    uses: Sequence[NameUse] = ()
    aliases: Sequence[AliasUse] = ()
    externals: Sequence[ExternalUse] = ()
    judgements: Sequence[Judgement] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A mention key, or (with `articles`) the part of it that these articles use for someone else."""

    mention: MentionKey
    articles: tuple[str, ...] = ()

    def sort_key(self) -> tuple[bool, tuple[str, str, int], tuple[str, ...]]:
        """Whole keys first, then in the order of keys and articles."""
        return (bool(self.articles), order(self.mention), self.articles)


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two parts are one: the rule that says so (a stated one with its article), or a person's judgement."""

    a: Part
    b: Part
    rule: str
    article: str = ""
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A merge that a rule would have made, and what forbids it: a judgement, or two ids of one other database."""

    merge: Merge
    judgement: int | None = None
    external: str = ""

    def sort_key(self) -> tuple[object, ...]:
        """The order in which refusals are told: by parts, rule and article, then by what forbids."""
        merge = self.merge
        return (merge.a.sort_key(), merge.b.sort_key(), merge.rule, merge.article, self.judgement or 0, self.external)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One entity: the parts that it is made of (sorted), why they are one, and its ids in other databases."""

    entity: Entity
    parts: tuple[Part, ...]
    merges: tuple[Merge, ...] = ()
    externals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The clusters (by entity id), what was refused, and which entity each name in each article is."""

    clusters: Mapping[str, Cluster]
    refused: tuple[Refusal, ...] = ()
    wholes: Mapping[MentionKey, str] = field(default_factory=dict)
    scoped: Mapping[tuple[MentionKey, str], str] = field(default_factory=dict)

    def entity(self, mention: MentionKey, article: str) -> str:
        """The id of the entity that `article` means by `mention`. Raises KeyError for a name that isn't used there."""
        if self.scoped and (found := self.scoped.get((mention, article))) is not None:
            return found
        return self.wholes[mention]

    def entities(self) -> Iterable[Entity]:
        """All entities."""
        return (cluster.entity for cluster in self.clusters.values())
