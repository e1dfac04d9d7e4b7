"""Brackets, possessives and "best known for": earlier work counts, under the part that its owner has here."""

from __future__ import annotations

from graph.model import Relation
from graph.reading import read_by_rules as read
from tests.reading_cases import lines, missing


def test_brackets_after_an_actor_are_films_acted_in() -> None:
    text = "Mara Quill (The Long Field, X-Ray: Reborn) stars in “Paper Moons.”"
    assert lines(text) == {
        "Mara Quill ACTED_IN Paper Moons",
        "Mara Quill ACTED_IN The Long Field",
        "Mara Quill ACTED_IN X-Ray: Reborn",
    }


def test_brackets_after_a_director_are_films_directed() -> None:
    text = "Owen Tate (“Low Water,” “The Weir”) will direct “Red Mesa” from Bella Cruz’s (“Ashes”) screenplay."
    assert not missing(
        text,
        "Owen Tate DIRECTED Red Mesa",
        "Owen Tate DIRECTED Low Water",
        "Owen Tate DIRECTED The Weir",
        "Bella Cruz WROTE Red Mesa",
    )


def test_a_title_before_a_role_is_earlier_work() -> None:
    text = "Amazon Studios has greenlit “Kestrel,” a drama from “Coldwater” creator Mina Shaw, starring Idris Vale."
    assert not missing(text, "Mina Shaw WROTE Coldwater", "Idris Vale ACTED_IN Kestrel")
    assert "Idris Vale ACTED_IN Coldwater" not in lines(text)


def test_best_known_for_and_credits_include() -> None:
    text = "Lena Frost, best known for The Weir and Ashes, is in “Red Mesa.” Her credits include “Silent Road.”"
    assert not missing(
        text, "Lena Frost ACTED_IN The Weir", "Lena Frost ACTED_IN Ashes", "Lena Frost ACTED_IN Silent Road"
    )


def test_the_year_in_brackets_goes_with_the_film() -> None:
    (credit,) = [
        c for c in read("Low Water (1978) was directed by Owen Tate.").credits if c.relation is Relation.DIRECTED
    ]
    assert (credit.object.name, credit.object.year) == ("Low Water", 1978)


def test_a_craft_is_kept_in_a_filmography() -> None:
    text = "Composer Nia Cole (“Ashes,” “The Weir”) has signed on to score “Red Mesa.”"
    credits = {(c.relation, c.object.name, c.detail) for c in read(text).credits}
    assert {(Relation.WORKED_ON, name, "composer") for name in ("Ashes", "The Weir", "Red Mesa")} <= credits
