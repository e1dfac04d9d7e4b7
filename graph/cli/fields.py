"""What is typed after `credit --set`: fields of a credit, brought into the form in which the ledger keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from graph.cli.filters import value_of
from graph.errors import UsageError
from graph.model import EntityType, Relation, Status
from graph.projection.corrections import FIELDS
from graph.sources.base import one_line
from graph.sources.tables import MAX_NAME, YEARS


def fields_of(given: Sequence[str]) -> dict[str, str]:
    """The fields that words such as `status=departed` set. Raises UsageError for a word that says none."""
    return dict(_field(item) for item in given)


def _field(item: str) -> tuple[str, str]:
    name, sign, value = item.partition("=")
    name = name.strip()
    if not sign:
        raise UsageError(f"--set {item} has no value", "write it as FIELD=VALUE, such as status=departed")
    if name not in FIELDS:
        raise UsageError(f"a credit has no field {name}", f"it has {', '.join(FIELDS)}")
    return name, _value(name, value)


def _value(field: str, text: str) -> str:
    match field:
        case "relation":
            return value_of(text, Relation, "relation").value
        case "subject_type" | "object_type":
            return value_of(text, EntityType, "type").value
        case "status":
            return value_of(text, Status, "status").value
        case "object_year":
            return _year(text.strip())
    return _words(field, text)


def _year(text: str) -> str:
    """A year, or nothing where the film's is to be unknown."""
    if text and not (len(text) == 4 and text.isascii() and text.isdigit() and int(text) in YEARS):
        allowed = f"write it as four digits, {YEARS[0]} to {YEARS[-1]}, or leave it empty"
        raise UsageError(f"object_year {text} is not a year", allowed)
    return text


def _words(field: str, text: str) -> str:
    if len(text) > MAX_NAME:
        raise UsageError(f"{field} has {len(text):,} characters", f"at most {MAX_NAME} are allowed")
    words = one_line(text)
    if not words and field != "detail":
        raise UsageError(f"{field} is empty", "a credit needs both names")
    return words
