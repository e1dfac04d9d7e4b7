"""Imports a table of known credits into the ledger: each source and date that it names is an article of its own.

A table is a source like any other: importing it again after a change replaces what it said, importing it unchanged
does nothing, and each of its articles can be removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from graph.ledger import Ledger, Outcome
from graph.model import Article, Mention, Span, Statement
from graph.sources.tables import TableRow, read_table

READER = "table 1"
"""What stands as reader on statements that come from a table."""

_CHUNK = 10_000


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
    if texts == {fingerprint}:
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
        self._prefix = prefix
        self._fingerprint = fingerprint
        self._readings: dict[tuple[str, str], tuple[int, str]] = {}
        self._waiting: dict[int, list[Statement]] = {}
        self._externals: dict[int, list[tuple[Mention, str]]] = {}
        self.rows = 0

    @property
    def ids(self) -> set[str]:
        """The ids of the articles that the rows belong to."""
        return {article_id for _, article_id in self._readings.values()}

    def write(self, row: TableRow) -> None:
        """Take one row."""
        reading, article_id = self._reading(row.source, row.published)
        subject = Mention(row.subject_type, row.subject)
        object_ = Mention(row.object_type, row.object, row.object_year)
        quote = row.quote or f"{self._path.name}, line {row.line}: {row.subject} {row.relation} {row.object}"
        self._waiting.setdefault(reading, []).append(
            Statement(article_id, subject, row.relation, object_, row.status, row.detail, quote, Span(0, 0), READER)
        )
        for mention, external in ((subject, row.subject_id), (object_, row.object_id)):
            if external:
                self._externals.setdefault(reading, []).append((mention, external))
        self.rows += 1

    def _reading(self, source: str, published: str) -> tuple[int, str]:
        found = self._readings.get((source, published))
        if found is None:
            article = Article(
                f"{self._prefix}{source}|{published}",
                self._fingerprint,
                title=self._path.name,
                publisher=source or self._path.stem,
                published=published,
                stem=self._path.stem,
            )
            number = self._ledger.begin_reading(self._ledger.begin_version(article), READER)
            found = self._readings[source, published] = number, article.id
        return found

    def flush(self) -> None:
        """Write what was taken."""
        for reading, statements in self._waiting.items():
            self._ledger.write_statements(reading, statements)
        for reading, externals in self._externals.items():
            self._ledger.write_externals(reading, externals)
        self._waiting.clear()
        self._externals.clear()
