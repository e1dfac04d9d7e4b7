"""The plan of a statement (EXPLAIN, PROFILE) as rows: an operator a row, indented under the one that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PROFILED = ("rows", "dbHits")


def plan_rows(plan: Mapping[str, Any]) -> Iterator[list[Any]]:
    """First the columns, then the rows of a plan as the driver gives it; with figures if it was profiled."""
    profiled = "dbHits" in plan
    yield ["operator", "details", "estimated rows", *(["rows", "hits"] if profiled else [])]
    if plan:
        yield from _operators(plan, 0, profiled)


def _operators(plan: Mapping[str, Any], depth: int, profiled: bool) -> Iterator[list[Any]]:
    arguments = plan.get("args", {})
    row = [
        "  " * depth + str(plan.get("operatorType", "")).partition("@")[0],
        arguments.get("Details", ""),
        arguments.get("EstimatedRows"),
    ]
    yield row + ([plan.get(name) for name in _PROFILED] if profiled else [])
    for child in plan.get("children", ()):
        yield from _operators(child, depth + 1, profiled)
