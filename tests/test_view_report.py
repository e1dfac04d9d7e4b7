"""A report tells the connection in words, with picture and sources, and prints on A4 and Letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.model import Graph
from graph.view import Picture, path_picture, render_report
from tests.browser import chromium, opened
from tests.view_samples import around, gold_graph, named, path_answer


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


GOLD = gold_graph()


def film() -> Picture:
    title = "Ballerina Overdrive"
    return Picture(around(GOLD, title, 1), "film", title, (named(GOLD, title).id,))


def test_a_path_is_told_hop_by_hop_with_every_sentence(browser: Browser, tmp_path: Path) -> None:
    answer = path_answer(GOLD, "87North", "Uma Thurman")
    with opened(browser, render_report(path_picture(answer)), tmp_path) as watched:
        page = watched.page
        assert page.locator("ol li").all_inner_texts() == ["87North › Ballerina Overdrive › Uma Thurman"]
        assert "Uma Thurman acted in Ballerina Overdrive" in page.locator("h3").all_inner_texts()
        sentences = [said.quote for hop in answer.paths[0].hops for said in hop.evidence]
        shown = [" ".join(text.split()) for text in page.locator("blockquote").all_inner_texts()]
        assert shown == [" ".join(sentence.split()) for sentence in sentences]
        assert page.locator("svg text").count() >= 3
        watched.assert_quiet()


def test_a_film_is_told_by_craft(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_report(film()), tmp_path) as watched:
        headings = watched.page.locator("h2").all_inner_texts()
        assert headings[:3] == ["Cast", "Direction, writing and crew", "Production"]
        assert watched.page.locator("section").count() == len(film().graph.relationships)
        watched.assert_quiet()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    "picture", [path_picture(path_answer(GOLD, "87North", "Uma Thurman")), film()], ids=["path", "film"]
)
def test_it_prints(browser: Browser, tmp_path: Path, paper: str, picture: Picture) -> None:
    """It becomes a PDF of a sensible length, and nothing is wider than the paper."""
    width = {"A4": 794, "Letter": 816}[paper]
    with opened(browser, render_report(picture), tmp_path, viewport={"width": width - 120, "height": 1000}) as watched:
        watched.page.emulate_media(media="print")
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width - 120
        pdf = watched.page.pdf(format=paper, prefer_css_page_size=False)
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 1 <= pages <= 12


def test_the_picture_keeps_its_words_apart(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_report(film()), tmp_path) as watched:
        boxes = watched.page.evaluate(
            """[...document.querySelectorAll("svg text")].map((text) => {
                 const { x, y, width, height } = text.getBBox();
                 return [x + 2, y + height * 0.25, x + width - 2, y + height * 0.8];
               })"""
        )
    clashes = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert clashes == []


def test_an_empty_selection_says_so(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_report(Picture(Graph(), title="Nothing")), tmp_path) as watched:
        assert "The selection is empty" in watched.page.locator("body").inner_text()
        watched.assert_quiet()
