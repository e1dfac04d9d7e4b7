"""A graph on a server belongs to one ledger; what others keep in the same database is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from graph.errors import DatabaseError
from graph.model import Graph
from graph.settings import Neo4jSettings
from graph.store.base import Change, Counts, Stamp
from graph.store.neo4j import Neo4jStore
from tests.contract.samples import FIRST, LENA, SECOND, SMALL, UMA

THEIRS = """
CREATE (p:Person {id: 'person-uma', name: 'Uma Thurman', note: 'ours'})-[:ACTED_IN {year: 2003}]->
       (f:Film {id: 'film-guard', name: 'Kill Bill', keys: ['kill bill']}),
       (f)<-[:MENTIONS]-(:Article {id: 'a-daily'}), (:Person {id: 'person-uma'}), (:Company), (:Thing {id: 7})
"""
ALL_OF_THEIRS = """
MATCH (n) WHERE NOT n:Reelgraph
RETURN labels(n) AS labels, properties(n) AS properties, COUNT { (n)--() } AS degree
ORDER BY labels, properties.id, degree
"""


@pytest.fixture
def driver(empty_neo4j: Neo4jSettings) -> Iterator[neo4j.Driver]:
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.username, empty_neo4j.password)) as driver:
        yield driver


@pytest.fixture
def store(empty_neo4j: Neo4jSettings) -> Iterator[Neo4jStore]:
    store = Neo4jStore(empty_neo4j)
    yield store
    store.close()


@pytest.fixture
def guest(empty_neo4j: Neo4jSettings) -> Iterator[Neo4jStore]:
    """A store that may share its database."""
    store = Neo4jStore(empty_neo4j, into_existing=True)
    yield store
    store.close()


def theirs(driver: neo4j.Driver) -> list[Any]:
    return [record.values() for record in driver.execute_query(ALL_OF_THEIRS).records]


def test_another_ledger_is_refused_and_changes_nothing(store: Neo4jStore) -> None:
    store.replace(SMALL, FIRST)
    other = Stamp("ledger-b", 9)
    for write in (lambda: store.replace(Graph(), other), lambda: store.apply(Change(), other)):
        with pytest.raises(DatabaseError, match=r"another ledger \(ledger-a\)") as caught:
            write()
        assert "NEO4J_DATABASE" in caught.value.hint
    assert (store.snapshot(), store.stamp()) == (SMALL, FIRST)


def test_anyone_may_read(store: Neo4jStore, empty_neo4j: Neo4jSettings) -> None:
    store.replace(SMALL, FIRST)
    reader = Neo4jStore(empty_neo4j)
    assert reader.stamp() == FIRST
    assert reader.named("uma") == [UMA]
    reader.close()


def test_a_database_with_something_else_in_it_is_refused(store: Neo4jStore, driver: neo4j.Driver) -> None:
    driver.execute_query("CREATE (:Thing)")
    for ask in (store.stamp, lambda: store.replace(SMALL, FIRST), lambda: store.apply(Change(), FIRST)):
        with pytest.raises(DatabaseError, match="somebody else's data") as caught:
            ask()
        assert "--into-existing" in caught.value.hint
    assert theirs(driver) == [[["Thing"], {}, 0]]


def test_with_consent_both_live_side_by_side(guest: Neo4jStore, driver: neo4j.Driver) -> None:
    driver.execute_query(THEIRS)
    before = theirs(driver)
    assert guest.stamp() is None
    guest.replace(SMALL, FIRST)
    assert guest.snapshot() == SMALL
    assert guest.counts() == Counts(people=4, films=4, companies=1, relationships=9, articles=3)
    assert guest.named("kill bill") == guest.find("kill", 5) == guest.near("kill bil", 5) == []
    assert guest.degrees([UMA.id]) == {UMA.id: 3}
    guest.apply(Change(gone_entities=frozenset({LENA.id, UMA.id})), SECOND)
    guest.replace(Graph(), Stamp("ledger-a", 3))
    assert guest.snapshot() == Graph()
    assert theirs(driver) == before


def test_once_it_is_there_no_consent_is_asked_for_again(
    guest: Neo4jStore, store: Neo4jStore, driver: neo4j.Driver
) -> None:
    driver.execute_query(THEIRS)
    guest.replace(SMALL, FIRST)
    store.apply(Change(gone_entities=frozenset({LENA.id})), SECOND)
    assert store.stamp() == SECOND


def test_they_may_go_on_writing_nodes_of_the_same_labels(guest: Neo4jStore, driver: neo4j.Driver) -> None:
    guest.replace(SMALL, FIRST)
    driver.execute_query("UNWIND [1, 2] AS _ CREATE (:Person {id: 'person-uma'})")
    assert guest.entities([UMA.id]) == [UMA]
    assert guest.snapshot() == SMALL


def test_two_nodes_of_ours_never_have_the_same_id(store: Neo4jStore, driver: neo4j.Driver) -> None:
    store.replace(SMALL, FIRST)
    with pytest.raises(neo4j.exceptions.ConstraintError):
        driver.execute_query("CREATE (:Reelgraph:Person {id: 'person-uma'})")
