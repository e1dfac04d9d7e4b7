"""A server that goes away: the next statement connects again; if it stays away, that is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from graph.errors import DatabaseError
from graph.settings import Neo4jSettings
from graph.store.neo4j_cypher import Neo4jCypher


class Gate:
    """Passes connections on to a server, until it is closed; `drop` cuts those that are open."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.open:
                near.close()
                continue
            far = socket.create_connection(self._target)
            self._ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            return

    def drop(self) -> None:
        """Cut all connections."""
        for end in self._ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._ends.clear()

    def close(self) -> None:
        """Cut all connections and take no more."""
        self._listener.close()
        self.drop()


@pytest.fixture
def gate(neo4j_server: Neo4jSettings) -> Iterator[Gate]:
    address = urlsplit(neo4j_server.uri)
    gate = Gate(address.hostname or "127.0.0.1", address.port or 7687)
    yield gate
    gate.close()


def test_a_lost_connection_is_made_anew(neo4j_server: Neo4jSettings, gate: Gate) -> None:
    session = Neo4jCypher(replace(neo4j_server, uri=f"bolt://127.0.0.1:{gate.port}"))
    assert list(session.run("RETURN 1 AS x", {})) == [[1]]
    gate.drop()
    assert list(session.run("RETURN 2 AS x", {})) == [[2]]
    gate.open = False
    gate.drop()
    with pytest.raises(DatabaseError) as caught:
        session.run("RETURN 3 AS x", {})
    assert caught.value.exit_code == 4
    gate.open = True
    assert list(session.run("RETURN 4 AS x", {})) == [[4]]
    session.close()
