"""Crafts are read in every trade and way of saying, in round-ups, credits blocks and lists of nominees."""

from __future__ import annotations

import pytest

from tests.reading_sentences import Case, got, table


@pytest.mark.parametrize("case", table("crafts"), ids=lambda case: case.text[:60])
def test_the_table_of_crafts(case: Case) -> None:
    assert got(case) == case.wanted
