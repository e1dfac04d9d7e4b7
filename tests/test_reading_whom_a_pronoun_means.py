"""For a pronoun the linker tries the two people last named whom it fits."""

from __future__ import annotations

from graph.model import EntityType
from graph.reading.gender import may_mean
from graph.reading.lexicon.words import given_names, mens_names, womens_names
from graph.reading.linking.trace import Trace
from graph.reading.names import Name
from graph.reading.reader import look, read_grammar


def _trace(text: str) -> Trace:
    return read_grammar(text, look(text, ""))[1]


def _meant(text: str) -> list[str]:
    units = _trace(text).units
    return [units.entities[spot.entity].name for row in units.spots for spot in row if spot.back]


def test_the_two_people_last_named_whom_it_fits_the_last_one_first() -> None:
    people = "Petra Voss directs “Stone Fruit” with Ana Lind, Martin Hale and Peter Cole."
    assert _meant(f"{people} She wrote it.") == ["Ana Lind", "Petra Voss"]
    assert _meant(f"{people} He wrote it.") == ["Peter Cole", "Martin Hale"]
    assert _meant(f"{people} They wrote it.") == ["Peter Cole", "Martin Hale"]


def test_where_it_fits_nobody_the_two_last_named() -> None:
    assert _meant("Peter Cole directs “Stone Fruit” with Martin Hale. She wrote it.") == ["Martin Hale", "Peter Cole"]


def test_a_given_name_is_a_mans_a_womans_or_either() -> None:
    def fits(pronoun: str, name: str) -> bool:
        return may_mean(pronoun, Name(EntityType.PERSON, name, name.casefold()))

    assert [fits("she", n) for n in ("Petra Voss", "Martin Voss", "Andrea Voss", "Xq Voss", "Voss")] == [
        True, False, True, True, True,
    ]  # fmt: skip
    assert [fits("his", n) for n in ("Petra Voss", "Martin Voss", "Kelly Voss")] == [False, True, True]
    assert not mens_names() & womens_names()
    assert mens_names() | womens_names() < given_names()
