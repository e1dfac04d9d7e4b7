"""Who shares films with an entity, on the embedded store: counted in the index, told from the SQLite graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from graph.model import Filters, Relationship
from graph.paths.build import distinct
from graph.paths.columns import NOT_A_FILM
from graph.paths.index import Index
from graph.paths.lens import Lens
from graph.store.sqlite import SqliteGraph

if TYPE_CHECKING:
    from graph.paths.columns import Ints


def colleagues(
    graph: SqliteGraph, index: Index, asked: tuple[str, Filters], most: int | None = None
) -> Mapping[str, int]:
    """Everyone else on the films of an entity, by id, with the number of these films. See `Store.colleagues`."""
    import numpy as np

    found = _lens(graph, index, *asked)
    if found is None:
        return {}
    lens, number = found
    films = _films(lens, number)
    edges = lens.edges(films)
    once = distinct(edges.origin[edges.to != number] * index.nodes + edges.to[edges.to != number])
    others, counts = np.unique(once % index.nodes, return_counts=True)
    if most is not None and most < len(counts):
        enough = counts >= np.partition(counts, -most)[-most]
        others, counts = others[enough], counts[enough]
    labels = graph.labels(others.tolist())
    return {labels[n][1]: count for n, count in zip(others.tolist(), counts.tolist(), strict=True)}


def shared(
    graph: SqliteGraph, index: Index, entity: str, others: Iterable[str], filters: Filters
) -> list[Relationship]:
    """The credits of some others on the films of an entity, in order of key. See `Store.shared`."""
    import numpy as np

    found = _lens(graph, index, entity, filters)
    if found is None:
        return []
    lens, number = found
    is_film = np.zeros(index.nodes, np.bool_)
    is_film[_films(lens, number)] = True
    edges = lens.edges(np.array(sorted(graph.numbers_of(others).values()), np.int64))
    hops = graph.relationships_by_number(distinct(edges.link[is_film[edges.to]]).tolist())
    views = [filters.view(hop) for hop in hops.values()]
    return sorted((view for view in views if view is not None), key=lambda r: r.key)


def _lens(graph: SqliteGraph, index: Index, entity: str, filters: Filters) -> tuple[Lens, int] | None:
    """The index seen through the filters, and the number of the entity; None where the graph doesn't hold it."""
    numbers = graph.numbers_of({entity, *filters.avoid})
    if entity not in numbers:
        return None
    avoid = [numbers[i] for i in filters.avoid if i in numbers and i != entity]
    return Lens(index, filters, (numbers[entity], numbers[entity]), avoid), numbers[entity]


def _films(lens: Lens, number: int) -> Ints:
    """The films of a person or company; of a film its people and companies."""
    import numpy as np

    kinds = lens.index.kind
    around = distinct(lens.neighbours(np.array([number], np.int64)))
    films: Ints = around[(kinds[around] == NOT_A_FILM) != (kinds[number] == NOT_A_FILM)].astype(np.int64)
    return films
