"""`make bench`: runs the benchmarks, each in a process of its own. `python -m benchmarks NAME…` runs some of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = {
    "startup": "cold start of the command, against importing typer",
    "reading_speed": "articles a second of the built-in reader, against spaCy's small model",
    "paths": "path answers on generated graphs, against networkx",
    "workspace": "cold start of path on a large graph, against importing typer",
    "servers": "path answers on both stores, against the server's own search",
    "ladybug_shortest": "path answers, against the embedded engine's own search",
    "identity": "pairs of names, candidates and changes of identity",
    "imports": "a table of credits from file to answer, stage by stage",
    "load": "many articles through add, graph and path",
    "bolt_load": "a graph onto a Neo4j server, against the plain way",
    "cypher_stream": "rows from a server to JSON lines, against the driver",
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; returns 1 if one failed."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    failed = []
    for name in names or BENCHMARKS:
        print(f"\n== {name}: {BENCHMARKS[name]}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
