"""A line that is cut, slow or chopped, a server that dies: the load is repeated and equals one without trouble."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j_server import Server, free_port, start, stop

from graph.errors import DatabaseError
from graph.projection import build
from graph.settings import Neo4jSettings, Settings
from graph.store.base import Stamp
from graph.store.neo4j import Neo4jStore
from graph.workspace import Workspace
from tests import gold
from tests.bad_network import Weather, proxy
from tests.command import reelgraph

READER = gold.reader()
ARTICLES = gold.articles()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    filled = Workspace(Settings(tmp_path / "workspace"))
    list(filled.add(ARTICLES[:12], READER))
    return filled


def shows_the_ledger(settings: Neo4jSettings, workspace: Workspace) -> None:
    store = Neo4jStore(settings)
    with workspace.ledger() as ledger:
        assert store.stamp() == Stamp(ledger.id, ledger.generation)
        assert store.snapshot() == build(ledger)
    store.close()


@contextmanager
def proxied(settings: Neo4jSettings, weather: Weather) -> Iterator[Neo4jSettings]:
    """The same server behind a proxy."""
    address = urlsplit(settings.uri)
    assert address.hostname
    assert address.port
    with proxy(address.hostname, address.port, weather) as port:
        yield replace(settings, uri=f"bolt://127.0.0.1:{port}")


def load_until_it_works(workspace: Workspace, settings: Neo4jSettings, tries: int) -> int:
    """Repeat the command that loads; each failure must be in plain words. Returns how often it failed."""
    for failed in range(tries):
        try:
            Workspace(Settings(workspace.folder, settings)).rebuild()
        except DatabaseError:
            continue
        return failed
    raise AssertionError(f"the load failed {tries} times")


@pytest.mark.parametrize("cut_after", [100, 3_000, 30_000, 90_000, 170_000])
def test_a_connection_that_is_cut_in_the_middle_of_a_load(
    workspace: Workspace, empty_neo4j: Neo4jSettings, cut_after: int
) -> None:
    weather = Weather(cut_after=cut_after)
    with proxied(empty_neo4j, weather) as settings:
        load_until_it_works(workspace, settings, 3)
    assert weather.cuts == 1
    shows_the_ledger(empty_neo4j, workspace)


def test_the_command_says_nothing_of_what_it_tries_again(workspace: Workspace, empty_neo4j: Neo4jSettings) -> None:
    weather = Weather(cut_after=30_000)
    with proxied(empty_neo4j, weather) as settings:
        env = {"NEO4J_URI": settings.uri, "NEO4J_USERNAME": settings.username, "NEO4J_PASSWORD": settings.password}
        done = reelgraph("rebuild", "--workspace", workspace.folder, env=env)
    assert weather.cuts == 1
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.torture
def test_a_connection_that_is_cut_again_and_again_is_said(workspace: Workspace, empty_neo4j: Neo4jSettings) -> None:
    weather = Weather(cut_after=30_000, once=False)
    with proxied(empty_neo4j, weather) as settings:
        with pytest.raises(DatabaseError, match="Neo4j server"):
            Workspace(Settings(workspace.folder, settings)).rebuild()
        assert weather.cuts > 1
        weather.cut_after = None
        load_until_it_works(workspace, settings, 1)
    shows_the_ledger(empty_neo4j, workspace)


def test_a_slow_and_chopped_connection_loads_the_same(workspace: Workspace, empty_neo4j: Neo4jSettings) -> None:
    with proxied(empty_neo4j, Weather(delay=0.002, at_most=1_400)) as settings:
        Workspace(Settings(workspace.folder, settings)).rebuild()
    shows_the_ledger(empty_neo4j, workspace)


def test_articles_that_were_acknowledged_stay_when_the_server_is_gone(workspace: Workspace) -> None:
    nowhere = Neo4jSettings(f"bolt://127.0.0.1:{free_port()}", password="x")
    added = []
    with pytest.raises(DatabaseError, match="no Neo4j server answers"):
        added.extend(Workspace(Settings(workspace.folder, nowhere)).add(ARTICLES[12:14], READER))
    assert len(workspace.articles()) == 14
    with workspace.ledger() as ledger, workspace.store() as store:
        assert store.snapshot() == build(ledger)


# --- a server that is killed -----------------------------------------------------------------------------------------


def _rebuild(folder: Path, settings: Neo4jSettings) -> None:
    Workspace(Settings(folder, settings)).rebuild()


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_a_server_that_is_killed_in_the_middle_of_a_load_and_started_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    port, password = free_port(), "kill-and-start-7"
    server = start(tmp_path / "server", port, password)
    settings = Neo4jSettings(server.uri, server.username, password)
    choose, kills = random.Random(17), 0
    try:
        for round_ in range(5):
            list(workspace.add([replace(a, text=f"{a.text}\n\nRound {round_}.") for a in ARTICLES], READER))
            loader = multiprocessing.get_context("fork").Process(target=_rebuild, args=(workspace.folder, settings))
            loader.start()
            time.sleep(choose.uniform(0.1, 2.0))
            kills += loader.is_alive()
            _kill(server)
            server = start(tmp_path / "server", port, password)
            loader.join(120)
            load_until_it_works(workspace, settings, 3)
            shows_the_ledger(settings, workspace)
    finally:
        stop(server)
    assert kills > 0


def _kill(server: Server) -> None:
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
