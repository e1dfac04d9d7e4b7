"""Chooses a layout for a picture and brings its result into one form."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph.model import EntityType
from graph.view.layout import fan, force, layers, rings
from graph.view.layout.placement import Placement
from graph.view.picture import Layout, Picture

if TYPE_CHECKING:
    import networkx as nx

RINGS_AT_MOST = 120
"""More nodes than this fill rings so wide that a force layout is easier to read."""


def undirected(picture: Picture) -> nx.Graph[str]:
    """The picture as a networkx graph: nodes and edges in canonical order, parallel relationships as one edge."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(entity.id for entity in picture.graph.entities)
    graph.add_edges_from((r.subject, r.object) for r in picture.graph.relationships if r.subject != r.object)
    return graph


SHAPE_SCALE = {EntityType.PERSON: 1.0, EntityType.FILM: 0.88, EntityType.COMPANY: 1.25}
"""Circles, squares and diamonds of one size cover different areas; these factors even them out."""
LARGEST: Mapping[Layout, float] = {"path": 22.5, "neighbourhood": 19.0, "film": 21.0, "slate": 21.0, "force": 35.0}
"""Half the width of the largest node, by layout: what fits between two rows of its columns or rings."""


def sizes(picture: Picture) -> Mapping[str, float]:
    """Half the width of each entity's node: grows slowly with its relationships, and ends where a hub would swallow the
    picture. On a path all are alike."""
    degrees = Counter(end for r in picture.graph.relationships for end in {r.subject, r.object})
    found = {}
    for entity in picture.graph.entities:
        size = 18.0 if picture.layout == "path" else min(28.0, 8.0 + 3.0 * math.sqrt(degrees[entity.id]))
        largest = LARGEST["force" if entity.id in picture.focus else picture.layout]
        found[entity.id] = round(min(largest, size * SHAPE_SCALE[entity.type]), 1)
    return found


def place(picture: Picture) -> Placement:
    """Coordinates for every entity of a picture that is in canonical order (see `Picture.ordered`)."""
    graph = undirected(picture)
    if len(graph) <= 1:
        return Placement(dict.fromkeys(graph, (0.0, 0.0)))
    if picture.layout == "path":
        return Placement(*layers.place_paths(graph, picture), columns=True)
    if picture.layout == "film" and picture.focus:
        return fan.place(picture)
    if picture.layout == "slate" and picture.focus:
        return Placement(*layers.place_slate(graph, picture), columns=True)
    if picture.layout == "neighbourhood" and len(picture.focus) == 1 and len(graph) <= RINGS_AT_MOST:
        return Placement(*rings.place(graph, picture.focus[0]))
    return Placement(force.place(graph, sizes(picture)))
