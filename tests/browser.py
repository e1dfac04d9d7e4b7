"""A real Chromium for the tests of pages: offline, watched, and driven through the picture's own coordinates."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless. Fails with what to install if there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("these tests need Chromium: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """An open page and all that it must not do: dialogs, requests beyond its own file, errors, breaches of policy."""

    page: Page
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def breaches(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.breaches")
        return found

    def assert_quiet(self) -> None:
        """Nothing ran that isn't ours, nothing was asked for, nothing went wrong."""
        assert self.dialogs == []
        assert self.requests == []
        assert self.errors == []
        assert self.breaches == []
        assert self.page.evaluate("window.ran === undefined")

    # --- the picture -------------------------------------------------------------------------------------------------

    def json(self, element: str) -> Any:
        """The facts or the network that the page carries."""
        return json.loads(self.page.locator(f"#{element}").text_content() or "")

    def number(self, name: str) -> int:
        """The number of the node with this name."""
        return next(i for i, node in enumerate(self.json("facts")["nodes"]) if node["name"] == name)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is on the screen."""
        stage = self.page.locator("#stage")
        box = stage.bounding_box()
        assert box is not None
        scale, middle_x, middle_y = (float(stage.get_attribute(f"data-{name}") or "") for name in ("scale", "x", "y"))
        return (
            box["x"] + box["width"] / 2 + (x - middle_x) * scale,
            box["y"] + box["height"] / 2 + (y - middle_y) * scale,
        )

    def node_point(self, name: str) -> tuple[float, float]:
        node = self.json("network")["nodes"][self.number(name)]
        return self.point(node["x"], node["y"])

    def click_node(self, name: str) -> None:
        self.page.mouse.click(*self.node_point(name))
        self.settle()

    def click_edge(self, one: str, other: str) -> None:
        """Click the middle of a straight line between two names."""
        (ax, ay), (bx, by) = self.node_point(one), self.node_point(other)
        self.page.mouse.click((ax + bx) / 2, (ay + by) / 2)
        self.settle()

    def settle(self) -> None:
        """Wait until two frames are drawn."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def wait_until(self, expression: str) -> None:
        """Wait until an expression of the page is true. (Playwright's own way evaluates text inside the page, which the
        page's policy refuses.)"""
        until = time.monotonic() + 20
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, f"never true: {expression}"
            self.page.wait_for_timeout(20)

    def panel(self) -> str:
        return self.page.locator("#panel").inner_text()

    def status(self) -> str:
        return self.page.locator("#status").inner_text()


_WATCH = """
window.breaches = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.breaches.push(violatedDirective + " " + blockedURI));
"""


@contextmanager
def opened(browser: Browser, html: str, folder: Path, **context: Any) -> Iterator[Watched]:
    """A page opened from disk with the network off, everything it does written down."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    surroundings = browser.new_context(offline=True, **{"viewport": {"width": 1280, "height": 800}, **context})
    page = surroundings.new_page()
    watched = Watched(page)
    page.on("dialog", lambda dialog: (watched.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("console", lambda line: watched.errors.append(line.text) if line.type in ("error", "warning") else None)
    surroundings.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("data:", "blob:")) or request.url == file.as_uri()
            else watched.requests.append(request.url)
        ),
    )
    page.add_init_script(_WATCH)
    page.goto(file.as_uri())
    if 'id="stage"' in html:
        watched.wait_until("performance.getEntriesByName('reelgraph-drawn').length > 0")
    yield watched
    surroundings.close()
