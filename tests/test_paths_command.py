"""`reelgraph path` and the other questions as a user meets them: options, formats, bad input, interruption."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.command import assert_complains, reelgraph


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of credits in a workspace: nothing here depends on what the reader finds in prose."""
    folder = tmp_path_factory.mktemp("paths")
    table = folder / "credits.csv"
    columns = "subject,subject_type,relation,object,object_type,status,published"
    rows = [
        "Ann Archer,Person,ACTED_IN,Night Train,Film,confirmed,2024-01-10",
        "Bob Baker,Person,ACTED_IN,Night Train,Film,confirmed,2024-01-10",
        "Carla Cole,Person,DIRECTED,Night Train,Film,confirmed,2024-01-10",
        "Carla Cole,Person,WROTE,Night Train,Film,confirmed,2024-06-10",
        "Bob Baker,Person,ACTED_IN,Red Harbor,Film,in_talks,2024-06-10",
        "Dora Dean,Person,ACTED_IN,Red Harbor,Film,confirmed,2024-06-10",
        "Gray House,Company,PRODUCED,Red Harbor,Film,confirmed,2024-06-10",
        "Gray House,Company,DISTRIBUTES,Night Train,Film,confirmed,2025-02-10",
        "Kit King,Person,ACTED_IN,Odd Hours,Film,confirmed,2025-02-10",
        "Moon Yard,Company,PRODUCED,Odd Hours,Film,confirmed,2025-02-10",
        "Moon Yard Productions,Company,PRODUCED,Even Days,Film,confirmed,2025-03-10",
        "Lee Long,Person,ACTED_IN,Even Days,Film,confirmed,2025-03-10",
        "Zoe Zane,Person,ACTED_IN,Far Away,Film,confirmed,2025-02-10",
    ]
    table.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    done = reelgraph("import", table, "--workspace", folder / "ws")
    assert done.returncode == 0, done.stderr
    return folder / "ws"


def run(workspace: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return reelgraph(*arguments, "--workspace", workspace)


def names(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    """The names along each path of a JSON answer."""
    assert done.returncode == 0, done.stderr
    return [[e["name"] for e in path["entities"]] for path in json.loads(done.stdout)["paths"]]


# --- answers ---------------------------------------------------------------------------------------------------------


def test_paths_come_in_the_documented_order_with_what_they_rest_on(workspace: Path) -> None:
    done = run(workspace, "path", "ann archer", "dora dean", "--format", "json")
    answer = json.loads(done.stdout)
    assert (answer["length"], answer["total"]) == (4, 2)
    assert names(done) == [
        ["Ann Archer", "Night Train", "Bob Baker", "Red Harbor", "Dora Dean"],
        ["Ann Archer", "Night Train", "Gray House", "Red Harbor", "Dora Dean"],
    ]
    assert answer["paths"][0]["support"]["unconfirmed"] == [2]
    assert list(answer["paths"][0]["terms"]) == ["hops", "hubs", "roles", "status", "reported"]


def test_the_terms_of_the_order_are_printed_when_asked_for(workspace: Path) -> None:
    done = run(workspace, "path", "ann archer", "dora dean", "--why-this-order")
    assert "order: hops 4, hubs " in done.stdout
    assert "weakest link: Bob Baker —acted in→ Red Harbor" in done.stdout
    assert "order:" not in run(workspace, "path", "ann archer", "dora dean").stdout


def test_near_duplicates_are_told_once_in_the_list_and_each_in_json(workspace: Path) -> None:
    done = run(workspace, "path", "ann archer", "dora dean")
    assert "2 paths" in done.stdout
    assert "and 1 more through others who link Night Train and Red Harbor: Gray House" in done.stdout
    assert len(names(run(workspace, "path", "ann archer", "dora dean", "--format", "json"))) == 2


def test_a_path_says_which_names_it_takes_to_be_one(workspace: Path) -> None:
    done = run(workspace, "path", "kit king", "lee long")
    assert "taken to be one: Moon Yard = Moon Yard Productions (rule: company suffix)" in done.stdout
    answer = json.loads(run(workspace, "path", "kit king", "lee long", "--format", "json").stdout)
    [merge] = answer["paths"][0]["identity"]
    assert (sorted(merge["names"]), merge["judgement"]) == (["Moon Yard", "Moon Yard Productions"], None)


def test_films_of_one_title_that_are_taken_to_be_one_are_told_with_their_years(tmp_path: Path) -> None:
    table = tmp_path / "credits.csv"
    table.write_text(
        "subject,subject_type,relation,object,object_type,object_year\n"
        "Ann Lee,Person,DIRECTED,Harbor,Film,2021\nBo Hill,Person,WROTE,Harbor,Film,\n",
        encoding="utf-8",
    )
    assert run(tmp_path / "ws", "import", table).returncode == 0
    told = "taken to be one: Harbor = Harbor (2021) (rule: only dated film of this title)"
    assert told in run(tmp_path / "ws", "show", "Harbor").stdout
    assert told in run(tmp_path / "ws", "path", "Ann Lee", "Bo Hill").stdout


@pytest.mark.parametrize(
    ("options", "between"),
    [
        (["--avoid", "bob baker"], ["Gray House"]),
        (["--through", "gray house"], ["Gray House"]),
        (["--status", "confirmed"], ["Gray House"]),
        (["--only", "acted_in"], ["Bob Baker"]),
        (["--without", "distributes,produced"], ["Bob Baker"]),
        (["--as-of", "2024-12-31"], ["Bob Baker"]),
        (["--limit", "1"], ["Bob Baker"]),
        (["--disjoint"], ["Bob Baker"]),
    ],
)
def test_filters_leave_the_paths_that_they_should(workspace: Path, options: list[str], between: list[str]) -> None:
    done = run(workspace, "path", "ann archer", "dora dean", "--format", "json", *options)
    assert [walk[2] for walk in names(done)] == between


def test_more_adds_longer_paths(workspace: Path) -> None:
    shortest = names(run(workspace, "path", "carla cole", "bob baker", "--format", "json"))
    longer = names(run(workspace, "path", "carla cole", "bob baker", "--format", "json", "--more", "2"))
    assert shortest == [["Carla Cole", "Night Train", "Bob Baker"]] * 2
    assert longer[:2] == shortest
    assert longer[2:] == [["Carla Cole", "Night Train", "Gray House", "Red Harbor", "Bob Baker"]] * 2


def test_rows_have_a_line_for_each_credit(workspace: Path) -> None:
    done = run(workspace, "path", "ann archer", "dora dean", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["path"], r["hop"]) for r in rows] == [(p, h) for p in "12" for h in "1234"]
    lines = run(workspace, "path", "ann archer", "dora dean", "--format", "jsonl").stdout.splitlines()
    assert [len(json.loads(line)["hops"]) for line in lines] == [4, 4]


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["common", "ann archer", "bob baker"], {"name": "Night Train", "shared": "credit"}),
        (["collaborators", "bob baker"], {"name": "Gray House", "count": 2, "first": 2024}),
        (["slate", "gray house"], {"role": "produced", "name": "Red Harbor"}),
        (["hubs", "--limit", "1"], {"name": "Night Train", "credits": 5}),
        (["hubs", "--by", "betweenness", "ann archer", "--type", "film"], {"name": "Night Train"}),
        (["timeline", "bob baker"], {"date": "2024-01-10", "other": "Night Train"}),
    ],
)
def test_the_other_questions_answer_as_rows(workspace: Path, arguments: list[str], first: dict[str, object]) -> None:
    done = run(workspace, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)[0]
    assert {key: row[key] for key in first} == first


def test_a_portrait_has_a_row_for_each_credit_where_rows_are_asked_for(workspace: Path) -> None:
    done = run(workspace, "show", "night train", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["credit"], r["other"], r["type"], r["date"]) for r in rows] == [
        ("acted in", "Ann Archer", "Person", "2024-01-10"),
        ("acted in", "Bob Baker", "Person", "2024-01-10"),
        ("directed", "Carla Cole", "Person", "2024-01-10"),
        ("wrote", "Carla Cole", "Person", "2024-06-10"),
        ("distributes", "Gray House", "Company", "2025-02-10"),
    ]
    lines = run(workspace, "show", "night train", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["quote"] for line in lines] == [r["quote"] for r in rows]
    heads = {"tsv": "date\tstatus\tcredit", "markdown": "| date | status |", "vertical": "--- 1\ndate "}
    for name, head in heads.items():
        assert run(workspace, "show", "night train", "--format", name).stdout.startswith(head)
    portrait = run(workspace, "show", "night train").stdout
    assert portrait.startswith("Night Train, film [film-")
    assert run(workspace, "show", "night train", "--format", "table").stdout == portrait


def test_between_is_a_small_graph(workspace: Path) -> None:
    done = run(workspace, "between", "ann archer", "dora dean", "--limit", "5", "--format", "json")
    graph = json.loads(done.stdout)
    assert len(graph["entities"]) == 5
    assert {c["subject"] for c in graph["credits"]} == {"Ann Archer", "Bob Baker", "Dora Dean"}


# --- no path ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ann archer", "zoe zane"], "Zoe Zane is in a group of its own, of 2, with Far Away"),
        (["ann archer", "dora dean", "--max-hops", "3"], "the shortest path has 4 hops"),
        (["ann archer", "bob baker", "--avoid", "night train"], "without --avoid"),
    ],
)
def test_no_path_exits_1_and_says_why(workspace: Path, arguments: list[str], reason: str) -> None:
    assert_complains(run(workspace, "path", *arguments), 1, "does not lead to", reason)
    done = run(workspace, "path", *arguments, "--format", "json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert (answer["length"], answer["paths"]) == (None, [])
    assert reason in answer["reason"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["path", "ann archer", "Ann Archer"], 2, "the same person"),
        (["path", "ann archer", "nobody"], 1, "no person, film or company is named nobody"),
        (["path", "ann archer", "dora dean", "--max-hops", "0"], 2, "--max-hops"),
        (["path", "ann archer", "dora dean", "--max-hops", "99"], 2, "--max-hops"),
        (["path", "ann archer", "dora dean", "--as-of", "yesterday"], 2, "not a date"),
        (["path", "ann archer", "dora dean", "--since", "2024-13-01"], 2, "not a date"),
        (["path", "ann archer", "dora dean", "--since", "2025-01-01", "--as-of", "2024-01-01"], 2, "--since is after"),
        (["path", "ann archer", "dora dean", "--only", "acted_in", "--without", "acted_in"], 2, "no relation"),
        (["path", "ann archer", "dora dean", "--avoid", "ann archer"], 2, "can't avoid"),
        (["path", "ann archer", "dora dean", "--avoid", "bob baker", "--through", "bob baker"], 2, "--avoid"),
        (["path", "ann archer", "dora dean", "--kind", "opera"], 2, "not a kind"),
        (["common", "ann archer"], 2, "two different names"),
        (["collaborators", "night train"], 2, "is a film"),
        (["slate", "ann archer"], 2, "not a company"),
        (["hubs", "--type", "city"], 2, "not a type"),
        (["between", "ann archer", "dora dean", "--limit", "3"], 1, "does not fit"),
    ],
)
def test_bad_input_is_told_in_one_line(workspace: Path, arguments: list[str], code: int, words: str) -> None:
    assert_complains(run(workspace, *arguments), code, words)


@pytest.mark.parametrize("question", [["common", "ann archer", "bob baker"], ["collaborators", "ann archer"]])
def test_what_a_filter_hid_is_not_denied(workspace: Path, question: list[str]) -> None:
    assert run(workspace, *question).returncode == 0
    done = run(workspace, *question, "--only", "sells")
    assert_complains(done, 1, " here\n", "perhaps the filters leave none; try: reelgraph")


def test_a_portrait_without_credits_says_that_a_filter_may_have_hidden_them(workspace: Path) -> None:
    done = run(workspace, "show", "ann archer", "--only", "sells")
    assert done.returncode == 0
    assert done.stdout.endswith("\n\nno credit here: perhaps the filters leave none\n")
    story = run(workspace, "show", "ann archer", "--only", "sells", "--history")
    rows = run(workspace, "show", "ann archer", "--only", "sells", "--format", "csv")
    for done in (story, rows):
        assert (done.stdout, done.stderr) == ("", "reelgraph: no credit here: perhaps the filters leave none\n")


def test_a_graph_with_nothing_in_it_knows_no_name(tmp_path: Path) -> None:
    article = tmp_path / "empty.txt"
    article.write_text("Nothing is said here of anyone.", encoding="utf-8")
    assert run(tmp_path / "ws", "add", article).returncode == 0
    assert_complains(run(tmp_path / "ws", "path", "Ann", "Bob"), 1, "no person, film or company is named Ann")
    assert_complains(run(tmp_path / "ws", "hubs"), 1, "holds nobody")
    assert_complains(run(tmp_path / "ws", "hubs", "--by", "betweenness"), 1, "holds nobody")
