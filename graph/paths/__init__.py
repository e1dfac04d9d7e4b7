"""Finds, ranks and explains the paths between two entities."""
