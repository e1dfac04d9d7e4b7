"""Killed at any moment, reelgraph loses nothing that it acknowledged and leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash import Workshop


def run(folder: Path, seed: int, parts: int, *, commands: int, calls: int) -> Workshop:
    """Kill work until so many commands, and so many processes that call the library, were killed before their end."""
    workshop = Workshop(folder, seed, parts)
    workshop.prepare()
    for as_command, wanted in ((True, commands), (False, calls)):
        while sum(count for (_, way), count in workshop.kills.items() if way is as_command) < wanted:
            workshop.kill_one(as_command=as_command)
    return workshop


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    run(tmp_path, 11, 4, commands=6, calls=4)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_two_hundred_killed_commands_lose_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    workshop = run(tmp_path, 23, 52, commands=200, calls=100)
    for as_command, what in ((True, "commands"), (False, "calls")):
        kills = {name.lower(): count for (name, way), count in sorted(workshop.kills.items()) if way is as_command}
        assert set(kills) == {"add", "remove", "rebuild", "review", "import", "ask"}
        each = ", ".join(f"{count} of {name}" for name, count in kills.items())
        record_property(
            "counted", f"{sum(kills.values())} killed {what} ({each}): 0 acknowledged articles lost, 0 half written"
        )
