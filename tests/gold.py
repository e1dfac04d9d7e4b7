"""The sample articles of data/ with their gold as readings: real statements that don't depend on the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from graph.model import Article, Credit, EntityType, Mention, Reading, Relation, Span, Status, joins
from graph.sources import SourceOptions, load
from graph.workspace import Reader

DATA = Path(__file__).parent.parent / "data"
_KINDS = {"people": EntityType.PERSON, "films": EntityType.FILM, "companies": EntityType.COMPANY}


def articles() -> list[Article]:
    """The sample articles."""
    return [item for item in load(str(DATA / "articles"), SourceOptions()) if isinstance(item, Article)]


def reader() -> Reader:
    """A reader that knows the gold of the sample articles by their text."""
    by_text = {article.text: _reading(article) for article in articles()}
    return Reader("gold 1", lambda text, _title: by_text.get(text, Reading((), reader="gold 1")))


def _reading(article: Article) -> Reading:
    gold = json.loads((DATA / "gold" / f"{article.stem}.json").read_text(encoding="utf-8"))
    types: dict[str, set[EntityType]] = {}
    for kind, type_ in _KINDS.items():
        for entity in gold[kind]:
            types.setdefault(entity["name"], set()).add(type_)
    credits = [c for entry in gold["credits"] for c in _credits(article.text, entry, types)]
    return Reading(tuple(dict.fromkeys(credits)), reader="gold 1")


def _credits(text: str, entry: dict[str, Any], types: dict[str, set[EntityType]]) -> list[Credit]:
    relation = Relation(entry["relation"][0] if isinstance(entry["relation"], list) else entry["relation"])
    span = _sentence_with(text, entry["subject"], entry["object"])
    return [
        Credit(
            Mention(subject, entry["subject"]),
            relation,
            Mention(object_, entry["object"]),
            span,
            Status(entry.get("status", "confirmed")),
            entry.get("detail") or "",
        )
        for subject in sorted(types.get(entry["subject"], set()))
        for object_ in sorted(types.get(entry["object"], set()))
        if joins(relation, subject, object_)
    ][:1]


def _sentence_with(text: str, *names: str) -> Span:
    """The sentence with most of the words of the names; the first of equals."""
    words = {word for name in names for word in name.split()}
    sentences = list(re.finditer(r"[^\s].*?(?:[.!?][”\"’)]*(?=\s|$)|$)", text, re.MULTILINE))
    best = max(sentences, key=lambda m: sum(word in m[0] for word in words))
    return Span(best.start(), best.end())
