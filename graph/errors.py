"""The one family of errors that reelgraph raises on purpose.

Each carries a message (what went wrong), a hint (what to do next) and the exit code of the command line. Only
``graph.cli`` turns them into output; every other room raises them and knows nothing of terminals.
"""


class ReelgraphError(Exception):
    """Root of all expected errors: a one-line `message`, a one-line `hint` (may be empty), and an `exit_code`."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(ReelgraphError):
    """Asked and not found: no such name, no path, no such article."""

    exit_code = 1


class UsageError(ReelgraphError):
    """Wrong use: an option that makes no sense, an ambiguous name, a mistake in a query."""

    exit_code = 2


class StatementError(UsageError):
    """A mistake in a Cypher statement. `line` and `column` (from 1) say where, or are 0 where the engine doesn't."""

    def __init__(self, message: str, hint: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, hint)
        self.line = line
        self.column = column


class SourceError(ReelgraphError):
    """A source of articles that can't be read: missing, empty, not text, unreachable."""

    exit_code = 3


class DatabaseError(ReelgraphError):
    """A database that is unreachable, refuses us, or is locked by another process."""

    exit_code = 4
