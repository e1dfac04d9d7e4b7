"""Chooses a layout for a picture and brings its result into one form."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph.model import EntityType
from graph.view.picture import Layout, Picture

if TYPE_CHECKING:
    import networkx as nx

Side = Literal["below", "above", "left", "right"]
Point = tuple[float, float]

RINGS_AT_MOST = 120
"""More nodes than this fill rings so wide that a force layout is easier to read."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading inside the picture, such as "Cast" above a film's cast; it runs from its point away from the middle."""

    text: str
    x: float
    y: float
    align: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Coordinates in pixels at full size (y grows downwards), the side of each label, headings, and whether nodes stand
    in columns (so that a line within a column must bend around the nodes between its ends)."""

    positions: Mapping[str, Point]
    sides: Mapping[str, Side] = field(default_factory=dict)
    captions: tuple[Caption, ...] = ()
    columns: bool = False


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
    from graph.view.layout import fan, force, layers, rings

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
