"""Where the embedded engine differs from Neo4j, the mistake shows the form that works, and that form does work."""

from __future__ import annotations

from pathlib import Path

import pytest
from nasty_graphs import make_graph

from graph.errors import StatementError
from graph.store.base import Stamp
from graph.store.cypher import Limits
from graph.store.ladybug import LadybugGraph
from graph.store.ladybug_engine import opened

FORMS = [
    ("MATCH (a)-[r]->(b) RETURN type(r)", "label(r)", "MATCH (a)-[r]->(b) RETURN label(r) LIMIT 1"),
    ("MATCH (n) WHERE n:Film RETURN n", "label(n) = 'Film'", "MATCH (n) WHERE label(n) = 'Film' RETURN n LIMIT 1"),
    (
        "MATCH p = shortestPath((a:Film)-[*..3]-(b:Film)) RETURN p",
        "-[r* SHORTEST 1..8]-",
        "MATCH p = (a:Film {id: 'film-0'})-[r* SHORTEST 1..8]-(b:Film {id: 'film-1'}) RETURN p",
    ),
    (
        "MATCH p = allShortestPaths((a:Film)-[*..3]-(b:Film)) RETURN p",
        "-[r* ALL SHORTEST 1..8]-",
        "MATCH p = (a:Film {id: 'film-0'})-[r* ALL SHORTEST 1..8]-(b:Film {id: 'film-1'}) RETURN length(p) LIMIT 1",
    ),
    ("RETURN [x IN [1, 2] | x + 1]", "list_transform(list, x -> …)", "RETURN list_transform([1, 2], x -> x + 1)"),
    ("RETURN [x IN [1, 2] WHERE x > 1]", "list_filter(list, x -> …)", "RETURN list_filter([1, 2], x -> x > 1)"),
    (
        "MATCH p = (a:Film)--(b) RETURN [x IN nodes(p) | x.name]",
        "list_transform",
        "MATCH p = (a:Film)--(b) RETURN properties(nodes(p), 'name') LIMIT 1",
    ),
    (
        "MATCH (n) WHERE EXISTS { MATCH (n)--(m) RETURN m } RETURN n",
        "EXISTS { MATCH (pattern) WHERE … }",
        "MATCH (n:Film) WHERE EXISTS { MATCH (n)--(m:Person) WHERE m.name <> 'x' } RETURN n LIMIT 1",
    ),
    ("RETURN COLLECT { MATCH (n) RETURN n }", "MATCH … WITH …", "MATCH (n) WITH collect(n) AS all_of_them RETURN 1"),
    ("MATCH (n:Film) WHERE exists(n.year) RETURN n", "IS NOT NULL", "MATCH (n:Film) WHERE n.year IS NOT NULL RETURN n"),
    ("RETURN head([1, 2])", "[1]", "RETURN [1, 2][1]"),
    ("RETURN toString(1)", "to_string(x)", "RETURN to_string(1)"),
    ("RETURN toInteger('1')", "to_int64(x)", "RETURN to_int64('1')"),
    ("RETURN toFloat('1')", "to_double(x)", "RETURN to_double('1')"),
    ("RETURN split('a,b', ',')", "string_split", "RETURN string_split('a,b', ',')"),
    ("MATCH ()-[r]->() RETURN startNode(r)", "start_node(r)", "MATCH ()-[r]->() RETURN start_node(r) LIMIT 1"),
    ("MATCH (n) RETURN elementId(n)", "id(n)", "MATCH (n) RETURN id(n) LIMIT 1"),
    ("MATCH (n:Film) RETURN n {.name}", "{name: n.name}, or n.*", "MATCH (n:Film) RETURN n.*, {name: n.name} LIMIT 1"),
    ("CALL show_tables() YIELD name RETURN name", "RETURN name", "CALL show_tables() RETURN name"),
    ("MATCH ()-[r:WROTE]->() RETURN r.starts", "`starts`", "MATCH ()-[r:WROTE]->() RETURN r.`starts` LIMIT 1"),
    ("RETURN 'a' || 'b'", "+", "RETURN 'a' + 'b'"),
    ("MATCH (n:Flim) RETURN n", "did you mean Film?", "MATCH (n:Film) RETURN n LIMIT 1"),
    ("MATCH (n:Film) RETURN n.yaer", "did you mean year?", "MATCH (n:Film) RETURN n.year LIMIT 1"),
    ("MATCH (n:Film) RETURN m.name", "is m bound before?", "MATCH (m:Film) RETURN m.name LIMIT 1"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugGraph:
    graph = LadybugGraph(Path(tmp_path_factory.mktemp("dialect")) / "graph.lbug")
    graph.replace(make_graph(3), Stamp("ledger", 1))
    return graph


@pytest.mark.parametrize(("statement", "shown", "_works"), FORMS, ids=[form[0] for form in FORMS])
def test_the_mistake_shows_the_form_that_works(store: LadybugGraph, statement: str, shown: str, _works: str) -> None:
    with pytest.raises(StatementError) as caught:
        list(store.ask(statement, {}, Limits()))
    assert shown in caught.value.hint


def test_the_forms_that_are_shown_do_work(store: LadybugGraph) -> None:
    with opened(store.path) as engine:
        for _, _, works in FORMS:
            list(engine.rows(works))


def test_columns_are_named_as_they_are_written(store: LadybugGraph) -> None:
    """The engine's own names of columns are its plan."""
    asked = "MATCH (n:Film)-[r]-() RETURN DISTINCT label(r), n.name AS name, [1, 2], {a: 1} ORDER BY name LIMIT 1"
    assert store.ask(asked, {}, Limits()).columns == ("label(r)", "name", "[1, 2]", "{a: 1}")
