"""Which statements only read. By the position of words in the statement, not by searching for words: a film called
"DELETE" can be found, and a label or property may have any name.

The rule: in Cypher two operands never stand side by side. So a word after a complete operand is an operator, or it
begins a clause, and a word at the beginning begins a clause. In both places only listed words pass, and a clause that
changes something, reads a file or reaches the network begins with none of them; a name in backticks is never a word of
the language, so it can't stand there. Where an operand is expected a word is a name; where `(` follows, it is a
function, and must be a known one. A `+` or `*` that may end a pattern leaves both open, so both rules hold after it.

This is the first of several walls. On a Neo4j server the server's own classification and a read transaction follow, on
the embedded engine a read-only database in a process that can open no file (`graph.store.sandbox`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graph.errors import StatementError, UsageError
from graph.store import dialects, tokens
from graph.store.dialects import Dialect
from graph.store.tokens import Kind, Token

_UNICODE_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_DOUBTFUL_ESCAPE = re.compile(r"\\\\+u+[0-9a-fA-F]{4}")
_STARTS_OPERAND = frozenset("([{")
_ENDS_OPERAND = frozenset(")]}")
_NEVER = "only statements that read are run here"


def check_reading(statement: str, dialect: Dialect) -> None:
    """Raise StatementError, with the place and a hint, unless this is one statement that only reads."""
    _Reader(statement, dialect).check()
    if dialect.unicode_escapes and _UNICODE_ESCAPE.search(statement):
        # The server replaces these before it reads the statement, quotes included; so must whoever judges it.
        if doubtful := _DOUBTFUL_ESCAPE.search(statement):
            message = "a backslash before \\u can be read in two ways"
            raise tokens.mistake(statement, doubtful.start(), message, "give this text as a parameter")
        _Reader(_UNICODE_ESCAPE.sub(lambda m: chr(int(m[1], 16)), statement), dialect).check()


def check_parameters(statement: str, given: Mapping[str, Any]) -> None:
    """Raise UsageError where the statement wants a parameter that isn't given, or one is given that it doesn't want."""
    check_names(tokens.parameters(statement), given, "the statement")


def check_names(wanted: Sequence[str], given: Mapping[str, Any], who: str) -> None:
    """The same for names that are known already; `who` wants them."""
    if missing := [name for name in wanted if name not in given]:
        raise UsageError(f"{who} wants {_list(missing)}", f"give it: -p {missing[0]}=VALUE (in the console :param)")
    if extra := sorted(set(given) - set(wanted)):
        near = get_close_matches(extra[0], wanted, 1)
        hint = f"did you mean ${near[0]}?" if near else f"it wants {_list(wanted) if wanted else 'none'}"
        raise UsageError(f"{who} doesn't use {_list(extra)}", hint)


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"${name}" for name in names)


@dataclass(slots=True)
class _Bracket:
    """An open bracket: its sign, and whether it holds a subquery (in which clauses may begin)."""

    sign: str
    subquery: bool


class _Reader:
    """Goes through a statement once, knowing whether an operand is expected."""

    def __init__(self, statement: str, dialect: Dialect) -> None:
        self.statement = statement
        self.dialect = dialect
        self.tokens = list(tokens.tokens(statement))
        while self.tokens and self.tokens[-1].text == ";" and self.tokens[-1].kind is Kind.SIGN:
            self.tokens.pop()
        self.brackets: list[_Bracket] = []
        self.after_operand = False
        self.types = 0

    def check(self) -> None:
        """Raise StatementError at the first token that a reading statement doesn't have."""
        if not self.tokens:
            raise StatementError("there is no statement", "for example: MATCH (f:Film) RETURN f.name LIMIT 5")
        position = self._clause(self._prefix())
        while position < len(self.tokens):
            position = self._token(position)

    def _prefix(self) -> int:
        position = 0
        while position < len(self.tokens) and self._word(position) in self.dialect.prefixes:
            position += 1
        return position

    def _word(self, position: int) -> str:
        """The word at this position in capitals, or nothing if there is none."""
        if position < len(self.tokens) and self.tokens[position].kind is Kind.WORD:
            return self.tokens[position].upper
        return ""

    def _sign(self, position: int) -> str:
        if 0 <= position < len(self.tokens) and self.tokens[position].kind is Kind.SIGN:
            return self.tokens[position].text
        return ""

    def _refuse(self, position: int, message: str, hint: str = _NEVER) -> StatementError:
        token = self.tokens[min(position, len(self.tokens) - 1)]
        return tokens.mistake(self.statement, token.start, message, hint)

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _clause(self, position: int) -> int:
        """Read the word that begins a clause; gives the position after it (and after a procedure's name)."""
        word = self._word(position)
        if word not in self.dialect.clauses:
            raise self._no_clause(position, word)
        self.after_operand = False
        if word == "OPTIONAL" and self._word(position + 1) not in ("MATCH", "CALL"):
            raise self._refuse(position + 1, "MATCH must follow OPTIONAL")
        if word == "OPTIONAL":
            return self._clause(position + 1)
        if word == "UNION":
            return self._clause(position + (2 if self._word(position + 1) in ("ALL", "DISTINCT") else 1))
        if word == "CALL":
            return self._call(position + 1)
        if word == "SHOW":
            return self._show(position + 1)
        return position + 1

    def _no_clause(self, position: int, word: str) -> StatementError:
        text = self.tokens[position].text if position < len(self.tokens) else "nothing"
        if word in dialects.WRITING:
            return self._refuse(position, f"{text} is refused: {dialects.WRITING[word]}")
        near = get_close_matches(word, self.dialect.clauses | self.dialect.operators, 1, 0.7) if word else []
        hint = "is a comma, an operator or AS missing before it?" if self.after_operand else _NEVER
        return self._refuse(position, f"{text} can't stand here", f"did you mean {near[0]}?" if near else hint)

    def _call(self, position: int) -> int:
        """`CALL name(…)` of a listed procedure, or `CALL { … }` and `CALL (x) { … }`."""
        if self._sign(position) == "{" and self.dialect.subqueries:
            return position
        if self._sign(position) == "(" and self.dialect.subqueries:
            return self._skip_scope(position)
        start = position
        while position < len(self.tokens) and (
            self.tokens[position].kind in (Kind.WORD, Kind.NAME) or self._sign(position) == "."
        ):
            position += 1
            if self._sign(position) != "." and self._sign(position - 1) != ".":
                break
        name = "".join(t.text for t in self.tokens[start:position])
        if not self.dialect.reads_procedure(name):
            near = get_close_matches(name.lower(), self.dialect.procedures, 1)
            hint = f"did you mean {near[0]}?" if near else "only listed procedures that read; see docs/cypher.md"
            raise self._refuse(start, f"the procedure {name or 'without a name'} is not one that may be called", hint)
        if self._sign(position) != "(" and not self.dialect.bare_calls:
            raise self._refuse(position, f"{name} needs brackets: CALL {name}()")
        self.after_operand = True
        return position

    def _skip_scope(self, position: int) -> int:
        """The variables that `CALL (a, b) {` takes along."""
        while self._sign(position) != ")":
            position += 1
            if position >= len(self.tokens):
                raise self._refuse(position, "the bracket after CALL is never closed")
        if self._sign(position + 1) != "{":
            raise self._refuse(position, "{ must follow the variables of CALL")
        return position + 1

    def _show(self, position: int) -> int:
        words = {self._word(i) for i in range(position, min(position + 3, len(self.tokens)))}
        if not words & dialects.SHOWN:
            raise self._refuse(position, "only indexes, constraints, functions and procedures can be shown")
        while self._word(position) not in dialects.SHOWN:
            position += 1
        self.after_operand = True
        return position + 1

    # --- expressions and patterns ------------------------------------------------------------------------------------

    def _token(self, position: int) -> int:
        token = self.tokens[position]
        if token.kind is Kind.SIGN:
            return self._read_sign(position, token)
        if token.kind is Kind.WORD and not self._is_name(position):
            return self._read_word(position, token)
        if token.kind is Kind.NAME:
            self._check_name(position)
        self.after_operand = True
        return position + 1

    def _check_name(self, position: int) -> None:
        """A name in backticks is an operand, or a property after a dot."""
        if not self.after_operand:
            self._check_call(position)
        elif self._sign(position - 1) != ".":
            raise self._no_clause(position, "")

    def _is_name(self, position: int) -> bool:
        """Whether the word is a property, a label, a type or a key: any word may be one."""
        before = self._sign(position - 1)
        if before == ".":
            return self._sign(position - 2) != "."
        if before not in (":", "|", "&", "!") or self._sign(self._chain_end(position) + 1) == "(":
            return False
        inside = self.brackets[-1] if self.brackets else None
        return inside is None or inside.sign != "{" or inside.subquery

    def _chain_end(self, position: int) -> int:
        """The position of the last part of `a.b.c`, where `a` stands at `position`."""
        while (
            self._sign(position + 1) == "."
            and position + 2 < len(self.tokens)
            and self.tokens[position + 2].kind in (Kind.WORD, Kind.NAME)
        ):
            position += 2
        return position

    def _read_word(self, position: int, token: Token) -> int:
        word = token.upper
        if word == "AS" and self.after_operand:
            return self._alias(position + 1)
        if self.after_operand:
            if word in self.dialect.operators:
                self._no_batches(position, word)
                self.after_operand = word in dialects.POSTFIX
                return position + 1
            return self._clause(position)
        if word in dialects.PREFIX_OPERATORS:
            return position + 1
        if self._after_quantifier(position) and (word in self.dialect.clauses or word in dialects.WRITING):
            return self._clause(position)
        self._check_call(position)
        self.after_operand = True
        return position + 1

    def _alias(self, position: int) -> int:
        """The name after AS may be any word."""
        if position >= len(self.tokens) or self.tokens[position].kind not in (Kind.WORD, Kind.NAME):
            raise self._refuse(position, "a name must follow AS")
        self.after_operand = True
        return position + 1

    def _no_batches(self, position: int, word: str) -> None:
        following = {self._word(i) for i in range(position + 1, min(position + 4, len(self.tokens)))}
        if word == "IN" and self._sign(position - 1) == "}" and following & {"TRANSACTIONS", "CONCURRENT"}:
            raise self._refuse(position, "CALL { … } IN TRANSACTIONS is refused: it commits while it runs")

    def _after_quantifier(self, position: int) -> bool:
        """Whether a pattern may have ended before this position: `((a)-->(b))+` does, `(a) + b` looks the same."""
        return self._sign(position - 1) in ("+", "*") and self._sign(position - 2) in (")", "]", "-", ">")

    def _check_call(self, position: int) -> None:
        """Where `name(` or `space.name(` stands in place of an operand, the function must be known."""
        end = self._chain_end(position)
        if self._sign(end + 1) == "(":
            self._check_function(position, end)

    def _check_function(self, start: int, end: int) -> None:
        name = "".join(t.text for t in self.tokens[start : end + 1])
        if self.dialect.knows_function(name):
            return
        if name.upper() in dialects.WRITING:
            raise self._no_clause(start, name.upper())
        near = get_close_matches(name.lower(), self.dialect.functions, 1, 0.75)
        hint = self.dialect.hints.get(name.lower()) or (f"did you mean {near[0]}()?" if near else _NEVER)
        raise self._refuse(start, f"the function {name} is not one that may be called", hint)

    def _read_sign(self, position: int, token: Token) -> int:
        sign = token.text
        if sign == ";":
            raise self._refuse(position, "one statement at a time", "leave out what follows the semicolon")
        if sign in _STARTS_OPERAND:
            return self._open(position, sign)
        if sign in _ENDS_OPERAND:
            self._close(position)
        elif sign in ("*", "%") and (not self.after_operand or self._sign(position - 1) == "."):
            self.after_operand = True  # RETURN *, count(*), [*], n.*, n:%
        elif sign == "!" and self.after_operand and self._sign(position + 1) != "=":
            self.after_operand = True  # 5!
        elif sign == ">" and self.types:
            self.types -= 1
            self.after_operand = True
        elif sign != ".":
            self.types += sign == "<" and self._opens_type(position)
            self.after_operand = False
        return position + 1

    def _opens_type(self, position: int) -> bool:
        """Whether the `<` here is that of `:: LIST<INTEGER>`, which ends an operand with its `>`."""
        return self._word(position - 1) in dialects.TYPES_OF_TYPES and self._sign(position - 2) in (":", "<", "|")

    def _open(self, position: int, sign: str) -> int:
        before = self._word(position - 1)
        subquery = sign == "{" and (
            before in dialects.SUBQUERY_WORDS or before == "CALL" or self._closes_call_scope(position)
        )
        self.brackets.append(_Bracket(sign, subquery))
        self.after_operand = False
        if subquery and (self._word(position + 1) or before == "CALL"):
            if self._sign(position + 2) in (":", "=", "-", ")") and before != "CALL":
                return position + 1  # EXISTS { p = (a)-->(b) }
            return self._clause(position + 1)
        return position + 1

    def _closes_call_scope(self, position: int) -> bool:
        """Whether the `{` here follows `CALL (…)`."""
        if self._sign(position - 1) != ")":
            return False
        depth, i = 0, position - 1
        while i >= 0:
            depth += {")": 1, "(": -1}.get(self._sign(i), 0)
            if depth == 0:
                return self._word(i - 1) == "CALL"
            i -= 1
        return False

    def _close(self, position: int) -> None:
        if not self.brackets:
            raise self._refuse(position, f"{self.tokens[position].text} closes nothing")
        self.brackets.pop()
        self.after_operand = True
