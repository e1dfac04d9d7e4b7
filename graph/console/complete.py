"""Text, cursor and vocabulary → suggestions. Pure: no terminal, no store, and fast enough for every key.

What fits depends on where the cursor stands: after `(n:` labels, after `[:` types, after `n.` the properties of the
label that `n` was given, after `$` parameters, inside quotes names of people, films and companies, after CALL
procedures, after a whole operand operators and clauses, elsewhere functions and the statement's own variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.console.vocabulary import Vocabulary
from graph.errors import StatementError
from graph.store import dialects, tokens
from graph.store.tokens import Kind, Token

LIMIT = 30
_LAST_WORD = re.compile(r"[^\W\d]?\w*\Z")
_DOTTED = re.compile(r"[\w.]*\Z")
_STRING_START = frozenset("'\"`")
_OPEN = {")": "(", "]": "[", "}": "{"}
_OPERAND_SIGNS = frozenset(")]}")
_EXPECT_OPERAND = frozenset(
    "AND OR XOR NOT IN WHERE WITH RETURN UNWIND BY WHEN THEN ELSE CASE DISTINCT CONTAINS SKIP LIMIT AS".split()  # noqa: SIM905
)
_CLAUSE_STARTS = ("MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "UNWIND", "ORDER BY", "SKIP", "LIMIT", "UNION")
_OPERATOR_WORDS = ("AND", "OR", "IN", "IS NULL", "IS NOT NULL", "STARTS WITH", "ENDS WITH", "CONTAINS", "AS", "DESC")
_OPERAND_WORDS = ("NOT", "CASE", "DISTINCT", "true", "false", "null")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` would replace what stands from `start` (in characters) to the cursor; `kind` says what it is."""

    text: str
    start: int
    kind: str


def suggestions(text: str, cursor: int, vocabulary: Vocabulary) -> list[Suggestion]:
    """What may stand at the cursor, best first, at most `LIMIT`."""
    before = text[:cursor]
    if before.lstrip().startswith(":"):
        return _command(before, vocabulary)
    if before.endswith("$") and _read(before[:-1])[0] is None:
        return _matching(vocabulary.parameters, "", cursor, "parameter")
    opened, read = _read(before)
    if opened is not None:
        return _inside(before, opened, vocabulary)
    return _in_statement(text, before, read, vocabulary)[:LIMIT]


def _read(before: str) -> tuple[int | None, list[Token]]:
    """Where a quote or comment was opened and not closed, if any, and the tokens before it."""
    read: list[Token] = []
    try:
        for token in tokens.tokens(before):
            read.append(token)
            if token.text == ";" and token.kind is Kind.SIGN:
                read.clear()
    except StatementError:
        start = read[-1].end if read else 0
        opened = next((i for i in range(start, len(before)) if before[i] in _STRING_START or before[i] == "/"), None)
        return (len(before) if opened is None else opened), read
    return None, read


def _matching(words: Iterable[str], beginning: str, start: int, kind: str) -> list[Suggestion]:
    low = beginning.lower()
    return [Suggestion(w, start, kind) for w in words if w.lower().startswith(low) and w != beginning]


# --- inside quotes, and commands -------------------------------------------------------------------------------------


def _inside(before: str, opened: int, vocabulary: Vocabulary) -> list[Suggestion]:
    """A name, where a text was begun; a label or property, where a quoted name was; nothing in a comment."""
    if opened >= len(before):
        return []
    mark, beginning = before[opened], before[opened + 1 :]
    if mark == "`":
        words = (*vocabulary.schema.labels, *vocabulary.schema.types)
        return [Suggestion(s.text + "`", s.start, s.kind) for s in _matching(words, beginning, opened + 1, "name")]
    if mark not in _STRING_START or not beginning:
        return []
    return [_name(name, mark, opened + 1) for name in vocabulary.names.starting(beginning, LIMIT)]


def _name(name: str, mark: str, start: int) -> Suggestion:
    escaped = name.replace("\\", "\\\\").replace(mark, "\\" + mark)
    return Suggestion(escaped + mark, start, "name")


def _command(before: str, vocabulary: Vocabulary) -> list[Suggestion]:
    indent = len(before) - len(before.lstrip())
    command, space, rest = before[indent:].partition(" ")
    if not space:
        return _matching(vocabulary.commands, command, indent, "command")
    last = rest.rpartition(" ")[2]
    start = len(before) - len(last)
    if command == ":run":
        return _saved(rest, last, start, vocabulary)
    if command == ":path":
        return _path_end(before, rest, vocabulary)
    if command in (":explain", ":profile"):
        moved = len(before) - len(rest)
        return [Suggestion(s.text, s.start + moved, s.kind) for s in suggestions(rest, len(rest), vocabulary)]
    return _matching(vocabulary.choices.get(command, ()), last, start, "word")


def _saved(rest: str, last: str, start: int, vocabulary: Vocabulary) -> list[Suggestion]:
    name, space, _ = rest.partition(" ")
    if not space:
        return _matching(sorted(vocabulary.queries), last, start, "query")
    given = {word.partition("=")[0] for word in rest.split()[1:]}
    wanted = [p + "=" for p in vocabulary.queries.get(name, ()) if p not in given or last.startswith(p)]
    return _matching(wanted, last, start, "parameter")


def _path_end(before: str, rest: str, vocabulary: Vocabulary) -> list[Suggestion]:
    """A name in quotes, whether its quote was begun or not."""
    quotes = [i for i, sign in enumerate(rest) if sign in "'\""]
    if len(quotes) % 2:
        opened = len(before) - len(rest) + quotes[-1]
        return _inside(before, opened, vocabulary)
    last = rest.rpartition(" ")[2]
    if not last or last[0] in "'\"":
        return []
    start = len(before) - len(last)
    return [Suggestion(f'"{n}"', start, "name") for n in vocabulary.names.starting(last, LIMIT) if '"' not in n]


# --- in a statement --------------------------------------------------------------------------------------------------


def _in_statement(text: str, before: str, read: list[Token], vocabulary: Vocabulary) -> list[Suggestion]:
    match = _LAST_WORD.search(before)
    word = match[0] if match else ""
    start = len(before) - len(word)
    if word and read and read[-1].kind in (Kind.WORD, Kind.PARAMETER) and read[-1].end == len(before):
        read = read[:-1]
    if before[:start].endswith("$"):
        return _matching(vocabulary.parameters, word, start, "parameter")
    previous = read[-1] if read else None
    sign = previous.text if previous is not None and previous.kind is Kind.SIGN else ""
    brackets = _open_brackets(read)
    if sign in (":", "|", "&", "!") and (names := _type_or_label(read, brackets, vocabulary)):
        return _matching(names, word, start, "type" if brackets[-1:] == ["["] else "label")
    if sign == ".":
        return _after_dot(text, before, read, word, vocabulary)
    if sign in ("{", ",") and brackets[-1:] == ["{"]:
        return _matching(_keys(read, vocabulary), word, start, "property")
    if previous is not None and previous.kind is Kind.WORD and previous.upper == "CALL":
        return _dotted(vocabulary.schema.procedures, before, "procedure")
    return _words(read, word, start, vocabulary)


def _open_brackets(read: list[Token]) -> list[str]:
    opened: list[str] = []
    for token in read:
        if token.kind is Kind.SIGN and token.text in _OPEN.values():
            opened.append(token.text)
        elif token.kind is Kind.SIGN and opened and token.text in _OPEN:
            opened.pop()
    return opened


def _type_or_label(read: list[Token], brackets: list[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Labels or types, if the sign before the cursor introduces one; nothing for the colon of a map or a slice."""
    chain = [t for t in read[-2:] if t.kind is Kind.SIGN]
    if brackets[-1:] == ["["]:
        return vocabulary.schema.types
    if brackets[-1:] == ["{"]:
        return ()
    if brackets[-1:] == ["("] or (len(read) > 1 and chain):
        return vocabulary.schema.labels
    return ()


def _after_dot(text: str, before: str, read: list[Token], word: str, vocabulary: Vocabulary) -> list[Suggestion]:
    start = len(before) - len(word)
    owner = read[-2] if len(read) > 1 else None
    if owner is None or owner.kind not in (Kind.WORD, Kind.NAME):
        return []
    properties = vocabulary.schema.properties
    known = [name for label in _labels_of(text, owner.text) for name in properties.get(label, ())]
    if not known and owner.text not in _variables(read):
        spaced = _dotted((*vocabulary.schema.procedures, *vocabulary.schema.functions), before, "function")
        if spaced:
            return spaced
    everything = known or sorted({name for names in properties.values() for name in names})
    return _matching(dict.fromkeys(everything), word, start, "property")


def _labels_of(text: str, variable: str) -> list[str]:
    """The labels or types that a variable is given anywhere in the text: `(f:Film)`, `[r:ACTED_IN|WROTE]`."""
    found = re.search(rf"[(\[]\s*{re.escape(variable)}\s*:\s*([\w|&:]+)", text)
    return re.split(r"[|&:]+", found[1]) if found else []


def _keys(read: list[Token], vocabulary: Vocabulary) -> list[str]:
    """The properties that a map may have that stands in a node or relationship pattern."""
    opened = max(i for i, t in enumerate(read) if t.text == "{" and t.kind is Kind.SIGN)
    properties = vocabulary.schema.properties
    if opened >= 2 and read[opened - 2].text in (":", "|", "&"):
        return list(properties.get(read[opened - 1].text, ()))
    return sorted({name for names in properties.values() for name in names})


def _dotted(names: Iterable[str], before: str, kind: str) -> list[Suggestion]:
    match = _DOTTED.search(before)
    beginning = match[0] if match else ""
    return [
        Suggestion(s.text + "(", s.start, s.kind)
        for s in _matching(names, beginning, len(before) - len(beginning), kind)
    ]


def _words(read: list[Token], word: str, start: int, vocabulary: Vocabulary) -> list[Suggestion]:
    if not read:
        starts = [w for w in _CLAUSE_STARTS[:6] if w != "WHERE"] + ["CALL"]
        return _matching(starts, word, start, "keyword")
    if _after_operand(read[-1]):
        return _matching((*_CLAUSE_STARTS, *_OPERATOR_WORDS), word, start, "keyword")
    variables = _matching(_variables(read), word, start, "variable")
    if not word and read[-1].text == "(":
        return variables
    functions = [f + "(" for f in vocabulary.schema.functions if "." not in f]
    found = variables + _matching(_OPERAND_WORDS, word, start, "keyword")
    return found + (_matching(functions, word, start, "function") if word else [])


def _after_operand(token: Token) -> bool:
    if token.kind is Kind.SIGN:
        return token.text in _OPERAND_SIGNS
    return token.kind is not Kind.WORD or (
        token.upper not in _EXPECT_OPERAND and token.upper not in dialects.NEO4J.clauses
    )


def _variables(read: list[Token]) -> list[str]:
    """The names that a statement has bound so far, the latest first."""
    found: list[str] = []
    for before, token in zip([None, *read], read, strict=False):
        named = before is not None and (before.text in ("(", "[") or before.upper in ("AS", "MATCH", "UNWIND"))
        if named and token.kind is Kind.WORD and len(token.text) < 40:
            found.append(token.text)
    return list(dict.fromkeys(reversed(found)))
