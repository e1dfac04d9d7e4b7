"""Articles as weapons: whatever bytes a source holds, loading gives articles and problems, soon, and nothing else."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from graph.model import Article
from graph.sources import Problem, SourceOptions, load
from graph.sources.tables import COLUMNS, TableRow, read_table
from graph.sources.urls import canonical, requestable, same_site, shown, site, slug
from tests.long import for_long

_MARKUP = """--- title: published: url:https://x.example/ " ' \\u00 <html> <p> </p> <meta/charset= <!-- ]]> <![CDATA[
    <script/type=application/ld+json> <?xml <rss/version='2.0'><channel> <item> <title> <link> </item> <feed> <!DOCTYPE
    <!ENTITY &amp; &#x0; &#xd800; &#55296; { } [ ] {"text":" "} null 2025-06-01 , ; Person, ACTED_IN, Film"""
_BYTES = [
    b"\n",
    b"\r\n",
    b"---\n",
    b" ",
    b"\t",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\x1b[2J",
    "\u202e\u2028".encode(),
]
FRAGMENTS = st.sampled_from([*(word.encode() for word in _MARKUP.split()), *_BYTES, b"Ann Lee stars in Night Bus. "])
HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(FRAGMENTS, st.binary(max_size=4)), max_size=25).map(b"".join),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
)
ENDINGS = st.sampled_from([".md", ".txt", ".html", ".jsonl", ".xml", ".unheard"])
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def check(folder: Path, ending: str, data: bytes) -> None:
    path = folder / f"x{ending}"
    path.write_bytes(data)
    for item in load(str(path), SourceOptions(max_bytes=10_000)):
        if isinstance(item, Problem):
            assert item.message
            assert "\n" not in item.message + item.hint
            continue
        assert isinstance(item, Article)
        assert item.text.strip()
        item.text.encode("utf-8")
        assert "\x00" not in item.text
        assert not any(CONTROL.search(field) for field in (item.title, item.publisher, item.published, item.url))
        assert item.url in ("", canonical(item.url))
        assert re.fullmatch(r"(?:\d{4}-\d{2}-\d{2})?", item.published)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENDINGS, HOSTILE)
@example(".md", b"---\ntitle: >-\n" + b" a\n" * 300 + b"---\nx")
@example(".html", b"<html><body><p>&#xd800;&#x0; Ann Lee stars in Night Bus, a thriller by Bob Ray.</p>")
@example(
    ".xml",
    b"<rss version='2.0'><channel><item><title>&#xd800;</title><description>A</description></item></channel></rss>",
)
def test_any_bytes_in_any_source_give_articles_or_problems(tmp_path: Path, ending: str, data: bytes) -> None:
    check(tmp_path, ending, data)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_any_bytes_in_any_source_for_long(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    tried = for_long(partial(check, tmp_path), ENDINGS, HOSTILE)
    record_property("counted", f"{tried:,} sources of any bytes: articles or problems, nothing else")


def check_table(folder: Path, ending: str, data: bytes) -> None:
    path = folder / f"t{ending}"
    path.write_bytes(data)
    complaint = None
    try:
        for row in read_table(path):
            assert isinstance(row, TableRow)
            assert row.subject
            assert row.object
            json.dumps(row).encode("utf-8")
    except SourceError as error:
        complaint = error
    if complaint is not None:
        assert str(path) in complaint.message
        assert not CONTROL.search(complaint.message + complaint.hint)


HEAD = ",".join(COLUMNS).encode() + b"\n"
ROW = b"Ann,Person,ACTED_IN,Bus,Film,2024,,,,,,,"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([".csv", ".jsonl"]), st.sampled_from([b"", HEAD, HEAD + ROW]), HOSTILE)
def test_any_bytes_in_a_table_give_rows_or_an_error_with_its_place(
    tmp_path: Path, ending: str, head: bytes, data: bytes
) -> None:
    check_table(tmp_path, ending, head + data)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_any_bytes_in_a_table_for_long(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    tables = st.builds(bytes.__add__, st.sampled_from([b"", HEAD, HEAD + ROW]), HOSTILE)
    tried = for_long(partial(check_table, tmp_path), st.sampled_from([".csv", ".jsonl"]), tables)
    record_property("counted", f"{tried:,} tables of any bytes: rows, or an error with its place")


URLS = st.one_of(st.text(max_size=40), st.text(max_size=40).map("https://".__add__), st.from_regex(r"https?://.{0,30}"))


@given(URLS, URLS)
@example("https://user:pw@[::1]:80/\u202e?utm_source=1", "http://[")
@example("https://\udcff/", "https://x:99999999/")
def test_any_text_as_address_is_one_form_or_none(first: str, second: str) -> None:
    for url in (first, second):
        form = canonical(url)
        assert form in ("", canonical(form))
        assert form == "" or re.match(r"https?://[^/@\s]+/", form)
        assert requestable(url).isascii()
        assert not re.search(r"[\x00-\x20\x7f]", requestable(url) + shown(url))
        assert isinstance(slug(url) + site(url), str)
    assert same_site(first, second) == same_site(second, first)


def within(seconds: float, work: Callable[[], object]) -> None:
    """The work takes no more of a processor than that, however busy the machine is."""
    started = time.process_time()
    work()
    assert time.process_time() - started < seconds


def test_a_file_of_500_megabytes_is_refused_and_never_held_in_memory(tmp_path: Path) -> None:
    for name in ("big.txt", "big.jsonl"):
        path = tmp_path / name
        path.touch()
        os.truncate(path, 500_000_000)
        started = time.process_time()
        (found,) = load(str(path))
        assert isinstance(found, Problem)
        assert "too large" in found.message
        assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 25_000 + "Ann Lee stars.",
        "<a href='" + "x" * 1_000_000 + "'>Ann Lee stars.</a>",
        "<table><tr><td>" * 3_000 + "Ann Lee stars.",
        "<!--" * 200_000,
        "&amp;" * 200_000,
        "<i>" * 6_000_000,
        "<meta charset=" * 50_000,
        "<time itemprop=datePublished datetime=" * 20_000,
        "<title>" * 50_000,
        '<script type="application/ld+json">' + '{"@graph":[' * 10_000 + "</script>",
    ],
)
def test_pages_built_to_be_slow_end_in_time(tmp_path: Path, html: str) -> None:
    path = tmp_path / "slow.html"
    path.write_text(f"<html><body>{html}")
    within(20, lambda: list(load(str(path))))


@pytest.mark.parametrize(
    "text",
    [
        "---\n" * 200_000,
        "---\n" + "a: b\n" * 200_000,
        "---\n" + " " * 1_000_000 + "\n---\nx",
        "---\ntitle: " + '"' * 1_000_000 + "\n---\nx",
        "---\ntitle: " + "\\" * 1_000_000 + "\n---\nx",
        "---\n" + "-" * 1_000_000,
    ],
)
def test_front_matter_built_to_be_slow_ends_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "slow.md"
    path.write_text(text)
    within(5, lambda: list(load(str(path))))
