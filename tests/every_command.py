"""One or more ways to run each command, for tests of what must hold for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from graph.cli import COMMANDS, run

Lines = Sequence[Sequence[str]]
FORMATS = ("table", "vertical", "markdown", "csv", "tsv", "json", "jsonl")


@dataclass(frozen=True)
class Setting:
    """Where the commands run: two names that are there, a film, a company, a source, and a folder to write into."""

    workspace: Path
    one: str
    other: str
    film: str
    company: str
    source: Path
    output: Path


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    arguments: Sequence[str]
    code: int
    out: str
    err: str


class Terminal(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def lines(s: Setting) -> Mapping[str, Lines]:
    """Ways to run each command, by its name; those that change something come last."""
    out = s.output
    formats = [["--format", f] for f in FORMATS]
    return {
        "read": [["read", str(s.source), *f] for f in formats]
        + [["read", str(s.source), "--mark"], ["read", str(s.source), "--html", str(out / "read.html")]],
        "articles": [["articles", *f] for f in formats],
        "status": [["status", *f] for f in formats],
        "path": [["path", s.one, s.other, *f] for f in ([], ["--format", "json"])],
        "show": [["show", s.one, *f] for f in formats] + [["show", s.film], ["show", s.company]],
        "find": [["find", "a", *f] for f in formats],
        "cypher": [["cypher", "MATCH (n) RETURN n", *f] for f in formats]
        + [["cypher", "MATCH (a)-[r]->(b) RETURN a.name, r.quotes, b.name LIMIT 50"]],
        "queries": [["queries"]],
        "common": [["common", s.one, s.other, *f] for f in formats],
        "collaborators": [["collaborators", s.one, *f] for f in formats],
        "slate": [["slate", s.company, *f] for f in formats],
        "hubs": [["hubs", *f] for f in formats],
        "timeline": [["timeline", s.one, *f] for f in formats],
        "between": [["between", s.one, s.other]],
        "view": [
            ["view", s.one, "-o", str(out / "view.html")],
            ["view", "--path", s.one, s.other, "-o", str(out / "path.html")],
            ["view", "--all", "--report", "-o", str(out / "report.html")],
        ],
        "export": [
            ["export", "--all", "--format", f, "-o", str(out / f"all.{f}")]
            for f in ("graphml", "gexf", "json", "cypher", "markdown")
        ]
        + [["export", "--for", "neo4j-admin", "-o", str(out / "bulk")]],
        "review": [["review", "--list", *f] for f in ([], *formats)]
        + [["review", "--list", "--all"], ["review", "--different", s.one, s.other], ["review", "--history"]]
        + [["review", "--undo"]],
        "credit": [["credit", s.one, *f] for f in formats],
        "link": [["link", s.one, "imdb:nm0000001"]],
        "doctor": [["doctor"], ["doctor", "--repair"]],
        "backup": [["backup", str(out / "ledger.backup"), "--force"]],
        "restore": [["restore", str(out / "ledger.backup"), "--force"]],
        "rebuild": [["rebuild"]],
        "import": [["import", str(_table(out))]],
        "add": [["add", str(s.source)], ["add", "--reread"], ["add", str(out / "missing\x1b[66m.md")]],
        "remove": [["remove", "nothing of that name \x1b[66m"]],
    }


def _table(folder: Path) -> Path:
    path = folder / "credits.csv"
    path.write_text(
        "subject,subject_type,relation,object,object_type\nJane Doe,Person,ACTED_IN,Harbor Lights,Film\n", "utf-8"
    )
    return path


def every_command(setting: Setting) -> list[list[str]]:
    """All of them, for the workspace. Fails where a command has no example."""
    known = lines(setting)
    assert set(COMMANDS) <= set(known), f"add to tests/every_command.py: {sorted(set(COMMANDS) - set(known))}"
    where = ["--workspace", str(setting.workspace)]
    return [[*line, *where] for command, some in known.items() if command in COMMANDS for line in some]


def run_on_a_terminal(arguments: Sequence[str]) -> Ran:
    """Run a command in this process as if a person sat before it."""
    import contextlib

    out, err = Terminal(), Terminal()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Ran(arguments, code, out.getvalue(), err.getvalue())
