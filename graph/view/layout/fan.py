"""A film and everyone on it: the film in the middle, its cast on the left, all others on the right, by craft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.export.words import FAMILIES, FAMILY_OF
from graph.model import Entity, Relationship
from graph.view.layout.placement import Caption, Placement

if TYPE_CHECKING:
    from graph.view.layout.placement import Point, Side
    from graph.view.picture import Picture

ROW = 44.0
HEADING = 40.0
COLUMN = 290.0
STEP = 210.0
ROWS_AT_MOST = 24
CAST = "Cast"
OTHERS = "Also connected"


def place(picture: Picture) -> Placement:
    """One column a side, folded into several where there are more than 24 rows, with a heading for each craft."""
    film = picture.focus[0]
    entities = {entity.id: entity for entity in picture.graph.entities}
    groups = _groups(film, entities, picture.graph.relationships)
    positions: dict[str, Point] = {film: (0.0, 0.0)}
    sides: dict[str, Side] = {}
    captions: list[Caption] = []
    left = {CAST: groups.pop(CAST)} if CAST in groups else {}
    for direction, half in ((-1.0, left), (1.0, groups)):
        for name, (x, y) in _column(half, captions, direction).items():
            positions[name] = (x, y)
            sides[name] = "left" if direction < 0 else "right"
    return Placement(positions, sides, tuple(captions), columns=True)


def _groups(
    film: str, entities: Mapping[str, Entity], relationships: Sequence[Relationship]
) -> dict[str, Sequence[str]]:
    """Who stands under which heading: by the first family, in the order of `FAMILIES`, of a relation to the film."""
    headings: dict[str, set[str]] = {}
    for relationship in relationships:
        if film in (relationship.subject, relationship.object):
            headings.setdefault(relationship.other(film), set()).add(FAMILY_OF[relationship.relation])
    groups: dict[str, list[str]] = {heading: [] for heading in (*FAMILIES, OTHERS)}
    for node in sorted(entities, key=lambda i: (entities[i].type, entities[i].name.casefold(), i)):
        if node != film:
            heading = next((family for family in FAMILIES if family in headings.get(node, ())), OTHERS)
            groups[heading].append(node)
    return {heading: nodes for heading, nodes in groups.items() if nodes}


def _column(groups: Mapping[str, Sequence[str]], captions: list[Caption], direction: float) -> dict[str, Point]:
    """Rows from top to bottom around the middle. A group that is too tall stands in several columns."""
    height = sum(HEADING + min(len(nodes), ROWS_AT_MOST) * ROW for nodes in groups.values())
    y = -height / 2
    points: dict[str, Point] = {}
    for heading, nodes in groups.items():
        captions.append(Caption(heading, direction * (COLUMN - 10), y + 6, "left" if direction < 0 else "right"))
        y += HEADING
        for index, node in enumerate(nodes):
            column, row = divmod(index, ROWS_AT_MOST)
            points[node] = (direction * (COLUMN + column * STEP), y + (row + 0.5) * ROW)
        y += min(len(nodes), ROWS_AT_MOST) * ROW
    return points
