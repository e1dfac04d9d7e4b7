"""`--reader llm` on the command line: what was read is kept, what was dropped is told, the key is nowhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.command import assert_complains, reelgraph
from tests.local_server import Answer, LocalServer, reply

PATH = "/v1/chat/completions"
KEY = "sk-marked-secret-0123456789"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer({}).running() as running:
        yield running


@pytest.fixture
def env(server: LocalServer) -> dict[str, str]:
    return {
        "REELGRAPH_LLM_URL": f"{server.url}/v1",
        "REELGRAPH_LLM_MODEL": "test-model",
        "REELGRAPH_LLM_KEY": KEY,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for n in range(6):
        (made / f"{n}.md").write_text(f"Ann{n} Lee stars in Night Bus.")
    return made


def model(server: LocalServer, fails_on: str = "", failure: Answer | None = None) -> Answer:
    """Finds Ann's credit, with one that isn't in the text; fails where the text holds `fails_on`."""
    lock = threading.Lock()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            length = handler.headers["Content-Length"]
            bodies = [b.decode() for _, h, b in server.requests if h["Content-Length"] == length]
        text = json.loads(bodies[-1])["messages"][-1]["content"].partition("<article>\n")[2].split("\n</article>")[0]
        if fails_on and fails_on in text and failure:
            failure(handler)
            return
        credit = {"subject": text.partition(" stars")[0], "subject_type": "Person", "relation": "ACTED_IN"}
        credit |= {"object": "Night Bus", "object_type": "Film", "status": "confirmed", "detail": "", "quote": text}
        invented = credit | {"quote": "never said"}
        content = json.dumps({"credits": [credit, invented]})
        message = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
        reply(json.dumps(message), content_type="application/json")(handler)

    return answer


def one_at_a_time(folder: Path) -> list[Path]:
    """Files whose requests differ in length, so that the server can tell them apart."""
    for n, file in enumerate(sorted(folder.iterdir())):
        file.write_text(f"Ann{n} {'x' * n}Lee stars in Night Bus.")
    return sorted(folder.iterdir())


def test_the_model_reads_and_the_counts_are_told(server: LocalServer, env: dict[str, str], folder: Path) -> None:
    one_at_a_time(folder)
    server.routes[PATH] = model(server)
    done = reelgraph("read", "--reader", "llm", "--format", "jsonl", folder, env=env)
    assert done.returncode == 0
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in articles] == [str(n) for n in range(6)]
    assert [a["credits"][0]["subject"] for a in articles] == [f"Ann{n} {'x' * n}Lee" for n in range(6)]
    assert "6 articles in 6 requests; 6 credits kept; 6 dropped (6 quote not in the text)" in done.stderr


def test_the_ledger_names_the_model_and_nothing_is_asked_twice(
    server: LocalServer, env: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    one_at_a_time(folder)
    server.routes[PATH] = model(server)
    workspace = ("--workspace", tmp_path / "w")
    assert "6 added; 6 credits" in reelgraph("add", "--reader", "llm", folder, *workspace, env=env).stdout
    assert len(server.requests) == 6
    assert "6 unchanged" in reelgraph("add", "--reader", "llm", folder, *workspace, env=env).stdout
    assert len(server.requests) == 6
    assert any(b"llm 1 test-model" in f.read_bytes() for f in (tmp_path / "w").rglob("*") if f.is_file())
    again = reelgraph("add", "--reread", "--reader", "llm", *workspace, env=env | {"REELGRAPH_LLM_MODEL": "better"})
    assert "6 reread" in again.stdout
    assert len(server.requests) == 12


def test_what_was_read_before_the_server_went_away_is_kept_and_the_rest_follows_later(
    server: LocalServer, env: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    one_at_a_time(folder)
    workspace = ("--workspace", tmp_path / "w")
    server.routes[PATH] = model(server, "Ann4", reply('{"error": {"message": "no credit left"}}', 402))
    done = reelgraph("add", "--reader", "llm", folder, *workspace, env=env)
    assert_complains(done, 3, "the model server", "402 (no credit left)")
    kept = json.loads(reelgraph("articles", "--format", "json", *workspace).stdout)
    assert len(kept) == 5, "what was answered along with the failure counts too"
    server.routes[PATH] = model(server)
    assert "1 added, 5 unchanged" in reelgraph("add", "--reader", "llm", folder, *workspace, env=env).stdout


def test_an_article_that_the_model_cannot_read_is_named_and_the_rest_goes_on(
    server: LocalServer, env: dict[str, str], folder: Path
) -> None:
    files = one_at_a_time(folder)
    refusal = json.dumps({"choices": [{"message": {"content": "I'd rather not."}, "finish_reason": "stop"}]})
    server.routes[PATH] = model(server, "Ann2", reply(refusal))
    done = reelgraph("read", "--reader", "llm", "--format", "jsonl", folder, env=env)
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["0", "1", "3", "4", "5"]
    assert str(files[2]) in done.stderr
    assert "1 article not read" in done.stderr
    strict = reelgraph("read", "--strict", "--reader", "llm", "--format", "jsonl", folder, env=env)
    assert_complains(strict, 3, "doesn't answer in the form asked for")


def test_the_key_reaches_the_server_and_nothing_else(
    server: LocalServer, env: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    one_at_a_time(folder)
    workspace = ("--workspace", tmp_path / "w")
    outputs = []
    for answer in (model(server), reply(json.dumps({"error": f"wrong key {KEY}"}), 401)):
        server.routes[PATH] = answer
        for command in (("add", folder), ("add", "--reread"), ("read", folder), ("read", "--mark", folder)):
            done = reelgraph(
                *command, "--reader", "llm", *workspace, env=env | {"REELGRAPH_LLM_MODEL": answer.__qualname__}
            )
            outputs.append(done.stdout + done.stderr)
    outputs.append(reelgraph("status", *workspace, env=env).stdout)
    assert server.requests[0][1]["Authorization"] == f"Bearer {KEY}"
    assert not any(KEY in output for output in outputs)
    assert not any(KEY.encode() in f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())


def test_without_settings_it_says_which_are_needed(folder: Path) -> None:
    assert_complains(reelgraph("read", "--reader", "llm", folder), 2, "REELGRAPH_LLM_URL", "http://localhost:8080/v1")
