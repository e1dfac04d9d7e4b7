"""`reelgraph export --for neo4j-admin` writes what `neo4j-admin database import` takes: the server shows the graph."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import neo4j
import pytest
from neo4j_server import JAVA_OPTIONS, free_port, jars, java, start, stop

from graph import queries
from graph.export import neo4j_admin
from graph.model import Graph
from graph.projection import build
from graph.settings import Neo4jSettings, Settings
from graph.store.base import Stamp
from graph.store.neo4j import Neo4jStore
from graph.workspace import Workspace
from tests import gold
from tests.command import reelgraph


def admin(home: Path, *arguments: str) -> None:
    """Run neo4j-admin."""
    done = subprocess.run(
        [java(), *JAVA_OPTIONS, "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def hard(graph: Graph) -> Graph:
    """The same graph with quotes, line breaks and delimiters in every text that is free."""
    weapon = 'a "quoted", \n broken; line\\ '
    relationships = [
        replace(r, evidence=tuple(replace(e, quote=weapon + e.quote, detail=weapon) for e in r.evidence))
        if number % 2
        else r
        for number, r in enumerate(graph.relationships)
    ]
    return replace(
        graph,
        entities=tuple(replace(e, name=e.name + weapon) for e in graph.entities),
        relationships=tuple(r.of(r.key, r.evidence) for r in relationships),
    ).canonical()


@pytest.mark.torture  # a server of its own: import, start, indexes
@pytest.mark.timeout(600)
def test_an_imported_database_shows_the_graph_and_is_known_as_ours(tmp_path: Path) -> None:
    workspace = Workspace(Settings(tmp_path / "workspace"))
    list(workspace.add(gold.articles()[:10], gold.reader()))
    with workspace.ledger() as ledger:
        graph, stamp = hard(build(ledger)), Stamp(ledger.id, ledger.generation)
    arguments = neo4j_admin.write(tmp_path / "files", graph, stamp)
    home, port, password = tmp_path / "server", free_port(), "imported-graph-7"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    admin(home, "database", "import", "full", "neo4j", *arguments)
    server = start(home, port, password)
    try:
        with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, password)) as driver:
            for statement in (tmp_path / "files" / "schema.cypher").read_text("utf-8").split(";\n"):
                if statement.strip():
                    driver.execute_query(statement)
        store = Neo4jStore(Neo4jSettings(server.uri, server.username, password))
        assert store.stamp() == stamp
        assert store.snapshot() == graph
        assert store.named(graph.entities[0].keys[0])
        store.close()
    finally:
        stop(server)


def test_the_command_says_how_to_import(tmp_path: Path) -> None:
    where = ["--workspace", tmp_path / "workspace"]
    assert reelgraph("add", gold.DATA / "articles", *where).returncode == 0
    done = reelgraph("export", "--for", "neo4j-admin", "-o", tmp_path / "files", *where)
    assert done.returncode == 0, done.stderr
    assert "neo4j-admin database import full" in done.stdout
    assert "schema.cypher" in done.stdout
    assert {p.name for p in (tmp_path / "files").iterdir()} == {
        "entities.csv", "articles.csv", "marker.csv", "mentions.csv", "credits.csv", "schema.cypher"
    }  # fmt: skip
    assert queries.load("store/schema").statements[0] in (tmp_path / "files" / "schema.cypher").read_text("utf-8")
    assert reelgraph("export", "--for", "neo4j-admin", *where).returncode == 2
