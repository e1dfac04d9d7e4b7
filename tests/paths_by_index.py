"""Asks the path index directly, without a store: model graphs in, paths as ids out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from graph.model import Entity, Graph, PathRequest, Relation, Relationship, RelationshipKey
from graph.paths.columns import (
    RELATION_CODES,
    STATUS_CODES,
    Columns,
    Delta,
    Row,
    Said,
    date_number,
    kind_code,
)
from graph.paths.index import Index, apply, build
from graph.paths.search import Found, Question, search


class Numbers:
    """Gives entities and relationships numbers, with gaps, and keeps them while a graph changes."""

    def __init__(self) -> None:
        self.entities: dict[str, int] = {}
        self.relationships: dict[RelationshipKey, int] = {}

    def entity(self, id_: str) -> int:
        return self.entities.setdefault(id_, 2 * len(self.entities) + 1)

    def relationship(self, key: RelationshipKey) -> int:
        return self.relationships.setdefault(key, 3 * len(self.relationships) + 1)


def columns(graph: Graph, numbers: Numbers) -> Columns:
    """The graph as columns."""
    size = max((numbers.entity(e.id) for e in graph.entities), default=-1) + 1
    kinds = np.zeros(size, np.uint8)
    for entity in graph.entities:
        kinds[numbers.entity(entity.id)] = kind_code(entity)
    publications = sorted({e.publication for r in graph.relationships for e in r.evidence})
    said = [(numbers.relationship(r.key), e) for r in graph.relationships for e in r.evidence]

    def array(values: list[int]) -> np.ndarray:
        return np.array(values, np.int32)

    return Columns(
        kinds,
        array([numbers.relationship(r.key) for r in graph.relationships]),
        array([numbers.entity(r.subject) for r in graph.relationships]),
        array([numbers.entity(r.object) for r in graph.relationships]),
        array([RELATION_CODES[r.relation] for r in graph.relationships]),
        array([n for n, _ in said]),
        array([date_number(e.date) for _, e in said]),
        array([STATUS_CODES[e.status] for _, e in said]),
        array([publications.index(e.publication) for _, e in said]),
        publications,
    )


def delta(old: Graph, new: Graph, numbers: Numbers) -> Delta:
    """What changed from one graph to another."""
    before = {r.key: r for r in old.relationships}
    after = {r.key: r for r in new.relationships}
    rows = [_row(r, numbers) for key, r in after.items() if before.get(key) != r]
    gone = [numbers.relationship(key) for key in before if key not in after]
    known = {e.id: e for e in old.entities}
    kinds = {numbers.entity(e.id): kind_code(e) for e in new.entities if known.get(e.id) != e}
    return Delta(rows, gone, kinds)


def _row(r: Relationship, numbers: Numbers) -> Row:
    said = tuple(Said(date_number(e.date), e.status, e.publication) for e in r.evidence)
    return Row(numbers.relationship(r.key), numbers.entity(r.subject), numbers.entity(r.object), r.relation, said)


Answer = tuple[int | None, int, list[tuple[tuple[str, ...], tuple[Relation, ...]]]]


class Indexed:
    """A graph in an index in a folder."""

    def __init__(self, folder: Path, graph: Graph) -> None:
        self.folder = folder
        self.graph = graph
        self.numbers = Numbers()
        self.generation = 0
        build(folder, columns(graph, self.numbers), "0")

    def change(self, graph: Graph) -> None:
        """Bring the index to another graph incrementally."""
        changes = delta(self.graph, graph, self.numbers)
        apply(self.folder, changes, str(self.generation), str(self.generation + 1))
        self.generation += 1
        self.graph = graph

    def found(self, request: PathRequest) -> Found:
        """What the search answers, in numbers."""
        n, f = self.numbers.entity, request.filters
        entities: dict[int, Entity] = {n(e.id): e for e in self.graph.entities}
        question = Question(
            n(request.source),
            n(request.target),
            replace(f, avoid=frozenset(), through=()),
            tuple(n(i) for i in f.avoid),
            tuple(n(i) for i in f.through),
            request.max_hops,
            request.limit,
            request.more,
        )
        index = Index.open(self.folder, str(self.generation))
        return search(index, question, lambda wanted: {w: (entities[w].name, entities[w].id) for w in wanted})

    def answer(self, request: PathRequest) -> Answer:
        """Length, total, and the paths as ids and relations."""
        found = self.found(request)
        ids = {number: i for i, number in self.numbers.entities.items()}
        relations = {number: key.relation for key, number in self.numbers.relationships.items()}
        routes = [(tuple(ids[e] for e in r.entities), tuple(relations[k] for k in r.links)) for r in found.routes]
        return found.length, found.total, routes
