"""A server that can't be used ends in one line that says why and what to do; so does a wrong statement."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from graph.errors import DatabaseError, ReelgraphError, StatementError, UsageError
from graph.settings import Neo4jSettings
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import refusal, statement_mistake
from tests.bad_network import Weather, proxy
from tests.contract.samples import FIRST, SMALL


@pytest.fixture
def store(empty_neo4j: Neo4jSettings) -> Iterator[Neo4jStore]:
    store = Neo4jStore(empty_neo4j)
    store.replace(SMALL, FIRST)
    yield store
    store.close()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where something answers every connection with a line that is not Bolt."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.sendall(b"220 mail.example.org ready\r\n")

        threading.Thread(target=greet, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def refused(settings: Neo4jSettings) -> ReelgraphError:
    with pytest.raises(ReelgraphError) as caught:
        Neo4jStore(settings).stamp()
    assert "\n" not in caught.value.message + caught.value.hint
    assert settings.password not in caught.value.message
    return caught.value


def test_no_server_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    error = refused(Neo4jSettings(f"bolt://127.0.0.1:{port}", "neo4j", "secret"))
    assert isinstance(error, DatabaseError)
    assert error.message == f"no Neo4j server answers at bolt://127.0.0.1:{port}"
    assert "NEO4J_URI" in error.hint


def test_no_such_host() -> None:
    error = refused(Neo4jSettings("bolt://nowhere.invalid:7687", "neo4j", "secret"))
    assert error.message == "no Neo4j server answers at bolt://nowhere.invalid:7687"


def test_something_else_listens_there(silent_port: int) -> None:
    error = refused(Neo4jSettings(f"bolt://127.0.0.1:{silent_port}", "neo4j", "secret"))
    assert isinstance(error, DatabaseError)
    assert str(silent_port) in error.message


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "", "bolt//x", "://", "bolt://x:port"])
def test_an_address_that_is_none(uri: str) -> None:
    error = refused(Neo4jSettings(uri, "neo4j", "secret"))
    assert isinstance(error, UsageError)
    assert "bolt://HOST:PORT" in error.hint


def test_a_wrong_password(neo4j_server: Neo4jSettings) -> None:
    error = refused(Neo4jSettings(neo4j_server.uri, "neo4j", "wrong password"))
    assert isinstance(error, DatabaseError)
    assert error.message == f"{neo4j_server.uri} refuses the user 'neo4j' with this password"
    assert error.hint == "set NEO4J_USERNAME and NEO4J_PASSWORD"


def test_a_database_that_the_server_does_not_have(neo4j_server: Neo4jSettings) -> None:
    error = refused(Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password, "films"))
    assert error.message == f"{neo4j_server.uri} has no database 'films'"
    assert "NEO4J_DATABASE" in error.hint


@pytest.mark.parametrize("version", [b"Neo4j/5.25", b"Neo4j/4.99"])
def test_a_server_that_is_too_old(neo4j_server: Neo4jSettings, version: bytes) -> None:
    """The tests' own server, with another version in what it says of itself on the wire."""
    address = urlsplit(neo4j_server.uri)
    assert address.hostname
    assert address.port
    with proxy(address.hostname, address.port, Weather(replaced=(b"Neo4j/5.26", version))) as port:
        error = refused(replace(neo4j_server, uri=f"bolt://127.0.0.1:{port}"))
    assert f"is {version.decode()}" in error.message
    assert "too old for reelgraph" in error.message
    assert error.hint == "use Neo4j 5.26 or later"


SETTINGS = Neo4jSettings("neo4j://db.example.org", "reader", "secret", "neo4j")


@pytest.mark.parametrize(
    ("code", "words", "hint"),
    [
        ("Neo.ClientError.Security.Forbidden", "'reader' may not do that", "a user that may write"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "'reader' may not do that", "a user that may write"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "takes no more passwords", "wait"),
        ("Neo.ClientError.Security.CredentialsExpired", "must be changed first", "ALTER CURRENT USER"),
        ("Neo.DatabaseError.General.UnknownError", "failed: Disk full.", ""),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "lacks the memory", "dbms.memory.transaction.total"),
    ],
)
def test_what_a_server_answers_that_refuses(code: str, words: str, hint: str) -> None:
    error = refusal(code, "Disk full.\nMore than anyone wants to read.", SETTINGS)
    assert words in error.message
    assert hint in error.hint
    assert "\n" not in error.message


@pytest.mark.parametrize(
    ("statement", "words", "line", "column"),
    [
        ("MATCH (n) RETRN n", "Invalid input 'RETRN'", 1, 11),
        ("MATCH (n)\nRETURN m", "Variable `m` not defined", 2, 8),
        ("RETURN date('tomorrow')", "cannot be parsed to a Date", 0, 0),
        ("RETURN $nobody", "Expected parameter(s): nobody", 0, 0),
        ("RETURN 1/0", "/ by zero", 0, 0),
        ("CALL no.such.procedure()", "no procedure with the name", 0, 0),
        ("", "", 0, 0),
    ],
)
def test_a_mistake_in_a_statement_says_where(
    store: Neo4jStore, statement: str, words: str, line: int, column: int
) -> None:
    with pytest.raises(StatementError) as caught:
        store.run(statement, {})
    error = caught.value
    assert isinstance(error, UsageError)
    assert words in error.message
    assert (error.line, error.column) == (line, column)
    assert "\n" not in error.message + error.hint
    assert "offset" not in error.message


def test_the_hint_shows_the_place(store: Neo4jStore) -> None:
    with pytest.raises(StatementError) as caught:
        store.run("MATCH (n)\nRETRN n\nLIMIT 3", {})
    assert caught.value.message.endswith("(line 2, column 1)")
    assert caught.value.hint == "look at: RETRN n"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Person)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.name = 'x'",
        "CREATE INDEX x FOR (n:X) ON (n.x)",
    ],
)
def test_a_statement_that_would_change_the_graph_is_refused(store: Neo4jStore, statement: str) -> None:
    with pytest.raises(StatementError, match="would change the graph"):
        store.run(statement, {})
    assert store.snapshot() == SMALL


def test_other_troubles_of_a_statement_are_no_mistakes_in_it() -> None:
    assert statement_mistake("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "no memory", "RETURN 1") is None
