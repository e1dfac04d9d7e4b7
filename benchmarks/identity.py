"""Who is who: the labelled pairs against other scorers, candidates among 100,000 names, one article more among many.

Other scorers merge above a threshold; ours never does, so it is counted by what its rules merge. nomenklatura is asked
where it is installed apart: `python -m venv .tools/scorers && .tools/scorers/bin/pip install nomenklatura`. Where the
machine lacks what its `pyicu` is built with, the package `pyicu-wheels` brings that module ready made.
`python -m benchmarks.identity [ARTICLES]`: how many articles there are before the one that is added (default 20,000).
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from graph.identity.candidates import candidates
from graph.identity.inputs import Names, NameUse
from graph.identity.resolve import resolve
from graph.ledger import Ledger
from graph.model import Article, Credit, EntityType, Mention, MentionKey, Reading, Relation, Span
from graph.names import key
from graph.projection import Projection
from graph.store.embedded import EmbeddedStore
from tests.labelled import Pair, outcome, pairs

ROOT = Path(__file__).resolve().parent.parent
SCORERS = ROOT / ".tools" / "scorers" / "bin" / "python"
SCHEMATA = {EntityType.PERSON: "Person", EntityType.FILM: "Thing", EntityType.COMPANY: "Company"}
NOMENKLATURA = """
import json, sys
from followthemoney import model
from nomenklatura.matching import DefaultAlgorithm
config = DefaultAlgorithm.default_config()
def proxy(id, schema, name):
    return model.get_proxy({"id": id, "schema": schema, "properties": {"name": [name]}})
asked = [(proxy("a", s, a), proxy("b", s, b)) for s, a, b in json.load(sys.stdin)]
scores = [DefaultAlgorithm.compare(a, b, config).score for a, b in asked]
print(json.dumps([DefaultAlgorithm.NAME, scores]))
"""


def main(articles: int) -> None:
    untuned = [pair for pair in pairs() if not pair.tuned]
    true = sum(pair.same for pair in untuned)
    print(f"labelled pairs, the half that nothing was tuned on: {true} true, {len(untuned) - true} false")
    ours = [outcome(pair) for pair in untuned]
    _print("reelgraph, merged by a rule", untuned, [o.merged for o in ours])
    _print("reelgraph, merged or offered", untuned, [o.merged or o.candidate is not None for o in ours])
    reasoned = sum(p.why in o.reasons() for p, o in zip(untuned, ours, strict=True) if p.same)
    print(f"  of the true ones {reasoned} ({reasoned / true:.0%}) for the reason on their label")
    _others(untuned)
    _candidates(100_000)
    _one_more(articles)


def _print(what: str, of: Sequence[Pair], merged: Sequence[bool]) -> None:
    right = sum(m for pair, m in zip(of, merged, strict=True) if pair.same)
    wrong = sum(m for pair, m in zip(of, merged, strict=True) if not pair.same)
    print(f"  {what:<44} true {right:>3}   false {wrong:>3}")


def _others(of: Sequence[Pair]) -> None:
    from rapidfuzz import fuzz, utils

    # The scorer and the threshold of FuzzyMatchResolver in neo4j-graphrag, without its server.
    ratios = [fuzz.WRatio(p.a, p.b, processor=utils.default_process) / 100 for p in of]
    _print("rapidfuzz WRatio >= 0.8 (neo4j-graphrag)", of, [score >= 0.8 for score in ratios])
    if not SCORERS.exists():
        print("  nomenklatura isn't installed in .tools/scorers")
        return
    asked = json.dumps([[SCHEMATA[p.type], p.a, p.b] for p in of])
    done = subprocess.run(
        [str(SCORERS), "-c", NOMENKLATURA], input=asked, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        print(f"  nomenklatura doesn't run: {done.stderr.strip().splitlines()[-1]}")
        return
    name, scores = json.loads(done.stdout)
    _print(f"nomenklatura {name} >= 0.7", of, [score >= 0.7 for score in scores])


# --- size ------------------------------------------------------------------------------------------------------------


def _syllables(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("bcdfghklmnprstvw") + rng.choice("aeiou") for _ in range(count)).title()


def namer(rng: random.Random, first: int, last: int) -> Callable[[], str]:
    """Makes invented names of two words, from so many first and last words."""
    firsts = [_syllables(rng, 2) for _ in range(first)]
    lasts = [_syllables(rng, 3) for _ in range(last)]
    return lambda: f"{rng.choice(firsts)} {rng.choice(lasts)}"


def _candidates(count: int) -> None:
    rng = random.Random(5)
    person, film = namer(rng, 2_000, 20_000), namer(rng, 3_000, 3_000)
    wanted = {EntityType.PERSON: (person, 60), EntityType.FILM: (film, 30), EntityType.COMPANY: (film, 10)}
    uses = [
        NameUse(MentionKey(type_, key(type_, name)), name, "")
        for type_, (make, share) in wanted.items()
        for name in {make() for _ in range(count * share // 100)}
    ]
    began = time.perf_counter(), time.process_time()
    resolution = resolve(Names(tuple(uses)))
    resolved = time.perf_counter()
    found = candidates(resolution.entities())
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    print(f"{len(uses):,} names: {len(found):,} candidates in {wall:.1f} s ({cpu:.1f} s of it computing);", end=" ")
    print(f"of it {resolved - began[0]:.1f} s for the rules; limit 30 s")


def _one_more(count: int) -> None:
    rng = random.Random(7)
    person, film = namer(rng, 300, 3_000), namer(rng, 600, 600)
    company = [f"{_syllables(rng, 3)} Films" for _ in range(300)]

    def article(number: int) -> tuple[Article, Reading]:
        credits = []
        for _ in range(3):
            title = Mention(EntityType.FILM, film())
            # A few companies are in very many articles, as streamers are.
            seller = Mention(EntityType.COMPANY, company[int(len(company) * rng.random() ** 3)])
            credits.append(Credit(seller, Relation.DISTRIBUTES, title, Span(0, 40)))
            people = (Mention(EntityType.PERSON, person()) for _ in range(3))
            credits += [Credit(p, Relation.ACTED_IN, title, Span(0, 40)) for p in people]
        return Article(f"article {number}", f"{number} " + "x" * 60), Reading(tuple(credits), (), "benchmark")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = Ledger.open(folder / "ledger.sqlite", create=True)
        with ledger.transaction():
            for number in range(count):
                ledger.add(*article(number))
        store = EmbeddedStore(folder)
        _follow(folder, ledger, store)
        gc.collect()
        gc.freeze()  # each command is a process of its own, and doesn't look through what a filling left in caches
        print(f"one article more in {count:,}: ", end="")
        for number in range(count, count + 5):
            ledger.add(*article(number))
            print(f"{_follow(folder, ledger, store):.3f} s", end="  " if number < count + 4 else "; limit 1 s\n")
        store.close()
        ledger.close()


def _follow(folder: Path, ledger: Ledger, store: EmbeddedStore) -> float:
    began = time.perf_counter()
    projection = Projection(folder, ledger)
    projection.show(store)
    projection.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
