"""The articles that the reader is trained on: each names its credits in one form, with names that its text has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model import EntityType, Relation, Status, joins
from training.articles import Article, own, parse, training

ARTICLES = list(training())
TYPES = {"people": EntityType.PERSON, "films": EntityType.FILM, "companies": EntityType.COMPANY}


def flat(text: str) -> str:
    """A text without emphasis, line breaks and case."""
    return re.sub(r"\s+", " ", re.sub(r"[*_]", "", text)).replace("\u2019", "'").casefold()


def faults(article: Article) -> list[str]:
    """What is wrong with an article's gold."""
    types = {e["name"]: kind for key, kind in TYPES.items() for e in article.gold[key]}
    found = []
    for c in article.gold["credits"]:
        relations = c["relation"] if isinstance(c["relation"], list) else [c["relation"]]
        for relation in relations:
            if c["subject"] not in types or c["object"] not in types:
                found.append(f"{c['subject']} | {c['object']}: not listed")
            elif not joins(Relation(relation), types[c["subject"]], types[c["object"]]):
                found.append(f"{c['subject']} {relation} {c['object']}: types do not fit")
        Status(c["status"])
    return found


def test_there_are_several_hundred_with_many_credits_each() -> None:
    credits = sum(len(a.gold["credits"]) for a in ARTICLES)
    assert len(ARTICLES) >= 500
    assert credits / len(ARTICLES) >= 20


@pytest.mark.parametrize("series", sorted({a.stem[0] for a in ARTICLES}))
def test_every_credit_joins_listed_names_of_fitting_types(series: str) -> None:
    wrong = {a.stem: faults(a) for a in ARTICLES if a.stem[0] == series}
    assert {stem: found for stem, found in wrong.items() if found} == {}


@pytest.mark.parametrize("series", sorted({a.stem[0] for a in ARTICLES}))
def test_nearly_every_name_stands_in_its_text(series: str) -> None:
    """A few do not: "Joel and Ethan Coen" names Joel Coen only in part."""
    names = [
        (flat(e["name"]) in flat(f"{a.title} {a.text}"))
        for a in ARTICLES
        if a.stem[0] == series
        for key in TYPES
        for e in a.gold[key]
    ]
    assert sum(names) >= 0.99 * len(names)


def test_sample_articles_that_the_evaluation_puts_aside_are_not_trained_on() -> None:
    gold = Path(__file__).resolve().parent.parent / "data" / "gold"
    assert 0 < len(list(own())) < len(list(gold.glob("*.json")))


def test_a_file_without_four_blocks_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="z001: 2 blocks"):
        parse("z001", "title: X\n---\ntext")
