"""Each promise in docs/security.md names a test that is there."""

from __future__ import annotations

import re

import pytest

from tests.command import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISES = [line.rsplit("|", 2)[:2] for line in PAGE.splitlines() if re.match(r"\| (?!Promise |---)", line)]


def test_there_are_promises() -> None:
    assert len(PROMISES) > 20


@pytest.mark.parametrize(("promise", "tests"), PROMISES, ids=[str(n) for n in range(len(PROMISES))])
def test_a_promise_names_tests_that_are_there(promise: str, tests: str) -> None:
    named = re.findall(r"`([^`]+)`", tests)
    assert named, promise
    for name in named:
        files = sorted((ROOT / name).glob("test_*.py")) if name.endswith("/") else [ROOT / name]
        assert files, f"{name} holds no test"
        assert all("def test_" in file.read_text(encoding="utf-8") for file in files), name
