"""The text of an article with the words of its credits highlighted: a person sees what was read and what was missed.

The passages that state credits are marked, and in them the names by type. Everything else is the text as it is, made
safe for where it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import pairwise

from graph.model import Credit, EntityType, Mention, Span
from graph.text import visible


class Style(StrEnum):
    """Where the marked text goes: a terminal with colours, plain text (passages in ⟦ ⟧), or HTML."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look: in a passage or not, a name of a type or none.

    `ends` are the credits whose passage ends here, as places in the list that was given.
    """

    text: str
    passage: bool
    name: EntityType | None
    ends: tuple[int, ...]


def pieces(text: str, credits: Sequence[Credit]) -> Iterator[Piece]:
    """`text` cut wherever its look changes or a passage ends; joined, the pieces are the text."""
    steps: dict[int, int] = {}
    ends: dict[int, list[int]] = {}
    for number, credit in enumerate(credits):
        steps[credit.span.start] = steps.get(credit.span.start, 0) + 1
        steps[credit.span.end] = steps.get(credit.span.end, 0) - 1
        ends.setdefault(credit.span.end, []).append(number)
    names = _names(text, credits)
    kinds: dict[int, EntityType | None] = {}
    for span, kind in names:
        kinds.setdefault(span.end, None)
        kinds[span.start] = kind
    depth, look = 0, None
    points = sorted({0, len(text), *steps, *kinds})
    for start, end in pairwise(points):
        depth += steps.get(start, 0)
        look = kinds.get(start, look)
        yield Piece(text[start:end], depth > 0, look, tuple(ends.get(end, ())))


def _names(text: str, credits: Iterable[Credit]) -> list[tuple[Span, EntityType]]:
    """Where the names of credits stand in their passages, in order and without overlap (the longer one wins)."""
    found: dict[Span, EntityType] = {}
    seen: set[tuple[Span, Mention]] = set()
    for credit in credits:
        for mention in (credit.subject, credit.object):
            if (credit.span, mention) not in seen:
                seen.add((credit.span, mention))
                found |= dict.fromkeys(_places(text, credit.span, mention), mention.type)
    kept: list[tuple[Span, EntityType]] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, found[span]))
    return kept


def _places(text: str, passage: Span, mention: Mention) -> list[Span]:
    """All places of a name in a passage; of a person also the last name alone, where the whole name isn't there."""
    whole = _occurrences(text, passage, mention.name)
    if whole or mention.type is not EntityType.PERSON or " " not in mention.name:
        return whole
    return _occurrences(text, passage, mention.name.rpartition(" ")[2])


def _occurrences(text: str, passage: Span, words: str) -> list[Span]:
    found = []
    place = text.find(words, passage.start, passage.end) if words else -1
    while place >= 0:
        found.append(Span(place, place + len(words)))
        place = text.find(words, place + len(words), passage.end)
    return found


# --- one text --------------------------------------------------------------------------------------------------------

_RESET = "\x1b[0m"
_PASSAGE = "\x1b[4m"
_COLOURS = {EntityType.PERSON: "\x1b[1;36m", EntityType.FILM: "\x1b[1;33m", EntityType.COMPANY: "\x1b[1;32m"}


def mark(text: str, credits: Sequence[Credit], style: Style = Style.TERMINAL) -> str:
    """`text` with each credit's passage and names highlighted, safe to print (or, for HTML, to put into a page)."""
    render: dict[Style, Callable[[str, Sequence[Credit]], Iterator[str]]] = {
        Style.TERMINAL: _terminal,
        Style.PLAIN: _plain,
        Style.HTML: html_pieces,
    }
    return "".join(render[style](text, credits))


def _terminal(text: str, credits: Sequence[Credit]) -> Iterator[str]:
    """Passages underlined, names bold in the colour of their type. A style never runs over the end of a line."""
    for piece in pieces(text, credits):
        look = (_PASSAGE if piece.passage else "") + (_COLOURS[piece.name] if piece.name else "")
        lines = visible(piece.text).split("\n")
        yield "\n".join(f"{look}{line}{_RESET}" if look and line else line for line in lines)


def _plain(text: str, credits: Sequence[Credit]) -> Iterator[str]:
    inside = False
    for piece in pieces(text, credits):
        if piece.passage != inside:
            yield "⟦" if piece.passage else "⟧"
        inside = piece.passage
        yield visible(piece.text)
    if inside:
        yield "⟧"


def html_pieces(text: str, credits: Sequence[Credit], prefix: str = "c") -> Iterator[str]:
    """Passages in `<mark>`, names in `<b class=…>`, after each passage the numbers of its credits as links.

    A number links to the id `prefix` + place of the credit; its own id has a `p` before that.
    """
    inside = False
    for piece in pieces(text, credits):
        if piece.passage != inside:
            yield "<mark>" if piece.passage else "</mark>"
        inside = piece.passage
        words = escape(visible(piece.text))
        yield f'<b class="{piece.name.value.lower()}">{words}</b>' if piece.name else words
        links = (f'<a id="p{prefix}{n}" href="#{prefix}{n}">{n + 1}</a>' for n in piece.ends)
        yield f"<sup>{' '.join(links)}</sup>" if piece.ends else ""
    if inside:
        yield "</mark>"
