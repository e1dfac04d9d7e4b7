"""A proxy between a client and a server that cuts, delays, halves and changes what passes."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Weather:
    """What the proxy does to what passes: cut the connection after so many bytes, wait, pass only so much at once.

    With `once`, the next connection is left alone. `replaced` are bytes, and as many that take their place.
    """

    cut_after: int | None = None
    delay: float = 0.0
    at_most: int = 65_536
    once: bool = True
    replaced: tuple[bytes, bytes] = (b"", b"")
    cuts: int = 0


@contextmanager
def proxy(host: str, port: int, weather: Weather) -> Iterator[int]:
    """A proxy on a free port of this machine to `host:port`; yields its port. `weather` may change at any time."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def accept() -> None:
        while not stop.is_set():
            if select.select([listener], [], [], 0.05)[0]:
                client, _ = listener.accept()
                threading.Thread(target=_carry, args=(client, (host, port), weather, stop), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        listener.close()


def _carry(client: socket.socket, address: tuple[str, int], weather: Weather, stop: threading.Event) -> None:
    """Carry bytes both ways until one side closes, or the weather cuts the line."""
    passed = 0
    with client, socket.create_connection(address) as server:
        other = {client: server, server: client}
        while not stop.is_set():
            for side in select.select([client, server], [], [], 0.05)[0]:
                try:
                    data = side.recv(weather.at_most)
                    if not data:
                        return
                    passed += len(data)
                    if weather.cut_after is not None and passed > weather.cut_after:
                        other[side].sendall(data[: len(data) // 2])  # half a packet, then nothing
                        weather.cuts += 1
                        weather.cut_after = None if weather.once else weather.cut_after
                        return
                    if weather.replaced[0]:
                        data = data.replace(*weather.replaced)
                    if weather.delay:
                        time.sleep(weather.delay)
                    other[side].sendall(data)
                except OSError:
                    return
