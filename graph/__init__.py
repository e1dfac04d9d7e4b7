"""reelgraph: who is connected to whom in film, and how we know."""

__version__ = "0.1.0"
