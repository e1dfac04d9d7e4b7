"""One value as text, for the formats that people read and for csv and tsv. Nested text is in quotes, as in Cypher."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from datetime import date, time, timedelta
from enum import Enum
from typing import Any

from graph.values import Duration, Node, PathValue, Point, Relation, Temporal, iso


def cell(value: Any) -> str:
    """A value as a cell: text as it is, nothing for null, all else as `literal` writes it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    return literal(value)


def literal(value: Any) -> str:
    """A value in the notation of Cypher: `'text'`, `[1, 2]`, `{a: 1}`, `(:Film {name: 'Ballerina'})`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return literal(value.value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, bytes | bytearray):
        return "0x" + bytes(value).hex()
    if isinstance(value, date | time | timedelta | Duration | Temporal):
        return iso(value)
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, list | tuple | Set):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    return _graph_value(value)


def _quoted(text: str) -> str:
    mark = '"' if "'" in text and '"' not in text else "'"
    return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


def number(value: float) -> str:
    """A float so that it reads back the same; `NaN`, `Infinity` and `-Infinity` by name."""
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def _graph_value(value: Any) -> str:
    if isinstance(value, Node):
        return _node(value)
    if isinstance(value, Relation):
        return f"[:{_name(value.type)}{_properties(value.properties)}]"
    if isinstance(value, PathValue):
        return _path(value)
    if isinstance(value, Point):
        names = ("x", "y", "z")[: len(value.coordinates)]
        parts = [f"{n}: {number(c)}" for n, c in zip(names, value.coordinates, strict=True)]
        return f"point({{srid: {value.srid}, {', '.join(parts)}}})"
    return str(value)


def _node(node: Node) -> str:
    return "(" + "".join(f":{_name(label)}" for label in node.labels) + _properties(node.properties) + ")"


def _path(path: PathValue) -> str:
    text = _node(path.nodes[0])
    for before, relation, after in zip(path.nodes, path.relations, path.nodes[1:], strict=False):
        body = f"[:{_name(relation.type)}{_properties(relation.properties)}]"
        text += f"-{body}->" if relation.start == before.id else f"<-{body}-"
        text += _node(after)
    return text


def _properties(properties: Mapping[str, Any]) -> str:
    present = {k: v for k, v in properties.items() if v is not None}
    return " " + _map(present) if present else ""


def _map(value: Mapping[Any, Any]) -> str:
    return "{" + ", ".join(f"{_name(str(k))}: {literal(v)}" for k, v in value.items()) + "}"


def _name(text: str) -> str:
    return text if text.isidentifier() else "`" + text.replace("`", "``") + "`"
