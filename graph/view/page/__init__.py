"""The HTML page: its template, style and script, and what puts them together."""

from graph.view.page.assemble import render, script

__all__ = ["render", "script"]
