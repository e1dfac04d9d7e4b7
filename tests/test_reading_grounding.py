"""Whatever the text: reading never fails, every credit points at its words, and time grows with length, not faster."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import joins
from graph.reading import READER, read

WORDS = [
    "Jane", "Doe", "Acme Pictures", "“Red Mesa”", "‘Ashes’", "*Low Water*", "directed", "by", "stars", "in", "and",
    ",", ".", "(", ")", "[", "]", ";", ":", "who", "which", "whose", "producer", "is", "of", "for", "the film",
    "it", "she", "their", "'s", "’s", "repped", "CAA", "rights", "to", "France", "novel", "script", "\n", "\n\n",
    "- ", "—", "not", "in talks", "exited", "as", "with", "The", "2019", "J.J.", "xXx", "é", "한국", "…", '"',
]  # fmt: skip


def grounded(text: str) -> None:
    reading = read(text)
    assert reading.reader == READER
    for c in reading.credits:
        assert joins(c.relation, c.subject.type, c.object.type)
        assert 0 <= c.span.start < c.span.end <= len(text)
        assert c.subject.name
        assert c.object.name
    for a in reading.aliases:
        assert text[a.span.start : a.span.end]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_failing(text: str) -> None:
    grounded(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_string_of_the_trade_s_words_is_read_without_failing(text: str) -> None:
    grounded(text)


def test_the_passage_names_both_ends_or_stands_by_them() -> None:
    text = "Petra Voss will direct “Stone Fruit.” Kim Dale produces the film."
    for c in read(text).credits:
        assert c.subject.name in text[c.span.start : c.span.end]


def test_the_passage_keeps_the_closing_quotation_mark() -> None:
    text = "Petra Voss will direct “Stone Fruit.” The rest is silence."
    (credit,) = read(text).credits
    assert text[credit.span.start : credit.span.end] == "Petra Voss will direct “Stone Fruit.”"


def seconds(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "unit",
    [
        "Jane Doe directed “Red Mesa” with Acme Pictures, and Kim Dale produces. ",
        "Jane Doe stars in Foo and ",
        "A, ",
        "Jane of ",
        "which Jane directed, ",
        "(Jane, Foo) ",
        "'a ",
        "Jane's ",
        "*a ",
        "Foo: ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    seconds(unit * 100)
    small = min(seconds(unit * 1_500) for _ in range(2))
    large = min(seconds(unit * 6_000) for _ in range(2))
    assert large < 8 * small + 0.2


def test_a_million_commas_and_ten_thousand_brackets() -> None:
    assert seconds("," * 1_000_000) < 5
    assert seconds("Jane Doe stars in Foo " + "(" * 10_000 + "x" + ")" * 10_000) < 5


@pytest.mark.torture
def test_a_megabyte_is_read_in_seconds() -> None:
    unit = "Jane Doe directed “Red Mesa” with Acme Pictures, and Kim Dale produces. "
    assert seconds(unit * (1_000_000 // len(unit))) < 30


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no words"),
        ("12345 !!! 678", "no words"),
        ("감독은 박찬욱이고 배우는 송강호이다. 영화는 내년에 개봉한다.", "not in English"),
        (
            "Der Film erzählt die Geschichte einer Familie, die nach dem Krieg in ihre Stadt zurückkehrt und alles "
            "verändert vorfindet. Regie führte Anna Müller, das Drehbuch schrieb Karl Weber.",
            "not in English",
        ),
        (
            "Le film raconte l'histoire d'une famille qui revient dans sa ville après la guerre. Il est réalisé par "
            "Anne Dupont et produit par Jean Moreau pour une société de production parisienne.",
            "not in English",
        ),
    ],
)
def test_what_is_no_english_article_gives_a_note_and_no_credit(text: str, why: str) -> None:
    reading = read(text)
    assert reading.credits == ()
    assert why in reading.note
