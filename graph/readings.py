"""A reading as data to print: one object an article, or one row a credit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.model import Article, Credit, Reading


def reading_object(article: Article, reading: Reading) -> dict[str, Any]:
    """An article with its credits; `text[start:end]` of the article's text is the `quote`."""
    return {
        "id": article.stem or article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "credits": [credit_object(article, credit) for credit in reading.credits],
    }


def credit_object(article: Article, credit: Credit) -> dict[str, Any]:
    """One credit with its quote and span."""
    return {
        "subject": credit.subject.name,
        "subject_type": credit.subject.type.value,
        "relation": credit.relation.value,
        "object": credit.object.name,
        "object_type": credit.object.type.value,
        "status": credit.status.value,
        "detail": credit.detail,
        "quote": article.text[credit.span.start : credit.span.end],
        "start": credit.span.start,
        "end": credit.span.end,
    }


def credit_rows(article: Article, reading: Reading) -> Iterator[dict[str, Any]]:
    """A row for each credit, with the article's title."""
    for credit in reading.credits:
        row = credit_object(article, credit)
        yield {
            "subject": row["subject"],
            "relation": row["relation"],
            "object": row["object"],
            "status": row["status"],
            "detail": row["detail"],
            "article": article.title or article.stem or article.id,
            "quote": row["quote"],
        }
