"""Draws a graph as one self-contained HTML page."""

from graph.view.limit import limit_graph
from graph.view.page import render
from graph.view.picture import Picture, drawn_note, graph_of_paths, path_picture
from graph.view.report import render_report
from graph.view.write import write

__all__ = ["Picture", "drawn_note", "graph_of_paths", "limit_graph", "path_picture", "render", "render_report", "write"]
