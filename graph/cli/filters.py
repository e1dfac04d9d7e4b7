"""The filters that path, view and the other questions share: their options, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from graph.errors import UsageError
from graph.model import DEFAULT_RELATIONS, DEFAULT_STATUSES, EntityType, Filters, Relation, Status

if TYPE_CHECKING:
    from graph.questions import Questions

T = TypeVar("T", Relation, Status, EntityType)

Only = Annotated[str, typer.Option(metavar="RELATIONS", help="Only these relations, with commas: acted_in,directed.")]
Without = Annotated[str, typer.Option(metavar="RELATIONS", help="All but these relations, with commas.")]
Avoid = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Leave out this name (may be repeated).")]
Through = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Paths through this name (may be repeated).")]
StatusOption = Annotated[
    str, typer.Option("--status", metavar="STATUS", help="Only confirmed, in_talks or departed, with commas.")
]
AsOf = Annotated[str, typer.Option(metavar="DATE", help="As it was reported on that day: 2025-06-01.")]
Since = Annotated[str, typer.Option(metavar="DATE", help="Only what was reported on that day or later.")]
Publication = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only what this publication reported (may be repeated).")
]
Kind = Annotated[str, typer.Option(metavar="KIND", help="Only works of this kind: film or series.")]


@dataclass(frozen=True, slots=True)
class FilterWords:
    """The filters as they were written on the command line."""

    only: str = ""
    without: str = ""
    avoid: Sequence[str] = ()
    through: Sequence[str] = ()
    status: str = ""
    as_of: str = ""
    since: str = ""
    publications: Sequence[str] = ()
    kind: str = ""


def filters(
    words: FilterWords,
    questions: Questions,
    relations: frozenset[Relation] = DEFAULT_RELATIONS,
    statuses: frozenset[Status] = DEFAULT_STATUSES,
) -> Filters:
    """The filters that the words mean; `relations` and `statuses` are what counts where the words don't say.

    Raises UsageError for a word that isn't a relation, status, date or kind, and what `Questions.resolve` raises.
    """
    if words.only:
        relations = frozenset(_each(words.only, Relation, "relation"))
    if words.without:
        relations -= frozenset(_each(words.without, Relation, "relation"))
    if not relations:
        raise UsageError("--only and --without leave no relation", "leave one of them out")
    if words.status:
        statuses = frozenset(_each(words.status, Status, "status"))
    return Filters(
        relations,
        statuses,
        _date(words.as_of, "--as-of"),
        _date(words.since, "--since"),
        frozenset(publication.casefold() for publication in words.publications),
        frozenset(_kinds(words.kind)),
        frozenset(questions.resolve(name).id for name in words.avoid),
        tuple(questions.resolve(name).id for name in words.through),
    )


def _each(text: str, of: type[T], noun: str) -> Iterable[T]:
    return (value_of(word, of, noun) for word in text.split(","))


def value_of(word: str, of: type[T], noun: str) -> T:
    """The value that a word means, in any case and with spaces or hyphens; UsageError names those that there are."""
    known = {str(value).lower(): value for value in of}
    value = known.get("_".join(word.replace("-", " ").split()).lower())
    if value is None:
        raise UsageError(f"{word.strip() or 'an empty word'} is not a {noun}", f"there are: {', '.join(known)}")
    return value


def _date(text: str, option: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {text} is not a date", "write it as 2025-06-01") from error


def _kinds(text: str) -> Iterable[str]:
    for word in filter(None, (word.strip().lower() for word in text.split(","))):
        if word not in ("film", "series"):
            raise UsageError(f"{word} is not a kind", "there are: film, series")
        yield word
