"""What several test files share: the Neo4j server that they run against."""

from __future__ import annotations

import os
from collections.abc import Iterator

import neo4j
import pytest
from neo4j_server import ServerUnavailableError, running_server

from graph.settings import Neo4jSettings


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jSettings]:
    """A real server, started once a run, or the one that REELGRAPH_TEST_NEO4J_URI names; empty at first."""
    uri = os.environ.get("REELGRAPH_TEST_NEO4J_URI")
    if uri:
        settings = Neo4jSettings(
            uri,
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ.get("NEO4J_PASSWORD", ""),
            os.environ.get("NEO4J_DATABASE", ""),
        )
        if _holds_anything(settings):
            pytest.fail(f"{uri} holds data; the tests empty their database and want one that is empty", pytrace=False)
        yield settings
        _empty(settings)
        return
    try:
        with running_server(quick=True) as server:
            yield Neo4jSettings(server.uri, server.username, server.password)
    except ServerUnavailableError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jSettings) -> Neo4jSettings:
    """The same server with nothing in its database."""
    _empty(neo4j_server)
    return neo4j_server


@pytest.fixture(scope="module")
def fresh_neo4j(neo4j_server: Neo4jSettings) -> Neo4jSettings:
    """The same for the tests of one file together: empty when the first of them begins."""
    _empty(neo4j_server)
    return neo4j_server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the long tests counted (`record_property("counted", …)`), last of all."""
    reports = terminalreporter.getreports("passed")
    counted = [said for report in reports for name, said in report.user_properties if name == "counted"]
    if counted:
        terminalreporter.section("counted")
        for said in counted:
            terminalreporter.write_line(str(said))


def _holds_anything(settings: Neo4jSettings) -> bool:
    with neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN n LIMIT 1", database_=settings.database or None)
        return bool(found.records)


def _empty(settings: Neo4jSettings) -> None:
    clear = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
    with (
        neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password)) as driver,
        driver.session(database=settings.database or None) as session,
    ):
        session.run(clear).consume()
