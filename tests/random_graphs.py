"""Small random graphs and questions for property tests: few names and dates, so that ties and clashes are common."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.model import (
    JOINS,
    Entity,
    EntityType,
    Evidence,
    Filters,
    Graph,
    PathRequest,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)

DATES = ("", "2023", "2024-03", "2024-03-10", "2025-01-01", "2025-06-30")
PUBLICATIONS = ("", "The Reel", "the reel", "Daily Slate", "STRASSE")
NAMES = ("Ann", "Ben", "ben", "Çetin", "Zoë")


def evidence() -> st.SearchStrategy[Evidence]:
    """One article's word; articles are few, so that one often speaks twice."""
    return st.builds(
        Evidence,
        article=st.sampled_from(("a1", "a2", "a3")),
        publication=st.sampled_from(PUBLICATIONS),
        date=st.sampled_from(DATES),
        status=st.sampled_from(Status),
        start=st.integers(0, 3),
    )


@st.composite
def graphs(draw: st.DrawFn, films: int = 5, others: int = 6) -> Graph:
    """A graph of a few films, people and companies."""
    entities = [
        Entity(
            f"f{i}", EntityType.FILM, draw(st.sampled_from(NAMES)), kind=draw(st.sampled_from(("", "film", "series")))
        )
        for i in range(draw(st.integers(1, films)))
    ]
    entities += [
        Entity(f"x{i}", draw(st.sampled_from((EntityType.PERSON, EntityType.COMPANY))), draw(st.sampled_from(NAMES)))
        for i in range(draw(st.integers(1, others)))
    ]
    possible = [
        RelationshipKey(s.id, relation, o.id)
        for relation, (subjects, objects) in JOINS.items()
        for s in entities
        for o in entities
        if s.type in subjects and o.type in objects and (s is not o)
    ]
    keys = draw(st.lists(st.sampled_from(possible), unique=True, max_size=22)) if possible else []
    relationships = [Relationship.of(key, draw(st.lists(evidence(), min_size=1, max_size=3))) for key in keys]
    return Graph(tuple(entities), tuple(relationships))


@st.composite
def filters(draw: st.DrawFn, between: list[str]) -> Filters:
    """Filters, most of them mild enough to leave something; `between` are the ids that may be avoided or asked for."""
    avoid = draw(st.sets(st.sampled_from(between), max_size=2)) if between else set()
    rest = [n for n in between if n not in avoid]
    through = draw(st.lists(st.sampled_from(rest), unique=True, max_size=2)) if rest and draw(st.booleans()) else []
    since, as_of = sorted(draw(st.lists(st.sampled_from(DATES), min_size=2, max_size=2)))
    return Filters(
        relations=draw(st.just(frozenset(Relation)) | st.sets(st.sampled_from(Relation), min_size=6).map(frozenset)),
        statuses=draw(st.just(frozenset(Status)) | st.sets(st.sampled_from(Status), min_size=1).map(frozenset)),
        as_of=draw(st.sampled_from(("", as_of))),
        since=draw(st.sampled_from(("", "", since))),
        publications=draw(st.just(frozenset[str]()) | st.just(frozenset({"the reel", "strasse", ""}))),
        kinds=draw(st.just(frozenset[str]()) | st.sets(st.sampled_from(("film", "series")), min_size=1).map(frozenset)),
        avoid=frozenset(avoid),
        through=tuple(through),
    )


@st.composite
def questions(draw: st.DrawFn, graph: Graph, *, plain: bool = False) -> PathRequest:
    """A question that makes sense on this graph; `plain` ones have no filters."""
    ids = [e.id for e in graph.entities]
    source, target = draw(st.lists(st.sampled_from(ids), unique=True, min_size=2, max_size=2))
    chosen = Filters() if plain else draw(filters([i for i in ids if i not in (source, target)]))
    return PathRequest(
        source,
        target,
        chosen,
        max_hops=draw(st.integers(1, 7)),
        limit=draw(st.sampled_from((1, 3, 10_000))),
        more=draw(st.integers(0, 3)),
    )
