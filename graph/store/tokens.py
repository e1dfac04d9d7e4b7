"""Cypher text → tokens, single statements, parameters. Pure, and the same for both dialects.

It knows what a comment, a text, a quoted name and a parameter are, so that `;` or `DELETE` inside one is only text.
What it can't read (an open quote, a stray sign) raises StatementError: nothing unread ever reaches an engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from graph.errors import StatementError


class UnclosedError(StatementError):
    """A text, a name or a comment that is never closed: what is typed next may close it."""


class Kind(Enum):
    """What a token is. A `NAME` stands in backticks; its text has them taken off."""

    WORD = "word"
    NAME = "name"
    TEXT = "text"
    NUMBER = "number"
    PARAMETER = "parameter"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its range of characters in the statement. Parameters are without `$`; words as written."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The text in capitals, for comparing keywords."""
        return self.text.upper()


_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*(?:\r?\n|\Z)|/\*.*?\*/)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`)
    |(?P<parameter>\$(?:`(?:[^`]|``)+`|\w+))
    |(?P<number>0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|(?:\d[\d_]*)(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?(?!\w))
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>[()\[\]{},;:.<>=+\-*/%^|!&~?@#⟨〈﹤＜⟩〉﹥＞])
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENTS = ("/*", "//")
_AFTER_RETURN = frozenset({"ORDER", "SKIP", "LIMIT", "UNION"})
_OPENERS = {"'": "text", '"': "text", "`": "name", "/": "comment"}


def tokens(statement: str) -> Iterator[Token]:
    """The tokens of a statement, without space and comments. Raises StatementError where something can't be read."""
    position = 0
    while position < len(statement):
        match = _TOKEN.match(statement, position)
        if match is None or (match["sign"] == "/" and statement.startswith(_COMMENTS, position)):
            raise _unreadable(statement, position)
        kind, text = str(match.lastgroup), match[0]
        if kind != "space":
            yield Token(Kind(kind), _bare(kind, text), position, match.end())
        position = match.end()


def _bare(kind: str, text: str) -> str:
    if kind == "parameter":
        text = text[1:]
    if text.startswith("`"):
        return text[1:-1].replace("``", "`")
    return text


def _unreadable(statement: str, position: int) -> StatementError:
    if statement.startswith("//", position):
        # Engines differ in where such a comment ends, and what follows must not be hidden from whoever judges it.
        return mistake(statement, position, "a comment must end with a line feed")
    # An empty name in backticks is no parameter, whatever follows.
    quoted = statement.startswith("$`", position) and not statement.startswith("$``", position)
    what = "name" if quoted else _OPENERS.get(statement[position])
    if what is None:
        return mistake(statement, position, f"{statement[position]!r} can't stand here")
    told = mistake(statement, position, f"the {what} that begins here is never closed")
    return UnclosedError(told.message, told.hint, told.line, told.column)


def mistake(statement: str, position: int, message: str, hint: str = "") -> StatementError:
    """A StatementError at a position of the statement (in characters from 0)."""
    before = statement[:position]
    line = before.count("\n") + 1
    return StatementError(message, hint, line, position - (before.rfind("\n") + 1) + 1)


def split(script: str) -> list[str]:
    """The statements of a text with several, each ended by `;` (the last may go without). Empty ones are left out."""
    statements, start, full = [], 0, False
    for token in tokens(script):
        if token.kind is Kind.SIGN and token.text == ";":
            if full:
                statements.append(script[start : token.start].strip())
            start, full = token.end, False
        else:
            full = True
    if full:
        statements.append(script[start:].strip())
    return statements


def complete(text: str) -> bool:
    """Whether nothing is awaited after this text: its last token is `;`, or no further text can make it readable.

    An open quote or comment goes on.
    """
    try:
        read = list(tokens(text))
    except UnclosedError:
        return False
    except StatementError:
        return True
    return bool(read) and read[-1].kind is Kind.SIGN and read[-1].text == ";"


def parameters(statement: str) -> list[str]:
    """The names of the parameters that a statement uses, each once, in order."""
    return list(dict.fromkeys(t.text for t in tokens(statement) if t.kind is Kind.PARAMETER))


def column_names(statement: str, engine_names: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that a statement returns, as it is written: `label(r)`.

    Where it doesn't list them one by one (`RETURN *`), the engine's names.
    """
    items: list[list[Token]] = [[]]
    depth, returning = 0, False
    for token in tokens(statement):
        sign = token.text if token.kind is Kind.SIGN else ""
        depth += (sign in ("(", "[", "{")) - (sign in (")", "]", "}"))
        word = token.upper if token.kind is Kind.WORD and depth == 0 else ""
        if word == "RETURN":
            items, returning = [[]], True
        elif (word in _AFTER_RETURN and items[-1]) or sign == ";":
            returning = False
        elif returning and sign == "," and depth == 0:
            items.append([])
        elif returning and not (word == "DISTINCT" and not items[-1]):
            items[-1].append(token)
    if len(items) != len(engine_names) or not all(items):
        return tuple(engine_names)
    return tuple(_item_name(statement, item) for item in items)


def _item_name(statement: str, item: list[Token]) -> str:
    if len(item) > 2 and item[-2].kind is Kind.WORD and item[-2].upper == "AS":
        return item[-1].text
    return statement[item[0].start : item[-1].end]
