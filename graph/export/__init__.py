"""Writes a selection of the graph in the formats that other tools read."""
