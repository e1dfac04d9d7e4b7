"""The engine's values as ours. Nodes, relationships and paths come as dictionaries with keys that begin with `_`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from graph.values import Node, PathValue, Relation, duration_of

_WIDE = frozenset({"INT128", "UINT128"})


def converted(row: list[Any], types: list[str]) -> list[Any]:
    """A row of the engine with our values; `types` are the engine's names of the columns' types."""
    return [
        int(value) if type_ in _WIDE and value is not None else plain(value)
        for value, type_ in zip(row, types, strict=True)
    ]


def plain(value: Any) -> Any:
    """One value without any form of the engine's."""
    if isinstance(value, dict):
        return _graph_value(value)
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, timedelta):
        return duration_of(value)
    return value


def _graph_value(value: Mapping[Any, Any]) -> Any:
    if "_NODES" in value and "_RELS" in value:
        return PathValue(tuple(map(_node, value["_NODES"])), tuple(map(_relation, value["_RELS"])))
    if "_SRC" in value and "_LABEL" in value:
        return _relation(value)
    if "_ID" in value and "_LABEL" in value:
        return _node(value)
    return {str(k): plain(v) for k, v in value.items()}


def _node(value: Mapping[str, Any]) -> Node:
    return Node(_id(value["_ID"]), (value["_LABEL"],), _properties(value))


def _relation(value: Mapping[str, Any]) -> Relation:
    return Relation(_id(value["_ID"]), value["_LABEL"], _id(value["_SRC"]), _id(value["_DST"]), _properties(value))


def _properties(value: Mapping[str, Any]) -> dict[str, Any]:
    """What the node has: a row over several tables carries the columns of all, empty where they are another's."""
    return {k: plain(v) for k, v in value.items() if not k.startswith("_") and v is not None}


def _id(value: Mapping[str, int]) -> str:
    return f"{value['table']}:{value['offset']}"
