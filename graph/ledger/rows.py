"""What the ledger gives besides the model's own: records, and how a row of its tables becomes one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import NotFoundError
from graph.model import (
    Alias,
    Article,
    Decision,
    EntityType,
    Judgement,
    Mention,
    MentionKey,
    Relation,
    Span,
    Statement,
    Status,
)


class Outcome(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    REREAD = "reread"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The latest version of an article that is in the ledger, and how many credits its latest reading has."""

    article: Article
    added: str
    reader: str
    credits: int


@dataclass(frozen=True, slots=True)
class Events:
    """What changed after a generation: the ids of articles and of judgements, and the generation reached."""

    generation: int
    articles: frozenset[str]
    judgements: frozenset[int]


@dataclass(frozen=True, slots=True)
class StatedAlias:
    """An alias, and the article that states it."""

    article_id: str
    alias: Alias


@dataclass(frozen=True, slots=True)
class ExternalId:
    """An id in another database (`imdb:nm0000235`) that a source gives for a mention."""

    article_id: str
    mention: Mention
    external: str


def numbered_statement(row: sqlite3.Row) -> tuple[int, Statement]:
    """A statement that counts, and its number."""
    return row["seq"], Statement(
        row["article"],
        Mention(EntityType(row["subject_type"]), row["subject_name"], row["subject_year"]),
        Relation(row["relation"]),
        Mention(EntityType(row["object_type"]), row["object_name"], row["object_year"], row["object_kind"]),
        Status(row["status"]),
        row["detail"],
        row["quote"],
        Span(row["start"], row["end"]),
        row["reader"],
    )


def no_article(article_id: str) -> NotFoundError:
    """The error for an article that isn't there."""
    return NotFoundError(f"no article with the id {article_id}", "list them with: reelgraph articles")


def _key(kind: str | None, name: str | None, year: int | None) -> MentionKey | None:
    return MentionKey(EntityType(kind), name, year) if kind and name is not None else None


def judgement_of(row: sqlite3.Row) -> Judgement:
    """A person's decision."""
    return Judgement(
        row["id"],
        row["at"],
        row["author"],
        Decision(row["decision"]),
        _key(row["a_type"], row["a_name"], row["a_year"]),
        _key(row["b_type"], row["b_name"], row["b_year"]),
        tuple(json.loads(row["articles"])),
        row["statement"],
        tuple((name, value) for name, value in json.loads(row["changes"])),
        row["external"],
        row["undoes"],
    )
