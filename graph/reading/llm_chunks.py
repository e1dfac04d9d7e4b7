"""Long texts in overlapping pieces, cut where a person would: between paragraphs, else sentences, else words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Span

_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?][\"'”’)]*\s+"), re.compile(r"\s+"))


def chunks(text: str, size: int, overlap: int) -> Iterator[Span]:
    """Spans of at most `size` characters that cover `text`; each begins up to `overlap` characters before the last end.

    The overlap keeps a sentence whole in at least one piece, with something of what stands before it. Needs
    0 <= overlap < size / 2, so that there are at most 2 * len(text) / size + 1 pieces.
    """
    start = 0
    while True:
        end = _cut(text, start + size // 2, start + size) if len(text) - start > size else len(text)
        yield Span(start, end)
        if end == len(text):
            return
        start = _resume(text, end - overlap, end)


def halves(text: str, span: Span) -> tuple[Span, Span]:
    """A span in two, cut near its middle."""
    quarter = (span.end - span.start) // 4
    middle = _cut(text, span.start + quarter, span.end - quarter)
    return Span(span.start, middle), Span(middle, span.end)


def _resume(text: str, low: int, high: int) -> int:
    """Where in `text[low:high]` the next piece begins: after the first break of the best kind, else at `low`."""
    for pattern in _BREAKS:
        found = pattern.search(text, low, high)
        if found and found.end() < high:
            return found.end()
    return low


def _cut(text: str, low: int, high: int) -> int:
    """The best place to cut in `text[low:high]`: after the last break of the best kind; `high` if there is none."""
    for pattern in _BREAKS:
        found = [m.end() for m in pattern.finditer(text, low, high)]
        if found:
            return found[-1]
    return high
