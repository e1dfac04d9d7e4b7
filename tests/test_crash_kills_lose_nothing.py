"""Killed at any moment, reelgraph loses nothing that it acknowledged and leaves nothing half done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.crash import Workshop


def run(folder: Path, kills: int, seed: int) -> Workshop:
    """Kill work until `kills` processes were really killed (others had finished before)."""
    workshop = Workshop(folder, seed)
    workshop.prepare()
    while workshop.kills.total() < kills:
        workshop.kill_one()
    return workshop


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    run(tmp_path, 10, seed=11)


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workshop = run(tmp_path, 200, seed=23)
    assert set(workshop.kills) == {"Add", "Remove", "Rebuild", "Review", "Import", "Ask"}
    with capsys.disabled():
        counted = ", ".join(f"{count} of {name.lower()}" for name, count in sorted(workshop.kills.items()))
        sys.stdout.write(
            f"\n{workshop.kills.total()} kills ({counted}): 0 acknowledged articles lost, 0 half written\n"
        )
