"""Addresses are fetched politely and safely: bounded in time and size, http(s) only, this machine only if allowed."""

from __future__ import annotations

import gzip
import re
import socket
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from graph.model import Article
from graph.sources import Problem, SourceOptions, load
from graph.sources.fetch import is_public
from tests.local_server import LocalServer, redirect, reply

STORY = "<p>Acme Pictures has bought the thriller Night Bus, with Ann Lee attached to star.</p>" * 2
PAGE = f"<!doctype html><html><head><title>Acme buys</title></head><body><article>{STORY}</article></body></html>"
FAST = SourceOptions(allow_local=True, timeout=0.5, total_timeout=1.0, pause=0.0, max_bytes=200_000)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer({}).running() as running:
        yield running


def article(url: str, options: SourceOptions = FAST) -> Article:
    (found,) = load(url, options)
    assert isinstance(found, Article), found
    return found


def problem(url: str, options: SourceOptions = FAST) -> Problem:
    started = time.monotonic()
    (found,) = load(url, options)
    assert isinstance(found, Problem), found
    assert "\n" not in found.message
    assert found.hint
    assert time.monotonic() - started < 5
    return found


def test_a_page_is_fetched_with_a_polite_name(server: LocalServer) -> None:
    server.routes["/news/acme-buys.html"] = reply(PAGE)
    found = article(f"{server.url}/news/acme-buys.html?utm_source=x#top")
    assert "Night Bus" in found.text
    assert found.url == found.key == f"{server.url}/news/acme-buys.html"
    assert (found.stem, found.publisher) == ("acme-buys", "127.0.0.1")
    path, headers, _ = server.requests[0]
    assert path == "/news/acme-buys.html?utm_source=x"
    assert headers["User-Agent"].startswith("reelgraph/")


def test_the_charset_of_the_server_counts(server: LocalServer) -> None:
    html = PAGE.replace("Ann", "Renée").encode("latin-1")
    server.routes["/"] = reply(html, content_type="text/html; charset=iso-8859-1")
    assert "Renée" in article(server.url).text


def test_plain_text_and_json_lines_are_read_as_what_they_are(server: LocalServer) -> None:
    server.routes["/a.md"] = reply("---\ntitle: T\n---\n\nAnn Lee stars.", content_type="text/markdown")
    assert (article(f"{server.url}/a.md").title, article(f"{server.url}/a.md").text) == ("T", "Ann Lee stars.")
    server.routes["/b"] = reply('{"text": "One."}\n{"text": "Two."}\n', content_type="application/json")
    assert [a.text for a in load(f"{server.url}/b", FAST) if isinstance(a, Article)] == ["One.", "Two."]


def test_redirects_are_followed_to_the_end_and_the_end_counts(server: LocalServer) -> None:
    server.routes |= {"/1": redirect("/2", 301), "/2": redirect(f"{server.url}/3", 307), "/3": reply(PAGE)}
    assert article(f"{server.url}/1").url == f"{server.url}/3"


def test_a_loop_of_redirects_ends(server: LocalServer) -> None:
    server.routes |= {"/1": redirect("/2"), "/2": redirect("/1")}
    assert "redirects too often" in problem(f"{server.url}/1").message
    assert len(server.requests) == FAST.max_redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "javascript:alert(1)", "//["])
def test_a_redirect_to_anything_but_http_is_refused(server: LocalServer, target: str) -> None:
    server.routes["/"] = redirect(target)
    assert "redirects to what is no web address" in problem(server.url).message


def test_this_machine_and_private_networks_need_a_word(server: LocalServer) -> None:
    strict = SourceOptions(timeout=0.5, total_timeout=1.0)
    server.routes["/"] = reply(PAGE)
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        found = problem(f"http://{host}:{server.port}/", strict)
        assert "this machine or of a private network" in found.message, host
        assert "--allow-local" in found.hint
    assert server.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
        "fe80::1%eth0",
    ],
)
def test_no_private_address_passes_for_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secretword@127.0.0.1/",
        "http://secretword@127.0.0.1/",
        "https://user:secretword/2@127.0.0.1/x",
        "https://user:secretword#2@127.0.0.1/x",
        "https://user:secretword?2@127.0.0.1/x",
    ],
)
def test_addresses_with_passwords_are_refused_and_never_printed(url: str) -> None:
    found = problem(url)
    assert re.search("user name (or|and) password", found.message + found.hint)
    assert "secretword" not in str(found)


def stall(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nx-a: " + b"y" * 100:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.1)


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    reply(b"", content_length="100000")(handler)
    for _ in range(100):
        handler.wfile.write(b"<p>")
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [stall, drip_headers, drip_body])
def test_a_server_that_never_finishes_is_left_in_time(server: LocalServer, answer: object) -> None:
    server.routes["/"] = answer  # type: ignore[assignment]
    started = time.monotonic()
    assert "didn't answer within" in problem(server.url).message
    assert time.monotonic() - started < 2


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server: LocalServer) -> None:
    server.routes["/"] = reply(b"x" * 1_000_000)
    assert "too large" in problem(server.url).message


@pytest.mark.parametrize(
    "body", [gzip.compress(b"x" * 50_000_000), zlib.compress(b"x" * 50_000_000), gzip.compress(b"x" * 200_001)]
)
def test_a_gzip_bomb_is_not_unpacked(server: LocalServer, body: bytes) -> None:
    server.routes["/"] = reply(body, content_encoding="gzip")
    assert "too large" in problem(server.url).message


def test_packed_pages_are_unpacked_and_broken_ones_refused(server: LocalServer) -> None:
    packed = gzip.compress(PAGE.encode())
    server.routes |= {
        "/good": reply(packed, content_encoding="gzip"),
        "/half": reply(packed[: len(packed) // 2], content_encoding="gzip"),
        "/no": reply(PAGE, content_encoding="gzip"),
        "/twice": reply(gzip.compress(packed), content_encoding="gzip, gzip"),
        "/br": reply(packed, content_encoding="br"),
    }
    assert "Night Bus" in article(f"{server.url}/good").text
    for path, says in (
        ("half", "broke off"),
        ("no", "unpacked"),
        ("twice", "packed in a way"),
        ("br", "packed in a way"),
    ):
        assert says in problem(f"{server.url}/{path}").message


@pytest.mark.parametrize(
    ("status", "hint"),
    [(404, "address"), (403, "browser"), (401, "browser"), (429, "later"), (500, "later"), (999, "later")],
)
def test_refusals_tell_what_to_do(server: LocalServer, status: int, hint: str) -> None:
    server.routes["/"] = reply(b"no", status=status)
    found = problem(server.url)
    assert str(status) in found.message
    assert hint in found.hint


def not_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    handler.close_connection = True


def test_answers_that_break_off_or_are_no_http_are_problems(server: LocalServer) -> None:
    server.routes |= {"/short": reply(PAGE, content_length="100000"), "/ssh": not_http}
    assert "broke off" in problem(f"{server.url}/short").message
    assert "isn't HTTP" in problem(f"{server.url}/ssh").message


def test_nobody_there_is_a_problem() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = problem(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert "can't be fetched" in found.message
    assert "no host" in problem("http://no-such-host.invalid/").message


def test_pictures_and_documents_are_refused(server: LocalServer) -> None:
    server.routes |= {
        "/a.png": reply(b"\x89PNG\r\n\x1a\n\x00\x00", content_type="image/png"),
        "/a.pdf": reply(b"%PDF-1.7", content_type="application/pdf"),
        "/empty": reply(b""),
    }
    for path, says in (("a.png", "image"), ("a.pdf", "PDF"), ("empty", "empty")):
        assert says in problem(f"{server.url}/{path}").message


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:0/", "http://x:99999/", "http://[::1/", "http://a b/", "http://\u2028/"]
)
def test_broken_addresses_are_problems(url: str) -> None:
    problem(url)
