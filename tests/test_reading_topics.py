"""The film in hand is followed through sentences, paragraphs, headings, short forms and asides."""

from __future__ import annotations

import pytest

from tests.reading_sentences import Case, got, table


@pytest.mark.parametrize("case", table("topics"), ids=lambda case: case.text[:60])
def test_the_table_of_topics(case: Case) -> None:
    assert got(case) == case.wanted
