"""Cypher of the user's on a Neo4j server: judged twice (our rules, then the server's), streamed, stopped when asked.

A reading statement passes `graph.store.guard`, then the server's own classification (the query type of its EXPLAIN),
and runs in a read transaction. Rows come as the server sends them, so that a result of any size needs little memory.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import DatabaseError, ReelgraphError, StatementError
from graph.settings import Neo4jSettings
from graph.store import guard, tokens
from graph.store.cypher import DEFAULT_LIMITS, ConnectionLostError, Limits, Result, Schema, TimeExceededError
from graph.store.dialects import NEO4J
from graph.store.neo4j_connection import Connection
from graph.store.neo4j_values import plain
from graph.store.plans import plan_rows

_PLAIN = frozenset({str, int, float, bool, type(None), bytes})
_POSITION = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: (\d+)\)\)")
_UNKNOWN_FUNCTION = re.compile(r"Unknown function '([^']+)'")
_UNDEFINED = re.compile(r"Variable `([^`]+)` not defined")
_PREFIX = "EXPLAIN "
_STATEMENT_CODES = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.ClientError.Schema.")
_STOPPED = ("Neo.ClientError.Transaction.Terminated", "Neo.TransientError.Transaction.Terminated")


class Neo4jCypher:
    """A place where Cypher runs (see `graph.store.cypher.CypherSession`): one database of a server."""

    dialect = NEO4J

    def __init__(self, settings: Neo4jSettings) -> None:
        self._settings = settings
        self._connection = Connection(settings)

    @property
    def place(self) -> str:
        """The server's URI, and the database if one is named."""
        return self._settings.uri + (f"/{self._settings.database}" if self._settings.database else "")

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def run(
        self, statement: str, parameters: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS, *, write: bool = False
    ) -> Result:
        """Run one statement; its rows stream. A lost connection is tried once more before it is an error.

        Raises StatementError, UsageError, TimeExceededError, ConnectionLostError, DatabaseError.
        """
        guard.check_parameters(statement, parameters)
        if not write:
            guard.check_reading(statement, NEO4J)
        try:
            return self._begin(statement, parameters, limits, write=write)
        except ConnectionLostError:
            if write:  # it may have been done already
                raise
            return self._begin(statement, parameters, limits, write=write)

    def schema(self) -> Schema:
        """Labels, relationship types, properties, and what may be called on this server."""
        ask = self._connection.ask
        names = tuple(row[0] for row in ask("store/property_names"))
        labels = tuple(row[0] for row in ask("store/labels"))
        types = tuple(row[0] for row in ask("store/types"))
        return Schema(
            labels,
            types,
            dict.fromkeys((*labels, *types), names),
            tuple(row[0] for row in ask("store/functions") if NEO4J.knows_function(row[0])),
            tuple(row[0] for row in ask("store/procedures") if NEO4J.reads_procedure(row[0])),
        )

    # --- running -----------------------------------------------------------------------------------------------------

    def _begin(self, statement: str, parameters: Mapping[str, Any], limits: Limits, *, write: bool) -> Result:
        run = _Run(self._connection, statement, dict(parameters), limits)
        if not write:
            run.check_type()
        stream = run.stream(write=write)
        columns = next(stream)
        result = Result(columns, stream, limits.rows, stream.close)
        run.changes = result.changes
        return result


class _Run:
    """One statement on its way."""

    def __init__(self, connection: Connection, statement: str, parameters: dict[str, Any], limits: Limits) -> None:
        self.connection = connection
        self.statement = statement
        self.parameters = parameters
        self.limits = limits
        self.changes: dict[str, int] = {}
        self._token = uuid.uuid4().hex
        self._late = False
        self._interrupted = False

    def check_type(self) -> None:
        """Ask the server whether the statement only reads. Raises StatementError if it doesn't, or is wrong."""
        bare = _without_prefix(self.statement)
        moved = len(_PREFIX) + len(bare) - len(self.statement)
        try:
            with self.connection.session(neo4j.READ_ACCESS) as session, self._mistakes(moved):
                query = neo4j.Query(_PREFIX + bare)
                kind = session.run(query, self.parameters).consume().query_type
        except DatabaseError as error:
            raise _lost(error) from error
        if kind != "r":
            raise StatementError(
                "the server says that this statement would change something",
                "only statements that read are run here; --write allows others",
            )

    def stream(self, *, write: bool) -> Generator[Any, None, None]:
        """The columns, then row by row."""
        timer = threading.Timer(self.limits.seconds, self._out_of_time) if self.limits.seconds else None
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        try:
            if timer:
                timer.start()
            with self.connection.session(access) as session, self._mistakes():
                yield from self._rows(self._start(session, write=write), timer)
        except DatabaseError as error:
            if self._interrupted:  # closing the session tells that its statement was ended, which is what was wanted
                raise KeyboardInterrupt from None
            raise _lost(error) from error
        finally:
            if timer:
                timer.cancel()

    def _start(self, session: neo4j.Session, *, write: bool) -> neo4j.Result:
        metadata = {"reelgraph": self._token}
        if write:  # on its own, as CALL { … } IN TRANSACTIONS wants
            query = neo4j.Query(self.statement, metadata=metadata)
            return session.run(query, self.parameters)
        return session.begin_transaction(metadata=metadata).run(self.statement, self.parameters)

    def _rows(self, result: neo4j.Result, timer: threading.Timer | None) -> Iterator[Any]:
        if _without_prefix(self.statement) != self.statement:
            summary = result.consume()
            yield from plan_rows(summary.profile or summary.plan or {})
            return
        result.peek()
        if timer:
            timer.cancel()
        yield result.keys()
        for record in result:
            yield [v if type(v) in _PLAIN else plain(v) for v in record.values()]
        counters = vars(result.consume().counters)
        self.changes.update({k: v for k, v in counters.items() if not k.startswith("_") and type(v) is int and v})

    # --- stopping ----------------------------------------------------------------------------------------------------

    def _out_of_time(self) -> None:
        self._late = True
        self._terminate()

    def _terminate(self) -> None:
        """End the statement on the server, from another connection."""
        with suppress(ReelgraphError):  # it has ended by itself, or the server is gone: both are what is wanted
            self.connection.writing(lambda ask: ask("store/terminate", token=self._token))

    # --- mistakes ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _mistakes(self, moved: int = 0) -> Iterator[None]:
        """Tell mistakes of the statement in our words; `moved` characters were put before it. Stop it on Ctrl-C."""
        try:
            yield
        except KeyboardInterrupt:
            self._interrupted = True
            self._terminate()
            raise
        except Neo4jError as error:
            code, message = error.code or "", error.message or ""
            if self._late and code in _STOPPED:
                raise TimeExceededError(
                    f"stopped after {self.limits.seconds:g} s", "ask for less, or allow more time (--timeout SECONDS)"
                ) from error
            if code.startswith(_STATEMENT_CODES):
                raise _mistake(self.statement, code, message, moved) from error
            raise


def _lost(error: DatabaseError) -> DatabaseError:
    """The same error, or word that the connection is lost."""
    if isinstance(error.__cause__, ServiceUnavailable | SessionExpired):
        return ConnectionLostError(error.message, "the next statement tries to connect again")
    return error


def _without_prefix(statement: str) -> str:
    """The statement without EXPLAIN or PROFILE before it."""
    first = next(tokens.tokens(statement), None)
    if first is not None and first.upper in NEO4J.prefixes:
        return statement[first.end :]
    return statement


def _mistake(statement: str, code: str, message: str, moved: int) -> StatementError:
    if code == "Neo.ClientError.Statement.AccessMode":
        return StatementError("the server refused to write in a read transaction", "only statements that read are run")
    first = next((line.strip() for line in message.splitlines() if line.strip()), code)
    match = _POSITION.search(first)
    text = _POSITION.sub("", first).rstrip(".")
    hint = _hint(statement, text)
    if match is None:
        return StatementError(text, hint)
    line, column = int(match[1]), int(match[2])
    return StatementError(text, hint, max(line, 1), max(column - (moved if line <= 1 else 0), 1))


def _hint(statement: str, message: str) -> str:
    if match := _UNKNOWN_FUNCTION.search(message):
        near = get_close_matches(match[1].lower(), NEO4J.functions, 1)
        return f"did you mean {near[0]}()?" if near else ""
    if match := _UNDEFINED.search(message):
        names = {t.text for t in tokens.tokens(statement) if t.kind is tokens.Kind.WORD} - {match[1]}
        near = get_close_matches(match[1], names, 1, 0.75)
        return f"did you mean {near[0]}?" if near else f"is it bound before? a text needs quotes: '{match[1]}'"
    return ""
