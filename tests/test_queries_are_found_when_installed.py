"""Queries are found however reelgraph is installed: in a checkout, as an editable install, from a built wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
WHERE = "from graph import queries; print(queries.load('store/stamp').path)"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment with nothing in it."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def said(python: str | Path, *arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run([python, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def install(python: Path, *what: str | Path) -> None:
    """Install into the fresh environment by our own pip; nothing is downloaded."""
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python)
    said(sys.executable, *pip, "install", "--no-deps", "--no-build-isolation", "--no-index", *what, cwd=CHECKOUT)


def test_in_a_checkout_they_lie_beside_the_package() -> None:
    found = Path(said(sys.executable, "-c", WHERE, cwd=CHECKOUT))
    assert found == CHECKOUT / "queries" / "neo4j" / "store" / "stamp.cypher"


def test_a_built_wheel_brings_them_along(python: Path, tmp_path: Path) -> None:
    said(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, CHECKOUT, cwd=tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    install(python, "--force-reinstall", wheel)
    package = Path(said(python, "-c", "import graph; print(graph.__file__)", cwd=tmp_path)).parent
    (package.parent / "queries").mkdir()  # beside an installed package this is somebody else's
    found = Path(said(python, "-c", WHERE, cwd=tmp_path))
    assert found == package / "_queries" / "neo4j" / "store" / "stamp.cypher"
    ours = {p.relative_to(CHECKOUT / "queries") for p in (CHECKOUT / "queries").rglob("*.cypher")}
    assert {p.relative_to(package / "_queries") for p in package.rglob("*.cypher")} == ours


def test_an_editable_install_reads_those_of_the_checkout(python: Path, tmp_path: Path) -> None:
    import hatchling  # the build backend of our own environment, lent to the fresh one

    [packages] = (python.parents[1] / "lib").glob("python*/site-packages")
    lent = packages / "lent.pth"
    lent.write_text(str(Path(str(hatchling.__file__)).parents[1]), encoding="utf-8")
    install(python, "--force-reinstall", "--editable", CHECKOUT)
    lent.unlink()
    found = Path(said(python, "-c", WHERE, cwd=tmp_path))
    assert found == CHECKOUT / "queries" / "neo4j" / "store" / "stamp.cypher"
