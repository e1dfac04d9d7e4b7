"""A force layout that is quick without compiled code: every pair repels, every edge pulls.

The forces are those of ForceAtlas2 (Jacomy et al. 2014): repulsion (degree + 1)(degree + 1) / distance, so that hubs
keep their distance, and attraction that grows with distance. The sum over all pairs is exact and written as matrix products,
which makes 2,000 nodes a matter of one or two seconds where networkx (3.6) takes seven for a rougher result.
Components are laid out one by one and packed. No randomness: the start comes from distances to pivots (pivot MDS,
Brandes and Pich 2007).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from graph.view.layout.place import Point

    Array = NDArray[np.float32]

EDGE = 110.0
"""The median length of an edge in the finished picture, in pixels."""
PIVOTS = 24
MARGIN = 120.0


def place(graph: nx.Graph[str]) -> Mapping[str, Point]:
    """Coordinates for a graph of any shape; nodes don't overlap."""
    import networkx as nx

    from graph.view.layout.spread import pack, spread

    placed: list[dict[str, Point]] = []
    for component in sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes))):
        nodes = [node for node in graph if node in component] if len(component) > 1 else list(component)
        placed.append(spread(_component(graph, nodes), dict(graph.degree())))
    return pack(placed, MARGIN)


def _component(graph: nx.Graph[str], nodes: Sequence[str]) -> dict[str, Point]:
    import numpy as np

    count = len(nodes)
    if count <= 2:
        return {node: (index * EDGE, 0.0) for index, node in enumerate(nodes)}
    index = {node: i for i, node in enumerate(nodes)}
    edges = np.array([(index[a], index[b]) for a, b in graph.subgraph(nodes).edges()], dtype=np.int64)
    points = _settle(_pivots(graph, nodes), edges, _iterations(count))
    lengths = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    points *= EDGE / max(float(np.median(lengths)), 1e-6)
    return {node: (float(points[i, 0]), float(points[i, 1])) for node, i in index.items()}


def _iterations(count: int) -> int:
    """Fewer rounds for more nodes: a round costs count², and big pictures are looked at from afar."""
    return max(20, min(300, int(4.0e8 / (count * count))))


def _pivots(graph: nx.Graph[str], nodes: Sequence[str]) -> Array:
    """A start in which distances in the picture resemble distances in the graph, from at most 24 pivots."""
    import networkx as nx
    import numpy as np

    part = graph.subgraph(nodes)
    pivot, nearest = max(nodes, key=lambda n: (part.degree(n), n)), np.full(len(nodes), np.inf)
    columns = []
    for _ in range(min(PIVOTS, len(nodes))):
        distance = nx.single_source_shortest_path_length(graph, pivot)
        column = np.array([distance[node] for node in nodes], dtype=np.float64)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = nodes[int(np.argmax(nearest))]
    squared = np.array(columns).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    start = -0.5 * centred @ vectors[:, -2:][:, ::-1]
    start /= max(float(np.abs(start).max()), 1e-9)
    # Nodes with the same distances start in one spot; a spiral by rank tells them apart, without chance.
    rank = np.arange(len(nodes), dtype=np.float64)
    spiral = np.stack([np.cos(rank * 2.399963), np.sin(rank * 2.399963)], axis=1)
    jitter = 0.06 * np.sqrt((rank + 1) / len(nodes))[:, None] * spiral
    scale = 8.0 * np.sqrt(len(nodes))
    return np.asarray((start + jitter) * scale, dtype=np.float32)


def _settle(points: Array, edges: NDArray[np.int64], rounds: int) -> Array:
    """Move all points by the forces on them, less far every round."""
    import numpy as np

    count = len(points)
    mass = (1 + np.bincount(edges.ravel(), minlength=count)).astype(np.float32)
    for round_ in range(rounds):
        force = 6.0 * _repulsion(points, mass) + _attraction(points, edges) - 0.02 * mass[:, None] * points
        force /= mass[:, None] ** 0.5
        length = np.linalg.norm(force, axis=1, keepdims=True)
        reach = 0.08 * float(np.sqrt(count)) * 10.0 * (1 - round_ / rounds) + 0.05
        points = points + force * np.minimum(1.0, reach / np.maximum(length, 1e-6)).astype(np.float32)
    return points


def _repulsion(points: Array, mass: Array) -> Array:
    """Σ mass·mass·(p - q) / |p - q|² over all pairs, as two matrix products instead of count² differences."""
    import numpy as np

    points = points - points.mean(axis=0)
    square = (points * points).sum(axis=1)
    weight = points @ points.T
    weight *= -2.0
    weight += square[:, None]
    weight += square[None, :]
    np.maximum(weight, 1.0, out=weight)
    np.divide(mass[None, :], weight, out=weight)
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    return np.asarray(mass[:, None] * (points * total - weight @ points), dtype=np.float32)


def _attraction(points: Array, edges: NDArray[np.int64]) -> Array:
    import numpy as np

    pull = points[edges[:, 1]] - points[edges[:, 0]]
    result = np.zeros_like(points)
    for axis in (0, 1):
        towards = np.bincount(edges[:, 0], pull[:, axis], len(points))
        away = np.bincount(edges[:, 1], pull[:, axis], len(points))
        result[:, axis] = towards - away
    return result
