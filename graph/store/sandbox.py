"""One reading statement on the embedded engine, in a process of its own that can't do harm.

The engine's read-only mode still reads and writes files, its time-out doesn't stop every statement, and its pool
doesn't bound its memory. So the statement (which `graph.store.guard` let pass) runs in a child process that opens the
database read-only and then gives up what it doesn't need: it can open no more files or sockets, write to none, and take
only so much memory and processor time. The parent kills it when the time is over or the user has enough; where the
parent itself is killed, the child sees its line to the parent end, and ends too.

    parent → child   one `Request`, then nothing: the line stays open as long as the parent lives
    child → parent   ("columns", names), ("rows", list of rows)…, ("done", peak bytes)
                     or ("closed", text) where the database can't be opened, ("error", text) for all else

Both sides speak pickle; the parent accepts only the types of values that a result may have.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from graph.errors import DatabaseError
from graph.store.cypher import Limits, TimeExceededError

_BATCH = 500
_SMALLEST_DATABASE = 1 << 30
_CPU_GRACE_SECONDS = 5
_SECRET_VARIABLES = ("NEO4J_", "REELGRAPH_")


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to do."""

    path: str
    statement: str
    parameters: Mapping[str, Any]
    limits: Limits
    pool: int
    threads: int


class EngineError(Exception):
    """What the engine says of the statement, in its own words."""


class OpeningError(EngineError):
    """The engine can't open the database at all."""


# --- the parent ------------------------------------------------------------------------------------------------------


class Child:
    """A running statement. `columns` is there once it has its result; `peak` (bytes) once it is at its end."""

    def __init__(self, request: Request) -> None:
        self.peak = 0
        self._limits = request.limits
        self._late = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.store.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the parent, which then ends the child
        )
        timer = threading.Timer(request.limits.seconds, self._out_of_time) if request.limits.seconds else None
        try:
            if timer:
                timer.start()
            self._send(request)
            self.columns: tuple[str, ...] = tuple(self._expect("columns"))
        except BaseException:
            self.kill()
            raise
        finally:
            if timer:
                timer.cancel()

    def rows(self) -> Iterator[list[Any]]:
        """The rows, as the child sends them."""
        while True:
            kind, content = self._receive()
            if kind == "done":
                self.peak = content
                return
            yield from content

    def kill(self) -> None:
        """End the child, whatever it does. Safe to call twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):  # a request that it never took may still be in the buffer
                    pipe.close()

    def _out_of_time(self) -> None:
        self._late = True
        self._process.kill()

    def _send(self, request: Request) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pickle.dump(request, pipe)
            pipe.flush()
        except BrokenPipeError:
            raise self._ended() from None

    def _expect(self, wanted: str) -> Any:
        kind, content = self._receive()
        assert kind == wanted, kind
        return content

    def _receive(self) -> tuple[str, Any]:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            kind, content = _Values(pipe).load()
        except (EOFError, pickle.UnpicklingError, ValueError):
            raise self._ended() from None
        if kind == "error":
            raise EngineError(content)
        if kind == "closed":
            raise OpeningError(content)
        return kind, content

    def _ended(self) -> DatabaseError:
        """Why the child stopped speaking."""
        if self._late:
            return TimeExceededError(
                f"stopped after {self._limits.seconds:g} s", "ask for less, or allow more time (--timeout SECONDS)"
            )
        code = self._process.wait()
        return DatabaseError(f"the embedded engine stopped (code {code})", "ask for less; the graph itself is unharmed")


class _Values(pickle.Unpickler):
    """Reads only what a row may hold."""

    _ALLOWED = frozenset(
        {
            ("graph.values", "Node"),
            ("graph.values", "Relation"),
            ("graph.values", "PathValue"),
            ("graph.values", "Duration"),
            ("datetime", "date"),
            ("datetime", "datetime"),
            ("datetime", "timedelta"),
            ("datetime", "timezone"),
            ("decimal", "Decimal"),
            ("uuid", "UUID"),
            ("uuid", "SafeUUID"),
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a row")
        return super().find_class(module, name)


def _environment() -> dict[str, str]:
    """The parent's environment without its secrets, and with the way to this package."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_SECRET_VARIABLES)}
    root = str(Path(__file__).resolve().parents[2])
    kept["PYTHONPATH"] = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
    return kept


# --- the child -------------------------------------------------------------------------------------------------------


def main() -> None:
    """Answer one request."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the engine prints must not get between the messages
    request: Request = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()  # the engine lets it run beside a statement
    try:
        _answer(request, out)
    except (RuntimeError, MemoryError, ValueError) as error:
        _send(out, "error", str(error) or type(error).__name__)


def _end_with_parent() -> None:
    """Wait until the line from the parent ends, then end at once."""
    sys.stdin.buffer.read()
    os._exit(1)


def _opened(request: Request) -> Any:
    """A connection to the database, read-only."""
    import ladybug

    size = _SMALLEST_DATABASE
    while size < 4 * os.path.getsize(request.path):
        size *= 2
    database = ladybug.Database(
        request.path,
        buffer_pool_size=request.pool,
        max_num_threads=request.threads,
        read_only=True,
        max_db_size=size,  # the engine would map 8 TB, which no limit on memory allows
    )
    return ladybug.Connection(database, num_threads=request.threads)


def _answer(request: Request, out: IO[bytes]) -> None:
    from graph.store.ladybug_values import converted

    try:
        connection = _opened(request)
    except RuntimeError as error:
        _send(out, "closed", str(error))
        return
    _give_up_rights(request)
    result = connection.execute(request.statement, dict(request.parameters))
    if isinstance(result, list):
        raise ValueError("one statement at a time")  # noqa: TRY004 - told to the user as it is
    _send(out, "columns", result.get_column_names())
    types = result.get_column_data_types()
    left = sys.maxsize if request.limits.rows is None else request.limits.rows + 1
    while left > 0 and result.has_next():
        batch: list[Any] = result.get_n(min(_BATCH, left))
        left -= len(batch)
        _send(out, "rows", [converted(row, types) for row in batch])
    _send(out, "done", _peak())
    os._exit(0)  # closing a database of which nothing was changed takes time and gives nothing


def _send(out: IO[bytes], kind: str, content: Any) -> None:
    pickle.dump((kind, content), out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def _give_up_rights(request: Request) -> None:
    """From here on: no new file, socket or pipe, nothing written to any file, bounded memory and processor time."""
    # The engine makes values of the first three while it answers; afterwards no module can be loaded any more.
    import datetime  # noqa: F401
    import decimal  # noqa: F401
    import resource
    import uuid  # noqa: F401

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request.limits.seconds:
        seconds = int(request.limits.seconds * request.threads) + _CPU_GRACE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if request.limits.memory:
        most = _mapped() + request.limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _mapped() -> int:
    """Bytes of address space that the process has taken so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # not Linux: the pool and the database's own mapping are what has been taken
        return _SMALLEST_DATABASE * 4
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak() -> int:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    # Under its own name, so that what is pickled has the same classes on both sides.
    from graph.store.sandbox import main as run

    run()
