"""`make neo4j` and the tests get a real server on a bare machine, or say in one line what to install."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import neo4j
import neo4j_server
import pytest

SCRIPT = Path(neo4j_server.__file__)


def test_it_prints_how_to_reach_it_and_stops_at_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, SCRIPT, "--home", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(3)]
        said = dict(re.fullmatch(r"export (NEO4J_\w+)=(\S+)\n", line).groups() for line in lines)  # type: ignore[union-attr]
        with neo4j.GraphDatabase.driver(
            said["NEO4J_URI"], auth=(said["NEO4J_USERNAME"], said["NEO4J_PASSWORD"])
        ) as driver:
            driver.execute_query("CREATE (:Kept)")
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "Traceback" not in errors
    with pytest.raises(neo4j.exceptions.ServiceUnavailable):
        neo4j.GraphDatabase.driver(said["NEO4J_URI"]).verify_connectivity()
    with (
        neo4j_server.running_server(tmp_path, quick=True) as again,
        neo4j.GraphDatabase.driver(again.uri, auth=(again.username, again.password)) as driver,
    ):
        [[kept]] = driver.execute_query("MATCH (n:Kept) RETURN count(n)").records
    assert (kept, again.password) == (1, said["NEO4J_PASSWORD"])


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "JAVA_HOME"} | {"PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith(
        "A Neo4j server needs Java 17 or later and Maven: install them (Debian: apt-get install"
    )
    assert "REELGRAPH_TEST_NEO4J_URI" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_java_that_is_too_old_counts_as_none(tmp_path: Path) -> None:
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n", encoding="utf-8")
    old.chmod(0o755)
    environment = {k: v for k, v in os.environ.items() if k != "JAVA_HOME"} | {"PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)


def test_a_server_that_ends_while_it_starts_says_why() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(neo4j_server.ServerUnavailableError, match=r"ended while starting: .*Address already in use"),
        neo4j_server.running_server(port=other.getsockname()[1], quick=True),
    ):
        pass


def test_a_password_may_look_like_an_option(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("-vXq0_random-", encoding="utf-8")
    with (
        neo4j_server.running_server(tmp_path, quick=True) as server,
        neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver,
    ):
        [[one]] = driver.execute_query("RETURN 1").records
    assert (one, server.password) == (1, "-vXq0_random-")
