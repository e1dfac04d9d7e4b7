"""A statement of the user's and what comes of it, the same on both stores. Console and command build on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph.errors import DatabaseError
from graph.store.dialects import Dialect


class TimeExceededError(DatabaseError):
    """A statement that took longer than it was allowed, and was stopped."""


class ConnectionLostError(DatabaseError):
    """The server went away while it was asked; asking again may help."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a statement may take: seconds until its first row, rows, bytes (embedded only). None is no limit."""

    seconds: float | None = 30.0
    rows: int | None = 1_000
    memory: int | None = 1 << 30


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Schema:
    """What a store holds by name: `properties` of each label and type; functions and procedures to call."""

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    functions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


class Result:
    """The rows of a running statement, once, as they come. Close it (or use `with`) to stop the statement.

    `more` says, when the rows are at their end, that the row limit cut them off; `notes` are words about the run;
    `changes` counts what a writing statement changed (empty for a reading one).
    """

    def __init__(
        self, columns: Sequence[str], rows: Iterator[Sequence[Any]], limit: int | None, close: Callable[[], None]
    ) -> None:
        self.columns = tuple(columns)
        self.more = False
        self.notes: list[str] = []
        self.changes: dict[str, int] = {}
        self._rows = rows
        self._limit = limit
        self._close = close

    def __iter__(self) -> Iterator[Sequence[Any]]:
        try:
            for count, row in enumerate(self._rows):
                if self._limit is not None and count >= self._limit:
                    self.more = True
                    break
                yield row
        finally:
            self.close()

    def close(self) -> None:
        """Stop the statement and let go of what it holds. Safe to call twice, and from another thread."""
        self._close()

    def __enter__(self) -> Result:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class CypherSession(Protocol):
    """One place where Cypher runs."""

    @property
    def dialect(self) -> Dialect:
        """What it understands."""

    @property
    def place(self) -> str:
        """Where it is, for a prompt: a URI or a folder. Never with a password."""

    def run(
        self, statement: str, parameters: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS, *, write: bool = False
    ) -> Result:
        """Run one statement, read only unless `write`.

        Raises StatementError for a mistake or a refusal, UsageError for missing or extra parameters, TimeExceededError,
        ConnectionLostError, DatabaseError.
        """

    def schema(self) -> Schema:
        """What it holds now."""

    def close(self) -> None:
        """Let go of it."""
