"""Real names: no two that are not one are ever merged, and most that are one are merged or offered, with the reason.

The figures of the half that nothing was tuned on are printed by `benchmarks/identity.py`.
"""

from __future__ import annotations

import pytest

from tests.labelled import Pair, outcome, pairs

ALL = pairs()


def test_there_are_enough_pairs_of_both_kinds_in_both_halves() -> None:
    assert len(ALL) >= 300
    assert len(set(ALL)) == len(ALL)
    for half in (True, False):
        for truth in (True, False):
            assert sum(p.tuned == half and p.same == truth for p in ALL) >= 75


@pytest.mark.parametrize("pair", [p for p in ALL if not p.same], ids=lambda p: f"{p.a} / {p.b}")
def test_what_is_not_one_is_never_merged(pair: Pair) -> None:
    assert not outcome(pair).merged


@pytest.mark.parametrize("tuned", [True, False], ids=["tuned half", "untuned half"])
def test_most_true_pairs_are_merged_or_offered_for_the_true_reason(tuned: bool) -> None:
    true = [p for p in ALL if p.same and p.tuned == tuned]
    found = [p for p in true if p.why in outcome(p).reasons()]
    assert len(found) / len(true) >= 0.70


def test_reasons_against_are_said_as_well() -> None:
    pair = next(p for p in ALL if (p.a, p.b) == ("Michael Jordan", "Michael B. Jordan"))
    candidate = outcome(pair).candidate
    assert candidate is not None
    assert [r.text for r in candidate.reasons if r.weight < 0] == [
        "only one has a middle name (b), and namesakes are told apart by it"
    ]
