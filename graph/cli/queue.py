"""The interactive queue of `reelgraph review`: one pair at a time, one key for an answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from graph.errors import UsageError
from graph.model import ALL_RELATIONS, Decision, Filters, Status
from graph.text import printable

if TYPE_CHECKING:
    from graph.decisions import Decisions, Item, Side
    from graph.store.base import Store
    from graph.workspace import Workspace

_ANSWERS = {"s": Decision.SAME, "d": Decision.DIFFERENT, "?": Decision.UNSURE, "u": Decision.UNSURE}
_MENU = "[s]ame  [d]ifferent  don't know [?]  skip [space]  [b]ack  [q]uit"
_CREDITS = 4


def interactive(decisions: Decisions, workspace: Workspace, key: Callable[[], str] = typer.getchar) -> int:
    """Ask about the open pairs until there are none or the person quits. What was answered is kept."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(
            "review asks for single keys, and this is no terminal",
            "use review --list, and --same A B, --different A B or --apply FILE",
        )
    items = [item for item in decisions.queue() if item.judgement is None]
    if not items:
        typer.echo("nothing to decide")
        return 0
    answered = Answers(decisions)
    place = 0
    while place < len(items):
        with workspace.store() as store:
            if any(not store.entities([side.id]) for side in (items[place].a, items[place].b)):
                place += 1  # an answer before made them part of something else
                continue
            typer.echo("\n".join(_page(items[place], store, f"{place + 1} of {len(items)}")))
        step = answered.ask(items[place], key)
        if step is None:
            break
        place = max(0, place + step)
    typer.echo(f"{answered.count} decided; the rest waits. Take back with: reelgraph review --undo")
    return 0


class Answers:
    """Takes answers, and takes them back."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._made: list[int | None] = []

    @property
    def count(self) -> int:
        """How many decisions were made and not taken back."""
        return sum(made is not None for made in self._made)

    def ask(self, item: Item, key: Callable[[], str]) -> int | None:
        """Wait for an answer to a pair; returns how far to go on in the queue, None to quit."""
        while True:
            pressed = key().lower()
            if pressed in _ANSWERS:
                self._made.append(self._decisions.judge_item(item, _ANSWERS[pressed]).id)
                typer.echo(f"  {_ANSWERS[pressed]}")
                return 1
            if pressed in (" ", "\r", "\n"):
                self._made.append(None)
                return 1
            if pressed == "b":
                return self._back()
            if pressed in ("q", "\x03", "\x04", "\x1b"):
                return None
            typer.echo(f"  {_MENU}")

    def _back(self) -> int:
        if not self._made:
            return 0
        if (made := self._made.pop()) is not None:
            self._decisions.undo(made)
        return -1


def _page(item: Item, store: Store, where: str) -> Iterator[str]:
    yield ""
    yield f"{where}: the same {item.a.type.lower()}? (score {item.score})"
    for side in (item.a, item.b):
        yield ""
        yield from _side(side, store)
    yield ""
    yield from (f"  {printable(reason)}" for reason in item.reasons)
    yield f"  {_MENU}"


def _side(side: Side, store: Store) -> Iterator[str]:
    yield f"  {printable(side.name)}{f' ({side.year})' if side.year else ''}"
    relationships = store.relationships([side.id], Filters(ALL_RELATIONS, frozenset(Status)))
    others = {e.id: e.name for e in store.entities(r.other(side.id) for r in relationships)}
    for r in relationships[:_CREDITS]:
        yield f"    {r.relation.replace('_', ' ').lower()}: {printable(others.get(r.other(side.id), ''))} ({r.status})"
        yield f"      “{printable(' '.join(r.evidence[-1].quote.split()))[:150]}”"
    if len(relationships) > _CREDITS:
        yield f"    and {len(relationships) - _CREDITS} more"
