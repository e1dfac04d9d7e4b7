"""Commands that hand a part of the graph on: view (a page to look at or to print) and export (for other tools)."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.common import questions_of, say, workspace_of
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
)
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.cli.pictures import Wish
    from graph.view import Picture

STDOUT = "-"

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Draw what is around these names.")]
PathOption = Annotated[tuple[str, str] | None, typer.Option("--path", metavar="A B", help="Draw how A leads to B.")]
Film = Annotated[str, typer.Option(metavar="NAME", help="Draw a film with its cast, crew and companies.")]
Company = Annotated[str, typer.Option(metavar="NAME", help="Draw a company's slate.")]
Between = Annotated[
    tuple[str, str] | None, typer.Option("--between", metavar="A B", help="Draw everything that connects A and B.")
]
All = Annotated[bool, typer.Option("--all", help="Draw the whole graph, the best connected first.")]
Hops = Annotated[int, typer.Option(min=0, max=6, help="How far around the names.")]
Limit = Annotated[
    int | None,
    typer.Option(min=1, max=5000, help="The most names to draw [200; with --between 40], or with --path, paths [10]."),
]
MaxHops = Annotated[int, typer.Option(min=1, max=20, help="The most credits a path may have.")]
More = Annotated[int, typer.Option(min=0, max=8, help="Also paths up to this much longer.")]


class BulkTool(StrEnum):
    """The tools for which `reelgraph export --for` writes the whole graph."""

    NEO4J_ADMIN = "neo4j-admin"


class ExportFormat(StrEnum):
    """The formats of `reelgraph export`."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"
    CYPHER = "cypher"
    MARKDOWN = "markdown"


_ENDINGS = {".graphml": "graphml", ".gexf": "gexf", ".json": "json", ".cypher": "cypher", ".md": "markdown"}


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(view)
    app.command()(export)


def view(
    ctx: typer.Context,
    names: Names = None,
    path: PathOption = None,
    film: Film = "",
    company: Company = "",
    between: Between = None,
    everything: All = False,
    hops: Hops = 2,
    limit: Limit = None,
    max_hops: MaxHops = 8,
    more: More = 0,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write the page; - prints it.")
    ] = "",
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    report: Annotated[bool, typer.Option("--report", help="A report to read and print instead.")] = False,
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
    """Draw a part of the graph as one HTML page that works offline and shows the evidence."""
    from graph.cli.pictures import Wish

    words = FilterWords(only, without, avoid or (), through or (), status, as_of, since, publication or (), kind)
    wish = Wish(names or (), path, film, company, between, everything, hops, limit, max_hops, more, words)
    if open_ and output == STDOUT:
        raise UsageError("--open needs a file, and -o - prints the page", "leave one of them out")
    picture = _picture(ctx, wish)
    from graph.view import render, render_report

    page = render_report(picture) if report else render(picture)
    file = _put(page, output or f"{_stem(picture.title)}.html")
    if open_ and file:
        import webbrowser

        webbrowser.open(file.resolve().as_uri())
    return 0


def export(
    ctx: typer.Context,
    names: Names = None,
    path: PathOption = None,
    film: Film = "",
    company: Company = "",
    between: Between = None,
    everything: All = False,
    hops: Hops = 2,
    limit: Limit = None,
    max_hops: MaxHops = 8,
    more: More = 0,
    format_: Annotated[
        ExportFormat | None, typer.Option("--format", help="The format; by default what the file's ending says.")
    ] = None,
    for_: Annotated[
        BulkTool | None, typer.Option("--for", help="The whole graph as files of a folder, for a first bulk load.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; - prints it.")
    ] = STDOUT,
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
    """Write a part of the graph for other tools: GraphML, GEXF, JSON, Cypher statements or Markdown."""
    if for_ is not None:
        return _bulk(ctx, output)
    from graph.cli.pictures import Wish

    words = FilterWords(only, without, avoid or (), through or (), status, as_of, since, publication or (), kind)
    wish = Wish(names or (), path, film, company, between, everything, hops, limit, max_hops, more, words)
    chosen = format_.value if format_ else _ENDINGS.get(Path(output).suffix.lower(), "")
    if not chosen:
        raise UsageError("say which format to write", f"give --format {', '.join(ExportFormat)}, or a file's ending")
    picture = _picture(ctx, wish)
    from graph.export import Selection
    from graph.export import export as export_text
    from graph.view.layout import place

    positions = place(picture.ordered()).positions if chosen in ("graphml", "gexf", "json") else None
    _put(
        export_text(Selection(picture.graph, positions, picture.title, picture.note), ExportFormat(chosen).value),
        output,
    )
    return 0


def _bulk(ctx: typer.Context, output: str) -> int:
    """Write the whole graph as files for `neo4j-admin database import`, and say how to run it."""
    import shlex

    from graph.export import neo4j_admin

    if output == STDOUT:
        raise UsageError("files for neo4j-admin need a folder", "name one with -o FOLDER")
    with workspace_of(ctx).store() as store:
        stamp = store.stamp()
        assert stamp is not None
        arguments = neo4j_admin.write(Path(output), store.snapshot(), stamp)
    typer.echo("Into an empty database of a server that is stopped:")
    typer.echo(f"  neo4j-admin database import full neo4j {shlex.join(arguments)}")
    typer.echo("Then start the server, and run once:")
    typer.echo(f"  cypher-shell -f {shlex.quote(str(Path(output) / 'schema.cypher'))}")
    return 0


def _picture(ctx: typer.Context, wish: Wish) -> Picture:
    from graph.cli.pictures import picture_of

    with questions_of(ctx) as questions:
        picture = picture_of(wish, questions)
    if picture.note:
        say(picture.note)
    return picture


def _put(text: str, output: str) -> Path | None:
    """Write text to a file and print its path, or print the text itself as UTF-8."""
    from graph.view import write

    if output == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return None
    file = Path(output)
    write(text, file)
    typer.echo(str(file))
    return file


def _stem(title: str) -> str:
    """A file name from a title: letters and digits in any script, hyphens for all else."""
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:60].strip("-_") or "reelgraph"
