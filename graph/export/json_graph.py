"""Our own JSON: everything a selection holds, with coordinates where there are some. It reads back in unchanged.

The schema is described in docs/views.md; `version` changes when a reader of the old form would misread the new one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from graph.errors import UsageError
from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Relation,
    Relationship,
    Status,
)

Point = tuple[float, float]
FORMAT = "reelgraph"
VERSION = 1


def dump(graph: Graph, positions: Mapping[str, Point] | None = None, title: str = "", note: str = "") -> str:
    """The selection as JSON text, indented, in canonical order."""
    graph = graph.canonical()
    places = positions or {}
    entities = []
    for entity in graph.entities:
        row = asdict(entity)
        if entity.id in places:
            row["x"], row["y"] = places[entity.id]
        entities.append(row)
    value = {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        "note": note,
        "entities": entities,
        "relationships": [asdict(relationship) for relationship in graph.relationships],
        "articles": [asdict(article) for article in graph.articles],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def load(text: str) -> tuple[Graph, dict[str, Point]]:
    """The graph and the coordinates that `dump` wrote. Raises UsageError for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"this is not JSON: {error}", "reelgraph export --format json writes what can be read here"
        ) from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UsageError("this JSON is not a reelgraph export", "reelgraph export --format json writes one")
    if value.get("version") != VERSION:
        raise UsageError(
            f"this export has version {value.get('version')}; this reelgraph reads {VERSION}", "export it again"
        )
    try:
        graph = Graph(
            tuple(_entity(row) for row in value["entities"]),
            tuple(_relationship(row) for row in value["relationships"]),
            tuple(_checked(ArticleNode(**{**row, "mentions": tuple(row["mentions"])})) for row in value["articles"]),
        )
        positions = {row["id"]: (float(row["x"]), float(row["y"])) for row in value["entities"] if "x" in row}
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"this export is damaged: {error}", "export it again") from error
    return graph, positions


def _entity(row: Mapping[str, Any]) -> Entity:
    known = {key: value for key, value in row.items() if key not in ("x", "y")}
    lists = {key: tuple(known[key]) for key in ("aliases", "keys")}
    return _checked(Entity(**{**known, **lists, "type": EntityType(known["type"])}))


def _relationship(row: Mapping[str, Any]) -> Relationship:
    evidence = tuple(_checked(Evidence(**{**said, "status": Status(said["status"])})) for said in row["evidence"])
    enums = {"relation": Relation(row["relation"]), "status": Status(row["status"])}
    return _checked(Relationship(**{**row, **enums, "evidence": evidence}))


T = TypeVar("T", Entity, ArticleNode, Evidence, Relationship)
_NUMBERS = frozenset({"year", "start"})


def _checked(made: T) -> T:
    """The same object, if its fields hold what they should: text, numbers where there are any, lists of text."""
    for name in made.__dataclass_fields__:
        value = getattr(made, name)
        if name == "evidence":
            continue
        expected = isinstance(value, int | None) if name in _NUMBERS else isinstance(value, str | tuple)
        if not expected or (isinstance(value, tuple) and not all(isinstance(item, str) for item in value)):
            raise TypeError(f"{name} can't be {value!r}"[:200])
    return made
