"""What is said about a statement besides its rows: where a mistake is, what was cut off, how long it took. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from graph.errors import StatementError
from graph.store import tokens
from graph.store.cypher import Result, Schema
from graph.text import visible

_WIDTH = 100


def excerpt(statement: str, error: StatementError) -> str:
    """The line of the mistake with a caret under it; nothing where the place isn't known.

    A long line is cut so that the place stays in sight.
    """
    lines = statement.splitlines()
    if not 1 <= error.line <= len(lines):
        return ""
    line = lines[error.line - 1].replace("\t", " ")
    start = max(0, min(error.column - 1, len(line)) - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown, before = line[start : start + _WIDTH], line[start : error.column - 1]
    left, right = ("… " if start else ""), (" …" if start + _WIDTH < len(line) else "")
    return f"{left}{visible(shown)}{right}\n{' ' * (len(left) + len(visible(before)))}^"


def place(error: StatementError, first_line: int = 1) -> str:
    """`line 3, column 8`, counted in the file where the statement begins at `first_line`; nothing if not known."""
    return f"line {error.line + first_line - 1}, column {error.column}" if error.line else ""


def cut_off(count: int, in_console: bool) -> str:
    """The word about rows beyond the limit."""
    return f"{count:,} of more; {':limit 0' if in_console else '--limit 0'} for all"


def counted(count: int, seconds: float) -> str:
    """`3 rows in 0.02 s`."""
    return f"{count:,} row{'' if count == 1 else 's'} in {seconds:.2f} s"


def changes(result: Result) -> str:
    """What a writing statement changed: `2 nodes created, 1 property set`; nothing for a reading one."""
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in result.changes.items())


def unknown_names(statement: str, schema: Schema) -> Iterator[str]:
    """A sentence for each label or relationship type in a pattern that the store doesn't have, with a near one."""
    known = (*schema.labels, *schema.types)
    read = list(tokens.tokens(statement))
    opened: list[str] = []
    for before, token in zip([None, *read], read, strict=False):
        if token.text in ("(", "[", "{"):
            opened.append(token.text)
        elif token.text in (")", "]", "}") and opened:
            opened.pop()
        named = before is not None and before.text in (":", "|", "&") and opened[-1:] in (["("], ["["])
        if named and token.kind in (tokens.Kind.WORD, tokens.Kind.NAME) and token.text not in known:
            near = get_close_matches(token.text, known, 1)
            yield f"there is no label or relationship type {token.text}" + (
                f"; did you mean {near[0]}?" if near else ""
            )
