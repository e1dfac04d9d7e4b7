"""Who heads a cast acts in the film; who does something "with" others shares what is done; "they" may be characters."""

from __future__ import annotations

from graph.reading import read_by_rules as read

OPENING = "Harbor Lights is a thriller directed by Ann Lee.\n\n"


def credits(text: str) -> set[tuple[str, str]]:
    """Who has which credit on Harbor Lights."""
    found = read(OPENING + text).credits
    return {(c.subject.name, c.relation.value) for c in found if c.object.name == "Harbor Lights"}


def test_a_cast_that_is_led_by_people_is_those_people() -> None:
    found = credits("The cast is led by Jane Doe (Night Boat, Red Mesa), Kim Ray (Blue Sky) and Bo Hill (Tin Drum).")
    assert {("Jane Doe", "ACTED_IN"), ("Kim Ray", "ACTED_IN"), ("Bo Hill", "ACTED_IN")} <= found


def test_those_after_with_share_what_is_done() -> None:
    found = credits("Kim Ray of 55East co-financed the film with Bo Hill and Max Roe of Harbor Pictures.")
    assert {("Kim Ray", "FINANCED"), ("Bo Hill", "FINANCED"), ("Max Roe", "FINANCED")} <= found
    assert not {pair for pair in found if pair[1] == "ACTED_IN"}


def test_they_who_fight_in_it_are_its_characters() -> None:
    found = credits("It strands a company of dancers at a lonely inn, where they have to fight to see the morning.")
    assert found == {("Ann Lee", "DIRECTED")}


def test_a_single_name_in_a_cast_with_brackets_is_a_person() -> None:
    text = "The cast is led by Jane Doe (Night Boat), Kim Ray (Blue Sky), Solveig (Red Mesa) and Bo Hill (Old Oak)."
    assert ("Solveig", "ACTED_IN") in credits(text)


def test_the_company_of_those_who_finance_finances() -> None:
    found = credits("Kim Ray of 55East co-financed the film with Max Roe.")
    assert {("Kim Ray", "FINANCED"), ("55East", "FINANCED")} <= found
