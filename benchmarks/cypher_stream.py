"""How fast and in how much memory `reelgraph cypher` streams rows to jsonl, next to the driver alone.

    NEO4J_URI=bolt://… NEO4J_PASSWORD=… python -m benchmarks.cypher_stream [ROWS]

Without a server only the embedded engine is measured, on a graph made for it. Times are the better of two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_000_000
STATEMENT = "UNWIND range(1, $rows) AS i RETURN i, 'Name ' + toString(i) AS name, i % 7 AS kind, [i, i + 1] AS pair"
EMBEDDED = "UNWIND range(1, $rows) AS i RETURN i, 'Name ' + to_string(i) AS name, i % 7 AS kind, [i, i + 1] AS pair"

DRIVER = """
import os, sys, neo4j
with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
    with driver.session(default_access_mode="READ") as session, session.begin_transaction() as transaction:
        for record in transaction.run(sys.argv[1], rows=int(sys.argv[2])):
            record.values()
"""


def measured(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak MB of a process; the better of two runs."""
    best = (float("inf"), 0.0)
    for _ in range(2):
        begun = time.monotonic()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env=env)
            assert process.stderr is not None
            said = process.stderr.read().decode()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            size = os.fstat(out.fileno()).st_size
        if process.returncode:
            raise SystemExit(said)
        seconds = time.monotonic() - begun
        if seconds < best[0]:
            best = (seconds, usage.ru_maxrss / 1024)
        for line in said.splitlines():
            print(f"    {line}")
        print(f"    {seconds:.1f} s, {size / 1e6:.0f} MB written")
    return best


def command(statement: str, rows: int) -> list[str]:
    given = ["-p", f"rows:int={rows}", "--format", "jsonl", "--timeout", "0", "--timing"]
    return [sys.executable, "-m", "graph", "cypher", statement, *given]


def server(rows: int) -> None:
    env = dict(os.environ)
    alone, alone_mb = measured([sys.executable, "-c", DRIVER, STATEMENT, str(rows)], env)
    ours, ours_mb = measured(command(STATEMENT, rows), env)
    print(f"driver alone: {rows / alone:,.0f} rows/s, peak {alone_mb:.0f} MB")
    print(
        f"reelgraph cypher --format jsonl: {rows / ours:,.0f} rows/s, peak {ours_mb:.0f} MB, {alone / ours:.0%} of it"
    )


def embedded(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "credits.csv"
        table.write_text("subject,subject_type,relation,object,object_type\nA B,Person,ACTED_IN,C,Film\n")
        env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")}
        env["REELGRAPH_WORKSPACE"] = str(Path(folder) / "workspace")
        subprocess.run(
            [sys.executable, "-m", "graph", "import", str(table)], env=env, check=True, stdout=subprocess.DEVNULL
        )
        seconds, peak = measured(command(EMBEDDED, rows), env)
    print(f"embedded, reelgraph cypher --format jsonl: {rows / seconds:,.0f} rows/s, peak {peak:.0f} MB + the engine's")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    embedded(rows)
    if os.environ.get("NEO4J_URI"):
        server(rows)
    else:
        print("NEO4J_URI names no server: the driver is not measured")


if __name__ == "__main__":
    main()
