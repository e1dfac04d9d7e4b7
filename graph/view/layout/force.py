"""A force layout that is quick without compiled code: every pair repels, every edge pulls.

The forces follow ForceAtlas2 (Jacomy et al. 2014), whose repulsion grows with the degrees of both ends so that hubs
keep their distance, with the attraction of Fruchterman and Reingold (1991), which keeps long edges short. The sum
over all pairs is exact, a block of rows at a time: 2,000 nodes take one or two seconds where networkx (3.6) takes
seven for a rougher result. Components are laid out one by one and packed. No randomness: the start comes from
distances to pivots (pivot MDS, Brandes and Pich 2007).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from graph.view.layout.placement import Point

    Array = NDArray[np.float32]

EDGE = 110.0
"""The median length of an edge in the finished picture, in pixels."""
PIVOTS = 24
BLOCK = 64
NEAREST = 0.05
"""Points that are closer (in squared distance) repel as if they weren't, or two in one spot would fly apart."""
REPULSION = 1.0
GRAVITY = 0.05
ROOM = 84.0
"""A node and its surroundings take at least a square of this side, on average."""
MARGIN = 120.0


def place(graph: nx.Graph[str], sizes: Mapping[str, float]) -> Mapping[str, Point]:
    """Coordinates for a graph of any shape; nodes (of these half widths) don't overlap."""
    import networkx as nx

    from graph.view.layout.spread import pack, spread

    placed: list[dict[str, Point]] = []
    for component in sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes))):
        nodes = [node for node in graph if node in component] if len(component) > 1 else list(component)
        placed.append(spread(_component(graph, nodes), sizes))
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
    area = float(np.prod(np.percentile(points, 96, axis=0) - np.percentile(points, 4, axis=0)))
    points *= max(EDGE / max(float(np.median(lengths)), 1e-6), ROOM * float(np.sqrt(count / max(area, 1e-6))))
    return {node: (float(points[i, 0]), float(points[i, 1])) for node, i in index.items()}


def _iterations(count: int) -> int:
    """Fewer rounds for more nodes: a round costs count², and big pictures are looked at from afar."""
    return max(20, min(300, int(6.0e8 / (count * count))))


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
    axes = vectors[:, :-3:-1]
    # An eigenvector may as well point the other way; the larger end is up, whatever computed it.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    start = -0.5 * centred @ axes
    start /= max(float(np.abs(start).max()), 1e-9)
    # Nodes with the same distances start in one spot; a spiral by rank tells them apart, without chance.
    rank = np.arange(len(nodes), dtype=np.float64)
    spiral = np.stack([np.cos(rank * 2.399963), np.sin(rank * 2.399963)], axis=1)
    jitter = 0.06 * np.sqrt((rank + 1) / len(nodes))[:, None] * spiral
    scale = np.sqrt(len(nodes))
    return np.asarray((start + jitter) * scale, dtype=np.float32)


def _settle(points: Array, edges: NDArray[np.int64], rounds: int) -> Array:
    """Move all points by the forces on them, less far every round."""
    import numpy as np

    count = len(points)
    mass = np.sqrt(1 + np.bincount(edges.ravel(), minlength=count)).astype(np.float32)
    for turn in range(rounds):
        force = _repulsion(points, mass) + _attraction(points, edges) - GRAVITY * mass[:, None] * points
        length = np.linalg.norm(force, axis=1, keepdims=True)
        reach = 0.6 * float(np.sqrt(count)) * (1 - turn / rounds) ** 1.5 + 0.02
        points = points + force * np.minimum(1.0, reach / np.maximum(length, 1e-6)).astype(np.float32)
    return points


def _repulsion(points: Array, mass: Array) -> Array:
    """Σ strength · mass · mass · (p - q) / |p - q|² over all other points q, for every p.

    By blocks of rows that fit the cache, and without matrix products: on a busy machine their threads wait for each
    other, and they would make the picture depend on the library that computes them.
    """
    import numpy as np

    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    push = np.empty_like(points)
    for start in range(0, len(points), BLOCK):
        rows = slice(start, start + BLOCK)
        across, down = x[rows, None] - x, y[rows, None] - y
        weight = across * across
        weight += down * down
        np.maximum(weight, NEAREST, out=weight)
        np.divide(mass, weight, out=weight)
        push[rows, 0] = np.einsum("ij,ij->i", weight, across)
        push[rows, 1] = np.einsum("ij,ij->i", weight, down)
    return REPULSION * mass[:, None] * push


def _attraction(points: Array, edges: NDArray[np.int64]) -> Array:
    """Each edge pulls its ends together with the square of its length."""
    import numpy as np

    pull = points[edges[:, 1]] - points[edges[:, 0]]
    pull *= np.linalg.norm(pull, axis=1, keepdims=True)
    result = np.zeros_like(points)
    for axis in (0, 1):
        towards = np.bincount(edges[:, 0], pull[:, axis], len(points))
        away = np.bincount(edges[:, 1], pull[:, axis], len(points))
        result[:, axis] = towards - away
    return result
