"""The reader as a whole, grammar and trained networks: how much it reads of articles that nothing was learned from."""

from __future__ import annotations

import pytest

from benchmarks.eval import Score, files, held_out, measure, measure_unseen
from graph.model import Status
from graph.reading import read, read_by_rules
from training.articles import ROOT

ARTICLE = """Zentropa veteran Lone Abild will direct The Salt Road, a period drama about two sisters, for Harbour Films.

Ida Krogh (Winter Ferry, The Long Noon) is in talks to play the elder. Abild wrote the script with Per Holm, who
produces alongside Harbour's Mette Lund. LevelK handles sales, and Nordlys has taken rights for Denmark."""


@pytest.fixture(scope="module")
def unseen() -> Score:
    return measure_unseen(read)


def test_half_of_the_credits_of_unseen_articles_are_found_and_most_are_right(unseen: Score) -> None:
    assert unseen.credits.precision >= 0.60
    assert unseen.credits.recall >= 0.42
    assert unseen.status_right >= 0.95 * unseen.credits.right


def test_the_networks_read_far_more_than_the_grammar_alone(unseen: Score) -> None:
    alone = measure_unseen(read_by_rules)
    assert unseen.credits.f1 >= alone.credits.f1 + 0.12
    assert unseen.credits.precision >= alone.credits.precision


def test_sample_articles_that_were_put_aside_read_well() -> None:
    score = measure((pair for pair in files(ROOT / "data") if held_out(pair[0].stem)), read)
    assert score.credits.f1 >= 0.65


def said(text: str) -> dict[tuple[str, str, str], Status]:
    return {(c.subject.name, c.relation.value, c.object.name): c.status for c in read(text).credits}


@pytest.mark.parametrize(
    ("subject", "relation", "film"),
    [
        ("Lone Abild", "DIRECTED", "The Salt Road"),
        ("Lone Abild", "WROTE", "The Salt Road"),
        ("Per Holm", "WROTE", "The Salt Road"),
        ("Per Holm", "PRODUCED", "The Salt Road"),
        ("Ida Krogh", "ACTED_IN", "Winter Ferry"),
        ("Ida Krogh", "ACTED_IN", "The Long Noon"),
        ("Mette Lund", "PRODUCED", "The Salt Road"),
        ("LevelK", "SELLS", "The Salt Road"),
    ],
)
def test_an_article_in_plain_titles_gives_its_credits(subject: str, relation: str, film: str) -> None:
    assert (subject, relation, film) in said(ARTICLE)


def test_talks_stay_talks() -> None:
    assert said(ARTICLE)["Ida Krogh", "ACTED_IN", "The Salt Road"] is Status.IN_TALKS


def test_credits_come_in_the_order_of_the_text() -> None:
    starts = [c.span.start for c in read(ARTICLE).credits]
    assert starts == sorted(starts)


def test_every_added_credit_shows_a_passage_of_the_article() -> None:
    for c in read(ARTICLE).credits:
        assert ARTICLE[c.span.start : c.span.end].strip()
        assert c.span.end - c.span.start < len(ARTICLE) / 2
