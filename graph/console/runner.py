"""Runs statements, saved queries and scripts, and writes their rows. The command and the console both use it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from graph import output, queries
from graph.console import parameters, report
from graph.console.script import Piece, pieces
from graph.errors import StatementError, UsageError
from graph.queries import Query
from graph.store.base import Rows
from graph.store.cypher import DEFAULT_LIMITS, CypherSession, Limits
from graph.store.guard import check_names
from graph.store.tokens import parameters as parameters_of


@dataclass(slots=True)
class Options:
    """How statements are run and shown. The console changes them as it goes."""

    format: str = "table"
    limits: Limits = DEFAULT_LIMITS
    write: bool = False
    timing: bool = False
    in_console: bool = False
    folders: tuple[Path, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)


class Runner:
    """Runs on one session. Rows go to `out`, words to `say`."""

    def __init__(self, session: CypherSession, options: Options, out: TextIO, say: Callable[[str], None]) -> None:
        self.session = session
        self.options = options
        self.out = out
        self.say = say

    def statement(self, text: str, given: Mapping[str, Any], first_line: int = 1) -> int:
        """Run one statement and write its rows; gives their number. A mistake is shown with a caret, then raised."""
        options = self.options
        begun = time.monotonic()
        try:
            with self.session.run(text, given, options.limits, write=options.write) as result:
                count = output.write(Rows(result.columns, result), options.format, self.out)
                for _ in result if not result.columns else ():
                    count += 1  # a statement that only writes is done when it has come to its end
        except StatementError as error:
            if shown := report.excerpt(text, error):
                self.say(shown)
            where = report.place(error, first_line)
            raise StatementError(
                f"{error.message} ({where})" if where else error.message, error.hint, error.line, error.column
            ) from error
        if not count and not result.changes:
            self._about_nothing(text)
        if result.more:
            self.say(report.cut_off(count, options.in_console))
        if changed := report.changes(result):
            self.say(changed)
        if options.timing:
            for note in (report.counted(count, time.monotonic() - begun), *result.notes):
                self.say(note)
        return count

    def _about_nothing(self, text: str) -> None:
        """Say that there were no rows (in the console), and which name of the statement the server has never seen."""
        if self.options.in_console:
            self.say("no rows")
        if self.session.dialect.name == "neo4j":  # the embedded engine refuses such names by itself
            for word in report.unknown_names(text, self.session.schema()):
                self.say(word)

    # --- saved queries -----------------------------------------------------------------------------------------------

    @property
    def dialect(self) -> queries.Dialect:
        """Which of the saved queries fit."""
        return "neo4j" if self.session.dialect.name == "neo4j" else "embedded"

    def find(self, name: str) -> Query:
        """The saved query of this name. Raises NotFoundError."""
        return queries.load(name, self.dialect, self.options.folders)

    def catalogue(self) -> list[Query]:
        """All saved queries of this session's dialect."""
        return queries.catalogue(self.dialect, self.options.folders)

    def saved(self, name: str, given: Mapping[str, Any]) -> int:
        """Run a saved query. Raises NotFoundError, UsageError for its parameters."""
        return self.statement(*self.prepared(name, given))

    def prepared(self, name: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """A saved query's text, and its parameters with the types that it declares."""
        query = self.find(name)
        if query.mode != "read" and not self.options.write:
            raise UsageError(f"the query {name} writes", "--write allows it, on a Neo4j server")
        return query.text, parameters.for_query(query, given)

    # --- scripts -----------------------------------------------------------------------------------------------------

    def script(self, text: str, given: Mapping[str, Any], command: Callable[[str], None]) -> int:
        """Run all statements of a text, and give its commands (lines with `:`) to `command`; gives the number of rows.

        A parameter that no statement uses is an error, before anything runs.
        """
        found = self.pieces(text)
        statements = [piece for piece in found if not piece.is_command]
        if not found:
            raise UsageError("there is no statement", "for example: MATCH (f:Film) RETURN f.name LIMIT 5")
        wanted = dict.fromkeys(name for piece in statements for name in parameters_of(piece.text))
        check_names(
            list(wanted), {**dict.fromkeys(wanted), **given}, "the script" if len(found) > 1 else "the statement"
        )
        rows = 0
        for piece in found:
            if piece.is_command:
                command(piece.text)
            else:
                rows += self.statement(piece.text, self._used(piece, given), piece.line)
        return rows

    def pieces(self, text: str) -> list[Piece]:
        """The statements and commands of a text. A quote that is never closed is shown, then raised."""
        try:
            return list(pieces(text))
        except StatementError as error:
            if shown := report.excerpt(text, error):
                self.say(shown)
            raise

    def _used(self, piece: Piece, given: Mapping[str, Any]) -> dict[str, Any]:
        available = {**self.options.parameters, **given}
        return {name: available[name] for name in parameters_of(piece.text) if name in available}
