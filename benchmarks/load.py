"""Many articles through add, graph and path on the embedded store: rate, memory, growth, and one more at the end.

`python -m benchmarks.load [ARTICLES]` (100,000 unless said). The articles are made from sentences of our own with
invented names. Everything runs in one process, so its peak memory is that of the whole.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graph.model import Article, PathRequest
from graph.settings import Settings
from graph.workspace import Workspace

ARTICLES = 100_000
STEPS = 10
PAIRS = 200
TRIES = 3
MOST_MEMORY = 1_500_000_000
MOST_SECONDS_FOR_ONE_MORE = 1.0

FIRST = ("Ada", "Bruno", "Celia", "Dario", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Leon", "Mira")
LAST = (
    "Abend",
    "Birk",
    "Carver",
    "Dahl",
    "Eklund",
    "Farrow",
    "Grau",
    "Holm",
    "Iven",
    "Jarvis",
    "Krall",
    "Lund",
    "Moss",
)
THINGS = ("Harbor", "Lantern", "Meadow", "Signal", "Winter", "Orchard", "Mirror", "Border", "Compass", "Thunder")
SHAPES = ("Silent", "Paper", "Broken", "Golden", "Hollow", "Distant", "Crimson", "Second", "Hidden", "Restless")
TRADES = ("Pictures", "Films", "Entertainment", "Media", "Productions")
SENTENCES = (
    "{director} is set to direct {film}, with {star} and {other} starring.",
    "{star} stars in {film}, which {director} directed from a script by {writer}.",
    "{company} will produce {film}, written by {writer} and directed by {director}.",
    "{other} has joined the cast of {film} opposite {star}.",
    "{company} has acquired the rights to {film}, a thriller starring {star}.",
)


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """So many articles, the same ones each time: some names are in the news often, most rarely.

    The most written-about film is in 2 % of all articles and the busiest company in 7 %, more than in any real archive.
    """
    choose = random.Random(seed)
    for number in range(count):
        words = {
            "film": _film(int(30 * choose.paretovariate(0.7)) % max(10, count // 3)),
            "company": _company(int(10 * choose.paretovariate(0.8)) % max(10, count // 50)),
            **{
                role: _person(choose.randrange(max(20, count // 2))) for role in ("director", "star", "other", "writer")
            },
        }
        text = " ".join(sentence.format(**words) for sentence in choose.sample(SENTENCES, 3))
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        title = f"{words['film']} moves on"
        yield Article(f"/made/{number}", text, title, "", f"Daily {number % 7}", day, f"made-{number}")


def _letters(number: int) -> str:
    """A pronounceable word that only this number has."""
    syllables = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")
    return "".join(syllables[int(digit)] for digit in str(number))


def _person(number: int) -> str:
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return f"{first} {_letters(number // (len(FIRST) * len(LAST))).capitalize()} {last}"


def _film(number: int) -> str:
    shape, thing = SHAPES[number % len(SHAPES)], THINGS[number // len(SHAPES) % len(THINGS)]
    return f"“The {shape} {thing} of {_letters(number // 100).capitalize()}”"


def _company(number: int) -> str:
    return f"{_letters(number).capitalize()} {TRADES[number % len(TRADES)]}"


def main(arguments: list[str]) -> int:
    """Run it; returns 1 where a promise isn't kept."""
    count = int(arguments[0]) if arguments else ARTICLES
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Settings(Path(folder) / "workspace"))
        _fill(workspace, count)
        _ask(workspace)
        seconds = _one_more(workspace, count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"peak memory {memory / 1e6:,.0f} MB (at most {MOST_MEMORY / 1e6:,.0f})")
    kept = memory <= MOST_MEMORY and seconds <= MOST_SECONDS_FOR_ONE_MORE
    if not kept:
        print("a promise is not kept", file=sys.stderr)
    return 0 if kept else 1


def _fill(workspace: Workspace, count: int) -> None:
    """Add them in steps, so that growth shows; the graph follows after each step."""
    source = articles(count)
    begin = time.perf_counter()
    for step in range(STEPS):
        start = time.perf_counter()
        some = islice(source, count // STEPS)
        credits = sum(added.credits for added in workspace.add(some, batch=500))
        seconds = time.perf_counter() - start
        rate = count // STEPS / seconds
        print(f"step {step + 1}: {rate:,.0f} articles/s, {credits:,} credits, {_memory()}", flush=True)
    seconds = time.perf_counter() - begin
    with workspace.store() as store:
        c = store.counts()
    print(f"{count:,} articles in {seconds:,.0f} s ({count / seconds:,.0f}/s), graph and index included")
    print(f"{c.people + c.films + c.companies:,} entities, {c.relationships:,} relationships")
    for path in sorted(workspace.folder.iterdir()):
        size = sum(p.stat().st_size for p in ([path] if path.is_file() else path.iterdir()))
        if size > 100_000:
            print(f"  {path.name}: {size / 1e6:,.1f} MB")


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB"


def _ask(workspace: Workspace) -> None:
    """Paths between random people, each answer from an open store."""
    choose = random.Random(5)
    with workspace.store() as store:
        ids = [e.id for e in store.find("a", 5_000)]
        times = []
        for _ in range(PAIRS):
            source, target = choose.sample(ids, 2)
            start = time.perf_counter()
            store.paths(PathRequest(source, target))
            times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    print(f"{PAIRS} paths: median {statistics.median(times):.1f} ms, p95 {times[int(PAIRS * 0.95)]:.1f} ms")


def _one_more(workspace: Workspace, count: int) -> float:
    """One article more, through Python and as the command (the best of three); returns the seconds of the slower."""
    more = list(islice(articles(count + TRIES + 1, seed=2), count, None))
    start = time.perf_counter()
    list(workspace.add(more[:1]))
    seconds = time.perf_counter() - start
    file = workspace.folder.parent / "one-more.md"
    command = [sys.executable, "-m", "graph", "add", str(file), "--workspace", str(workspace.folder)]
    whole = []
    for article in more[1:]:
        file.write_text(article.text, encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        whole.append(time.perf_counter() - start)
    print(f"one more: {seconds:.2f} s, as a command {min(whole):.2f} s (at most {MOST_SECONDS_FOR_ONE_MORE:.0f})")
    return max(seconds, min(whole))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
