"""Imports a table of known credits into the ledger: each source and date that it names is an article of its own.

A table is a source like any other: importing it again after a change replaces what it said, importing it unchanged
does nothing, and each of its articles can be removed (until the table is imported again).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from graph.ledger import Ledger, Outcome, StatementRow
from graph.model import Article, Mention, plain_statement_id
from graph.sources.tables import TableRow, read_table

READER = "table 1"
"""What stands as reader on statements that come from a table."""

_CHUNK = 10_000
_plain = str.__str__
"""A member of an enum of strings as the string that it is."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows read, sources (articles) they come from, and the outcome."""

    rows: int
    sources: int
    outcome: Outcome


def import_table(ledger: Ledger, path: Path, step: Callable[[int], None]) -> Imported:
    """Import a table, whole or not at all; `step` is told how many rows were written.

    Raises SourceError, with the line, at the first row that is wrong.
    """
    prefix = f"table:{path.absolute()}#"
    fingerprint = _fingerprint(path)
    before = {a.article.id: a for a in ledger.articles() if a.article.key.startswith(prefix)}
    texts = {ledger.article(article_id).article.text for article_id in before}
    if texts == {fingerprint} and not ledger.removed_since(prefix, fingerprint):
        return Imported(sum(a.credits for a in before.values()), len(before), Outcome.UNCHANGED)
    with ledger.transaction():
        table = _Table(ledger, path, prefix, fingerprint)
        for row in read_table(path):
            table.write(row)
            if table.rows % _CHUNK == 0:
                table.flush()
                step(_CHUNK)
        table.flush()
        for article_id in before.keys() - table.ids:
            ledger.remove(article_id)
    return Imported(table.rows, len(table.ids), Outcome.CHANGED if before else Outcome.ADDED)


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        raise SourceError(f"{path} can't be read: {error.strerror}", "check the name and its rights") from error


class _Table:
    """Rows on their way into the ledger, gathered by source and date."""

    def __init__(self, ledger: Ledger, path: Path, prefix: str, fingerprint: str) -> None:
        self._ledger = ledger
        self._path = path
        self._name = path.name
        self._prefix = prefix
        self._fingerprint = fingerprint
        self._readings: dict[tuple[str, str], tuple[int, str]] = {}
        self._waiting: list[StatementRow] = []
        self._externals: list[tuple[int, Mention, str]] = []
        self.rows = 0

    @property
    def ids(self) -> set[str]:
        """The ids of the articles that the rows belong to."""
        return {article_id for _, article_id in self._readings.values()}

    def write(self, row: TableRow) -> None:
        """Take one row."""
        reading, article_id = self._readings.get((row.source, row.published)) or self._reading(
            row.source, row.published
        )
        # Plain strings: SQLite takes them as they are, and members of an enum only after a look at what they are.
        subject = (_plain(row.subject_type), row.subject, None)
        object_ = (_plain(row.object_type), row.object, row.object_year)
        relation = _plain(row.relation)
        self._waiting.append(
            (
                reading,
                plain_statement_id(article_id, relation, subject, object_),
                *subject,
                relation,
                *object_,
                _plain(row.status),
                row.detail,
                row.quote or f"{self._name}, line {row.line}: {row.subject} {relation} {row.object}",
                0,
                0,
                row.object_kind,
            )
        )
        if row.subject_id:
            self._externals.append((reading, Mention(row.subject_type, row.subject), row.subject_id))
        if row.object_id:
            self._externals.append((reading, Mention(row.object_type, row.object, row.object_year), row.object_id))
        self.rows += 1

    def _reading(self, source: str, published: str) -> tuple[int, str]:
        """The reading of what the table says by this source on this date; it begins with the first row of it."""
        article = Article(
            f"{self._prefix}{source}|{published}",
            self._fingerprint,
            title=self._path.name,
            publisher=source or self._path.stem,
            published=published,
            stem=self._path.stem,
        )
        number = self._ledger.begin_reading(self._ledger.begin_version(article), READER)
        self._readings[source, published] = number, article.id
        return number, article.id

    def flush(self) -> None:
        """Write what was taken."""
        self._ledger.write_rows(self._waiting)
        self._waiting.clear()
        for reading, mention, external in self._externals:
            self._ledger.write_externals(reading, ((mention, external),))
        self._externals.clear()
