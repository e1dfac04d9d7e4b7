"""`reelgraph read --mark` and `--html` show the text with what was found in it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, assert_complains, reelgraph

TEXT = "Ann Lee stars in Night Bus. Nothing else is known.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bus.md"
    path.write_text(f"---\ntitle: A <b>bus</b> leaves\n---\n\n{TEXT}")
    return path


def test_mark_prints_the_text_with_its_credits_in_brackets(article: Path) -> None:
    done = reelgraph("read", "--mark", article)
    assert done.returncode == 0
    assert done.stdout == "A <b>bus</b> leaves (1 credit)\n\n⟦Ann Lee stars in Night Bus.⟧ Nothing else is known.\n"


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_it_wants_none(article: Path, no_color: str, coloured: bool) -> None:
    reader, writer = pty.openpty()
    env = os.environ | {"NO_COLOR": no_color, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "graph", "read", "--mark", str(article)]
    subprocess.run(command, cwd=ROOT, stdout=writer, env=env, check=True, timeout=30)
    os.close(writer)
    shown = os.read(reader, 10_000).decode()
    os.close(reader)
    assert ("\x1b[1;36mAnn Lee\x1b[0m" in shown) is coloured
    assert ("⟦Ann Lee" in shown) is not coloured


def test_html_writes_a_page_with_the_text_and_its_credits(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = reelgraph("read", "--html", page, article, ROOT / "data" / "articles")
    assert done.stdout == f"{len(list((ROOT / 'data' / 'articles').iterdir())) + 1} articles marked in {page}\n"
    html = page.read_text(encoding="utf-8")
    assert '<mark><b class="person">Ann Lee</b> stars in <b class="film">Night Bus</b>.' in html
    assert "A &lt;b&gt;bus&lt;/b&gt; leaves" in html
    assert "Uma Thurman" in html


def test_a_page_that_cannot_be_written_is_an_error(article: Path, tmp_path: Path) -> None:
    assert_complains(reelgraph("read", "--html", tmp_path / "none" / "x.html", article), 2, "can't be written")
