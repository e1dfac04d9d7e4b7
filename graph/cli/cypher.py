"""Commands for Cypher: cypher (the console, one query, or a script) and queries."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from graph.cli.common import Format, FormatOption, say, settings_of
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.console.runner import Options, Runner
    from graph.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9_/]*")
_ROWS_ON_A_TERMINAL = 1_000

QueriesOption = Annotated[
    list[Path] | None,
    typer.Option("--queries", metavar="FOLDER", help="A folder of your own saved queries; repeatable."),
]


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(cypher)
    app.command(name="queries")(list_queries)


def cypher(
    ctx: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="A statement, or the name of a saved query. None: the console."),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", metavar="NAME=VALUE", help="A parameter: name='Uma Thurman', ids:json='[1, 2]'."),
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", "-f", metavar="FILE", help="Run the statements of a file; - is stdin.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write rows to a file.")] = None,
    format_: FormatOption = Format.TABLE,
    limit: Annotated[
        int | None, typer.Option(min=0, help="The most rows of each statement; 0: all [terminal: 1000, else all].")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds until a statement's first row; 0: any.")] = 60.0,
    timing: Annotated[bool, typer.Option("--timing", help="Say how long each statement took, and its memory.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Let statements change a Neo4j server's graph.")] = False,
    queries: QueriesOption = None,
) -> int:
    """Ask the graph in Cypher: in the console, or one query.

    Statements only read. Parameters are text unless their name says otherwise: year:int=2025, ids:json='[1, 2]',
    ratio:float=0.5, open:bool=true, day:date=2025-06-01.
    """
    from graph.console.files import read_script
    from graph.console.parameters import parse_all
    from graph.console.runner import Options
    from graph.store.cypher import Limits

    if query is not None and file is not None:
        raise UsageError("give a statement or a file, not both", "reelgraph cypher -f FILE")
    options = Options(format_.value, Limits(timeout or None), write, timing, folders=_folders(queries))
    given = parse_all(param or [])
    if query is None and file is None and sys.stdin.isatty():
        return _console(ctx, options, given, limit)
    with _output(out) as stream:
        rows = (_ROWS_ON_A_TERMINAL if stream.isatty() else 0) if limit is None else limit
        options.limits = replace(options.limits, rows=rows or None)
        with _runner(ctx, options, stream) as runner:
            if query is not None and _NAME.fullmatch(query):
                runner.saved(query, given)
            else:
                runner.script(query if query is not None else read_script(file or "-"), given, _no_command)
    return 0


def list_queries(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One query: its parameters.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the statement too.")] = False,
    format_: FormatOption = Format.TABLE,
    queries: QueriesOption = None,
) -> int:
    """List the saved queries and what they answer; with a NAME, its parameters. Run one: reelgraph cypher NAME."""
    from graph import output
    from graph.queries import Dialect, catalogue, load

    dialect: Dialect = "neo4j" if settings_of(ctx).neo4j else "embedded"
    folders = _folders(queries)
    if name is None:
        found = catalogue(dialect, folders)
        rows = (
            {"name": q.name, "answers": q.summary, "parameters": ", ".join(f"${p}" for p in q.parameters)}
            | ({"statement": q.text} if show else {})
            for q in found
        )
        output.write(rows, format_)
        return 0
    query = load(name, dialect, folders)
    if show:
        typer.echo(query.text)
        return 0
    parameters = ({"parameter": f"${p.name}", "type": p.type, "meaning": p.meaning} for p in query.parameters.values())
    say(query.summary)
    output.write(parameters, format_)
    return 0


# --- what they need --------------------------------------------------------------------------------------------------


def _console(ctx: typer.Context, options: Options, given: dict[str, object], limit: int | None) -> int:
    from graph.console.console import Console
    from graph.console.loop import run

    rows = _ROWS_ON_A_TERMINAL if limit is None else limit
    options.limits = replace(options.limits, rows=rows or None)
    options.in_console = True
    options.parameters.update(given)
    settings = with_password(settings_of(ctx))
    if options.write:
        _warn_of_writing(settings)
    console = Console(settings, options, sys.stdout, _talk, with_password)
    try:
        return run(console)
    finally:
        console.close()


@contextmanager
def _runner(ctx: typer.Context, options: Options, stream: TextIO) -> Iterator[Runner]:
    """What runs statements on the store that the settings name, with a warning where it may write."""
    from graph.console.runner import Runner
    from graph.workspace import Workspace

    settings = with_password(settings_of(ctx))
    if options.write:
        _warn_of_writing(settings)
    with Workspace(settings, say).cypher() as session:
        yield Runner(session, options, stream, _talk)


def _talk(text: str) -> None:
    """A word on stderr as it is, with its lines."""
    print(text, file=sys.stderr)


def _warn_of_writing(settings: Settings) -> None:
    if settings.neo4j is None:
        raise UsageError(
            "the embedded graph can't be written to", "it follows from the articles: add, import or review them"
        )
    say("--write: what you change here is not in the ledger, and the next rebuild takes it away")


def with_password(settings: Settings) -> Settings:
    """The settings with the server's password, asked for on a terminal where the environment has none."""
    server = settings.neo4j
    if server is None:
        return settings
    if server.password or "NEO4J_PASSWORD" in os.environ or not sys.stdin.isatty():
        return settings
    from getpass import getpass

    return replace(settings, neo4j=replace(server, password=getpass(f"Password of {server.username}: ")))


def _folders(folders: list[Path] | None) -> tuple[Path, ...]:
    for folder in folders or ():
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}", "--queries wants a folder with .cypher files")
    return tuple(folders or ())


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """stdout, or a file that appears whole."""
    from graph.console.files import written

    if path is None:
        yield sys.stdout
        return
    with written(path) as stream:
        yield stream


def _no_command(text: str) -> None:
    raise UsageError(f"{text.partition(' ')[0]} works in the console only", "start it with: reelgraph cypher")
