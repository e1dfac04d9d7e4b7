"""The embedded Cypher database shows the graph it was given, follows changes, and says when it must be rebuilt."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from nasty_graphs import difference, make_graph, without

from graph.errors import DatabaseError
from graph.model import Graph
from graph.store.base import Change, Stamp
from graph.store.cypher import Limits
from graph.store.ladybug import LadybugGraph, rebuilding_is_faster
from graph.store.ladybug_engine import DamagedError, locked_file, opened


@pytest.fixture
def store(tmp_path: Path) -> LadybugGraph:
    return LadybugGraph(tmp_path / "it's a folder" / "cypher.lbug")


FIRST, SECOND = Stamp("ledger", 1), Stamp("ledger", 2)


def test_what_was_replaced_is_read_back_character_by_character(store: LadybugGraph) -> None:
    graph = make_graph(1)
    store.replace(graph, FIRST)
    expected = replace(
        graph,
        entities=tuple(sorted(graph.entities, key=lambda e: e.id)),
    )
    assert store.snapshot() == expected
    assert store.stamp() == FIRST


def test_replacing_leaves_nothing_of_the_graph_before(store: LadybugGraph) -> None:
    store.replace(make_graph(1), FIRST)
    store.replace(make_graph(2, size=5), SECOND)
    assert store.snapshot() == make_graph(2, size=5)
    assert store.stamp() == SECOND
    files = sorted(f.name for f in store.path.parent.iterdir() if ".lock" not in f.name)
    assert files == ["cypher.lbug", "cypher.lbug.stamp"]
    assert not list(store.path.parent.glob("new-*"))


def test_an_empty_graph_and_no_graph_are_told_apart(store: LadybugGraph) -> None:
    assert store.stamp() is None
    assert store.snapshot() == Graph()
    store.replace(Graph(), FIRST)
    assert store.stamp() == FIRST
    assert store.snapshot() == Graph()


@pytest.mark.parametrize("seed", range(2))
def test_a_change_leads_to_the_same_graph_as_building_it_afresh(store: LadybugGraph, seed: int) -> None:
    old = make_graph(seed)
    new = without(old, seed)
    store.replace(old, FIRST)
    for _ in range(2):  # twice is the same as once
        store.apply(difference(old, new), SECOND)
    assert store.snapshot() == new
    assert store.stamp() == SECOND
    store.apply(difference(new, old), Stamp("ledger", 3))
    assert store.snapshot() == old


def test_the_file_is_taken_away_only_when_nobody_reads_it(store: LadybugGraph) -> None:
    store.replace(make_graph(1, size=5), FIRST)
    with ThreadPoolExecutor() as pool:
        with store.ask("MATCH (n) RETURN n.id", {}, Limits()) as rows:
            taken = pool.submit(store.discard)
            with pytest.raises(TimeoutError):
                taken.result(0.3)
            assert store.path.exists()
            assert list(rows)
        taken.result(30)
    assert not store.path.exists()


def test_who_waited_while_the_file_was_taken_away_is_told_to_build_it(store: LadybugGraph) -> None:
    store.replace(make_graph(1, size=5), FIRST)
    with ThreadPoolExecutor() as pool:
        with locked_file(store.path, exclusive=True):
            asked = pool.submit(store.ask, "MATCH (n) RETURN n.id", {}, Limits())
            with pytest.raises(TimeoutError):
                asked.result(0.5)
            store.path.unlink()
        with pytest.raises(DamagedError):
            asked.result(30)


def test_a_small_change_is_applied_and_a_large_one_built_afresh() -> None:
    graph = make_graph(1)
    assert not rebuilding_is_faster(Change(entities=graph.entities[:5]))
    assert rebuilding_is_faster(Change(relationships=graph.relationships * 10))


def test_a_change_to_a_graph_that_is_not_there_asks_for_a_rebuild(store: LadybugGraph) -> None:
    with pytest.raises(DamagedError) as caught:
        store.apply(Change(), FIRST)
    assert "rebuild" in caught.value.hint


def test_a_change_that_fails_is_undone_and_leaves_no_stamp(store: LadybugGraph) -> None:
    graph = make_graph(3, size=5)
    store.replace(graph, FIRST)
    bad = replace(graph.entities[0], name=object())  # type: ignore[arg-type]
    with pytest.raises(DatabaseError):
        store.apply(Change(entities=(replace(graph.entities[1], name="new"), bad)), SECOND)
    assert store.stamp() is None
    assert store.snapshot() == graph


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from nasty_graphs import difference, make_graph, without
from graph.store.ladybug import LadybugGraph, rebuilding_is_faster
import graph.store.ladybug as module
store = LadybugGraph(Path(sys.argv[1]))
graph = make_graph(4)
if sys.argv[3] == "committed":
    with module.opened(store.path) as engine:
        engine.execute("CREATE (:Person {id: 'late', name: 'Late', aliases: [], keys: []})")
        os.kill(os.getpid(), signal.SIGKILL)
with module.opened(store.path) as engine:
    engine.execute("BEGIN TRANSACTION")
    module._take_away(engine, difference(graph, without(graph, 4)))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _kill_a_writer(store: LadybugGraph, when: str) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _KILLED, str(store.path), str(Path(__file__).parent), when], check=False
    )
    assert child.returncode == -signal.SIGKILL


def test_a_killed_writer_loses_nothing_that_was_there(store: LadybugGraph) -> None:
    store.replace(make_graph(4), FIRST)
    _kill_a_writer(store, "open")
    store.recover()
    assert not store.needs_recovery()
    assert store.snapshot() == make_graph(4)


def test_what_a_killed_writer_committed_is_recovered(store: LadybugGraph) -> None:
    store.replace(make_graph(4), FIRST)
    _kill_a_writer(store, "committed")
    assert store.needs_recovery()
    store.recover()
    assert not store.needs_recovery()
    assert "late" in {e.id for e in store.snapshot().entities}


def test_a_torn_log_asks_for_a_rebuild_which_mends_it(store: LadybugGraph) -> None:
    graph = make_graph(4)
    store.replace(graph, FIRST)
    _kill_a_writer(store, "committed")
    log = store.path.with_name(store.path.name + ".wal")
    content = bytearray(log.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) // 2)
    log.write_bytes(content)
    with pytest.raises(DamagedError) as caught:
        store.recover()
    assert caught.value.exit_code == 4
    store.replace(graph, SECOND)
    assert store.snapshot() == graph


def test_a_file_that_is_no_database_asks_for_a_rebuild(store: LadybugGraph) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(b"not a database, " * 1000)
    with pytest.raises(DamagedError):
        store.snapshot()
    store.replace(Graph(), FIRST)
    assert store.snapshot() == Graph()


def test_no_second_database_object_is_made_on_a_file(store: LadybugGraph, tmp_path: Path) -> None:
    """The engine would lose rows without a word; two threads of one process wait for each other instead."""
    import threading

    store.replace(make_graph(5, size=5), FIRST)
    order: list[str] = []

    def read() -> None:
        store.snapshot()
        order.append("read")

    with opened(store.path):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(0.3)
        order.append("closed")
    thread.join()
    assert order == ["closed", "read"]


def test_a_database_that_another_process_holds_is_said_to_be_busy(store: LadybugGraph) -> None:
    store.replace(make_graph(5, size=5), FIRST)
    holder = (
        "import sys, ladybug\ndatabase = ladybug.Database(sys.argv[1], buffer_pool_size=64 << 20)\n"
        "print('open', flush=True)\nsys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", holder, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        assert child.stdout.readline() == "open\n"
        with pytest.raises(DatabaseError) as caught:
            store.snapshot()
        assert not isinstance(caught.value, DamagedError)
        assert "another process" in caught.value.message
    finally:
        child.stdin.close()
        child.wait(timeout=10)
        child.stdout.close()


def test_the_engine_is_loaded_only_when_it_is_asked() -> None:
    code = "import sys, graph.store.ladybug; sys.exit('ladybug' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
