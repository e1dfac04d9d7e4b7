"""Rows as JSON: a list of objects (`json`) or an object a line (`jsonl`), a column a key; and back to the same values.

Null, booleans, integers, floats, text, lists and maps are JSON's own. All other values are objects with the key
`$type`: `{"$type": "Node", "id": …, "labels": […], "properties": {…}}`, `{"$type": "Date", "value": "2025-06-01"}`.
A map that has a key `$type` itself is wrapped: `{"$type": "Map", "value": {…}}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TextIO
from uuid import UUID
from zoneinfo import ZoneInfo

from graph.errors import UsageError
from graph.output.cells import number
from graph.store.base import Rows
from graph.values import Duration, Node, PathValue, Point, Relation, Temporal, iso

TYPE = "$type"
_PLAIN = frozenset({str, int, bool, type(None)})
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\u2028\u2029]")
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})
_ISO_DURATION = re.compile(r"P(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(-?)(\d+)(?:\.(\d+))?S)?")
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(", ", ": ")).encode


def write_objects(rows: Rows, stream: TextIO, *, lines: bool) -> None:
    """Write rows as `jsonl` (`lines`) or `json`. Raises UsageError where two columns have one name."""
    if len(set(rows.columns)) < len(rows.columns):
        twice = next(c for c in rows.columns if rows.columns.count(c) > 1)
        raise UsageError(f"two columns are called {twice}", "give each a name of its own with AS")
    if lines:
        stream.writelines(_object(rows.columns, row) + "\n" for row in rows.rows)
        return
    stream.write("[")
    before = "\n"
    for row in rows.rows:
        stream.write(before + _object(rows.columns, row))
        before = ",\n"
    stream.write("]\n" if before == "\n" else "\n]\n")


def _object(columns: tuple[str, ...], row: Any) -> str:
    values = {c: v if type(v) in _PLAIN else to_json(v) for c, v in zip(columns, row, strict=True)}
    return json_text(values)


def json_text(value: Any) -> str:
    """What `to_json` gives as one line of JSON that no terminal stumbles over."""
    text = _encode(value)
    return text if text.isascii() and "\x7f" not in text else _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def to_json(value: Any) -> Any:
    """A value in the types of JSON. Raises UsageError for a type that has no form in JSON."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return value if number(value) not in _NOT_FINITE else {TYPE: "Float", "value": number(value)}
    if isinstance(value, list | tuple | Set):
        return [to_json(v) for v in value]
    if isinstance(value, Mapping):
        map_ = _map(value)
        return {TYPE: "Map", "value": map_} if TYPE in map_ else map_
    if isinstance(value, bytes | bytearray):
        return {TYPE: "Bytes", "value": bytes(value).hex()}
    return _typed(value)


def _map(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(k): to_json(v) for k, v in value.items()}


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, Node):
        return {TYPE: "Node", "id": value.id, "labels": list(value.labels), "properties": _map(value.properties)}
    if isinstance(value, Relation):
        ends = {"type": value.type, "start": value.start, "end": value.end}
        return {TYPE: "Relationship", "id": value.id, **ends, "properties": _map(value.properties)}
    if isinstance(value, PathValue):
        return {TYPE: "Path", "nodes": to_json(value.nodes), "relationships": to_json(value.relations)}
    if isinstance(value, Point):
        return {TYPE: "Point", "srid": value.srid, "coordinates": to_json(value.coordinates)}
    if isinstance(value, Decimal | UUID):
        return {TYPE: type(value).__name__, "value": str(value)}
    return {TYPE: _temporal_type(value), "value": iso(value)}


def _temporal_type(value: Any) -> str:
    if isinstance(value, Temporal):
        return value.kind
    for type_, name in ((datetime, "DateTime"), (date, "Date"), (time, "Time")):
        if isinstance(value, type_):
            return name
    if isinstance(value, timedelta | Duration):
        return "Duration"
    raise UsageError(f"a value of the type {type(value).__name__} can't be written as JSON", "choose another format")


# --- and back --------------------------------------------------------------------------------------------------------


def from_json(value: Any) -> Any:
    """The value that `to_json` was given; sequences are lists, and lengths of time are Durations."""
    if isinstance(value, list):
        return [from_json(v) for v in value]
    if not isinstance(value, dict):
        return value
    if TYPE not in value:
        return {k: from_json(v) for k, v in value.items()}
    return _READERS[value[TYPE]](value)


def duration_from(text: str) -> Duration:
    """The Duration that `Duration.iso` wrote."""
    match = _ISO_DURATION.fullmatch(text)
    if match is None:
        raise UsageError(f"{text!r} is no length of time", "for example P1M2DT3.5S")
    months, days, sign, seconds, fraction = match.groups()
    total = int(seconds or 0) * 1_000_000_000 + int((fraction or "").ljust(9, "0"))
    whole, nanoseconds = divmod(-total if sign else total, 1_000_000_000)
    return Duration(int(months or 0), int(days or 0), whole, nanoseconds)


def _datetime_from(text: str) -> datetime | Temporal:
    plain, _, zone = text.partition("[")
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        return Temporal("DateTime", text)
    if found.isoformat() != plain:  # more digits than microseconds
        return Temporal("DateTime", text)
    return found.astimezone(ZoneInfo(zone.rstrip("]"))) if zone else found


def _time_from(text: str) -> time | Temporal:
    found = time.fromisoformat(text)
    return found if found.isoformat() == text else Temporal("Time", text)


def _date_from(text: str) -> date | Temporal:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Temporal("Date", text)


def _node_from(value: dict[str, Any]) -> Node:
    return Node(value["id"], tuple(value["labels"]), _properties_from(value))


def _relation_from(value: dict[str, Any]) -> Relation:
    return Relation(value["id"], value["type"], value["start"], value["end"], _properties_from(value))


def _properties_from(value: dict[str, Any]) -> dict[str, Any]:
    return {k: from_json(v) for k, v in value["properties"].items()}


_READERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "Node": _node_from,
    "Relationship": _relation_from,
    "Path": lambda v: PathValue(tuple(map(_node_from, v["nodes"])), tuple(map(_relation_from, v["relationships"]))),
    "Point": lambda v: Point(v["srid"], tuple(map(from_json, v["coordinates"]))),
    "Map": lambda v: {k: from_json(inner) for k, inner in v["value"].items()},
    "Float": lambda v: float(v["value"]),
    "Bytes": lambda v: bytes.fromhex(v["value"]),
    "Decimal": lambda v: Decimal(v["value"]),
    "UUID": lambda v: UUID(v["value"]),
    "Date": lambda v: _date_from(v["value"]),
    "Time": lambda v: _time_from(v["value"]),
    "DateTime": lambda v: _datetime_from(v["value"]),
    "Duration": lambda v: duration_from(v["value"]),
}
