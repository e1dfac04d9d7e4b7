"""What a reader has read already isn't read again, whether few or many articles are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.cli.known import _FEW, Known
from graph.settings import Settings
from graph.workspace import Workspace
from tests import gold
from tests.command import ROOT, reelgraph

ARTICLES = gold.articles()
READER = gold.reader()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    filled = Workspace(Settings(tmp_path_factory.mktemp("known") / "workspace"))
    list(filled.add(ARTICLES[:8], READER))
    return filled


@pytest.mark.parametrize("asked_before", [0, _FEW])
def test_what_was_read_is_known_and_nothing_else(workspace: Workspace, asked_before: int) -> None:
    known = Known(workspace, READER.name)
    assert not any(f"asked {n}" in known for n in range(asked_before))
    assert [a.content_hash in known for a in ARTICLES[:10]] == [True] * 8 + [False] * 2


def test_all_of_it_at_once(workspace: Workspace) -> None:
    assert Known(workspace, READER.name).all() == {a.content_hash for a in ARTICLES[:8]}


def test_another_reader_has_read_nothing(workspace: Workspace) -> None:
    assert ARTICLES[0].content_hash not in Known(workspace, "another 1")


def test_without_a_workspace_nothing_is_known_and_none_is_made(tmp_path: Path) -> None:
    assert ARTICLES[0].content_hash not in Known(Workspace(Settings(tmp_path / "none")), READER.name)
    assert not (tmp_path / "none").exists()


def test_what_a_source_brings_is_not_counted_again_by_reread_and_is_removed_by_its_file(tmp_path: Path) -> None:
    file = ROOT / "data" / "articles" / "sampledesk-normal-winkler-headey.md"
    where = ("--workspace", tmp_path / "workspace")
    assert reelgraph("add", file, *where).stdout.startswith("1 article: 1 added")
    assert reelgraph("add", file, "--reread", *where).stdout == "1 article: 1 unchanged; 0 credits\n"
    assert reelgraph("remove", tmp_path / "another.md", *where).returncode == 1
    assert reelgraph("remove", file, *where).stdout == "1 article removed\n"
