"""The network that pyvis writes: nodes, edges and options for vis-network, as JSON values.

Only drawing is here: numbers, shapes and coordinates. Text is drawn by the page itself from the facts, so that no
word of an article passes through a library that might take it for markup.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from graph.model import EntityType, Relationship, Status
from graph.view.layout import Placement
from graph.view.layout.place import sizes
from graph.view.picture import Picture

SHAPES = {EntityType.PERSON: "dot", EntityType.FILM: "square", EntityType.COMPANY: "diamond"}
"""A shape for each type, so that colour alone never tells them apart."""
LARGE = 400
"""From this many relationships on, edges are hidden while the picture is dragged, so that it stays fluid."""
BEND = 0.22
"""How far parallel relationships between the same two nodes bend apart."""
COLUMN_BEND = 0.35
"""How far a line between two nodes of one column bends away from the nodes between them."""


def build(picture: Picture, placement: Placement) -> dict[str, Any]:
    """`{"nodes": […], "edges": […], "options": {…}}` for vis-network, written by `pyvis.network.Network`."""
    from pyvis.network import Network

    network = Network(directed=True)
    half = sizes(picture)
    numbers = {entity.id: number for number, entity in enumerate(picture.graph.entities)}
    for entity in picture.graph.entities:
        x, y = placement.positions[entity.id]
        network.add_node(
            numbers[entity.id],
            label=" ",
            shape=SHAPES[entity.type],
            group=str(entity.type),
            x=round(x),
            y=round(y),
            size=half[entity.id],
        )
    bends = _bends(picture.graph.relationships, placement)
    for number, relationship in enumerate(picture.graph.relationships):
        ends = numbers[relationship.subject], numbers[relationship.object]
        network.add_edge(*ends, id=number, **_line(relationship, bends[number]))
    network.set_options(json.dumps(_options(len(picture.graph.relationships), placement)))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _line(relationship: Relationship, bend: float) -> dict[str, Any]:
    line: dict[str, Any] = {}
    if relationship.status is Status.IN_TALKS:
        line["dashes"] = [9, 6]
    elif relationship.status is Status.DEPARTED:
        line["dashes"] = [2, 5]
    if bend:
        line["smooth"] = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return line


def _bends(relationships: tuple[Relationship, ...], placement: Placement) -> list[float]:
    """A bend for each relationship, positive for clockwise. Parallel ones fan out around the middle; one that is alone
    between its ends is straight, unless both stand in one column, where it would run through the nodes between."""
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, relationship in enumerate(relationships):
        between[frozenset((relationship.subject, relationship.object))].append(number)
    bends = [0.0] * len(relationships)
    for numbers in between.values():
        first = relationships[numbers[0]].subject
        around = _around_column(relationships[numbers[0]], placement)
        for place, number in enumerate(numbers):
            bend = round(around + (place - (len(numbers) - 1) / 2) * BEND, 3)
            # A curve is clockwise as seen from its subject: turned round where the subject is at the other end.
            bends[number] = bend if relationships[number].subject == first else -bend
    return bends


def _around_column(relationship: Relationship, placement: Placement) -> float:
    """How an edge between two nodes of one column bends towards the middle of the picture; 0 for all others."""
    (x, y), (other_x, other_y) = placement.positions[relationship.subject], placement.positions[relationship.object]
    if not placement.columns or x != other_x:
        return 0.0
    to_the_right = x < 0
    return COLUMN_BEND if to_the_right == (other_y > y) else -COLUMN_BEND


def _width(placement: Placement) -> float:
    """How wide lines are at full size, so that they are still seen when a large picture is shown as a whole."""
    extent = max((max(abs(x), abs(y)) for x, y in placement.positions.values()), default=0.0)
    return round(min(5.0, max(1.6, extent / 1000)), 1)


def _options(edges: int, placement: Placement) -> dict[str, Any]:
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": False,
            "hideEdgesOnDrag": edges >= LARGE,
            "hideEdgesOnZoom": edges >= LARGE,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "multiselect": False,
            "selectConnectedEdges": False,
            "tooltipDelay": 100000,
        },
        "nodes": {"font": {"size": 0}, "chosen": False},
        "edges": {
            "smooth": False,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
            "width": _width(placement),
            "selectionWidth": 0,
            "hoverWidth": 0,
            "chosen": False,
        },
    }
