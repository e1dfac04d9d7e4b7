"""`reelgraph view` and `reelgraph export` from the command line: every selection, every filter, on both stores."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from graph.cli import run
from graph.export.json_graph import load
from graph.settings import Neo4jSettings
from tests.browser import chromium, opened
from tests.command import assert_complains, reelgraph

COLUMNS = "subject,subject_type,relation,object,object_type,object_year,status,detail,published,source,quote"
ROWS = """
Ann Lee,Person,DIRECTED,Harbor Lights,Film,2021,confirmed,,2021-03-01,The Paper,Ann Lee directed it.
Bo Hill,Person,ACTED_IN,Harbor Lights,Film,2021,in_talks,the pilot,2022-03-01,The Post,Bo Hill is in talks.
Bo Hill,Person,ACTED_IN,Second Film,Film,2023,confirmed,,2022-03-01,The Post,Bo Hill is in it.
Cy Orr,Person,WROTE,Second Film,Film,2023,departed,,2023-03-01,The Post,Cy Orr has left.
Small Pictures,Company,PRODUCED,Second Film,Film,2023,confirmed,,2023-03-01,The Post,They produce it.
Small Pictures,Company,DISTRIBUTES,Harbor Lights,Film,2021,confirmed,,2023-03-01,The Post,They have it.
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("view")
    (folder / "credits.csv").write_text(COLUMNS + ROWS, encoding="utf-8")
    done = reelgraph("import", folder / "credits.csv", "--workspace", folder / "workspace")
    assert done.returncode == 0, done.stderr
    return folder / "workspace"


@dataclass(frozen=True)
class Done:
    """What one command printed and its exit code."""

    code: int
    out: str
    err: str


Ask = Callable[..., Done]


@pytest.fixture
def ask(workspace: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Run one command on the workspace, in this process: a start costs more than most of these tests."""

    def run_here(*arguments: object) -> Done:
        code = run([*map(str, arguments), "--workspace", str(workspace)])
        sys.stdout.flush()
        return Done(code, *capfd.readouterr())

    return run_here


def names(value: dict[str, Any]) -> set[str]:
    return {entity["name"] for entity in value["entities"]}


EVERYONE = {"Ann Lee", "Bo Hill", "Cy Orr", "Harbor Lights", "Second Film", "Small Pictures"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["Ann Lee"], {"Ann Lee", "Harbor Lights", "Bo Hill", "Small Pictures"}),
        (["Ann Lee", "--hops", 1], {"Ann Lee", "Harbor Lights"}),
        (["Ann Lee", "Cy Orr", "--hops", 0], {"Ann Lee", "Cy Orr"}),
        (["--path", "Ann Lee", "Cy Orr", "--status", "confirmed,in_talks,departed"], EVERYONE),
        (["--film", "Harbor Lights"], {"Harbor Lights", "Ann Lee", "Bo Hill", "Small Pictures"}),
        (["--company", "Small Pictures"], {"Small Pictures", "Harbor Lights", "Second Film", "Ann Lee", "Bo Hill"}),
        (
            ["--between", "Ann Lee", "Small Pictures"],
            {"Ann Lee", "Harbor Lights", "Small Pictures", "Bo Hill", "Second Film"},
        ),
        (["--all"], EVERYONE),
        (["Ann Lee", "--only", "directed"], {"Ann Lee", "Harbor Lights"}),
        (["Ann Lee", "--without", "distributes"], {"Ann Lee", "Harbor Lights", "Bo Hill"}),
        (["Ann Lee", "--avoid", "Bo Hill"], {"Ann Lee", "Harbor Lights", "Small Pictures"}),
        (["Bo Hill", "--hops", 1, "--status", "in_talks"], {"Bo Hill", "Harbor Lights"}),
        (["Ann Lee", "--as-of", "2022-12-31"], {"Ann Lee", "Harbor Lights", "Bo Hill"}),
        (["--all", "--publication", "the paper"], {"Ann Lee", "Harbor Lights"}),
        (["--path", "Ann Lee", "Small Pictures", "--through", "Bo Hill"], EVERYONE - {"Cy Orr"}),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_a_selection_holds_what_was_asked_for(ask: Ask, arguments: list[object], expected: set[str]) -> None:
    done = ask("export", *arguments, "--format", "json")
    assert done.code == 0, done.err
    assert names(json.loads(done.out)) == expected


def test_limits_are_kept_and_said(ask: Ask) -> None:
    done = ask("export", "--all", "--limit", 3, "--format", "json")
    assert len(json.loads(done.out)["entities"]) == 3
    assert "3 of 6 names" in done.err
    assert "--limit" in json.loads(done.out)["note"]


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["--path", "Cy Orr", "Ann Lee", "--status", "confirmed,in_talks,departed", "--more", 2], ""),
        (["--path", "Ann Lee", "Small Pictures", "--more", 2, "--limit", 1], "1 of 2 connections are drawn."),
        (["--between", "Ann Lee", "Small Pictures"], ""),
        (["--between", "Ann Lee", "Small Pictures", "--limit", 3], "1 of 2 connections are drawn."),
        (
            ["--path", "Ann Lee", "Cy Orr", "--status", "confirmed,in_talks,departed", "--limit", 1],
            "1 of 2 connections of this length are drawn.",
        ),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_connections_that_are_not_drawn_are_counted(ask: Ask, arguments: list[object], note: str) -> None:
    done = ask("export", *arguments, "--format", "json")
    assert (json.loads(done.out)["note"] or "", done.code) == (note, 0)
    assert note in done.err


def test_what_is_avoided_takes_no_place_within_the_limit(ask: Ask) -> None:
    done = ask("export", "--film", "Harbor Lights", "--avoid", "Bo Hill", "--limit", 2, "--format", "json")
    assert names(json.loads(done.out)) == {"Harbor Lights", "Small Pictures"}
    done = ask("export", "Ann Lee", "--avoid", "Bo Hill", "--avoid", "Small Pictures", "--limit", 2, "--format", "json")
    assert names(json.loads(done.out)) == {"Ann Lee", "Harbor Lights"}
    assert json.loads(done.out)["note"] == ""


def test_a_view_is_written_where_asked_and_its_path_printed(workspace: Path, tmp_path: Path) -> None:
    done = reelgraph("view", "Ann Lee", "-o", tmp_path / "ann.html", "--workspace", workspace)
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "ann.html"))
    page = (tmp_path / "ann.html").read_text(encoding="utf-8")
    assert "<title>Ann Lee</title>" in page
    printed = reelgraph("view", "Ann Lee", "-o", "-", "--workspace", workspace)
    assert printed.stdout == page


def test_without_a_place_the_file_is_named_after_its_subject(workspace: Path, tmp_path: Path) -> None:
    done = reelgraph("view", "--path", "ann lee", "small pictures", "--workspace", workspace, cwd=tmp_path)
    assert done.stdout.strip() == "ann-lee-to-small-pictures.html"
    assert (tmp_path / "ann-lee-to-small-pictures.html").exists()


def test_a_report_tells_the_same_path(ask: Ask) -> None:
    done = ask("view", "--path", "Ann Lee", "Small Pictures", "--report", "-o", "-")
    assert "Ann Lee directed it." in done.out
    assert "<script" not in done.out


def test_a_report_says_how_long_connections_of_different_length_are(ask: Ask) -> None:
    done = ask("view", "--path", "Ann Lee", "Small Pictures", "--more", 2, "--report", "-o", "-")
    assert "2 connections of 2 to 4 steps." in done.out


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.graphml", "<?xml"),
        ("x.gexf", "<?xml"),
        ("x.json", '{\n "format": "reelgraph"'),
        ("x.cypher", "CREATE INDEX"),
        ("x.md", "# Ann Lee"),
    ],
)
def test_the_ending_of_a_file_says_its_format(ask: Ask, tmp_path: Path, name: str, start: str) -> None:
    done = ask("export", "Ann Lee", "-o", tmp_path / name)
    assert done.code == 0, done.err
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(start)
    if name.endswith("json"):
        assert len(load(text)[1]) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["view"], 2, ["say what to draw", "--path"]),
        (["view", "Ann Lee", "--all"], 2, ["NAME and --all"]),
        (["view", "Ann Leigh"], 1, ["Ann Leigh", "Ann Lee"]),
        (["view", "--film", "Ann Lee"], 2, ["Ann Lee is a person"]),
        (["view", "--path", "Ann Lee", "Ann Lee"], 2, ["the same person"]),
        (["view", "--path", "Ann Lee", "Cy Orr", "--only", "directed"], 1, ["Ann Lee"]),
        (["view", "Ann Lee", "--only", "sang"], 2, ["sang is not a relation", "acted_in"]),
        (["view", "Ann Lee", "--as-of", "soon"], 2, ["soon is not a date"]),
        (["view", "Ann Lee", "--through", "Bo Hill"], 2, ["--through"]),
        (["view", "Ann Lee", "-o", "/nowhere/at/all.html"], 2, ["no folder /nowhere/at"]),
        (["view", "Ann Lee", "-o", "-", "--open"], 2, ["--open"]),
        (["export", "Ann Lee"], 2, ["which format", "graphml"]),
        (["export", "Ann Lee", "-o", "x.doc"], 2, ["which format"]),
    ],
    ids=lambda value: " ".join(value[:4]) if isinstance(value, list) else "",
)
def test_wrong_use_is_one_clear_line(ask: Ask, arguments: list[str], code: int, words: list[str]) -> None:
    done = ask(*arguments)
    assert done.code == code
    assert done.out == ""
    assert len(done.err.splitlines()) == 2
    assert all(word in done.err for word in words)


def test_no_workspace_and_an_empty_one_say_how_to_fill_it(workspace: Path, tmp_path: Path) -> None:
    assert_complains(reelgraph("view", "--all", "--workspace", tmp_path / "none"), 1, "no workspace", "reelgraph add")
    table = tmp_path / "empty.csv"
    table.write_text(COLUMNS + ROWS.split("Bo Hill", maxsplit=1)[0], encoding="utf-8")
    reelgraph("import", table, "--workspace", tmp_path / "empty")
    article = reelgraph("articles", "--format", "jsonl", "--workspace", tmp_path / "empty").stdout
    reelgraph("remove", json.loads(article)["id"], "--workspace", tmp_path / "empty")
    assert_complains(
        reelgraph("view", "--all", "--workspace", tmp_path / "empty"), 1, "nothing to draw", "reelgraph add"
    )


def test_a_server_gives_the_same_views(workspace: Path, empty_neo4j: Neo4jSettings, tmp_path: Path) -> None:
    env = {"NEO4J_URI": empty_neo4j.uri, "NEO4J_USERNAME": empty_neo4j.username, "NEO4J_PASSWORD": empty_neo4j.password}
    assert reelgraph("rebuild", "--workspace", workspace, env=env).returncode == 0
    for selection in (["Ann Lee"], ["--company", "Small Pictures"], ["--all"]):
        here = reelgraph("view", *selection, "-o", "-", "--workspace", workspace)
        there = reelgraph("view", *selection, "-o", "-", "--workspace", tmp_path / "elsewhere", env=env)
        assert there.returncode == 0, there.stderr
        assert there.stdout == here.stdout, selection


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def test_the_written_page_opens_and_shows_the_sentence(workspace: Path, browser: Browser, tmp_path: Path) -> None:
    done = reelgraph("view", "--path", "Ann Lee", "Small Pictures", "-o", "-", "--workspace", workspace)
    with opened(browser, done.stdout, tmp_path) as watched:
        assert re.search(r"Ann Lee\s+directed\s+Harbor Lights", watched.panel())
        assert "Ann Lee directed it." in watched.panel()
        watched.assert_quiet()
