"""The stores that every body of the contract runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Neo4jSettings
from graph.store.base import Store


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    made = _embedded(tmp_path) if request.param == "embedded" else _neo4j(request.getfixturevalue("empty_neo4j"))
    yield made
    made.close()


def _embedded(folder: Path) -> Store:
    from graph.store.embedded import EmbeddedStore

    return EmbeddedStore(folder)


def _neo4j(settings: Neo4jSettings) -> Store:
    from graph.store.neo4j import Neo4jStore

    return Neo4jStore(settings)
