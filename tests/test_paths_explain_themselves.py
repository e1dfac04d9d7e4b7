"""Why there is no path, what a path rests on, which are near-duplicates, which are independent, what connects best."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import NotFoundError, UsageError
from graph.model import (
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
from graph.paths import longer, rank
from graph.paths.grouping import grouped
from graph.paths.support import support
from graph.questions import Questions
from graph.questions.connection import between as connection
from graph.store.base import Stamp
from graph.store.embedded import EmbeddedStore
from tests import oracle

A, W, D, P, F, X = (
    Relation.ACTED_IN,
    Relation.WROTE,
    Relation.DISTRIBUTES,
    Relation.PRODUCED,
    Relation.FINANCED,
    Relation.REPRESENTED_BY,
)


def credit(
    subject: str,
    relation: Relation,
    object_: str,
    *,
    dates: tuple[str, ...] = ("2024-05-01",),
    status: Status = Status.CONFIRMED,
    publications: tuple[str, ...] = ("Reel",),
) -> Relationship:
    said = [
        Evidence(f"article {p} {d}", publication=p, date=d, status=status, quote="q")
        for d in dates
        for p in publications
    ]
    return Relationship.of(RelationshipKey(subject, relation, object_), said)


def graph_of(*credits: Relationship, alone: tuple[str, ...] = ()) -> Graph:
    """Entities are named by their ids: films in capitals, companies end in Co, all others are people."""

    def typed(name: str) -> EntityType:
        if name.endswith("Co"):
            return EntityType.COMPANY
        return EntityType.FILM if name.isupper() else EntityType.PERSON

    names = sorted({n for c in credits for n in (c.subject, c.object)} | set(alone))
    return Graph(tuple(Entity(n, typed(n), n, keys=(n.lower(),)) for n in names), credits)


@pytest.fixture
def ask(tmp_path: Path):
    """Makes questions of a graph."""
    made = []

    def questions(graph: Graph) -> Questions:
        store = EmbeddedStore(tmp_path)
        store.replace(with_articles(graph), Stamp("ledger", 1))
        made.append(store)
        return Questions(store)

    yield questions
    for store in made:
        store.close()


def with_articles(graph: Graph) -> Graph:
    from graph.model import ArticleNode

    said = {e.article: e for r in graph.relationships for e in r.evidence}
    articles = tuple(ArticleNode(i, "", e.publication, "", e.date) for i, e in sorted(said.items()))
    return Graph(graph.entities, graph.relationships, articles)


def request(**changes: object) -> PathRequest:
    return PathRequest("", "", **changes)  # type: ignore[arg-type]


# --- no path ---------------------------------------------------------------------------------------------------------

CHAIN = graph_of(
    credit("ann", A, "ONE"), credit("bob", A, "ONE"), credit("bob", A, "TWO"), credit("cat", A, "TWO"), alone=("zed",)
)


def test_a_path_beyond_max_hops_is_told_with_its_length(ask) -> None:
    answer = ask(CHAIN).path("ann", "cat", request(max_hops=3))
    assert answer.paths == ()
    assert answer.reason == ("the shortest path has 4 hops, more than --max-hops 3 allows: ann – ONE – bob – TWO – cat")


@pytest.mark.parametrize(
    ("filters", "option"),
    [
        (Filters(avoid=frozenset({"bob"})), "--avoid"),
        (Filters(through=("zed",)), "--through"),
        (Filters(as_of="2020-01-01"), "--as-of"),
        (Filters(since="2025-01-01"), "--since"),
        (Filters(publications=frozenset({"other"})), "--publication"),
        (Filters(kinds=frozenset({"series"})), "--kind"),
        (Filters(relations=frozenset({W})), "the choice of roles (--only, --without)"),
        (Filters(statuses=frozenset({Status.IN_TALKS})), "the choice of statuses (--status)"),
    ],
)
def test_the_filter_that_stands_in_the_way_is_named_with_the_path_it_hides(ask, filters: Filters, option: str) -> None:
    answer = ask(CHAIN).path("ann", "cat", request(filters=filters))
    assert answer.reason == f"there is a path of 4 hops without {option}: ann – ONE – bob – TWO – cat"


def test_the_default_choice_of_roles_is_a_filter_too(ask) -> None:
    agency = graph_of(credit("ann", X, "AgentCo"), credit("bob", X, "AgentCo"))
    assert "without the choice of roles" in ask(agency).path("ann", "bob", request()).reason


def test_several_filters_that_only_together_stand_in_the_way_are_named_together(ask) -> None:
    filters = Filters(as_of="2020-01-01", avoid=frozenset({"bob"}))
    answer = ask(CHAIN).path("ann", "cat", request(filters=filters))
    assert (
        answer.reason == "there is a path of 4 hops only without all of --avoid, --as-of: ann – ONE – bob – TWO – cat"
    )


def test_of_filters_and_hops_that_together_stand_in_the_way_only_those_are_named_that_do(ask) -> None:
    filters = Filters(kinds=frozenset({"series"}), since="2024-01-01", publications=frozenset({"reel"}))
    answer = ask(CHAIN).path("ann", "cat", request(filters=filters, max_hops=3))
    told = "there is a path of 4 hops only without all of --kind, --max-hops 3: ann – ONE – bob – TWO – cat"
    assert answer.reason == told


def test_names_that_are_not_connected_at_all_are_told_by_the_smaller_group(ask) -> None:
    apart = graph_of(*CHAIN.relationships, credit("yan", A, "FAR"), credit("xia", A, "FAR"))
    answer = ask(apart).path("ann", "yan", request())
    assert answer.reason == "they are not connected at all: yan is in a group of its own, of 3, with FAR, xia"


def test_a_search_through_a_name_that_was_given_up_does_not_say_that_there_is_no_path(ask, monkeypatch) -> None:
    turn = graph_of(
        *CHAIN.relationships,
        credit("yan", A, "TWO"),
        credit("yan", A, "SIX"),
        credit("cat", A, "SIX"),
    )
    wanted = request(filters=Filters(through=("yan",)))
    found = ask(turn).path("ann", "cat", wanted)
    assert (found.length, found.given_up) == (6, False)
    monkeypatch.setattr(longer, "WORK_LIMIT", 3)
    answer = ask(turn).path("ann", "cat", wanted)
    assert answer.reason.startswith("the search was given up after 3 steps, so there may be one")
    assert answer.denial == "no path from ann to cat was found"
    assert not answer.note


def test_a_name_without_credits_is_told(ask) -> None:
    answer = ask(CHAIN).path("zed", "ann", request())
    assert answer.reason == "they are not connected at all: zed has no credit that leads anywhere"


@pytest.mark.parametrize(
    "changes",
    [
        {"max_hops": 0},
        {"max_hops": 99},
        {"limit": 0},
        {"more": -1},
        {"filters": Filters(avoid=frozenset({"ann"}))},
        {"filters": Filters(through=("ann",))},
        {"filters": Filters(avoid=frozenset({"bob"}), through=("bob",))},
        {"filters": Filters(since="2025-01-02", as_of="2025-01-01")},
        {"filters": Filters(relations=frozenset())},
        {"filters": Filters(through=("a", "b", "c", "d", "e"))},
    ],
)
def test_questions_that_contradict_themselves_are_refused(ask, changes: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        ask(CHAIN).path("ann", "cat", request(**changes))


def test_the_same_name_at_both_ends_is_refused(ask) -> None:
    with pytest.raises(UsageError, match="the same person"):
        ask(CHAIN).path("ann", "ANN", request())


# --- support ---------------------------------------------------------------------------------------------------------


def test_a_path_rests_on_its_weakest_hop() -> None:
    graph = graph_of(
        credit("ann", A, "ONE", publications=("Reel", "REEL", "Slate")),
        credit("bob", A, "ONE", status=Status.IN_TALKS),
    )
    [path] = oracle.paths(graph, PathRequest("ann", "bob"))[2]
    rests = support(path)
    assert (rests.publications, rests.least, rests.weakest, rests.unconfirmed) == ((2, 1), 1, 1, (1,))


def test_of_two_hops_with_one_publication_the_one_in_talks_is_weaker() -> None:
    graph = graph_of(credit("ann", A, "ONE"), credit("bob", A, "ONE", status=Status.IN_TALKS))
    [path] = oracle.paths(graph, PathRequest("ann", "bob"))[2]
    assert support(path).weakest == 1


# --- near-duplicates -------------------------------------------------------------------------------------------------


def test_paths_through_different_people_of_the_same_two_films_are_one_group() -> None:
    cast = [credit(name, A, film) for name in ("bob", "cat", "dan") for film in ("ONE", "TWO")]
    graph = graph_of(credit("ann", A, "ONE"), credit("eve", A, "TWO"), *cast)
    _, total, paths = oracle.paths(graph, PathRequest("ann", "eve"))
    [group] = grouped(paths)
    assert total == 3
    assert [p.entities[2].name for p in (group.best, *group.others)] == ["bob", "cat", "dan"]
    assert [e.name for e in group.around or ()] == ["ONE", "TWO"]


def test_paths_through_different_films_are_not_near_duplicates() -> None:
    graph = graph_of(*(credit(name, A, film) for name in ("ann", "bob") for film in ("ONE", "TWO")))
    assert len(grouped(oracle.paths(graph, PathRequest("ann", "bob"))[2])) == 2


def test_paths_over_the_same_names_by_other_credits_are_near_duplicates() -> None:
    graph = graph_of(credit("ann", A, "ONE"), credit("ann", W, "ONE"), credit("bob", A, "ONE"))
    [group] = grouped(oracle.paths(graph, PathRequest("ann", "bob"))[2])
    assert len(group.others) == 1
    assert group.place is None


# --- independent routes ----------------------------------------------------------------------------------------------


def test_disjoint_routes_share_nothing_in_between(ask) -> None:
    graph = graph_of(
        credit("ann", A, "ONE"),
        credit("bob", A, "ONE"),
        credit("ann", A, "TWO"),
        credit("cat", A, "TWO"),
        credit("cat", A, "SIX"),
        credit("bob", A, "SIX"),
        credit("cat", A, "ONE"),
    )
    answer = ask(graph).routes("ann", "bob", request())
    inner = [[e.name for e in p.entities[1:-1]] for p in answer.paths]
    assert inner == [["ONE"], ["TWO", "cat", "SIX"]]
    assert answer.total == 2


def test_a_credit_between_the_ends_is_one_route_and_the_longer_ones_come_after_it(ask) -> None:
    graph = graph_of(
        credit("ann", A, "ONE"),
        credit("ann", W, "ONE"),
        credit("PicCo", P, "ONE"),
        credit("PicCo", P, "TWO"),
        credit("ann", A, "TWO"),
    )
    answer = ask(graph).routes("ann", "ONE", request())
    assert [[e.name for e in p.entities] for p in answer.paths] == [["ann", "ONE"], ["ann", "TWO", "PicCo", "ONE"]]


def test_disjoint_routes_share_the_names_that_they_must_lead_through(ask) -> None:
    shared = request(filters=Filters(through=("bob",)))
    graph = graph_of(
        *(credit(who, A, film) for film in ("ONE", "TWO") for who in ("ann", "bob")),
        *(credit(who, A, film) for film in ("SIX", "TEN") for who in ("bob", "cat")),
    )
    answer = ask(graph).routes("ann", "cat", shared)
    assert [[e.name for e in p.entities] for p in answer.paths] == [
        ["ann", "ONE", "bob", "SIX", "cat"],
        ["ann", "TWO", "bob", "TEN", "cat"],
    ]


def test_a_route_of_nothing_but_the_names_it_must_lead_through_is_told_once(ask) -> None:
    graph = graph_of(
        *(credit("ann", relation, film) for relation in (A, W) for film in ("ONE", "TWO")),
        credit("PicCo", P, "ONE"),
        credit("PicCo", P, "TWO"),
    )
    answer = ask(graph).routes("ann", "PicCo", request(filters=Filters(through=("ONE",))))
    assert [[e.name for e in p.entities] for p in answer.paths] == [["ann", "ONE", "PicCo"]]
    longer_one = graph_of(*graph.relationships, credit("bob", A, "ONE"), credit("bob", A, "TWO"))
    answer = ask(longer_one).routes("ann", "PicCo", request(filters=Filters(through=("ONE",))))
    assert [[e.name for e in p.entities] for p in answer.paths] == [
        ["ann", "ONE", "PicCo"],
        ["ann", "ONE", "bob", "TWO", "PicCo"],
    ]


# --- connection subgraph ---------------------------------------------------------------------------------------------


def test_the_graph_between_two_names_is_made_of_their_likeliest_paths(ask) -> None:
    crowd = [credit(f"extra{i}", A, "BIG") for i in range(9)]
    graph = graph_of(
        credit("ann", A, "BIG"), credit("bob", A, "BIG"), credit("ann", A, "SMALL"), credit("bob", A, "SMALL"), *crowd
    )
    answer, best = connection(ask(graph), "ann", "bob", request(limit=3))
    assert [e.name for e in answer.paths[0].entities] == ["ann", "SMALL", "bob"]
    assert sorted(e.name for e in best.entities) == ["SMALL", "ann", "bob"]
    _, both = connection(ask(graph), "ann", "bob", request(limit=4))
    assert sorted(e.name for e in both.entities) == ["BIG", "SMALL", "ann", "bob"]
    with pytest.raises(NotFoundError, match="does not fit"):
        connection(ask(graph), "ann", "bob", request(limit=2))


# --- order -----------------------------------------------------------------------------------------------------------


def test_each_term_of_the_order_decides_where_those_before_it_are_equal() -> None:
    two = (Status.IN_TALKS, Status.CONFIRMED)
    graph = graph_of(
        credit("ann", A, "HUB"), credit("bob", A, "HUB"), *(credit(f"extra{i}", A, "HUB") for i in range(3)),
        credit("ann", F, "DEAL"), credit("bob", A, "DEAL"),
        credit("ann", A, "TALKS", status=two[0]), credit("bob", A, "TALKS"),
        credit("ann", A, "OLD", dates=("2020-01-01",)), credit("bob", A, "OLD"),
        credit("ann", A, "BETA"), credit("bob", A, "BETA"),
        credit("ann", A, "ALPHA"), credit("bob", A, "ALPHA"),
    )  # fmt: skip
    _, _, paths = oracle.paths(graph, PathRequest("ann", "bob"))
    assert [p.entities[1].name for p in paths] == ["ALPHA", "BETA", "OLD", "TALKS", "DEAL", "HUB"]


def test_the_score_has_the_order_of_hops_and_hubs() -> None:
    graph = graph_of(credit("ann", A, "ONE"), credit("bob", A, "ONE"), credit("cat", A, "ONE"))
    [path] = oracle.paths(graph, PathRequest("ann", "bob"))[2]
    assert path.score == 2001.099
    assert dict(path.terms) == {"hops": 2, "hubs": 1.099, "roles": 0, "status": 0, "reported": "2024-05"}


@pytest.mark.parametrize(
    ("date", "month"), [("2025-06-01", "2025-06"), ("9999-12-31", "9999-12"), ("0001-01-01", "0001-01"), ("", "")]
)
def test_the_month_of_a_report_can_be_read_back_from_its_day_number(date: str, month: str) -> None:
    assert rank.month_of_day(rank.day_number(date)) == month


def test_days_are_numbered_in_the_order_of_their_texts() -> None:
    dates = ["", "1999", "2024-12-31", "2025", "2025-01", "2025-01-01", "2025-01-31", "2025-02-01"]
    numbers = [rank.day_number(date) for date in dates]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
