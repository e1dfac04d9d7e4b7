"""Wheel and sdist hold what they should and nothing else, licences are known, and completion can be installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import audit
import licences
import pytest

from tests.command import ROOT, reelgraph


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--sdist",
        "--outdir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (file,) = built.glob("*.whl")
    return zipfile.ZipFile(file)


def _files(*folders: str) -> set[str]:
    """The files of the checkout in some folders."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_whole(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert _files("graph") <= names
    assert {f"graph/_{name}" for name in _files("queries")} <= names
    assert "graph/py.typed" in names
    assert "graph/ledger.sql" in names


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    strangers = [n for n in wheel.namelist() if not re.match(r"(graph/|reelgraph-[\d.]+\.dist-info/)", n)]
    assert strangers == []
    assert [n for n in wheel.namelist() if "__pycache__" in n or n.endswith((".pyc", ".sqlite"))] == []


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (name,) = [n for n in wheel.namelist() if n.endswith("/METADATA")]
    about = message_from_bytes(wheel.read(name))
    assert about["License-Expression"] == "MIT"
    assert about["Requires-Python"] == ">=3.11"
    assert any(n.endswith("licenses/LICENSE") for n in wheel.namelist())
    (entry,) = [n for n in wheel.namelist() if n.endswith("/entry_points.txt")]
    assert "reelgraph = graph.cli:main" in wheel.read(entry).decode()


def test_the_sdist_holds_what_building_and_testing_need(built: Path) -> None:
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as packed:
        names = {n.partition("/")[2] for n in packed.getnames()}
    wanted = _files("graph", "queries", "data", "docs", "tests", "scripts", "benchmarks") | {
        "pyproject.toml",
        "LICENSE",
    }
    assert wanted <= names
    assert not [n for n in names if n.startswith((".venv", ".tools", "demo", "dist")) or "__pycache__" in n]


def test_every_package_that_is_needed_has_a_known_and_permissive_licence() -> None:
    assert licences.refused() == []
    assert len(licences.needed()) > 20


def test_the_docs_list_the_licence_of_every_package_that_reelgraph_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = licences.PAGE.read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=]", requirement)[0].lower()
        assert f"\n| {name} | " in page, f"run python scripts/licences.py: {name} is missing"


def test_the_audit_never_calls_fine_what_it_could_not_look_up() -> None:
    fine = {"name": "a", "version": "1.0", "vulns": []}
    skipped = {"name": "b", "skip_reason": "Dependency not found"}
    known = {"name": "c", "version": "2.0", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}]}
    assert audit.verdict({"dependencies": [fine, fine]}) == (["2 packages looked up, none known to be vulnerable"], 0)
    assert audit.verdict({"dependencies": [fine, skipped]})[1] == 4
    assert audit.verdict({"dependencies": [fine, skipped, known]}) == (["c 2.0: CVE-1, fixed in 2.1"], 1)
    with pytest.raises(RuntimeError):
        audit.report("false", ["a==1.0"])


def test_the_audit_looks_at_every_package_that_is_needed() -> None:
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in audit.pinned()}
    assert set(licences.needed()) <= pinned


def test_completion_can_be_installed_and_completes(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    program = f"'{sys.executable}' -m graph --install-completion; exit $?"  # in a shell: it looks which one it runs in
    done = subprocess.run(
        ["bash", "-c", program], cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert "complete_bash" in script.read_text(encoding="utf-8")
    asked = {"_REELGRAPH_COMPLETE": "complete_bash", "COMP_WORDS": "reelgraph pa", "COMP_CWORD": "1"}
    assert reelgraph(env=env | asked).stdout.split() == ["path"]
