"""Draws a graph as one self-contained HTML page."""
