"""Every command in the README's tour prints what the README says, and the demo shows the path and writes its view."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANYTHING = "..."
"""A line of the README that stands for any number of lines."""


def steps(text: str) -> list[tuple[str, list[str]]]:
    """The commands of all console blocks, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def matches(said: list[str], printed: list[str]) -> bool:
    """Whether the printed lines are those of the README, where `...` stands for any lines."""
    pattern = "".join("(?:.*\n)*?" if line == ANYTHING else re.escape(line.rstrip()) + "\n" for line in said)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which `reelgraph` is the command of this checkout and the workspace is fresh."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "reelgraph"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m graph "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "REELGRAPH_"))}
    return clean | {"PATH": f"{programs}:{os.environ['PATH']}", "REELGRAPH_WORKSPACE": str(tmp_path / "workspace")}


def test_the_tour_prints_what_it_says(shell: dict[str, str], tmp_path: Path) -> None:
    tour = steps((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(tour) >= 6
    home = tmp_path / "home"
    home.mkdir()
    shutil.copytree(ROOT / "data", home / "data")
    for command, said in tour:
        done = subprocess.run(command, shell=True, cwd=home, env=shell, capture_output=True, text=True, check=False)
        printed = (done.stdout + done.stderr).splitlines()
        assert matches(said, printed), f"$ {command}\nprints\n" + "\n".join(printed)


def test_make_demo_shows_the_path_and_writes_the_view(shell: dict[str, str], tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    command = ["make", "--silent", "show-demo", f"DEMO={demo}", f"REELGRAPH={tmp_path / 'bin' / 'reelgraph'}"]
    done = subprocess.run(command, cwd=ROOT, env=shell, capture_output=True, text=True, check=True)
    assert "87North leads to Uma Thurman in 2 hops" in done.stdout
    assert "Ballerina Overdrive" in done.stdout
    page = demo / "87north-uma-thurman.html"
    assert str(page) in done.stdout
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
