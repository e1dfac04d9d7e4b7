"""`reelgraph read` and `add` with the sources that users have: all that can be read is kept, the rest is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.command import ROOT, reelgraph
from tests.local_server import LocalServer, reply

BODY = "Ann Lee stars in Night Bus. Bob Ray directs the thriller for Gold Door Pictures."
PAGE = f"<!doctype html><html><head><title>A bus</title></head><body><article><p>{BODY}</p></article></body></html>"


def stems(output: str) -> list[str]:
    return [json.loads(line)["id"] for line in output.splitlines()]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer({"/page": reply(PAGE)}).running() as running:
        yield running


def test_what_can_be_read_is_read_and_each_problem_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(f"---\npublished: yesterday\n---\n{BODY}")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    done = reelgraph("read", "--format", "jsonl", tmp_path / "none.md", tmp_path, "-", stdin=BODY)
    assert done.returncode == 3
    assert stems(done.stdout) == ["good", "stdin"]
    complaints = done.stderr.splitlines()
    assert len(complaints) == 3
    assert "none.md doesn't exist" in complaints[0]
    assert "binary.txt" in complaints[1]
    assert '"yesterday" isn\'t a date' in complaints[2]


def test_a_date_that_is_left_out_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(f"---\npublished: yesterday\n---\n{BODY}")
    done = reelgraph("read", "--strict", tmp_path)
    assert done.returncode == 0
    assert "yesterday" in done.stderr


def test_strict_stops_at_the_first_problem_and_keeps_what_was_added_before(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.md").write_text(BODY.replace("Ann", "Eve"))
    workspace = ("--workspace", tmp_path / "w")
    done = reelgraph("add", "--strict", tmp_path / "a.md", tmp_path / "b.txt", tmp_path / "c.md", *workspace)
    assert done.returncode == 3
    assert "b.txt" in done.stderr
    assert [a["title"] for a in json.loads(reelgraph("articles", "--format", "json", *workspace).stdout)] == ["a"]
    done = reelgraph("add", tmp_path / "a.md", tmp_path / "b.txt", tmp_path / "c.md", *workspace)
    assert done.returncode == 3
    assert "1 added, 1 unchanged" in done.stdout


def test_addresses_of_this_machine_need_a_word(server: LocalServer) -> None:
    done = reelgraph("read", f"{server.url}/page")
    assert done.returncode == 3
    assert "--allow-local" in done.stderr
    done = reelgraph("read", "--allow-local", "--format", "jsonl", f"{server.url}/page")
    assert done.returncode == 0
    assert json.loads(done.stdout)["url"] == f"{server.url}/page"


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:04}.md").write_text(BODY.replace("Ann", f"Ann{n}") if n % 7 else "")
    return folder


def test_a_folder_is_read_on_all_cores_with_the_same_outcome_in_the_same_order(tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 100)
    alone = reelgraph("read", "--jobs", 1, "--format", "jsonl", folder)
    shared = reelgraph("read", "--jobs", 3, "--format", "jsonl", folder)
    assert alone.stdout == shared.stdout
    assert alone.stderr == shared.stderr
    assert (alone.returncode, shared.returncode) == (3, 3)
    assert stems(shared.stdout) == [f"{n:04}" for n in range(100) if n % 7]


def test_adding_on_all_cores_and_again_reads_nothing_twice(tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 60)
    workspace = ("--workspace", tmp_path / "w")
    first = reelgraph("add", "--jobs", 2, folder, *workspace)
    assert "51 articles: 51 added" in first.stdout
    (folder / "0001.md").write_text("Eve Fox stars in Night Bus.")
    again = reelgraph("add", "--jobs", 2, folder, *workspace)
    assert "51 articles: 1 changed, 50 unchanged; 1 credit" in again.stdout


def test_interrupting_or_killing_leaves_no_process_behind(tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 1200)
    for sign, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)):
        command = [sys.executable, "-m", "graph", "read", "--jobs", "2", "--format", "jsonl", str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            workers = psutil.Process(process.pid).children()
            assert len(workers) == 2
            process.send_signal(sign)
            _, complaints = process.communicate(timeout=20)
            assert process.returncode == code
            assert b"Traceback" not in complaints
        _, alive = psutil.wait_procs(workers, timeout=5)
        assert alive == []


def test_a_worker_that_is_killed_is_an_error_with_a_hint(tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 1200)
    command = [sys.executable, "-m", "graph", "read", "--jobs", "2", "--format", "jsonl", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(psutil.Process(process.pid).children()[0].pid, signal.SIGKILL)
        _, complaints = process.communicate(timeout=20)
    assert process.returncode == 3
    assert "a worker that reads articles was killed" in complaints
    assert "--jobs 1" in complaints


def test_output_appears_as_it_is_read_and_a_closed_pipe_ends_the_work(tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 1200)
    command = f"{sys.executable} -m graph read --jobs 2 --format jsonl {folder} | head -1"
    started = time.monotonic()
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert stems(done.stdout) == ["0001"]
    assert "Traceback" not in done.stderr
    assert time.monotonic() - started < 20
