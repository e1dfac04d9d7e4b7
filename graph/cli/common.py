"""What the commands share: the common options, the workspace and the questions they open, and words on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.settings import Settings, read_settings
from graph.text import printable

if TYPE_CHECKING:
    from graph.questions import Questions
    from graph.workspace import Workspace


class Format(StrEnum):
    """The formats in which rows are printed."""

    TABLE = "table"
    VERTICAL = "vertical"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"


FormatOption = Annotated[Format, typer.Option("--format", help="How rows are printed.")]


def common_options(
    ctx: typer.Context,
    workspace: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="The workspace [REELGRAPH_WORKSPACE; a folder of your user data]."),
    ] = None,
    uri: Annotated[
        str | None, typer.Option(metavar="URI", help="A Neo4j server that answers instead [NEO4J_URI].")
    ] = None,
    username: Annotated[
        str | None, typer.Option(metavar="NAME", help="Its user [NEO4J_USERNAME; neo4j]. Password: NEO4J_PASSWORD.")
    ] = None,
    database: Annotated[str | None, typer.Option(metavar="NAME", help="Its database [NEO4J_DATABASE].")] = None,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides, in the ledger [REELGRAPH_AUTHOR; the login name].")
    ] = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
) -> None:
    """Who is connected to whom in film, and how we know.

    reelgraph reads credits out of film-trade articles, each with the sentence that says so, and answers how any two
    people, films or companies are connected. The options below may stand before or after a command's name.
    """
    if version:
        from graph import __version__

        typer.echo(f"reelgraph {__version__}")
        raise typer.Exit
    flags = {"workspace": workspace, "uri": uri, "username": username, "database": database, "author": author}
    ctx.obj = read_settings(flags)


def settings_of(ctx: typer.Context) -> Settings:
    """The settings of this run."""
    settings: Settings = ctx.obj
    return settings


def workspace_of(ctx: typer.Context) -> Workspace:
    """The workspace of this run; it speaks on stderr."""
    from graph.workspace import Workspace

    return Workspace(settings_of(ctx), say)


@contextmanager
def questions_of(ctx: typer.Context) -> Iterator[Questions]:
    """The questions of this run, on the store that the settings name."""
    from graph.questions import Questions

    with workspace_of(ctx).store() as store:
        yield Questions(store, say)


def print_rows(rows: Iterable[Mapping[str, Any]], format_: Format) -> None:
    """Print an answer's rows; lists stay lists in JSON and are read out, parted by semicolons, in all other formats."""
    from graph.output import write

    if format_ not in (Format.JSON, Format.JSONL):
        rows = ({name: _read_out(value) for name, value in row.items()} for row in rows)
    write(rows, format_)


def _read_out(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def say(text: str) -> None:
    """A word to the person, on stderr."""
    print(f"reelgraph: {printable(text)}", file=sys.stderr)


def plural(count: int, noun: str, many: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
