"""Chooses a layout for a picture and brings its result into one form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph.view.picture import Picture

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


def radius(degree: int) -> float:
    """Half the size of a node with that many relationships: grows slowly and ends at 28, so that hubs don't swallow
    the picture."""
    return min(28.0, 8.0 + 3.0 * math.sqrt(degree))


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
    return Placement(force.place(graph))
