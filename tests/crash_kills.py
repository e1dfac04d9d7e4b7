"""Runs work in another process and kills it (SIGKILL) after a while: a forked one, or a command with all it started."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

from tests.command import ROOT, environment

T = TypeVar("T")


def command_killed_after(seconds: float, arguments: list[str], look: Callable[[], T]) -> tuple[str, T, bool]:
    """Run `reelgraph` and kill its whole process group after so many seconds.

    Returns what it printed until then, what `look` saw just before the kill (or after the end), and whether it was
    killed (else it was done before).
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "graph", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        printed, complaint = process.communicate(timeout=seconds)
        seen = look()
    except subprocess.TimeoutExpired:
        seen = look()
        os.killpg(process.pid, signal.SIGKILL)
        printed, complaint = process.communicate()
    killed = process.returncode == -signal.SIGKILL
    assert killed or process.returncode == 0, complaint
    return printed, seen, killed


def killed_after(seconds: float, work: Callable[[Callable[[str], None]], None]) -> tuple[list[str], bool]:
    """Run `work` in a process of its own and kill it after so many seconds.

    Returns the lines that it said until then, and whether it was killed (else it was done before).
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _run_and_leave(work, write_end)
    os.close(write_end)
    said = b""
    with open(read_end, "rb", buffering=0) as pipe:
        give_up = time.monotonic() + seconds
        while select.select([pipe], [], [], max(0.0, give_up - time.monotonic()))[0]:
            some = pipe.read(65_536)
            if not some:
                break
            said += some
        os.kill(child, signal.SIGKILL)
        said += pipe.read() or b""
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, said.decode()
    return said.decode().split("\n")[:-1], killed


def _run_and_leave(work: Callable[[Callable[[str], None]], None], write_end: int) -> None:
    """Run `work` and end the process without the clean-up of the one it was forked from."""

    def say(line: str) -> None:
        os.write(write_end, f"{line}\n".encode())

    code = 0
    try:
        work(say)
    except BaseException:
        say(traceback.format_exc())
        code = 1
    os._exit(code)
