"""A selection as a networkx graph, and the two XML formats that networkx writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from graph.export.text import clean
from graph.model import Entity, Graph, Relationship

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]
SEPARATOR = " | "
"""Between the values of a list: neither format has lists."""


def to_networkx(graph: Graph, positions: Mapping[str, Point] | None = None) -> nx.MultiDiGraph[str]:
    """Every entity as a node and every relationship as an edge with its type as key; lists are joined by ` | `."""
    import networkx as nx

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    known = set()
    for entity in graph.entities:
        known.add(entity.id)
        result.add_node(entity.id, **_node(entity, (positions or {}).get(entity.id)))
    for r in graph.relationships:
        if r.subject in known and r.object in known:
            result.add_edge(r.subject, r.object, key=str(r.relation), **_edge(r))
    return result


def _node(entity: Entity, position: Point | None) -> dict[str, Any]:
    node: dict[str, Any] = {"label": clean(entity.name), "type": str(entity.type)}
    if entity.aliases:
        node["aliases"] = SEPARATOR.join(clean(alias) for alias in entity.aliases)
    if entity.kind:
        node["kind"] = clean(entity.kind)
    if entity.year is not None:
        node["year"] = entity.year
    if position is not None:
        node["x"], node["y"] = float(position[0]), float(position[1])
    return node


def _edge(relationship: Relationship) -> dict[str, Any]:
    said = relationship.evidence
    return {
        "relation": str(relationship.relation),
        "status": str(relationship.status),
        "detail": clean(relationship.detail),
        "first_reported": clean(relationship.first_reported),
        "last_reported": clean(relationship.last_reported),
        "articles": SEPARATOR.join(clean(e.title or e.article) for e in said),
        "publications": SEPARATOR.join(clean(e.publication) for e in said),
        "urls": SEPARATOR.join(clean(e.url) for e in said),
        "quotes": SEPARATOR.join(clean(e.quote) for e in said),
    }


def _numbered(result: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with an id for every edge: networkx would take the key, and readers drop edges whose id they had."""
    for number, (_, _, edge) in enumerate(result.edges(data=True)):
        edge["id"] = str(number)
    return result


def graphml(graph: Graph, positions: Mapping[str, Point] | None = None) -> str:
    """GraphML, as networkx writes it; coordinates are the numbers `x` and `y` of a node."""
    import networkx as nx

    result = _numbered(to_networkx(graph, positions))
    buffer = BytesIO()
    nx.write_graphml_xml(result, buffer, encoding="utf-8", prettyprint=True, edge_id_from_attribute="id")
    return buffer.getvalue().decode("utf-8")


def gexf(graph: Graph, positions: Mapping[str, Point] | None = None) -> str:
    """GEXF 1.2, as networkx writes it; coordinates travel as `viz:position`, with y upwards as Gephi has it."""
    import networkx as nx

    result = to_networkx(graph, positions)
    for _, node in result.nodes(data=True):
        if "x" in node:
            node["viz"] = {"position": {"x": node.pop("x"), "y": -node.pop("y"), "z": 0.0}}
    for _, _, edge in _numbered(result).edges(data=True):
        edge["label"] = edge["relation"]
    buffer = BytesIO()
    nx.write_gexf(result, buffer, encoding="utf-8", prettyprint=True, version="1.2draft")
    # networkx writes today's date, which would make two exports of one graph differ.
    return re.sub(r' lastmodifieddate="[^"]*"', "", buffer.getvalue().decode("utf-8"), count=1)
