"""Bad input: one clear line on stderr and what to do, the right exit code, and what was read before is kept."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import gold
from tests.command import ROOT, assert_complains, reelgraph

ARTICLE = gold.DATA / "articles" / "sampledesk-normal-winkler-headey.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", bytes(range(256)) * 20),
        ("empty.txt", b""),
        ("blank.md", b" \n\n"),
        ("latin1.txt", "Amélie à la gare".encode("latin-1")),
        ("front.md", b"---\ntitle: x\n---\n"),
    ],
)
def test_a_file_that_is_no_article_is_named_and_the_rest_goes_on(
    workspace: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    done = reelgraph("add", bad, ARTICLE, "--workspace", workspace)
    assert_complains(done, 3, name)
    assert done.stdout.startswith("1 article: 1 added")


def test_strict_stops_at_the_first_bad_source_and_keeps_what_came_before(workspace: Path, tmp_path: Path) -> None:
    done = reelgraph("add", "--strict", ARTICLE, tmp_path / "missing.md", ARTICLE, "--workspace", workspace)
    assert_complains(done, 3, "missing.md")
    assert "Winkler" in reelgraph("articles", "--workspace", workspace).stdout


def test_a_missing_file_and_a_folder_without_articles(workspace: Path, tmp_path: Path) -> None:
    assert_complains(reelgraph("add", tmp_path / "missing.md", "--workspace", workspace), 3, "missing.md")
    (tmp_path / "void").mkdir()
    assert_complains(reelgraph("add", tmp_path / "void", "--workspace", workspace), 3, "void", ".md")


def test_no_workspace_says_how_to_get_one(workspace: Path) -> None:
    for command in (["path", "a", "b"], ["show", "a"], ["articles"], ["status"], ["rebuild"], ["remove", "x"]):
        assert_complains(reelgraph(*command, "--workspace", workspace), 1, "no workspace", "reelgraph add")


def test_unknown_commands_options_and_values_exit_2(workspace: Path) -> None:
    assert_complains(reelgraph("pahts"), 2, "pahts")
    assert_complains(reelgraph("path", "one"), 2, "B")
    assert_complains(reelgraph("path", "a", "b", "--format", "pdf", "--workspace", workspace), 2, "pdf")


def test_the_bare_command_prints_the_help(workspace: Path) -> None:
    bare = reelgraph()
    assert (bare.returncode, bare.stderr) == (0, "")
    assert bare.stdout == reelgraph("--help").stdout
    assert "\n  path " in bare.stdout
    assert_complains(reelgraph("--workspace", workspace), 2, "Missing command", "reelgraph --help")


def test_names_that_are_unknown_or_ambiguous(workspace: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "subject,subject_type,relation,object,object_type,object_year\n"
        "Ann Lee,Person,DIRECTED,Harbor Lights,Film,1999\n"
        "Bo Hill,Person,DIRECTED,Harbor Lights,Film,2021\n",
        encoding="utf-8",
    )
    reelgraph("import", table, "--workspace", workspace)
    unknown = reelgraph("path", "Anne Leigh", "Bo Hill", "--workspace", workspace)
    assert_complains(unknown, 1, "Anne Leigh", "Ann Lee")
    ambiguous = reelgraph("show", "harbor lights", "--workspace", workspace)
    assert_complains(ambiguous, 2, "(1999), film, with Ann Lee", "(2021), film, with Bo Hill")
    assert_complains(reelgraph("path", "Ann Lee", "Bo Hill", "--workspace", workspace), 1)
    assert_complains(reelgraph("path", "Ann Lee", "ann lee", "--workspace", workspace), 2, "same")


def test_a_database_that_is_not_there_exits_4(workspace: Path) -> None:
    done = reelgraph("path", "a", "b", "--uri", "bolt://127.0.0.1:9", env={"NEO4J_PASSWORD": "hush-hush"})
    assert_complains(done, 4, "127.0.0.1:9")
    assert "hush-hush" not in done.stderr


def test_a_cypher_mistake_exits_2(workspace: Path) -> None:
    reelgraph("add", ARTICLE, "--workspace", workspace)
    assert_complains(reelgraph("cypher", "MATCH (n RETURN n", "--workspace", workspace), 2)


def test_a_locked_workspace_is_waited_for_with_a_word(workspace: Path) -> None:
    reelgraph("add", ARTICLE, "--workspace", workspace)
    with (workspace / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        start = time.monotonic()
        done = reelgraph("rebuild", "--workspace", workspace)
    assert time.monotonic() - start > 9
    assert_complains(done, 4, "waiting for another process", "in use by another process")
    assert reelgraph("rebuild", "--workspace", workspace).returncode == 0


def test_a_workspace_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = reelgraph("add", ARTICLE, "--workspace", tmp_path / "file" / "workspace")
    assert_complains(done, 2, "can't be made")


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "reelgraph.toml").write_text("workspce = 'x'\n", encoding="utf-8")
    assert_complains(reelgraph("status", cwd=tmp_path), 2, "workspce", "workspace")


def test_ctrl_c_exits_130(workspace: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "graph", "add", "-", "--workspace", str(workspace)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in said


def test_a_reader_that_goes_away_is_no_error(workspace: Path) -> None:
    reelgraph("add", gold.DATA / "articles", "--workspace", workspace)
    query = "MATCH (a)--(b) RETURN a, b"
    command = f'"{sys.executable}" -m graph cypher "{query}" --format jsonl --workspace "{workspace}"'
    shell = ["bash", "-c", f"{command} | head -n 1; echo ${{PIPESTATUS[0]}}"]
    done = subprocess.run(shell, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.startswith('{"a": ')
    assert done.stdout.endswith("\n141\n")
    assert done.stderr == ""
