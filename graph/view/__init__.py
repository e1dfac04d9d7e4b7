"""Draws a graph as one self-contained HTML page."""

from graph.view.page import render
from graph.view.picture import Picture, graph_of_paths, path_picture
from graph.view.write import write

__all__ = ["Picture", "graph_of_paths", "path_picture", "render", "write"]
