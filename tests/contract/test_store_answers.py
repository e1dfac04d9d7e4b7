"""Every store gives the same answers about names, entities, relationships and articles."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import EntityType, Filters, Graph, Relation, Status
from graph.store.base import Store
from tests.contract.samples import (
    ANGEL,
    BALLERINA,
    BLOG,
    CREDITS,
    FIRST,
    GUARD,
    LENA,
    NORMAL,
    NORTH,
    SERIES,
    SMALL,
    UMA,
    WEEKLY,
    entity,
    whole_graphs,
    with_mentions,
)
from tests.oracle import degrees
from tests.random_graphs import filters

EVERYTHING = Filters(relations=frozenset(Relation), statuses=frozenset(Status))


@pytest.fixture
def small(store: Store) -> Store:
    store.replace(SMALL, FIRST)
    return store


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("uma thurman", UMA),
        ("uma", UMA),
        ("87north productions", NORTH),
        ("the old guard 2", GUARD),
        ("angel nunez", ANGEL),
    ],
)
def test_an_entity_is_known_by_each_of_its_normalised_names(small: Store, key: str, found: object) -> None:
    assert small.named(key) == [found]


@pytest.mark.parametrize("key", ["thurman", "uma thurma", "Uma Thurman", "", '"', "a\\", "*", "uma*"])
def test_only_a_whole_normalised_name_is_known(small: Store, key: str) -> None:
    assert small.named(key) == []


def test_namesakes_come_with_most_credits_first(store: Store) -> None:
    other = entity("company-normal", EntityType.COMPANY, "Normal")
    quiet = entity("film-normal-0", EntityType.FILM, "Normal", year=1999)
    store.replace(with_mentions((*SMALL.entities, other, quiet), CREDITS, *SMALL.articles), FIRST)
    assert store.named("normal") == [NORMAL, other, quiet]


def test_any_text_may_be_a_name(store: Store) -> None:
    odd = [
        entity(f"film-{n}", EntityType.FILM, name)
        for n, name in enumerate(["+1", "?", "東京物語", "a:b (c) [d]", "M*A*S*H", "!!!"])
    ]
    store.replace(Graph(tuple(odd)).canonical(), FIRST)
    assert store.snapshot() == Graph(tuple(odd)).canonical()
    for one in odd:
        assert store.named(one.keys[0]) == [one]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thurman", [UMA]),
        ("UMA THUR", [UMA]),
        ("the old", [GUARD]),
        ("guard old", [GUARD]),
        ("nunez", [ANGEL]),
        ("Núñ", [ANGEL]),
        ("87", [NORTH]),
        ("productions", [NORTH]),
        ("hurman", []),
        ("the normal", []),
        ("", []),
        ("!", []),
    ],
)
def test_find_takes_words_and_their_beginnings_in_any_order(small: Store, text: str, found: list[object]) -> None:
    assert small.find(text, 10) == found


def test_find_gives_the_exact_name_first_then_those_with_most_credits(store: Store) -> None:
    exact = entity("film-lena", EntityType.FILM, "Lena")
    silent = entity("person-lena-x", EntityType.PERSON, "Lena Adams")
    store.replace(with_mentions((*SMALL.entities, exact, silent), CREDITS, *SMALL.articles), FIRST)
    assert store.find("lena", 10) == [exact, LENA, silent]
    assert store.find("lena", 2) == [exact, LENA]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uma thurmann", UMA),
        ("uma turman", UMA),
        ("umathurman", UMA),
        ("balerina overdrive", BALLERINA),
        ("87 north", NORTH),
    ],
)
def test_a_mistyped_name_suggests_what_was_meant(small: Store, typed: str, meant: object) -> None:
    assert small.near(typed, 3)[0] == meant


@pytest.mark.parametrize("typed", ["zzzzzz qqqqq", "", "~ *"])
def test_a_name_like_no_other_suggests_nothing(small: Store, typed: str) -> None:
    assert small.near(typed, 3) == []


def test_entities_come_in_the_order_asked_for_without_unknown_ones(small: Store) -> None:
    assert small.entities([UMA.id, "person-nobody", NORMAL.id, NORTH.id]) == [UMA, NORMAL, NORTH]
    assert small.entities([]) == []


def test_an_article_is_no_entity_and_the_other_way_round(small: Store) -> None:
    assert small.entities([BLOG.id]) == []
    assert small.articles([UMA.id]) == []


def test_articles_come_with_what_they_mention(small: Store) -> None:
    assert small.articles([WEEKLY.id, "a-none", BLOG.id]) == [
        article for id_ in (WEEKLY.id, BLOG.id) for article in SMALL.articles if article.id == id_
    ]


def test_degrees_count_all_credits_and_no_mentions(small: Store) -> None:
    asked = [LENA.id, GUARD.id, NORTH.id, "person-jessica"]
    assert dict(small.degrees(asked)) == {LENA.id: 3, GUARD.id: 3, NORTH.id: 2, "person-jessica": 0}


def test_relationships_touch_the_entity_at_either_end_in_the_order_of_their_keys(small: Store) -> None:
    touching = [c for c in CREDITS if LENA.id in (c.subject, c.object)]
    assert small.relationships([LENA.id], EVERYTHING) == sorted(touching, key=lambda r: r.key)


def test_a_relationship_between_two_entities_asked_for_comes_once(small: Store) -> None:
    touching = [c for c in CREDITS if {LENA.id, BALLERINA.id} & {c.subject, c.object}]
    assert small.relationships([LENA.id, BALLERINA.id, LENA.id], EVERYTHING) == sorted(touching, key=lambda r: r.key)


def test_departed_credits_are_left_out_unless_asked_for(small: Store) -> None:
    assert small.relationships([SERIES.id], Filters()) == []
    assert len(small.relationships([SERIES.id], EVERYTHING)) == 1


def test_as_of_a_day_a_credit_has_the_status_it_had_then(small: Store) -> None:
    [credit] = [r for r in small.relationships([LENA.id], Filters(as_of="2025-05-02")) if r.object == BALLERINA.id]
    assert (credit.status, credit.last_reported, len(credit.evidence)) == (Status.IN_TALKS, "2025-05-01", 1)


@given(data=st.data(), graph=whole_graphs())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_and_degrees_are_those_of_the_model(store: Store, data: st.DataObject, graph: Graph) -> None:
    store.replace(graph, FIRST)
    ids = [e.id for e in graph.entities]
    chosen = data.draw(filters(ids))
    asked = data.draw(st.sets(st.sampled_from(ids)))
    seen = (chosen.view(r) for r in graph.relationships if {r.subject, r.object} & asked)
    assert store.relationships(asked, chosen) == sorted((r for r in seen if r), key=lambda r: r.key)
    assert dict(store.degrees(ids)) == degrees(graph)


def test_cypher_sees_labels_types_and_properties_as_documented(small: Store) -> None:
    rows = small.run(
        "MATCH (p:Person {name: $name})-[r:ACTED_IN]->(f:Film) WHERE f.year = 2026"
        " RETURN p.id AS id, f.name AS film, r.status AS status, r.detail AS detail, r.first_reported AS first,"
        " r.last_reported AS last, r.dates AS dates, r.statuses AS statuses, r.articles AS articles",
        {"name": "Lena Headey"},
    )
    assert rows.columns == ("id", "film", "status", "detail", "first", "last", "dates", "statuses", "articles")
    assert [list(row) for row in rows.rows] == [
        [
            LENA.id,
            "Ballerina Overdrive",
            "confirmed",
            "the captain",
            "2025-05-01",
            "2025-06-01",
            ["2025-05-01", "2025-06-01"],
            ["in_talks", "confirmed"],
            ["a-daily", "a-weekly"],
        ]
    ]


def test_cypher_walks_from_an_article_to_what_it_mentions(small: Store) -> None:
    rows = small.run(
        "MATCH (a:Article {id: $id})-[:MENTIONS]->(f:Film) RETURN f.name ORDER BY f.name", {"id": WEEKLY.id}
    )
    assert [list(row) for row in rows.rows] == [["Ballerina Overdrive"], ["Suspect"]]
