"""Names as queries of Neo4j's full-text indexes (Lucene's syntax), and the comparison of what they find. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.model import Entity

_SPECIAL = re.compile(r"([^\w])")
_ARTICLES = frozenset({"the", "a", "an"})
NEAR_RATIO = 70.0
"""How alike two names are at least (rapidfuzz's ratio, 0 to 100) that are suggested for each other."""


def exactly(key: str) -> str:
    """A query for one whole term."""
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def all_prefixes(words: Sequence[str]) -> str:
    """A query for names in which each word begins a word; without a leading article, which keys lack."""
    asked = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    return " ".join(f"+{_escaped(word)}*" for word in asked)


def like(term: str) -> str:
    """A query for terms that differ from this one by at most two letters (one in a short one)."""
    return f"{_escaped(term)}~{2 if len(term) > 4 else 1}"


def closest(key: str, candidates: Iterable[Entity], limit: int) -> list[Entity]:
    """Those of the candidates whose names are close to `key`, closest first."""
    from rapidfuzz import fuzz  # only a mistyped name needs it

    rated = [(max((fuzz.ratio(key, k) for k in e.keys), default=0.0), e) for e in candidates]
    close = sorted((pair for pair in rated if pair[0] >= NEAR_RATIO), key=lambda p: (-p[0], p[1].name, p[1].id))
    return [entity for _, entity in close[:limit]]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
