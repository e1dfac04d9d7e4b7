"""Rings around one node: each ring holds what is one hop further away, each branch keeps a sector to itself.

A radial drawing of the breadth-first tree (Eades 1992): a sector is as wide as its branch has leaves. The rings are
upright ovals on which neighbours differ by the same height everywhere, because that is what labels need.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from graph.view.layout.placement import Point, Side

GAP = 170.0
SPACING = 39.0
SQUEEZE = 0.6
"""Width of an oval as a part of its height: the labels beside it need the rest."""


def place(graph: nx.Graph[str], centre: str) -> tuple[Mapping[str, Point], Mapping[str, Side]]:
    """Coordinates around `centre`, and labels that point outwards on the outer ring.

    What isn't connected with the centre stands on one more ring.
    """
    import networkx as nx

    distance = nx.single_source_shortest_path_length(graph, centre)
    tree = nx.bfs_tree(graph, centre)
    far = max(distance.values()) + 1
    for node in graph:
        if node not in distance:
            tree.add_edge(centre, node)
    turns = _turns(tree, centre, _leaves(tree, centre))
    depth = {node: distance.get(node, far) for node in graph}
    radii = _radii(depth, turns)
    positions = {node: _on_oval(turn, radii[depth[node]]) for node, turn in turns.items()}
    outer = max(depth.values())
    sides: dict[str, Side] = {n: "right" if turns[n] < 0.5 else "left" for n in graph if depth[n] == outer}
    return positions, sides


def _on_oval(turn: float, radius: float) -> Point:
    """The point after that part of a turn, clockwise from the top; equal parts cover equal heights."""
    height = 4 * turn - 1 if turn < 0.5 else 3 - 4 * turn
    across = math.sqrt(max(0.0, 1 - height * height)) * SQUEEZE
    return (radius * (across if turn < 0.5 else -across), radius * height)


def _leaves(tree: nx.DiGraph[str], root: str) -> Mapping[str, int]:
    import networkx as nx

    leaves: dict[str, int] = {}
    for node in nx.dfs_postorder_nodes(tree, root):
        leaves[node] = sum(leaves[child] for child in tree[node]) or 1
    return leaves


def _turns(tree: nx.DiGraph[str], root: str, leaves: Mapping[str, int]) -> Mapping[str, float]:
    """The middle of each node's sector as a part of the whole turn."""
    turns, start = {root: 0.0}, {root: 0.0}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        at = start[node]
        for child in tree[node]:
            start[child] = at
            turns[child] = at + leaves[child] / leaves[root] / 2
            at += leaves[child] / leaves[root]
            waiting.append(child)
    return turns


def _radii(depth: Mapping[str, int], turns: Mapping[str, float]) -> list[float]:
    """A radius for each ring: at least a gap beyond the one before, and high enough for the closest two neighbours."""
    radii = [0.0]
    for ring in range(1, max(depth.values()) + 1):
        around = sorted(turns[node] for node, level in depth.items() if level == ring)
        closest = min((b - a for a, b in pairwise(around)), default=0.5)
        radii.append(max(radii[-1] + GAP, SPACING / (4 * max(closest, 1e-4))))
    return radii
