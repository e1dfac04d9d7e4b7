"""Lists of nominees and winners: a category, then "A, 'Foo'; B, 'Bar'", in one paragraph or line by line."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.lexicon.labels import LABELS, Label
from graph.reading.state import Sentence

_FORE = frozenset("best outstanding achievement in for the of a feature original adapted film".split())
_PEOPLE = frozenset({R.ACTED_IN, R.DIRECTED, R.WROTE, R.WORKED_ON, R.EXECUTIVE_PRODUCED})


def category(s: Sentence) -> bool:
    """Take a heading like "Best Editing" or "Cinematography." for the category of what follows."""
    words = [t.low for t in s.state.tokens[s.a : s.b] if t.word]
    if not words or len(words) > 6:
        return False
    found = _label(words)
    if found is not None:
        s.state.category = found
    return found is not None


def _label(words: list[str]) -> Label | None:
    while words and words[0] in _FORE:
        words = words[1:]
    found = LABELS.get(tuple(words)) if words else None
    return found if found is not None and found[0][0] in _PEOPLE else None


def nominees(s: Sentence) -> None:
    """Give the category's credit to each "A, Foo" that stands alone between semicolons."""
    found = _inline(s) or s.state.category
    if found is None:
        return
    chunks = [c for c in s.chunks if c.kind not in ("-", "\u2022", ".")]
    start = next((k + 1 for k, c in enumerate(chunks) if c.kind == ":"), 0)
    item: list[int] = []
    for k in range(start, len(chunks) + 1):
        if k < len(chunks) and chunks[k].kind != ";":
            item.append(k)
            continue
        kinds = "".join(chunks[x].kind for x in item if chunks[x].kind not in ("and", "w"))
        if kinds in ("P,F", "PF", "P-F"):
            person, film = chunks[item[0]], next(chunks[x] for x in item if chunks[x].kind == "F")
            if person.kind == "P":
                s.emit_all(person.names, found[0], film.names[0], detail=found[1])
        item = []


def _inline(s: Sentence) -> Label | None:
    """The category in "Best Editing: A, Foo"."""
    tokens = s.state.tokens
    colon = next((k for k in range(s.a, min(s.b, s.a + 8)) if tokens[k].text == ":"), -1)
    words = [t.low for t in tokens[s.a : colon] if t.word] if colon > 0 else []
    return _label(words) if words and words[0] == "best" else None
