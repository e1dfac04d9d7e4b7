"""The interactive Cypher console."""
