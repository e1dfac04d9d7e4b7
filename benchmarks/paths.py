"""Measures the search for paths on generated graphs: `python -m benchmarks.paths [--people N ...] [--save FILE]`.

For each size: how long the index takes to build, to take in one article and to open; how long questions between two
random people take (all ties counted and ranked, the first ten told), in process and after a cold start of the command;
and the memory of the process that answers. Beside it, on the same pairs in the same run, other libraries' searches for
one shortest path, where the graph fits their memory: networkx, and igraph if it happens to be installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks import peers
from benchmarks.generate import Size, industry
from graph.model import Relation, Status
from graph.paths.columns import Delta, Row, Said
from graph.paths.index import Index, apply, build
from graph.paths.search import Found, Question, search

STAMP = "generated"
PAIRS = 300
RANKED = 10_000


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values doesn't exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def pairs_of(index: Index, people: int, count: int, seed: int = 7) -> list[tuple[int, int]]:
    """Random pairs of different people who have credits."""
    rng = np.random.default_rng(seed)
    with_credits = np.flatnonzero(index.degree[: people + 1])
    picked = rng.choice(with_credits, (2 * count, 2))
    return [(int(a), int(b)) for a, b in picked if a != b][:count]


def milliseconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes once."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def quickest(work: Callable[[], object]) -> float:
    """How long a piece of work takes when nothing gets in its way: the best of three."""
    return min(milliseconds(work) for _ in range(3))


def build_index(people: int, folder: Path) -> dict[str, Any]:
    """Generate a graph and build its index; what the index costs."""
    columns = industry(people)
    took = milliseconds(lambda: build(folder, columns, STAMP))
    size = sum(f.stat().st_size for f in folder.iterdir())
    return {"people": people, "credits": len(columns.numbers), "build_s": took / 1000, "disk_mb": size / 1e6}


def answer_questions(people: int, folder: Path) -> dict[str, Any]:
    """Ask all questions, in a process that has done nothing else."""
    opening = quickest(lambda: Index.open(folder, STAMP))
    index = Index.open(folder, STAMP)
    size = Size(people)
    pairs = pairs_of(index, people, PAIRS)

    def ask(pair: tuple[int, int], limit: int) -> Found:
        def labels(numbers: Sequence[int]) -> Mapping[int, tuple[str, str]]:
            return {n: (size.name(n), str(n)) for n in numbers}

        return search(index, Question(*pair, limit=limit), labels)

    for pair in pairs[:30]:  # the pages of the index come into memory
        ask(pair, 10)
    first_ten = [quickest(partial(ask, pair, 10)) for pair in pairs]
    ranked = [quickest(partial(ask, pair, RANKED)) for pair in pairs]
    totals = [ask(pair, 10).total for pair in pairs]
    hub = int(np.argmax(index.degree))
    return {
        "open_ms": opening,
        "median_ms": median(first_ten),
        "p95_ms": percentile(first_ten, 0.95),
        "ranked_median_ms": median(ranked),
        "ranked_p95_ms": percentile(ranked, 0.95),
        "ties_median": median(totals),
        "ties_most": max(totals),
        "hub_degree": int(index.degree[hub]),
        "hub_ms": median(quickest(partial(ask, (hub, pair[0]), 10)) for pair in pairs[:20]),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def take_in_one_article(people: int, folder: Path) -> float:
    """Milliseconds to bring the index up to date after one article with ten credits."""
    index = Index.open(folder, STAMP)
    new = len(index.base["class"])
    film = 1 + people
    said = (Said(20260101, Status.CONFIRMED, "Trade A"),)
    rows = [Row(new + i, 1 + i, film, Relation.WORKED_ON, said) for i in range(10)]
    took = milliseconds(lambda: apply(folder, Delta(rows), STAMP, STAMP + "+1"))
    apply(folder, Delta(gone=[row.number for row in rows]), STAMP + "+1", STAMP)
    return took


def compare(people: int, folder: Path, count: int) -> dict[str, float]:
    """Median milliseconds of other libraries for one shortest path between the same pairs."""
    index = Index.open(folder, STAMP)
    pairs = pairs_of(index, people, count)
    found = {}
    for peer in peers.available(people):
        find = peer.load(index)
        find(*pairs[0])
        found[peer.name] = median(quickest(partial(find, *pair)) for pair in pairs)
    return found


def in_a_process(task: str, people: int, folder: Path) -> Any:
    """The result of one of the tasks above, run in a process of its own so that memory is its own too."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.paths",
        "--task",
        task,
        "--people",
        str(people),
        "--folder",
        str(folder),
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(people: int, folder: Path) -> dict[str, Any]:
    """All figures for one size."""
    figures: dict[str, Any] = in_a_process("build", people, folder)
    figures |= {"article_ms": in_a_process("article", people, folder)}
    figures |= in_a_process("ask", people, folder)
    figures |= {"peers": in_a_process("compare", people, folder)}
    return figures


def report(figures: Sequence[Mapping[str, Any]]) -> str:
    """The figures as a table, then the ratios to the peers."""
    rows = [
        ("credits", "credits", "{:,.0f}"),
        ("build, s", "build_s", "{:.2f}"),
        ("on disk, MB", "disk_mb", "{:.0f}"),
        ("one more article, ms", "article_ms", "{:.1f}"),
        ("open, ms", "open_ms", "{:.2f}"),
        ("path, first 10 of all ties, median ms", "median_ms", "{:.2f}"),
        ("                             p95 ms", "p95_ms", "{:.2f}"),
        ("path, all ties ranked, median ms", "ranked_median_ms", "{:.2f}"),
        ("                       p95 ms", "ranked_p95_ms", "{:.2f}"),
        ("ties, median", "ties_median", "{:.0f}"),
        ("ties, most", "ties_most", "{:,.0f}"),
        ("largest hub, credits", "hub_degree", "{:,.0f}"),
        ("path from it, median ms", "hub_ms", "{:.2f}"),
        ("memory, MB", "memory_mb", "{:.0f}"),
    ]
    lines = ["people".ljust(40) + "".join(f"{f['people']:>16,}" for f in figures)]
    lines += [label.ljust(40) + "".join(f"{form.format(f[key]):>16}" for f in figures) for label, key, form in rows]
    for name in dict.fromkeys(name for f in figures for name in f["peers"]):
        cells = [_beside(f["peers"].get(name), f["median_ms"]) for f in figures]
        lines.append(f"{name}, ms (times ours)".ljust(40) + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def _beside(theirs: float | None, ours: float) -> str:
    return "-" if theirs is None else f"{theirs:.2f} ({theirs / ours:.1f}x)"


TASKS: Mapping[str, Callable[[int, Path], Any]] = {
    "build": build_index,
    "ask": answer_questions,
    "article": take_in_one_article,
    "compare": lambda people, folder: compare(people, folder, 60 if people < 50_000 else 15),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sizes that are asked for and print the figures."""
    parser = argparse.ArgumentParser(description="Measure the search for paths on generated graphs.")
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--save", type=Path, help="also write the figures to this file, as JSON")
    parser.add_argument("--task", choices=sorted(TASKS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.task:
        print(json.dumps(TASKS[chosen.task](chosen.people[0], chosen.folder)))
        return
    figures = []
    for people in chosen.people:
        with tempfile.TemporaryDirectory() as folder:
            figures.append(measure(people, Path(folder)))
    print(report(figures))
    if chosen.save:
        chosen.save.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
