"""The language model reader, asked through a real HTTP server that speaks the chat protocol, errors and all."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from graph.errors import SourceError, UsageError
from graph.model import Credit, EntityType, Mention, Reading, Relation, Span, Status
from graph.reading.llm import LlmReader, LlmSettings, ModelUnavailable
from graph.reading.llm_client import settings_from
from tests.local_server import Answer, LocalServer, redirect, reply

PATH = "/v1/chat/completions"
TEXT = "Ann Lee will star as Mo in “Night Bus” for Gold Door.\n\nBob Ray is in talks to direct."
KEY = "sk-marked-secret-0123456789"


def item(**changes: object) -> dict[str, object]:
    good = {"subject": "Ann Lee", "subject_type": "Person", "relation": "ACTED_IN", "object": "Night Bus"}
    good |= {"object_type": "Film", "status": "confirmed", "detail": "Mo", "quote": "Ann Lee will star as Mo"}
    return good | changes


def said(content: object, finish: str = "stop") -> Answer:
    """The protocol's envelope around an answer."""
    words = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
    return reply(
        json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}), content_type="application/json"
    )


def in_turn(*answers: Answer) -> Answer:
    """A different answer each time; the last one stays."""
    left = list(answers)
    lock = threading.Lock()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = left.pop(0) if len(left) > 1 else left[0]
        chosen(handler)

    return answer


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer({}).running() as running:
        yield running


@pytest.fixture
def reader(server: LocalServer) -> LlmReader:
    return LlmReader(LlmSettings(server.url + PATH, "m", KEY, timeout=0.5, backoff=0.01, patience=2.0, tries=3))


def asked(server: LocalServer) -> list[dict[str, Any]]:
    return [json.loads(body) for _, _, body in server.requests]


def test_a_credit_comes_with_its_passage_and_the_reader_with_its_version(
    server: LocalServer, reader: LlmReader
) -> None:
    server.routes[PATH] = said({"credits": [item()]})
    found = reader.read(TEXT, "A bus leaves")
    assert found == Reading(
        (
            Credit(
                Mention(EntityType.PERSON, "Ann Lee"),
                Relation.ACTED_IN,
                Mention(EntityType.FILM, "Night Bus"),
                Span(0, 23),
                Status.CONFIRMED,
                "Mo",
            ),
        ),
        reader="llm 1 m",
    )
    (request,) = asked(server)
    assert request["model"] == "m"
    assert request["response_format"]["json_schema"]["schema"]["required"] == ["credits"]
    assert TEXT in request["messages"][-1]["content"]
    assert "A bus leaves" in request["messages"][-1]["content"]
    assert server.requests[0][1]["Authorization"] == f"Bearer {KEY}"


def test_what_the_text_does_not_bear_out_is_dropped_and_counted(server: LocalServer, reader: LlmReader) -> None:
    credits = [
        item(),
        item(quote="Ann Lee stars as Mo"),
        item(quote=""),
        item(subject="Ann Leigh"),
        item(object="Day Bus"),
        item(subject_type="Company"),
        item(relation="LIKED"),
        item(quote=None),
        item(subject=5),
        "no object",
    ]
    server.routes[PATH] = said({"credits": credits})
    assert len(reader.read(TEXT).credits) == 1
    assert reader.report.dropped == {
        "quote not in the text": 3,
        "name not in the text": 2,
        "relation can't join these types": 1,
        "not in the agreed form": 3,
    }
    assert reader.report.line().startswith("1 article in 1 request; 1 credit kept; 9 dropped (")


def test_a_quote_may_differ_in_space_and_quotation_marks_but_the_span_is_the_texts_own(
    server: LocalServer, reader: LlmReader
) -> None:
    server.routes[PATH] = said({"credits": [item(quote='as Mo\nin "Night  Bus" for')]})
    (credit,) = reader.read(TEXT).credits
    assert TEXT[credit.span.start : credit.span.end] == "as Mo in “Night Bus” for"


def test_a_name_may_stand_in_the_title_only(server: LocalServer, reader: LlmReader) -> None:
    server.routes[PATH] = said({"credits": [item(object="Day Train")]})
    assert len(reader.read(TEXT, "‘Day Train’ leaves").credits) == 1


def long_text(paragraphs: int) -> str:
    return "\n\n".join(
        f"Ann {n} Lee stars in Bus {n}, of which much more could be said here." for n in range(paragraphs)
    )


def answer_from_text(handler: BaseHTTPRequestHandler, server: LocalServer, pause: float = 0.0) -> None:
    """As a careful model would: every sentence of the piece as a credit."""
    time.sleep(pause)
    content = json.loads(server.requests[-1][2])["messages"][-1]["content"]
    piece = content.partition("<article>\n")[2].removesuffix("\n</article>")
    credits = []
    for sentence in piece.split("\n\n"):
        subject, found, rest = sentence.partition(" stars in ")
        if found and subject.startswith("Ann"):
            credits.append(item(subject=subject, object=rest.partition(",")[0], quote=f"{subject} stars in", detail=""))
    said({"credits": credits})(handler)


def test_a_long_article_is_read_in_overlapping_pieces_and_each_credit_counts_once(server: LocalServer) -> None:
    settings = LlmSettings(server.url + PATH, "m", chunk=400, overlap=150, at_once=1)
    reader = LlmReader(settings)
    server.routes[PATH] = lambda handler: answer_from_text(handler, server)
    text = long_text(40)
    found = reader.read(text)
    assert [c.subject.name for c in found.credits] == [f"Ann {n} Lee" for n in range(40)]
    assert all(text[c.span.start : c.span.end] == f"{c.subject.name} stars in" for c in found.credits)
    assert len(server.requests) > 5
    pieces = [r["messages"][-1]["content"] for r in asked(server)]
    assert all(sum(f"Ann {n} Lee" in p for p in pieces) >= 1 for n in range(40))
    assert sum(sum(f"Ann {n} Lee" in p for p in pieces) for n in range(40)) > 40, "pieces overlap"


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_requests_than_allowed_run_at_once(server: LocalServer, at_once: int) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def count(handler: BaseHTTPRequestHandler) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1
        said({"credits": []})(handler)

    server.routes[PATH] = count
    reader = LlmReader(LlmSettings(server.url + PATH, "m", chunk=400, overlap=50, at_once=at_once))
    assert len(reader.read_all([(long_text(20), ""), (long_text(20), "")])) == 2
    assert most == at_once


def test_several_texts_are_read_at_once_and_come_back_in_order(server: LocalServer) -> None:
    def by_text(handler: BaseHTTPRequestHandler) -> None:
        body = next(
            b for _, h, b in reversed(server.requests) if h["Content-Length"] == handler.headers["Content-Length"]
        )
        name = json.loads(body)["messages"][-1]["content"].partition("<article>\n")[2].partition(" stars")[0]
        time.sleep(0.2 if name == "Ann" else 0.0)
        said({"credits": [item(subject=name, object="Bus", quote="stars in Bus")]})(handler)

    server.routes[PATH] = by_text
    reader = LlmReader(LlmSettings(server.url + PATH, "m"))
    found = reader.read_all([(f"{name} stars in Bus", "") for name in ("Ann", "Bobby", "Caroline")])
    assert [r.credits[0].subject.name for r in found if isinstance(r, Reading)] == ["Ann", "Bobby", "Caroline"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
def test_what_may_pass_is_tried_again(server: LocalServer, reader: LlmReader, status: int) -> None:
    server.routes[PATH] = in_turn(reply("busy", status), reply("busy", status), said({"credits": [item()]}))
    assert len(reader.read(TEXT).credits) == 1
    assert (reader.report.requests, reader.report.retries) == (3, 2)


@pytest.mark.parametrize("value", [lambda: "0.4", lambda: formatdate(time.time() + 1.4, usegmt=True)])
def test_the_wait_that_the_server_asks_for_is_kept(
    server: LocalServer, reader: LlmReader, value: Callable[[], str]
) -> None:
    server.routes[PATH] = in_turn(reply("", 429, retry_after=value()), said({"credits": []}))
    started = time.monotonic()
    reader.read(TEXT)
    assert 0.3 < time.monotonic() - started < 2.5


def test_a_server_that_asks_for_too_long_a_wait_is_given_up_at_once(server: LocalServer, reader: LlmReader) -> None:
    server.routes[PATH] = reply("", 429, retry_after="3600")
    with pytest.raises(ModelUnavailable, match="asks to wait 3,600 s"):
        reader.read(TEXT)
    assert len(server.requests) == 1


def stall(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def drip(handler: BaseHTTPRequestHandler) -> None:
    reply("", content_length="1000")(handler)
    for _ in range(30):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 10:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.1)


@pytest.mark.parametrize("slow", [stall, drip, drip_headers])
def test_a_server_that_never_finishes_is_left_in_time(server: LocalServer, reader: LlmReader, slow: Answer) -> None:
    server.routes[PATH] = slow
    hasty = LlmReader(replace(reader.settings, tries=2, timeout=0.3))
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match=r"failed 2 times: no answer within 0\.3 s"):
        hasty.read(TEXT)
    assert time.monotonic() - started < 2
    server.routes[PATH] = in_turn(slow, said({"credits": [item()]}))
    assert len(hasty.read(TEXT).credits) == 1


def test_nobody_there_is_said_after_the_last_try() -> None:
    reader = LlmReader(LlmSettings("http://127.0.0.1:9/v1/chat/completions", "m", KEY, tries=2, backoff=0.01))
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9 failed 2 times"):
        reader.read(TEXT)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    reply('{"choices": [', content_length="5000")(handler)


def test_an_answer_that_breaks_off_is_asked_for_again(server: LocalServer, reader: LlmReader) -> None:
    server.routes[PATH] = in_turn(breaks_off, said({"credits": [item()]}))
    assert len(reader.read(TEXT).credits) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply('{"error": {"message": "bad model"}}', 404), "doesn't know the address or the model: 404 (bad model)"),
        (reply('{"error": "no"}', 401), "refuses us: 401 (no)"),
        (reply("<html>", 403), "refuses us: 403"),
        (reply("<html>Welcome</html>"), "doesn't speak the chat protocol"),
        (reply('{"choices": []}'), "doesn't speak the chat protocol"),
        (reply("[" * 100_000), "doesn't speak the chat protocol"),
        (redirect("https://elsewhere.invalid/"), "answered 302"),
        (reply(b" " * 10_100_000), "sends more than an answer"),
    ],
)
def test_a_server_that_is_of_no_use_is_given_up_at_once(
    server: LocalServer, reader: LlmReader, answer: Answer, says: str
) -> None:
    server.routes[PATH] = answer
    with pytest.raises(ModelUnavailable) as caught:
        LlmReader(replace(reader.settings, timeout=5.0)).read(TEXT)
    assert says in caught.value.message
    assert caught.value.hint
    assert len(server.requests) == 1


def test_the_way_of_asking_is_changed_for_servers_that_know_no_schema(server: LocalServer, reader: LlmReader) -> None:
    def picky(handler: BaseHTTPRequestHandler) -> None:
        form = json.loads(server.requests[-1][2]).get("response_format")
        good = form is None or form["type"] == "json_object"
        (said({"credits": [item()]}) if good else reply('{"error": "unknown response_format"}', 400))(handler)

    server.routes[PATH] = picky
    assert len(reader.read(TEXT).credits) == 1
    assert [r.get("response_format", {}).get("type") for r in asked(server)] == ["json_schema", "json_object"]
    server.routes[PATH] = reply('{"error": "context too long"}', 400)
    with pytest.raises(SourceError, match="context too long"):
        reader.read(TEXT)


def test_fenced_answers_are_understood(server: LocalServer, reader: LlmReader) -> None:
    server.routes[PATH] = said("```json\n" + json.dumps({"credits": [item()]}) + "\n```")
    assert len(reader.read(TEXT).credits) == 1


def test_of_an_answer_that_was_cut_off_the_whole_credits_count(server: LocalServer, reader: LlmReader) -> None:
    whole = json.dumps({"credits": [item(), item(relation="WROTE")]})
    server.routes[PATH] = said(whole[:-40], "length")
    found = reader.read(TEXT)
    assert [c.relation for c in found.credits] == ["ACTED_IN"]
    assert "cut off" in found.note
    assert reader.report.cut_off == 1


def test_a_long_piece_whose_answer_was_cut_off_is_read_in_halves(server: LocalServer) -> None:
    def short_of_breath(handler: BaseHTTPRequestHandler) -> None:
        if len(server.requests) == 1:
            said('{"credits": [', "length")(handler)
        else:
            answer_from_text(handler, server)

    server.routes[PATH] = short_of_breath
    reader = LlmReader(LlmSettings(server.url + PATH, "m", at_once=1))
    found = reader.read(long_text(40))
    assert (len(found.credits), found.note) == (40, "")
    assert len(server.requests) == 3


@pytest.mark.parametrize("content", ["I can't help with that.", "", None, '{"films": []}', "[1, 2", '"credits"'])
def test_an_article_the_model_will_not_read_counts_as_not_read(
    server: LocalServer, reader: LlmReader, content: str | None
) -> None:
    server.routes[PATH] = in_turn(said(content), said({"credits": [item()]}))
    first, second = reader.read_all([(TEXT, "")])[0], reader.read(TEXT)
    assert isinstance(first, SourceError)
    assert not isinstance(first, ModelUnavailable)
    assert len(second.credits) == 1
    assert reader.report.failed == 1


def test_the_failure_of_one_piece_is_the_failure_of_its_article_and_ends_the_other_pieces(server: LocalServer) -> None:
    server.routes[PATH] = in_turn(said({"credits": []}), said("no"), said({"credits": []}))
    reader = LlmReader(LlmSettings(server.url + PATH, "m", chunk=400, overlap=50, at_once=1))
    with pytest.raises(SourceError, match="doesn't answer in the form"):
        reader.read(long_text(60))
    assert len(server.requests) <= 3


def test_an_empty_text_is_not_asked_about(server: LocalServer, reader: LlmReader) -> None:
    assert reader.read(" \n ").credits == ()
    assert server.requests == []


def test_the_key_is_in_no_error_no_log_and_no_representation(
    server: LocalServer, reader: LlmReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (
        reply(json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}), 401),
        reply(json.dumps({"error": {"message": f"key {KEY[:9]}...6789 is used up"}}), 429),
        reply(json.dumps({"detail": KEY[-10:]}), 400),
        redirect("https://elsewhere.invalid/"),
        said(KEY),
    ):
        server.routes[PATH] = answer
        with pytest.raises(SourceError) as caught:
            LlmReader(replace(reader.settings, tries=1)).read(TEXT)
        assert KEY[:8] not in caught.value.message + caught.value.hint
    assert KEY not in repr(reader.settings)
    assert KEY not in caplog.text
    assert "sk-marked" not in caplog.text


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("https://x.example/v1/chat/completions", "https://x.example/v1/chat/completions"),
        ("https://x.example/openai?api-version=1", "https://x.example/openai/chat/completions?api-version=1"),
    ],
)
def test_the_address_may_be_the_base_or_the_endpoint(url: str, endpoint: str) -> None:
    assert settings_from({"REELGRAPH_LLM_URL": url, "REELGRAPH_LLM_MODEL": "m"}).url == endpoint


def test_a_slow_model_may_be_given_more_time_and_fewer_requests() -> None:
    environ = {"REELGRAPH_LLM_URL": "http://x", "REELGRAPH_LLM_MODEL": "m"}
    assert (settings_from(environ).timeout, settings_from(environ).at_once) == (120.0, 4)
    slow = settings_from(environ | {"REELGRAPH_LLM_TIMEOUT": "600", "REELGRAPH_LLM_AT_ONCE": "1"})
    assert (slow.timeout, slow.at_once) == (600.0, 1)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "needs REELGRAPH_LLM_URL"),
        ({"REELGRAPH_LLM_URL": "http://x"}, "needs REELGRAPH_LLM_MODEL"),
        ({"REELGRAPH_LLM_URL": "ftp://x", "REELGRAPH_LLM_MODEL": "m"}, "isn't an http or https address"),
        ({"REELGRAPH_LLM_URL": "http://[", "REELGRAPH_LLM_MODEL": "m"}, "isn't an http or https address"),
        ({"REELGRAPH_LLM_URL": f"http://u:{KEY}@x", "REELGRAPH_LLM_MODEL": "m"}, "user name or password"),
        (
            {"REELGRAPH_LLM_URL": "http://x", "REELGRAPH_LLM_MODEL": "m", "REELGRAPH_LLM_KEY": f"{KEY}\nX: y"},
            "holds signs that no key has",
        ),
        (
            {"REELGRAPH_LLM_URL": "http://x", "REELGRAPH_LLM_MODEL": "m", "REELGRAPH_LLM_TIMEOUT": "soon"},
            "_TIMEOUT isn't",
        ),
        ({"REELGRAPH_LLM_URL": "http://x", "REELGRAPH_LLM_MODEL": "m", "REELGRAPH_LLM_AT_ONCE": "0"}, "_AT_ONCE isn't"),
    ],
)
def test_settings_that_make_no_sense_are_refused_without_showing_the_key(environ: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        LlmReader.from_environment(environ)
    assert says in caught.value.message
    assert KEY not in caught.value.message + caught.value.hint
