"""The part of all names that decides over some of them: so that one new article costs no new resolution of everything.

`closure` starts at touched keys and follows whatever could join or separate them: blocks, stated aliases, people's
decisions, shared ids. `resolve(closure(...))`, restricted to clusters with a key of `Closure.keys`, equals the same
restriction of the whole resolution.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.identity import rules as r
from graph.identity.inputs import AliasUse, Cluster, ExternalUse, Names, NameUse, Resolution
from graph.identity.judged import decided
from graph.model import Judgement, MentionKey


class NameSource(Protocol):
    """Where the names are kept; `graph.projection` asks SQLite, tests ask lists."""

    def in_blocks(self, blocks: Collection[str]) -> Iterable[MentionKey]:
        """The keys in use that lie in any of these blocks."""

    def aliases(self, keys: Collection[MentionKey]) -> Iterable[AliasUse]:
        """All stated aliases one end of which is among the keys."""

    def sharing(self, keys: Collection[MentionKey]) -> Iterable[MentionKey]:
        """The keys that have an id in another database in common with any of these."""

    def externals(self, keys: Collection[MentionKey]) -> Iterable[ExternalUse]:
        """The ids in other databases that these keys have."""

    def uses(self, keys: Collection[MentionKey], scoped: Collection[tuple[MentionKey, str]]) -> Iterable[NameUse]:
        """All uses of the keys, and the uses of each scoped key in its article."""


@dataclass(frozen=True, slots=True)
class Closure:
    """The keys of which everything is known here, and all names that bear on them."""

    keys: frozenset[MentionKey]
    names: Names

    def clusters(self, resolution: Resolution) -> list[Cluster]:
        """The clusters of a resolution of `names` that are complete: those with a key of `keys`."""
        wanted = self.keys
        return [c for c in resolution.clusters.values() if any(part.mention in wanted for part in c.parts)]


def closure(touched: Iterable[MentionKey], source: NameSource, judgements: Sequence[Judgement]) -> Closure:
    """Everything that bears on the touched keys. `judgements` are all effective ones (they are few)."""
    partners: dict[MentionKey, set[MentionKey]] = {}
    for judgement in judgements:
        if judgement.a is not None and judgement.b is not None:
            partners.setdefault(judgement.a, set()).add(judgement.b)
            partners.setdefault(judgement.b, set()).add(judgement.a)
    judged = decided(judgements).keys()
    full: set[MentionKey] = set()
    scoped: set[tuple[MentionKey, str]] = set()
    aliases: set[AliasUse] = set()
    wave = set(touched)
    while wave:
        full |= wave
        found = set(source.in_blocks({block for key in wave for block in r.blocks(key)}))
        found.update(other for key in wave for other in partners.get(key, ()))
        found.update(source.sharing(wave))
        for alias in source.aliases(wave):
            aliases.add(alias)
            found.add(alias.name)
            if not r.is_short_form(alias) or alias.alias in judged:
                found.add(alias.alias)
            else:
                scoped.add((alias.alias, alias.article))
        wave = found - full
    names = Names(
        tuple(source.uses(full, {(key, article) for key, article in scoped if key not in full})),
        tuple(sorted(aliases, key=lambda a: (a.article, a.name.name, a.alias.name, a.rule, a.name.year or 0))),
        tuple(source.externals(full)),
        tuple(judgements),
    )
    return Closure(frozenset(full), names)
