"""The facts a page carries: everything it can show of each node and relationship, as plain JSON values.

Nodes and relationships are numbered in canonical order; the numbers are the ids that pyvis and the page use. Text is
kept as text: nothing here is markup, and an address that isn't http or https never becomes a link.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.export.text import clean, link
from graph.export.words import FAMILIES, FAMILY_OF, RELATION_WORDS, STATUS_WORDS
from graph.model import Entity, Evidence, Path, Relationship, RelationshipKey
from graph.view.layout import Placement
from graph.view.palette import PALETTES
from graph.view.picture import Picture

NAME_AT_MOST = 300
"""Longer names are cut in the page (with an ellipsis): nobody reads 5,000 characters beside a dot."""


def short(name: str) -> str:
    """A name as the page shows it: clean, not empty, and at most 300 characters."""
    name = clean(name).strip() or "(no name)"
    return name if len(name) <= NAME_AT_MOST else name[: NAME_AT_MOST - 1] + "…"


def gather(picture: Picture, placement: Placement) -> dict[str, Any]:
    """All facts of a picture that is in canonical order."""
    numbers = {entity.id: number for number, entity in enumerate(picture.graph.entities)}
    degrees = Counter(end for r in picture.graph.relationships for end in {r.subject, r.object})
    sources = _Sources()
    edges = [_edge(relationship, numbers, sources) for relationship in picture.graph.relationships]
    keys = {relationship.key: number for number, relationship in enumerate(picture.graph.relationships)}
    return {
        "title": clean(picture.title),
        "note": clean(picture.note),
        "layout": picture.layout,
        "focus": [numbers[i] for i in picture.focus],
        "paths": [_path(path, numbers, keys) for path in picture.paths],
        "nodes": [_node(entity, degrees[entity.id], placement) for entity in picture.graph.entities],
        "edges": edges,
        "sources": sources.rows,
        "captions": [{"text": c.text, "x": round(c.x), "y": round(c.y), "align": c.align} for c in placement.captions],
        "palettes": dict(PALETTES),
        "words": {
            "relations": {str(relation): words for relation, words in RELATION_WORDS.items()},
            "statuses": {str(status): words for status, words in STATUS_WORDS.items()},
            "families": {family: [str(r) for r in relations] for family, relations in FAMILIES.items()},
        },
    }


def _node(entity: Entity, degree: int, placement: Placement) -> dict[str, Any]:
    return {
        "name": short(entity.name),
        "type": str(entity.type),
        "kind": clean(entity.kind),
        "year": entity.year,
        "aliases": [short(alias) for alias in entity.aliases],
        "degree": degree,
        "side": placement.sides.get(entity.id, "below"),
    }


def _edge(relationship: Relationship, numbers: dict[str, int], sources: _Sources) -> dict[str, Any]:
    return {
        "from": numbers[relationship.subject],
        "to": numbers[relationship.object],
        "relation": str(relationship.relation),
        "family": FAMILY_OF[relationship.relation],
        "status": str(relationship.status),
        "detail": clean(relationship.detail),
        "first": clean(relationship.first_reported),
        "last": clean(relationship.last_reported),
        "evidence": [
            {
                "source": sources.number(evidence),
                "quote": clean(evidence.quote),
                "status": str(evidence.status),
                "detail": clean(evidence.detail),
            }
            for evidence in relationship.evidence
        ],
    }


def _path(path: Path, numbers: dict[str, int], keys: dict[RelationshipKey, int]) -> dict[str, list[int]]:
    """Numbers of the nodes and relationships along a path."""
    return {
        "nodes": [numbers[entity.id] for entity in path.entities if entity.id in numbers],
        "edges": [keys[hop.key] for hop in path.hops if hop.key in keys],
    }


class _Sources:
    """The articles that evidence comes from, each once: a sentence refers to its article by number."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, evidence: Evidence) -> int:
        key = (evidence.title, evidence.publication, evidence.date, evidence.url)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            title, publication, date, url = (clean(text) for text in key)
            self.rows.append(
                {"title": title, "publication": publication, "date": date, "url": url, "link": link(evidence.url)}
            )
        return self._numbers[key]
