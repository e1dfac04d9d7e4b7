"""Cypher on the embedded graph: judged, run in a process of its own, and its mistakes told in words that help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph.errors import DatabaseError, StatementError
from graph.model import Relation
from graph.store import guard, tokens
from graph.store.cypher import Limits, Result
from graph.store.dialects import EMBEDDED
from graph.store.ladybug_engine import POOL_BYTES, THREADS, DamagedError, first_line, locked_file, open_error
from graph.store.sandbox import Child, EngineError, OpeningError, Request

_OFFSET = re.compile(r"\s*\(line: (\d+), offset: (\d+)\)")
_NO_MEMORY = re.compile(r"bad_alloc|unable to allocate memory|MemoryError|cannot allocate memory", re.IGNORECASE)
_KIND = re.compile(r"^(?:\w+ exception): ", re.IGNORECASE)
_NO_TABLE = re.compile(r"Table (\w+) does not exist")
_NO_PROPERTY = re.compile(r"Cannot find property (\w+) for (\w+)")
_NO_VARIABLE = re.compile(r"Variable (\w+) is not in scope")

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Person": ("id", "name", "aliases", "keys"),
    "Company": ("id", "name", "aliases", "keys"),
    "Film": ("id", "name", "aliases", "keys", "kind", "year"),
    "Article": ("id", "title", "publisher", "url", "published"),
    "MENTIONS": (),
} | dict.fromkeys(
    [relation.value for relation in Relation],
    (
        "status",
        "detail",
        "first_reported",
        "last_reported",
        "articles",
        "quotes",
        "statuses",
        "details",
        "dates",
        "starts",
    ),
)
"""The properties of each label and relationship type of a graph that reelgraph makes."""


def run_embedded(path: Path, statement: str, parameters: Mapping[str, Any], limits: Limits) -> Result:
    """Run one reading statement on the database file `path`. The file stays locked until the rows are at their end.

    Raises StatementError for a mistake or a refusal, UsageError for parameters, TimeExceededError, and DatabaseError
    where memory runs out or the engine fails; DamagedError where the file must be built again.
    """
    guard.check_reading(statement, EMBEDDED)
    guard.check_parameters(statement, parameters)
    held = ExitStack()
    try:
        held.enter_context(locked_file(path, exclusive=False))
        request = Request(str(path), statement, dict(parameters), limits, POOL_BYTES, THREADS)
        child = _started(request)
        held.callback(child.kill)
    except BaseException:
        held.close()
        raise
    columns = tokens.column_names(statement, child.columns)
    result = Result(columns, _rows(child, request), limits.rows, held.close)

    def peak_note() -> None:
        if child.peak:
            result.notes.append(f"the engine took {child.peak / 1e6:,.0f} MB at its peak")

    held.callback(peak_note)
    return result


def _started(request: Request) -> Child:
    if not Path(request.path).exists():
        raise DamagedError(f"there is no embedded graph at {request.path}", "build it: reelgraph rebuild")
    try:
        return Child(request)
    except OpeningError as error:
        raise open_error(Path(request.path), error) from error
    except EngineError as error:
        raise explained(error, request.statement, request.limits) from error


def _rows(child: Child, request: Request) -> Iterator[list[Any]]:
    try:
        yield from child.rows()
    except EngineError as error:
        raise explained(error, request.statement, request.limits) from error


# --- mistakes --------------------------------------------------------------------------------------------------------


def explained(error: Exception, statement: str, limits: Limits) -> DatabaseError | StatementError:
    """What the engine means, with the place in the statement and the form that works, where we know it."""
    text = str(error)
    if _NO_MEMORY.search(text):
        allowed = f"{limits.memory / 1e6:,.0f} MB" if limits.memory else "there is"
        return DatabaseError(f"the statement needs more memory than {allowed}", "ask for less: LIMIT, or fewer columns")
    message = _KIND.sub("", first_line(error))
    if match := _OFFSET.search(text):
        message = _OFFSET.sub("", message)
        position = _position(statement, int(match[1]), int(match[2]))
        return _syntax_mistake(statement, position, message)
    return _name_mistake(statement, message)


def _position(statement: str, line: int, offset: int) -> int:
    lines = statement.splitlines(keepends=True)
    return min(sum(map(len, lines[: line - 1])) + offset, max(len(statement) - 1, 0))


def _syntax_mistake(statement: str, position: int, message: str) -> StatementError:
    message = re.sub(
        r"(?:Invalid input|extraneous input|mismatched input|no viable alternative).*", "", message
    ).strip()
    near = next((t for t in tokens.tokens(statement) if t.end > position), None)
    if near is not None:
        message = message or f"the engine can't read this from {near.text!r} on"
        position = max(position, near.start)
    return tokens.mistake(statement, position, message or "the engine can't read this", _form_that_works(statement))


def _name_mistake(statement: str, message: str) -> StatementError:
    for pattern, known, what in (
        (_NO_TABLE, tuple(PROPERTIES), "label or relationship type"),
        (_NO_PROPERTY, tuple({p for names in PROPERTIES.values() for p in names}), "property"),
    ):
        if match := pattern.search(message):
            near = get_close_matches(match[1], known, 1) or [n for n in known if n.lower() == match[1].lower()]
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
            return tokens.mistake(statement, _where(statement, match[1]), f"there is no {what} {match[1]}", hint)
    if match := _NO_VARIABLE.search(message):
        hint = _form_that_works(statement) or f"is {match[1]} bound before? a text needs quotes: '{match[1]}'"
        return tokens.mistake(statement, _where(statement, match[1]), f"{match[1]} is not defined", hint)
    return StatementError(message, _form_that_works(statement))


def _where(statement: str, name: str) -> int:
    return next((t.start for t in tokens.tokens(statement) if t.text == name), 0)


_FORMS = (
    (r"\[\s*\w+\s+IN\b.*?\|", "the embedded engine writes list_transform(list, x -> …) for [x IN list | …]"),
    (r"\[\s*\w+\s+IN\b", "the embedded engine writes list_filter(list, x -> …) for [x IN list WHERE …]"),
    (r"\bEXISTS\s*\{", "the embedded engine has EXISTS { MATCH (pattern) WHERE … }, without RETURN"),
    (r"\b(?:COLLECT|CALL)\s*(?:\([^)]*\)\s*)?\{", "the embedded engine has no such subqueries: MATCH … WITH …"),
    (
        r"\bWHERE\b.*?\b\w+:\w+",
        "the embedded engine has labels in patterns only: MATCH (n:Film), or WHERE label(n) = 'Film'",
    ),
    (r"\.\s*starts\b", "`starts` is a word of the engine and needs backticks: r.`starts`"),
    (r"\|\|", "the embedded engine joins texts with +"),
    (r"\{\s*\.", "the embedded engine has no map projection: {name: n.name}, or n.*"),
    (r"\bYIELD\b", "the embedded engine yields all columns of a procedure: CALL show_tables() RETURN name"),
)


def _form_that_works(statement: str) -> str:
    """Where the statement holds a form of Neo4j's that the engine lacks: what to write instead."""
    return next((hint for form, hint in _FORMS if re.search(form, statement, re.IGNORECASE | re.DOTALL)), "")
