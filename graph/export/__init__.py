"""Writes a selection of the graph in the formats that other tools read.

`export` gives the text in one of `FORMATS`; `json_graph.load` reads our JSON back in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from graph.export import cypher, json_graph, markdown, networkx_graph
from graph.model import Graph

Format = Literal["graphml", "gexf", "json", "cypher", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: a part of the graph, where it stands in a picture (if it does), and what it is called."""

    graph: Graph
    positions: Mapping[str, tuple[float, float]] | None = None
    title: str = ""
    note: str = ""


def export(selection: Selection, format_: Format) -> str:
    """The selection as text: whole, in canonical order, the same for the same selection."""
    graph, positions = selection.graph.canonical(), selection.positions
    match format_:
        case "graphml":
            return networkx_graph.graphml(graph, positions)
        case "gexf":
            return networkx_graph.gexf(graph, positions)
        case "json":
            return json_graph.dump(graph, positions, selection.title, selection.note)
        case "cypher":
            return cypher.script(graph)
        case "markdown":
            return markdown.document(graph, selection.title, selection.note)


__all__ = ["FORMATS", "Format", "Selection", "export"]
