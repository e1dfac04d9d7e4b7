"""Sales, distribution and finance are read as trade press, market reports and credits blocks tell them."""

from __future__ import annotations

import pytest

from tests.reading_sentences import Case, got, table


@pytest.mark.parametrize("case", table("deals"), ids=lambda case: case.text[:60])
def test_the_table_of_deals(case: Case) -> None:
    assert got(case) == case.wanted
