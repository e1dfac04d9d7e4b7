"""Runs the real command in a process of its own, as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def reelgraph(
    *arguments: object, stdin: str | bytes = "", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `reelgraph ARGUMENTS`; returns exit code, stdout and stderr. No settings of the tester's leak in."""
    done = subprocess.run(
        [sys.executable, "-m", "graph", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment() | (env or {}),
        cwd=cwd or ROOT,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def environment() -> dict[str, str]:
    """The variables in which the command runs: the tester's, without settings for reelgraph."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "REELGRAPH_"))}
    return clean | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


def assert_complains(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command failed with this code and without a traceback, and its words on stderr hold these."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("  hint: ")]
    assert lines, "nothing was said on stderr"
    for word in words:
        assert word in done.stderr
