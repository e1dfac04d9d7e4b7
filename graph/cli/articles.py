"""Commands about articles and the workspace: add, read, import, articles, remove, rebuild, status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.common import Format, FormatOption, plural, say, workspace_of
from graph.cli.progress import progress
from graph.errors import ReelgraphError, SourceError
from graph.ledger import Outcome, StoredArticle

if TYPE_CHECKING:
    from graph.model import Article
    from graph.sources import SourceOptions

SourcesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="File, folder, URL, feed, or - for stdin.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop at the first source that can't be read.")]


class Gathering:
    """Articles from several sources; what can't be read is said on stderr and counted, and the rest goes on."""

    def __init__(self, sources: list[str], options: SourceOptions, *, strict: bool = False) -> None:
        self._sources = sources
        self._options = options
        self._strict = strict
        self.problems = 0

    def __iter__(self) -> Iterator[Article]:
        from graph.sources import Problem, load

        for source in self._sources:
            for item in load(source, self._options):
                if not isinstance(item, Problem):
                    yield item
                    continue
                if self._strict and not item.warning:
                    raise item.error()
                self._report(item)

    def _report(self, problem: object) -> None:
        message, hint = getattr(problem, "message", ""), getattr(problem, "hint", "")
        say(f"{message}{f' ({hint})' if hint else ''}")
        self.problems += not getattr(problem, "warning", False)

    def exit_code(self) -> int:
        """3 if a source could not be read, else 0."""
        return SourceError.exit_code if self.problems else 0


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(add)
    app.command()(read)
    app.command("import")(import_)
    app.command()(articles)
    app.command()(remove)
    app.command()(rebuild)
    app.command()(status)


def add(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE...", help="File, folder, URL, feed, or -.")
    ] = None,
    strict: StrictOption = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read the articles that are there again.")] = False,
    into_existing: Annotated[
        bool,
        typer.Option("--into-existing", help="Load into a Neo4j database that holds another graph (left untouched)."),
    ] = False,
) -> int:
    """Read articles into the workspace.

    The same article again changes nothing; an article that changed replaces its older reading.
    """
    from graph.sources import SourceOptions

    workspace = workspace_of(ctx)
    if not sources and not reread:
        raise typer.BadParameter("name a SOURCE: a file, a folder, a URL, a feed, or -")
    gathering = Gathering(sources or [], SourceOptions(), strict=strict)
    done: Counter[Outcome] = Counter()
    credits = 0
    work = workspace.reread() if reread else iter(())
    with progress("Reading articles") as step:
        for added in [*work] if reread else workspace.add(gathering, into_existing=into_existing):
            done[added.outcome] += 1
            credits += added.credits
            if added.note:
                say(f"{added.article.title or added.article.key}: {added.note}")
            step()
    parts = [f"{count:,} {outcome}" for outcome, count in sorted(done.items())]
    typer.echo(
        f"{plural(sum(done.values()), 'article')}: {', '.join(parts) or 'none read'}; {plural(credits, 'credit')}"
    )
    return gathering.exit_code()


def read(
    sources: SourcesArgument,
    format_: FormatOption = Format.TABLE,
    strict: StrictOption = False,
) -> int:
    """Read articles and print their credits with the sentences that say so; nothing is kept."""
    from graph.output import write
    from graph.readings import credit_rows, reading_object
    from graph.sources import SourceOptions
    from graph.workspace import builtin_reader

    gathering = Gathering(sources, SourceOptions(), strict=strict)
    reader = builtin_reader()
    pairs = ((article, reader.read(article.text, article.title)) for article in gathering)
    if format_ in (Format.JSON, Format.JSONL):
        write((reading_object(a, r) for a, r in pairs), format_)
    else:
        write((row for a, r in pairs for row in credit_rows(a, r)), format_)
    return gathering.exit_code()


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="CSV or JSONL with the columns subject, subject_type, relation, object, object_type.")
    ],
) -> int:
    """Import a table of known credits (CSV or JSONL), as a source like any other."""
    workspace = workspace_of(ctx)
    with progress("Importing credits") as step:
        imported = workspace.import_table(file, step)
    typer.echo(f"{plural(imported.rows, 'credit')} from {plural(imported.sources, 'source')}: {imported.outcome}")
    return 0


def articles(ctx: typer.Context, format_: FormatOption = Format.TABLE) -> int:
    """List the articles of the workspace (a table leaves out their addresses; the other formats have them)."""
    from graph.output import write

    hidden = {"url", "added"} if format_ is Format.TABLE else set()
    rows = (_article_row(stored) for stored in workspace_of(ctx).articles())
    write(({name: value for name, value in row.items() if name not in hidden} for row in rows), format_)
    return 0


def _article_row(stored: StoredArticle) -> dict[str, object]:
    article = stored.article
    return {
        "id": article.id,
        "title": article.title or article.stem or article.key,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "added": stored.added,
        "credits": stored.credits,
    }


def remove(
    ctx: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Id, file, URL or title (see: reelgraph articles).")
    ],
    purge: Annotated[bool, typer.Option("--purge", help="Delete its words from the ledger for good.")] = False,
) -> int:
    """Remove articles: exactly what only they said goes away."""
    ids = workspace_of(ctx).remove(names, purge=purge)
    typer.echo(f"{plural(len(ids), 'article')} removed")
    return 0


def rebuild(
    ctx: typer.Context,
    into_existing: Annotated[
        bool,
        typer.Option("--into-existing", help="Load into a Neo4j database that holds another graph (left untouched)."),
    ] = False,
) -> int:
    """Build the graph (and the one on the Neo4j server, if named) afresh from the ledger."""
    workspace = workspace_of(ctx)
    workspace.rebuild(into_existing=into_existing)
    return _print_status(ctx, Format.TABLE)


def status(ctx: typer.Context, format_: FormatOption = Format.VERTICAL) -> int:
    """Say what the workspace holds and whether its graphs are up to date."""
    return _print_status(ctx, format_)


def _print_status(ctx: typer.Context, format_: Format) -> int:
    from graph.output import write

    found = workspace_of(ctx).status()
    row: dict[str, object] = {"workspace": str(found.folder), "ledger": found.ledger, "generation": found.generation}
    write([row | found.counts | found.stores], format_)
    return 0


def failures(errors: Iterable[ReelgraphError]) -> int:
    """The exit code of the worst error."""
    return max((e.exit_code for e in errors), default=0)
