"""Names are normalised and taken apart by the rules of their kind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import names
from graph.model import EntityType

P, F, C = EntityType.PERSON, EntityType.FILM, EntityType.COMPANY


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        (P, "Penélope Cruz", "PENELOPE CRUZ"),
        (P, "Søren Malling", "Soren Malling"),
        (P, "Łukasz Żal", "Lukasz Zal"),
        (P, "J.J. Abrams", "J. J. Abrams"),
        (P, "Robert Downey, Jr.", "Robert Downey Jr."),
        (P, "Helena Bonham-Carter", "Helena Bonham Carter"),
        (F, "Fast & Furious", "Fast and Furious"),
        (F, "Ocean’s Eleven", "Oceans Eleven"),
        (C, "The Weinstein Company", "Weinstein Company"),
        (C, "Pathé", "Pathe"),
    ],
)
def test_one_name_in_two_spellings_has_one_key(type_: EntityType, a: str, b: str) -> None:
    assert names.key(type_, a) == names.key(type_, b)


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        (P, "Michael Jordan", "Michael B. Jordan"),
        (F, "Suicide Squad", "The Suicide Squad"),
        (F, "Nobody", "Nobody 2"),
        (C, "Sony", "Sony Pictures"),
        (P, "宮崎駿", "黒澤明"),
    ],
)
def test_two_names_have_two_keys(type_: EntityType, a: str, b: str) -> None:
    assert names.key(type_, a) != names.key(type_, b)


def test_a_film_is_looked_for_exactly_first_and_then_with_another_article() -> None:
    assert names.lookup_keys(F, "The Odyssey") == ("the odyssey", "odyssey")
    assert names.lookup_keys(F, "Odyssey") == ("odyssey", "the odyssey")
    assert names.lookup_keys(P, "The Rock") == ("the rock",)


@pytest.mark.parametrize(
    ("name", "stem", "number", "subtitle"),
    [
        ("Kill Bill: Volume 2", "kill bill", 2, ""),
        ("Dune: Part Two", "dune", 2, ""),
        ("Rocky II", "rocky", 2, ""),
        ("John Wick: Chapter 3 – Parabellum", "john wick", 3, "parabellum"),
        ("The Godfather Part II", "godfather", 2, ""),
        ("Ocean's Eleven", "oceans eleven", None, ""),
        ("12 Angry Men", "12 angry men", None, ""),
        ("Blade Runner 2049", "blade runner 2049", None, ""),
        ("Malcolm X", "malcolm x", None, ""),
    ],
)
def test_a_title_has_a_stem_a_number_and_a_subtitle(name: str, stem: str, number: int | None, subtitle: str) -> None:
    assert names.film(names.key(F, name)) == names.FilmTitle(stem, number, subtitle)


@pytest.mark.parametrize(
    ("name", "core", "trade", "arms"),
    [
        ("87North Productions", "87north", ("productions",), ()),
        ("Working Title Prods., Ltd.", "working title", ("productions",), ()),
        ("Sony Pictures Classics", "sony", ("pictures",), ("classics",)),
        ("Pictures", "pictures", (), ()),
    ],
)
def test_a_company_has_a_core_trade_words_and_arms(
    name: str, core: str, trade: tuple[str, ...], arms: tuple[str, ...]
) -> None:
    assert names.company(names.key(C, name)) == names.CompanyName(core, trade, arms)


def test_a_person_has_a_last_name_with_its_particles_and_a_suffix() -> None:
    assert names.person("lars von trier") == names.PersonName("lars", (), "von trier")
    assert names.person("robert john downey jr") == names.PersonName("robert", ("john",), "downey", "jr")
    assert names.person("jewson") == names.PersonName("", (), "jewson")


def test_a_nickname_in_quotes_is_taken_out() -> None:
    assert names.without_nickname('Dwayne "The Rock" Johnson') == "Dwayne Johnson"
    assert names.without_nickname("Dwayne “The Rock” Johnson") == "Dwayne Johnson"
    assert names.without_nickname("Dwayne Johnson") == ""
    assert names.without_nickname("Conan O'Brien") == ""


def test_a_working_title_says_what_it_is_about() -> None:
    assert names.working_title(names.key(F, "Untitled Bob Dylan Project")) == "bob dylan"
    assert names.working_title(names.key(F, "A Complete Unknown")) == ""


@given(st.sampled_from(EntityType), st.text(min_size=1).filter(str.strip))
def test_a_key_is_never_empty_and_is_its_own_key(type_: EntityType, name: str) -> None:
    key = names.key(type_, name)
    assert key
    assert names.key(type_, key) == key


def test_importing_names_brings_in_nothing_heavy() -> None:
    code = "import sys, graph.names; print(sorted({'anyascii', 'rapidfuzz', 'numpy', 'sqlite3'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
