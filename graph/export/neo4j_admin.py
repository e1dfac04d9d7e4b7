"""The whole graph as files that `neo4j-admin database import` takes: for a first load, many times as fast as over Bolt.

What the files hold is what a load over Bolt writes, marker included, so that a server that was filled from them is
taken for what it is. Constraints and indexes can't be imported; they are in `schema.cypher`, to be run once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph import queries
from graph.model import Graph
from graph.storage import writing
from graph.store.base import Stamp
from graph.store.neo4j_rows import article_row, entity_row, mention_rows, relationship_row

DELIMITER = "\x1f"
"""Between the elements of a list; the import knows no way to escape it, so it is taken out of texts."""

OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true")
"""What the import must be told of the files."""

_OURS = "Reelgraph"
_ENTITY = ("id:ID", "name", "aliases:string[]", "keys:string[]", "year:int", "kind", ":LABEL")
_ARTICLE = ("id:ID", "title", "publisher", "url", "published", ":LABEL")
_MARKER = ("id:ID", "ledger", "generation:long", "schema:long", ":LABEL")
_MENTIONS = (":START_ID", ":END_ID", ":TYPE")
_LISTS = ("articles", "quotes", "statuses", "details", "dates")
_RELATIONSHIP = (
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "status",
    "detail",
    "first_reported",
    "last_reported",
    *(f"{name}:string[]" for name in _LISTS),
    "starts:long[]",
)


def write(folder: Path, graph: Graph, stamp: Stamp) -> list[str]:
    """Write the files into a folder (made where there is none); returns the options of `neo4j-admin database import`.

    Raises DatabaseError where they can't be written.
    """
    with writing(f"the folder {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / "entities.csv", _ENTITY, (_entity(entity_row(e)) for e in graph.entities))
        _put(folder / "articles.csv", _ARTICLE, (_article(article_row(a)) for a in graph.articles))
        _put(folder / "marker.csv", _MARKER, [_marker(stamp)])
        mentions = ((row["article"], row["entity"], "MENTIONS") for row in mention_rows(graph.articles))
        _put(folder / "mentions.csv", _MENTIONS, mentions)
        _put(folder / "credits.csv", _RELATIONSHIP, (_credit(relationship_row(r)) for r in graph.relationships))
        (folder / "schema.cypher").write_text(_schema(), encoding="utf-8")
    nodes = [f"--nodes={folder / name}" for name in ("entities.csv", "articles.csv", "marker.csv")]
    return [*OPTIONS, *nodes, *(f"--relationships={folder / name}" for name in ("mentions.csv", "credits.csv"))]


def _schema() -> str:
    """What mends mistakes of the import, then constraints and indexes."""
    names = ("store/after_import", "store/schema", "store/indexes")
    return "".join(f"{statement};\n" for name in names for statement in queries.load(name).statements)


def _entity(row: Mapping[str, Any]) -> Sequence[Any]:
    p = row["properties"]
    return (p["id"], p["name"], p["aliases"], p["keys"], p["year"], p["kind"], [_OURS, row["label"]])


def _article(row: Mapping[str, Any]) -> Sequence[Any]:
    p = row["properties"]
    return (p["id"], p["title"], p["publisher"], p["url"], p["published"], [_OURS, "Article"])


def _marker(stamp: Stamp) -> Sequence[Any]:
    return ("reelgraph", stamp.ledger, stamp.generation, stamp.schema, [_OURS, "ReelgraphMarker"])


def _credit(row: Mapping[str, Any]) -> Sequence[Any]:
    p = row["properties"]
    ends = (row["subject"], row["object"], row["relation"])
    said = (p["status"], p["detail"], p["first_reported"], p["last_reported"])
    return (*ends, *said, *(p[name] for name in _LISTS), p["starts"])


def _put(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(",".join(header) + "\n")
        file.writelines(_lines(rows))


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for row in rows:
        yield ",".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    """A value in quotes; nothing at all where there is none, which an empty text in quotes is not."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = DELIMITER.join(str(element).replace(DELIMITER, " ") for element in value)
    else:
        text = str(value)
    return '"' + text.replace('"', '""') + '"'
