"""Parameters as people write them: `name=value` on the command line, `name => value` in the console. Pure.

A value is text unless its name says otherwise: `year:int=2025`, `ratio:float=0.5`, `open:bool=true`, `ids:json=[1, 2]`,
`day:date=2025-06-01`. A saved query declares the types of its parameters, so they need no such word there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph.errors import UsageError
from graph.queries import Query
from graph.store.guard import check_names

_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise ValueError(text)


CONVERTERS: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "int": int,
    "float": float,
    "bool": _boolean,
    "json": json.loads,
    "date": date.fromisoformat,
}
"""What may stand after the colon of a name, and how it reads the value."""

_DECLARED = {"string": "text", "integer": "int", "float": "float", "boolean": "bool", "date": "date"}


def parse(text: str, separator: str = "=") -> tuple[str, Any]:
    """`name=value` or `name:type=value` → name and value. Raises UsageError with an example."""
    name, found, value = text.partition(separator)
    name, _, type_ = name.strip().lstrip("$").partition(":")
    if not found or not name:
        example = f"for example: year:int{separator}2025"
        raise UsageError(f"{text!r} is no parameter", example)
    return name, convert(name, value.strip() if separator != "=" else value, type_ or "text")


def parse_all(texts: list[str]) -> dict[str, Any]:
    """All `-p` options of a command line; the last of a name counts."""
    return dict(parse(text) for text in texts)


def convert(name: str, value: str, type_: str) -> Any:
    """The value as this type. Raises UsageError where it isn't one."""
    if type_ not in CONVERTERS:
        raise UsageError(f"${name} can't be of the type {type_!r}", f"known are {', '.join(CONVERTERS)}")
    try:
        return CONVERTERS[type_](value)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"${name}: {value!r} is no {type_}", _EXAMPLES.get(type_, "")) from error


_EXAMPLES = {
    "int": "for example 2025",
    "float": "for example 0.5",
    "bool": "true or false",
    "json": """for example '["Film", "Person"]'""",
    "date": "for example 2025-06-01",
}
_JSON_FORMS = """write ["Uma Thurman", 7] or {"name": "Uma Thurman"}; for text put all of it into quotes"""


def for_query(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a saved query with the types that it declares. Raises UsageError if one is missing or extra."""
    check_names(list(query.parameters), given, query.name)
    values = {}
    for name, value in given.items():
        type_ = _DECLARED.get(query.parameters[name].type, "json")
        values[name] = convert(name, value, type_) if isinstance(value, str) else value
    return values


def literal(text: str) -> Any:
    """The value that a person writes in the console: JSON (a number, a list, a map), or text in quotes or bare.

    Raises UsageError for a list or a map that isn't JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.startswith(("[", "{")):
            raise UsageError("the value is neither a list nor a map in JSON", _JSON_FORMS) from error
        quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
        return text[1:-1] if quoted else text
