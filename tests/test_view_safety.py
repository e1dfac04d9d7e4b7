"""A page is safe with any article's words: nothing in them runs, is fetched, or becomes markup, in any field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from graph.export.text import link
from graph.model import Entity, EntityType, Evidence, Graph, Relation, Status
from graph.model import Path as Connection
from graph.view import Picture, render, render_report
from graph.view.picture import graph_of_paths
from tests.browser import chromium, opened
from tests.view_payloads import PAYLOADS
from tests.view_samples import relationship


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def poisoned(payload: str, number: int) -> tuple[Entity, Entity, Relation]:
    """A person and a film whose every field holds the payload."""
    person = Entity(f"p{number}{payload}", EntityType.PERSON, payload, (payload, f"x{payload}"), (payload,))
    film = Entity(f"f{number}{payload}", EntityType.FILM, f"{payload} film", (payload,), (payload,), 1999, payload)
    return person, film, list(Relation)[number % 3]


def poisoned_picture(payloads: list[str]) -> Picture:
    """Every payload in every field of the graph, of its evidence, and of the picture itself."""
    entities, relationships = [], []
    for number, payload in enumerate(payloads):
        person, film, relation = poisoned(payload, number)
        said = Evidence(payload, payload, payload, payload, payload, payload, list(Status)[number % 3], payload)
        entities += [person, film]
        relationships.append(relationship(person, relation, film, said))
    everything = " ".join(payloads)
    return Picture(
        Graph(tuple(entities), tuple(relationships)), "force", everything, (entities[0].id,), note=everything
    )


def test_there_are_at_least_forty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


CLICK_EVERYTHING = """async () => {
  const links = [];
  for (const button of document.querySelectorAll("#table td button")) {
    button.click();
    links.push(...[...document.querySelectorAll("#panel a")].map((link) => [link.href, link.rel]));
    await new Promise((done) => setTimeout(done));
  }
  return links;
}"""
"""Opens every name and every relationship in the panel; gives the address and `rel` of each link there."""


def test_nothing_in_any_field_runs_or_is_fetched(browser: Browser, tmp_path: Path) -> None:
    html = render(poisoned_picture(PAYLOADS))
    with opened(browser, html, tmp_path) as watched:
        page = watched.page
        page.locator("#toggle-table").click()
        page.evaluate(CLICK_EVERYTHING)
        page.locator("#search").fill("window")
        page.locator("#found li").first.click()
        page.locator("#copy").click()
        watched.assert_quiet()


def test_the_page_holds_no_element_but_its_own(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render(poisoned_picture(PAYLOADS)), tmp_path) as watched:
        page = watched.page
        page.locator("#toggle-table").click()
        assert page.locator("script").count() == 4
        assert page.locator("style").count() == 1
        assert page.locator("img, iframe, object, embed, form, link, base, video, audio, math").count() == 0
        handlers = (
            "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')))"
        )
        assert page.evaluate(f"{handlers}.length") == 0
        assert page.title().startswith("<script>window.ran=1</script>")


def test_links_lead_only_to_http_and_open_apart(browser: Browser, tmp_path: Path) -> None:
    honest = "https://example.org/a?b=c&d=(e)"
    with opened(browser, render(poisoned_picture([*PAYLOADS, honest])), tmp_path) as watched:
        watched.page.locator("#toggle-table").click()
        links = watched.page.evaluate(CLICK_EVERYTHING)
        assert {tuple(link) for link in links} == {(honest, "noopener noreferrer")}


@pytest.mark.parametrize("address", [p for p in PAYLOADS if ":" in p or "//" in p])
def test_an_address_that_could_do_harm_is_no_link(address: str) -> None:
    assert link(address) == ""


@pytest.mark.parametrize(
    "address",
    ["http://example.org", "https://example.org/a?b=c&d=e#f", "https://пример.рф/кино", "https://example.org:8080/"],
)
def test_an_honest_address_is_a_link(address: str) -> None:
    assert link(address) == address


def test_a_saved_svg_holds_words_only_as_text(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render(poisoned_picture(PAYLOADS)), tmp_path) as watched:
        with watched.page.expect_download() as download:
            watched.page.locator("#save-svg").click()
        root = ET.parse(download.value.path()).getroot()
        tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
        assert tags <= {"svg", "title", "rect", "g", "path", "polygon", "circle", "text"}
        names = {attribute for element in root.iter() for attribute in element.attrib}
        assert not [name for name in names if name.startswith("on") or "href" in name]
        watched.assert_quiet()


@pytest.mark.parametrize("paths", [False, True], ids=["by craft", "by path"])
def test_a_report_is_as_safe(browser: Browser, tmp_path: Path, paths: bool) -> None:
    picture = poisoned_picture(PAYLOADS)
    if paths:
        by_id = {entity.id: entity for entity in picture.graph.entities}
        walks = [Connection((by_id[r.subject], by_id[r.object]), (r,)) for r in picture.graph.relationships]
        picture = Picture(graph_of_paths(walks), "path", picture.title, paths=tuple(walks), note=picture.note)
    with opened(browser, render_report(picture), tmp_path) as watched:
        page = watched.page
        assert page.locator("script, img, iframe, object, embed, form, link, base, video, math").count() == 0
        assert all((a.get_attribute("href") or "").startswith("https://") for a in page.locator("a").all())
        watched.assert_quiet()


def test_the_policy_refuses_even_a_script_that_slipped_in(browser: Browser, tmp_path: Path) -> None:
    """The second wall: were a word to become markup after all, the browser would still refuse to run it."""
    html = render(poisoned_picture(PAYLOADS[:1])).replace(
        "</main>", "</main><script>window.ran=1</script><img src=https://evil.example/x onerror=window.ran=1>"
    )
    with opened(browser, html, tmp_path) as watched:
        assert watched.page.evaluate("window.ran === undefined")
        assert {breach.split()[0] for breach in watched.breaches} == {"script-src-elem", "script-src-attr", "img-src"}
