"""Which questions for paths make sense. Both stores ask here first, so both refuse the same."""

from __future__ import annotations

from graph.errors import UsageError
from graph.model import PathRequest
from graph.paths.rank import HOPS_LIMIT, TIES_LIMIT

WAYPOINTS_LIMIT = 4
"""So many entities may be named with `through`: each doubles the space that is searched."""


def check(request: PathRequest) -> None:
    """Raise UsageError, with what to do, if a request contradicts itself or is out of bounds."""
    for wrong, message, hint in _objections(request):
        if wrong:
            raise UsageError(message, hint)


def _objections(request: PathRequest) -> list[tuple[bool, str, str]]:
    """What could be wrong: whether it is, what, and what to do."""
    filters, ends, through = request.filters, {request.source, request.target}, set(request.filters.through)
    return [
        (
            request.source == request.target,
            "Both names stand for the same entity.",
            "Name two different ones, or try `reelgraph show`.",
        ),
        (
            not 1 <= request.max_hops <= HOPS_LIMIT,
            f"--max-hops must be from 1 to {HOPS_LIMIT}.",
            "Paths of more than 8 hops rarely tell anything.",
        ),
        (not 1 <= request.limit <= TIES_LIMIT, f"--limit must be from 1 to {TIES_LIMIT}.", "10 is the default."),
        (not 0 <= request.more < HOPS_LIMIT, f"--more must be from 0 to {HOPS_LIMIT - 1}.", "0 is the default."),
        (
            not filters.relations or not filters.statuses,
            "These filters leave no credit at all.",
            "Allow at least one role and one status.",
        ),
        (bool(ends & filters.avoid), "A path can't avoid the entity at its end.", "Leave it out of --avoid."),
        (
            bool(filters.avoid & through),
            "The same entity is in --avoid and in --through.",
            "Decide for one of them.",
        ),
        (bool(ends & through), "A path always leads through its ends.", "Leave them out of --through."),
        (
            len(through) > WAYPOINTS_LIMIT,
            f"A path can be led through {WAYPOINTS_LIMIT} entities at most.",
            "Ask in two steps.",
        ),
        (
            bool(filters.as_of) and filters.since > filters.as_of,
            "--since is after --as-of: no report can be both.",
            "Exchange the two dates.",
        ),
    ]
