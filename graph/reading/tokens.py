"""Text to tokens, tokens to sentences; quoted and emphasised stretches are noted on the way. Linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""
    (?P<word>
        (?:[A-Z]\.){2,}(?:[A-Z](?![\w]))?                      # J.J., U.S., S.W.A.T.
      | (?:Mrs?|Ms|Dr|St|Jr|Sr|Bros|Prods?|Inc|Co|Ltd|Corp|Cos|Ent|Vol|No|vs|[Dd]ir|prod|feat|aka
          |Prof|Sgt|Capt|Lt|Gen|Col|Rev|Hon)\.(?=[\s,;:)'"]|$)
      | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s?\d)
      | [A-Z]\.(?=\s?[A-Z])                                    # an initial
      | [^\W_]+(?:\.[^\W_]+(?=[A-Z.]))*(?:['&\-][^\W_]+|\.(?=[A-Za-z]{2,3}\b)[A-Za-z]+)*[+$]?
    )
  | (?P<break>\n\s*)
  | (?P<mark>\*{1,3}|_{1,3})
  | (?P<punct>\.{2,}|[^\w\s]|_)
    """,
    re.VERBOSE,
)
_COMPOUND = re.compile(
    r"^([A-Z][\w'&]+)-(?:directed|produced|starring|helmed|penned|scripted|written|created|backed|led|fronted|owned|based)$"
)
LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: what is done per sentence may be quadratic, and this keeps it bounded."""
_IS = frozenset("he she it that there here what who where how let".split())
_ABBREVIATED = re.compile(r"^(?:(?:[A-Z]\.)+|[A-Z]\.|\w+\.)$")
_ENDS = frozenset({".", "!", "?", "...", "..", "\u2026"})
_CLOSERS = frozenset({'"', "'", ")", "]"})
_STARTERS = frozenset(
    (
        "the a an he she it they his her its their in on at this that these those there but and as for with when"
        " while after before also both one two three another other previously meanwhile"
    ).split()
)


class Token:
    """One token: its text, lower-cased text, character range, and whether it is a word that begins with a capital."""

    __slots__ = ("cap", "end", "low", "start", "text", "word")

    def __init__(self, text: str, start: int, end: int, word: bool) -> None:
        self.text = text
        self.low = text.lower()
        self.start = start
        self.end = end
        self.word = word
        self.cap = word and (text[0].isupper() or (text[0].isdigit() and any(c.isalpha() for c in text)))


@dataclass(slots=True)
class Styled:
    """A quoted or emphasised stretch: token range, and its style (`quote`, `italic`, `bold`)."""

    start: int
    end: int
    style: str


@dataclass(slots=True)
class Tokenised:
    """All tokens of a text, its sentences as token ranges, the stretches that typography sets apart, paragraph ids."""

    tokens: list[Token] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    styled: list[Styled] = field(default_factory=list)
    paragraph_starts: set[int] = field(default_factory=set)


def _break_level(text: str, start: int, end: int, last: str) -> int:
    """How strong a line break is: 0 a wrapped line, 1 a new sentence, 2 a new paragraph."""
    if text.count("\n", start, end) > 1:
        return 2
    head = text[end : end + 2]
    if head[:1] in "-*\u2013\u2014\u2022#>|+" or head[:1].isdigit():
        return 2
    line_start = text.rfind("\n", max(0, start - 61), start)
    if last in _ENDS or last in ":\"')" or (line_start >= 0 or start < 60):
        return 2
    return 0 if head[:1].islower() or start - line_start < 110 else 2


class _Quotes:
    """Pairs quotation marks and emphasis within a paragraph."""

    def __init__(self, text: str, raw: str, out: Tokenised) -> None:
        self.text = text
        self.raw = raw
        self.out = out
        self.open: dict[str, int] = {}

    def clear(self) -> None:
        self.open.clear()

    def quote(self, mark: str, at: int) -> bool:
        """Handle a quotation mark at character `at`; True if it is to be kept as a token (a possessive)."""
        out = self.out
        before = self.text[at - 1] if at else " "
        after = self.text[at + 1] if at + 1 < len(self.text) else " "
        raw = self.raw[at]
        opens = raw in "\u2018\u201c\u00ab" or (
            raw not in "\u2019\u201d\u00bb"
            and not (before.isalnum() or before in ".,!?;:)\u2026+")
            and not after.isspace()
        )
        if opens and (before.isalnum()):
            opens = False
        if opens:
            self.open[mark] = len(out.tokens)
            return False
        start = self.open.pop(mark, None)
        if start is None:
            return mark == "'" and before in "sSzxX"
        if mark == "'" and before in "s" and after == " " and self.text.find("'", at + 1, at + 60) > 0:
            following = self.text.find("'", at + 1, at + 60)
            closes = following + 1 >= len(self.text) or not self.text[following + 1].isalnum()
            opener_between = any(
                self.text[i - 1] == " " and self.text[i + 1 : i + 2].isalnum() and self.raw[i] != "\u2019"
                for i in range(at + 1, following + 1)
                if self.text[i] == "'"
            )
            if closes and not opener_between and self.text[at + 2 : at + 3].isupper():
                self.open[mark] = start
                return True
        if len(out.tokens) > start:
            out.styled.append(Styled(start, len(out.tokens), "quote"))
        return False

    def emphasis(self, mark: str, at: int) -> None:
        out = self.out
        style = "italic" if len(mark) == 1 else "bold"
        start = self.open.pop(mark, None)
        after = self.text[at + len(mark) : at + len(mark) + 1]
        if start is not None and len(out.tokens) > start and not (at and self.text[at - 1].isspace()):
            out.styled.append(Styled(start, len(out.tokens), style))
        elif after and not after.isspace():
            self.open[mark] = len(out.tokens)


def tokenise(text: str, raw: str) -> Tokenised:
    """Tokens and sentences of the plain `text`; `raw` is the original (it knows which way quotes curl)."""
    out = Tokenised()
    quotes = _Quotes(text, raw, out)
    tokens = out.tokens
    breaks: set[int] = {0}
    for m in TOKEN.finditer(text):
        kind = m.lastgroup
        value = m.group()
        if kind == "word":
            _add_word(tokens, value, m.start())
        elif kind == "break":
            level = _break_level(text, m.start(), m.end(), tokens[-1].text if tokens else "")
            if level:
                breaks.add(len(tokens))
                quotes.clear()
            if level == 2:
                out.paragraph_starts.add(len(tokens))
        elif kind == "mark":
            quotes.emphasis(value, m.start())
        elif value in "\"'":
            if quotes.quote(value, m.start()):
                tokens.append(Token("'s", m.start(), m.end(), False))
        else:
            tokens.append(Token(value, m.start(), m.end(), False))
    out.sentences = _sentences(text, tokens, breaks)
    return out


def _add_word(tokens: list[Token], value: str, start: int) -> None:
    if len(value) > 2 and value[-2:] in ("'s", "'S") and value[:-2].lower() != "let":
        base = value[:-2]
        tokens.append(Token(base, start, start + len(base), True))
        tail = Token("'s", start + len(base), start + len(value), False)
        if base.lower() in _IS:
            tail.low = "is"
        tokens.append(tail)
        return
    compound = _COMPOUND.match(value)
    if compound:
        cut = start + compound.end(1)
        tokens.append(Token(compound.group(1), start, cut, True))
        tokens.append(Token(value[compound.end(1) + 1 :], cut + 1, start + len(value), True))
        return
    tokens.append(Token(value, start, start + len(value), True))


def _sentences(text: str, tokens: list[Token], breaks: set[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    start = 0
    n = len(tokens)
    for i in range(1, n + 1):
        if i < n and i - start < LONGEST_SENTENCE and i not in breaks and not _boundary(text, tokens, i):
            continue
        if i > start:
            ranges.append((start, i))
        start = i
    return ranges


def _boundary(text: str, tokens: list[Token], i: int) -> bool:
    """Whether a sentence begins at token `i`."""
    prev, here = tokens[i - 1], tokens[i]
    if prev.word:
        if prev.text[-1] != "." or not here.cap:
            return False
        return here.low in _STARTERS and len(prev.text) > 2
    if prev.low not in _ENDS:
        if prev.text == ")" and i > 1 and tokens[i - 2].low in _ENDS and here.cap:
            return True
        return prev.text == "]" and here.cap
    if not (here.cap or here.text[0].isdigit() or here.text in "[(\u2022\u2013-"):
        return False
    gap = text[prev.end : here.start]
    return any(c.isspace() for c in gap)
