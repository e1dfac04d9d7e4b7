"""The reader's two trained networks: small, made from the texts that are here, the same in blocks as in one piece."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reading import network as networks
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
