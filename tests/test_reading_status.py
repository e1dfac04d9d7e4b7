"""What is set, what is only talked about, what is over, and what gives no credit at all."""

from __future__ import annotations

import pytest

from tests.reading_cases import lines


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jude Farrow is in talks to star in “Paper Moons.”", "Jude Farrow ACTED_IN Paper Moons (in_talks)"),
        ("Lena Frost is circling “Red Mesa.” No deal is in place.", "Lena Frost ACTED_IN Red Mesa (in_talks)"),
        ("Owen Tate is in negotiations to direct “Red Mesa 2.”", "Owen Tate DIRECTED Red Mesa 2 (in_talks)"),
        ("Northlight Films is nearing a deal for “Red Mesa.”", "Northlight Films DISTRIBUTES Red Mesa (in_talks)"),
        ("Jude Farrow is no longer attached to star in “Paper Moons.”", "Jude Farrow ACTED_IN Paper Moons (departed)"),
        (
            "Cole West was originally attached to direct “Red Mesa” but departed.",
            "Cole West DIRECTED Red Mesa (departed)",
        ),
        (
            "Lena Frost and Idris Vale, who were set to star in “Red Mesa,” have stepped away.",
            "Lena Frost ACTED_IN Red Mesa (departed)",
        ),
        ("Tom Reyes has replaced Jude Farrow in “Paper Moons.”", "Jude Farrow ACTED_IN Paper Moons (departed)"),
        ("Tom Reyes has replaced Jude Farrow in “Paper Moons.”", "Tom Reyes ACTED_IN Paper Moons"),
    ],
)
def test_the_status_of_a_credit(text: str, wanted: str) -> None:
    assert wanted in lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jude Farrow will not star in “Paper Moons.”",
        "Jude Farrow has never directed “Paper Moons.”",
        "The trailer feels like “Heat,” in the vein of “Drive.”",
        "“Paper Moons” is in cinemas now, like “Drive” before it.",
    ],
)
def test_denials_and_comparisons_give_no_credit(text: str) -> None:
    assert lines(text) == set()
