"""The session that docs/cypher.md shows, run line by line: what is printed there is what happens."""

from __future__ import annotations

import io
import re
from pathlib import Path

from graph.console.console import Console
from graph.console.runner import Options
from graph.settings import Settings
from graph.workspace import Workspace

DOCUMENT = Path(__file__).parent.parent / "docs" / "cypher.md"
PROMPT, CONTINUED = "reelgraph> ", "      ...> "


def block(language: str) -> str:
    """The fenced block of this language in the document."""
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def typed(session: str) -> list[str]:
    """What a person types in a session, statement by statement."""
    entries: list[str] = []
    for line in session.splitlines():
        if line.startswith(PROMPT):
            entries.append(line.removeprefix(PROMPT))
        elif line.startswith(CONTINUED):
            entries[-1] += "\n" + line.removeprefix(CONTINUED)
    return entries


def played(entries: list[str], workspace: Path) -> str:
    """The same session as it goes now."""
    out = io.StringIO()

    def say(text: str) -> None:
        out.write(text + "\n")

    console = Console(Settings(workspace), Options(in_console=True), out, say, lambda settings: settings)
    for entry in entries:
        out.write(PROMPT + entry.replace("\n", "\n" + CONTINUED) + "\n")
        console.line(entry)
    console.close()
    return out.getvalue()


def test_the_documented_session_goes_as_documented(tmp_path: Path) -> None:
    table = tmp_path / "credits.csv"
    table.write_text(block("csv"), encoding="utf-8")
    Workspace(Settings(tmp_path / "workspace")).import_table(table, lambda _: None)
    session = block("console")
    assert len(typed(session)) > 10
    assert played(typed(session), tmp_path / "workspace") == session
