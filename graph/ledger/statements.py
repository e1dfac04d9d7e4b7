"""What articles state: readings with their statements, aliases and ids in other databases, written and read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from graph.ledger.rows import ExternalId, StatedAlias, numbered_statement
from graph.ledger.tables import Tables
from graph.model import Alias, EntityType, Mention, Span, Statement

_SOME = " WHERE article IN (SELECT value FROM json_each(?))"
_INSERT = (
    "INSERT INTO statements (reading, id, subject_type, subject_name, subject_year, relation, object_type,"
    ' object_name, object_year, status, detail, quote, start, "end", object_kind)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

StatementRow = tuple[int, str, str, str, int | None, str, str, str, int | None, str, str, str, int, int, str]
"""A statement as plain values, in the order of `_INSERT`: of millions of rows, the objects would cost more."""


class Statements(Tables):
    """The part of the ledger that holds what articles state."""

    # --- writing -----------------------------------------------------------------------------------------------------

    def begin_reading(self, version: int, reader: str, note: str = "") -> int:
        """Start a new reading of a version; its statements follow with `write_statements`. Returns its number."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        cursor = self._db.execute(
            "INSERT INTO readings (version, reader, at, note) VALUES (?, ?, ?, ?)", (version, reader, now, note)
        )
        return int(cursor.lastrowid or 0)

    def write_statements(self, reading: int, statements: Iterable[Statement]) -> None:
        """Write the statements of a reading."""
        self._db.executemany(_INSERT, (_row(reading, s) for s in statements))

    def write_rows(self, rows: Iterable[StatementRow]) -> None:
        """Write statements that are rows already."""
        self._db.executemany(_INSERT, rows)

    def write_aliases(self, reading: int, aliases: Iterable[Alias]) -> None:
        """Write the aliases that a reading found."""
        self._db.executemany(
            'INSERT INTO aliases (reading, type, name, alias, rule, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
            ((reading, a.type, a.name, a.alias, a.rule, a.span.start, a.span.end) for a in aliases),
        )

    def write_externals(self, reading: int, externals: Iterable[tuple[Mention, str]]) -> None:
        """Write the ids in other databases that a reading gives."""
        self._db.executemany(
            "INSERT INTO externals (reading, type, name, year, external) VALUES (?, ?, ?, ?, ?)",
            ((reading, m.type, m.name, m.year, external) for m, external in externals),
        )

    # --- reading -----------------------------------------------------------------------------------------------------

    def statements(self, articles: Iterable[str] | None = None) -> Iterator[Statement]:
        """The statements that count, of all articles or of some."""
        return (statement for _, statement in self.numbered(articles))

    def numbered(self, articles: Iterable[str] | None = None) -> Iterator[tuple[int, Statement]]:
        """The statements that count, each with its number in this ledger; those of one article come together."""
        return map(numbered_statement, self._of("SELECT * FROM live_statements", articles))

    def ends(self) -> Iterator[tuple[Any, ...]]:
        """What the statements that count join, as plain rows for who goes through millions of them.

        Each is number, id, article, reader, relation, then type, name and year of subject and of object, and the
        object's kind; those of one article come together.
        """
        return self._plain(
            "SELECT seq, id, article, reader, relation, subject_type, subject_name, subject_year,"
            " object_type, object_name, object_year, object_kind FROM live_statements"
        )

    def told(self) -> Iterator[tuple[Any, ...]]:
        """How the statements that count are told, as plain rows: number, id, start, status, detail and quote."""
        return self._plain("SELECT seq, id, start, status, detail, quote FROM live_statements")

    def _plain(self, query: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._db.cursor()
        cursor.row_factory = None
        return cursor.execute(query)

    def starting(self, prefix: str) -> Iterator[Statement]:
        """The statements that count and whose ids begin with `prefix`."""
        query = "SELECT * FROM live_statements WHERE substr(id, 1, length(?1)) = ?1"
        return (numbered_statement(row)[1] for row in self._db.execute(query, (prefix,)))

    def by_number(self, numbers: Iterable[int]) -> Iterator[tuple[int, Statement]]:
        """The statements with these numbers, in the order of the numbers."""
        query = (
            "SELECT v.article, r.reader, s.* FROM statements s JOIN readings r ON r.seq = s.reading"
            " JOIN versions v ON v.seq = r.version WHERE s.seq IN (SELECT value FROM json_each(?)) ORDER BY s.seq"
        )
        return map(numbered_statement, self._db.execute(query, (json.dumps(list(numbers)),)))

    def aliases(self, articles: Iterable[str] | None = None) -> Iterator[StatedAlias]:
        """The aliases that articles state, of all articles or of some."""
        for row in self._of("SELECT * FROM live_aliases", articles):
            span = Span(row["start"], row["end"])
            alias = Alias(EntityType(row["type"]), row["name"], row["alias"], row["rule"], span)
            yield StatedAlias(row["article"], alias)

    def externals(self, articles: Iterable[str] | None = None) -> Iterator[ExternalId]:
        """The ids in other databases that sources give."""
        for row in self._of("SELECT * FROM live_externals", articles):
            yield ExternalId(
                row["article"], Mention(EntityType(row["type"]), row["name"], row["year"]), row["external"]
            )

    def _of(self, query: str, articles: Iterable[str] | None) -> Iterator[sqlite3.Row]:
        if articles is None:
            yield from self._db.execute(query)
        else:
            yield from self._db.execute(query + _SOME, (json.dumps(list(articles)),))


def _row(reading: int, s: Statement) -> StatementRow:
    return (
        reading,
        s.id,
        s.subject.type,
        s.subject.name,
        s.subject.year,
        s.relation,
        s.object.type,
        s.object.name,
        s.object.year,
        s.status,
        s.detail,
        s.quote,
        s.span.start,
        s.span.end,
        s.object.kind,
    )
