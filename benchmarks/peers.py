"""Other libraries' searches for one shortest path, on the same graph as ours. Optional ones are used where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from graph.model import Relation
from graph.paths.build import MISSING
from graph.paths.columns import RELATION_CODES
from graph.paths.index import Index

Find = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: what it is called, and how it takes in the graph of an index."""

    name: str
    load: Callable[[Index], Find]


def available(people: int) -> list[Peer]:
    """The peers that are installed and whose graph of this size fits in a few gigabytes."""
    found = []
    if people <= 200_000:
        found.append(Peer("networkx, one path", _networkx_one))
    if people <= 20_000:
        found.append(Peer("networkx, all ties", _networkx_all))
    if find_spec("igraph"):
        found.append(Peer("igraph, one path", _igraph_one))
    return found


def _edges(index: Index) -> list[tuple[int, int]]:
    """All walkable credits by default: any relation but representation."""
    classes = index.base["class"]
    keep = (classes != MISSING) & ((classes & 15) != RELATION_CODES[Relation.REPRESENTED_BY])
    return list(zip(index.base["subject"][keep].tolist(), index.base["object"][keep].tolist(), strict=True))


def _networkx_one(index: Index) -> Find:
    import networkx as nx

    graph = nx.Graph(_edges(index))
    return lambda a, b: nx.bidirectional_shortest_path(graph, a, b)


def _networkx_all(index: Index) -> Find:
    import networkx as nx

    graph = nx.Graph(_edges(index))
    return lambda a, b: sum(1 for _ in nx.all_shortest_paths(graph, a, b))


def _igraph_one(index: Index) -> Find:
    import igraph

    find: Find = igraph.Graph(n=index.nodes, edges=np.array(_edges(index), np.int64)).get_shortest_path
    return find
