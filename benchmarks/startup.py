"""Cold start of the command, as ratios to `python -c "import typer"` in the same run.

Each round runs all commands one after the other, so that a slow moment of the machine hits them alike; medians are
compared. The issue that set the limits: `--version` at most 1.5, `path` on the demo's workspace at most 4.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15


def main() -> None:
    """Print the medians and the ratios. The package is compiled first, as installing it does."""
    compileall.compile_dir(ROOT / "graph", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        workspace = ["--workspace", folder]
        _seconds(["-m", "graph", "add", str(ROOT / "data" / "articles"), *workspace])
        commands = {
            'python -c "import typer"': ["-c", "import typer"],
            "reelgraph --version": ["-m", "graph", "--version"],
            "reelgraph path 87North Uma Thurman": ["-m", "graph", "path", "87North", "Uma Thurman", *workspace],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, arguments in commands.items():
                times[name].append(_seconds(arguments))
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    peer = medians['python -c "import typer"']
    for name, median in medians.items():
        print(f"{name:40} {median * 1000:6.0f} ms   ratio {median / peer:.2f}")


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
