"""Short forms, pronouns and "the film" mean what they mean for a reader; each paragraph has its film."""

from __future__ import annotations

from graph.reading import read_by_rules as read
from tests.reading_cases import lines, missing


def test_a_surname_stands_for_the_full_name() -> None:
    text = "Petra Voss will direct “Stone Fruit.” Voss also wrote the script."
    assert not missing(text, "Petra Voss DIRECTED Stone Fruit", "Petra Voss WROTE Stone Fruit")
    (alias,) = [a for a in read(text).aliases if a.alias == "Voss"]
    assert (alias.name, alias.rule) == ("Petra Voss", "short form")
    assert text[alias.span.start : alias.span.end] == "Voss"


def test_a_title_of_courtesy_is_no_part_of_the_name() -> None:
    text = "Petra Voss will direct “Stone Fruit.” Ms. Voss also wrote the script."
    assert "Petra Voss WROTE Stone Fruit" in lines(text)


def test_a_pronoun_stands_for_the_last_person() -> None:
    text = "Petra Voss will direct “Stone Fruit.” She also wrote the script."
    assert "Petra Voss WROTE Stone Fruit" in lines(text)


def test_he_and_she_are_told_apart_by_their_given_names() -> None:
    text = "“Stone Fruit” stars Petra Voss. Martin Hale will direct. She also wrote the script, and he produced."
    assert not missing(text, "Petra Voss WROTE Stone Fruit", "Martin Hale PRODUCED Stone Fruit")
    assert not {"Martin Hale WROTE Stone Fruit", "Petra Voss PRODUCED Stone Fruit"} & lines(text)


def test_a_name_that_tells_nothing_may_be_meant_by_either() -> None:
    for pronoun in ("She", "He"):
        text = f"Petra Voss stars in “Stone Fruit.” Kelly Hale will direct. {pronoun} also wrote the script."
        assert "Kelly Hale WROTE Stone Fruit" in lines(text)


def test_a_pronoun_that_fits_nobody_still_stands_for_the_last_person() -> None:
    text = "Martin Voss will direct “Stone Fruit.” She also wrote the script."
    assert "Martin Voss WROTE Stone Fruit" in lines(text)


def test_a_project_without_a_name_takes_the_film_out_of_hand() -> None:
    text = (
        "Petra Voss stars in “Stone Fruit,” which Ana Lind directed.\n\n"
        "Voss is in talks to lead Martin Hale's untitled heist movie, replacing Joan Reed. Hale will also produce.\n\n"
        "The film was written by Hugo Brandt.\n"
    )
    assert lines(text) == {
        "Petra Voss ACTED_IN Stone Fruit",
        "Ana Lind DIRECTED Stone Fruit",
        "Hugo Brandt WROTE Stone Fruit",
    }


def test_the_film_stands_for_the_film_in_hand() -> None:
    text = "“Stone Fruit” is directed by Petra Voss. The film stars Ana Lind. It was written by Hugo Brandt."
    assert not missing(text, "Ana Lind ACTED_IN Stone Fruit", "Hugo Brandt WROTE Stone Fruit")


def test_each_item_of_a_list_has_its_own_film() -> None:
    text = (
        "- Red Mesa, directed by Owen Tate, starring Lena Frost and Idris Vale\n"
        "- Moon Tide, directed by Petra Voss, starring Ana Lind and Cole West\n"
    )
    assert lines(text) == {
        "Owen Tate DIRECTED Red Mesa",
        "Lena Frost ACTED_IN Red Mesa",
        "Idris Vale ACTED_IN Red Mesa",
        "Petra Voss DIRECTED Moon Tide",
        "Ana Lind ACTED_IN Moon Tide",
        "Cole West ACTED_IN Moon Tide",
    }


def test_several_projects_in_one_article_are_kept_apart() -> None:
    text = (
        "“Red Mesa” begins shooting in May. Owen Tate directs and Kim Dale produces.\n\n"
        "“Moon Tide” has wrapped. Petra Voss directed it and Raj Patel produced.\n"
    )
    assert lines(text) == {
        "Owen Tate DIRECTED Red Mesa",
        "Kim Dale PRODUCED Red Mesa",
        "Petra Voss DIRECTED Moon Tide",
        "Raj Patel PRODUCED Moon Tide",
    }


def test_a_career_in_between_does_not_take_over_the_article() -> None:
    text = (
        "Owen Tate will direct “Red Mesa.” He also directed “The Weir” for Northlight Films.\n\nKim Dale is producing."
    )
    assert "Kim Dale PRODUCED Red Mesa" in read_with_title(text, "Tate takes ‘Red Mesa’")


def read_with_title(text: str, title: str) -> set[str]:
    return lines(text, title)


def test_a_one_line_brief_is_enough() -> None:
    assert lines("Owen Tate to direct “Red Mesa.”") == {"Owen Tate DIRECTED Red Mesa"}


def test_a_round_up_of_five_thousand_words_is_read_to_its_end() -> None:
    items = [
        f"“Title {chr(65 + k // 26)}{chr(97 + k % 26)}” is directed by Anna {chr(65 + k // 26)}{chr(97 + k % 26)}berg. "
        + "The weather was kind to the fair this week and nobody complained about the coffee. " * 2
        for k in range(140)
    ]
    text = "\n\n".join(items)
    assert len(text.split()) > 4_500
    assert len([line for line in lines(text) if " DIRECTED " in line]) == 140
