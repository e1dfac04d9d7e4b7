"""The whole graph as plain rows, for a store that takes them so: millions of them never become objects.

Names become entities and credits become relationships in whole columns at once (numpy); sentences come from the ledger
row by row. The numbers of entities and articles are those of the derived tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ledger import Ledger
from graph.model import Relation
from graph.projection.corrections import Corrections
from graph.projection.derived import Derived
from graph.store.bulk import GraphRows, Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Ints = NDArray[np.int64]

_CHUNK = 200_000
_RELATIONS = sorted(relation.value for relation in Relation)
"""In the order in which a store sorts them, so that rows come in the order of its index."""

_CODES = {relation: code for code, relation in enumerate(_RELATIONS)}


@dataclass(frozen=True, slots=True)
class _Credits:
    """The credits in columns: number of the statement, of its article, and of the relationship (from 1 on)."""

    numbers: _Ints
    articles: _Ints
    relationships: _Ints

    def by_statement(self, column: _Ints) -> list[int]:
        """A column as a list in which a statement's number is the place; 0 where there is no such credit."""
        import numpy as np

        placed = np.zeros(int(self.numbers.max(initial=0)) + 1, np.int64)
        placed[self.numbers] = column
        found: list[int] = placed.tolist()
        return found


@dataclass(frozen=True, slots=True)
class _Links:
    """The relationships in columns, in the order of subject, relation and object; number 1 comes first."""

    subjects: _Ints
    relations: _Ints
    objects: _Ints


class Bulk:
    """Reads the rows of the whole graph, each table once."""

    def __init__(self, derived: Derived, ledger: Ledger) -> None:
        self._db = derived.db
        self._ledger = ledger
        self._corrections = Corrections.of(ledger.effective_judgements())

    def rows(self) -> GraphRows:
        """The whole graph."""
        meant = _Meaning(self._db)
        links, credits = self._relationships(meant)
        relations = (_RELATIONS[code] for code in links.relations.tolist())
        ends = links.subjects.tolist(), relations, links.objects.tolist()
        return GraphRows(
            self._entities(links, meant.entities),
            self._db.execute("SELECT n, words FROM entities ORDER BY n"),
            self._db.execute("SELECT n, id, title, publisher, url, published FROM articles ORDER BY n"),
            self._mentions(meant),
            zip(range(1, len(links.subjects) + 1), *ends, strict=True),
            self._evidence(credits),
        )

    def _relationships(self, meant: _Meaning) -> tuple[_Links, _Credits]:
        """All relationships, and which of them each credit is."""
        import numpy as np

        query = "SELECT n, article, subject, object, relation FROM credits"
        numbers, articles, subjects, objects, relations = _columns(self._db.execute(query), _CODES)
        size = meant.entities + 1
        keys = (meant.of(subjects, articles) * len(_RELATIONS) + relations) * size + meant.of(objects, articles)
        found, which = np.unique(keys, return_inverse=True)
        above, last = np.divmod(found, size)
        return _Links(*np.divmod(above, len(_RELATIONS)), last), _Credits(numbers, articles, which + 1)

    def _entities(self, links: _Links, most: int) -> Iterator[Row]:
        """The entities with their degrees; a relationship of an entity with itself counts once."""
        import numpy as np

        others = links.objects[links.objects != links.subjects]
        degrees = np.bincount(np.concatenate([links.subjects, others]), minlength=most + 1).tolist()
        query = "SELECT n, id, type, name, aliases, keys, year, kind FROM entities ORDER BY n"
        return ((*row, degrees[row[0]]) for row in self._db.execute(query))

    def _mentions(self, meant: _Meaning) -> Iterator[Row]:
        import numpy as np

        articles, names = _columns(self._db.execute("SELECT article, name FROM uses WHERE count > 0"))
        size = meant.entities + 1
        joined = np.sort(articles * size + meant.of(names, articles))
        first = np.diff(joined, prepend=-1) > 0  # np.unique hashes millions of numbers, which takes far longer
        pairs = np.divmod(joined[first], size)
        return zip(*(column.tolist() for column in pairs), strict=True)

    def _evidence(self, credits: _Credits) -> Iterator[Row]:
        """The evidence in the order of the ledger's statements, as people corrected them."""
        relationships, articles = credits.by_statement(credits.relationships), credits.by_statement(credits.articles)
        dates: dict[int, str] = dict(self._db.execute("SELECT n, published FROM articles"))
        corrected = self._corrections.statements
        for number, id_, start, status, detail, quote in self._ledger.told():
            told = self._corrected(number) if id_ in corrected else (status, detail)
            if told is not None:  # a rejected one has no number here
                article = articles[number]
                yield relationships[number], article, start, dates[article], *told, quote

    def _corrected(self, number: int) -> tuple[str, str] | None:
        """Status and detail of a statement as people corrected it; None if they rejected it."""
        kept = self._corrections.apply(next(s for _, s in self._ledger.by_number([number])))
        return None if kept is None else (kept.status.value, kept.detail)


class _Meaning:
    """Which entity each name is, in whole columns at once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        import numpy as np

        self.entities: int = db.execute("SELECT coalesce(max(n), 0) FROM entities").fetchone()[0]
        names, entities = _columns(db.execute("SELECT name, entity FROM wholes"))
        self._wholes = np.zeros(db.execute("SELECT coalesce(max(n), 0) FROM names").fetchone()[0] + 1, np.int64)
        self._wholes[names] = entities
        names, articles, self._scoped = _columns(
            db.execute("SELECT name, article, entity FROM scoped ORDER BY name, article")
        )
        self._size = int(articles.max(initial=0)) + 1
        self._places = names * self._size + articles

    def of(self, names: _Ints, articles: _Ints) -> _Ints:
        """The entities that these articles mean by these names (columns of equal length)."""
        import numpy as np

        found: _Ints = self._wholes[names]
        if len(self._places):
            here = np.flatnonzero(articles < self._size)
            wanted = names[here] * self._size + articles[here]
            at = np.minimum(np.searchsorted(self._places, wanted), len(self._places) - 1)
            scoped = self._places[at] == wanted
            found[here[scoped]] = self._scoped[at[scoped]]
        return found


def _columns(cursor: sqlite3.Cursor, codes: Mapping[str, int] | None = None) -> list[_Ints]:
    """The rows of a query as columns of numbers; with `codes`, the last one holds words that these stand for."""
    import numpy as np

    chunks: list[list[_Ints]] = []
    width = len(cursor.description)
    while rows := cursor.fetchmany(_CHUNK):
        columns = list(zip(*rows, strict=True))
        if codes is not None:
            columns[-1] = tuple(map(codes.__getitem__, columns[-1]))
        chunks.append([np.array(column, np.int64) for column in columns])
    empty = np.empty(0, np.int64)
    return [np.concatenate([empty, *(chunk[i] for chunk in chunks)]) for i in range(width)]
