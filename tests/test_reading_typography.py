"""Names as real texts set them: quotation marks, spaces, initials, particles, other scripts, capitals, Markdown."""

from __future__ import annotations

import pytest

from tests.reading_cases import lines, missing


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Petra’s Garden” was directed by Conor O’Hara.", "Conor O’Hara DIRECTED Petra’s Garden"),
        ('"Iron Tide" was directed by Mae Ortiz.', "Mae Ortiz DIRECTED Iron Tide"),
        ("'Iron Tide' was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Iron Tide"),
        ("«Iron Tide» was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Iron Tide"),
        ("*Iron Tide* was directed by **Mae Ortiz**.", "Mae Ortiz DIRECTED Iron Tide"),
        ("_Iron Tide_ was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by\u00a0Mae\u00a0Ortiz.", "Mae Ortiz DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by J.J. Ortiz.", "J.J. Ortiz DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Mae K. Ortiz.", "Mae K. Ortiz DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Benito del Mar.", "Benito del Mar DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Anna von der Heide.", "Anna von der Heide DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Oh Jae-won.", "Oh Jae-won DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Żaneta Łukaszewicz.", "Żaneta Łukaszewicz DIRECTED Iron Tide"),
        ("“iXi” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED iXi"),
        ("“Leonard” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Leonard"),
        ("“Salt and Honey” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Salt and Honey"),
        ("“Tide 2: The Return” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Tide 2: The Return"),
        ("“1906” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED 1906"),
        ("“Who Is It?” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Who Is It?"),
        ("“The ‘Good’ Neighbor” was directed by Mae Ortiz.", "Mae Ortiz DIRECTED The ‘Good’ Neighbor"),
        ("Mae Ortiz directed Killers of the Silver Lake.", "Mae Ortiz DIRECTED Killers of the Silver Lake"),
        ("“Iron Tide” (조수) was directed by Mae Ortiz.", "Mae Ortiz DIRECTED Iron Tide"),
        ("“Iron Tide” was directed by Ray “Dusty” Ortiz.", "Ray “Dusty” Ortiz DIRECTED Iron Tide"),
    ],
)
def test_a_name_is_read_as_it_is_written(text: str, wanted: str) -> None:
    assert wanted in lines(text)


def test_two_people_who_share_a_surname() -> None:
    assert not missing(
        "“Iron Tide” was directed by Paul and Rita Ortiz.",
        "Paul Ortiz DIRECTED Iron Tide",
        "Rita Ortiz DIRECTED Iron Tide",
    )


def test_a_headline_in_capitals_gives_no_nonsense() -> None:
    text = "MAE ORTIZ TO DIRECT IRON TIDE FOR NORTHLIGHT\n\nMae Ortiz will direct “Iron Tide” for Northlight Films."
    assert lines(text) == {"Mae Ortiz DIRECTED Iron Tide", "Northlight Films DISTRIBUTES Iron Tide"}


def test_company_suffixes_and_job_titles_do_not_stick_to_names() -> None:
    text = "“Iron Tide” is produced by Northlight Films CEO Kim Dale."
    assert not missing(text, "Kim Dale AFFILIATED_WITH Northlight Films", "Kim Dale PRODUCED Iron Tide")
