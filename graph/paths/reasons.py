"""Why there is no path: beyond the hops allowed, behind a filter, not connected at all, or not found in time.

Works with anything that answers a `PathRequest`, so the reasons are the same on every store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.model import ALL_RELATIONS, Entity, Filters, PathAnswer, PathRequest, Status
from graph.paths.rank import HOPS_LIMIT

Ask = Callable[[PathRequest], PathAnswer]
"""Answers a request for paths."""

Around = Callable[[Iterable[str]], set[str]]
"""The ids of all entities that share a credit with any of these, unfiltered."""

Named = Callable[[Iterable[str]], Sequence[Entity]]
"""The entities with these ids."""

_ISLAND_SHOWN = 8


class Lift(NamedTuple):
    """A restriction of some filters, by the option that makes it, and the same filters without it."""

    option: str
    filters: Filters


def lifts(filters: Filters) -> list[Lift]:
    """Every single restriction that these filters make, those of the defaults included, and the filters without it."""
    everything = replace(filters, relations=ALL_RELATIONS), replace(filters, statuses=frozenset(Status))
    without = (
        Lift("--avoid", replace(filters, avoid=frozenset())),
        Lift("--through", replace(filters, through=())),
        Lift("--kind", replace(filters, kinds=frozenset())),
        Lift("--publication", replace(filters, publications=frozenset())),
        Lift("--since", replace(filters, since="")),
        Lift("--as-of", replace(filters, as_of="")),
        Lift("the choice of statuses (--status)", everything[1]),
        Lift("the choice of roles (--only, --without)", everything[0]),
    )
    return [lift for lift in without if lift.filters != filters]


OPEN = Filters(relations=ALL_RELATIONS, statuses=frozenset(Status))
"""Filters that let everything pass."""


class Asker(NamedTuple):
    """What the reasons are found out with."""

    ask: Ask
    around: Around
    named: Named


def why_none(request: PathRequest, asker: Asker) -> str:
    """Why a request has no answer, in a sentence, with the path that there would be. Asks a few more questions."""
    one = replace(request, limit=1, more=0)
    farther = asker.ask(replace(one, max_hops=HOPS_LIMIT)) if request.max_hops < HOPS_LIMIT else None
    if farther and farther.length is not None:
        return (
            f"the shortest path has {_hops(farther)}, more than --max-hops {request.max_hops} allows: {chain(farther)}"
        )
    without = lifts(request.filters)
    answers = [(lift, asker.ask(replace(one, filters=lift.filters))) for lift in without]
    opened = [(lift, answer) for lift, answer in answers if answer.length is not None]
    if opened:
        lift, answer = min(opened, key=lambda pair: pair[1].length or 0)
        others = [other.option for other, _ in opened if other is not lift]
        also = f" (or without {' or without '.join(others)})" if others else ""
        return f"there is a path of {_hops(answer)} without {lift.option}{also}: {chain(answer)}"
    if without:
        answer = asker.ask(replace(one, filters=OPEN, max_hops=HOPS_LIMIT))
        if answer.length is not None:
            options = ", ".join(lift.option for lift in without)
            return f"there is a path of {_hops(answer)} only without all of {options}: {chain(answer)}"
    return _apart(request, asker)


def given_up() -> str:
    """Why nothing was found where the search was ended early, in a sentence."""
    from graph.paths.longer import WORK_LIMIT

    return (
        f"the search was given up after {WORK_LIMIT:,} steps, so there may be one:"
        " allow fewer hops (--max-hops), or leave out large hubs (--avoid)"
    )


def _hops(answer: PathAnswer) -> str:
    return "1 hop" if answer.length == 1 else f"{answer.length} hops"


def chain(answer: PathAnswer) -> str:
    """The names along the first path of an answer."""
    return " – ".join(e.name for e in answer.paths[0].entities) if answer.paths else ""


def _apart(request: PathRequest, asker: Asker) -> str:
    """Not connected whatever the filters: which end sits on the smaller island, and who else is there."""
    islands = _islands(request.source, request.target, asker.around)
    if islands is None:
        return f"they are more than {HOPS_LIMIT} hops apart"
    start, island = islands
    name = asker.named([start])[0].name
    others = sorted(e.name for e in asker.named(sorted(island - {start})))
    if not others:
        return f"they are not connected at all: {name} has no credit that leads anywhere"
    shown = ", ".join(others[:_ISLAND_SHOWN])
    more = f" and {len(others) - _ISLAND_SHOWN} more" if len(others) > _ISLAND_SHOWN else ""
    return f"they are not connected at all: {name} is in a group of its own, of {len(island)}, with {shown}{more}"


def _islands(source: str, target: str, around: Around) -> tuple[str, set[str]] | None:
    """The end on the smaller island, and that island; None if the two meet. Widens the side of which less is seen."""
    seen = {source: {source}, target: {target}}
    rim = {source: {source}, target: {target}}
    while True:
        start = min((source, target), key=lambda end: (len(seen[end]), end))
        rim[start] = around(sorted(rim[start])) - seen[start]
        if not rim[start]:
            return start, seen[start]
        seen[start] |= rim[start]
        if not seen[source].isdisjoint(seen[target]):
            return None
