"""The reader's two trained networks: small, made from the texts that are here, the same in blocks as in one piece."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from graph.reading import network as networks
from graph.reading import reader
from graph.reading.linking.pairs import Pairs, rivals
from graph.reading.linking.score import NEVER, REACH, TOGETHER, best_other, between
from graph.reading.network import ENDING, encode, network
from training.articles import fingerprint, own, training

NAMES = ("tagger", "linker")
WEIGHTS = Path(networks.__file__).parent / "weights"


def test_both_together_take_less_than_ten_megabytes() -> None:
    assert sum((WEIGHTS / f"{name}.npz").stat().st_size for name in NAMES) < 10_000_000


@pytest.mark.parametrize("name", NAMES)
def test_they_were_trained_on_the_articles_that_are_here(name: str) -> None:
    assert networks.about(name)["fingerprint"] == fingerprint([*training(), *own()])


@pytest.mark.parametrize("name", NAMES)
def test_no_full_name_of_a_person_or_company_is_learned(name: str) -> None:
    words = set(network(name).words)
    for article in training():
        for entity in [*article.gold["people"], *article.gold["companies"]]:
            if " " in entity["name"]:
                assert entity["name"].casefold() not in words


def test_reading_does_without_the_library_that_trained_them() -> None:
    program = "import sys; from graph.reading import read; read('Jane Doe directs Foo.'); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_reading_keeps_to_one_core_and_then_gives_the_others_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _threads()
    seen: list[set[int]] = []
    tagging = reader.tag
    monkeypatch.setattr(reader, "tag", lambda *given: (seen.append(_threads()), tagging(*given))[1])
    reader.read_text("Jane Doe directs “Foo,” and Cole West stars in it.")
    assert (seen, _threads()) == ([{1}], before)


def _threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@given(st.integers(1, 300), st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("name", NAMES)
def test_a_long_text_in_blocks_gives_the_same_as_in_one_piece(name: str, units: int, seed: int) -> None:
    net = network(name)
    random = np.random.default_rng(seed)
    words = [str(w) for w in random.choice([*list(net.words)[:400], "unheard-of"], units)]
    tags = [str(t) for t in random.choice([*net.tags, ""], units)]
    numbers = random.random((units, net.weights["number.weight"].shape[1]), dtype=np.float32)
    sentences = np.sort(random.integers(0, 9, units))
    whole = encode(net, words, tags, numbers, sentences)
    parts = encode(net, words, tags, numbers, sentences, block=37)
    assert np.allclose(whole, parts, atol=2e-4)


def test_an_ending_is_looked_up_as_it_was_counted() -> None:
    assert {len(e) for e in network("tagger").endings} <= set(range(1, ENDING + 1))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_a_pair_is_weighed_against_the_best_of_the_others_it_vies_with(groups: list[int], seed: int) -> None:
    values = np.random.default_rng(seed).standard_normal((len(groups), 2)).astype(np.float32)
    others = best_other(values, np.array(groups, dtype=np.int32))
    for i, group in enumerate(groups):
        rest = [values[j] for j, other in enumerate(groups) if other == group and j != i]
        assert np.array_equal(others[i], np.max(rest, axis=0) if rest else [NEVER, NEVER])


@given(st.lists(st.tuples(*[st.integers(0, 2)] * 5), min_size=1, max_size=12))
def test_pairs_vie_for_the_place_of_either_end_and_for_the_same_names(rows: list[tuple[int, ...]]) -> None:
    columns = np.array(rows, dtype=np.int32).T
    place, other, subject, object_, sentence = columns
    pairs = Pairs(place, other, subject, object_, sentence, np.zeros((len(rows), 0), dtype=np.float32))
    shared = [(place, place), (other, sentence), (subject, subject), (subject, object_)]
    for groups, (one, two) in zip(rivals(pairs), shared, strict=True):
        for i in range(len(rows)):
            for j in range(len(rows)):
                assert (groups[i] == groups[j]) == ((one[i], two[i]) == (one[j], two[j]))


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()), min_size=1, max_size=9))
@settings(max_examples=25, deadline=None)
def test_what_stands_between_two_names_is_summed_up_as_one_would_by_hand(ends: list[tuple[int, int, bool]]) -> None:
    net = network("linker")
    x = np.random.default_rng(1).standard_normal((100, net.weights["top.weight"].shape[1])).astype(np.float32)
    subject, object_, together = np.array(ends, dtype=np.int32).T
    features = np.zeros((len(ends), TOGETHER), dtype=np.float32)
    features[:, 0] = together
    found = between(net, x, Pairs(subject, object_, subject, object_, subject, features))
    for row, (a, b, near) in zip(found, ends, strict=True):
        inner = x[min(a, b) + 1 : max(a, b)]
        if not near or not 0 < len(inner) < REACH:
            assert not row.any()
            continue
        mean = inner.sum(axis=0) / np.sqrt(len(inner)) @ net.weights["between.weight"].T
        top = (inner @ net.weights["top.weight"].T + net.weights["top.bias"]).max(axis=0)
        assert np.allclose(row, mean + top, atol=1e-2)
