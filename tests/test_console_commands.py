"""Each command of the console, without a terminal: what it does, and what it says when it is used wrongly."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.console.commands import COMMANDS
from graph.console.console import Console
from graph.console.history import SafeHistory
from graph.console.loop import is_finished
from graph.console.runner import Options
from graph.console.script import pieces
from graph.settings import Settings
from graph.workspace import Workspace

CREDITS = """subject,subject_type,relation,object,object_type
Uma Thurman,Person,ACTED_IN,Ballerina Overdrive,Film
87North,Company,PRODUCED,Ballerina Overdrive,Film
"""


class Session:
    """A console whose words and rows go to a text."""

    def __init__(self, workspace: Path) -> None:
        self._out = io.StringIO()
        self.console = Console(
            Settings(workspace),
            Options(in_console=True, format="jsonl"),
            self._out,
            lambda text: print(text, file=self._out),
            lambda settings: settings,
        )

    def close(self) -> None:
        """Let go of the store."""
        self.console.close()

    def gives(self, line: str) -> str:
        """What is printed when this line is typed."""
        before = len(self._out.getvalue())
        self.console.line(line)
        return self._out.getvalue()[before:]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "credits.csv").write_text(CREDITS, encoding="utf-8")
    Workspace(Settings(folder / "workspace")).import_table(folder / "credits.csv", lambda _: None)
    return folder / "workspace"


@pytest.fixture
def session(workspace: Path) -> Iterator[Session]:
    with closing(Session(workspace)) as session:
        yield session


def test_every_command_has_help_and_is_documented(session: Session) -> None:
    listed = session.gives(":help")
    document = (Path(__file__).parent.parent / "docs" / "cypher.md").read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        assert command.usage.startswith(name)
        assert command.help in listed
        assert session.gives(f":help {name}").startswith(command.usage)
        assert f"`{name}" in document
    assert "there is no command :nothing" in session.gives(":help nothing")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'Uma Thurman'", "Uma Thurman"),
        ('"it\'s"', "it's"),
        ("Uma Thurman", "Uma Thurman"),
        ("3", 3),
        ("1.5", 1.5),
        ("'[1, x]'", "[1, x]"),
        ("[1, 2]", [1, 2]),
        ('["a", "b"]', ["a", "b"]),
        ("true", True),
        ("null", None),
        ("'7'", "7"),
    ],
)
def test_parameters_are_read_as_people_write_them(session: Session, written: str, value: object) -> None:
    assert session.gives(f":param p => {written}") == ""
    assert json.loads(session.gives("RETURN $p AS p;")) == {"p": value}


@pytest.mark.parametrize("written", ["['Uma Thurman']", "[1, 'x']", "{a: 1}", "[1", "[" * 100_000])
def test_a_list_or_map_that_is_not_json_is_a_mistake(session: Session, written: str) -> None:
    assert '["Uma Thurman", 7]' in session.gives(f":param p => {written}")
    assert "wants $p" in session.gives("RETURN $p AS p;")


def test_parameters_can_be_typed_listed_and_forgotten(session: Session) -> None:
    session.gives(":param day:date => 2025-06-01")
    assert "$day" in session.gives(":params")
    assert json.loads(session.gives("RETURN $day AS d;")) == {"d": {"$type": "Date", "value": "2025-06-01"}}
    session.gives(":params clear")
    assert "wants $day" in session.gives("RETURN $day AS d;")
    assert "is no parameter" in session.gives(":param day")
    assert "is no date" in session.gives(":param day:date => tomorrow")


def test_settings_are_shown_and_mistakes_in_them_told(session: Session) -> None:
    assert session.gives(":format csv") == "format csv\n"
    assert "known are table" in session.gives(":format xml")
    assert session.gives(":limit 0") == "no limit on rows\n"
    assert session.gives(":limit 1000") == "limit 1,000 rows\n"
    assert "is no number" in session.gives(":limit many")
    assert session.gives(":timing on") == "timing on\n"
    assert re.search(r"1 row in \d+\.\d\d s", session.gives("RETURN 1 AS x;"))
    assert "neither on nor off" in session.gives(":timing maybe")
    assert session.gives(":write") == "write off\n"
    assert "can't be written to" in session.gives(":write on")


def test_saved_queries_take_parameters_from_the_line_and_the_session(session: Session) -> None:
    assert "hubs" in session.gives(":queries")
    assert len(session.gives(":run hubs limit=1").splitlines()) == 1
    session.gives(":param limit => 2")
    assert len(session.gives(":run hubs").splitlines()) == 2
    assert "doesn't use $lmit" in session.gives(":run hubs lmit=1")
    assert "there is no query" in session.gives(":run hub")


def test_plans_are_shown_for_a_statement_or_the_last(session: Session) -> None:
    assert "nothing was run yet" in session.gives(":explain")
    session.gives("MATCH (f:Film) RETURN f.name;")
    assert "SCAN_NODE_TABLE" in session.gives(":explain")
    assert "SCAN_NODE_TABLE" in session.gives(":profile MATCH (p:Person) RETURN p;")
    assert "DELETE is refused" in session.gives(":profile MATCH (n) DELETE n")


def test_a_plan_takes_the_parameters_of_the_last_statement_and_does_not_replace_it(
    session: Session, tmp_path: Path
) -> None:
    session.gives(":run slate name=87North")
    for line in (":explain", ":profile", "EXPLAIN MATCH (p:Person) RETURN p;", ":explain RETURN $missing"):
        session.gives(line)
    assert "SCAN_NODE_TABLE" in session.gives(":explain")
    assert session.gives(f":export {tmp_path / 'slate.csv'}") == f"1 row in {tmp_path / 'slate.csv'}\n"
    assert "Ballerina Overdrive" in (tmp_path / "slate.csv").read_text(encoding="utf-8")


def test_a_script_stops_at_its_first_mistake_and_says_the_line(session: Session, tmp_path: Path) -> None:
    script = tmp_path / "script.cypher"
    script.write_text(":param n => 1\nRETURN $n AS a;\n\nRETRN 2;\nRETURN 3 AS c;\n", encoding="utf-8")
    printed = session.gives(f":source {script}")
    assert '{"a": 1}' in printed
    assert "RETRN can't stand here (line 4, column 1)" in printed
    assert '"c"' not in printed
    assert "can't be read" in session.gives(f":source {tmp_path / 'none'}")


def test_comments_stand_before_commands_as_before_statements(session: Session, tmp_path: Path) -> None:
    script = tmp_path / "script.cypher"
    script.write_text(
        '// names\n:param n => "x"\n/* one; */ // two\n\n  :param m => 2\n// three\nRETURN $n AS n, $m AS m; // four\n'
        "// five\n:fromat csv\n// six",
        encoding="utf-8",
    )
    printed = session.gives(f":source {script}")
    assert '{"n": "x", "m": 2}' in printed
    assert "did you mean :format?" in printed
    assert [(piece.text, piece.line) for piece in pieces("// names\n\n:help\n/* a\n */ :params\n// b\nRETURN 1;")] == [
        (":help", 3),
        (":params", 5),
        ("// b\nRETURN 1", 6),
    ]


def test_a_script_that_runs_itself_is_stopped(session: Session, tmp_path: Path) -> None:
    script = tmp_path / "loop.cypher"
    script.write_text(f":source {script}\n", encoding="utf-8")
    for _ in range(2):
        assert "does one of them run itself?" in session.gives(f":source {script}")
    (tmp_path / "one.cypher").write_text("RETURN 1 AS x;\n", encoding="utf-8")
    (tmp_path / "two.cypher").write_text(f":source {tmp_path / 'one.cypher'}\n" * 30, encoding="utf-8")
    assert session.gives(f":source {tmp_path / 'two.cypher'}") == '{"x": 1}\n' * 30


@pytest.mark.parametrize("name", ["a\0b.csv", "~nobody-of-this-name/x.csv", "\ud800.csv"])
def test_a_name_that_no_file_can_have_is_a_mistake(session: Session, name: str) -> None:
    session.gives("MATCH (p:Person) RETURN p;")
    for command in (":source", ":export", ":view"):
        assert "no file can be named" in session.gives(f"{command} {name}")


def test_the_last_result_is_exported_whole_in_the_format_of_the_ending(session: Session, tmp_path: Path) -> None:
    session.gives(":limit 1")
    session.gives("MATCH (n:Person|Film|Company) RETURN n.name AS name ORDER BY name;")
    assert session.gives(f":export {tmp_path / 'names.csv'}") == f"3 rows in {tmp_path / 'names.csv'}\n"
    assert (tmp_path / "names.csv").read_text() == "name\n87North\nBallerina Overdrive\nUma Thurman\n"
    session.gives(f":export {tmp_path / 'names.json'}")
    assert len(json.loads((tmp_path / "names.json").read_text())) == 3
    assert "known endings" in session.gives(f":export {tmp_path / 'names.xls'}")
    assert "can't be written" in session.gives(f":export {tmp_path / 'no' / 'names.csv'}")


def test_a_page_draws_the_names_in_the_last_result(session: Session, tmp_path: Path) -> None:
    session.gives("MATCH (p:Person)-[r]->(f:Film) RETURN {who: p} AS a, [f] AS b;")
    assert session.gives(f":view {tmp_path / 'page.html'}") == f"{tmp_path / 'page.html'}\n"
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Uma Thurman" in page
    assert "Ballerina Overdrive" in page
    session.gives("RETURN 1 AS x;")
    assert "holds no people, films or companies" in session.gives(":view")


def test_paths_are_told_as_by_the_path_command(session: Session) -> None:
    assert "87North leads to Uma Thurman in 2 hops" in session.gives(":path 87North 'Uma Thurman'")
    assert "did you mean Uma Thurman" in session.gives(":path 87North 'Uma Thurmann'")
    assert "name both ends" in session.gives(":path 87North")


def test_another_place_can_be_used_and_a_wrong_one_keeps_this(session: Session, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(CREDITS.replace("Uma Thurman", "Lana Condor"), encoding="utf-8")
    Workspace(Settings(tmp_path / "other")).import_table(tmp_path / "other.csv", lambda _: None)
    assert "there is no workspace" in session.gives(":use nowhere")
    assert "answers" in session.gives(":use bolt://127.0.0.1:9")
    assert "Uma Thurman" in session.gives("MATCH (p:Person) RETURN p.name;")
    assert session.gives(f":use {tmp_path / 'other'}") == f"at {tmp_path / 'other'}\n"
    assert "Lana Condor" in session.gives("MATCH (p:Person) RETURN p.name;")
    assert "Lana Condor" in session.console.vocabulary.names.starting("lana", 5)


def test_unknown_commands_and_leaving(session: Session) -> None:
    assert "did you mean :export?" in session.gives(":exprt x.csv")
    with pytest.raises(EOFError):
        session.console.line(":exit")


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("", True),
        (":help", True),
        ("// names\n:help", True),
        ("RETURN 1", False),
        ("RETURN 1;", True),
        ("RETURN 1; // done", True),
        ("RETURN ';", False),
        ("RETURN ';' ", False),
        ("/* RETURN 1;", False),
        ("RETURN `a;", False),
        ("RETURN $`a;", False),
        ("RETURN $``;", True),
        ("RETURN “x”;", True),
        ("MATCH (n) WHERE n.name = ‘it's’ RETURN n;", True),
        ("RETURN 5 € 3", True),
        ("RETURN \\ 1;", True),
        ("MATCH (n)\nRETURN n;", True),
    ],
)
def test_enter_runs_what_is_finished_and_else_begins_a_line(text: str, finished: bool) -> None:
    assert is_finished(text) is finished


@pytest.mark.parametrize("place", ["bolt://neo4j:hidden-one@127.0.0.1:1", "bolt://a:hidden-one/x@h", "a:hidden-one@h"])
def test_a_place_with_a_password_is_refused_and_never_printed(session: Session, place: str) -> None:
    said = session.gives(f":use {place}")
    assert "NEO4J_PASSWORD" in said
    assert "hidden-one" not in said


def test_a_sign_that_cypher_does_not_have_is_told(session: Session) -> None:
    assert session.gives("RETURN “x”;").startswith("RETURN “x”;\n       ^\n! '“' can't stand here")


def test_lines_about_passwords_are_not_kept(tmp_path: Path) -> None:
    history = SafeHistory(str(tmp_path / "history"))
    for line in ("RETURN 1;", ":param password => 'x'", "ALTER USER a SET PASSWORD 'x'"):
        history.store_string(line)
    for line in (":use bolt://a:b@host", ":use bolt://a:b/c@host", ":use neo4j:b@host"):
        history.store_string(line)
    assert list(history.load_history_strings()) == ["RETURN 1;"]
