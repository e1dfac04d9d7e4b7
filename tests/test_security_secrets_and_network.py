"""Secrets are written nowhere, files are for their user only, and only what was asked for touches the network."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.workspace import Workspace
from tests import gold
from tests.command import ROOT, assert_complains, reelgraph
from tests.every_command import Setting, every_command

SECRET = "s3cret-Marker-9f2c"
OTHER_SECRET = "sk-Key-Marker-77aa"


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("security")
    workspace = Workspace(Settings(folder / "workspace"))
    list(workspace.add(gold.articles()[:8], gold.reader()))
    (folder / "output").mkdir()
    (folder / "home").mkdir()
    source = gold.DATA / "articles" / f"{gold.articles()[9].stem}.md"
    shutil.copy(source, folder / "article.md")
    with workspace.store() as store:
        ids = {type_: [e.id for e in store.hubs([type_], 2)] for type_ in ("Person", "Film", "Company")}
    people, films, companies = ids["Person"], ids["Film"], ids["Company"]
    return Setting(
        folder / "workspace", people[0], people[1], films[0], companies[0], folder / "article.md", folder / "output"
    )


def environment(setting: Setting, **more: str) -> dict[str, str]:
    """The variables of a user whose home is in the test's folder, with secrets in them."""
    home = str(setting.workspace.parent / "home")
    return {
        "HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_STATE_HOME": home,
        "NEO4J_PASSWORD": SECRET,
        "REELGRAPH_LLM_KEY": OTHER_SECRET,
        **more,
    }


def _files_with_secrets(folder: Path) -> list[Path]:
    marks = (SECRET.encode(), OTHER_SECRET.encode())
    return [p for p in folder.rglob("*") if p.is_file() and any(mark in p.read_bytes() for mark in marks)]


# --- secrets ---------------------------------------------------------------------------------------------------------


def test_no_failure_tells_a_secret(setting: Setting) -> None:
    nowhere = {"NEO4J_URI": "bolt://127.0.0.1:9"}
    in_address = {"NEO4J_URI": f"bolt://neo4j:{SECRET}@127.0.0.1:9"}
    model = {"REELGRAPH_LLM_URL": f"http://127.0.0.1:9/v1?key={OTHER_SECRET}", "REELGRAPH_LLM_MODEL": "m"}
    where = ["--workspace", setting.workspace]
    for arguments, variables in (
        (["path", setting.one, setting.other, *where], nowhere),
        (["status", *where], nowhere),
        (["rebuild", *where], nowhere),
        (["doctor", *where], nowhere),
        (["status", *where], in_address),
        (["doctor", *where], in_address),
        (["read", setting.source, "--reader", "llm", "--allow-local"], model),
    ):
        done = reelgraph(*arguments, env=environment(setting, **variables))
        assert done.returncode in (2, 3, 4), f"{arguments}: {done.stderr}"
        assert SECRET not in done.stdout + done.stderr, f"{arguments}: {done.stderr}"
        assert OTHER_SECRET not in done.stdout + done.stderr, f"{arguments}: {done.stderr}"
    assert _files_with_secrets(setting.workspace.parent) == []


@pytest.mark.parametrize(
    "uri",
    [
        f"bolt://neo4j:{SECRET}/2@127.0.0.1:9",
        f"neo4j:{SECRET}@db.example:7687",
        f"bolt:/neo4j:{SECRET}@db.example:7687",
    ],
)
def test_an_address_of_a_server_with_a_password_is_refused(setting: Setting, uri: str) -> None:
    for arguments in (["find", "x"], ["status"], ["cypher", "RETURN 1"]):
        env = environment(setting, NEO4J_URI=uri)
        done = reelgraph(*arguments, "--workspace", setting.workspace, env=env)
        assert_complains(done, 2, "holds a user or a password")
        assert SECRET not in done.stdout + done.stderr


def test_the_address_of_an_article_with_a_password_is_not_printed(setting: Setting, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(f"---\nurl: https://user:{SECRET}/2@db.example/x\n---\nAnn Lee stars in Night Bus.", "utf-8")
    done = reelgraph("read", article, env=environment(setting))
    assert "db.example" in done.stderr
    assert SECRET not in done.stdout + done.stderr


def _one_of_each(commands: list[list[str]]) -> list[list[str]]:
    """The first way to run each command: the rest differ in formats only."""
    first: dict[str, list[str]] = {}
    for line in commands:
        first.setdefault(line[0], line)
    return list(first.values())


# --- files -----------------------------------------------------------------------------------------------------------


def test_every_file_of_a_workspace_is_for_its_user_only(tmp_path: Path) -> None:
    """Also in a folder that was there before and that everyone may enter."""
    workspace = tmp_path / "workspace"
    workspace.mkdir(mode=0o755)
    where = ["--workspace", workspace]
    assert reelgraph("add", gold.DATA / "articles", *where).returncode == 0
    assert reelgraph("cypher", "MATCH (n) RETURN count(n)", *where).returncode == 0
    assert reelgraph("remove", gold.articles()[0].stem, *where).returncode == 0
    assert reelgraph("cypher", "MATCH (n) RETURN count(n)", *where).returncode == 0
    assert reelgraph("rebuild", *where).returncode == 0
    open_to_others = [p.name for p in workspace.rglob("*") if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert open_to_others == []


def test_a_new_workspace_is_a_folder_that_only_its_user_can_enter(tmp_path: Path) -> None:
    assert reelgraph("add", gold.DATA / "articles", "--workspace", tmp_path / "new").returncode == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


# --- the network -----------------------------------------------------------------------------------------------------


def without_network(*command: str) -> list[str]:
    """The command, to be run where there is no network at all, not even this machine's own."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.fail("this test needs unshare (util-linux)", pytrace=False)
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    probe = subprocess.run([unshare, *rights, "--net", "true"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        pytest.fail(f"this test needs root or user namespaces: {probe.stderr.strip()}", pytrace=False)
    return [unshare, *rights, "--net", *command]


def test_without_a_network_every_command_works_and_none_writes_a_secret(setting: Setting) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "REELGRAPH_"))}
    for arguments in _one_of_each(every_command(setting)):
        done = subprocess.run(
            without_network(sys.executable, "-m", "graph", *arguments),
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            env=clean | environment(setting, REELGRAPH_DEBUG="1"),
        )
        # 1: asked and not found (two names that share nothing, an article that isn't there)
        assert done.returncode == 0 or (done.returncode == 1 and arguments[0] in ("remove", "common")), done.stderr
        assert SECRET not in done.stdout + done.stderr, arguments
        assert OTHER_SECRET not in done.stdout + done.stderr, arguments
    assert _files_with_secrets(setting.workspace.parent) == []


def test_an_address_without_a_network_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        without_network(sys.executable, "-m", "graph", "read", "https://example.org/article"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
