"""One connected component: which of its edges hold when some of its parts must stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.identity.inputs import Merge, Part, Refusal
from graph.identity.rules import ONLY_DATED, ONLY_IF_ALONE


@dataclass(frozen=True, slots=True)
class Edge:
    """A merge that someone wants: a person (rank -1) or a rule (its place in the order of rules)."""

    rank: int
    merge: Merge

    def sort_key(self) -> tuple[object, ...]:
        """People's decisions first, the newest of them first; then by rule, parts and article."""
        merge = self.merge
        return (self.rank, -(merge.judgement or 0), merge.a.sort_key(), merge.b.sort_key(), merge.article)


@dataclass(frozen=True, slots=True)
class Bar:
    """No part of `a` may be in one cluster with a part of `b`: a judgement says so, or two ids of one database."""

    a: frozenset[Part]
    b: frozenset[Part]
    judgement: int | None = None
    external: str = ""

    def between(self, left: set[Part], right: set[Part]) -> bool:
        """Whether it stands between two clusters."""
        return (not self.a.isdisjoint(left) and not self.b.isdisjoint(right)) or (
            not self.a.isdisjoint(right) and not self.b.isdisjoint(left)
        )


@dataclass(frozen=True, slots=True)
class Component:
    """Parts that edges connect, the edges in the order in which they are tried, and what must stay apart."""

    parts: tuple[Part, ...]
    edges: tuple[Edge, ...] = ()
    bars: tuple[Bar, ...] = ()

    def solve(self) -> tuple[list[tuple[list[Part], list[Merge]]], list[Refusal]]:
        """The clusters (their parts, and the merges that made them) and the merges that were refused."""
        cluster_of = {part: {part} for part in self.parts}
        made: list[Merge] = []
        refused: list[Refusal] = []
        for edge in self.edges:
            merge = edge.merge
            left, right = cluster_of[merge.a], cluster_of[merge.b]
            if left is right:
                continue
            if bar := self._bar(edge, left, right):
                refused.append(Refusal(merge, bar.judgement, bar.external))
            elif merge.rule not in ONLY_IF_ALONE or self._alone(merge, cluster_of):
                made.append(merge)
                _join(left, right, cluster_of)
        return self._groups(cluster_of, made), refused

    def _bar(self, edge: Edge, left: set[Part], right: set[Part]) -> Bar | None:
        # A person who says "same" may overrule another database's ids, but not a person who said "different" elsewhere.
        binding = (bar for bar in self.bars if edge.rank >= 0 or not bar.external)
        return next((bar for bar in binding if bar.between(left, right)), None)

    def _alone(self, merge: Merge, cluster_of: dict[Part, set[Part]]) -> bool:
        """Whether by now all that its rule would join to either side is one, and no year speaks against it."""
        alike = [e.merge for e in self.edges if e.merge.rule == merge.rule]
        left = {id(cluster_of[m.a]) for m in alike if m.b == merge.b}
        right = {id(cluster_of[m.b]) for m in alike if m.a == merge.a}
        return len(left) == len(right) == 1 and (merge.rule != ONLY_DATED or _one_date(merge, alike, cluster_of))

    def _groups(self, cluster_of: dict[Part, set[Part]], made: Sequence[Merge]) -> list[tuple[list[Part], list[Merge]]]:
        groups: dict[int, tuple[list[Part], list[Merge]]] = {}
        for part in self.parts:
            groups.setdefault(id(cluster_of[part]), ([], []))[0].append(part)
        for merge in made:
            groups[id(cluster_of[merge.a])][1].append(merge)
        return list(groups.values())


def _one_date(merge: Merge, alike: Sequence[Merge], cluster_of: dict[Part, set[Part]]) -> bool:
    """Whether all undated titles of one film may be films of one year, or one film by now."""
    undated = cluster_of[merge.a]
    dated = {m.b for m in alike if m.a in undated}
    return len({part.mention.year for part in dated}) == 1 or len({id(cluster_of[part]) for part in dated}) == 1


def _join(left: set[Part], right: set[Part], cluster_of: dict[Part, set[Part]]) -> None:
    small, large = sorted((left, right), key=len)
    large |= small
    for part in small:
        cluster_of[part] = large
