"""Ctrl-C ends a question to a server at once, whatever the server is still busy with."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing
from types import FrameType

import neo4j
import pytest

from graph.settings import Neo4jSettings
from graph.store.neo4j_connection import Connection

ENDLESS = "UNWIND range(1, 4000000000) AS i RETURN count(i)"
AT_ONCE = 5.0
"""Seconds: the statement would take minutes."""


@pytest.fixture
def interrupted_soon() -> Iterator[None]:
    """What Ctrl-C does, half a second from now."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("interrupted_soon")
def test_an_interrupt_does_not_wait_for_the_server(neo4j_server: Neo4jSettings) -> None:
    start = time.monotonic()
    with (
        closing(Connection(neo4j_server)) as connection,
        pytest.raises(KeyboardInterrupt),
        connection.session(neo4j.READ_ACCESS) as session,
    ):
        session.run(ENDLESS).consume()
    assert time.monotonic() - start < AT_ONCE
