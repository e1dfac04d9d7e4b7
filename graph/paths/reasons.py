"""Why there is no path: beyond the hops allowed, behind a filter, not connected at all, or not found in time.

Works with anything that answers a `PathRequest`, so the reasons are the same on every store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from graph.errors import UsageError
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
    """A restriction that filters can make: the option that makes it, its field, and the value that makes none."""

    option: str
    field: str
    free: Any

    def off(self, filters: Filters) -> Filters:
        """The same filters without it."""
        return replace(filters, **{self.field: self.free})

    def back(self, filters: Filters, original: Filters) -> Filters:
        """The same filters with it, as the original ones have it."""
        return replace(filters, **{self.field: getattr(original, self.field)})


_LIFTS = (
    Lift("--avoid", "avoid", frozenset()),
    Lift("--through", "through", ()),
    Lift("--kind", "kinds", frozenset()),
    Lift("--publication", "publications", frozenset()),
    Lift("--since", "since", ""),
    Lift("--as-of", "as_of", ""),
    Lift("the choice of statuses (--status)", "statuses", frozenset(Status)),
    Lift("the choice of roles (--only, --without)", "relations", ALL_RELATIONS),
)


def lifts(filters: Filters) -> list[Lift]:
    """Every single restriction that these filters make, those of the defaults included."""
    return [lift for lift in _LIFTS if lift.off(filters) != filters]


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
    answers = [(lift, asker.ask(replace(one, filters=lift.off(request.filters)))) for lift in without]
    opened = [(lift, answer) for lift, answer in answers if answer.length is not None]
    if opened:
        lift, answer = min(opened, key=lambda pair: pair[1].length or 0)
        others = [other.option for other, _ in opened if other is not lift]
        also = f" (or without {' or without '.join(others)})" if others else ""
        return f"there is a path of {_hops(answer)} without {lift.option}{also}: {chain(answer)}"
    return _together(request, without, asker.ask) or _apart(request, asker)


def _together(request: PathRequest, without: Sequence[Lift], ask: Ask) -> str:
    """Which restrictions only together stand in the way, of hops among them; empty if no path is there even so.

    None of those that are named could stay. What a user didn't ask for, the defaults, stays if it can.
    """
    for hops in dict.fromkeys((request.max_hops, HOPS_LIMIT)) if without else ():
        freest = replace(request, filters=OPEN, max_hops=hops, limit=1, more=0)
        answer = ask(freest)
        if answer.length is None:
            continue
        needed: list[str] = []
        for lift in reversed(without):
            tried = replace(freest, filters=lift.back(freest.filters, request.filters))
            if found := _found(tried, ask):
                freest, answer = tried, found
            else:
                needed.insert(0, lift.option)
        if hops > request.max_hops:
            needed.append(f"--max-hops {request.max_hops}")
        return f"there is a path of {_hops(answer)} only without all of {', '.join(needed)}: {chain(answer)}"
    return ""


def _found(request: PathRequest, ask: Ask) -> PathAnswer | None:
    """The answer if there is one. A server refuses to look for a way through names where too much lies around."""
    try:
        answer = ask(request)
    except UsageError:
        return None
    return answer if answer.length is not None else None


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
