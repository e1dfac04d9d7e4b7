"""A table of known credits joins the graph as a source like any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.ledger import Outcome
from graph.model import EntityType, Graph, Status
from graph.settings import Settings
from graph.workspace import Workspace
from tests.command import assert_complains, reelgraph

HEAD = "subject,subject_type,relation,object,object_type,object_year,status,detail,published,source,quote\n"
ROWS = (
    "Ann Lee,Person,DIRECTED,Harbor Lights,Film,1999,,,2020-01-02,House records,\n"
    "Ann Lee,Person,DIRECTED,Harbor Lights,Film,2021,in_talks,,2020-03-04,House records,Lee may direct the remake.\n"
    "Northfold,Company,DISTRIBUTES,Harbor Lights,Film,2021,,UK,,,\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(Settings(tmp_path / "workspace"))


def table(tmp_path: Path, rows: str = ROWS) -> Path:
    path = tmp_path / "credits.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def snapshot(workspace: Workspace) -> Graph:
    with workspace.store() as store:
        return store.snapshot()


def do_import(workspace: Workspace, path: Path) -> tuple[int, int, Outcome]:
    done = workspace.import_table(path, lambda _: None)
    return done.rows, done.sources, done.outcome


def test_two_films_of_one_title_and_different_years_are_two_films(workspace: Workspace, tmp_path: Path) -> None:
    assert do_import(workspace, table(tmp_path)) == (3, 3, Outcome.ADDED)
    films = [e for e in snapshot(workspace).entities if e.type is EntityType.FILM]
    assert sorted((f.name, f.year) for f in films) == [("Harbor Lights", 1999), ("Harbor Lights", 2021)]


def test_each_row_has_its_own_status_date_source_and_words(workspace: Workspace, tmp_path: Path) -> None:
    do_import(workspace, table(tmp_path))
    evidence = [e for r in snapshot(workspace).relationships for e in r.evidence]
    said = next(e for e in evidence if e.date == "2020-03-04")
    assert (said.status, said.publication, said.quote) == (
        Status.IN_TALKS,
        "House records",
        "Lee may direct the remake.",
    )
    unsaid = next(e for e in evidence if e.date == "2020-01-02")
    assert unsaid.quote == "credits.csv, line 2: Ann Lee DIRECTED Harbor Lights"


def test_a_table_says_which_of_its_films_are_series(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text(
        "subject,subject_type,relation,object,object_type,object_kind\n"
        "Ann Lee,Person,DIRECTED,Harbor Lights,Film,series\n"
        "Tom Dee,Person,WROTE,Harbor Lights,Film,\n"
        "Tom Dee,Person,WROTE,Night Bus,Film,\n",
        encoding="utf-8",
    )
    do_import(workspace, path)
    films = [e for e in snapshot(workspace).entities if e.type is EntityType.FILM]
    assert sorted((f.name, f.kind) for f in films) == [("Harbor Lights", "series"), ("Night Bus", "")]


def test_importing_it_again_changes_nothing_and_a_changed_table_replaces(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path)
    do_import(workspace, path)
    before = snapshot(workspace)
    assert do_import(workspace, path)[2] is Outcome.UNCHANGED
    assert snapshot(workspace) == before
    assert do_import(workspace, table(tmp_path, ROWS.splitlines(keepends=True)[0])) == (1, 1, Outcome.CHANGED)
    assert len(snapshot(workspace).relationships) == 1


@pytest.mark.parametrize("purge", [False, True])
def test_a_source_of_a_table_that_was_removed_comes_back_when_it_is_imported_again(
    workspace: Workspace, tmp_path: Path, purge: bool
) -> None:
    path = table(tmp_path)
    do_import(workspace, path)
    before = snapshot(workspace)
    workspace.remove([workspace.articles()[0].article.id], purge=purge)
    assert do_import(workspace, path) == (3, 3, Outcome.CHANGED)
    assert snapshot(workspace) == before
    assert do_import(workspace, path)[2] is Outcome.UNCHANGED


def test_a_source_that_a_table_no_longer_has_is_not_missed(workspace: Workspace, tmp_path: Path) -> None:
    do_import(workspace, table(tmp_path))
    shorter = table(tmp_path, ROWS.splitlines(keepends=True)[0])
    assert do_import(workspace, shorter)[2] is Outcome.CHANGED
    assert do_import(workspace, shorter)[2] is Outcome.UNCHANGED


def test_a_wrong_row_stops_the_import_with_its_line_and_nothing_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"credits\.csv:3"):
        do_import(workspace, table(tmp_path, ROWS.splitlines(keepends=True)[0] + "x,Person,SANG,y,Film,,,,,,\n"))
    assert workspace.articles() == []


def test_the_command_prints_what_it_did(tmp_path: Path) -> None:
    done = reelgraph("import", table(tmp_path), "--workspace", tmp_path / "w")
    assert done.stdout == "3 credits from 3 sources: added\n", done.stderr
    shown = reelgraph("show", "Harbor Lights (2021)", "--workspace", tmp_path / "w")
    assert "Northfold: UK" in shown.stdout
    history = reelgraph("show", "Ann Lee", "--history", "--format", "jsonl", "--workspace", tmp_path / "w").stdout
    told = [json.loads(line)["credit"] for line in history.splitlines()]
    assert sorted(told) == ["Ann Lee directed Harbor Lights (1999)", "Ann Lee directed Harbor Lights (2021)"]
    assert_complains(reelgraph("import", tmp_path / "none.csv", "--workspace", tmp_path / "w"), 3, "none.csv")
