"""The driver's values as ours: nodes, relationships, paths, points, and dates and times of the standard library."""

from __future__ import annotations

from typing import Any

from neo4j import graph as driver
from neo4j import spatial, time

from graph import values


def plain(value: Any) -> Any:
    """A value of a result without any type of the driver; a time finer than microseconds is a Temporal."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, driver.Node):
        return _node(value)
    if isinstance(value, driver.Relationship):
        return _relation(value)
    if isinstance(value, driver.Path):
        return values.PathValue(tuple(map(_node, value.nodes)), tuple(map(_relation, value.relationships)))
    if isinstance(value, spatial.Point):
        return values.Point(value.srid or 0, tuple(value))
    if isinstance(value, time.Duration):
        return values.Duration(value.months, value.days, value.seconds, value.nanoseconds)
    if isinstance(value, time.Date | time.Time | time.DateTime):
        return _temporal(value)
    return value


def _temporal(value: time.Date | time.Time | time.DateTime) -> Any:
    if isinstance(value, time.Date) or value.nanosecond % 1_000 == 0:
        return value.to_native()
    zone = getattr(value.tzinfo, "key", "")
    return values.Temporal(type(value).__name__, value.iso_format() + (f"[{zone}]" if zone else ""))


def _node(node: driver.Node) -> values.Node:
    return values.Node(node.element_id, tuple(sorted(node.labels)), {k: plain(v) for k, v in node.items()})


def _relation(relation: driver.Relationship) -> values.Relation:
    start, end = ("" if node is None else node.element_id for node in relation.nodes)
    return values.Relation(relation.element_id, relation.type, start, end, {k: plain(v) for k, v in relation.items()})
