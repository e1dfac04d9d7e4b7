"""Tables of known credits: CSV (or TSV) and JSON lines, streamed row by row and checked strictly.

Columns: `subject`, `subject_type`, `relation`, `object`, `object_type`; and, where known, `object_year`, `status`,
`detail`, `published`, `source`, `quote`, `subject_id`, `object_id`, `object_kind` (`film` or `series`). A row that
can't be understood stops the reading with its file and line: a table is a database's word, and half of it is not.

Tables may hold millions of rows, so each row is one tuple, and what repeats (types, relations, dates) is checked once.
"""

from __future__ import annotations

import csv
import difflib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from graph.errors import SourceError
from graph.model import EntityType, Relation, Status, joins
from graph.sources.base import one_line
from graph.sources.dates import iso_date
from graph.sources.files import unreadable

REQUIRED = ("subject", "subject_type", "relation", "object", "object_type")
OPTIONAL = ("object_year", "status", "detail", "published", "source", "quote", "subject_id", "object_id", "object_kind")
COLUMNS = REQUIRED + OPTIONAL
MAX_NAME = 500
"""A name or another short field has at most this many characters."""
MAX_QUOTE = 10_000
KINDS = ("film", "series")
YEARS = range(1870, 2101)
"""The years that a film may be of."""
_EXTERNAL = re.compile(r"[a-z][a-z0-9_-]*:[^\s:][^\s]*")
_MAX_LINE = 1_000_000
_IS_IT_CSV = "is it a CSV file in UTF-8?"
_Enum = TypeVar("_Enum", bound=StrEnum)


class TableRow(NamedTuple):
    """One known credit as its table states it. `line` is where it stands; empty strings (and no year) are unknown."""

    line: int
    subject: str
    subject_type: EntityType
    relation: Relation
    object: str
    object_type: EntityType
    object_year: int | None
    status: Status
    detail: str
    published: str
    source: str
    quote: str
    subject_id: str
    object_id: str
    object_kind: str


def read_table(path: Path) -> Iterator[TableRow]:
    """The rows of a table, one at a time, in bounded memory. A file ending in `.jsonl` is JSON lines, any other CSV.

    Raises SourceError, with file and line, at the first thing that is wrong.
    """
    try:
        # Surrogates, so that the line that isn't UTF-8 can be named; `_checked` refuses them.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            records = _json_records if path.suffix.lower() == ".jsonl" else _csv_records
            empty = True
            for line, fields in records(stream, path):
                empty = False
                try:
                    row = _checked(line, fields)
                except ValueError as error:
                    message, _, hint = str(error).partition("|")
                    raise SourceError(f"{path}:{line}: {message}", hint) from error
                yield row
    except OSError as error:
        raise unreadable(str(path), error) from error
    if empty:
        raise SourceError(f"{path} has no rows", f"its columns are {', '.join(COLUMNS)}")


# --- one row ---------------------------------------------------------------------------------------------------------


def _checked(line: int, fields: Sequence[str]) -> TableRow:
    """The row of fields in the order of COLUMNS. Raises ValueError, its text "message|hint"."""
    subject, kind, relation, object_, object_kind, year, status, *rest = fields
    detail, published, source, quote, subject_id, object_id, object_is = rest
    types = _types(kind, relation, object_kind, status)
    return TableRow(
        line,
        _name(subject, "subject"),
        types[0],
        types[1],
        _name(object_, "object"),
        types[2],
        _year(year, types[2]) if year else None,
        types[3],
        _short(detail, "detail") if detail else "",
        _published(published) if published else "",
        _short(source, "source") if source else "",
        _quote(quote) if quote else "",
        _external(subject_id, "subject_id") if subject_id else "",
        _external(object_id, "object_id") if object_id else "",
        _kind(object_is, types[2]) if object_is else "",
    )


@lru_cache(maxsize=4096)
def _types(kind: str, relation: str, object_kind: str, status: str) -> tuple[EntityType, Relation, EntityType, Status]:
    """What joins the two ends. Few combinations exist, so each is checked once."""
    found = (
        _one_of(EntityType, kind.strip().title(), "subject_type"),
        _one_of(Relation, relation.strip().upper().replace(" ", "_"), "relation"),
        _one_of(EntityType, object_kind.strip().title(), "object_type"),
        _one_of(Status, status.strip().lower().replace(" ", "_") or Status.CONFIRMED.value, "status"),
    )
    if not joins(found[1], found[0], found[2]):
        raise ValueError(f"{found[1]} can't join a {found[0]} and a {found[2]}|see the table of relations in the docs")
    return found


def _one_of(enum: type[_Enum], value: str, column: str) -> _Enum:
    try:
        return enum(value)
    except ValueError:
        raise ValueError(f'{column} is "{_shown(value)}"|it is one of {", ".join(enum)}') from None


def _name(value: str, column: str) -> str:
    name = _short(value, column)
    if not name:
        raise ValueError(f"{column} is empty|each row needs both names")
    return name


def _short(value: str, column: str) -> str:
    """The value on one line. Most values are fine as they are; `isprintable` finds those fast."""
    if len(value) > MAX_NAME:
        raise ValueError(f"{column} has {len(value):,} characters|at most {MAX_NAME} are allowed")
    return value.strip() if value.isprintable() else one_line(_utf8(value, column))


def _quote(value: str) -> str:
    if len(value) > MAX_QUOTE:
        raise ValueError(f"quote has {len(value):,} characters|at most {MAX_QUOTE:,} are allowed")
    return _utf8(value, "quote").replace("\x00", "\ufffd").strip()


def _utf8(value: str, column: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{column} isn't UTF-8|save the table as UTF-8") from None
    return value


def _year(value: str, kind: EntityType) -> int:
    if kind is not EntityType.FILM:
        raise ValueError(f"object_year is given for a {kind}|only films have a year")
    if not (value.isascii() and value.isdigit() and int(value[:5]) in YEARS):
        raise ValueError(f'object_year is "{_shown(value)}"|write it as four digits')
    return int(value)


def _kind(value: str, type_: EntityType) -> str:
    kind = value.strip().lower()
    if kind and type_ is not EntityType.FILM:
        raise ValueError(f"object_kind is given for a {type_}|only films have a kind")
    if kind and kind not in KINDS:
        raise ValueError(f'object_kind is "{_shown(value)}"|it is one of {", ".join(KINDS)}')
    return kind


@lru_cache(maxsize=65536)
def _published(value: str) -> str:
    found = iso_date(value)
    if not found and value.strip():
        raise ValueError(f'published is "{_shown(value)}"|write it as YYYY-MM-DD')
    return found


def _external(value: str, column: str) -> str:
    found = _short(value, column)
    if found and not _EXTERNAL.fullmatch(found):
        raise ValueError(f'{column} is "{_shown(found)}"|write it as imdb:nm0000235 or wikidata:Q1234')
    return found


def _shown(value: str) -> str:
    return one_line(value)[:60]


# --- files -----------------------------------------------------------------------------------------------------------


def _csv_records(stream: IO[str], path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Line number and fields, in the order of COLUMNS, of each row that isn't blank."""
    header = stream.readline(_MAX_LINE)
    separator = max("\t;,", key=header.count) if header else ","
    try:
        names = next(csv.reader([header], delimiter=separator), [])
    except csv.Error as error:
        raise SourceError(f"{path}:1: {error}", _IS_IT_CSV) from error
    arrange = _arranger([n.strip().lower() for n in names], path)
    reader = csv.reader(_lines(stream, path), delimiter=separator, strict=True)
    width = len(names)
    try:
        for fields in reader:
            if not any(fields):
                continue
            if len(fields) != width:
                message = f"{path}:{reader.line_num + 1} has {len(fields)} fields, its head has {width}"
                raise SourceError(message, "put text that holds separators or line ends in double quotes")
            yield reader.line_num + 1, arrange(fields)
    except csv.Error as error:
        raise SourceError(f"{path}:{reader.line_num + 1}: {error}", _IS_IT_CSV) from error


def _arranger(names: list[str], path: Path) -> Callable[[list[str]], Sequence[str]]:
    """What brings the fields of a row into the order of COLUMNS."""
    _check_names(names, path)
    # The field that isn't there is the empty one appended to each row.
    order = [names.index(column) if column in names else -1 for column in COLUMNS]

    pick = itemgetter(*order)

    def arrange(fields: list[str]) -> Sequence[str]:
        fields.append("")
        picked: tuple[str, ...] = pick(fields)
        return picked

    return arrange


def _check_names(names: Sequence[str], path: Path) -> None:
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(COLUMNS)}"
            raise SourceError(f'{path}:1 has a column "{_shown(name)}" that isn\'t known', hint)
        if names.count(name) > 1:
            raise SourceError(f"{path}:1 has the column {name} twice", "leave one of them out")
    missing = [c for c in REQUIRED if c not in names]
    if missing:
        raise SourceError(f"{path}:1 lacks the column {missing[0]}", f"needed are {', '.join(REQUIRED)}")


def _json_records(stream: IO[str], path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Line number and fields, in the order of COLUMNS, of each object."""
    known = frozenset(COLUMNS)
    for line, text in enumerate(_lines(stream, path, first=1), 1):
        if text.isspace():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{path}:{line} isn't JSON", "each line is one object") from error
        if not isinstance(record, dict):
            raise SourceError(f"{path}:{line} isn't a JSON object", f"its keys are {', '.join(COLUMNS)}")
        if not record.keys() <= known:
            odd = sorted(record.keys() - known)[0]
            raise SourceError(
                f'{path}:{line} has a key "{_shown(odd)}" that isn\'t known', f"keys: {', '.join(COLUMNS)}"
            )
        yield line, [_text_of(record.get(column), column, path, line) for column in COLUMNS]


def _text_of(value: object, column: str, path: Path, line: int) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if column == "object_year" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise SourceError(f"{path}:{line}: {column} isn't text", "put it in double quotes")


def _lines(stream: IO[str], path: Path, first: int = 2) -> Iterator[str]:
    """The lines of the file, none of them endless."""
    number = first
    while text := stream.readline(_MAX_LINE):
        if len(text) == _MAX_LINE:
            raise SourceError(f"{path}:{number} is too long", "is it a table?")
        yield text
        number += 1
