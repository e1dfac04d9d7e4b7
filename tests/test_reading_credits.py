"""Every relation is read out of the ways in which the trade says it."""

from __future__ import annotations

import pytest

from tests.reading_cases import lines

SENTENCES = [
    (
        "Dana Whitlock is set to star in Harbor Lights, an indie thriller written and directed by Theo Marsh.",
        {
            "Dana Whitlock ACTED_IN Harbor Lights",
            "Theo Marsh WROTE Harbor Lights",
            "Theo Marsh DIRECTED Harbor Lights",
        },
    ),
    (
        "“Coldwater” stars Lena Frost as Kate Nolan, a detective, and Idris Vale as her partner Joe.",
        {"Lena Frost ACTED_IN Coldwater", "Idris Vale ACTED_IN Coldwater"},
    ),
    (
        "The cast of “Iron Tide” also includes Bo Lund, Cy Marsh and Di Fonte.",
        {"Bo Lund ACTED_IN Iron Tide", "Cy Marsh ACTED_IN Iron Tide", "Di Fonte ACTED_IN Iron Tide"},
    ),
    (
        "Idris Vale has been cast opposite Lena Frost in the thriller Red Mesa.",
        {"Idris Vale ACTED_IN Red Mesa", "Lena Frost ACTED_IN Red Mesa"},
    ),
    (
        "The animated feature Moon Mice features the voices of Lena Frost, Idris Vale and Ana Lind.",
        {"Lena Frost ACTED_IN Moon Mice", "Idris Vale ACTED_IN Moon Mice", "Ana Lind ACTED_IN Moon Mice"},
    ),
    (
        "From writer-director Petra Voss comes “Stone Fruit,” a drama starring Ana Lind.",
        {"Petra Voss WROTE Stone Fruit", "Petra Voss DIRECTED Stone Fruit", "Ana Lind ACTED_IN Stone Fruit"},
    ),
    (
        "Ana Lind leads Petra Voss’ “Stone Fruit” alongside Cole West and Remy Diaz.",
        {
            "Ana Lind ACTED_IN Stone Fruit",
            "Petra Voss DIRECTED Stone Fruit",
            "Cole West ACTED_IN Stone Fruit",
            "Remy Diaz ACTED_IN Stone Fruit",
        },
    ),
    (
        "Owen Tate co-wrote “Red Mesa” with Bella Cruz and is producing alongside Kim Dale.",
        {
            "Owen Tate WROTE Red Mesa",
            "Bella Cruz WROTE Red Mesa",
            "Owen Tate PRODUCED Red Mesa",
            "Kim Dale PRODUCED Red Mesa",
        },
    ),
    (
        "“Glass Orchard” is produced by Kim Dale for Northlight Films and executive produced by Raj Patel.",
        {
            "Kim Dale PRODUCED Glass Orchard",
            "Northlight Films PRODUCED Glass Orchard",
            "Kim Dale AFFILIATED_WITH Northlight Films",
            "Raj Patel EXECUTIVE_PRODUCED Glass Orchard",
        },
    ),
    (
        "Northlight Films founder Kim Dale and Oakhurst Media's Jen Ortiz are producing “Iron Tide.”",
        {
            "Kim Dale AFFILIATED_WITH Northlight Films",
            "Jen Ortiz AFFILIATED_WITH Oakhurst Media",
            "Kim Dale PRODUCED Iron Tide",
            "Jen Ortiz PRODUCED Iron Tide",
            "Oakhurst Media PRODUCED Iron Tide",
        },
    ),
    (
        "“Red Mesa” was shot by Hal Reyes and edited by Gwen Sorel.",
        {"Hal Reyes WORKED_ON Red Mesa", "Gwen Sorel WORKED_ON Red Mesa"},
    ),
    (
        "Costume designer Pia Lund and production designer Ed Ross are on board for “Kestrel.”",
        {"Pia Lund WORKED_ON Kestrel", "Ed Ross WORKED_ON Kestrel"},
    ),
    (
        "“Iron Tide” is based on the bestselling novel by Carla Moss. Adam Pike adapted the screenplay.",
        {"Carla Moss SOURCE_AUTHOR Iron Tide", "Adam Pike WROTE Iron Tide"},
    ),
    (
        "“Paper Moons” is financed by Ember Capital and produced by Ann Choi.",
        {"Ember Capital FINANCED Paper Moons", "Ann Choi PRODUCED Paper Moons"},
    ),
    (
        "“Paper Moons” will be released by Searchlight on March 3.",
        {"Searchlight DISTRIBUTES Paper Moons"},
    ),
    (
        "Shudder will stream “Moon Tide” in the U.S., Canada and the UK from October 3.",
        {"Shudder DISTRIBUTES Moon Tide"},
    ),
    (
        "“Paper Moons” has gone to Wild Lake (France), Koch Films (Germany) and Madman (Australia).",
        {
            "Wild Lake DISTRIBUTES Paper Moons",
            "Koch Films DISTRIBUTES Paper Moons",
            "Madman DISTRIBUTES Paper Moons",
        },
    ),
    (
        "Bluebird Sales is handling international sales on “Paper Moons.”",
        {"Bluebird Sales SELLS Paper Moons"},
    ),
    (
        "“We are thrilled,” said Northlight Films CEO Kim Dale.",
        {"Kim Dale AFFILIATED_WITH Northlight Films"},
    ),
    (
        "Dana Whitlock is repped by CAA, Sugar23 and attorney Jill Stone of Stone & Webb.",
        {
            "Dana Whitlock REPRESENTED_BY CAA",
            "Dana Whitlock REPRESENTED_BY Sugar23",
            "Dana Whitlock REPRESENTED_BY Stone & Webb",
            "Jill Stone AFFILIATED_WITH Stone & Webb",
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[:40] for text, _ in SENTENCES])
def test_a_sentence_gives_exactly_its_credits(text: str, wanted: set[str]) -> None:
    assert lines(text) == wanted


def test_a_character_is_the_detail_of_a_part_and_no_person() -> None:
    text = "“Coldwater” stars Lena Frost. Idris Vale plays Boone."
    assert lines(text) == {"Lena Frost ACTED_IN Coldwater", "Idris Vale ACTED_IN Coldwater"}


def test_a_block_of_labelled_credits_is_read_line_by_line() -> None:
    text = (
        "“Red Mesa”\nDirector: Owen Tate\nWriters: Bella Cruz, Hugo Brandt\nCast: Lena Frost, Idris Vale, Ana Lind\n"
        "Producer: Kim Dale"
    )
    assert lines(text) == {
        "Owen Tate DIRECTED Red Mesa",
        "Bella Cruz WROTE Red Mesa",
        "Hugo Brandt WROTE Red Mesa",
        "Lena Frost ACTED_IN Red Mesa",
        "Idris Vale ACTED_IN Red Mesa",
        "Ana Lind ACTED_IN Red Mesa",
        "Kim Dale PRODUCED Red Mesa",
    }


def test_an_encyclopedia_lead_gives_cast_director_writer_and_distributor() -> None:
    text = (
        "The Low Road Home is a 1974 American drama film directed by Ruben Hale and written by Ines Dorado. It stars "
        "Mara Quill, Tom Reyes, and Douglas Farrow Jr., with Olive Stern in a supporting role."
    )
    assert {
        "Ruben Hale DIRECTED The Low Road Home",
        "Ines Dorado WROTE The Low Road Home",
        "Mara Quill ACTED_IN The Low Road Home",
        "Tom Reyes ACTED_IN The Low Road Home",
        "Douglas Farrow Jr. ACTED_IN The Low Road Home",
    } <= lines(text)
