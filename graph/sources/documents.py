"""What a document is, and what a plain text tells of itself."""

from __future__ import annotations

from graph.sources import frontmatter
from graph.sources.base import Draft

TEXT = frozenset({".md", ".txt"})
HTML = frozenset({".html", ".htm"})
JSONL = frozenset({".jsonl"})
FEED = frozenset({".xml", ".rss", ".atom"})

HEAD = 100_000
"""How much of a document tells its kind, in bytes."""


def draft_of_text(text: str) -> Draft:
    """A Markdown or plain text article: front matter if it has one, else the text is all there is, exactly.

    Without a title in the front matter, a Markdown heading in the first line is the title (and stays in the text).
    """
    entries, body = frontmatter.parse(text)
    title = entries.get("title", "")
    if not title and body.startswith("# "):
        title = body[2:].partition("\n")[0].rstrip("# \r")
    return Draft(body, title, entries.get("url", ""), entries.get("publisher", ""), entries.get("published", ""))


def kind_of(data: bytes) -> str:
    """The kind of a document whose name doesn't tell, by its first characters."""
    head = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return ".html" if b"<html" in head else ".xml"
    if head.startswith(b"{") and b'"text"' in data[:HEAD]:
        return ".jsonl"
    return ".txt"
