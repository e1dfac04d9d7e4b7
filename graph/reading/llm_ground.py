"""From a model's answer to credits that the text bears out: what can't be found in the text is dropped and counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graph.model import Credit, EntityType, Mention, Relation, Span, Status, joins

MAX_QUOTE = 1000
"""A passage longer than this many characters proves nothing that a person could check at a glance."""
_MAX_NAME = 200
_MAX_DETAIL = 300
_FENCE = re.compile(r"\A\s*```(?:json)?\s*|\s*```\s*\Z")
_ALIKE = ("'‘’‛`´", '"“”„«»', "-‐‑‒–—")
"""Signs that models put in each other's place when they copy; the span is always the text's own."""
_CLASS = {sign: f"[{re.escape(group)}]" for group in _ALIKE for sign in group}


class Dropped(StrEnum):
    """Why a credit in an answer was not kept."""

    QUOTE = "quote not in the text"
    NAME = "name not in the text"
    JOIN = "relation can't join these types"
    SHAPE = "not in the agreed form"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was in a model's answer: objects that may be credits, whether it was whole, and whether it was JSON."""

    items: tuple[Mapping[str, Any], ...]
    complete: bool
    readable: bool = True


@dataclass(slots=True)
class Grounded:
    """The credits of one piece that the text bears out, and how many were dropped for which reason."""

    credits: list[Credit] = field(default_factory=list)
    dropped: Counter[Dropped] = field(default_factory=Counter)


def parse(content: str) -> Answer:
    """The credits in an answer. Of an answer that broke off, those before the break."""
    source = _FENCE.sub("", content)
    try:
        data = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        items = tuple(_salvaged(source))
        return Answer(items, complete=False, readable=bool(items) or '"credits"' in source)
    found = data.get("credits") if isinstance(data, dict) else data
    if not isinstance(found, list):
        return Answer((), complete=False, readable=False)
    return Answer(tuple(item if isinstance(item, dict) else {} for item in found), complete=True)


def _salvaged(source: str) -> Iterator[Mapping[str, Any]]:
    """The whole objects at the head of a list that breaks off."""
    decoder = json.JSONDecoder(strict=False)
    place = source.find("[")
    while place >= 0:
        place = source.find("{", place + 1)
        try:
            item, place = decoder.raw_decode(source, place) if place >= 0 else (None, -1)
        except (ValueError, RecursionError):
            return
        if isinstance(item, dict):
            yield item
            place -= 1


def ground(items: tuple[Mapping[str, Any], ...], text: str, piece: Span, title: str = "") -> Grounded:
    """Those of `items` that are credits and whose quote and names stand in the text.

    The quote is looked for in the piece that the model saw, and may differ from it in space and kinds of quotation
    marks; the names may stand anywhere in the text or its title.
    """
    result = Grounded()
    whole = f"{title}\n{text}"
    names: dict[str, bool] = {}
    for item in items:
        credit = _credit(item, text, piece)
        if isinstance(credit, Dropped):
            result.dropped[credit] += 1
            continue
        if all(_stands(name, whole, names) for name in (credit.subject.name, credit.object.name)):
            result.credits.append(credit)
        else:
            result.dropped[Dropped.NAME] += 1
    return result


def _credit(item: Mapping[str, Any], text: str, piece: Span) -> Credit | Dropped:
    """The credit of one object, unless its form, its types or its quote are wrong."""
    subject, object_, detail, quote = (_line(item.get(k)) for k in ("subject", "object", "detail", "quote"))
    try:
        relation = Relation(str(item.get("relation")))
        types = EntityType(str(item.get("subject_type"))), EntityType(str(item.get("object_type")))
        status = Status(str(item.get("status") or Status.CONFIRMED.value))
    except ValueError:
        return Dropped.SHAPE
    if not (0 < len(subject) <= _MAX_NAME and 0 < len(object_) <= _MAX_NAME) or subject == object_:
        return Dropped.SHAPE
    if not joins(relation, *types):
        return Dropped.JOIN
    span = locate(quote, text, piece)
    if span is None:
        return Dropped.QUOTE
    return Credit(Mention(types[0], subject), relation, Mention(types[1], object_), span, status, detail[:_MAX_DETAIL])


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def locate(quote: str, text: str, piece: Span) -> Span | None:
    """Where a quote stands in a piece of the text: exactly, or apart from space and kinds of quotes and dashes."""
    quote = quote.strip().strip("…").strip()
    if not 0 < len(quote) <= MAX_QUOTE:
        return None
    start = text.find(quote, piece.start, piece.end)
    if start >= 0:
        return Span(start, start + len(quote))
    match = _pattern(quote).search(text, piece.start, piece.end)
    return Span(*match.span()) if match else None


def _stands(name: str, text: str, known: dict[str, bool]) -> bool:
    if name not in known:
        known[name] = name in text or _pattern(name).search(text) is not None
    return known[name]


def _pattern(words: str) -> re.Pattern[str]:
    """Finds the words with any space between them, whatever the case and the kinds of quotation marks and dashes."""
    escaped = ("".join(_CLASS.get(sign) or re.escape(sign) for sign in word) for word in words.split())
    return re.compile(r"\s+".join(escaped), re.IGNORECASE)
