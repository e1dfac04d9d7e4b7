"""Credits blocks: "Director: A. Cast: B, C. Sales: Acme" and "Camera (color), A; editor, B; music, C"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.finders import default_film
from graph.reading.lexicon.labels import LABELS, LONGEST, Label
from graph.reading.names import Name
from graph.reading.state import Sentence
from graph.reading.tokens import Token

_FIRMS = frozenset({R.SELLS, R.DISTRIBUTES, R.FINANCED})


def label_before(tokens: list[Token], first: int, colon: int) -> tuple[Label, int] | None:
    """The label that ends right before the token `colon`, and where it begins; it must begin its line or item."""
    end = colon
    if end > first and tokens[end - 1].text == ")":
        opened = next((k for k in range(end - 1, max(first, end - 12) - 1, -1) if tokens[k].text == "("), end)
        end = opened
    for n in range(min(LONGEST, end - first), 0, -1):
        found = LABELS.get(tuple(t.low for t in tokens[end - n : end]))
        if found is not None and _begins(tokens, first, end - n):
            return found, end - n
    return None


def _begins(tokens: list[Token], first: int, at: int) -> bool:
    """Whether an item of a block begins at a token."""
    return at == first or not tokens[at - 1].word or tokens[at - 1].text[-1] == "."


def block(s: Sentence) -> bool:
    """Read the labelled credits of a sentence; True if it has any."""
    chunks = s.chunks
    tokens = s.state.tokens
    begin = s.a
    while begin < s.b and not tokens[begin].word:
        begin += 1
    semicolons = sum(1 for c in chunks if c.kind == ";")
    hit = False
    for i, c in enumerate(chunks):
        separates = c.kind == ":" or (c.kind == "," and semicolons and _light(s, i))
        if not separates or i + 1 >= len(chunks):
            continue
        found = label_before(tokens, begin, c.a)
        if found is None or (c.kind == "," and chunks[i + 1].kind not in ("P", "C")):
            continue
        hit = _labelled(s, i, found[0]) or hit
    return hit


def _light(s: Sentence, i: int) -> bool:
    """Whether the item that the comma at `i` stands in holds no name before the comma."""
    for c in reversed(s.chunks[:i]):
        if c.kind == ";":
            return True
        if c.kind in ("P", "C", "V", "be"):
            return False
    return True


def _labelled(s: Sentence, i: int, label: Label) -> bool:
    """Give the credit of a label to the names that stand after it."""
    relations, detail = label
    film = _film(s, i)
    hit = False
    for k in range(i + 1, len(s.chunks)):
        c = s.chunks[k]
        if c.kind in (";", ":", "be", "H", "-", "talk", "p") or (c.kind == "V" and c.form != "ing"):
            break
        if c.kind not in ("P", "C"):
            continue
        nxt = s.chunks[k + 1] if k + 1 < len(s.chunks) else None
        if nxt is not None and nxt.kind == ":" and c.b - c.a <= 2:
            break
        names = [n for n in c.names if _fits(n, relations[0])]
        for each in names:
            s.emit_all([each], relations, film, detail=detail)
        hit = hit or bool(names)
        s.used.add(k)
    return hit


def _fits(name: Name, relation: R) -> bool:
    if name.type is E.COMPANY:
        return relation in _FIRMS or relation in (R.PRODUCED, R.EXECUTIVE_PRODUCED)
    return relation not in (R.SELLS, R.DISTRIBUTES)


def _film(s: Sentence, i: int) -> Name | None:
    """The film of a block: the one that its line or item begins with, else the film in hand, else the one at its
    end."""
    for c in reversed(s.chunks[:i]):
        if c.kind == "F":
            return c.names[-1]
    return default_film(s, i)
