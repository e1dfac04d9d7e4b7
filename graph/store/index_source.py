"""What the path index is built from: the columns and changes of the SQLite graph, in the numbers that it gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from graph.model import EntityType
from graph.paths.columns import (
    KIND_CODES,
    NOT_A_FILM,
    RELATION_CODES,
    STATUS_CODES,
    UNKNOWN_KIND,
    Columns,
    Delta,
    Row,
    Said,
    date_number,
    kind_code,
)
from graph.store.sqlite import SqliteGraph
from graph.store.sqlite_write import Applied

if TYPE_CHECKING:
    from graph.paths.columns import Ints

_CHUNK = 200_000
_RELATIONS = {str(relation): code for relation, code in RELATION_CODES.items()}
_STATUSES = {str(status): code for status, code in STATUS_CODES.items()}


def columns(graph: SqliteGraph) -> Columns:
    """The whole graph as columns."""
    import numpy as np

    kinds = np.zeros(graph.db.execute("SELECT coalesce(max(n), 0) + 1 FROM entities").fetchone()[0], np.uint8)
    films, codes = _columns(
        graph.db.execute("SELECT n, kind FROM entities WHERE type = ?", (EntityType.FILM.value,)),
        lambda kind: KIND_CODES.get(kind, UNKNOWN_KIND),
    )
    others, _ = _columns(graph.db.execute("SELECT n, 0 FROM entities WHERE type <> ?", (EntityType.FILM.value,)))
    kinds[films], kinds[others] = codes, NOT_A_FILM
    numbers, subjects, objects, relations = _columns(
        graph.db.execute("SELECT n, subject, object, relation FROM relationships ORDER BY n"), _RELATIONS.__getitem__
    )
    return Columns(kinds, numbers, subjects, objects, relations, *_evidence(graph))


def _evidence(graph: SqliteGraph) -> tuple[Ints, Ints, Ints, Ints, Sequence[str]]:
    """The evidence columns, in the order of `Evidence.sort_key` within each relationship, and the publications."""
    import numpy as np

    articles = graph.db.execute("SELECT n, publisher FROM articles ORDER BY id").fetchall()
    names = sorted({publisher for _, publisher in articles})
    codes = {name: code for code, name in enumerate(names)}
    rank, publication = (np.zeros(max((n for n, _ in articles), default=0) + 1, np.int32) for _ in range(2))
    for place, (number, publisher) in enumerate(articles):
        rank[number], publication[number] = place, codes[publisher]
    query = "SELECT relationship, article, start, date, status FROM evidence ORDER BY rowid"
    of, said_by, starts, dates, statuses = _columns(graph.db.execute(query), date_number, _STATUSES.__getitem__)
    order = np.lexsort((starts, rank[said_by], dates, of))
    return of[order], dates[order], statuses[order], publication[said_by[order]], names


def _columns(cursor: sqlite3.Cursor, *values: Callable[[str], int]) -> list[Ints]:
    """The rows of a query as columns of numbers; what the last ones hold is words, and `values` say of which numbers.

    Few words are different, so each is asked for once.
    """
    import numpy as np

    cursor.row_factory = None
    width = len(cursor.description)
    known = [_Known(value) for value in values]
    chunks: list[list[Ints]] = []
    while rows := cursor.fetchmany(_CHUNK):
        columns: list[Iterable[int]] = list(zip(*rows, strict=True))
        for place, numbers in enumerate(known, start=width - len(known)):
            columns[place] = map(numbers.__getitem__, columns[place])
        chunks.append([np.fromiter(column, np.int32, len(rows)) for column in columns])
    empty = np.empty(0, np.int32)
    return [np.concatenate([empty, *(chunk[place] for chunk in chunks)]) for place in range(width)]


class _Known(dict[Any, int]):
    """The numbers of words, each asked for once."""

    def __init__(self, value: Callable[[Any], int]) -> None:
        super().__init__()
        self._value = value

    def __missing__(self, word: Any) -> int:
        number = self[word] = self._value(word)
        return number


def delta(graph: SqliteGraph, applied: Applied) -> Delta:
    """What a change that was applied to the graph means for the index."""
    found = graph.relationships_by_number(applied.written)
    ids = {i for r in found.values() for i in (r.subject, r.object)}
    numbers = graph.numbers_of(ids)
    rows = [
        Row(
            number,
            numbers[r.subject],
            numbers[r.object],
            r.relation,
            tuple(Said(date_number(e.date), e.status, e.publication) for e in r.evidence),
        )
        for number, r in found.items()
    ]
    entities = graph.entities_by_number(applied.entities)
    return Delta(rows, applied.gone, {number: kind_code(entity) for number, entity in entities.items()})
