"""Commands about articles and the workspace: add, read, import, articles, remove, rebuild, status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.common import Format, FormatOption, plural, say, workspace_of
from graph.cli.gathering import Choices, Gathering, ReaderKind, Remembered, reader_name
from graph.cli.known import Known
from graph.cli.progress import progress
from graph.cli.readings import print_credits, print_marked, write_page
from graph.ledger import Outcome, StoredArticle

if TYPE_CHECKING:
    from graph.model import Article
    from graph.workspace import Added, Workspace

SourcesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="File, folder, URL, feed, or - for stdin.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop at the first source that can't be read.")]
ReaderOption = Annotated[
    ReaderKind,
    typer.Option("--reader", help="Who reads; llm: the model that REELGRAPH_LLM_URL, _MODEL and _KEY name."),
]
LocalOption = Annotated[
    bool, typer.Option("--allow-local", help="Also fetch from addresses of this machine and of private networks.")
]
JobsOption = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Processes that read folders; 0: one for each core.")
]


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
    reader: ReaderOption = ReaderKind.BUILTIN,
    allow_local: LocalOption = False,
    jobs: JobsOption = 0,
    into_existing: Annotated[
        bool,
        typer.Option("--into-existing", help="Load into a Neo4j database that holds another graph (left untouched)."),
    ] = False,
) -> int:
    """Read articles into the workspace.

    The same article again changes nothing; an article that changed replaces its older reading.
    """
    workspace = workspace_of(ctx)
    if not sources and not reread:
        raise typer.BadParameter("name a SOURCE: a file, a folder, a URL, a feed, or -")
    name = reader_name(reader)
    texts = workspace.texts() if reread else []
    with Gathering(
        [*(sources or []), *texts], Choices(strict, allow_local, reader, jobs), Known(workspace, name)
    ) as all_:
        done: Counter[Outcome] = Counter()
        met: set[str] = set()  # --reread comes again upon what a SOURCE brought
        credits = 0
        with (
            progress("Reading articles", all_.total) as step,
            closing(_added(workspace, Remembered(all_, name), reader, into_existing=into_existing)) as adding,
        ):
            for added in adding:
                if not (reread and added.outcome is Outcome.UNCHANGED and added.article.id in met):
                    done[added.outcome] += 1
                met.add(added.article.id)
                credits += added.credits
                if added.note:
                    say(f"{added.article.title or added.article.key}: {added.note}")
                step()
        parts = [f"{count:,} {outcome}" for outcome, count in sorted(done.items())]
        typer.echo(
            f"{plural(sum(done.values()), 'article')}: {', '.join(parts) or 'none read'}; {plural(credits, 'credit')}"
        )
        return _finish(all_)


def _added(
    workspace: Workspace, articles: Remembered, kind: ReaderKind, *, into_existing: bool
) -> Generator[Added, None, None]:
    """Add all articles at once; those that a model reads one by one, so that the workspace isn't locked meanwhile."""
    if kind is ReaderKind.BUILTIN:
        yield from workspace.add(articles, articles.reader(), into_existing=into_existing)
        return
    known: list[Article] = []
    for article, new in articles.pairs():
        if new:
            yield from workspace.add([article], articles.reader(), into_existing=into_existing)
        else:
            known.append(article)
    # What they say may have moved from one to another; and a server may still be behind.
    yield from workspace.add(known, articles.reader(), into_existing=into_existing)


def _finish(gathering: Gathering) -> int:
    if summary := gathering.summary():
        say(summary)
    return gathering.exit_code()


def read(
    sources: SourcesArgument,
    format_: FormatOption = Format.TABLE,
    mark: Annotated[
        bool, typer.Option("--mark", help="Print the text with the words of each credit highlighted instead.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the marked text and its credits as a page.")
    ] = None,
    strict: StrictOption = False,
    reader: ReaderOption = ReaderKind.BUILTIN,
    allow_local: LocalOption = False,
    jobs: JobsOption = 0,
) -> int:
    """Read articles and print their credits with the sentences that say so; nothing is kept.

    With --mark or --html, show the text itself with what was found in it, so that what was missed can be seen.
    """
    with Gathering(sources, Choices(strict, allow_local, reader, jobs)) as gathering:
        pairs = ((article, reading) for article, reading in gathering if reading is not None)
        if html is not None:
            write_page(pairs, html)
        elif mark:
            print_marked(pairs)
        else:
            print_credits(pairs, format_)
        return _finish(gathering)


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
