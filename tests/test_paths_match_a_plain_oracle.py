"""The search on the index gives what plainly listing all simple paths gives: same paths, same total, same order."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Graph, PathRequest
from tests import oracle
from tests.paths_by_index import Answer, Indexed
from tests.random_graphs import graphs, questions


def expected(graph: Graph, request: PathRequest) -> Answer:
    length, total, paths = oracle.paths(graph, request)
    rows = [(tuple(e.id for e in p.entities), tuple(h.relation for h in p.hops)) for p in paths]
    return length, total, rows[: request.limit]


def check(data: st.DataObject) -> None:
    graph = data.draw(graphs().filter(lambda g: len(g.entities) > 1))
    with tempfile.TemporaryDirectory() as folder:
        indexed = Indexed(Path(folder), graph)
        for _ in range(3):
            request = data.draw(questions(graph))
            assert indexed.answer(request) == expected(graph, request)


def check_changes(data: st.DataObject) -> None:
    graph = data.draw(graphs().filter(lambda g: len(g.entities) > 1))
    with tempfile.TemporaryDirectory() as folder:
        indexed = Indexed(Path(folder), graph)
        for _ in range(2):
            other = data.draw(graphs(films=6, others=7).filter(lambda g: len(g.entities) > 1))
            indexed.change(other)
            request = data.draw(questions(other))
            assert indexed.answer(request) == expected(other, request)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_filter_gives_the_oracles_paths_in_the_oracles_order(data: st.DataObject) -> None:
    check(data)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_index_that_was_changed_in_steps_answers_like_a_fresh_one(data: st.DataObject) -> None:
    check_changes(data)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None)
@given(st.data())
def test_many_more_random_questions(data: st.DataObject) -> None:
    check(data)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@settings(max_examples=4_000, deadline=None)
@given(st.data())
def test_many_more_random_changes(data: st.DataObject) -> None:
    check_changes(data)
