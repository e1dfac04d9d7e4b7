"""Commands in which a person decides: review, credit, link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.cli.common import Format, FormatOption, plural, say, workspace_of
from graph.errors import UsageError
from graph.text import printable

if TYPE_CHECKING:
    from graph.decisions import Decisions, Item, Side
    from graph.model import Judgement


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    app.command()(review)
    app.command()(credit)
    app.command()(link)


def decisions_of(ctx: typer.Context) -> Decisions:
    """The decisions of this run's workspace."""
    from graph.decisions import Decisions

    return Decisions(workspace_of(ctx))


def review(
    ctx: typer.Context,
    list_: Annotated[bool, typer.Option("--list", help="List the open pairs, strongest first.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="With --list: also what rules and people decided.")] = False,
    same: Annotated[
        tuple[str, str] | None, typer.Option("--same", metavar="A B", help="Declare two names the same.")
    ] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option("--different", metavar="A B", help="Declare two names different.")
    ] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="FILE", help="Decisions from a JSON, JSON lines or CSV file.")
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="Declare that some articles mean someone else by it.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="With --split: an article that does.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last decision, or the one named by ID.")] = False,
    history: Annotated[bool, typer.Option("--history", help="List all decisions, with author and time.")] = False,
    judgement: Annotated[int | None, typer.Argument(metavar="[ID]", help="With --undo: which decision.")] = None,
    format_: FormatOption = Format.TABLE,
) -> int:
    """Decide which names are the same: a queue, strongest first, one key for each.

    Films, people and companies are merged by themselves only where a rule is sure. What may be one besides is asked
    here, with what speaks for it and against. Every decision can be undone.
    """
    decisions = decisions_of(ctx)
    asked = [list_, same is not None, different is not None, apply is not None, split is not None, undo, history]
    if sum(asked) > 1:
        raise UsageError("only one thing can be asked of review at a time", "see: reelgraph review --help")
    if list_:
        return _list(decisions, format_, everything=all_)
    if history:
        return _history(decisions, format_)
    if undo:
        typer.echo(f"undone: {_words(decisions, decisions.undo(judgement))}")
    elif split is not None:
        typer.echo(f"decided: {_words(decisions, decisions.split(split, article or []))}")
    elif same or different or apply:
        _decide(decisions, same, different, apply)
    else:
        from graph.cli.queue import interactive

        return interactive(decisions, workspace_of(ctx))
    return 0


def _decide(
    decisions: Decisions, same: tuple[str, str] | None, different: tuple[str, str] | None, apply: Path | None
) -> None:
    from graph.decisions import Wish
    from graph.model import Decision
    from graph.wishes import read_wishes

    if apply is not None:
        made = decisions.judge(read_wishes(apply))
        typer.echo(f"{plural(len(made), 'decision')} from {apply}")
        return
    pair = same or different
    assert pair is not None
    (written,) = decisions.judge([Wish(Decision.SAME if same else Decision.DIFFERENT, *pair)])
    typer.echo(f"decided: {_words(decisions, written)}")


def _list(decisions: Decisions, format_: Format, *, everything: bool) -> int:
    from graph.output import write

    items = [*decisions.queue(), *(decisions.decided() if everything else ())]
    if format_ in (Format.JSON, Format.JSONL):
        write((item_object(item) for item in items), format_)
        return 0
    if not items:
        say("nothing is open")
    rows: list[dict[str, object]] = [
        {
            "a": _named(item.a),
            "b": _named(item.b),
            "type": item.a.type.value,
            "decision": item.decision,
            "score": item.score,
            "why": item.rule or "; ".join(item.reasons) or (f"decision {item.judgement}" if item.judgement else ""),
            "id": item.id,
        }
        for item in items
    ]
    write(rows, format_)
    return 0


def item_object(item: Item) -> dict[str, Any]:
    """An item as `review --list --format json` prints it."""
    return {
        "id": item.id,
        "a": _side_object(item.a),
        "b": _side_object(item.b),
        "score": item.score,
        "reasons": list(item.reasons),
        "decision": item.decision,
        "by": item.by,
        "rule": item.rule,
    }


def _side_object(side: Side) -> dict[str, str]:
    return {"id": side.id, "name": side.name, "type": side.type.value}


def _named(side: Side) -> str:
    return f"{side.name} ({side.year})" if side.year else side.name


def _history(decisions: Decisions, format_: Format) -> int:
    from graph.output import write

    history = decisions.history()
    told = decisions.told(judgement for judgement, _ in history)
    rows = (
        {
            "id": j.id,
            "at": j.at,
            "author": j.author,
            "decision": words,
            "holds": "" if j.undoes else "yes" if holds else "no",
        }
        for (j, holds), words in zip(history, told, strict=True)
    )
    write(rows, format_)
    return 0


def _words(decisions: Decisions, judgement: Judgement) -> str:
    """A decision in words, safe for a terminal."""
    return printable(decisions.told([judgement])[0])


def credit(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME|ID]", help="Whose credits to list; with --set, the credit's id.")
    ] = None,
    reject: Annotated[
        str | None, typer.Option("--reject", metavar="ID", help="Declare a credit wrong; it counts no more.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Set a field, such as status=departed.")
    ] = None,
    format_: FormatOption = Format.TABLE,
) -> int:
    """List the credits that articles state of a name, with their ids; reject or correct one.

    What can be set: subject, subject_type, relation, object, object_type, object_year, status, detail. A correction
    holds also after the article is read again, and `reelgraph review --undo` takes it back.

    Relations: acted_in, directed, wrote, produced, executive_produced, worked_on, source_author, financed, distributes,
    sells, affiliated_with, represented_by. Types: person, film, company. Status: confirmed, in_talks, departed.
    """
    decisions = decisions_of(ctx)
    if reject is not None:
        typer.echo(f"decided: {_words(decisions, decisions.reject(reject))}")
    elif set_:
        from graph.cli.fields import fields_of

        if name is None:
            raise UsageError("--set needs the id of a credit", "as in: reelgraph credit ID --set status=departed")
        typer.echo(f"decided: {_words(decisions, decisions.correct(name, fields_of(set_)))}")
    elif name is not None:
        _credits(decisions, name, format_)
    else:
        raise UsageError("name whose credits to list, or a credit", "see: reelgraph credit --help")
    return 0


def _credits(decisions: Decisions, name: str, format_: Format) -> None:
    from graph.output import write

    rows = (
        {
            "id": id_,
            "subject": s.subject.name,
            "relation": s.relation.value,
            "object": s.object.name,
            "year": s.object.year,
            "status": s.status.value,
            "detail": s.detail,
            "article": s.article_id,
            "quote": s.quote,
        }
        for s, id_ in decisions.credits(name)
    )
    write(rows, format_)


def link(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, film or company.")],
    external: Annotated[str, typer.Argument(metavar="ID", help="Such as imdb:nm0000235 or wikidata:Q125017.")],
) -> int:
    """Say which id a name has in another database; names with the same id are one."""
    decisions = decisions_of(ctx)
    typer.echo(f"decided: {_words(decisions, decisions.link(name, external))}")
    return 0
