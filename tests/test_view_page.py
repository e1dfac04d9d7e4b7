"""What a reader does with a view: look, search, filter, click, trace; by mouse, by keyboard, on a phone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from graph.model import EntityType, Evidence, Graph, PathAnswer, Relation, Status
from graph.model import Path as Connection
from graph.view import Picture, path_picture, render
from tests.browser import Watched, chromium, opened
from tests.view_samples import (
    BALLERINA,
    UMA,
    VICKY,
    around,
    entity,
    film_picture,
    gold_graph,
    named,
    path_answer,
    relationship,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def gold() -> Graph:
    return gold_graph()


@pytest.fixture
def film(browser: Browser, gold: Graph, tmp_path: Path) -> Iterator[Watched]:
    with opened(browser, render(film_picture(gold)), tmp_path) as watched:
        yield watched
        watched.assert_quiet()


def test_a_path_shows_its_sentences_at_once(browser: Browser, gold: Graph, tmp_path: Path) -> None:
    with opened(browser, render(path_picture(path_answer(gold, "87North", UMA))), tmp_path) as watched:
        panel = watched.panel()
        assert "One connection" in panel
        assert f"{UMA} acted in {BALLERINA}" in " ".join(panel.split())
        assert watched.page.locator("#panel blockquote").count() >= 2
        assert watched.page.locator("#panel a[href^=https]").count() >= 2
        watched.assert_quiet()


def test_each_of_several_paths_lights_up_when_chosen(browser: Browser, gold: Graph, tmp_path: Path) -> None:
    answer = path_answer(gold, "Lena Headey", "87North")
    pair = next(
        path_answer(gold, a, b)
        for a in (UMA, "Lena Headey", "Bob Odenkirk", "Margot Robbie")
        for b in ("A24", "Netflix", "Universal", "CAA", "Neon")
        if path_answer(gold, a, b).total > 1
    )
    assert answer.length == 2
    with opened(browser, render(path_picture(pair)), tmp_path) as watched:
        rows = watched.page.locator("#panel .row")
        assert rows.count() == len(pair.paths)
        rows.nth(1).click()
        assert "Connection 2" in watched.panel()
        assert watched.page.locator("#panel .hop").count() == pair.length
        watched.page.get_by_role("button", name="Back").click()
        assert rows.count() == len(pair.paths)
        watched.assert_quiet()


def test_a_connection_chosen_beside_the_table_is_in_the_picture_afterwards(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render(path_picture(two_ways())), tmp_path) as watched:
        watched.page.locator("#toggle-table").click()
        watched.settle()
        watched.page.locator("#panel .row").first.click()
        watched.page.wait_for_timeout(400)
        watched.page.locator("#toggle-table").click()
        watched.page.wait_for_timeout(400)
        frame = watched.page.locator("#stage").bounding_box()
        assert frame is not None
        for name in ("Ann", "One", "Ben"):
            x, y = watched.node_point(name)
            assert frame["x"] < x < frame["x"] + frame["width"]
            assert frame["y"] < y < frame["y"] + frame["height"]
        ann, ben = watched.node_point("Ann"), watched.node_point("Ben")
        assert abs(ann[0] - ben[0]) > frame["width"] / 3
        watched.assert_quiet()


def test_a_name_found_beside_the_table_is_in_the_middle_afterwards(film: Watched) -> None:
    film.page.locator("#toggle-table").click()
    film.settle()
    film.page.locator("#search").fill(UMA)
    film.page.keyboard.press("Enter")
    film.page.wait_for_timeout(400)
    film.page.locator("#toggle-table").click()
    film.page.wait_for_timeout(400)
    box = film.page.locator("#stage").bounding_box()
    assert box is not None
    x, y = film.node_point(UMA)
    assert abs(x - box["x"] - box["width"] / 2) < 3
    assert abs(y - box["y"] - box["height"] / 2) < 3


def two_ways() -> PathAnswer:
    ann, ben = entity(EntityType.PERSON, "Ann"), entity(EntityType.PERSON, "Ben")
    films = [entity(EntityType.FILM, title) for title in ("One", "Two")]
    hops = [[relationship(person, Relation.ACTED_IN, film) for person in (ann, ben)] for film in films]
    paths = tuple(Connection((ann, film, ben), tuple(steps)) for film, steps in zip(films, hops, strict=True))
    return PathAnswer(ann, ben, 2, 2, paths)


def test_connections_through_the_same_names_are_told_apart(browser: Browser, tmp_path: Path) -> None:
    ann, ben = entity(EntityType.PERSON, "Ann"), entity(EntityType.PERSON, "Ben")
    film = entity(EntityType.FILM, "One")
    first = relationship(ann, Relation.DIRECTED, film)
    seconds = [relationship(ben, relation, film) for relation in (Relation.ACTED_IN, Relation.WROTE)]
    paths = tuple(Connection((ann, film, ben), (first, second)) for second in seconds)
    with opened(browser, render(path_picture(PathAnswer(ann, ben, 2, 2, paths))), tmp_path) as watched:
        texts = [" ".join(text.split()) for text in watched.page.locator("#panel .row").all_inner_texts()]
        assert texts == ["1. Ann › One › Ben directed · acted in", "2. Ann › One › Ben directed · wrote"]
        assert watched.page.locator("#panel .hop").count() == 3


def test_a_click_on_a_node_opens_its_credits(film: Watched) -> None:
    film.click_node(VICKY)
    assert film.page.locator("#panel h2").inner_text() == VICKY
    assert "directed …" in film.panel()
    film.page.locator("#panel .row").first.click()
    assert f"{VICKY} directed {BALLERINA}" in " ".join(film.panel().split())
    assert film.page.locator("#panel blockquote").count() >= 1


def test_a_click_on_a_line_shows_role_status_dates_and_source(film: Watched) -> None:
    film.click_edge("Yara Shahidi", BALLERINA)
    panel = " ".join(film.panel().split())
    assert f"Yara Shahidi acted in {BALLERINA}" in panel
    assert "Status departed" in panel
    assert "First reported 20" in panel
    assert film.page.locator("#panel figcaption a").first.get_attribute("href", timeout=1000).startswith("https://")


def test_a_click_on_nothing_and_escape_take_the_selection_back(film: Watched) -> None:
    film.click_node(UMA)
    film.page.keyboard.press("Escape")
    assert film.page.locator("#panel h2").inner_text() == "Overview"
    film.click_node(UMA)
    film.page.locator("#stage").click(position={"x": 12, "y": 12})
    film.settle()
    assert film.page.locator("#panel h2").inner_text() == "Overview"


def test_search_finds_without_accents_and_by_alias_and_centres(browser: Browser, gold: Graph, tmp_path: Path) -> None:
    person = entity(EntityType.PERSON, "Penélope Testcruz", aliases=("Penny T.",))
    film = entity(EntityType.FILM, "Emilia Pérez")
    graph = Graph((*gold.entities, person, film), (*gold.relationships, relationship(person, Relation.ACTED_IN, film)))
    with opened(browser, render(Picture(graph)), tmp_path) as watched:
        page = watched.page
        for typed in ("penelope t", "penny t.", "TESTCRUZ penélope"):
            page.keyboard.press("/")
            page.locator("#search").fill(typed)
            assert page.locator("#found li").first.inner_text().startswith("Penélope Testcruz")
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        assert page.locator("#panel h2").inner_text() == "Penélope Testcruz"
        box = page.locator("#stage").bounding_box()
        assert box is not None
        x, y = watched.node_point("Penélope Testcruz")
        assert abs(x - box["x"] - box["width"] / 2) < 3
        assert abs(y - box["y"] - box["height"] / 2) < 3
        page.locator("#search").fill("nobody by that name")
        assert "No such name" in page.locator("#found").inner_text()
        watched.assert_quiet()


def rows(watched: Watched) -> int:
    return watched.page.locator("#table tbody tr").count()


def test_filters_by_kind_relation_status_and_date_show_in_picture_and_table(film: Watched) -> None:
    page = film.page
    page.locator("#toggle-table").click()
    everything = rows(film)
    assert everything == len(film.json("facts")["edges"])
    for words, expected in (("People", "type"), ("acted in", "relation"), ("departed", "status")):
        box = page.locator("#controls label", has_text=words).locator("input")
        box.uncheck()
        assert 0 < rows(film) < everything, expected
        box.check()
        assert rows(film) == everything
    page.locator("#controls label", has_text="until").locator("input").fill("2023-12-31")
    early = sum(1 for edge in film.json("facts")["edges"] if edge["first"] and edge["first"] <= "2023-12-31")
    assert rows(film) == early
    page.locator("#reset").click()
    assert page.locator("#table").is_hidden()
    page.locator("#toggle-table").click()
    assert rows(film) == everything


def test_a_hidden_node_is_gone_until_reset(film: Watched) -> None:
    film.click_node(UMA)
    film.page.get_by_role("button", name="Hide", exact=True).click()
    assert f"{UMA} is hidden" in film.status()
    film.page.locator("#toggle-table").click()
    assert UMA not in film.page.locator("#table").inner_text()
    film.page.locator("#reset").click()
    film.page.locator("#toggle-table").click()
    assert UMA in film.page.locator("#table").inner_text()


def test_a_path_between_two_clicked_nodes_is_traced(film: Watched) -> None:
    film.page.locator("#trace").click()
    film.click_node(UMA)
    film.click_node("Kate Freund")
    assert f"{UMA} and Kate Freund are 2 steps apart" in film.status()
    assert film.page.locator("#panel .hop").count() == 2
    film.page.locator("#reset").click()
    film.page.locator("#controls label", has_text="wrote").locator("input").uncheck()
    film.page.locator("#trace").click()
    film.click_node(UMA)
    film.page.locator("#search").fill(VICKY)
    film.page.keyboard.press("Enter")
    assert "2 steps apart" in film.status()


def test_a_path_is_traced_from_the_panel_too(film: Watched) -> None:
    film.click_node(UMA)
    film.page.get_by_role("button", name="Trace a path from here").click()
    assert f"From {UMA} to" in film.status()
    film.click_node(VICKY)
    assert "2 steps apart" in film.status()


def test_a_dragged_node_goes_home_on_reset(film: Watched) -> None:
    page = film.page
    x, y = film.node_point(UMA)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 90, steps=5)
    page.mouse.up()
    film.settle()
    colour = pixel(film, VICKY)
    assert pixel(film, UMA) != colour
    page.locator("#reset").click()
    film.settle()
    assert pixel(film, UMA) == colour


def test_no_path_is_said(browser: Browser, tmp_path: Path) -> None:
    people = [entity(EntityType.PERSON, name) for name in ("Ann", "Ben")]
    with opened(browser, render(Picture(Graph(tuple(people)))), tmp_path) as watched:
        watched.page.locator("#trace").click()
        watched.click_node("Ann")
        watched.click_node("Ben")
        assert watched.status() == "Nothing visible here connects Ann with Ben."


def test_everything_is_reached_by_keyboard(film: Watched) -> None:
    page = film.page
    reached = []
    page.keyboard.press("Tab")
    for _ in range(60):
        focused = "e => e.id || e.className || e.type || e.tagName"
        reached.append(page.evaluate(f"({focused})(document.activeElement)"))
        page.keyboard.press("Tab")
    order = ["skip", "search", "toggle-controls", "trace", "toggle-table", "copy", "save-png", "save-svg", "reset"]
    assert reached[: len(order)] == order
    assert "checkbox" in reached
    assert "vis-network" in reached
    assert "zoom-in" in reached
    assert "row" in reached
    page.locator("#toggle-table").press("Enter")
    page.locator("#table td button").first.press("Enter")
    assert page.locator("#panel h2").inner_text() != "Overview"


def test_escape_takes_back_what_a_search_found(film: Watched) -> None:
    page = film.page
    page.keyboard.press("/")
    page.keyboard.type("Uma")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == UMA
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert page.locator("#panel h2").inner_text() == UMA
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "Overview"


def test_a_slash_goes_to_the_search_box_from_a_checkbox_too(film: Watched) -> None:
    focused = "document.activeElement.id"
    film.page.locator("#controls input[type=checkbox]").first.focus()
    film.page.keyboard.press("/")
    assert film.page.evaluate(focused) == "search"
    film.page.locator("#controls input[type=date]").first.focus()
    film.page.keyboard.press("/")
    assert film.page.evaluate(focused) != "search"


def test_a_path_is_traced_between_names_of_the_table_too(film: Watched) -> None:
    film.page.locator("#toggle-table").click()
    film.page.locator("#trace").click()
    for name in (UMA, VICKY):
        film.page.locator("#table td button", has_text=name).first.click()
    assert f"{UMA} and {VICKY} are 2 steps apart" in film.status()


def test_showing_more_rows_goes_on_at_the_first_of_them(browser: Browser, tmp_path: Path) -> None:
    film, people = entity(EntityType.FILM, "One"), [entity(EntityType.PERSON, f"Person {i}") for i in range(502)]
    credits = tuple(relationship(person, Relation.ACTED_IN, film) for person in people)
    with opened(browser, render(Picture(Graph((film, *people), credits))), tmp_path) as watched:
        watched.page.locator("#toggle-table").click()
        watched.page.locator("#table > button").press("Enter")
        row = "[...document.querySelectorAll('#table tbody tr')].indexOf(document.activeElement.closest('tr'))"
        assert watched.page.evaluate(row) == 500
        assert rows(watched) == 502
        watched.assert_quiet()


def test_the_focus_stays_in_the_panel_while_walking_from_name_to_name(film: Watched) -> None:
    film.click_node(UMA)
    film.page.locator("#panel .row").first.press("Enter")
    inside = "document.getElementById('panel').contains(document.activeElement)"
    assert film.page.evaluate(inside)
    film.page.keyboard.press("Tab")
    assert film.page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert film.page.evaluate(inside)


def test_arrow_keys_move_the_picture(film: Watched) -> None:
    before = film.node_point(BALLERINA)
    film.page.locator("#stage .vis-network").focus()
    film.page.keyboard.down("ArrowLeft")
    film.page.wait_for_timeout(300)
    film.page.keyboard.up("ArrowLeft")
    film.settle()
    assert film.node_point(BALLERINA)[0] > before[0] + 5


def test_a_screen_reader_has_names_for_everything(film: Watched) -> None:
    page = film.page
    page.locator("#toggle-table").click()
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, input, a, [role]")].filter((element) => {
             const label = element.labels?.[0]?.textContent || element.ariaLabel || element.textContent;
             return !label?.trim() && !["status"].includes(element.getAttribute("role"));
           }).map((element) => element.outerHTML)"""
    )
    assert nameless == []
    tree = page.locator("body").aria_snapshot()
    assert "application" not in tree or "Table button shows the same" in tree
    assert 'row "From Relationship To' in tree
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(browser: Browser, gold: Graph, tmp_path: Path, scheme: str) -> None:
    with opened(browser, render(film_picture(gold)), tmp_path, color_scheme=scheme) as watched:
        ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 29)"}[scheme]
        colour = {"light": "rgb(0, 114, 178)", "dark": "rgb(86, 180, 233)"}
        other = "light" if scheme == "dark" else "dark"
        assert pixel(watched, UMA) == colour[scheme]
        watched.page.emulate_media(color_scheme=other)
        watched.settle()
        assert pixel(watched, UMA) == colour[other]


def pixel(watched: Watched, name: str) -> str:
    """The colour on the screen in the middle of a node."""
    x, y = watched.node_point(name)
    png = watched.page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    at, data = 8, b""
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    red, green, blue = zlib.decompress(data)[1:4]
    return f"rgb({red}, {green}, {blue})"


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, gold: Graph, tmp_path: Path) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with opened(browser, render(film_picture(gold)), tmp_path, **phone) as watched:
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert watched.page.locator("#controls").is_hidden()
        watched.page.touchscreen.tap(*watched.node_point(BALLERINA))
        watched.wait_until(f"document.querySelector('#panel h2').textContent === '{BALLERINA}'")


def test_parallel_relationships_stay_apart(browser: Browser, tmp_path: Path) -> None:
    person, film = entity(EntityType.PERSON, "Ann"), entity(EntityType.FILM, "One")
    relations = [Relation.ACTED_IN, Relation.DIRECTED, Relation.WROTE, Relation.PRODUCED]
    graph = Graph((person, film), tuple(relationship(person, relation, film) for relation in relations))
    with opened(browser, render(Picture(graph)), tmp_path) as watched:
        with watched.page.expect_download() as download:
            watched.page.locator("#save-svg").click()
        root = ET.parse(download.value.path()).getroot()
        paths = [element.get("d") for element in root.iter("{http://www.w3.org/2000/svg}path")]
        assert len(set(paths)) == 4


def test_labels_do_not_cover_each_other(browser: Browser, gold: Graph, tmp_path: Path) -> None:
    uma = named(gold, UMA)
    for picture in (
        film_picture(gold),
        Picture(around(gold, UMA, 2), "neighbourhood", UMA, (uma.id,)),
        Picture(gold, "force"),
    ):
        with opened(browser, render(picture), tmp_path) as watched:
            with watched.page.expect_download() as download:
                watched.page.locator("#save-svg").click()
            boxes = watched.page.evaluate(LABEL_BOXES, Path(download.value.path()).read_text(encoding="utf-8"))
            assert len(boxes) > 20
            assert overlapping(boxes) == []


LABEL_BOXES = """(source) => {
  const context = document.createElement("canvas").getContext("2d");
  const labels = [...source.matchAll(/<text x="([-0-9.]+)" y="([-0-9.]+)">([^<]*)</g)];
  return labels.map(([, x, y, text]) => {
    context.font = "13px system-ui, sans-serif";
    return { text, left: +x, right: +x + context.measureText(text).width * 0.8, top: +y - 9, bottom: +y };
  });
}"""


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[float, float]]:
    return [
        (a["text"], b["text"])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (Picture(Graph()), "Nothing to show"),
        (Picture(Graph((entity(EntityType.PERSON, "Ann"),))), "1 name, 0 relationships"),
    ],
    ids=["empty", "one name"],
)
def test_empty_and_lonely_selections_open(browser: Browser, tmp_path: Path, picture: Picture, words: str) -> None:
    with opened(browser, render(picture), tmp_path) as watched:
        assert words in watched.panel()
        watched.page.locator("#toggle-table").click()
        for button in ("#save-svg", "#save-png"):
            with watched.page.expect_download():
                watched.page.locator(button).click()
        watched.page.locator("#reset").click()
        watched.assert_quiet()


def test_long_rtl_and_cjk_names_fit(browser: Browser, tmp_path: Path) -> None:
    names = ["A" * 5000, "שלום עולם", "محمد علي", "宮崎駿", "박찬욱", "👩‍👩‍👧‍👦 family", "  ", "e\u0301 combining"]
    film = entity(EntityType.FILM, "千と千尋の神隠し")
    people = [entity(EntityType.PERSON, name) for name in names]
    said = Evidence("a", "T", "P", "2024-01-01", "x" * 20000, "https://example.org/", Status.CONFIRMED, "y" * 5000)
    links = tuple(relationship(person, Relation.ACTED_IN, film, said) for person in people)
    html = render(Picture(Graph((film, *people), links), "film", "A" * 5000, (film.id,)))
    with opened(browser, html, tmp_path) as watched:
        page = watched.page
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert page.locator("h1").bounding_box()["height"] < 80
        page.locator("#toggle-table").click()
        assert "宮崎駿" in page.locator("#table").inner_text()
        assert "(no name)" in page.locator("#table").inner_text()
        assert page.locator("#table td").first.bounding_box()["width"] < 400
        page.locator("#table td button").first.click()
        assert page.locator("#panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth + 1")
        watched.assert_quiet()
