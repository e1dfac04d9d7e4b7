"""The console: its state, and what a line or a statement does to it. `graph.console.loop` is its terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from graph import output, queries
from graph.console import commands, files
from graph.console.runner import Options, Runner
from graph.console.script import without_plan
from graph.console.vocabulary import NameIndex, Vocabulary
from graph.errors import ReelgraphError, UsageError
from graph.settings import Neo4jSettings, Settings, refuse_password_in
from graph.store.base import Rows
from graph.store.cypher import CypherSession, Limits, Schema
from graph.store.tokens import parameters as parameters_of
from graph.text import visible
from graph.workspace import Workspace

_NAMES = 200_000
_NAMES_SECONDS = 10.0
_TITLE = 80
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that was run, with its parameters, so that it can be exported or drawn."""

    text: str
    parameters: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Its beginning, for a page's title."""
        line = " ".join(self.text.split())
        return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


class Console:
    """One session of a person. `say` speaks to them; `out` gets rows; `password` asks for one (user → password)."""

    def __init__(
        self,
        settings: Settings,
        options: Options,
        out: TextIO,
        say: Callable[[str], None],
        password: Callable[[Settings], Settings],
    ) -> None:
        self.settings = settings
        self.options = options
        self.out = out
        self.say = say
        self.vocabulary = Vocabulary()
        self.typed: Callable[[], Sequence[str]] = tuple
        self._password = password
        self._open = ExitStack()
        self._last: Asked | None = None
        self._depth = 0
        self.runner = self._runner(self._connect(settings))

    def close(self) -> None:
        """Let go of the store."""
        self._open.close()

    def _connect(self, settings: Settings) -> CypherSession:
        return self._open.enter_context(Workspace(settings, self.say).cypher())

    def _runner(self, session: CypherSession) -> Runner:
        return Runner(session, self.options, self.out, self.say)

    # --- a line ------------------------------------------------------------------------------------------------------

    def line(self, text: str) -> None:
        """Do what was typed: a command, or one statement or several. Mistakes are told, and the session goes on.

        Raises EOFError where the person wants to leave.
        """
        try:
            self.run_script(text)
        except ReelgraphError as error:
            self.complain(error)
        except KeyboardInterrupt:
            self.say("stopped")

    def print(self, text: str) -> None:
        """Text that was asked for, with its line breaks."""
        self.out.write(visible(text) + "\n")

    def complain(self, error: ReelgraphError) -> None:
        """Tell a mistake and what to do."""
        self.say(f"! {visible(error.message)}")
        if error.hint:
            self.say(f"  {visible(error.hint)}")

    def run_script(self, text: str) -> None:
        """Run statements and commands one after the other, up to the first mistake."""
        for piece in self.runner.pieces(text):
            if piece.is_command:
                commands.dispatch(self, piece.text)
            else:
                self.run_statement(piece.text, piece.line)

    def run_file(self, name: str) -> None:
        """Run the statements and commands of a file, which may run other files, up to a depth."""
        if self._depth >= _DEPTH:
            raise UsageError(f"{name} is not run: files run files {_DEPTH} deep", "does one of them run itself?")
        self._depth += 1
        try:
            self.run_script(files.read_script(name))
        finally:
            self._depth -= 1

    def run_statement(self, text: str, first_line: int = 1) -> None:
        """Run one statement with the parameters that are set."""
        asked = self._asked(text)
        if without_plan(text) == text:
            self._last = asked
        self.runner.statement(text, asked.parameters, first_line)

    def run_plan(self, word: str, text: str) -> None:
        """EXPLAIN or PROFILE (the word) a statement; without one the last, with the parameters that it was run with."""
        asked = self._asked(text) if text else self.last_statement()
        self.runner.statement(f"{word} {without_plan(asked.text)}", asked.parameters)

    def _asked(self, text: str) -> Asked:
        given = self.options.parameters
        return Asked(text, {name: given[name] for name in parameters_of(text) if name in given})

    def run_saved(self, name: str, given: Mapping[str, Any]) -> None:
        """Run a saved query."""
        asked = self.runner.prepared(name, given)
        self._last = Asked(*asked)
        self.runner.statement(*asked)

    # --- the last statement ------------------------------------------------------------------------------------------

    def last_statement(self) -> Asked:
        """What was run last, besides EXPLAIN and PROFILE. Raises UsageError if nothing was."""
        if self._last is None:
            raise UsageError("nothing was run yet", "run a statement first")
        return self._last

    def last_rows(self) -> Iterator[Sequence[Any]]:
        """The rows of the last statement, asked again."""
        last = self.last_statement()
        return iter(self.runner.session.run(last.text, last.parameters, self.options.limits))

    def export(self, path: Path, format_: str) -> int:
        """Ask the last statement again and write all its rows to a file; gives their number."""
        last = self.last_statement()
        limits = Limits(self.options.limits.seconds, None, self.options.limits.memory)
        with (
            self.runner.session.run(last.text, last.parameters, limits) as result,
            files.written(path) as stream,
        ):
            return output.write(Rows(result.columns, result), format_, stream)

    # --- places ------------------------------------------------------------------------------------------------------

    def use(self, place: str) -> None:
        """Go to a server (a URI), a database of this server (a name), or a workspace (a folder that exists)."""
        settings = self._settings_for(place)
        before = self._open
        self._open = ExitStack()
        try:
            session = self._connect(settings)
        except BaseException:
            self._open = before
            raise
        before.close()
        self.settings = settings
        self.options.write = False
        self.runner = self._runner(session)
        self.learn()

    def _settings_for(self, place: str) -> Settings:
        if "://" not in place and Path(place).expanduser().is_dir():
            return replace(self.settings, workspace=Path(place).expanduser(), neo4j=None)
        refuse_password_in(place)
        if "://" in place:
            return self._password(replace(self.settings, neo4j=Neo4jSettings(place)))
        if self.settings.neo4j is not None:
            return replace(self.settings, neo4j=replace(self.settings.neo4j, database=place))
        raise UsageError(f"there is no workspace {place}", "name a folder, or a server such as bolt://localhost:7687")

    def allow_writing(self, wanted: bool) -> None:
        """Let statements write, on a server; with a warning."""
        if wanted and self.settings.neo4j is None:
            raise UsageError(
                "the embedded graph can't be written to", "it follows from the articles: add or review them"
            )
        if wanted and not self.options.write:
            self.say("what you change here is not in the ledger, and the next rebuild takes it away")
        self.options.write = wanted

    # --- completion --------------------------------------------------------------------------------------------------

    def refresh(self) -> Schema:
        """Read the schema anew, also for completion."""
        self.vocabulary.schema = self.runner.session.schema()
        return self.vocabulary.schema

    def learn(self) -> None:
        """Fill the vocabulary from the store; what can't be had is left out with a word."""
        runner = self.runner
        self.vocabulary = Vocabulary(
            dialect=runner.session.dialect, commands=tuple(commands.COMMANDS), choices=commands.CHOICES
        )
        try:
            self.refresh()
            self.vocabulary.queries = {q.name: tuple(q.parameters) for q in runner.catalogue()}
            query = queries.load("store/names", runner.dialect)
            names = runner.session.run(query.text, {"limit": _NAMES}, Limits(_NAMES_SECONDS, None))
            self.vocabulary.names = NameIndex(row[0] for row in names if row[0])
        except ReelgraphError as error:
            self.say(f"completion knows less than it should: {error.message}")
