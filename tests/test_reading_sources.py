"""Whoever wrote the novel, comic, play or article that a film is made from is its source author."""

from __future__ import annotations

import pytest

from tests.reading_sentences import Case, got, table


@pytest.mark.parametrize("case", table("sources"), ids=lambda case: case.text[:60])
def test_the_table_of_sources(case: Case) -> None:
    assert got(case) == case.wanted
