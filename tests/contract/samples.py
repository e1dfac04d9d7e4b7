"""Graphs for the contract: a small one that people can read, and random ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)
from graph.names import key
from graph.store.base import Stamp
from tests.random_graphs import graphs

FIRST = Stamp("ledger-a", 1)
SECOND = Stamp("ledger-a", 2)


def entity(id_: str, type_: EntityType, name: str, *aliases: str, year: int | None = None, kind: str = "") -> Entity:
    """An entity with the keys that follow from its names."""
    keys = tuple(sorted({key(type_, n) for n in (name, *aliases)}))
    return Entity(id_, type_, name, aliases, keys, year, kind)


LENA = entity("person-lena", EntityType.PERSON, "Lena Headey")
JESSICA = entity("person-jessica", EntityType.PERSON, "Jessica Rothe")
UMA = entity("person-uma", EntityType.PERSON, "Uma Thurman", "Uma")
ANGEL = entity("person-angel", EntityType.PERSON, "Ángel Núñez", 'A. "Gel" Núñez')
NORTH = entity("company-87north", EntityType.COMPANY, "87North", "87North Productions")
NORMAL = entity("film-normal", EntityType.FILM, "Normal", year=2025, kind="film")
BALLERINA = entity("film-ballerina", EntityType.FILM, "Ballerina Overdrive", year=2026, kind="film")
GUARD = entity("film-guard", EntityType.FILM, "The Old Guard 2", year=2025, kind="film")
SERIES = entity("film-series", EntityType.FILM, "Suspect", kind="series")

DAILY = ArticleNode("a-daily", "Cast grows", "The Daily Reel", "https://example.org/1", "2025-05-01")
WEEKLY = ArticleNode("a-weekly", 'Says "no"\nto it', "Slate Weekly", "https://example.org/2", "2025-06-01")
BLOG = ArticleNode("a-blog", "", "", "", "")


def said(
    article: ArticleNode, quote: str, status: Status = Status.CONFIRMED, detail: str = "", start: int = 0
) -> Evidence:
    """One article's word."""
    a = article
    return Evidence(a.id, a.title, a.publisher, a.published, quote, a.url, status, detail, start)


def credit(subject: Entity, relation: Relation, object_: Entity, *evidence: Evidence) -> Relationship:
    """A relationship that follows from its evidence."""
    return Relationship.of(RelationshipKey(subject.id, relation, object_.id), evidence)


CREDITS = (
    credit(NORTH, Relation.PRODUCED, NORMAL, said(DAILY, "87North produces Normal.", start=10)),
    credit(NORTH, Relation.PRODUCED, BALLERINA, said(WEEKLY, "87North is behind it.", start=3)),
    credit(LENA, Relation.ACTED_IN, NORMAL, said(DAILY, "Headey stars.", detail="Moira", start=40)),
    credit(
        LENA,
        Relation.ACTED_IN,
        BALLERINA,
        said(DAILY, "Headey is in talks.", Status.IN_TALKS, start=60),
        said(WEEKLY, "Headey has signed on.\nAt last – “yes”.", detail="the captain", start=30),
    ),
    credit(UMA, Relation.ACTED_IN, BALLERINA, said(WEEKLY, "Uma Thurman joins.", start=90)),
    credit(UMA, Relation.ACTED_IN, GUARD, said(BLOG, "Thurman was in The Old Guard 2.")),
    credit(UMA, Relation.EXECUTIVE_PRODUCED, GUARD, said(BLOG, "She executive produces.", start=5)),
    credit(LENA, Relation.ACTED_IN, SERIES, said(WEEKLY, "Headey left.", Status.DEPARTED, start=120)),
    credit(ANGEL, Relation.DIRECTED, GUARD, said(BLOG, "Ángel Núñez directs.", start=9)),
)


def with_mentions(entities: Iterable[Entity], credits: Iterable[Relationship], *articles: ArticleNode) -> Graph:
    """A graph in canonical order, whose articles mention what their evidence joins."""
    credits = tuple(credits)
    known = {e.id for e in entities}
    noted = (
        replace(
            a,
            mentions=tuple(
                {end for r in credits for e in r.evidence if e.article == a.id for end in (r.subject, r.object)} & known
            ),
        )
        for a in articles
    )
    return Graph(tuple(entities), credits, tuple(noted)).canonical()


SMALL = with_mentions(
    (LENA, JESSICA, UMA, ANGEL, NORTH, NORMAL, BALLERINA, GUARD, SERIES), CREDITS, DAILY, WEEKLY, BLOG
)


@st.composite
def whole_graphs(draw: st.DrawFn) -> Graph:
    """A random graph as the ledger would give it: with articles, keys, and ids that begin with the type."""
    drawn = draw(graphs())
    ids = {e.id: f"{e.type.lower()}-{e.id}" for e in drawn.entities}
    articles: dict[str, ArticleNode] = {}

    def from_an_article(evidence: Evidence) -> Evidence:
        id_ = f"{evidence.article}-{evidence.publication}"
        url = f"https://example.org/{id_}"
        node = articles.setdefault(id_, ArticleNode(id_, f"Title of {id_}", evidence.publication, url, ""))
        return replace(evidence, article=id_, title=node.title, url=node.url)

    credits = [
        Relationship.of(RelationshipKey(ids[r.subject], r.relation, ids[r.object]), map(from_an_article, r.evidence))
        for r in drawn.relationships
    ]
    entities = [replace(e, id=ids[e.id], keys=(key(e.type, e.name),)) for e in drawn.entities]
    return with_mentions(entities, credits, *articles.values())
