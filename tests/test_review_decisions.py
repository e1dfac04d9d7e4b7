"""`review`, `credit` and `link`: what a person decides changes the answers, is kept with its author, and can be
taken back without a trace."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from graph.ledger import Ledger
from graph.model import Decision, EntityType, Judgement, Relation, Status
from tests.command import ROOT, assert_complains, reelgraph


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace in which 87North made one film and 87North Productions another, and two Michael Jordans act."""
    table = tmp_path / "house.csv"
    table.write_text(
        "subject,subject_type,relation,object,object_type,object_year,source,status,published\n"
        "87North,company,PRODUCED,Nobody,film,2021,House A,,2021-01-01\n"
        "Bob Odenkirk,person,ACTED_IN,Nobody,film,2021,House A,,2021-01-01\n"
        "87North Productions,company,PRODUCED,Violent Night,film,2022,House B,,2022-01-01\n"
        "David Harbour,person,ACTED_IN,Violent Night,film,2022,House B,,2022-01-01\n"
        "Michael Jordan,person,ACTED_IN,Space Jam,film,1996,House C,,1996-01-01\n"
        "Michael Jordan,person,ACTED_IN,Creed,film,2015,House D,,2015-01-01\n"
        "Michael B. Jordan,person,ACTED_IN,Black Panther,film,2018,House E,,2018-01-01\n",
        encoding="utf-8",
    )
    folder = tmp_path / "ws"
    assert reelgraph("--workspace", folder, "import", table).returncode == 0
    return folder


def ask(workspace: Path, *arguments: object) -> Any:
    done = reelgraph("--workspace", workspace, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def do(workspace: Path, *arguments: object) -> str:
    done = reelgraph("--workspace", workspace, "--author", "ann", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def path_exists(workspace: Path, a: str, b: str) -> bool:
    return reelgraph("--workspace", workspace, "path", a, b).returncode == 0


def test_two_films_declared_the_same_are_found_by_the_year_of_either(workspace: Path, tmp_path: Path) -> None:
    table = tmp_path / "wolf.csv"
    table.write_text(
        "subject,subject_type,relation,object,object_type,object_year\n"
        "Ann Lee,person,DIRECTED,Wolf,film,2023\nBo Hill,person,WROTE,Wolf,film,2024\n",
        encoding="utf-8",
    )
    do(workspace, "import", table)
    do(workspace, "review", "--same", "film:Wolf (2023)", "film:Wolf (2024)")
    shown = do(workspace, "show", "Wolf (2024)")
    assert shown == do(workspace, "show", "film:Wolf (2023)")
    assert shown == do(workspace, "show", "film:Wolf(2024)")
    assert "Ann Lee" in shown
    assert "Bo Hill" in shown
    do(workspace, "review", "--different", "film:Wolf (2023)", "film:Wolf (2024)")
    assert "Ann Lee" not in do(workspace, "show", "Wolf (2024)")


def test_a_rule_is_named_and_a_no_undoes_it_until_it_is_undone_itself(workspace: Path) -> None:
    (merged,) = [i for i in ask(workspace, "review", "--list", "--all") if i["decision"] == "same"]
    assert (merged["by"], merged["rule"]) == ("rule", "company suffix")
    assert {merged["a"]["name"], merged["b"]["name"]} == {"87North", "87North Productions"}
    assert "87North = 87North Productions (rule: company suffix)" in do(workspace, "show", "87North")
    assert path_exists(workspace, "Bob Odenkirk", "David Harbour")
    do(workspace, "review", "--different", "87North", "87North Productions")
    assert not path_exists(workspace, "Bob Odenkirk", "David Harbour")
    decided = [i for i in ask(workspace, "review", "--list", "--all") if i["decision"] == "different"]
    assert [(i["by"], i["rule"]) for i in decided] == [("person", None)]
    do(workspace, "review", "--undo")
    assert path_exists(workspace, "Bob Odenkirk", "David Harbour")


def test_a_rule_is_switched_off_by_its_name(workspace: Path) -> None:
    off = {"REELGRAPH_WITHOUT_RULES": "company suffix"}
    assert reelgraph("--workspace", workspace, "rebuild", env=off).returncode == 0
    assert reelgraph("--workspace", workspace, "path", "Bob Odenkirk", "David Harbour", env=off).returncode == 1
    wrong = {"REELGRAPH_WITHOUT_RULES": "company sufix"}
    assert_complains(reelgraph("--workspace", workspace, "rebuild", env=wrong), 2, "company sufix")


def test_open_pairs_have_a_score_and_reasons_both_ways_and_stay_closed_once_decided(workspace: Path) -> None:
    (item,) = ask(workspace, "review", "--list")
    assert {item["a"]["name"], item["b"]["name"]} == {"Michael Jordan", "Michael B. Jordan"}
    assert item["decision"] == "open"
    assert 0 < item["score"] < 1
    assert {reason[0] for reason in item["reasons"]} == {"+", "-"}
    do(workspace, "review", "--different", "Michael Jordan", "Michael B. Jordan")
    assert ask(workspace, "review", "--list") == []


def test_a_split_by_article_and_a_yes_move_one_credit_to_another_person(workspace: Path) -> None:
    articles = {a["publisher"]: a["id"] for a in ask(workspace, "articles")}
    do(workspace, "review", "--split", "Michael Jordan", "--article", articles["House D"])
    entities = [e for e in ask(workspace, "find", "Michael Jordan") if e["name"] == "Michael Jordan"]
    assert len(entities) == 2
    assert not path_exists(workspace, "Space Jam", "Creed")
    do(workspace, "review", "--undo")
    assert path_exists(workspace, "Space Jam", "Creed")


def test_a_split_that_names_no_article_is_refused(workspace: Path) -> None:
    done = reelgraph("review", "--split", "Michael Jordan", "--workspace", workspace)
    assert_complains(done, 2, "Michael Jordan", "--article ID")
    assert ask(workspace, "review", "--history") == []


def test_a_decision_on_who_was_split_off_never_hits_the_other(workspace: Path) -> None:
    articles = {a["publisher"]: a["id"] for a in ask(workspace, "articles")}
    do(workspace, "review", "--split", "Michael Jordan", "--article", articles["House D"])
    jordans = [e["id"] for e in ask(workspace, "find", "Michael Jordan") if e["name"] == "Michael Jordan"]
    [part] = [i for i in jordans if "Creed" in do(workspace, "show", i)]
    assert part not in {side["id"] for i in ask(workspace, "review", "--list") for side in (i["a"], i["b"])}
    for what in ("--same", "--different"):
        done = reelgraph("--workspace", workspace, "review", what, part, "Michael B. Jordan")
        assert_complains(done, 2, "only what some articles mean by Michael Jordan", "--set subject=NAME")
    assert not path_exists(workspace, "Space Jam", "Black Panther")
    [credit] = [c for c in ask(workspace, "credit", part) if c["object"] == "Creed"]
    do(workspace, "credit", credit["id"], "--set", "subject=Michael B. Jordan")
    assert path_exists(workspace, "Creed", "Black Panther")
    assert not path_exists(workspace, "Space Jam", "Creed")


def test_decisions_come_from_the_list_that_was_printed(workspace: Path, tmp_path: Path) -> None:
    items = ask(workspace, "review", "--list")
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps([i | {"decision": "same"} for i in items]), encoding="utf-8")
    assert "1 decision" in do(workspace, "review", "--apply", file)
    assert path_exists(workspace, "Space Jam", "Black Panther")


def test_decisions_come_from_a_table_all_or_none(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_text(
        "decision,a,b\nsame,Michael Jordan,Michael B. Jordan\nsame,Nobody At All,87North\n", encoding="utf-8"
    )
    done = reelgraph("--workspace", workspace, "review", "--apply", file)
    assert_complains(done, 1, "Nobody At All")
    assert ask(workspace, "review", "--history") == []
    file.write_text("decision,a,b\nmaybe,Michael Jordan,Michael B. Jordan\n", encoding="utf-8")
    assert_complains(reelgraph("--workspace", workspace, "review", "--apply", file), 3, "entry 1")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.json", "[" * 200_000),
        ("deep.jsonl", '{"a":' * 200_000),
        ("number.json", f'[{{"decision": "same", "a": {"9" * 5_000}, "b": "x"}}]'),
        ("wide.csv", f"decision,a,b\nsame,{'x' * 200_000},b\n"),
    ],
)
def test_a_file_that_holds_no_decisions_is_named(workspace: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = reelgraph("--workspace", workspace, "review", "--apply", tmp_path / name)
    assert_complains(done, 3, name, "is no JSON" if "json" in name else "is no CSV")


def test_the_history_names_author_and_time_and_says_what_holds(workspace: Path) -> None:
    do(workspace, "review", "--same", "Michael Jordan", "Michael B. Jordan")
    do(workspace, "review", "--undo", 1)
    first, second = ask(workspace, "review", "--history")
    assert (first["author"], first["holds"], first["decision"]) == (
        "ann",
        "no",
        "Michael Jordan and Michael B. Jordan: same",
    )
    assert first["at"] <= second["at"]
    assert_complains(reelgraph("--workspace", workspace, "review", "--undo"), 1, "nothing was decided")


def test_the_history_names_a_corrected_credit_by_what_it_says(workspace: Path) -> None:
    [credit, *_] = ask(workspace, "credit", "87North")
    do(workspace, "credit", "--reject", credit["id"])
    [entry] = ask(workspace, "review", "--history")
    relation = credit["relation"].replace("_", " ").lower()
    assert entry["decision"] == f"{credit['subject']} {relation} {credit['object']}: reject"


def test_impossible_decisions_are_refused(workspace: Path) -> None:
    run = ("--workspace", workspace, "review")
    assert_complains(reelgraph(*run, "--same", "87North", "Bob Odenkirk"), 2, "person", "company")
    assert_complains(reelgraph(*run, "--same", "87North", "87 North"), 1, "87 North")
    assert_complains(reelgraph(*run, "--same", "87North", "87north"), 2, "one name")
    assert_complains(reelgraph(*run, "--list", "--undo"), 2, "one thing")
    assert_complains(reelgraph(*run), 2, "no terminal")


def test_a_rejected_credit_stays_away_when_its_source_is_read_again(workspace: Path, tmp_path: Path) -> None:
    (credit,) = ask(workspace, "credit", "Space Jam")
    do(workspace, "credit", "--reject", credit["id"])
    assert reelgraph("--workspace", workspace, "show", "Space Jam").returncode == 1
    table = tmp_path / "house.csv"
    table.write_text(
        table.read_text(encoding="utf-8") + "Ann Lee,person,ACTED_IN,Creed,film,2015,House D,,2015-01-01\n"
    )
    do(workspace, "import", table)
    assert reelgraph("--workspace", workspace, "show", "Space Jam").returncode == 1
    do(workspace, "review", "--undo")
    assert reelgraph("--workspace", workspace, "show", "Space Jam").returncode == 0


def test_a_credit_is_corrected_and_an_impossible_correction_refused(workspace: Path) -> None:
    (credit,) = ask(workspace, "credit", "Creed")
    do(workspace, "credit", credit["id"], "--set", "status=departed", "--set", "detail=Adonis")
    (changed,) = ask(workspace, "credit", "Creed")
    assert (changed["id"], changed["status"], changed["detail"]) == (credit["id"], "departed", "Adonis")
    assert ask(workspace, "show", "Creed")["credits"][0]["status"] == "departed"
    run = ("--workspace", workspace, "credit")
    assert_complains(reelgraph(*run, credit["id"], "--set", "mood=good"), 2, "mood")
    assert_complains(reelgraph(*run, credit["id"], "--set", "relation=DISTRIBUTES"), 2, "person")
    assert_complains(reelgraph(*run, "--reject", "ffffffff"), 1, "ffffffff")


def test_corrections_of_one_credit_are_checked_together(workspace: Path) -> None:
    run = ("--workspace", workspace, "credit")
    (credit,) = ask(workspace, "credit", "Space Jam")
    do(workspace, "credit", credit["id"], "--set", "relation=AFFILIATED_WITH", "--set", "object_type=Company")
    assert_complains(reelgraph(*run, credit["id"], "--set", "relation=DIRECTED"), 2, "company", "DIRECTED")
    do(workspace, "credit", credit["id"], "--set", "relation=REPRESENTED_BY")
    undone = reelgraph("--workspace", workspace, "review", "--undo", 1)
    assert_complains(undone, 2, "decision 1 can't be taken back", "REPRESENTED_BY")
    do(workspace, "review", "--undo")
    do(workspace, "review", "--undo")
    assert ask(workspace, "credit", "Space Jam") == [credit]


def test_corrections_in_a_ledger_that_make_no_credit_together_lock_nothing(workspace: Path) -> None:
    (credit,) = ask(workspace, "credit", "Space Jam")
    with closing(Ledger.open(workspace / "ledger.sqlite")) as ledger:
        for change in (("object_type", "Company"), ("relation", "DIRECTED")):
            ledger.judge(Judgement(0, "", "ann", Decision.CORRECT, statement=credit["id"], changes=(change,)))
    do(workspace, "rebuild")
    assert ask(workspace, "credit", "Space Jam") == [credit]
    do(workspace, "review", "--undo", 1)
    assert ask(workspace, "credit", "Space Jam")[0]["relation"] == "DIRECTED"


def test_what_is_set_may_be_written_in_any_case_and_is_kept_in_one_form(workspace: Path) -> None:
    [credit] = [c for c in ask(workspace, "credit", "Nobody") if c["subject"] == "87North"]
    words = ["relation=distributes", "status=In Talks", "subject_type=COMPANY", "subject= 87\tSouth ", "object_year="]
    said = do(workspace, "credit", credit["id"], *(part for word in words for part in ("--set", word)))
    kept = "relation=DISTRIBUTES, status=in_talks, subject_type=Company, subject=87 South, object_year="
    assert said == f"decided: 87North produced Nobody: correct {kept}\n"
    [changed] = ask(workspace, "credit", "87 South")
    assert [changed[f] for f in ("relation", "status", "year")] == ["DISTRIBUTES", "in_talks", None]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("relation=stars in", "stars in is not a relation\n  hint: there are: acted_in, directed,"),
        ("object_type=movie", "movie is not a type\n  hint: there are: person, film, company\n"),
        ("status=", "an empty word is not a status\n  hint: there are: confirmed, in_talks, departed\n"),
        ("object_year=soon", "object_year soon is not a year\n  hint: write it as four digits"),
        ("object_year=99999", "is not a year"),
        ("object_year=02020", "is not a year"),
        ("subject= ", "subject is empty\n"),
        ("object=", "object is empty\n"),
        (f"object={'x' * 501}", "object has 501 characters"),
        ("status", "--set status has no value"),
    ],
)
def test_a_value_that_cannot_be_set_is_refused_with_those_that_can(workspace: Path, change: str, said: str) -> None:
    (credit,) = ask(workspace, "credit", "Creed")
    assert_complains(reelgraph("--workspace", workspace, "credit", credit["id"], "--set", change), 2, said)
    assert ask(workspace, "review", "--history") == []


def test_the_help_of_credit_lists_what_can_be_set() -> None:
    told = reelgraph("credit", "--help").stdout.replace(",", " ").replace(".", " ").split()
    assert {str(value).lower() for of in (Relation, EntityType, Status) for value in of} <= set(told)


def test_the_same_id_elsewhere_makes_two_names_one(workspace: Path) -> None:
    for name in ("Michael Jordan", "Michael B. Jordan"):
        do(workspace, "link", name, "imdb:nm0430107")
    assert path_exists(workspace, "Space Jam", "Black Panther")
    rules = {i["rule"] for i in ask(workspace, "review", "--list", "--all") if i["decision"] == "same"}
    assert "same id in another database" in rules
    assert_complains(reelgraph("--workspace", workspace, "link", "Creed", "imdb:Creed"), 2, "imdb:Creed")


def test_status_counts_what_was_decided_by_hand(workspace: Path) -> None:
    do(workspace, "review", "--different", "Michael Jordan", "Michael B. Jordan")
    assert "judgements  1" in do(workspace, "status")


def test_one_key_answers_and_one_takes_back(workspace: Path) -> None:
    command = ["-m", "graph", "--workspace", str(workspace), "--author", "ann", "review"]
    terminal = pexpect.spawn(
        sys.executable, command, env={"PATH": "", "TERM": "dumb", "PYTHONPATH": str(ROOT)}, encoding="utf-8", timeout=30
    )
    terminal.expect("1 of 1: the same person")
    terminal.expect_exact("[q]uit")
    terminal.send("x")
    terminal.expect_exact("[q]uit")
    terminal.send("s")
    terminal.expect("1 decided")
    terminal.expect(pexpect.EOF)
    assert path_exists(workspace, "Space Jam", "Black Panther")
