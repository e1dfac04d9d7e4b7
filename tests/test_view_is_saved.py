"""What a reader takes along from a view: the picture as PNG and SVG, whole and as it is seen, and the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from graph.model import EntityType, Graph, PathAnswer, Relation
from graph.model import Path as Connection
from graph.view import Picture, path_picture, render
from tests.browser import Watched, chromium, opened
from tests.view_samples import UMA, VICKY, entity, film_picture, gold_graph, relationship


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def film(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    with opened(browser, render(film_picture(gold_graph())), tmp_path) as watched:
        yield watched
        watched.assert_quiet()


def test_png_and_svg_are_saved(film: Watched) -> None:
    with film.page.expect_download() as download:
        film.page.locator("#save-png").click()
    png = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "Ballerina-Overdrive.png"
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) > 1000
    with film.page.expect_download() as download:
        film.page.locator("#save-svg").click()
    root = ET.parse(download.value.path()).getroot()
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert UMA in words
    assert "Cast" in words


def test_a_saved_svg_shows_what_is_visible(film: Watched) -> None:
    film.page.locator("#controls label", has_text="acted in").locator("input").uncheck()
    with film.page.expect_download() as download:
        film.page.locator("#save-svg").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert UMA not in text
    assert VICKY in text


def short_film() -> Picture:
    film, people = entity(EntityType.FILM, "Nobody"), [entity(EntityType.PERSON, name) for name in ("Bo", "Al")]
    relations = (Relation.DIRECTED, Relation.ACTED_IN)
    credits = tuple(relationship(person, relation, film) for person, relation in zip(people, relations, strict=True))
    return Picture(Graph((film, *people), credits).canonical(), "film", "Nobody", (film.id,))


def many_credits() -> Picture:
    person, film = entity(EntityType.PERSON, "Bo"), entity(EntityType.FILM, "Nobody")
    relations = (Relation.DIRECTED, Relation.WROTE, Relation.PRODUCED, Relation.EXECUTIVE_PRODUCED, Relation.ACTED_IN)
    credits = [relationship(person, relation, film) for relation in (*relations, Relation.WORKED_ON)]
    return path_picture(PathAnswer(person, film, 1, 6, tuple(Connection((person, film), (row,)) for row in credits)))


@pytest.mark.parametrize("picture", [short_film(), many_credits()], ids=["headings", "bent lines"])
def test_a_saved_picture_is_whole(browser: Browser, tmp_path: Path, picture: Picture) -> None:
    with opened(browser, render(picture), tmp_path) as watched:
        with watched.page.expect_download() as download:
            watched.page.locator("#save-svg").click()
        download.value.save_as(tmp_path / "saved.svg")
        watched.assert_quiet()
    page = browser.new_page()
    page.goto((tmp_path / "saved.svg").as_uri())
    assert page.evaluate(CUT_OFF) == []
    page.close()


CUT_OFF = """() => {
  const drawing = document.documentElement;
  const { x, y, width, height } = drawing.viewBox.baseVal;
  return [...drawing.querySelectorAll("text, path, polygon")].filter((part) => {
    const box = part.getBBox();
    return box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height;
  }).map((part) => part.textContent || part.tagName);
}"""


def test_the_table_is_copied_and_no_cell_is_a_formula(browser: Browser, tmp_path: Path) -> None:
    person, film = entity(EntityType.PERSON, "=HYPERLINK(1)"), entity(EntityType.FILM, "A\tB\nC")
    graph = Graph((person, film), (relationship(person, Relation.ACTED_IN, film),))
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, render(Picture(graph)), tmp_path, permissions=permissions) as watched:
        watched.page.locator("#copy").click()
        watched.wait_until("document.getElementById('status').textContent.includes('clipboard')")
        lines = watched.page.evaluate("navigator.clipboard.readText()").splitlines()
        assert [cell.split("\t")[:3] for cell in lines] == [
            ["From", "Relationship", "To"],
            ["'=HYPERLINK(1)", "acted in", "A B C"],
        ]
