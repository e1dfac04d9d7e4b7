"""A process that is killed takes all that it started with it: nothing works on, holds a file or listens afterwards."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests import gold
from tests.command import ROOT, environment, reelgraph

THOUSANDS = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c"


def ends_with_its_children(process: subprocess.Popen[bytes], busy: str) -> None:
    """Kill the process alone once a child of it whose command line holds `busy` is at work; all of them must end."""
    parent, children = psutil.Process(process.pid), []
    give_up = time.monotonic() + 60
    try:
        while not any(busy in command_line(child) for child in children):
            assert process.poll() is None, "it was done before"
            assert time.monotonic() < give_up, f"no child at work: {children}"
            time.sleep(0.02)
            children = parent.children(recursive=True)
        time.sleep(0.3)
    finally:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def command_line(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def started(*command: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment(),
    )


def test_a_statement_in_progress_ends_with_the_command(tmp_path: Path) -> None:
    where = ["--workspace", tmp_path / "workspace"]
    assert reelgraph("add", gold.DATA / "articles" / f"{gold.articles()[0].stem}.md", *where).returncode == 0
    assert reelgraph("cypher", "MATCH (n) RETURN count(n)", *where).returncode == 0
    statement = f"{THOUSANDS} RETURN sum(a * b * c % 7)"
    command = started("-m", "graph", "cypher", statement, "--timeout", "0", *where)
    ends_with_its_children(command, "graph.store.sandbox")


def test_processes_that_read_end_with_the_command(tmp_path: Path) -> None:
    sources = tmp_path / "articles"
    sources.mkdir()
    text = "\n\n".join(article.text for article in gold.articles())
    for number in range(60):
        (sources / f"{number}.md").write_text(f"{text}\n\nNumber {number}.", encoding="utf-8")
    command = started("-m", "graph", "add", sources, "--jobs", "2", "--workspace", tmp_path / "workspace")
    ends_with_its_children(command, "")


@pytest.mark.torture
def test_a_server_of_the_tests_ends_with_whoever_started_it(tmp_path: Path) -> None:
    ends_with_its_children(started(ROOT / "scripts" / "neo4j_server.py", "--home", tmp_path), "CommunityEntryPoint")
