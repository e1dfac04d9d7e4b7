"""Relations and statuses in words, and the families that a picture colours alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.chains import verb
from graph.model import Relation, Status

RELATION_WORDS: Mapping[Relation, str] = MappingProxyType({relation: verb(relation) for relation in Relation})
"""What each relation says between subject and object, in the words of every other output."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType({status: status.replace("_", " ") for status in Status})

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
