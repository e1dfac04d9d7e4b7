"""The console in a real terminal, on both stores: type, complete, run, stop, export, leave."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from graph.settings import Neo4jSettings, Settings
from graph.workspace import Workspace
from tests.command import ROOT

CREDITS = """subject,subject_type,relation,object,object_type
Uma Thurman,Person,ACTED_IN,Ballerina Overdrive,Film
Vicky Jewson,Person,DIRECTED,Ballerina Overdrive,Film
87North,Company,PRODUCED,Ballerina Overdrive,Film
87North,Company,PRODUCED,Nobody 2,Film
"""
PROMPT = "reelgraph>"
ENDLESS = {
    "embedded": "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c "
    "WITH a, b, c WHERE a * b * c % 7 = 3 RETURN count(*);",
    "neo4j": "UNWIND range(1, 100000000000) AS x RETURN count(x);",
}


class Terminal:
    """A console in a terminal of its own."""

    def __init__(self, folder: Path, env: dict[str, str], *arguments: str, password: str = "") -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "REELGRAPH_"))}
        self.history = folder / "history"
        more = {
            "REELGRAPH_HISTORY": str(self.history),
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "TERM": "xterm",
            "BROWSER": "true",
            "PYTHONPATH": str(ROOT),
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "graph", "cypher", *arguments],
            env=clean | more | env,
            cwd=str(folder),
            encoding="utf-8",
            dimensions=(40, 200),
            timeout=15,
        )
        if "NEO4J_URI" in env and "NEO4J_PASSWORD" not in env:
            self.sees("Password of neo4j: ")
            self.types(password)
        self.sees(PROMPT)

    def sees(self, text: str) -> None:
        """Wait until this text is on the screen."""
        self.child.expect_exact(text)

    def types(self, text: str) -> None:
        """Type a line and press Enter."""
        self.child.send(text)
        self.child.send("\r")

    def leaves(self) -> int:
        """Wait for the end; gives the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        code: int = self.child.exitstatus
        return code


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str]]]:
    """A store with four credits: its name, and the environment that leads there."""
    folder = tmp_path_factory.mktemp(str(request.param))
    table = folder / "credits.csv"
    table.write_text(CREDITS, encoding="utf-8")
    server: Neo4jSettings | None = None
    env = {"REELGRAPH_WORKSPACE": str(folder / "workspace")}
    if request.param == "neo4j":
        server = request.getfixturevalue("fresh_neo4j")
        env |= {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
    Workspace(Settings(folder / "workspace", server)).import_table(table, lambda _: None)
    yield str(request.param), env
    if server:
        from graph.store.neo4j_cypher import Neo4jCypher

        session = Neo4jCypher(server)
        list(session.run("MATCH (n) DETACH DELETE n", {}, write=True))
        session.close()


def test_a_person_types_completes_runs_and_leaves(place: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, place[1])
    terminal.child.send("MATCH (p:Person {name: 'uma t")
    terminal.sees("Uma Thurman'")  # in the menu under the line
    terminal.child.send("\t")
    terminal.sees("Uma Thurman'")
    terminal.types("})-[r]->(f)")
    terminal.sees("...>")
    terminal.types("RETURN f.name;")
    terminal.sees("Ballerina Overdrive")
    terminal.sees(PROMPT)
    terminal.types(":format csv")
    terminal.sees("format csv")
    terminal.types("MATCH (f:Film) RETURN f.name AS title ORDER BY title;")
    terminal.sees("title\r\nBallerina Overdrive\r\nNobody 2\r\n")
    terminal.types(":exit")
    assert terminal.leaves() == 0


def test_ctrl_c_and_mistakes_keep_the_session(place: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, place[1], "--timeout", "0")
    terminal.types("MATCH (f:Film) RETUN f.name;")
    terminal.sees("               ^")
    terminal.sees("did you mean RETURN?")
    terminal.types("MATCH (f:Flim) RETURN f;")
    terminal.sees("there is no label or relationship type Flim")
    terminal.sees("did you mean Film?")
    terminal.types("MATCH (f:Film) DETACH DELETE f;")
    terminal.sees("DETACH is refused")
    terminal.types(":fromat csv")
    terminal.sees("did you mean :format?")
    terminal.types("RETURN $nothing;")
    terminal.sees("the statement wants $nothing")
    terminal.types(":param kept => 42")
    terminal.sees(PROMPT)
    terminal.types(ENDLESS[place[0]])
    with pytest.raises(pexpect.TIMEOUT):
        terminal.child.expect_exact("stopped", timeout=1.5)
    terminal.child.sendintr()
    terminal.sees("stopped")
    terminal.types("RETURN $kept + 1 AS kept;")
    terminal.sees("43")
    if place[0] == "neo4j":
        assert _running(place[1]) == 0
    terminal.sees(PROMPT)
    terminal.child.sendeof()
    assert terminal.leaves() == 0


def _running(env: dict[str, str]) -> int:
    """How many of our statements the server still works on."""
    import neo4j

    with neo4j.GraphDatabase.driver(env["NEO4J_URI"], auth=(env["NEO4J_USERNAME"], env["NEO4J_PASSWORD"])) as driver:
        found = driver.execute_query("SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND' RETURN q")
        return len(found.records)


def test_commands_run_saved_queries_export_draw_and_find_paths(
    place: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path, place[1])
    terminal.types(":run slate name=87North")
    terminal.sees("Nobody 2")
    terminal.types(":export slate.csv")
    terminal.sees("2 rows in slate.csv")
    terminal.types("MATCH p = (:Person)-->(:Film) RETURN p;")
    terminal.sees("Vicky Jewson")
    terminal.types(":view page.html")
    terminal.sees("page.html")
    terminal.types(':path "87North" "Uma Thurman"')
    terminal.sees("2 hops")
    (tmp_path / "more.cypher").write_text(":limit 1\nMATCH (f:Film) RETURN f.name ORDER BY f.name;\n", encoding="utf-8")
    terminal.types(":source more.cypher")
    terminal.sees("1 of more; :limit 0 for all")
    terminal.types(":schema")
    terminal.sees("ACTED_IN")
    terminal.types(":help run")
    terminal.sees("Run a saved query.")
    terminal.types(":exit")
    assert terminal.leaves() == 0
    rows = (tmp_path / "slate.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].split(",")[:2] == ["role", "title"]
    assert len(rows) == 3
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Ballerina Overdrive" in page


def test_writing_needs_a_server_and_passwords_stay_out_of_the_history(
    place: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    without = {name: value for name, value in place[1].items() if name != "NEO4J_PASSWORD"}
    terminal = Terminal(tmp_path, without, password=place[1].get("NEO4J_PASSWORD", ""))
    terminal.types("RETURN 'kept' AS x;")
    terminal.sees(PROMPT)
    terminal.types(":param password => 'hidden-one'")
    terminal.sees(PROMPT)
    terminal.types("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'hidden-two';")
    terminal.sees("ALTER is refused")
    terminal.types(":write on")
    if place[0] == "embedded":
        terminal.sees("can't be written to")
    else:
        terminal.sees("not in the ledger")
        terminal.types("CREATE (n:Scratch {a: 1});")
        terminal.sees("1 nodes created")
        terminal.types("MATCH (n:Scratch) DELETE n;")
        terminal.sees("1 nodes deleted")
        terminal.types(":write off")
        terminal.sees("write off")
        terminal.types("CREATE (n:Scratch);")
        terminal.sees("CREATE is refused")
    terminal.types(":exit")
    assert terminal.leaves() == 0
    kept = terminal.history.read_text(encoding="utf-8")
    assert "kept" in kept
    assert "hidden" not in kept
    assert terminal.history.stat().st_mode & 0o077 == 0
