"""How the embedded Cypher engine is opened: one Database object a file, a bounded pool, errors told apart.

The engine (LadybugDB) reports every failure as a RuntimeError, and a second Database object on one file makes rows
disappear without a word, so nothing else in reelgraph may open it but the child process of `graph.store.sandbox`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DatabaseError
from graph.store.lock import locked

if TYPE_CHECKING:
    import ladybug

THREADS = min(4, os.cpu_count() or 1)
POOL_BYTES = 256 << 20
"""Buffer pool for reading and for small changes. The engine would take 80 % of the machine's memory."""

_LOCKED = re.compile(r"could not set lock|lock.*(?:held|hold)|in use", re.IGNORECASE)


class DamagedError(DatabaseError):
    """The embedded graph can't be opened or doesn't hold what it should: it must be built again from the ledger."""


@contextmanager
def locked_file(path: Path, *, exclusive: bool) -> Iterator[None]:
    """Hold the right to open the file `path`: alone (to write or recover), or with others (to read).

    A lock file beside it holds off other processes, and threads of this one. Waits 10 s, then raises DatabaseError.
    """
    with locked(path.with_name(path.name + ".lock"), exclusive=exclusive):
        yield


class Engine:
    """An open engine. Use `opened`, which closes it."""

    def __init__(self, connection: ladybug.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run a statement for what it does. Raises DatabaseError with the engine's own words."""
        self._result(statement, parameters).close()

    def rows(self, statement: str, parameters: Mapping[str, Any] | None = None) -> Iterator[list[Any]]:
        """Run a statement and give its rows one by one."""
        result = self._result(statement, parameters)
        try:
            while result.has_next():
                yield result.get_next()
        finally:
            result.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that the block executes is done whole or not at all."""
        self.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            with suppress(DatabaseError):  # the engine rolls back by itself after some mistakes, and then refuses
                self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def _result(self, statement: str, parameters: Mapping[str, Any] | None) -> Any:
        try:
            return self._connection.execute(statement, dict(parameters or {}))
        except RuntimeError as error:
            raise DatabaseError(f"the embedded graph refused a statement: {first_line(error)}") from error


@contextmanager
def opened(path: Path, *, pool: int = POOL_BYTES) -> Iterator[Engine]:
    """The engine on the file `path`, made where there is none, and recovered; closed (checkpointed) at the end.

    Raises DamagedError where the file or its log can't be read, DatabaseError where another process holds it.
    """
    import ladybug  # the engine takes 0.08 s to load

    with locked_file(path, exclusive=True):
        try:
            database = ladybug.Database(path, buffer_pool_size=pool, max_num_threads=THREADS)
        except RuntimeError as error:
            raise open_error(path, error) from error
        try:
            connection = ladybug.Connection(database, num_threads=THREADS)
            try:
                yield Engine(connection)
            finally:
                connection.close()
        finally:
            database.close()


def open_error(path: Path, error: Exception) -> DatabaseError:
    """What an engine that refuses to open means."""
    if _LOCKED.search(str(error)):
        return DatabaseError(f"another process has {path} open", "wait until it is done, then try again")
    return DamagedError(
        f"the embedded graph {path} is damaged: {first_line(error)}", "build it again: reelgraph rebuild"
    )


def first_line(error: Exception) -> str:
    """The engine's message without the drawing that follows it."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
