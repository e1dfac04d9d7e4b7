"""Whom "he" and "she" can mean: nobody whose given name is all but always the other sex's."""

from __future__ import annotations

from collections.abc import Sequence

from graph.reading.lexicon.words import mens_names, womens_names
from graph.reading.names import Name

_HIS = frozenset({"he", "his"})
_HERS = frozenset({"she", "her"})


def may_mean(pronoun: str, person: Name) -> bool:
    """Whether a pronoun in lower case can mean a person; a name that tells nothing may be meant by any."""
    given = person.key.partition(" ")[0]
    if pronoun in _HIS:
        return given not in womens_names()
    return pronoun not in _HERS or given not in mens_names()


def meant(pronoun: str, people: Sequence[Name]) -> list[Name]:
    """The people, in order, whom a pronoun may mean; all of them where it fits none, as a rule about names may err."""
    return [p for p in people if may_mean(pronoun, p)] or list(people)
