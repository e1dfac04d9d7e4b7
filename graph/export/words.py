"""Relations and statuses in words, and the families that a picture colours alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model import Relation, Status

RELATION_WORDS: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.ACTED_IN: "acted in",
        Relation.DIRECTED: "directed",
        Relation.WROTE: "wrote",
        Relation.PRODUCED: "produced",
        Relation.EXECUTIVE_PRODUCED: "executive produced",
        Relation.WORKED_ON: "worked on",
        Relation.SOURCE_AUTHOR: "wrote the source of",
        Relation.FINANCED: "financed",
        Relation.DISTRIBUTES: "distributes",
        Relation.SELLS: "sells",
        Relation.AFFILIATED_WITH: "works with",
        Relation.REPRESENTED_BY: "is represented by",
    }
)
"""What each relation says between subject and object."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {Status.CONFIRMED: "confirmed", Status.IN_TALKS: "in talks", Status.DEPARTED: "departed"}
)

FAMILIES: Mapping[str, tuple[Relation, ...]] = MappingProxyType(
    {
        "Cast": (Relation.ACTED_IN,),
        "Direction, writing and crew": (
            Relation.DIRECTED,
            Relation.WROTE,
            Relation.SOURCE_AUTHOR,
            Relation.WORKED_ON,
        ),
        "Production": (Relation.PRODUCED, Relation.EXECUTIVE_PRODUCED),
        "Finance and sales": (Relation.FINANCED, Relation.DISTRIBUTES, Relation.SELLS),
        "Companies and agents": (Relation.AFFILIATED_WITH, Relation.REPRESENTED_BY),
    }
)
"""Relations that do the same kind of work. Twelve colours can't be told apart; five can, also by the colour-blind."""

FAMILY_OF: Mapping[Relation, str] = MappingProxyType(
    {relation: family for family, relations in FAMILIES.items() for relation in relations}
)
