"""Rings around one node: each ring holds what is one hop further away, each branch keeps a sector to itself.

A radial drawing of the breadth-first tree (Eades 1992): a sector is as wide as its branch has leaves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from graph.view.layout.place import Point, Side

GAP = 190.0
SPACING = 46.0


def place(graph: nx.Graph[str], centre: str) -> tuple[Mapping[str, Point], Mapping[str, Side]]:
    """Coordinates around `centre`, and labels that point outwards. What isn't connected stands on one more ring."""
    import networkx as nx

    distance = nx.single_source_shortest_path_length(graph, centre)
    tree = nx.bfs_tree(graph, centre)
    far = max(distance.values()) + 1
    for node in graph:
        if node not in distance:
            tree.add_edge(centre, node)
    leaves = _leaves(tree, centre)
    angles = _angles(tree, centre, leaves)
    depth = {node: distance.get(node, far) for node in graph}
    radii = _radii(depth, angles)
    positions = {n: (radii[depth[n]] * math.cos(a), radii[depth[n]] * math.sin(a)) for n, a in angles.items()}
    return positions, {n: _side(a) for n, a in angles.items() if n != centre}


def _leaves(tree: nx.DiGraph[str], root: str) -> Mapping[str, int]:
    import networkx as nx

    leaves: dict[str, int] = {}
    for node in nx.dfs_postorder_nodes(tree, root):
        leaves[node] = sum(leaves[child] for child in tree[node]) or 1
    return leaves


def _angles(tree: nx.DiGraph[str], root: str, leaves: Mapping[str, int]) -> Mapping[str, float]:
    """The middle of each node's sector, the first one starting at the top."""
    angles = {root: 0.0}
    start = {root: -math.pi / 2}
    per_leaf = 2 * math.pi / leaves[root]
    waiting = [root]
    while waiting:
        node = waiting.pop()
        at = start[node]
        for child in tree[node]:
            start[child] = at
            angles[child] = at + leaves[child] * per_leaf / 2
            at += leaves[child] * per_leaf
            waiting.append(child)
    return angles


def _radii(depth: Mapping[str, int], angles: Mapping[str, float]) -> list[float]:
    """A radius for each ring: at least a gap beyond the one before, and wide enough for the closest two neighbours."""
    radii = [0.0]
    for ring in range(1, max(depth.values()) + 1):
        around = sorted(angles[node] % (2 * math.pi) for node, level in depth.items() if level == ring)
        steps = [b - a for a, b in pairwise(around)]
        closest = min([*steps, 2 * math.pi - (around[-1] - around[0])]) if len(around) > 1 else math.pi
        radii.append(max(radii[-1] + GAP, SPACING / max(closest, 1e-3)))
    return radii


def _side(angle: float) -> Side:
    across = math.cos(angle)
    return "right" if across > 0.25 else "left" if across < -0.25 else "below"
