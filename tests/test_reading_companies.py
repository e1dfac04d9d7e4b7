"""Companies that make films are read as producers, alone, together and through their people."""

from __future__ import annotations

import pytest

from tests.reading_sentences import Case, got, table


@pytest.mark.parametrize("case", table("companies"), ids=lambda case: case.text[:60])
def test_the_table_of_companies(case: Case) -> None:
    assert got(case) == case.wanted
