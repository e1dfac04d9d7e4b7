"""A text with several statements and console commands, taken apart. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from graph.errors import StatementError
from graph.store import tokens
from graph.store.tokens import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement (without its `;`) or one command (a line that begins with `:`), and its first line, from 1."""

    text: str
    line: int

    @property
    def is_command(self) -> bool:
        """Whether this is a command of the console."""
        return self.text.startswith(":")


def pieces(script: str) -> Iterator[Piece]:
    """The statements and commands of a script, in order. Comments before a statement belong to it,
    those before a command to nothing.

    Raises StatementError where a quote or comment is never closed.
    """
    position = 0
    while position < len(script):
        position += begin(script[position:])
        rest, line = script[position:], script.count("\n", 0, position) + 1
        if rest.startswith(":"):
            text = rest.split("\n", 1)[0]
            yield Piece(text.strip(), line)
        else:
            try:
                text = _statement(rest)
            except StatementError as error:
                raise StatementError(error.message, error.hint, error.line + line - 1, error.column) from error
            if has_tokens(text):
                yield Piece(text.strip().removesuffix(";").rstrip(), line)
        position += len(text)


def begin(text: str) -> int:
    """Where the first command or statement begins: behind space, and before a command behind comments as well."""
    with suppress(StatementError):  # told when the statement is read
        first = next(tokens.tokens(text), None)
        if first is not None and first.kind is Kind.SIGN and first.text == ":":
            return first.start
    return len(text) - len(text.lstrip())


def _statement(text: str) -> str:
    """The text up to and with the first `;` that is none of a text, a name or a comment."""
    for token in tokens.tokens(text):
        if token.kind is Kind.SIGN and token.text == ";":
            return text[: token.end]
    return text


def has_tokens(text: str) -> bool:
    """Whether there is anything besides space, comments and `;`."""
    return any(token.text != ";" for token in tokens.tokens(text))


def without_plan(statement: str) -> str:
    """The statement without the EXPLAIN or PROFILE that it begins with; else as it is."""
    first = next(tokens.tokens(statement), None)
    planned = first is not None and first.kind is Kind.WORD and first.upper in ("EXPLAIN", "PROFILE")
    return statement[first.end :].lstrip() if first is not None and planned else statement
