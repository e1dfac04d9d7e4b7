"""Every store shows exactly the graph that it was given, and follows its changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from graph.model import EntityType, Graph, Relation, RelationshipKey
from graph.store.base import Change, Counts, Stamp, Store
from tests.contract.samples import (
    BALLERINA,
    BLOG,
    CREDITS,
    DAILY,
    FIRST,
    GUARD,
    JESSICA,
    LENA,
    NORMAL,
    SECOND,
    SMALL,
    WEEKLY,
    credit,
    entity,
    said,
    whole_graphs,
    with_mentions,
)

ONE_STORE_FOR_ALL_EXAMPLES = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_an_empty_store_shows_nothing(store: Store) -> None:
    assert store.stamp() is None


def test_it_shows_what_it_was_given_down_to_the_last_quote(store: Store) -> None:
    store.replace(SMALL, FIRST)
    assert store.snapshot() == SMALL
    assert store.stamp() == FIRST


@given(graph=whole_graphs(), other=whole_graphs())
@ONE_STORE_FOR_ALL_EXAMPLES
def test_replacing_leaves_nothing_of_the_graph_before(store: Store, graph: Graph, other: Graph) -> None:
    store.replace(graph, FIRST)
    assert store.snapshot() == graph
    store.replace(other, SECOND)
    assert store.snapshot() == other
    assert store.stamp() == SECOND


def test_replacing_by_nothing_empties_it_but_keeps_the_stamp(store: Store) -> None:
    store.replace(SMALL, FIRST)
    store.replace(Graph(), SECOND)
    assert store.snapshot() == Graph()
    assert store.stamp() == SECOND


def test_it_counts_what_it_holds(store: Store) -> None:
    store.replace(SMALL, FIRST)
    assert store.counts() == Counts(people=4, films=4, companies=1, relationships=9, articles=3)


NEW_FILM = entity("film-new", EntityType.FILM, "Untitled Boxing Drama")
NEWER_DAILY = replace(DAILY, title="Cast shrinks")
NEW_CREDIT = credit(JESSICA, Relation.ACTED_IN, NEW_FILM, said(WEEKLY, "Rothe boxes.", start=7))
RENAMED = entity(NORMAL.id, EntityType.FILM, "Normal (2025)", "Normal", year=2025)


def a_change() -> tuple[Graph, Change]:
    """What the small graph becomes, and the change that leads there: new, other and gone things of every kind."""
    gone = {LENA.id}
    kept = [c for c in CREDITS if not gone & {c.subject, c.object} and c.relation is not Relation.EXECUTIVE_PRODUCED]
    renewed = [
        replace(c, evidence=tuple(replace(e, title="Cast shrinks") if e.article == DAILY.id else e for e in c.evidence))
        for c in kept
    ]
    entities = [e for e in SMALL.entities if e.id not in {LENA.id, NORMAL.id}] + [RENAMED, NEW_FILM]
    after = with_mentions(entities, [*renewed, NEW_CREDIT], NEWER_DAILY, WEEKLY, BLOG)
    change = Change(
        (RENAMED, NEW_FILM),
        tuple(r for r in after.relationships if r not in SMALL.relationships),
        after.articles,
        frozenset(gone),
        frozenset({RelationshipKey("person-uma", Relation.EXECUTIVE_PRODUCED, GUARD.id)}),
    )
    return after, change


def test_a_change_leads_to_the_same_graph_as_building_it_anew(store: Store) -> None:
    after, change = a_change()
    store.replace(SMALL, FIRST)
    store.apply(change, SECOND)
    assert store.snapshot() == after
    assert store.stamp() == SECOND


def test_applying_a_change_twice_is_the_same_as_once(store: Store) -> None:
    after, change = a_change()
    store.replace(SMALL, FIRST)
    store.apply(change, SECOND)
    store.apply(change, SECOND)
    assert store.snapshot() == after


def test_an_article_that_is_gone_takes_away_what_only_it_said(store: Store) -> None:
    store.replace(SMALL, FIRST)
    only_blog = frozenset(c.key for c in CREDITS if {e.article for e in c.evidence} == {BLOG.id})
    store.apply(Change(gone_articles=frozenset({BLOG.id}), gone_relationships=only_blog), SECOND)
    rest = [c for c in CREDITS if c.key not in only_blog]
    assert store.snapshot() == with_mentions(SMALL.entities, rest, DAILY, WEEKLY)


def test_an_article_that_no_longer_mentions_someone_is_no_longer_joined_to_it(store: Store) -> None:
    store.replace(SMALL, FIRST)
    quieter = replace(next(a for a in SMALL.articles if a.id == WEEKLY.id), mentions=(BALLERINA.id,))
    store.apply(Change(articles=(quieter,)), SECOND)
    assert store.articles([WEEKLY.id]) == [quieter]


@pytest.mark.parametrize("of_whom", ["entities", "relationships", "articles"])
def test_what_is_gone_already_may_go_again(store: Store, of_whom: str) -> None:
    store.replace(SMALL, FIRST)
    nobody = {
        "entities": Change(gone_entities=frozenset({"person-nobody"})),
        "relationships": Change(
            gone_relationships=frozenset({RelationshipKey("person-nobody", Relation.WROTE, "film-x")})
        ),
        "articles": Change(gone_articles=frozenset({"a-none"})),
    }
    store.apply(nobody[of_whom], SECOND)
    assert store.snapshot() == SMALL


@given(before=whole_graphs(), after=whole_graphs())
@ONE_STORE_FOR_ALL_EXAMPLES
def test_any_change_between_two_graphs_leads_from_one_to_the_other(store: Store, before: Graph, after: Graph) -> None:
    store.replace(before, FIRST)
    change = Change(
        tuple(set(after.entities) - set(before.entities)),
        tuple(set(after.relationships) - set(before.relationships)),
        tuple(set(after.articles) - set(before.articles)),
        frozenset({e.id for e in before.entities} - {e.id for e in after.entities}),
        frozenset({r.key for r in before.relationships} - {r.key for r in after.relationships}),
        frozenset({a.id for a in before.articles} - {a.id for a in after.articles}),
    )
    store.apply(change, SECOND)
    assert store.snapshot() == after


def test_the_stamp_is_that_of_the_last_write(store: Store) -> None:
    store.replace(SMALL, Stamp("ledger-a", 7))
    store.apply(Change(), Stamp("ledger-a", 8))
    assert store.stamp() == Stamp("ledger-a", 8)
