"""Puts a generated graph of any size into an empty Neo4j home by `neo4j-admin database import`, in a minute or two.

The exporter writes the files, all but the rows of entities and credits: those are appended from columns, since objects
of eight million credits would fill the memory. What they say is what `benchmarks.workspace` puts into a workspace.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.generate import PUBLICATIONS, Size
from benchmarks.workspace import DETAIL, KINDS, QUOTE, chunks, iso_dates
from graph.export import neo4j_admin
from graph.model import ArticleNode, EntityType, Graph
from graph.names import key
from graph.paths.columns import RELATIONS, STATUSES, Columns
from graph.store.base import Stamp
from scripts.neo4j_server import admin


def import_graph(home: Path, columns: Columns, size: Size, stamp: Stamp) -> None:
    """Import a generated graph into `home`, where no server has run yet."""
    scratch = home / "import"
    articles = tuple(ArticleNode(f"article-{n}", f"News from {p}", p, "", "") for n, p in enumerate(PUBLICATIONS, 1))
    options = neo4j_admin.write(scratch, Graph((), (), articles), stamp)
    with (scratch / "entities.csv").open("a", encoding="utf-8") as file:
        file.writelines(_entities(columns, size))
    with (scratch / "credits.csv").open("a", encoding="utf-8") as file:
        file.writelines(_credits(columns, size))
    more = ("--max-off-heap-memory=2g", f"--report-file={scratch / 'report'}")
    admin(home, "database", "import", "full", "neo4j", *options, *more, heap="2g")
    shutil.rmtree(scratch)


def _entities(columns: Columns, size: Size) -> Iterator[str]:
    """Lines of the exporter's entities.csv."""
    for number, kind in enumerate(columns.kinds[1:].tolist(), 1):
        type_, name = size.type_of(number), size.name(number)
        label = f"Reelgraph{neo4j_admin.DELIMITER}{type_}"
        said = f'"{KINDS.get(kind, "")}"' if type_ is EntityType.FILM and kind in KINDS else ""
        yield f'"{size.id(number)}","{name}","","{key(type_, name)}",,{said},"{label}"\n'


def _credits(columns: Columns, size: Size) -> Iterator[str]:
    """Lines of the exporter's credits.csv."""
    ids = ["", *(size.id(n) for n in range(1, len(columns.kinds)))]
    said = _evidence(columns)
    counts = np.bincount(columns.evidence_of, minlength=len(columns.numbers) + 1)[1:]
    for rows in chunks(columns.subjects, columns.objects, columns.relations, counts):
        for subject, object_, relation, count in rows:
            reports = [next(said) for _ in range(count)]
            first, last, status = reports[0][2], reports[-1][2], reports[-1][1]
            articles, statuses, dates = map(neo4j_admin.DELIMITER.join, zip(*reports, strict=True))
            quotes, details, starts = (neo4j_admin.DELIMITER.join([v] * count) for v in (QUOTE, DETAIL, "0"))
            yield (
                f'"{ids[subject]}","{ids[object_]}","{RELATIONS[relation]}","{status}","{DETAIL}","{first}","{last}",'
                f'"{articles}","{quotes}","{statuses}","{details}","{dates}","{starts}"\n'
            )


def _evidence(columns: Columns) -> Iterator[tuple[str, str, str]]:
    """Article, status and date of each report, in the order of the credits."""
    articles = [f"article-{n}" for n in range(1, len(PUBLICATIONS) + 1)]
    statuses = [str(status) for status in STATUSES]
    isos = iso_dates(columns)
    for rows in chunks(columns.publications_of, columns.statuses, columns.dates):
        yield from ((articles[p], statuses[s], isos[d]) for p, s, d in rows)
