"""Normalise names, so that the same name written in two ways has one key. Pure."""

from __future__ import annotations

import re
import unicodedata

from graph.model import EntityType

_DROP = re.compile(r"['’‘`´\".,!?¿¡()\[\]{}]+")
_GAP = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(the|a|an) (?=.)")


def fold(text: str) -> str:
    """Text without case, accents or punctuation, words apart by one space. Letters of other scripts stay."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _GAP.sub(" ", _DROP.sub("", bare.replace("&", " and "))).strip()


def key(type_: EntityType, name: str) -> str:
    """The normalised name by which identity and look-up know an entity of this type. Never empty for a non-empty name."""
    folded = fold(name) or unicodedata.normalize("NFKC", name).casefold().strip()
    return _ARTICLE.sub("", folded) if type_ is not EntityType.PERSON else folded
