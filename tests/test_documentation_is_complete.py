"""The reference is written from the code, every documented command exists, and every page is in the site."""

from __future__ import annotations

import re
import subprocess
import sys

import yaml

from graph.cli import COMMANDS
from tests.command import ROOT, reelgraph

DOCS = ROOT / "docs"


def test_the_reference_names_every_command_option_exit_code_and_query() -> None:
    command = [sys.executable, "scripts/reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_registered_command_has_help_and_is_in_the_overview() -> None:
    overview = reelgraph("--help").stdout
    for command in COMMANDS:
        assert f"  {command} " in overview
        assert reelgraph(command, "--help").stdout.startswith(f"Usage: reelgraph {command} ")


def test_the_docs_name_no_command_that_does_not_exist() -> None:
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        used = re.findall(r"(?:^\$ |`)reelgraph ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(used) <= set(COMMANDS), f"{page.name} names {sorted(set(used) - set(COMMANDS))}"


def test_every_page_is_in_the_navigation() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = re.findall(r"[\w-]+\.md", str(site["nav"]))
    assert sorted(pages) == sorted(p.name for p in DOCS.glob("*.md"))
