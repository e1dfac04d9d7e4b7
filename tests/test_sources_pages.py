"""A saved HTML page gives its main text and what it states of title, date, publisher and address; no guesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Article
from graph.sources import Problem, SourceOptions, load
from graph.sources.pages import draft_of_page, text_of_fragment

STORY = (
    "<p>Acme Pictures has bought the thriller <em>Night Bus</em>, with Renée Lee (<i>Day Train</i>, <i>Low Tide</i>)"
    " attached to star.</p>\n<p>Bob Ray directs from his own script; Cy Dee and Eve Fox produce for Gold Door.</p>"
)
TEXT = (
    "Acme Pictures has bought the thriller Night Bus, with Renée Lee (Day Train, Low Tide) attached to star.\n\n"
    "Bob Ray directs from his own script; Cy Dee and Eve Fox produce for Gold Door."
)


def page(head: str = "", body: str = STORY) -> str:
    return (
        f"<!doctype html><html><head><title>Acme buys – Daily Reel</title>{head}</head><body>"
        "<nav><a href=/>Home</a> <a href=/film>Film</a></nav>"
        f"<article>{body}</article><footer>Copyright by nobody, posted on January 3, 2019</footer></body></html>"
    )


def read(folder: Path, html: str | bytes, name: str = "a.html") -> Article:
    path = folder / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (article,) = load(str(path))
    assert isinstance(article, Article), article
    return article


def test_the_main_text_comes_without_menus_and_footers(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert article.text == TEXT
    assert (article.key, article.stem) == (str((tmp_path / "a.html").resolve()), "a")


def test_meta_tags_give_title_date_publisher_and_address(tmp_path: Path) -> None:
    head = """<meta property="og:title" content="Acme buys &lsquo;Night Bus&rsquo;">
        <meta property="og:site_name" content="Daily Reel">
        <meta property="article:published_time" content="2025-06-01T23:30:00-07:00">
        <meta property="article:modified_time" content="2025-06-09T00:00:00Z">
        <link rel="canonical" href="https://daily.example/acme?utm_source=rss">"""
    article = read(tmp_path, page(head))
    assert (article.title, article.publisher) == ("Acme buys ‘Night Bus’", "Daily Reel")
    assert (article.published, article.url) == ("2025-06-01", "https://daily.example/acme")
    assert article.key == article.url


def test_json_ld_comes_before_meta_tags(tmp_path: Path) -> None:
    head = """<meta name="date" content="2001-01-01"><meta property="og:title" content="Other">
        <script type="application/ld+json">{"broken": </script>
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"}, {"@type": ["Thing",
        "NewsArticle"], "headline": "From JSON-LD", "datePublished": "2025-05-05T08:00:00Z",
        "publisher": [{"name": "LD"}]}]}
        </script>"""
    article = read(tmp_path, page(head))
    assert (article.title, article.publisher, article.published) == ("From JSON-LD", "LD", "2025-05-05")


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="article:modified_time" content="2025-06-09">',
        '<meta property="article:published_time" content="June 9, 2025">',
        '<meta property="article:published_time" content="09/06/2025">',
        '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2025-06-09"}</script>',
        '<link rel="canonical" href="https://daily.example/2025/06/09/acme">',
    ],
)
def test_a_date_that_is_not_stated_is_not_guessed(tmp_path: Path, head: str) -> None:
    body = STORY + "<time datetime='2025-06-09'>June 9</time><p>The film opens on June 9, 2026.</p>"
    assert read(tmp_path, page(head, body)).published == ""


def test_a_marked_time_is_a_stated_date(tmp_path: Path) -> None:
    body = '<time itemprop="datePublished" datetime="2025-06-01T10:00">1 June</time>' + STORY
    assert read(tmp_path, page(body=body)).published == "2025-06-01"


@pytest.mark.parametrize(
    "data",
    [
        page().encode(),
        page().encode("utf-16"),
        b"\xef\xbb\xbf" + page().encode(),
        page("<meta charset=iso-8859-1>").encode("latin-1", "replace"),
        page('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">').encode("windows-1252"),
        page().replace("–", "-").encode("windows-1252"),
        page("<meta charset=x-unheard-of>").encode(),
        page("<meta charset=punycode>").encode(),
        page("<meta charset=us-ascii>").encode("windows-1252"),
    ],
)
def test_pages_in_the_encodings_of_the_web_are_read(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data).text == TEXT


def test_the_title_of_the_window_counts_last_and_without_the_name_of_the_site(tmp_path: Path) -> None:
    assert read(tmp_path, page()).title == "Acme buys – Daily Reel"
    assert read(tmp_path, page('<meta property="og:site_name" content="Daily Reel">')).title == "Acme buys"
    assert read(tmp_path, page(body="<h1>Acme it is</h1>" + STORY)).title == "Acme it is"


def test_a_one_line_brief_comes_without_what_stands_around_it(tmp_path: Path) -> None:
    html = (
        "<html><body><div class=menu><ul><li><a href=/>Home</a><li><a href=/film>Film</a></ul></div>"
        "<div class=entry-content><p>Renée Lee will star in the thriller Night Bus for Gold Door.</p></div>"
        "<div class=sidebar><h3>Most read</h3><ul><li><a href=/x>Bob Ray directs something else</a></ul></div>"
    )
    assert read(tmp_path, html).text == "Renée Lee will star in the thriller Night Bus for Gold Door."


def test_curly_quotes_survive_in_pages_that_say_latin_1(tmp_path: Path) -> None:
    body = "<p>Ann Lee’s “Night Bus” leaves the depot – at last, and with a full tank.</p>"
    data = page("<meta charset=iso-8859-1>", body).encode("windows-1252")
    assert read(tmp_path, data).text == "Ann Lee’s “Night Bus” leaves the depot – at last, and with a full tank."


def test_a_truncated_page_is_read_up_to_where_it_breaks_off(tmp_path: Path) -> None:
    html = page(body=STORY + "<p>Gus Hay edits, and the comp")
    assert read(tmp_path, html[: html.index("the comp") + 8]).text == TEXT + "\n\nGus Hay edits, and the comp"


def test_a_piece_of_a_page_is_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, STORY).text == TEXT


def test_lists_keep_their_lines_together(tmp_path: Path) -> None:
    html = page(body=STORY + "<ul><li>Renée Lee as Mo</li><li>Gus Hay as Al</li></ul>")
    assert read(tmp_path, html).text == TEXT + "\n\n- Renée Lee as Mo\n- Gus Hay as Al"


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><script>var a = 'Ann stars in Night Bus'</script></body></html>",
        "<div>" * 100_000 + "x",
        "<html><body>" + "<b>" * 20_000 + STORY,
        "<html>",
        "<!doctype html><html><head><title>Only a title</title></head></html>",
        '<html><script type="application/ld+json">' + "[" * 200_000 + "</script></html>",
        "<html \x00\x00></html>",
    ],
)
def test_what_is_no_article_is_a_problem_with_a_hint_and_not_a_crash(tmp_path: Path, html: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(html)
    (found,) = load(str(path), SourceOptions())
    assert isinstance(found, Problem)
    assert found.message.startswith(str(path))
    assert found.hint


def test_a_page_may_speak_only_for_its_own_site() -> None:
    head = '<link rel="canonical" href="https://deadline.example/acme">'
    html = page(head).encode()
    assert draft_of_page(html, "p", fetched_from="https://evil.example/x").url == "https://evil.example/x"
    assert (
        draft_of_page(html, "p", fetched_from="https://www.deadline.example/x?y").url == "https://deadline.example/acme"
    )
    relative = page('<link rel="canonical" href="/acme">').encode()
    assert draft_of_page(relative, "p", fetched_from="https://a.example/x/y").url == "https://a.example/acme"


def test_a_fragment_becomes_paragraphs_without_scripts() -> None:
    html = "<p>A <b>bus</b> &amp; a train</p><script>x()</script>tail<ul><li>one<li>two</ul><!-- no --><br>end"
    assert text_of_fragment(html) == "A bus & a train\n\ntail\n\none\n\ntwo\n\nend"
