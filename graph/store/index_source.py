"""What the path index is built from: the columns and changes of the SQLite graph, in the numbers that it gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
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
from graph.store.sqlite import Applied, SqliteGraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 200_000
_RELATIONS = {str(relation): code for relation, code in RELATION_CODES.items()}
_STATUSES = {str(status): code for status, code in STATUS_CODES.items()}


def columns(graph: SqliteGraph) -> Columns:
    """The whole graph as columns."""
    import numpy as np

    kinds = np.zeros(graph.db.execute("SELECT coalesce(max(n), 0) + 1 FROM entities").fetchone()[0], np.uint8)
    for number, type_, kind in graph.db.execute("SELECT n, type, kind FROM entities"):
        kinds[number] = KIND_CODES.get(kind, UNKNOWN_KIND) if type_ == EntityType.FILM else NOT_A_FILM
    numbers, subjects, objects, relations = _arrays(
        graph.db.execute("SELECT n, subject, object, relation FROM relationships ORDER BY n"),
        lambda row: (row[0], row[1], row[2], _RELATIONS[row[3]]),
    )
    names = [row[0] for row in graph.db.execute("SELECT DISTINCT publisher FROM articles ORDER BY publisher")]
    codes = {name: code for code, name in enumerate(names)}
    evidence_of, dates, statuses, publications_of = _arrays(
        graph.db.execute(
            "SELECT e.relationship, e.date, e.status, a.publisher FROM evidence e JOIN articles a ON a.n = e.article"
            " ORDER BY e.relationship, e.date, a.id, e.start"
        ),
        lambda row: (row[0], date_number(row[1]), _STATUSES[row[2]], codes[row[3]]),
    )
    return Columns(kinds, numbers, subjects, objects, relations, evidence_of, dates, statuses, publications_of, names)


def _arrays(cursor: sqlite3.Cursor, values: Callable[[Any], tuple[int, int, int, int]]) -> Sequence[NDArray[np.int32]]:
    """The four columns of a query, as arrays."""
    import numpy as np

    chunks: list[NDArray[np.int32]] = [np.empty((0, 4), np.int32)]
    while rows := cursor.fetchmany(_CHUNK):
        chunks.append(np.array([values(row) for row in rows], np.int32))
    return list(np.ascontiguousarray(np.concatenate(chunks).T))


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
