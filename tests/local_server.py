"""A real HTTP server on this machine for tests: each path is answered by a function that gets the request handler."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class LocalServer:
    """A server that runs; `routes` may be changed while it does. `requests` are (path, headers, body) as they came."""

    def __init__(self, routes: dict[str, Answer]) -> None:
        self.routes = routes
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.stop = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self) -> None:
                with suppress(ConnectionError):  # the asker may leave at any time
                    super().handle()

            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                outer.requests.append((self.path, dict(self.headers.items()), self.rfile.read(length)))
                answer = outer.routes.get(self.path.partition("?")[0], reply(b"nothing here", status=404))
                answer(self)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                """Tests read `requests` instead."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @contextmanager
    def running(self) -> Iterator[LocalServer]:
        self._thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


def reply(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    """An answer with this body; a header's name is written with underscores. A stated length may lie."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        stated = {"content_type": "text/html; charset=utf-8", "content_length": str(len(data))} | headers
        for name, value in stated.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)
        handler.close_connection = stated["content_length"] != str(len(data))

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    """An answer that sends the asker elsewhere."""
    return reply(b"", status, location=target)
