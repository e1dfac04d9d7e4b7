"""What people decided, made ready for a resolution: the latest word on each pair, and which articles were split off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.identity.inputs import Part, order
from graph.model import Decision, Judgement, MentionKey

_ON_PAIRS = frozenset({Decision.SAME, Decision.DIFFERENT, Decision.UNSURE})


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions that hold: pairs that are the same or different or left open, and the parts that were split off.

    `splits` has, for each key that was split, the part to which each of the split-off articles belongs.
    """

    same: tuple[Judgement, ...] = ()
    different: tuple[Judgement, ...] = ()
    unsure: tuple[Judgement, ...] = ()
    splits: Mapping[MentionKey, Mapping[str, Part]] = field(default_factory=dict)

    def keys(self) -> frozenset[MentionKey]:
        """All keys of which something was decided."""
        pairs = (*self.same, *self.different)
        return frozenset(k for j in pairs for k in (j.a, j.b) if k is not None) | self.splits.keys()


def decided(judgements: Iterable[Judgement]) -> Decided:
    """The decisions that hold among effective judgements: on each pair, and for each split article, the latest."""
    latest: dict[tuple[object, ...], Judgement] = {}
    groups: dict[MentionKey, dict[str, int]] = {}
    for judgement in sorted(judgements, key=lambda j: j.id):
        if judgement.decision in _ON_PAIRS and judgement.a is not None and judgement.b is not None:
            latest[pair(judgement)] = judgement
        elif judgement.decision is Decision.SPLIT and judgement.a is not None:
            groups.setdefault(judgement.a, {}).update(dict.fromkeys(judgement.articles, judgement.id))
    by_decision = {d: tuple(j for j in latest.values() if j.decision is d) for d in _ON_PAIRS}
    return Decided(
        by_decision[Decision.SAME],
        by_decision[Decision.DIFFERENT],
        by_decision[Decision.UNSURE],
        {key: _parts(key, of) for key, of in groups.items()},
    )


def pair(judgement: Judgement) -> tuple[object, ...]:
    """What identifies the pair that a judgement is about, whichever side comes first."""
    assert judgement.a is not None
    assert judgement.b is not None
    ends = [(*order(judgement.a), judgement.articles), (*order(judgement.b), ())]
    return tuple(sorted(ends))


def _parts(key: MentionKey, group_of: Mapping[str, int]) -> dict[str, Part]:
    members: dict[int, list[str]] = {}
    for article, group in group_of.items():
        members.setdefault(group, []).append(article)
    parts = {group: Part(key, tuple(sorted(articles))) for group, articles in members.items()}
    return {article: parts[group] for article, group in group_of.items()}
