"""`reelgraph cypher` and `reelgraph queries`: statements, parameters, scripts, files, mistakes."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph.cli import run
from graph.settings import Settings
from graph.workspace import Workspace
from tests.command import assert_complains
from tests.command import reelgraph as in_a_process

CREDITS = """subject,subject_type,relation,object,object_type
Uma Thurman,Person,ACTED_IN,Ballerina Overdrive,Film
Vicky Jewson,Person,DIRECTED,Ballerina Overdrive,Film
87North,Company,PRODUCED,Ballerina Overdrive,Film
87North,Company,PRODUCED,Nobody 2,Film
"""


def reelgraph(*arguments: object, env: dict[str, str], stdin: str | None = None) -> CompletedProcess[str]:
    """Run the command: here where it needs no stdin, which is quicker, else in a process of its own."""
    if stdin is not None:
        return in_a_process(*arguments, stdin=stdin, env=env)
    words = [str(a) for a in arguments]
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as environment, redirect_stdout(out), redirect_stderr(err):
        for name in ("NEO4J_URI", "NEO4J_PASSWORD"):
            environment.delenv(name, raising=False)
        for name, value in env.items():
            environment.setenv(name, value)
        code = run(words)
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a workspace with four credits."""
    folder = tmp_path_factory.mktemp("cypher")
    table = folder / "credits.csv"
    table.write_text(CREDITS, encoding="utf-8")
    Workspace(Settings(folder / "workspace")).import_table(table, lambda _: None)
    return {"REELGRAPH_WORKSPACE": str(folder / "workspace")}


FILMS = "MATCH (f:Film) RETURN f.name AS name ORDER BY name"


def test_one_statement_prints_its_rows_and_nothing_else(here: dict[str, str]) -> None:
    done = reelgraph("cypher", FILMS, env=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "name\n-------------------\nBallerina Overdrive\nNobody 2\n"


def test_parameters_are_text_unless_their_name_says_otherwise(here: dict[str, str]) -> None:
    given = ["-p", "a=7", "-p", "b:int=7", "-p", "c:json=[1, null]", "-p", "d:bool=yes", "-p", "e:float=1.5"]
    done = reelgraph(
        "cypher", "RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e", *given, "--format", "jsonl", env=here
    )
    assert json.loads(done.stdout) == {"a": "7", "b": 7, "c": [1, None], "d": True, "e": 1.5}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], ["wants $name", "-p name=VALUE"]),
        (["-p", "nmae=x", "-p", "name=y"], ["doesn't use $nmae", "did you mean $name?"]),
        (["-p", "name"], ["'name' is no parameter"]),
        (["-p", "name:int=x"], ["$name: 'x' is no int"]),
        (["-p", "name:year=x"], ["can't be of the type 'year'"]),
        (["-p", "name:json=[1"], ["is no json"]),
    ],
)
def test_a_mistake_in_parameters_is_told(here: dict[str, str], given: list[str], words: list[str]) -> None:
    done = reelgraph("cypher", "MATCH (f:Film) WHERE f.name = $name RETURN f", *given, env=here)
    assert_complains(done, 2, *words)
    assert done.stdout == ""


def test_a_script_holds_many_statements(here: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "questions.cypher"
    script.write_text(
        "// the first; one\nRETURN 'a;b' AS x;\n\nRETURN \"it's; fine\" AS x; /* ; */ RETURN 3 AS x", encoding="utf-8"
    )
    expected = '{"x": "a;b"}\n{"x": "it\'s; fine"}\n{"x": 3}\n'
    assert reelgraph("cypher", "-f", script, "--format", "jsonl", env=here).stdout == expected
    text = script.read_text(encoding="utf-8")
    assert reelgraph("cypher", "-f", "-", "--format", "jsonl", stdin=text, env=here).stdout == expected
    assert reelgraph("cypher", "--format", "jsonl", stdin=text, env=here).stdout == expected


def test_a_mistake_in_a_script_names_the_line_of_the_file(here: dict[str, str]) -> None:
    done = reelgraph("cypher", "-f", "-", stdin="RETURN 1 AS x;\n\nMATCH (f:Film)\nRETURN f.nmae;\n", env=here)
    assert_complains(done, 2, "there is no property nmae (line 4, column 10)", "did you mean name?", "RETURN f.nmae\n")
    assert done.stdout == "x\n-\n1\n"


def test_a_quote_that_is_never_closed_is_told_before_anything_runs(here: dict[str, str]) -> None:
    done = reelgraph("cypher", "-f", "-", stdin="RETURN 1;\nRETURN 'open;\n", env=here)
    assert_complains(done, 2, "never closed", "RETURN 'open;\n       ^")
    assert done.stdout == ""


def test_rows_go_to_a_file_that_appears_whole(here: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "films.json"
    done = reelgraph("cypher", FILMS, "-o", file, "--format", "json", env=here)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == [{"name": "Ballerina Overdrive"}, {"name": "Nobody 2"}]
    before = file.read_bytes()
    assert_complains(reelgraph("cypher", "MATCH (n) RETURN m", "-o", file, env=here), 2, "m is not defined")
    assert file.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["films.json"]
    assert_complains(reelgraph("cypher", FILMS, "-o", tmp_path / "no" / "x.csv", env=here), 2, "can't be written")


def test_the_row_limit_says_when_it_cuts_off(here: dict[str, str]) -> None:
    done = reelgraph("cypher", FILMS, "--limit", 1, "--format", "csv", env=here)
    assert done.stdout == "name\nBallerina Overdrive\n"
    assert done.stderr == "1 of more; --limit 0 for all\n"
    assert reelgraph("cypher", FILMS, "--limit", 2, env=here).stderr == ""


def test_the_time_limit_says_when_it_stops(here: dict[str, str]) -> None:
    thousands = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c"
    endless = f"{thousands} WITH a, b, c WHERE a * b * c % 7 = 3 RETURN count(*)"
    assert_complains(reelgraph("cypher", endless, "--timeout", 1, env=here), 4, "stopped after 1 s", "--timeout")


def test_timing_tells_rows_time_and_memory(here: dict[str, str]) -> None:
    done = reelgraph("cypher", FILMS, "--timing", env=here)
    assert "2 rows in " in done.stderr
    assert "MB at its peak" in done.stderr


def test_the_embedded_graph_is_never_written_to(here: dict[str, str]) -> None:
    assert_complains(reelgraph("cypher", "CREATE (n:Film)", env=here), 2, "CREATE is refused", "CREATE (n:Film)\n^")
    assert_complains(reelgraph("cypher", "CREATE (n:Film)", "--write", env=here), 2, "can't be written to")


def test_saved_queries_run_by_name_with_the_types_they_declare(here: dict[str, str]) -> None:
    done = reelgraph("cypher", "hubs", "-p", "limit=1", "--format", "jsonl", env=here)
    assert json.loads(done.stdout) == {"name": "Ballerina Overdrive", "credits": 3}
    assert_complains(reelgraph("cypher", "hubs", env=here), 2, "hubs wants $limit")
    assert_complains(reelgraph("cypher", "hubs", "-p", "limit=many", env=here), 2, "'many' is no int")
    assert_complains(reelgraph("cypher", "hub", env=here), 1, "there is no query 'hub'", "hubs")


def test_a_folder_of_my_own_adds_saved_queries(here: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "titles.cypher").write_text(
        "// All titles that begin so.\n// read\n// $beginning: string, how they begin\n"
        "MATCH (f:Film) WHERE f.name STARTS WITH $beginning RETURN f.name AS title\n",
        encoding="utf-8",
    )
    listed = reelgraph("queries", "--queries", tmp_path, "--format", "jsonl", env=here).stdout
    mine = [q for q in map(json.loads, listed.splitlines()) if q["name"] == "titles"]
    assert mine == [{"name": "titles", "answers": "All titles that begin so.", "parameters": "$beginning"}]
    shown = reelgraph("queries", "titles", "--show", "--queries", tmp_path, env=here).stdout
    assert shown == "MATCH (f:Film) WHERE f.name STARTS WITH $beginning RETURN f.name AS title\n"
    asked = reelgraph("cypher", "titles", "-p", "beginning=No", "--queries", tmp_path, "--format", "csv", env=here)
    assert asked.stdout == "title\nNobody 2\n"
    assert_complains(reelgraph("queries", "--queries", tmp_path / "no", env=here), 2, "there is no folder")


def test_every_saved_query_runs_on_the_embedded_graph(here: dict[str, str]) -> None:
    values = {
        "limit": "3",
        "name": "87North",
        "names": '["87North", "Uma Thurman"]',
        "source": "87North",
        "target": "Uma Thurman",
    }
    listed = reelgraph("queries", "--format", "jsonl", env=here).stdout
    for query in map(json.loads, listed.splitlines()):
        parameters = [p.strip("$ ") for p in query["parameters"].split(",") if p.strip()]
        given = [word for p in parameters for word in ("-p", f"{p}={values[p]}")]
        done = reelgraph("cypher", query["name"], *given, "--format", "jsonl", env=here)
        assert done.returncode == 0, (query["name"], done.stderr)


def test_bad_input_is_one_line_and_the_right_exit_code(here: dict[str, str], tmp_path: Path) -> None:
    assert_complains(reelgraph("cypher", "-f", tmp_path / "none.cypher", env=here), 3, "can't be read")
    binary = tmp_path / "binary.cypher"
    binary.write_bytes(b"RETURN '\xff'")
    assert_complains(reelgraph("cypher", "-f", binary, env=here), 3, "is not UTF-8")
    assert_complains(reelgraph("cypher", "", env=here), 2, "there is no statement")
    assert_complains(reelgraph("cypher", FILMS, "-f", "x", env=here), 2, "not both")
    assert_complains(reelgraph("cypher", FILMS, "--format", "xml", env=here), 2, "xml")
    assert_complains(reelgraph("cypher", "-f", "-", stdin=":exit\n", env=here), 2, "console only")
    elsewhere = {"REELGRAPH_WORKSPACE": str(tmp_path / "nowhere")}
    assert_complains(reelgraph("cypher", FILMS, env=elsewhere), 1, "no workspace")


def test_a_password_in_the_uri_is_refused(here: dict[str, str]) -> None:
    done = reelgraph("--uri", "bolt://neo4j:hidden@127.0.0.1:9", "cypher", "RETURN 1", env=here)
    assert_complains(done, 2, "NEO4J_PASSWORD")
    assert "hidden" not in done.stderr


def test_a_damaged_cypher_database_is_built_again_without_a_word(here: dict[str, str]) -> None:
    expected = reelgraph("cypher", FILMS, env=here).stdout
    database = Path(here["REELGRAPH_WORKSPACE"]) / "graph.lbug"
    database.write_bytes(b"torn " * 2_000)
    done = reelgraph("cypher", FILMS, env=here)
    assert (done.returncode, done.stdout) == (0, expected)
