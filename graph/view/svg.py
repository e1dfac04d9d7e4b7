"""A picture as static SVG, for the report and for places without scripts.

The browser's own "Save SVG" draws what is visible there at that moment; this one draws the whole picture from the same
placement, with widths of letters estimated instead of measured.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Any
from xml.etree import ElementTree as ET

from graph.export.words import FAMILY_OF, RELATION_WORDS, STATUS_WORDS
from graph.model import Relationship, Status
from graph.view.facts import short
from graph.view.layout import Placement
from graph.view.layout.placement import Side
from graph.view.palette import LIGHT
from graph.view.picture import Picture

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
NAME_SIZE, WORD_SIZE, NAME_LENGTH = 14.0, 11.0, 34
PAGE = 690.0
"""About the width of a page, in pixels. Letters grow in a wider picture, up to twice, as it is shown smaller."""
MARGIN = 26.0
SIDES: Mapping[Side, tuple[Side, ...]] = {
    "below": ("below", "above", "right", "left"),
    "above": ("above", "below", "right", "left"),
}
"""Where a name goes if there is no room on its own side; in columns and rings it doesn't go elsewhere."""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and self.right > other.left
        return across and self.top < other.bottom and self.bottom > other.top


def draw(picture: Picture, placement: Placement, network: Mapping[str, Any]) -> str:
    """An `<svg>` element: lines, shapes, names, and words on the lines where there is room. `network` is what
    `graph.view.network.build` gives for the same picture."""
    canvas = _Canvas(picture, placement, network)
    return ET.tostring(canvas.draw(), encoding="unicode")


def estimated_width(text: str, size: float) -> float:
    """About how wide a text is: wide characters (CJK) are square, others a bit more than half of that."""
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)
    return wide * size


class _Canvas:
    def __init__(self, picture: Picture, placement: Placement, network: Mapping[str, Any]) -> None:
        self.picture, self.placement = picture, placement
        self.nodes, self.lines = network["nodes"], network["edges"]
        self.width = network["options"]["edges"]["width"]
        self.taken: list[_Box] = []
        across = [node["x"] for node in self.nodes] or [0]
        self.grown = min(2.0, max(1.0, (max(across) - min(across) + 200) / PAGE))
        self.size = NAME_SIZE * self.grown

    def draw(self) -> ET.Element:
        root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": FONT})
        ET.SubElement(root, "title").text = short(self.picture.title)
        lines, shapes, words, names = (ET.SubElement(root, "g") for _ in range(4))
        for node in self.nodes:
            shapes.append(self._shape(node))
        for entity, node in zip(self.picture.graph.entities, self.nodes, strict=True):
            self._name(names, short(entity.name), node, self.placement.sides.get(entity.id, "below"))
        for relationship, line in zip(self.picture.graph.relationships, self.lines, strict=True):
            self._line(lines, words, relationship, line)
        self._captions(names)
        left, top = min((b.left for b in self.taken), default=0), min((b.top for b in self.taken), default=0)
        right, bottom = max((b.right for b in self.taken), default=0), max((b.bottom for b in self.taken), default=0)
        wide, high = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
        root.set("viewBox", f"{left - MARGIN:.0f} {top - MARGIN:.0f} {wide:.0f} {high:.0f}")
        root.set("width", f"{wide:.0f}")
        root.set("height", f"{high:.0f}")
        return root

    def _free(self, box: _Box) -> bool:
        return not any(box.meets(other) for other in self.taken)

    def _shape(self, node: Mapping[str, Any]) -> ET.Element:
        x, y, size = node["x"], node["y"], node["size"]
        self.taken.append(_Box(x - size, y - size, x + size, y + size))
        strong = self.picture.graph.entities[node["id"]].id in self.picture.focus
        look = {"fill": LIGHT["kinds"][node["group"]]}
        if strong:
            look |= {"stroke": LIGHT["mark"], "stroke-width": "3.5"}
        if node["shape"] == "dot":
            return ET.Element("circle", {"cx": str(x), "cy": str(y), "r": str(size), **look})
        if node["shape"] == "square":
            side = str(2 * size)
            return ET.Element("rect", {"x": str(x - size), "y": str(y - size), "width": side, "height": side, **look})
        points = f"{x},{y - size} {x + size},{y} {x},{y + size} {x - size},{y}"
        return ET.Element("polygon", {"points": points, **look})

    def _name(self, group: ET.Element, name: str, node: Mapping[str, Any], side: Side) -> None:
        """A name on the first side with room for it, or not at all; what the picture is about gets one in any case."""
        text = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"
        places = [_beside(text, node, other, self.size) for other in SIDES.get(side, (side,))]
        free = [place for place in places if self._free(place.box)]
        if not free and self.picture.graph.entities[node["id"]].id not in self.picture.focus:
            return
        place = (free or places)[0]
        self.taken.append(place.box)
        style = {"font-size": f"{self.size:g}", "text-anchor": place.anchor, "fill": LIGHT["ink"]}
        group.append(_text(text, place.x, place.y, style))

    def _line(self, lines: ET.Element, words: ET.Element, relationship: Relationship, line: Mapping[str, Any]) -> None:
        start, end = self.nodes[line["from"]], self.nodes[line["to"]]
        via = _via(start, end, line.get("smooth"))
        departed = relationship.status is Status.DEPARTED
        colour = LIGHT["departed"] if departed else LIGHT["families"][FAMILY_OF[relationship.relation]]
        path, head = _arrow(start, end, via)
        look = {"d": path, "fill": "none", "stroke": colour, "stroke-width": f"{self.width:g}"}
        if "dashes" in line:
            look["stroke-dasharray"] = " ".join(str(part) for part in line["dashes"])
        ET.SubElement(lines, "path", look)
        ET.SubElement(lines, "polygon", {"points": head, "fill": colour})
        x, y = ((start[k] + 2 * v + end[k]) / 4 for k, v in zip("xy", via, strict=True))
        self._words(words, relationship, (x, y), hypot(end["x"] - start["x"], end["y"] - start["y"]))

    def _words(self, group: ET.Element, relationship: Relationship, at: tuple[float, float], room: float) -> None:
        text = (
            short(relationship.detail)[:NAME_LENGTH] if relationship.detail else RELATION_WORDS[relationship.relation]
        )
        if relationship.status is not Status.CONFIRMED:
            text += f" ({STATUS_WORDS[relationship.status]})"
        size = WORD_SIZE * self.grown
        width = estimated_width(text, size)
        (x, y) = at
        box = _Box(x - width / 2, y - size / 2 - 1, x + width / 2, y + size / 2 + 2)
        if room < width + 60 or not self._free(box):
            return
        self.taken.append(box)
        style = {"font-size": f"{size:g}", "text-anchor": "middle", "fill": LIGHT["quiet"]}
        group.append(_text(text, x, y + size * 0.35, style))

    def _captions(self, group: ET.Element) -> None:
        for caption in self.placement.captions:
            width = estimated_width(caption.text, self.size)
            left = caption.x - (width if caption.align == "left" else 0)
            self.taken.append(_Box(left, caption.y, left + width, caption.y + self.size))
            style = {"font-size": f"{self.size * 0.93:g}", "font-weight": "600", "fill": LIGHT["quiet"]}
            style["text-anchor"] = "end" if caption.align == "left" else "start"
            group.append(_text(caption.text, caption.x, caption.y + self.size, style))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text starts, ends or is centred (`anchor`), its base line, and the box that it fills."""

    x: float
    y: float
    anchor: str
    box: _Box


def _beside(text: str, node: Mapping[str, Any], side: Side, letters: float) -> _Place:
    """The place of a name on one side of its node. The box leaves out the node itself."""
    width, size, x = estimated_width(text, letters), node["size"] + 1, node["x"]
    match side:
        case "left":
            x, y, anchor, left = x - size - 5, node["y"] + letters * 0.35, "end", x - size - 5 - width
        case "right":
            x, y, anchor, left = x + size + 5, node["y"] + letters * 0.35, "start", x + size + 5
        case "above":
            y, anchor, left = node["y"] - size - 6, "middle", x - width / 2
        case "below":
            y, anchor, left = node["y"] + size + letters + 2, "middle", x - width / 2
    return _Place(x, y, anchor, _Box(left, y - letters + 3, left + width, y + 3))


def _text(words: str, x: float, y: float, style: Mapping[str, str]) -> ET.Element:
    halo = {"stroke": LIGHT["ground"], "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
    element = ET.Element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **halo, **style})
    element.text = words
    return element


def _via(start: Mapping[str, Any], end: Mapping[str, Any], smooth: Mapping[str, Any] | None) -> tuple[float, float]:
    """The control point of a line's curve; the middle for a straight one. The same bend as in vis-network."""
    if smooth is None:
        return (start["x"] + end["x"]) / 2, (start["y"] + end["y"]) / 2
    across, down = end["x"] - start["x"], start["y"] - end["y"]
    turn = smooth["roundness"] if smooth["type"] == "curvedCW" else -smooth["roundness"]
    reach = (smooth["roundness"] * 0.5 + 0.5) * hypot(across, down)
    angle = atan2(down, across) + (turn * 0.5 + 0.5) * pi
    return start["x"] + reach * sin(angle), start["y"] + reach * cos(angle)


def _arrow(start: Mapping[str, Any], end: Mapping[str, Any], via: tuple[float, float]) -> tuple[str, str]:
    """A path up to its arrow head, and the points of the head, which touches the node."""
    across, down = end["x"] - via[0], end["y"] - via[1]
    length = hypot(across, down) or 1.0
    ux, uy = across / length, down / length
    tip = (end["x"] - ux * (end["size"] + 3), end["y"] - uy * (end["size"] + 3))
    back = (tip[0] - ux * 9, tip[1] - uy * 9)
    corners = [tip, (back[0] - uy * 4, back[1] + ux * 4), (back[0] + uy * 4, back[1] - ux * 4)]
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f"M{start['x']},{start['y']} Q{via[0]:.1f},{via[1]:.1f} {back[0]:.1f},{back[1]:.1f}", head
