"""An HTML page of articles with what was read in them: the marked text of each, and a table of its credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from graph.model import Article, Reading
from graph.reading.mark import html_pieces
from graph.text import printable

_STYLE = """
:root { color-scheme: light dark;
  --line: #8884; --mark: #ffd54a40; --person: #0b6bb3; --film: #a04a00; --company: #19703a; }
@media (prefers-color-scheme: dark) { :root { --person: #7cc4ff; --film: #ffb366; --company: #7fd79b; } }
body { font: 1.05rem/1.6 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin-bottom: 0; }
.from, table, .legend, sup { font-family: system-ui, sans-serif; font-size: 0.85rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
.person { color: var(--person); } .film { color: var(--film); font-style: italic; } .company { color: var(--company); }
sup { line-height: 0; margin-left: 1px; } sup a { text-decoration: none; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; margin-top: 1rem; }
td, th { text-align: left; padding: 0.25rem 0.5rem; vertical-align: top; }
tr { border-top: 1px solid var(--line); } :target { outline: 2px solid; }
article + article { border-top: 3px double var(--line); margin-top: 3rem; padding-top: 1rem; }
"""
_COLUMNS = "<tr><th>#<th>Subject<th>Relation<th>Object<th>Status<th>Detail"
_HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What was read</title><style>{_STYLE}</style></head><body>
<p class="legend">Passages that state a credit are <mark>marked</mark>; in them a <b class="person">person</b>,
a <b class="film">film</b>, a <b class="company">company</b>. Numbers lead to the credits below the text.</p>
"""


def page(read: Iterable[tuple[Article, Reading]]) -> Iterator[str]:
    """An HTML page, in parts: each article with its text marked and a table of its credits. Nothing in it can run."""
    yield _HEAD
    for number, (article, reading) in enumerate(read):
        yield from _section(article, reading, f"a{number}c")
    yield "</body></html>\n"


def _section(article: Article, reading: Reading, prefix: str) -> Iterator[str]:
    title = _safe(article.title or article.stem or article.key)
    source = ", ".join(filter(None, map(_safe, (article.publisher, article.published, article.url))))
    yield f'<article><h1>{title}</h1><p class="from">{source}</p>\n<div class="text">'
    yield from html_pieces(article.text, reading.credits, prefix)
    yield "</div>\n"
    if reading.note:
        yield f"<p>{_safe(reading.note)}</p>\n"
    yield f"<table><caption>Credits found: {len(reading.credits)}</caption>\n{_COLUMNS}\n"
    for number, credit in enumerate(reading.credits):
        cells = (
            f'<b class="{credit.subject.type.value.lower()}">{_safe(credit.subject.name)}</b>',
            _safe(credit.relation.value),
            f'<b class="{credit.object.type.value.lower()}">{_safe(credit.object.name)}</b>',
            _safe(credit.status.value),
            _safe(credit.detail),
        )
        yield f'<tr id="{prefix}{number}"><td><a href="#p{prefix}{number}">{number + 1}</a><td>{"<td>".join(cells)}\n'
    yield "</table></article>\n"


def _safe(value: str) -> str:
    return escape(printable(value))
