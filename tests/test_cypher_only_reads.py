"""No statement that writes, reads a file or reaches the network gets through; none that merely looks so is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cypher_attempts import EMBEDDED_ALLOWED, EMBEDDED_REFUSED, NEO4J_ALLOWED, NEO4J_REFUSED, lines
from nasty_graphs import make_graph

from graph.errors import DatabaseError, StatementError, UsageError
from graph.settings import Neo4jSettings
from graph.store import guard
from graph.store.base import Stamp
from graph.store.cypher import Limits, TimeExceededError
from graph.store.dialects import EMBEDDED, NEO4J, Dialect
from graph.store.ladybug import LadybugGraph
from graph.store.ladybug_engine import opened
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_cypher import Neo4jCypher
from graph.store.sandbox import Child, EngineError, Request
from graph.store.tokens import parameters

GIVEN = {"delete": "DELETE", "set": "SET", "x": "Film"}


def given(statement: str) -> dict[str, str]:
    return {name: GIVEN[name] for name in parameters(statement)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugGraph:
    graph = LadybugGraph(tmp_path_factory.mktemp("embedded") / "graph.lbug")
    graph.replace(make_graph(11), Stamp("ledger", 1))
    return graph


@pytest.fixture(scope="module")
def server(fresh_neo4j: Neo4jSettings) -> Iterator[Neo4jCypher]:
    filled = Neo4jStore(fresh_neo4j)
    filled.replace(make_graph(11), Stamp("ledger", 1))
    filled.close()
    session = Neo4jCypher(fresh_neo4j)
    yield session
    session.run("MATCH (n) DETACH DELETE n", {}, write=True).close()
    session.close()


def test_there_are_at_least_a_hundred_attempts_of_each_kind() -> None:
    for text in (EMBEDDED_REFUSED, EMBEDDED_ALLOWED, NEO4J_REFUSED, NEO4J_ALLOWED):
        assert len(set(lines(text))) >= 100


# --- embedded --------------------------------------------------------------------------------------------------------


def lets_pass(statement: str, dialect: Dialect) -> bool:
    try:
        guard.check_reading(statement, dialect)
    except StatementError:
        return False
    return True


def test_embedded_refuses_every_attempt(store: LadybugGraph) -> None:
    before = store.snapshot()
    through = []
    for statement in lines(EMBEDDED_REFUSED):
        if lets_pass(statement, EMBEDDED):
            through.append(statement)
        with pytest.raises(StatementError):
            store.ask(statement, {}, Limits())
    assert through == []
    assert store.snapshot() == before
    assert not list(Path("/tmp").glob("reelgraph-evil*"))


def test_embedded_runs_every_harmless_statement(store: LadybugGraph) -> None:
    """All pass the guard and are Cypher that the engine understands."""
    with opened(store.path) as engine:
        for statement in lines(EMBEDDED_ALLOWED):
            guard.check_reading(statement, EMBEDDED)
            list(engine.rows(statement.rstrip("; "), given(statement)))


@pytest.mark.parametrize("statement", lines(EMBEDDED_ALLOWED)[::20])
def test_embedded_runs_them_in_the_child_process_too(store: LadybugGraph, statement: str) -> None:
    list(store.ask(statement, given(statement), Limits()))


WALLS = [
    "CREATE (:Person {id: 'evil'})",
    "MATCH (n) DETACH DELETE n",
    "COPY (MATCH (n) RETURN n.id) TO '{folder}/evil.csv'",
    "EXPORT DATABASE '{folder}/evil'",
    "LOAD FROM '/etc/passwd' (file_format='csv', delim=':') RETURN *",
    "LOAD FROM '{folder}/secret.csv' RETURN *",
    "ATTACH '{folder}/other.lbug' AS other",
    "INSTALL json",
    "LOAD EXTENSION '{folder}/evil.so'",
    "RETURN 1; CREATE (:Person {id: 'evil'})",
]


@pytest.mark.parametrize("statement", WALLS)
def test_behind_the_guard_the_child_process_can_do_no_harm_either(
    store: LadybugGraph, tmp_path: Path, statement: str
) -> None:
    """The statement is given to the child as if the guard had let it pass."""
    (tmp_path / "secret.csv").write_text("secret\n")
    before = store.snapshot()
    text = statement.replace("{folder}", str(tmp_path))
    with pytest.raises((EngineError, DatabaseError)):
        run_unguarded(store, text, Limits(10))
    assert store.snapshot() == before
    assert [f.name for f in tmp_path.iterdir() if f.stat().st_size] == ["secret.csv"]


def run_unguarded(store: LadybugGraph, statement: str, limits: Limits) -> list[list[object]]:
    child = Child(Request(str(store.path), statement, {}, limits, 64 << 20, 2))
    try:
        return list(child.rows())
    finally:
        child.kill()


def test_a_statement_that_takes_too_much_memory_is_stopped(store: LadybugGraph) -> None:
    begun = time.monotonic()
    with pytest.raises(DatabaseError, match="more memory than 268 MB") as caught:
        store.ask("UNWIND range(1, 2000000000) AS x RETURN count(x)", {}, Limits(30, 10, 256 << 20))
    assert time.monotonic() - begun < 20
    assert "LIMIT" in caught.value.hint


def test_a_statement_that_takes_too_long_is_killed(store: LadybugGraph) -> None:
    thousands = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c"
    endless = f"{thousands} WITH a, b, c WHERE a * b * c % 7 = 3 RETURN count(*)"
    begun = time.monotonic()
    with pytest.raises(TimeExceededError, match="stopped after 1 s"):
        store.ask(endless, {}, Limits(1, 10))
    assert time.monotonic() - begun < 5
    assert list(store.ask("RETURN 1 AS x", {}, Limits())) == [[1]]


def test_closing_the_rows_early_ends_the_child_and_frees_the_file(store: LadybugGraph) -> None:
    result = store.ask("MATCH (n) RETURN n", {}, Limits(rows=None))
    next(iter(result))
    result.close()
    graph = make_graph(11)
    store.replace(graph, Stamp("ledger", 2))
    assert store.snapshot() == graph


def test_the_child_knows_no_password_of_the_parent(store: LadybugGraph) -> None:
    from graph.store import sandbox

    assert not [name for name in sandbox._environment() if name.startswith(("NEO4J_", "REELGRAPH_"))]


def test_the_peak_of_the_engine_is_measured(store: LadybugGraph) -> None:
    result = store.ask("MATCH (n) RETURN n", {}, Limits(rows=None))
    list(result)
    assert any("MB at its peak" in note for note in result.notes)


# --- Neo4j -----------------------------------------------------------------------------------------------------------


def _everything(session: Neo4jCypher) -> list[object]:
    counts = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r), sum(size(keys(n)))"
    return [*session.run(counts, {}), *session.run("CALL db.labels()", {}), *session.run("SHOW INDEXES YIELD name", {})]


def test_neo4j_refuses_every_attempt(server: Neo4jCypher) -> None:
    before = _everything(server)
    through = []
    for statement in lines(NEO4J_REFUSED):
        with suppress(StatementError):
            list(server.run(statement, given_or_nothing(statement)))
            through.append(statement)
    assert through == []
    assert _everything(server) == before


def test_the_guard_judges_neo4j_statements_without_the_server() -> None:
    assert [s for s in lines(NEO4J_REFUSED) if lets_pass(s, NEO4J)] == []
    assert [s for s in lines(NEO4J_ALLOWED) if not lets_pass(s, NEO4J)] == []


def given_or_nothing(statement: str) -> dict[str, str]:
    """Parameters of statements that may not even be readable."""
    return {"x": "Film"} if "$x" in statement else {}


def test_neo4j_runs_every_harmless_statement(server: Neo4jCypher) -> None:
    for statement in lines(NEO4J_ALLOWED):
        list(server.run(statement, given(statement), Limits(rows=5)))


def test_behind_the_guard_the_server_refuses_to_write(server: Neo4jCypher) -> None:
    """As if the guard had let it pass: the statement is classified first, then run in a read transaction."""
    from graph.store.neo4j_cypher import _Run

    before = _everything(server)
    for statement in ("CREATE (n:Evil)", "MATCH (n) SET n.x = 1", "CREATE INDEX evil FOR (n:X) ON (n.y)"):
        run = _Run(server._connection, statement, {}, Limits())
        with pytest.raises(StatementError, match="would change something"):
            run.check_type()
        with pytest.raises((StatementError, DatabaseError)):
            list(run.stream(write=False))
    assert _everything(server) == before


def test_writing_is_possible_where_it_is_allowed(server: Neo4jCypher) -> None:
    before = _everything(server)
    created = server.run("CREATE (n:Evil {a: $a}) RETURN n.a", {"a": 1}, write=True)
    assert list(created) == [[1]]
    assert created.changes["nodes_created"] == 1
    deleted = server.run("MATCH (n:Evil) DELETE n", {}, write=True)
    assert list(deleted) == []
    assert deleted.changes["nodes_deleted"] == 1
    assert _everything(server)[0] == before[0]


def test_neo4j_stops_what_takes_too_long(server: Neo4jCypher) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeExceededError, match="stopped after 1 s"):
        server.run("UNWIND range(1, 100000000000) AS x RETURN count(x)", {}, Limits(1, 10))
    assert time.monotonic() - begun < 10
    running = server.run("RETURN 1 AS still_there", {})
    assert list(running)


# --- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "message"),
    [({}, r"wants \$name"), ({"name": "x", "nmae": "y"}, r"doesn't use \$nmae"), ({"nam": "x"}, r"wants \$name")],
)
def test_missing_and_extra_parameters_are_mistakes(store: LadybugGraph, values: dict[str, str], message: str) -> None:
    """The embedded engine takes a missing parameter for null and ignores an extra one."""
    with pytest.raises(UsageError, match=message):
        store.ask("MATCH (n:Film) WHERE n.name = $name RETURN n", values, Limits())


def test_refusals_say_where_and_why() -> None:
    for dialect in (EMBEDDED, NEO4J):
        with pytest.raises(StatementError) as caught:
            guard.check_reading("MATCH (n)\n  DETACH DELETE n", dialect)
        assert (caught.value.line, caught.value.column) == (2, 3)
        assert caught.value.message == "DETACH is refused: it changes the graph, which follows from the articles"


def test_near_words_are_suggested() -> None:
    for statement, hint in (
        ("RETRUN 1", "did you mean RETURN?"),
        ("MATCH (n) WERE n.x = 1 RETURN n", "did you mean WHERE?"),
        ("RETURN coalesse(1)", "did you mean coalesce()?"),
        ("CALL db.label()", "did you mean db.labels?"),
    ):
        with pytest.raises(StatementError) as caught:
            guard.check_reading(statement, NEO4J)
        assert caught.value.hint == hint
