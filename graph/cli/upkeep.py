"""Commands that keep a workspace safe: doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.common import Format, FormatOption, plural, say, workspace_of
from graph.errors import DatabaseError

if TYPE_CHECKING:
    from graph.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)


def doctor(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Build again what follows from the ledger.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Compare even a large graph with a fresh build.")] = False,
    format_: FormatOption = Format.TABLE,
) -> int:
    """Look through the workspace, and say what is wrong and what to run.

    Exits with 0 if nothing is wrong (notes don't count) and the repair, if asked for, was done; else with 4.
    """
    from graph import doctor as rooms
    from graph.output import write

    workspace = workspace_of(ctx)
    undone = repair and not _repaired(workspace)
    findings = list(rooms.examine(workspace, full=full))
    write(({"part": f.part, "state": f.state.value, "finding": f.finding, "run": f.run} for f in findings), format_)
    wrong = sum(f.state is rooms.State.WRONG for f in findings)
    if wrong:
        say(f"{plural(wrong, 'thing is', 'things are')} wrong")
    return DatabaseError.exit_code if wrong or undone else 0


def _repaired(workspace: Workspace) -> bool:
    from graph.doctor import repair

    say("building again what follows from the ledger")
    try:
        repair(workspace)
    except DatabaseError as error:
        say(f"{error.message} ({error.hint})")
        return False
    return True


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
) -> int:
    """Write the ledger into one file, from which `restore` brings the whole workspace back.

    Others may go on reading and writing meanwhile: the backup is the ledger as it was at one moment.
    """
    from graph.backup import backup as write_backup

    made = write_backup(workspace_of(ctx), file, force=force)
    typer.echo(f"{file}: {_counted(made.articles, made.statements, made.judgements)}, {file.stat().st_size:,} bytes")
    return 0


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `reelgraph backup` wrote, in any version.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the workspace holds.")] = False,
) -> int:
    """Bring a backup back into the workspace and build its graph; the backup is checked first."""
    from graph.backup import restore as bring_back

    made = bring_back(workspace_of(ctx), file, force=force)
    counted = _counted(made.articles, made.statements, made.judgements)
    typer.echo(f"restored the backup of {made.made}: {counted}")
    return 0


def _counted(articles: int, statements: int, judgements: int) -> str:
    return f"{plural(articles, 'article')}, {plural(statements, 'credit')}, {plural(judgements, 'decision')}"
