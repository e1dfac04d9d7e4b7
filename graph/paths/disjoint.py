"""Independent routes: paths that share no entity in between but those they must lead through, best first.

Greedy: the best path is taken, its entities are ruled out, and the best of what is left comes next. So each route is
the best one beside those before it; that there could not be more of them in another combination is not claimed (the
largest number of routes within a bound of hops is hard to find: Itai, Perl and Shiloach, Networks 12, 1982).
"""

from __future__ import annotations

from dataclasses import replace

from graph.model import Path, PathAnswer, PathRequest
from graph.paths.rank import TIES_LIMIT
from graph.paths.reasons import Ask


def disjoint(request: PathRequest, ask: Ask) -> PathAnswer:
    """Up to `request.limit` routes of at most `request.max_hops` hops. `total` counts the routes found."""
    wanted = request.limit
    first = ask(replace(request, limit=1, more=0))
    routes: list[Path] = list(first.paths)
    through = set(request.filters.through)
    fewest = len(through) + 1
    direct = first.total if first.length == fewest else 0
    avoid = set(request.filters.avoid) | _between(routes) - through
    while routes and len(routes) < wanted:
        following = replace(request, filters=replace(request.filters, avoid=frozenset(avoid)), limit=1, more=0)
        if direct:
            # What leads through nothing but what it must has nothing in between to rule out: look for what is longer.
            following = replace(following, limit=min(direct + 1, TIES_LIMIT), more=request.max_hops - 1)
        found = [p for p in ask(following).paths if len(p.hops) > fewest]
        if not found:
            break
        routes.append(found[0])
        avoid |= _between(found[:1]) - through
    return replace(first, total=len(routes), paths=tuple(routes), note="")


def _between(paths: list[Path]) -> set[str]:
    return {entity.id for path in paths for entity in path.entities[1:-1]}
