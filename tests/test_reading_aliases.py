"""Another name that the article states is the same person, film or company, and the statement is kept."""

from __future__ import annotations

import pytest

from graph.reading import read_by_rules as read
from tests.reading_cases import lines


@pytest.mark.parametrize(
    ("text", "name", "alias", "rule"),
    [
        ("The thriller “Red Harbour” (formerly “Night Quay”) is directed by Mara Vance.",
         "Red Harbour", "Night Quay", "formerly"),
        ("Robin Hale, formerly known as Ruth Hale, stars in “Tidefall.”",
         "Robin Hale", "Ruth Hale", "formerly"),
        ("“Red Harbour,” previously titled “Night Quay,” was written by Mara Vance.",
         "Red Harbour", "Night Quay", "formerly"),
        ("Nordlys Pictures (also known as NLP) produces “Tidefall,” directed by Mara Vance.",
         "Nordlys Pictures", "NLP", "also known as"),
        ("Amira Gold, a.k.a. Missy Gee, stars in “Tidefall,” directed by Mara Vance.",
         "Amira Gold", "Missy Gee", "also known as"),
    ],
)  # fmt: skip
def test_a_stated_other_name_is_an_alias_with_the_words_that_state_it(
    text: str, name: str, alias: str, rule: str
) -> None:
    (found,) = [a for a in read(text).aliases if a.alias == alias]
    assert (found.name, found.rule) == (name, rule)
    passage = text[found.span.start : found.span.end]
    assert passage.startswith(name)
    assert passage.endswith(alias)


def test_credits_under_the_other_name_are_the_same_entitys() -> None:
    text = "Nordlys Pictures, formerly Blue Hen Films, produces “Tidefall.” Blue Hen Films also produced “Old Quay.”"
    assert lines(text) == {"Nordlys Pictures PRODUCED Tidefall", "Nordlys Pictures PRODUCED Old Quay"}


def test_a_former_post_is_no_other_name() -> None:
    text = "Ada Stone, formerly Blue Hen Films president, produces “Tidefall.”"
    assert "Blue Hen Films" not in {a.alias for a in read(text).aliases}


def test_several_other_titles_of_a_film_are_one_film() -> None:
    text = (
        "Red Harbour, also known as Night Quay and The Salt Road, is a 1951 drama film directed by Mara Vance"
        " and starring Ada Stone."
    )
    assert lines(text) == {"Mara Vance DIRECTED Red Harbour", "Ada Stone ACTED_IN Red Harbour"}
    assert {"Night Quay", "The Salt Road"} <= {a.alias for a in read(text).aliases}


def test_an_earlier_title_without_commas_is_no_part_of_the_title() -> None:
    text = "Red Harbour originally entitled Night Quay is a 1951 drama film directed by Mara Vance."
    assert lines(text) == {"Mara Vance DIRECTED Red Harbour"}
