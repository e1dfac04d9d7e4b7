"""Layered drawings: paths from left to right, and a company's slate in columns.

Nodes go into layers by their distance from the start; the order inside a layer follows the barycentre heuristic
(Sugiyama, Tagawa and Toda 1981): every node moves to the mean of its neighbours in the layer before, then in the
layer after, a few times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.model import Entity

if TYPE_CHECKING:
    import networkx as nx

    from graph.view.layout.placement import Point, Side
    from graph.view.picture import Picture

COLUMN = 250.0
NARROW_COLUMN = 150.0
SHORT = 4
"""Paths of up to this many hops get wide columns, with room for words on the lines; longer ones narrow columns."""
ROW = 96.0
NARROW_ROW = 170.0
SLATE_COLUMN = 380.0
SLATE_ROW = 46.0
SWEEPS = 8


def place_paths(graph: nx.Graph[str], picture: Picture) -> tuple[Mapping[str, Point], Mapping[str, Side]]:
    """Layers from left to right: a node's layer is its smallest distance from the first end along any drawn path; the
    last end stands in the last layer. On long paths labels stand below and above in turn, so that they fit."""
    layer: dict[str, int] = {}
    for path in picture.paths:
        for step, entity in enumerate(path.entities):
            layer[entity.id] = min(step, layer.get(entity.id, step))
    for path in picture.paths:
        layer[path.entities[-1].id] = max(layer.values())
    if not layer:
        layer = {node: step for step, node in enumerate(picture.focus)}
    rest = [node for node in graph if node not in layer]
    layer.update((node, max(layer.values(), default=0) + 1) for node in rest)
    columns = _group(list(graph), layer)
    _sweep(graph, columns)
    if len(columns) - 1 <= SHORT:
        return _coordinates(columns, COLUMN, ROW), {}
    above: dict[str, Side] = {node: "above" for column in columns[1::2] for node in column}
    return _coordinates(columns, NARROW_COLUMN, NARROW_ROW), above


def place_slate(graph: nx.Graph[str], picture: Picture) -> tuple[Mapping[str, Point], Mapping[str, Side]]:
    """The company on the left, its films by year (those without one last), then whoever is connected to them."""
    import networkx as nx

    layer: dict[str, int] = {}
    for focus in picture.focus:
        for node, distance in nx.single_source_shortest_path_length(graph, focus).items():
            layer[node] = min(distance, layer.get(node, distance))
    far = max(layer.values()) + 1
    layer.update((node, far) for node in graph if node not in layer)
    entities = {entity.id: entity for entity in picture.graph.entities}
    columns = _group(sorted(graph, key=lambda node: _by_year(entities[node])), layer)
    _sweep(graph, columns, keep_first=2)
    sides: dict[str, Side] = {node: "right" for column in columns[1:] for node in column}
    # Tall columns stand further apart, so that lines don't run steep and the picture keeps about a screen's shape.
    height = max(len(column) for column in columns) * SLATE_ROW
    return _coordinates(columns, max(SLATE_COLUMN, 0.45 * height), SLATE_ROW), sides


def _by_year(entity: Entity) -> tuple[int, str, str]:
    return (entity.year or 9999, entity.name.casefold(), entity.id)


def _group(nodes: Sequence[str], layer: Mapping[str, int]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in range(max(layer.values()) + 1)]
    for node in nodes:
        columns[layer[node]].append(node)
    return columns


def _sweep(graph: nx.Graph[str], columns: list[list[str]], keep_first: int = 0) -> None:
    """Reorder each column by the mean place of its neighbours next door, to and fro; leaves the first columns alone."""
    for turn in range(SWEEPS):
        forward = turn % 2 == 0
        order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for index in order:
            if index >= keep_first:
                _reorder(graph, columns[index], columns[index - 1 if forward else index + 1])


def _reorder(graph: nx.Graph[str], column: list[str], beside: Sequence[str]) -> None:
    middle = (len(beside) - 1) / 2
    there = {node: place - middle for place, node in enumerate(beside)}
    here = {node: place - (len(column) - 1) / 2 for place, node in enumerate(column)}

    def mean(node: str) -> tuple[float, float]:
        places = [there[other] for other in graph[node] if other in there]
        return (sum(places) / len(places) if places else here[node], here[node])

    column.sort(key=mean)


def _coordinates(columns: Sequence[Sequence[str]], width: float, height: float) -> Mapping[str, Point]:
    """Columns around one middle line. A short column beside a tall one spreads, up to three times as wide."""
    tallest = max(len(column) for column in columns) * height
    places: dict[str, Point] = {}
    for step, column in enumerate(columns):
        apart = min(3 * height, tallest / max(len(column), 1))
        for row, node in enumerate(column):
            places[node] = (step * width, (row - (len(column) - 1) / 2) * apart)
    return places
