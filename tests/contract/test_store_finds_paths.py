"""Every store finds the same paths in the same order: those of a plain search over the model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DatabaseError, UsageError
from graph.model import (
    DEFAULT_STATUSES,
    Entity,
    EntityType,
    Filters,
    Graph,
    PathAnswer,
    PathRequest,
    Relation,
    Relationship,
    Status,
)
from graph.store.base import Store
from tests import oracle
from tests.contract.samples import (
    ANGEL,
    BALLERINA,
    CREDITS,
    DAILY,
    FIRST,
    GUARD,
    LENA,
    NORMAL,
    NORTH,
    SMALL,
    UMA,
    credit,
    entity,
    said,
    whole_graphs,
    with_mentions,
)
from tests.random_graphs import questions


def walk(answer: PathAnswer) -> list[list[str]]:
    """The names along each path."""
    return [[e.name for e in path.entities] for path in answer.paths]


def test_a_path_alternates_entities_and_credits_in_their_true_direction(store: Store) -> None:
    store.replace(SMALL, FIRST)
    answer = store.paths(PathRequest(NORTH.id, UMA.id))
    assert (answer.source, answer.target, answer.length, answer.total) == (NORTH, UMA, 2, 1)
    assert walk(answer) == [["87North", "Ballerina Overdrive", "Uma Thurman"]]
    [path] = answer.paths
    assert path.hops == tuple(c for c in CREDITS if c.object == BALLERINA.id and c.subject in (NORTH.id, UMA.id))
    assert (path.score, answer.note) == (2001.099, "")


def test_the_same_path_backwards_has_the_same_score(store: Store) -> None:
    store.replace(SMALL, FIRST)
    there, back = (store.paths(PathRequest(*ends)) for ends in ((NORTH.id, UMA.id), (UMA.id, NORTH.id)))
    assert walk(back) == [names[::-1] for names in walk(there)]
    assert back.paths[0].score == there.paths[0].score


@pytest.mark.parametrize(("kinds", "length"), [((), 4), (("film",), 4), (("series",), None), (("film", "series"), 4)])
def test_only_films_of_the_asked_kinds_are_on_a_path(store: Store, kinds: tuple[str, ...], length: int | None) -> None:
    store.replace(SMALL, FIRST)
    assert store.paths(PathRequest(NORTH.id, ANGEL.id, Filters(kinds=frozenset(kinds)))).length == length


def test_no_path_has_no_length(store: Store) -> None:
    store.replace(SMALL, FIRST)
    answer = store.paths(PathRequest(NORTH.id, "person-jessica"))
    assert (answer.length, answer.total, answer.paths) == (None, 0, ())


def test_a_path_longer_than_allowed_is_none(store: Store) -> None:
    store.replace(SMALL, FIRST)
    assert store.paths(PathRequest(NORTH.id, GUARD.id, max_hops=2)).length is None
    assert store.paths(PathRequest(NORTH.id, GUARD.id, max_hops=3)).length == 3


def test_more_admits_longer_paths_after_the_shortest(store: Store) -> None:
    store.replace(SMALL, FIRST)
    answer = store.paths(PathRequest(NORTH.id, LENA.id, more=2))
    assert walk(answer)[:2] == [["87North", "Normal", "Lena Headey"], ["87North", "Ballerina Overdrive", "Lena Headey"]]
    assert (answer.length, answer.total) == (2, 2)


def test_a_path_can_be_led_through_an_entity_and_around_another(store: Store) -> None:
    store.replace(SMALL, FIRST)
    led = store.paths(PathRequest(NORTH.id, UMA.id, Filters(through=(LENA.id,))))
    assert walk(led) == [["87North", "Normal", "Lena Headey", "Ballerina Overdrive", "Uma Thurman"]]
    around = store.paths(PathRequest(NORTH.id, LENA.id, Filters(avoid=frozenset({NORMAL.id}))))
    assert walk(around) == [["87North", "Ballerina Overdrive", "Lena Headey"]]


def test_dates_publications_and_statuses_decide_by_the_evidence_that_counts(store: Store) -> None:
    store.replace(SMALL, FIRST)
    in_may = Filters(as_of="2025-05-15", statuses=frozenset({Status.CONFIRMED}))
    assert store.paths(PathRequest(LENA.id, BALLERINA.id, in_may, max_hops=1)).length is None
    [path] = store.paths(PathRequest(LENA.id, BALLERINA.id, Filters(as_of="2025-05-15"), max_hops=1)).paths
    assert [(h.status, len(h.evidence)) for h in path.hops] == [(Status.IN_TALKS, 1)]
    daily = Filters(publications=frozenset({DAILY.publisher.casefold()}))
    assert [h.status for h in store.paths(PathRequest(LENA.id, BALLERINA.id, daily)).paths[0].hops] == [Status.IN_TALKS]
    assert store.paths(PathRequest(LENA.id, BALLERINA.id, Filters(since="2025-06-02"))).length is None


def many_ties(films: int, between: int = 5) -> Graph:
    """Two people that share `between` colleagues, each over `films` films: `films² * between` shortest paths."""
    ends = [entity(f"person-{name}", EntityType.PERSON, name) for name in ("Ann", "Bea")]
    middle = [entity(f"person-m{i}", EntityType.PERSON, f"Colleague {i:03}") for i in range(between)]
    entities: list[Entity] = [*ends, *middle]
    credits: list[Relationship] = []
    for end in ends:
        for person in middle:
            for i in range(films):
                film = entity(f"film-{end.name}-{person.id}-{i}", EntityType.FILM, f"{person.name} {i:03}")
                entities.append(film)
                credits += [credit(p, Relation.ACTED_IN, film, said(DAILY, "Both star.")) for p in (end, person)]
    return with_mentions(entities, credits, DAILY)


@pytest.mark.parametrize(("films", "total", "ranked_all"), [(30, 4_500, True), (60, 18_000, False)])
def test_all_ties_are_counted_and_the_first_ten_thousand_ranked(
    store: Store, films: int, total: int, ranked_all: bool
) -> None:
    store.replace(many_ties(films), FIRST)
    answer = store.paths(PathRequest("person-Ann", "person-Bea", limit=3))
    assert (answer.length, answer.total) == (4, total)
    assert (answer.note == "") is ranked_all
    assert walk(answer) == [
        ["Ann", "Colleague 000 000", "Colleague 000", f"Colleague 000 {i:03}", "Bea"] for i in range(3)
    ]


def check_against_the_oracle(store: Store, data: st.DataObject, graph: Graph) -> None:
    store.replace(graph, FIRST)
    for _ in range(3):
        request = data.draw(questions(graph))
        answer = store.paths(request)
        length, total, paths = oracle.paths(graph, request)
        assert (answer.length, answer.total) == (length, total)
        assert answer.paths == paths[: request.limit]


GRAPHS = whole_graphs().filter(lambda g: len(g.entities) > 1)


@given(data=st.data(), graph=GRAPHS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_filters_give_the_paths_of_the_oracle_in_its_order(store: Store, data: st.DataObject, graph: Graph) -> None:
    check_against_the_oracle(store, data, graph)


@given(data=st.data(), graph=GRAPHS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_questions_without_filters_too(store: Store, data: st.DataObject, graph: Graph) -> None:
    store.replace(graph, FIRST)
    for _ in range(4):
        request = replace(data.draw(questions(graph, plain=True)), more=0)
        answer = store.paths(request)
        length, total, paths = oracle.paths(graph, request)
        assert (answer.length, answer.total, answer.paths) == (length, total, paths[: request.limit])


@pytest.mark.torture
@pytest.mark.timeout(1800)
@given(data=st.data(), graph=GRAPHS)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_more_questions(store: Store, data: st.DataObject, graph: Graph) -> None:
    check_against_the_oracle(store, data, graph)


@pytest.mark.parametrize(
    "request_",
    [
        PathRequest(UMA.id, UMA.id),
        PathRequest(UMA.id, LENA.id, max_hops=0),
        PathRequest(UMA.id, LENA.id, max_hops=21),
        PathRequest(UMA.id, LENA.id, limit=0),
        PathRequest(UMA.id, LENA.id, Filters(avoid=frozenset({UMA.id}))),
        PathRequest(UMA.id, LENA.id, Filters(through=(NORMAL.id,), avoid=frozenset({NORMAL.id}))),
        PathRequest(UMA.id, LENA.id, Filters(since="2025-01-02", as_of="2025-01-01")),
    ],
)
def test_a_request_that_contradicts_itself_is_wrong_use(store: Store, request_: PathRequest) -> None:
    store.replace(SMALL, FIRST)
    with pytest.raises(UsageError):
        store.paths(request_)


def test_an_end_that_the_graph_does_not_hold_is_a_defect_of_the_store(store: Store) -> None:
    store.replace(SMALL, FIRST)
    with pytest.raises(DatabaseError, match="person-nobody"):
        store.paths(PathRequest(UMA.id, "person-nobody"))


def test_the_default_leaves_departed_credits_out(store: Store) -> None:
    store.replace(SMALL, FIRST)
    assert Status.DEPARTED not in DEFAULT_STATUSES
    assert store.paths(PathRequest(LENA.id, "film-series")).length is None
    every = Filters(statuses=frozenset(Status))
    assert store.paths(PathRequest(LENA.id, "film-series", every)).length == 1
