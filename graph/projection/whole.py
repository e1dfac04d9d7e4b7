"""The whole graph from the ledger in one go, in memory: what every other way of building it is held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.identity.collect import article_names, mention_key, mentions
from graph.identity.inputs import ExternalUse, Names, Resolution
from graph.identity.resolve import resolve
from graph.identity.rules import ALL_RULES
from graph.ledger import Ledger
from graph.model import (
    Alias,
    Article,
    ArticleNode,
    Decision,
    Evidence,
    Graph,
    Judgement,
    Mention,
    Relationship,
    RelationshipKey,
    Statement,
)
from graph.projection.corrections import Corrections

TABLE_READER = "table"
"""Readings by a reader with this name (and any version) come from tables of credits."""


def build(ledger: Ledger, rules: frozenset[str] = ALL_RULES) -> Graph:
    """The whole graph that follows from the ledger."""
    statements = list(corrected_statements(ledger))
    resolution = resolve(names_of(ledger, statements), rules)
    articles = {a.id: a for a in ledger.heads()}
    evidence: dict[RelationshipKey, list[Evidence]] = defaultdict(list)
    mentioned: dict[str, set[str]] = {article_id: set() for article_id in articles}
    for s in statements:
        ends = [resolution.entity(mention_key(m), s.article_id) for m in (s.subject, s.object)]
        mentioned[s.article_id].update(ends)
        evidence[RelationshipKey(ends[0], s.relation, ends[1])].append(evidence_of(s, articles[s.article_id]))
    return Graph(
        tuple(resolution.entities()),
        tuple(Relationship.of(k, e) for k, e in evidence.items()),
        tuple(article_node(a, mentioned[a.id]) for a in articles.values()),
    ).canonical()


def corrected_statements(ledger: Ledger) -> Iterator[Statement]:
    """The statements that count, as people corrected them."""
    corrections = Corrections.of(ledger.effective_judgements())
    return (kept for s in ledger.statements() if (kept := corrections.apply(s)) is not None)


def names_of(ledger: Ledger, statements: Iterable[Statement]) -> Names:
    """All names of the ledger, for a resolution."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    aliases: dict[str, list[Alias]] = defaultdict(list)
    externals: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for s in statements:
        by_article[s.article_id].append(s)
    for stated in ledger.aliases():
        aliases[stated.article_id].append(stated.alias)
    for given in ledger.externals():
        externals[given.article_id].append((given.mention, given.external))
    found = [
        article_names(
            i,
            mentions(by_article.get(i, ())),
            aliases.get(i, ()),
            externals.get(i, ()),
            prose=all(is_prose(s.reader) for s in by_article.get(i, ())[:1]),
        )
        for i in sorted(by_article.keys() | aliases.keys() | externals.keys())
    ]
    judgements = ledger.effective_judgements()
    return Names(
        tuple(use for a in found for use in a.uses),
        tuple(alias for a in found for alias in a.aliases),
        tuple(dict.fromkeys([*(e for a in found for e in a.externals), *linked(judgements)])),
        tuple(judgements),
    )


def is_prose(reader: str) -> bool:
    """Whether a reader reads prose; a table's rows are no sentences, and nobody in them has a short form."""
    return not reader.startswith(TABLE_READER)


def linked(judgements: Iterable[Judgement]) -> list[ExternalUse]:
    """The ids in other databases that people gave by hand."""
    links = (j for j in judgements if j.decision is Decision.LINK)
    return [ExternalUse(j.a, j.external) for j in links if j.a is not None]


def evidence_of(s: Statement, a: Article) -> Evidence:
    """One statement as the evidence for a relationship."""
    return Evidence(a.id, a.title, a.publisher, a.published, s.quote, a.url, s.status, s.detail, s.span.start)


def article_node(a: Article, mentioned: Iterable[str]) -> ArticleNode:
    """An article as a node."""
    return ArticleNode(a.id, a.title, a.publisher, a.url, a.published, tuple(sorted(mentioned)))


def explained(ledger: Ledger, rules: frozenset[str] = ALL_RULES) -> Resolution:
    """The resolution of the whole ledger, with its reasons."""
    return resolve(names_of(ledger, corrected_statements(ledger)), rules)
