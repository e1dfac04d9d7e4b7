"""common, collaborators, slate, hubs, timeline and between say the same on every store, and so do their queries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import NotFoundError, UsageError
from graph.model import ALL_RELATIONS, Entity, EntityType, Filters, Graph, PathRequest, Relation, Relationship, Status
from graph.queries import Dialect, load
from graph.questions import Questions, kept
from graph.questions.careers import bridges, hubs, slate, timeline
from graph.questions.connection import between
from graph.questions.shared import collaborators, common
from graph.store.base import Store
from graph.store.embedded import EmbeddedStore
from tests.contract.samples import FIRST, SMALL, whole_graphs
from tests.random_graphs import filters

EVERYTHING = Filters(ALL_RELATIONS, frozenset(Status))
ALL_TYPES = frozenset(EntityType)


@pytest.fixture
def questions(store: Store) -> Questions:
    store.replace(SMALL, FIRST)
    return Questions(store)


def query(store: Store, statement: str, /, **parameters: object) -> list[list[object]]:
    """The rows of a statement of queries/, in the dialect of the store."""
    dialect: Dialect = "embedded" if isinstance(store, EmbeddedStore) else "neo4j"
    return [list(row) for row in store.run(load(statement, dialect).text, parameters).rows]


# --- common ----------------------------------------------------------------------------------------------------------


def test_common_gives_shared_credits_then_shared_colleagues(questions: Questions) -> None:
    found = common(questions, ["lena headey", "Uma"], Filters(), 10)
    assert [(s.entity.name, s.steps) for s in found] == [("Ballerina Overdrive", 1), ("87North", 2)]
    [lena, uma] = found[0].credits
    assert ([r.relation for r in lena], [r.relation for r in uma]) == ([Relation.ACTED_IN], [Relation.ACTED_IN])
    assert query(questions.store, "common", names=["Lena Headey", "Uma Thurman"]) == [["Ballerina Overdrive", 3]]


def test_common_of_films_gives_their_people_then_what_these_were_in_together(questions: Questions) -> None:
    found = common(questions, ["Normal", "Ballerina Overdrive"], Filters(), 10)
    assert [(s.entity.name, s.steps) for s in found] == [("87North", 1), ("Lena Headey", 1)]


def test_common_of_three_is_what_all_share(questions: Questions) -> None:
    found = common(questions, ["87North", "Lena Headey", "Uma Thurman"], Filters(), 10)
    assert [s.entity.name for s in found] == ["Ballerina Overdrive"]
    assert len(found[0].credits) == 3


def test_common_knows_the_filters(questions: Questions) -> None:
    early = Filters(as_of="2025-05-15", statuses=frozenset({Status.CONFIRMED}))
    assert [s.entity.name for s in common(questions, ["87North", "Lena Headey"], early, 10)] == ["Normal"]
    without = Filters(avoid=frozenset({"film-normal", "film-ballerina"}))
    with pytest.raises(NotFoundError, match="share nothing"):
        common(questions, ["87North", "Lena Headey"], without, 10)


def test_common_needs_two_different_names(questions: Questions) -> None:
    with pytest.raises(UsageError, match="two different names"):
        common(questions, ["Uma", "Uma Thurman"], Filters(), 10)


# --- collaborators ---------------------------------------------------------------------------------------------------


def test_collaborators_are_counted_by_films_with_their_years(questions: Questions) -> None:
    found = collaborators(questions, "Lena Headey", Filters(), 10)
    assert [(c.entity.name, [f.name for f in c.films], c.first, c.last) for c in found] == [
        ("87North", ["Normal", "Ballerina Overdrive"], 2025, 2026),
        ("Uma Thurman", ["Ballerina Overdrive"], 2026, 2026),
    ]
    rows = [["87North", 2, 2025, 2026], ["Uma Thurman", 1, 2026, 2026]]
    assert query(questions.store, "collaborators", name="Lena Headey") == rows


def test_a_film_has_no_collaborators_and_a_lonely_name_neither(questions: Questions) -> None:
    with pytest.raises(UsageError, match="is a film"):
        collaborators(questions, "Normal", Filters(), 10)
    with pytest.raises(NotFoundError):
        collaborators(questions, "Jessica Rothe", Filters(), 10)


def plain_credits(graph: Graph, entity: Entity, filters: Filters) -> dict[str, list[Relationship]]:
    """The credits that the filters show on the films of an entity (of a film: of its people), by the other end."""
    entities = {e.id: e for e in graph.entities}
    seen = [v for r in graph.relationships if (v := filters.view(r)) and v.subject != v.object]
    film = entity.type is EntityType.FILM
    around = {r.other(entity.id) for r in seen if entity.id in (r.subject, r.object)}
    films = {i for i in around if (entities[i].type is EntityType.FILM) is not film and kept(entities[i], filters)}
    found: dict[str, list[Relationship]] = {}
    for r in seen:
        for here in (r.subject, r.object):
            if here in films and r.other(here) != entity.id and kept(entities[r.other(here)], filters):
                found.setdefault(r.other(here), []).append(r)
    return found


@given(data=st.data(), graph=whole_graphs())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_colleagues_are_those_of_a_plain_count_whatever_the_filters(
    store: Store, data: st.DataObject, graph: Graph
) -> None:
    store.replace(graph, FIRST)
    ids = [e.id for e in graph.entities]
    for entity in graph.entities:
        chosen = data.draw(filters([i for i in ids if i != entity.id]))
        credits = plain_credits(graph, entity, chosen)
        counts = {other: len({r.other(other) for r in found}) for other, found in credits.items()}
        assert store.colleagues(entity.id, chosen) == counts
        least = sorted(counts.values(), reverse=True)[:2][-1:] or [0]
        assert store.colleagues(entity.id, chosen, 2) == {i: n for i, n in counts.items() if n >= least[0]}
        asked = list(credits)[:2]
        expected = {r.key: r for other in asked for r in credits[other]}
        assert store.shared(entity.id, asked, chosen) == [expected[key] for key in sorted(expected)]


# --- slate, timeline, hubs -------------------------------------------------------------------------------------------


def test_a_slate_lists_films_by_role_newest_first(questions: Questions) -> None:
    found = slate(questions, "87North", EVERYTHING)
    assert [(e.credit.relation, e.film.name) for e in found] == [
        (Relation.PRODUCED, "Ballerina Overdrive"),
        (Relation.PRODUCED, "Normal"),
    ]
    assert query(questions.store, "slate", name="87North") == [
        ["PRODUCED", "Ballerina Overdrive", "confirmed", "2025-06-01"],
        ["PRODUCED", "Normal", "confirmed", "2025-05-01"],
    ]
    with pytest.raises(UsageError, match="not a company"):
        slate(questions, "Uma", EVERYTHING)


def test_a_timeline_lists_every_report_oldest_first_undated_before(questions: Questions) -> None:
    found = timeline(questions, "Lena Headey", EVERYTHING)
    assert [(e.evidence.date, e.other.name, e.evidence.status) for e in found] == [
        ("2025-05-01", "Normal", Status.CONFIRMED),
        ("2025-05-01", "Ballerina Overdrive", Status.IN_TALKS),
        ("2025-06-01", "Ballerina Overdrive", Status.CONFIRMED),
        ("2025-06-01", "Suspect", Status.DEPARTED),
    ]
    rows = query(questions.store, "timeline", name="Lena Headey")
    assert sorted(row[:1] + row[2:4] for row in rows) == sorted(
        [e.evidence.date, e.other.name, e.evidence.status.value] for e in found
    )
    assert [e.evidence.date for e in timeline(questions, "Ángel Núñez", EVERYTHING)] == [""]


def test_a_timeline_since_a_day_lists_no_report_before_it(questions: Questions) -> None:
    lately = replace(EVERYTHING, since="2025-06-01")
    assert [(e.evidence.date, e.other.name) for e in timeline(questions, "Lena Headey", lately)] == [
        ("2025-06-01", "Ballerina Overdrive"),
        ("2025-06-01", "Suspect"),
    ]
    with pytest.raises(NotFoundError, match="nothing is reported"):
        timeline(questions, "Uma", replace(EVERYTHING, since="2025-06-02"))


def test_hubs_have_most_credits(questions: Questions) -> None:
    found = [(h.entity.name, h.credits) for h in hubs(questions, ALL_TYPES, 4)]
    assert found == [("Ballerina Overdrive", 3), ("Lena Headey", 3), ("The Old Guard 2", 3), ("Uma Thurman", 3)]
    assert query(questions.store, "hubs", limit=4) == [list(row) for row in found]
    assert [h.entity.name for h in hubs(questions, frozenset({EntityType.COMPANY}), 4)] == ["87North"]


def test_betweenness_finds_what_most_shortest_paths_lead_through(questions: Questions) -> None:
    [first, *_] = bridges(questions, ["Uma Thurman"], ALL_TYPES, Filters(), 3)
    # Of the ten pairs of others within two hops seven lead through it.
    assert first.entity.name == "Ballerina Overdrive"
    assert first.betweenness == pytest.approx(7 / 10)


# --- between ---------------------------------------------------------------------------------------------------------


def test_between_gives_the_paths_that_fit_and_their_graph(questions: Questions) -> None:
    answer, graph = between(questions, "87North", "Lena Headey", PathRequest("", "", limit=4))
    assert [[e.name for e in p.entities] for p in answer.paths] == [
        ["87North", "Normal", "Lena Headey"],
        ["87North", "Ballerina Overdrive", "Lena Headey"],
    ]
    assert sorted(e.name for e in graph.entities) == ["87North", "Ballerina Overdrive", "Lena Headey", "Normal"]
    assert query(questions.store, "between", source="87North", target="Lena Headey") == [
        ["87North", 2],
        ["Lena Headey", 2],
        ["Ballerina Overdrive", 1],
        ["Normal", 1],
    ]


# --- no path, independent paths --------------------------------------------------------------------------------------


def test_every_store_says_in_the_same_words_why_there_is_no_path(questions: Questions) -> None:
    def reason(source: str, target: str, **changes: object) -> str:
        return questions.path(source, target, PathRequest("", "", **changes)).reason  # type: ignore[arg-type]

    assert reason("87North", "Ángel Núñez", max_hops=3) == (
        "the shortest path has 4 hops, more than --max-hops 3 allows:"
        " 87North – Ballerina Overdrive – Uma Thurman – The Old Guard 2 – Ángel Núñez"
    )
    assert reason("Suspect", "Lena Headey") == (
        "there is a path of 1 hop without the choice of statuses (--status): Suspect – Lena Headey"
    )
    assert reason("Jessica Rothe", "Uma").startswith("they are not connected at all: Jessica Rothe has no credit")


def test_every_store_finds_the_same_independent_paths(questions: Questions) -> None:
    answer = questions.routes("87North", "Lena Headey", PathRequest("", ""))
    assert [p.entities[1].name for p in answer.paths] == ["Normal", "Ballerina Overdrive"]
