"""Where everything stands: the same graph gives the same picture, nothing overlaps, each layout tells its story."""

from __future__ import annotations

import random
from itertools import combinations
from math import hypot

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Entity, EntityType, Graph, Relation
from graph.view import Picture, limit_graph, path_picture, render
from graph.view.layout import Placement, place
from graph.view.layout.place import sizes
from tests.view_samples import around, entity, gold_graph, named, path_answer, relationship

GOLD = gold_graph()


def shuffled(graph: Graph, seed: int) -> Graph:
    chance = random.Random(seed)
    parts = [list(part) for part in (graph.entities, graph.relationships, graph.articles)]
    for part in parts:
        chance.shuffle(part)
    return Graph(*map(tuple, parts))


def pictures() -> list[Picture]:
    uma, film, company = (named(GOLD, name).id for name in ("Uma Thurman", "Ballerina Overdrive", "87North"))
    return [
        path_picture(path_answer(GOLD, "87North", "Uma Thurman")),
        Picture(around(GOLD, "Uma Thurman", 2), "neighbourhood", focus=(uma,)),
        Picture(around(GOLD, "Ballerina Overdrive", 1), "film", focus=(film,)),
        Picture(around(GOLD, "87North", 2), "slate", focus=(company,)),
        Picture(GOLD, "force"),
    ]


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.layout)
def test_the_same_graph_gives_the_same_page_in_any_order(picture: Picture) -> None:
    mixed = Picture(
        shuffled(picture.graph, 5), picture.layout, picture.title, picture.focus, picture.paths, picture.note
    )
    assert render(mixed) == render(picture)


def placed(picture: Picture) -> Placement:
    return place(picture.ordered())


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.layout)
def test_no_two_nodes_overlap(picture: Picture) -> None:
    positions = placed(picture).positions
    half = sizes(picture)
    for (a, (ax, ay)), (b, (bx, by)) in combinations(positions.items(), 2):
        assert hypot(ax - bx, ay - by) > half[a] + half[b], (a, b)


def test_every_entity_has_a_place() -> None:
    for picture in pictures():
        assert placed(picture).positions.keys() == {e.id for e in picture.graph.entities}


def test_a_path_runs_from_left_to_right_and_ties_share_their_nodes() -> None:
    answer = next(
        found
        for a, b in combinations(["Uma Thurman", "Netflix", "Margot Robbie", "A24", "Neon", "Bob Odenkirk"], 2)
        if (found := path_answer(GOLD, a, b)).total > 1
    )
    picture = path_picture(answer)
    positions = placed(picture).positions
    assert len(positions) == len({entity.id for path in answer.paths for entity in path.entities})
    for path in answer.paths:
        across = [positions[entity.id][0] for entity in path.entities]
        assert across == sorted(across)
        assert len(set(across)) == len(across)


def test_a_film_stands_between_its_cast_and_everyone_else() -> None:
    picture = Picture(around(GOLD, "Ballerina Overdrive", 1), "film", focus=(named(GOLD, "Ballerina Overdrive").id,))
    layout = placed(picture)
    film = picture.focus[0]
    cast = {r.subject for r in picture.graph.relationships if r.relation is Relation.ACTED_IN and r.object == film}
    assert layout.positions[film] == (0.0, 0.0)
    assert all(layout.positions[i][0] < 0 for i in cast)
    assert all(x > 0 for i, (x, _) in layout.positions.items() if i not in cast and i != film)
    assert [caption.text for caption in layout.captions] == [
        "Cast",
        "Direction, writing and crew",
        "Production",
        "Finance and sales",
    ]


def test_a_neighbourhood_has_its_rings_around_the_name() -> None:
    graph = around(GOLD, "Uma Thurman", 2)
    uma = named(GOLD, "Uma Thurman").id
    positions = placed(Picture(graph, "neighbourhood", focus=(uma,))).positions
    web = nx.Graph((r.subject, r.object) for r in graph.relationships)
    distance = nx.single_source_shortest_path_length(web, uma)
    height = {hops: max(abs(positions[i][1]) for i in positions if distance[i] == hops) for hops in (0, 1, 2)}
    assert height[0] == 0 < height[1] < height[2]


def test_a_slate_has_the_company_left_of_its_films_by_year() -> None:
    company = entity(EntityType.COMPANY, "Small Pictures")
    films = [entity(EntityType.FILM, f"Film {year}", year=year) for year in (2024, 2019, 2021)]
    graph = Graph((company, *films), tuple(relationship(company, Relation.PRODUCED, film) for film in films))
    positions = placed(Picture(graph, "slate", focus=(company.id,))).positions
    by_height = sorted(films, key=lambda film: positions[film.id][1])
    assert [film.year for film in by_height] == [2019, 2021, 2024]
    assert all(positions[film.id][0] > positions[company.id][0] for film in films)


def test_a_hub_does_not_swallow_the_picture() -> None:
    film = entity(EntityType.FILM, "Everyone's film")
    people = [entity(EntityType.PERSON, f"P{i}") for i in range(500)]
    links = tuple(relationship(person, Relation.ACTED_IN, film) for person in people)
    half = sizes(Picture(Graph((film, *people), links)))
    assert half[film.id] < 3 * half[people[0].id]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    people = [entity(EntityType.PERSON, f"P{i}") for i in range(draw(st.integers(0, 12)))]
    films = [entity(EntityType.FILM, f"F{i}") for i in range(draw(st.integers(0, 6)))]
    links = {}
    if people and films:
        relations = st.sampled_from([Relation.ACTED_IN, Relation.DIRECTED, Relation.PRODUCED])
        rows = st.tuples(st.sampled_from(people), relations, st.sampled_from(films))
        links = {relationship(*row).key: relationship(*row) for row in draw(st.lists(rows, max_size=25))}
    return Graph((*people, *films), tuple(links.values()))


@settings(max_examples=60, deadline=None)
@given(graphs(), st.sampled_from(["path", "neighbourhood", "film", "slate", "force"]), st.integers(0, 3))
def test_any_graph_has_a_finite_place_for_everything_in_any_layout(graph: Graph, layout: str, focused: int) -> None:
    focus = (*(e.id for e in graph.entities[:focused]), "unknown")
    positions = placed(Picture(graph, layout, focus=focus)).positions  # type: ignore[arg-type]
    assert positions.keys() == {e.id for e in graph.entities}
    assert all(abs(x) < 1e6 and abs(y) < 1e6 for x, y in positions.values())
    assert len({(round(x), round(y)) for x, y in positions.values()}) == len(positions)


# --- limits ----------------------------------------------------------------------------------------------------------


def test_what_is_within_the_limit_stays_whole() -> None:
    assert limit_graph(GOLD, (), len(GOLD.entities)) == (GOLD, "")


def test_a_limit_keeps_the_nearest_and_says_what_is_left_out() -> None:
    uma = named(GOLD, "Uma Thurman").id
    part, note = limit_graph(GOLD, (uma,), 30)
    assert len(part.entities) == 30
    web = nx.Graph((r.subject, r.object) for r in GOLD.relationships)
    distance = nx.single_source_shortest_path_length(web, uma)
    kept = {e.id for e in part.entities}
    assert max(distance[i] for i in kept) <= min(d for i, d in distance.items() if i not in kept)
    assert f"30 of {len(GOLD.entities)}" in note
    assert "--limit" in note
    assert all(r.subject in kept and r.object in kept for r in part.relationships)


def test_without_a_focus_the_best_connected_stay_and_none_stands_alone() -> None:
    part, note = limit_graph(GOLD, (), 100)
    assert len(part.entities) == 100
    joined = {end for r in part.relationships for end in (r.subject, r.object)}
    assert {e.id for e in part.entities} == joined
    assert "best connected" in note


def test_a_hundred_thousand_names_are_cut_before_they_are_drawn() -> None:
    films = [Entity(f"f{i}", EntityType.FILM, f"Film {i}") for i in range(10_000)]
    people = [Entity(f"p{i}", EntityType.PERSON, f"Person {i}") for i in range(90_000)]
    links = tuple(
        relationship(person, Relation.ACTED_IN, films[(i * factor) % len(films)])
        for i, person in enumerate(people)
        for factor in (1, 7)
    )
    graph = Graph((*films, *people), links)
    part, note = limit_graph(graph, ("p5",), 200)
    assert len(part.entities) == 200
    assert "200 of 100,000" in note
    assert len(render(Picture(part, note=note))) < 1_200_000
