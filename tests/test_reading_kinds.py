"""What a text calls its films, film or series, follows from the words next to their titles, and from nothing else."""

from __future__ import annotations

import pytest

from graph import reading
from graph.model import EntityType
from graph.reading.kinds import kinds_in

SAID = [
    ("HBO has ordered the limited series “Wolf,” from A24.", {"Wolf": "series"}),
    ("Apple TV+ launches ‘Wolf,’ a series that Ann Lee created.", {"Wolf": "series"}),
    ("Ann Lee leads the cast of the drama series 'Wolf'.", {"Wolf": "series"}),
    ("She is known for the sitcom Wolf and the thriller Bear.", {"Wolf": "series", "Bear": "film"}),
    ("Wolf (TV series) begins on Sunday.", {"Wolf": "series"}),
    ("Wolf, a six-part drama from the BBC, begins on Sunday.", {"Wolf": "series"}),
    ("Season two of HBO's Wolf arrives in May.", {"Wolf": "series"}),
    ("Wolf season 3 has a date.", {"Wolf": "series"}),
    ("The crew of Wolf’s third season is in Wales.", {"Wolf": "series"}),
    ("Ann Lee stars in the horror film “Wolf” for A24.", {"Wolf": "film"}),
    ("Ann Lee will direct Wolf, a thriller about a nurse.", {"Wolf": "film"}),
    ("Wolf is a feature from Ann Lee.", {"Wolf": "film"}),
    ("He made the TV movie Wolf.", {"Wolf": "film"}),
    ("He made the TV thriller Wolf.", {"Wolf": "series"}),
    ("She was in the films Wolf, Bear and “Fox.”", {"Wolf": "film", "Bear": "film", "Fox": "film"}),
    ("Ann Lee will star in Wolf. A24 produces the series.", {"Wolf": "series"}),
]

UNSAID = [
    "Wolf, a drama from A24, opens in May.",
    "Ann Lee stars in Wolf.",
    "It plays at the Wolf Film Festival.",
    "Wolf and Bear open in May. The film is good.",
    "The film Wolf became the series Wolf.",
    "The series Wolfpack is back.",
]


@pytest.mark.parametrize(("text", "kinds"), SAID)
def test_words_next_to_a_title_say_what_it_is(text: str, kinds: dict[str, str]) -> None:
    assert kinds_in(text, {"Wolf", "Bear", "Fox"}) == kinds


@pytest.mark.parametrize("text", UNSAID)
def test_where_nothing_clear_is_said_nothing_is_read(text: str) -> None:
    assert kinds_in(text, {"Wolf", "Bear"}) == {}


def test_a_title_inside_a_longer_one_is_not_meant() -> None:
    assert kinds_in("The series Nobody 2 is no film called Nobody.", {"Nobody", "Nobody 2"}) == {
        "Nobody 2": "series",
        "Nobody": "film",
    }


def test_most_of_what_is_said_counts() -> None:
    text = "The series Wolf is back. Season two of Wolf begins. Some call Wolf, a film at heart, long."
    assert kinds_in(text, {"Wolf"}) == {"Wolf": "series"}


def test_credits_carry_the_kind_of_their_film() -> None:
    found = reading.read("Ann Lee will star in the limited series “Harbor Lights” for HBO. Tom Dee directs the series.")
    films = {c.object.kind for c in found.credits if c.object.type is EntityType.FILM}
    assert found.credits
    assert films == {"series"}


def test_a_long_text_of_many_titles_takes_no_time_to_speak_of() -> None:
    titles = {f"Wolf {number}" for number in range(300)}
    text = " ".join(f"The film Wolf {number % 300} opens." for number in range(5_000))
    assert len(kinds_in(text, titles)) == 300
