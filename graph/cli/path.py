"""The command that asks how one name leads to another: a module of its own, because it has to start quickly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.common import Format, FormatOption, questions_of, settings_of, workspace_of
from graph.cli.filters import (
    AsOf,
    Avoid,
    FilterWords,
    Kind,
    Only,
    Publication,
    Since,
    StatusOption,
    Through,
    Without,
    filters,
)
from graph.errors import NotFoundError
from graph.model import PathRequest

if TYPE_CHECKING:
    from graph.chains import Merges
    from graph.model import PathAnswer

_GROUPED = 100
"""So many paths are looked at for near-duplicates, if not more are to be printed."""


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(path)


def path(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="A", help="Where the path starts: a person, film or company.")],
    target: Annotated[str, typer.Argument(metavar="B", help="Where it ends.")],
    format_: FormatOption = Format.TABLE,
    more: Annotated[int, typer.Option(min=0, max=19, help="Also paths up to so many hops longer.")] = 0,
    max_hops: Annotated[int, typer.Option(min=1, max=20, help="The most credits a path may have.")] = 8,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most paths to print.")] = 10,
    disjoint: Annotated[bool, typer.Option("--disjoint", help="Only paths that share nothing in between.")] = False,
    why: Annotated[bool, typer.Option("--why-this-order", help="Show what the order of the paths follows.")] = False,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    through: Through = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """How A leads to B: all shortest paths, those that tell most first, each hop with the sentence that says so."""
    words = FilterWords(only, without, avoid or (), through or (), status, as_of, since, publication or (), kind)
    grouping = format_ in (Format.TABLE, Format.VERTICAL) and not disjoint
    with questions_of(ctx) as questions:
        asked = max(limit, _GROUPED) if grouping else limit
        request = PathRequest("", "", filters(words, questions), max_hops, asked, more)
        answer = (questions.routes if disjoint else questions.path)(source, target, request)
        if not answer.paths and disjoint:
            answer = questions.path(source, target, request)
    merges = None
    if settings_of(ctx).neo4j is None:
        merges = workspace_of(ctx).merges(e for p in answer.paths for e in p.entities)
    _print_answer(answer, format_, limit if grouping else None, merges, why=why)
    if not answer.paths:
        raise NotFoundError(answer.denial, answer.reason)
    return 0


def _print_answer(answer: PathAnswer, format_: Format, groups: int | None, merges: Merges | None, *, why: bool) -> None:
    from graph.chains import answer_object, answer_rows, answer_text, path_object

    match format_:
        case Format.JSON:
            typer.echo(json.dumps(answer_object(answer, merges), ensure_ascii=False, indent=1))
        case Format.JSONL:
            for path in answer.paths:
                typer.echo(json.dumps(path_object(path, merges), ensure_ascii=False))
        case Format.TABLE | Format.VERTICAL:
            if answer.paths:
                from graph.paths.grouping import grouped

                shown = grouped(answer.paths)[:groups] if groups is not None else None
                typer.echo(answer_text(answer, shown, merges, why=why))
        case _:
            from graph.output import write

            write(answer_rows(answer), format_)
