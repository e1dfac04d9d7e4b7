"""Reads credits out of an article's text, each with the passage that states it. Pure."""

from __future__ import annotations

from graph.model import Reading

READER = "built-in 5"

__all__ = ["READER", "read", "read_by_rules"]


def read(text: str, title: str = "") -> Reading:
    """All credits that `text` states, each with the span of the passage that says so.

    `title` is context (it may tell which film an article is about). Never raises; takes time linear in the text. Where
    nothing can be read (no article, another language), the note says why.
    """
    from graph.reading.kinds import with_kinds
    from graph.reading.reader import read_text

    return with_kinds(text, read_text(text, title))


def read_by_rules(text: str, title: str = "") -> Reading:
    """What the grammar alone reads, without the trained networks: quicker, and far less."""
    from graph.reading.kinds import with_kinds
    from graph.reading.reader import read_text

    return with_kinds(text, read_text(text, title, trained=False))
