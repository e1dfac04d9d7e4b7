"""From the ledger to the graph: statements and identity become entities, relationships and article nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.ledger import Ledger
from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Mention,
    MentionKey,
    Relationship,
    RelationshipKey,
    digest,
)
from graph.names import key


@dataclass(slots=True)
class _Uses:
    """How often each spelling of one entity is used."""

    type: EntityType
    year: int | None
    spellings: Counter[str] = field(default_factory=Counter)


def build(ledger: Ledger) -> Graph:
    """The whole graph that follows from the ledger."""
    statements = list(ledger.statements())
    mentions = [m for s in statements for m in (s.subject, s.object)]
    merged = _dated({mention_key(m) for m in mentions})
    uses: dict[str, _Uses] = {}
    of: dict[Mention, str] = {}
    for mention in mentions:
        settled = merged[mention_key(mention)]
        of[mention] = entity_id = entity_id_of((settled,))
        uses.setdefault(entity_id, _Uses(settled.type, settled.year)).spellings[mention.name] += 1
    articles = {s.article.id: s.article for s in ledger.articles()}
    evidence: dict[RelationshipKey, list[Evidence]] = defaultdict(list)
    mentioned: dict[str, set[str]] = {article_id: set() for article_id in articles}
    for s in statements:
        a = articles[s.article_id]
        ends = of[s.subject], of[s.object]
        mentioned[a.id].update(ends)
        evidence[RelationshipKey(ends[0], s.relation, ends[1])].append(
            Evidence(a.id, a.title, a.publisher, a.published, s.quote, a.url, s.status, s.detail, s.span.start)
        )
    return Graph(
        tuple(_entity(i, u) for i, u in uses.items()),
        tuple(Relationship.of(k, e) for k, e in evidence.items()),
        tuple(
            ArticleNode(a.id, a.title, a.publisher, a.url, a.published, tuple(sorted(mentioned[a.id])))
            for a in articles.values()
        ),
    ).canonical()


def mention_key(mention: Mention) -> MentionKey:
    """The key under which identity knows a mention."""
    return MentionKey(mention.type, key(mention.type, mention.name), mention.year)


def entity_id_of(cluster: Iterable[MentionKey]) -> str:
    """The id of the entity that a cluster of mention keys is: its type and a hash of the smallest key."""
    smallest = min(cluster, key=lambda k: (k.name, k.year or 0))
    return f"{smallest.type.lower()}-{digest(smallest.type, smallest.name, str(smallest.year or ''))}"


def _dated(keys: set[MentionKey]) -> Mapping[MentionKey, MentionKey]:
    """Each key to the one it stands for: a film without a year joins a dated one only if there is exactly one."""
    dated: dict[tuple[EntityType, str], list[MentionKey]] = defaultdict(list)
    for k in keys:
        if k.year is not None:
            dated[k.type, k.name].append(k)
    settled = {}
    for k in keys:
        same = dated.get((k.type, k.name), [])
        settled[k] = same[0] if k.year is None and len(same) == 1 else k
    return settled


def _entity(entity_id: str, uses: _Uses) -> Entity:
    ranked = sorted(uses.spellings, key=lambda name: (-uses.spellings[name], -len(name), name))
    keys = sorted({key(uses.type, name) for name in ranked})
    return Entity(entity_id, uses.type, ranked[0], tuple(sorted(ranked[1:])), tuple(keys), uses.year)
