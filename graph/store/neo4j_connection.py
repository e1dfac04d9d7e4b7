"""The way to a Neo4j server: one driver, transactions that read or write, and errors that people can act on."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph import queries
from graph.errors import DatabaseError, ReelgraphError, StatementError, UsageError
from graph.settings import Neo4jSettings

OLDEST = (5, 26)
"""The oldest server that knows all the Cypher we use; releases by year (2025.01) are later."""

Row = list[Any]
Ask = Callable[..., list[Row]]
"""Runs one of our statements within a transaction: `ask("store/entities", ids=[…])` gives its rows."""

_MADE_MEANWHILE = frozenset(
    f"Neo.ClientError.Schema.{name}"
    for name in (
        "EquivalentSchemaRuleAlreadyExists",
        "IndexAlreadyExists",
        "ConstraintAlreadyExists",
        "IndexWithNameAlreadyExists",
        "ConstraintWithNameAlreadyExists",
    )
)
T = TypeVar("T")


class TransactionMemoryError(DatabaseError):
    """The server has not the memory for a transaction as large as this one."""


_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_CONNECT_SECONDS = 10.0
_RETRY_SECONDS = 15.0
_POSITION = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")


# What fails for good becomes an error of ours; of what the driver tries again it would tell its own story on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def _consume(transaction: neo4j.ManagedTransaction, statement: str) -> None:
    transaction.run(neo4j.Query(statement).text).consume()


class Connection:
    """A connection to one database of a server, made and checked at once.

    Raises DatabaseError where the server can't be reached, refuses us or is too old; UsageError for a URI that is none.
    """

    def __init__(self, settings: Neo4jSettings) -> None:
        self.settings = settings
        with self.explained():
            self._driver = self._open()
        try:
            with self.explained():
                self._check_version()
        except ReelgraphError:
            self.close()
            raise

    def _open(self) -> neo4j.Driver:
        try:
            parts = urlsplit(self.settings.uri)
            # The port is read for the ValueError that it raises where it is no number.
            if parts.scheme not in _SCHEMES or not parts.hostname or parts.port == 0:
                raise self._no_address("it must begin with bolt:// or neo4j://, +s for encryption")
            return neo4j.GraphDatabase.driver(
                self.settings.uri,
                auth=(self.settings.username, self.settings.password),
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=_CONNECT_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                user_agent="reelgraph",
                # What the server thinks of our statements (a type that no relationship has yet) is nothing for people.
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise self._no_address(_first_line(str(error))) from error

    def _no_address(self, why: str) -> UsageError:
        message = f"{self.settings.uri!r} is no address of a Neo4j server: {why}"
        return UsageError(message, "write bolt://HOST:PORT, or neo4j+s://… for Aura")

    def _check_version(self) -> None:
        try:
            agent = self._driver.get_server_info().agent
        except ConfigurationError:  # before 5.7 notifications can't be turned off
            agent = "an old Neo4j"
        match = re.search(r"(\d+)\.(\d+)", agent)
        if match is None or (int(match[1]), int(match[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise DatabaseError(
                f"the server at {self.settings.uri} is {agent}, too old for reelgraph",
                f"use Neo4j {oldest} or later",
            )

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    # --- our own statements ------------------------------------------------------------------------------------------

    def ask(self, name: str, /, **parameters: Any) -> list[Row]:
        """The rows of one of our statements, in a read transaction of its own."""
        return self.asking(lambda ask: ask(name, **parameters))

    def asking(self, work: Callable[[Ask], T]) -> T:
        """Run `work`, each statement in a read transaction of its own: one round trip a statement, and none besides.

        What others commit in between is seen, as within one transaction too. May be run again, as `reading`.
        """
        with self.session(neo4j.READ_ACCESS) as session:
            try:
                return work(_asker(session))
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
            return session.execute_read(lambda transaction: work(_asker(transaction)))

    def reading(self, work: Callable[[Ask], T]) -> T:
        """Run `work` in one read transaction. May be run again, if the server asks for that."""
        with self.session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda transaction: work(_asker(transaction)))

    def writing(self, work: Callable[[Ask], T]) -> T:
        """Run `work` in one write transaction: all of it happens or nothing. May be run again."""
        with self.session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda transaction: work(_asker(transaction)))

    def writing_once(self, work: Callable[[Ask], T]) -> T:
        """Run `work` in one write transaction, and never again: where that fails, it may have happened all the same."""
        with self.session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as transaction:
            done = work(_asker(transaction))
            transaction.commit()
            return done

    def change_schema(self, name: str) -> None:
        """Run the statements of a schema, each in a transaction of its own, as the server wants it."""
        with self.session(neo4j.WRITE_ACCESS) as session:
            for statement in queries.load(name).statements:
                try:  # as a unit of work, which the driver tries again where two clients' locks cross
                    session.execute_write(_consume, statement)
                except Neo4jError as error:
                    # IF NOT EXISTS looks before it locks: another client may have made the same in between.
                    if error.code not in _MADE_MEANWHILE:
                        raise

    # --- a statement of the user's ---------------------------------------------------------------------------------

    def run(self, statement: str, parameters: Mapping[str, Any]) -> tuple[tuple[str, ...], list[Row]]:
        """Columns and rows of any statement, read only. Raises StatementError where it is wrong or writes."""
        with self.session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            try:
                result = transaction.run(statement, dict(parameters))
                return tuple(result.keys()), [record.values() for record in result]
            except Neo4jError as error:
                mistake = statement_mistake(error.code or "", error.message or "", statement)
                if mistake is None:
                    raise
                raise mistake from error

    @contextmanager
    def session(self, access: str) -> Iterator[neo4j.Session]:
        """A session of the driver that reads or writes, and whose errors are ours."""
        with self.explained():
            session = self._driver.session(database=self.settings.database or None, default_access_mode=access)
            try:
                yield session
            except KeyboardInterrupt:
                # Left to the driver's end: to close it here would wait for the answer that nobody wants now.
                raise
            except BaseException:
                session.close()
                raise
            session.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the driver's errors into ours."""
        try:
            yield
        except Neo4jError as error:
            raise refusal(error.code or "", error.message or "", self.settings) from error
        except (ServiceUnavailable, SessionExpired) as error:
            raise DatabaseError(
                f"no Neo4j server answers at {self.settings.uri}",
                "start it, or look at --uri and NEO4J_URI; `make neo4j` of a checkout starts one",
            ) from error
        except DriverError as error:
            raise DatabaseError(f"the Neo4j server at {self.settings.uri} failed: {_first_line(str(error))}") from error


def _asker(runner: neo4j.ManagedTransaction | neo4j.Transaction | neo4j.Session) -> Ask:
    def ask(name: str, /, **parameters: Any) -> list[Row]:
        text = queries.load(name).text
        try:
            return [record.values() for record in runner.run(text, parameters)]
        except Neo4jError as error:
            # Not left to the driver, which would try the very same again for a quarter of a minute.
            if error.code in _OUT_OF_MEMORY:
                raise out_of_memory(error.message or "") from error
            raise

    return ask


_WRONG_PASSWORD = "Neo.ClientError.Security.Unauthorized"
_TOO_MANY_TRIES = "Neo.ClientError.Security.AuthenticationRateLimit"
_EXPIRED_PASSWORD = "Neo.ClientError.Security.CredentialsExpired"
_NO_SUCH_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"
_OUT_OF_MEMORY = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.TransactionMemoryLimit",
        "Neo.TransientError.General.OutOfMemoryError",
        "Neo.ClientError.General.TransactionOutOfMemoryError",
    }
)
_READ_ONLY = frozenset(
    {
        "Neo.ClientError.Security.Forbidden",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        "Neo.ClientError.Cluster.NotALeader",
    }
)


def refusal(code: str, message: str, settings: Neo4jSettings) -> DatabaseError:
    """What a server means that answers with this status code, and what to do about it."""
    if code == _WRONG_PASSWORD:
        return DatabaseError(
            f"{settings.uri} refuses the user {settings.username!r} with this password",
            "set NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if code == _TOO_MANY_TRIES:
        return DatabaseError(
            f"{settings.uri} takes no more passwords for now", "wait some seconds, then try the right one"
        )
    if code == _EXPIRED_PASSWORD:
        return DatabaseError(
            f"the password of {settings.username!r} must be changed first", "ALTER CURRENT USER SET PASSWORD"
        )
    if code == _NO_SUCH_DATABASE:
        return DatabaseError(
            f"{settings.uri} has no database {settings.database!r}",
            "set NEO4J_DATABASE, or leave it out for the default one",
        )
    if code in _READ_ONLY:
        return DatabaseError(
            f"{settings.username!r} may not do that at {settings.uri}: {_first_line(message)}",
            "use a user that may write and change the schema",
        )
    if code in _OUT_OF_MEMORY:
        return out_of_memory(message)
    return DatabaseError(f"the Neo4j server at {settings.uri} failed: {_first_line(message) or code}")


def out_of_memory(message: str) -> TransactionMemoryError:
    """What a server means that hasn't the memory for a transaction."""
    return TransactionMemoryError(
        f"the Neo4j server lacks the memory for this: {_first_line(message)}",
        "raise dbms.memory.transaction.total.max (or db.memory.transaction.max) in its neo4j.conf",
    )


def statement_mistake(code: str, message: str, statement: str) -> StatementError | None:
    """The mistake in the user's own statement that the server complains of; None if it complains of something else."""
    if code == "Neo.ClientError.Statement.AccessMode":
        return StatementError("this statement would change the graph; only reading is allowed here")
    if not code.startswith(("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.ClientError.Schema.")):
        return None
    first = _first_line(message)
    match = _POSITION.search(first)
    if match is None:
        return StatementError(first)
    line, column = int(match[1]), int(match[2])
    rest = "".join(statement.splitlines()[line - 1 : line])[column - 1 :]
    where = f"line {line}, column {column}"
    return StatementError(f"{_POSITION.sub('', first)} ({where})", f"look at: {rest}" if rest else "", line, column)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


__all__: Sequence[str] = ("Ask", "Connection", "Row", "refusal", "statement_mistake")
