"""Commands that ask the graph: path, show, find."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from graph.cli.common import Format, FormatOption, questions_of
from graph.errors import NotFoundError
from graph.model import Filters, PathRequest

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A person, film or company: any case, alias, or id.")]


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(path)
    app.command()(show)
    app.command()(find)


def path(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="A", help="Where the path starts: a person, film or company.")],
    target: Annotated[str, typer.Argument(metavar="B", help="Where it ends.")],
    format_: FormatOption = Format.TABLE,
    max_hops: Annotated[int, typer.Option(min=1, max=20, help="The most credits a path may have.")] = 8,
    limit: Annotated[int, typer.Option(min=1, help="The most paths to print.")] = 10,
) -> int:
    """How A leads to B: all shortest paths, each hop with the sentence that says so."""
    from graph.chains import answer_object, answer_text

    with questions_of(ctx) as questions:
        answer = questions.path(source, target, PathRequest("", "", Filters(), max_hops, limit))
    if format_ is Format.JSON:
        typer.echo(json.dumps(answer_object(answer), ensure_ascii=False, indent=1))
    elif answer.paths:
        typer.echo(answer_text(answer))
    if not answer.paths:
        raise NotFoundError(answer.reason or f"no path from {answer.source.name} to {answer.target.name}")
    return 0


def show(ctx: typer.Context, name: NameArgument, format_: FormatOption = Format.TABLE) -> int:
    """One person, film or company: its credits, whom it works with, and the sources."""
    from graph.chains import portrait_object, portrait_text
    from graph.model import ALL_RELATIONS, Status

    with questions_of(ctx) as questions:
        portrait = questions.show(name, Filters(ALL_RELATIONS, frozenset(Status)))
    if format_ is Format.JSON:
        typer.echo(json.dumps(portrait_object(portrait), ensure_ascii=False, indent=1))
    else:
        typer.echo(portrait_text(portrait))
    return 0


def find(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The beginnings of words of a name.")],
    format_: FormatOption = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="The most names to print.")] = 20,
) -> int:
    """Names like this: people, films and companies whose names hold these words."""
    from graph.output import write

    with questions_of(ctx) as questions:
        found = questions.find(text, limit)
        degrees = questions.store.degrees(e.id for e in found)
    write(
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
