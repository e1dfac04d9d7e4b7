"""The text as the grammar sees it: the same length as the original, so every offset means the same in both.

Typographic variants are mapped one character to one character (curly quotes, dashes, non-breaking and other spaces);
nothing is inserted or removed. What marks a quotation or an emphasis is found here too.
"""

from __future__ import annotations

import re

_SAME = {
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "`": "'", "\u00b4": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"', "\u201e": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u2015": "\u2014",
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2002": " ", "\u2003": " ",
    "\u3000": " ", "\u200b": " ", "\ufeff": " ", "\t": " ", "\u2060": " ", "\u00ad": " ",
    "\r": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
    "\uff08": "(", "\uff09": ")", "\uff0c": ",", "\u2022": "\u2022", "\u25cf": "\u2022", "\u00b7": "\u2022",
}  # fmt: skip
_TABLE = str.maketrans(_SAME)


def plain(text: str) -> str:
    """The text with typographic variants made alike; `len(plain(text)) == len(text)`."""
    return text.translate(_TABLE)


_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    (
        "the of and to in a is for on with as by it from that his her has at an will be are its was who which this"
    ).split()
)


def english_note(text: str) -> str:
    """Why a text can't be read as an English article; empty if it can."""
    words = _WORD.findall(text[:20000])
    if not words:
        return "nothing to read: the text has no words"
    latin = sum(1 for w in words if w[0] < "\u0250")
    if latin * 2 < len(words):
        return "not read: the text is not in English"
    if len(words) < 12:
        return ""
    lower = [w for w in words if w.islower()]
    share = sum(1 for w in lower if w in _COMMON) / max(1, len(lower))
    if share < 0.12 and len(lower) >= 12:
        return "not read: the text is not in English"
    return ""
