"""Where everything stands: coordinates for each entity of a picture, always the same for the same picture."""

from graph.view.layout.place import place
from graph.view.layout.placement import Caption, Placement

__all__ = ["Caption", "Placement", "place"]
