"""Commands that ask the graph for one name: show, find."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from graph.cli.common import Format, FormatOption, print_rows, questions_of, say, workspace_of
from graph.cli.filters import (
    AsOf,
    Avoid,
    FilterWords,
    Kind,
    Only,
    Publication,
    Since,
    StatusOption,
    Without,
    filters,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A person, film or company: any case, alias, or id.")]


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(show)
    app.command()(find)


def show(
    ctx: typer.Context,
    name: NameArgument,
    format_: FormatOption = Format.TABLE,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
    history: Annotated[
        bool, typer.Option("--history", help="What each article said of each credit, oldest first.")
    ] = False,
) -> int:
    """One person, film or company: its credits, whom it works with, and the sources.

    As a table that is a portrait in words, as JSON one object; the other formats have a row for each credit, with its
    latest report.
    """
    from graph.chains import NO_CREDIT, history_rows, portrait_object, portrait_rows, portrait_text
    from graph.model import ALL_RELATIONS, Status

    words = FilterWords(only, without, avoid or (), (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        portrait = questions.show(name, filters(words, questions, ALL_RELATIONS, frozenset(Status)))
    if history or format_ not in (Format.TABLE, Format.JSON):
        if not portrait.relationships:
            say(NO_CREDIT)
        print_rows(history_rows(portrait) if history else portrait_rows(portrait), format_)
        return 0
    merges = workspace_of(ctx).merges([portrait.entity])
    if format_ is Format.JSON:
        typer.echo(json.dumps(portrait_object(portrait, merges), ensure_ascii=False, indent=1))
    else:
        typer.echo(portrait_text(portrait, merges))
    return 0


def find(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The beginnings of words of a name.")],
    format_: FormatOption = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="The most names to print.")] = 20,
) -> int:
    """Names like this: people, films and companies whose names hold these words."""
    with questions_of(ctx) as questions:
        found = questions.find(text, limit)
        degrees = questions.store.degrees(e.id for e in found)
    print_rows(
        (
            {
                "name": e.name,
                "type": e.type.value,
                "year": e.year,
                "credits": degrees.get(e.id, 0),
                "aliases": list(e.aliases),
                "id": e.id,
            }
            for e in found
        ),
        format_,
    )
    return 0
