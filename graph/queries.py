"""Finds, loads and checks the Cypher statements of `queries/`: one statement a file, known by the file's name.

A file begins with a header of `//` comments: what the statement answers (one line or more), whether it reads or writes
(or is a `schema`: several statements, each ended by a semicolon), and its parameters, each with its type and meaning::

    // Entities with this normalised name, most credits first.
    // read
    // $key: string, the normalised name
    MATCH (n) WHERE $key IN n.keys RETURN n

Two dialects differ here and there: a file in `queries/neo4j/` or `queries/embedded/` holds what only that dialect
needs, or overrides the file of the same name above. A folder inside (`store/`) holds what reelgraph asks for itself;
its statements are called `store/NAME`. Folders of a user come before ours. Every file is checked when it is loaded:
parameters declared must be those used, and a mistake names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from graph.errors import NotFoundError, ReelgraphError

Dialect = Literal["neo4j", "embedded"]
Mode = Literal["read", "write", "schema"]

SUFFIX = ".cypher"
_DIALECTS: tuple[Dialect, ...] = ("neo4j", "embedded")
_MODES: Mapping[str, Mode] = {"read": "read", "write": "write", "schema": "schema"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"([a-z][a-z0-9_]*/)*[a-z][a-z0-9_]*")
_PARAMETER = re.compile(r"\$([^\s:]*)\s*:\s*([^,]+?)\s*,\s*(.+)")
_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    |(?P<quoted>`(?:``|[^`])*`)
    |\$(?P<parameter>`(?:``|[^`])+`|\w+)
    |(?P<end>;)
    |(?P<open>['"`])
    """,
    re.VERBOSE | re.DOTALL,
)


class QueryFileError(ReelgraphError):
    """A file of `queries/` that is not as it must be. The message begins with file and line."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a statement wants to know: `type` as in Cypher (`string`, `list of strings`), `meaning` in words."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Query:
    """One checked statement: its text without the header, what it answers, its parameters by name, and its file.

    `statements` are the single ones of a schema; elsewhere there is just one, the text.
    """

    name: str
    text: str
    summary: str
    parameters: Mapping[str, Parameter]
    mode: Mode
    path: str
    statements: tuple[str, ...]


# --- finding ---------------------------------------------------------------------------------------------------------


def load(name: str, dialect: Dialect = "neo4j", folders: Sequence[Path] = ()) -> Query:
    """The statement called `name` for this dialect; `folders` are searched before ours.

    Raises NotFoundError where there is none, QueryFileError where its file is wrong.
    """
    return _load(name, dialect, tuple(folders))


@lru_cache(maxsize=256)
def _load(name: str, dialect: Dialect, folders: tuple[Path, ...]) -> Query:
    for folder in _search_path(dialect, folders):
        file = folder.joinpath(*f"{name}{SUFFIX}".split("/"))
        if _PATH.fullmatch(name) and file.is_file():
            return _read(name, file)
    known = ", ".join(sorted({file.name.removesuffix(SUFFIX) for file in _files(dialect, folders, "")}))
    raise NotFoundError(f"there is no query {name!r}", f"known are: {known}")


def catalogue(dialect: Dialect = "neo4j", folders: Sequence[Path] = (), inside: str = "") -> list[Query]:
    """The statements of a dialect, by name; `folders` come before ours.

    Those that people ask, or those of one folder `inside` (`store`). Raises QueryFileError where a file is wrong.
    """
    found: dict[str, Query] = {}
    for file in _files(dialect, folders, inside):
        name = f"{inside}/{file.name}".removeprefix("/").removesuffix(SUFFIX)
        if name not in found:
            found[name] = _read(name, file)
    return [found[name] for name in sorted(found)]


def _files(dialect: Dialect, folders: Sequence[Path], inside: str) -> Iterator[Traversable]:
    for root in _search_path(dialect, folders):
        folder = root.joinpath(inside) if inside else root
        if folder.is_dir():
            yield from sorted((f for f in folder.iterdir() if f.name.endswith(SUFFIX)), key=lambda f: f.name)


def _search_path(dialect: Dialect, folders: Iterable[Path]) -> Iterator[Traversable]:
    for root in (*folders, _home()):
        yield root.joinpath(dialect)
        yield root


def _home() -> Traversable:
    """Our own statements: beside the package in a checkout, else inside the installed package."""
    beside = Path(__file__).resolve().parents[1] / "queries"
    # An installed package has site-packages as its neighbour, where some other project may own a folder `queries`.
    if all((beside / dialect).is_dir() for dialect in _DIALECTS):
        return beside
    return resources.files("graph").joinpath("_queries")


# --- reading and checking --------------------------------------------------------------------------------------------


def _read(name: str, file: Traversable) -> Query:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryFileError(f"{file}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    return parse(name, text.replace("\r\n", "\n"), str(file))


def parse(name: str, text: str, path: str) -> Query:
    """Check one file's text and take it apart. Raises QueryFileError with `path` and the line of the first mistake."""
    if not _PATH.fullmatch(name):
        raise _mistake(path, 1, f"the name {name!r} must be lower-case letters, digits and _, a letter first")
    lines = text.splitlines()
    length = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = _Header(path)
    for number, line in enumerate(lines[:length], start=1):
        header.take(number, line.removeprefix("//").strip())
    mode = header.finish(length)
    # Empty lines stand in for the header, so that lines are counted as in the file.
    body = _scan("\n" * length + "\n".join(lines[length:]), path)
    _compare(header.lines, body.parameters, path)
    if not body.lines:
        raise _mistake(path, len(lines), "there is no statement after the header")
    if len(body.lines) > 1 and mode != "schema":
        raise _mistake(path, body.lines[1], "a file holds one statement: nothing may follow the semicolon")
    parameters = MappingProxyType(dict(header.parameters))
    summary = " ".join(header.summary)
    return Query(name, ";\n".join(body.statements), summary, parameters, mode, path, body.statements)


def _compare(declared: Mapping[str, int], used: Mapping[str, int], path: str) -> None:
    """Check that the parameters declared are those used; both are given with their lines."""
    for name, line in used.items():
        if name not in declared:
            raise _mistake(path, line, f"${name} is used but not declared in the header")
    for name, line in declared.items():
        if name not in used:
            raise _mistake(path, line, f"${name} is declared but not used")


class _Header:
    """Reads the header line by line: summary, then mode, then parameters."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.summary: list[str] = []
        self.mode: Mode | None = None
        self.parameters: dict[str, Parameter] = {}
        self.lines: dict[str, int] = {}

    def take(self, number: int, line: str) -> None:
        """One line of the header, without its slashes."""
        if line.startswith("$"):
            self._declare(number, line)
        elif self.mode is not None:
            raise _mistake(self.path, number, "only parameters may follow the mode: `$name: type, what it is`")
        elif mode := _MODES.get(line):
            self.mode = mode
        else:
            self.summary.append(line)

    def _declare(self, number: int, line: str) -> None:
        match = _PARAMETER.fullmatch(line)
        if self.mode is None:
            raise _mistake(self.path, number, "say `read` or `write` above the parameters")
        if match is None:
            raise _mistake(self.path, number, "a parameter is declared as `$name: type, what it is`")
        name, type_, meaning = match.groups()
        if not _NAME.fullmatch(name):
            raise _mistake(self.path, number, f"${name} is no name for a parameter: lower-case letters, digits and _")
        if name in self.parameters:
            raise _mistake(self.path, number, f"${name} is declared twice")
        self.parameters[name] = Parameter(name, type_, meaning)
        self.lines[name] = number

    def finish(self, length: int) -> Mode:
        """Check that nothing is missing; `length` is the number of lines of the header."""
        if not any(self.summary):
            raise _mistake(self.path, 1, "the first line must say what the query answers: `// …`")
        if self.mode is None:
            raise _mistake(self.path, max(length, 1), "the header must say `// read`, `// write` or `// schema`")
        return self.mode


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands below a header: statements and the lines where they begin, parameters with their first lines."""

    statements: tuple[str, ...]
    lines: tuple[int, ...]
    parameters: Mapping[str, int]


def _scan(body: str, path: str) -> _Body:
    """Take statements and parameters out of Cypher text; knows strings, comments and quoted names."""
    parameters: dict[str, int] = {}
    cuts = [0]
    bare = list(body)
    for match in _TOKEN.finditer(body):
        line = body.count("\n", 0, match.start()) + 1
        if match["open"]:
            raise _mistake(path, line, f"the quote {match[0]} is never closed")
        if match["parameter"]:
            parameters.setdefault(match["parameter"].strip("`"), line)
        if match["end"]:
            cuts.append(match.end())
        if match["comment"]:
            bare[match.start() : match.end()] = " " * len(match[0])
    statements, lines = [], []
    for start, end in pairwise([*cuts, len(body)]):
        text = "".join(bare[start:end])
        if words := text.strip(" \n\t;"):
            lines.append(body.count("\n", 0, start + text.index(words)) + 1)
            statements.append(body[start:end].strip().removesuffix(";").rstrip())
    return _Body(tuple(statements), tuple(lines), parameters)


def _mistake(path: str, line: int, what: str) -> QueryFileError:
    return QueryFileError(f"{path}:{line}: {what}", "mend the file; docs/queries.md says how one is written")


__all__ = ["Dialect", "Mode", "Parameter", "Query", "QueryFileError", "catalogue", "load", "parse"]
