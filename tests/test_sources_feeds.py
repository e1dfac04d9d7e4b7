"""RSS and Atom feeds: each entry becomes an article, whole or by its page; bombs and broken feeds are refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Article
from graph.sources import Problem, SourceOptions, load
from graph.sources.dates import feed_date
from tests.local_server import LocalServer, reply

STORY = "<p>Acme Pictures has bought the thriller Night Bus, with Ann Lee attached to star.</p>" * 2
PAGE = f"<!doctype html><html><head><title>From the page</title></head><body><article>{STORY}</article></body></html>"
OPTIONS = SourceOptions(allow_local=True, timeout=1.0, total_timeout=2.0, pause=0.0)

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Daily</title>
<entry><title type="html">&lt;i&gt;Night Bus&lt;/i&gt; &amp;amp; more</title><link href="https://a.example/1"/>
<published>2025-06-01T23:30:00-07:00</published><updated>2025-07-01T00:00:00Z</updated>
<content type="html">&lt;p&gt;Ann Lee stars in &lt;em&gt;Night Bus&lt;/em&gt;.&lt;/p&gt;
&lt;p&gt;Bob Ray directs.&lt;/p&gt;</content></entry>
<entry><title>Undated</title><link href="https://a.example/2"/><updated>2025-07-01T00:00:00Z</updated>
<summary>Cy Dee produces.</summary></entry>
<entry><title>Undated again</title><link href="https://a.example/2"/><summary>Twice.</summary></entry>
</feed>"""


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Daily</title>{"".join(items)}</channel></rss>'
    )


def item(number: int, link: str = "", text: str = "Ann Lee stars.") -> str:
    return (
        f"<item><title>Item {number}</title><link>{link}</link><description>{text}</description>"
        "<pubDate>Sun, 01 Jun 2025 23:30:00 -0700</pubDate></item>"
    )


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer({}).running() as running:
        yield running


def saved(folder: Path, text: str) -> list[Article | Problem]:
    path = folder / "feed.xml"
    path.write_text(text)
    return list(load(str(path), OPTIONS))


def test_a_saved_feed_gives_its_entries_each_once_and_never_asks_the_network(tmp_path: Path) -> None:
    first, second = saved(tmp_path, ATOM)
    assert isinstance(first, Article)
    assert first == Article(
        "https://a.example/1",
        "Ann Lee stars in Night Bus.\n\nBob Ray directs.",
        "Night Bus & more",
        "https://a.example/1",
        "Atom Daily",
        "2025-06-01",
        "1",
    )
    assert isinstance(second, Article)
    assert (second.text, second.published) == ("Cy Dee produces.", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sun, 01 Jun 2025 23:30:00 -0700", "2025-06-01"),
        ("1 Jun 2025 08:00 GMT", "2025-06-01"),
        ("2025-06-01T23:30:00-07:00", "2025-06-01"),
        ("yesterday", ""),
        ("06/01/2025", ""),
        ("Sun, 99 Jun 2025 23:30:00 -0700", ""),
        ("", ""),
    ],
)
def test_the_day_of_an_entry_is_the_one_that_it_prints(written: str, read: str) -> None:
    assert feed_date(written) == read


def test_entries_with_only_a_summary_lead_to_their_pages(server: LocalServer) -> None:
    server.routes |= {
        "/feed": reply(
            rss(item(1, f"{server.url}/1"), item(2, f"{server.url}/none")), content_type="application/rss+xml"
        ),
        "/1": reply(PAGE),
    }
    page, warning, summary = load(f"{server.url}/feed", OPTIONS)
    assert isinstance(page, Article)
    assert (page.title, page.published, page.url) == ("From the page", "2025-06-01", f"{server.url}/1")
    assert "Night Bus" in page.text
    assert isinstance(warning, Problem)
    assert warning.warning
    assert "404" in warning.message
    assert "summary" in warning.message
    assert isinstance(summary, Article)
    assert (summary.text, summary.url) == ("Ann Lee stars.", f"{server.url}/none")


def test_a_feed_leads_to_no_more_pages_than_allowed(server: LocalServer) -> None:
    server.routes["/feed"] = reply(rss(*(item(n, f"{server.url}/{n}") for n in range(9))))
    server.routes |= {f"/{n}": reply(PAGE) for n in range(9)}
    found = list(load(f"{server.url}/feed", replace(OPTIONS, feed_pages=3)))
    assert [a.text for a in found if isinstance(a, Article)].count("Ann Lee stars.") == 6
    assert len(server.requests) == 1 + 3
    assert isinstance(found[-1], Problem)
    assert "only the first 3" in found[-1].message


def test_pages_of_a_feed_are_fetched_with_a_pause(server: LocalServer) -> None:
    server.routes["/feed"] = reply(rss(*(item(n, f"{server.url}/{n}") for n in range(3))))
    server.routes |= {f"/{n}": reply(PAGE) for n in range(3)}
    started = time.monotonic()
    assert len(list(load(f"{server.url}/feed", replace(OPTIONS, pause=0.2)))) == 3
    assert time.monotonic() - started >= 0.4


def test_a_feed_cannot_lead_to_files_or_to_this_machine(tmp_path: Path, server: LocalServer) -> None:
    server.routes["/feed"] = reply(rss(item(1, "file:///etc/passwd"), item(2, "ftp://x.example/2")))
    found = list(load(f"{server.url}/feed", OPTIONS))
    assert [(a.text, a.url) for a in found if isinstance(a, Article)] == [("Ann Lee stars.", "")] * 2
    assert len(server.requests) == 1


def test_a_feed_of_10_000_entries_is_read_whole_and_in_time(tmp_path: Path) -> None:
    started = time.process_time()
    found = saved(tmp_path, rss(*(item(n, f"https://a.example/{n}", f"Ann Lee {n} stars.") for n in range(10_000))))
    assert len(found) == 10_000
    assert all(isinstance(a, Article) for a in found)
    assert time.process_time() - started < 30


BOMB = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
FILE = '<!DOCTYPE r [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(("head", "entity"), [(BOMB, "&a9;"), (FILE, "&secret;")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_and_files_in_feeds_are_refused(tmp_path: Path, head: str, entity: str, encoding: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(1, "https://a.example/1", entity), head=head).encode(encoding))
    started = time.monotonic()
    (found,) = load(str(path), OPTIONS)
    assert isinstance(found, Problem)
    assert "entities" in found.message
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<?xml version='1.0'?><catalog><item/></catalog>", "neither RSS nor Atom"),
        (rss(), "without entries"),
        ("<rss", "neither RSS nor Atom"),
        ("", "empty"),
        ("http://127.0.0.1:9/", "neither RSS nor Atom"),
        ("/etc/hostname", "neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed_is_a_problem(tmp_path: Path, text: str, says: str) -> None:
    (found,) = saved(tmp_path, text)
    assert isinstance(found, Problem)
    assert says in found.message


def test_a_broken_feed_gives_what_comes_before_the_break(tmp_path: Path) -> None:
    found = saved(tmp_path, rss(item(1, "https://a.example/1"), item(2, "https://a.example/2"))[:-60])
    assert isinstance(found[0], Article)
    assert found[0].title == "Item 1"


def test_an_entry_without_any_text_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = saved(tmp_path, rss(item(1, "https://a.example/1", ""), item(2, "https://a.example/2")))
    assert [type(x) for x in found] == [Problem, Article]
    assert "entry 1" in found[0].message  # type: ignore[union-attr]
