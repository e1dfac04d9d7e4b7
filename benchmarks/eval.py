"""Measures the built-in reader against gold: `python -m benchmarks.eval [--corpus DIR] [--errors] [--part NAME]`.

Without options it reads the project's own articles: `data/articles`, on which the grammar was written, and
`data/unseen`, of which nothing was learned. With `--corpus DIR` (a folder with `articles`, `gold`, `practice` and
`wikipedia` beside each other) it also measures a corpus in two parts: `tuned`, the texts that the grammar was written
on, and `held-out`, a third chosen by a hash of the file's stem that nobody looked at; and the encyclopedia leads, split
the same way. No network was trained on either. `--rules` measures the grammar alone.

A credit is right when the gold has the same subject, relation and object; names compare without case, accents,
punctuation and a leading article, and any alias counts. An optional credit is neither rewarded nor punished.
Entity scores are by type.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model import Reading, Relation
from graph.reading import READER, read, read_by_rules

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"people": "Person", "films": "Film", "companies": "Company"}


def key(name: str) -> str:
    """A name as the comparison sees it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"[^\w\s]", "", re.sub(r"[-:]", " ", bare.replace("&", " and ")))
    return re.sub(r"^(the|a|an|untitled)\s+", "", re.sub(r"[\s_]+", " ", bare).strip())


def held_out(stem: str) -> bool:
    """Whether a text belongs to the third that was put aside unread."""
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 3 == 0


@dataclass
class Tally:
    """Right, extra and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally."""
        self.right += other.right
        self.extra += other.extra
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Right of all that was read."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Right of all that was wanted."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
            f"  (right {self.right}, extra {self.extra}, missed {self.missed})"
        )


@dataclass
class Score:
    """All that is measured on a set of articles."""

    articles: int = 0
    credits: Tally = field(default_factory=Tally)
    relations: dict[str, Tally] = field(default_factory=dict)
    entities: dict[str, Tally] = field(default_factory=dict)
    status_right: int = 0
    errors: list[str] = field(default_factory=list)

    def print(self, title: str) -> None:
        """Print the figures, by relation and by type of entity."""
        share = self.status_right / max(1, self.credits.right)
        entities = Tally()
        for t in self.entities.values():
            entities.add(t)
        print(f"{title}: {self.articles} articles  {self.credits}  status {share:.3f}  entities F1 {entities.f1:.3f}")
        for relation in Relation:
            if relation in self.relations:
                print(f"  {relation:20} {self.relations[relation]}")
        for kind, tally in sorted(self.entities.items()):
            print(f"  entity {kind:13} {tally}")


Triple = tuple[str, str, str]
Read = Callable[[str, str], Reading]


class Gold:
    """The gold of one article, with names brought to one form."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        for kind, label in KINDS.items():
            for entity in data.get(kind, []):
                for name in [entity["name"], *entity.get("aliases", [])]:
                    self.names.setdefault(key(name), (label, key(entity["name"])))
        self.want: list[tuple[str, tuple[str, ...], str, str]] = []
        self.optional: list[tuple[str, tuple[str, ...], str, str]] = []
        for c in data["credits"]:
            relations = tuple(c["relation"]) if isinstance(c["relation"], list) else (c["relation"],)
            row = (self.fix(c["subject"]), relations, self.fix(c["object"]), c.get("status", "confirmed"))
            (self.optional if c.get("optional") else self.want).append(row)

    def fix(self, name: str) -> str:
        """The main name of whoever a name stands for, as the comparison sees it."""
        return self.names.get(key(name), ("", key(name)))[1]

    def label(self, name: str) -> str:
        """The type of an entity of the gold, empty if it has none."""
        return self.names.get(name, ("", ""))[0]


def score_article(stem: str, gold: Gold, reading: Reading, into: Score) -> None:
    """Add one article's result."""
    got: dict[Triple, str] = {}
    types: dict[str, str] = {}
    for c in reading.credits:
        s, o = gold.fix(c.subject.name), gold.fix(c.object.name)
        types.setdefault(s, c.subject.type)
        types.setdefault(o, c.object.type)
        got.setdefault((s, c.relation, o), c.status)
    open_rows = list(gold.want)
    into.articles += 1
    for (s, r, o), status in got.items():
        tally = into.relations.setdefault(r, Tally())
        hit = next((w for w in open_rows if w[0] == s and w[2] == o and r in w[1]), None)
        if hit is not None:
            open_rows.remove(hit)
            tally.right += 1
            into.credits.right += 1
            into.status_right += status == hit[3]
            if status != hit[3]:
                into.errors.append(f"{stem}: status  {s} {r} {o}: {status}, not {hit[3]}")
        elif not any(w[0] == s and w[2] == o and r in w[1] for w in [*gold.optional, *gold.want]):
            tally.extra += 1
            into.credits.extra += 1
            into.errors.append(f"{stem}: extra   {s} {r} {o}")
    for s, rs, o, _ in open_rows:
        into.relations.setdefault(rs[0], Tally()).missed += 1
        into.credits.missed += 1
        into.errors.append(f"{stem}: missed  {s} {'|'.join(rs)} {o}")
    _score_entities(stem, gold, types, into)


def _score_entities(stem: str, gold: Gold, types: dict[str, str], into: Score) -> None:
    """Entities that take part in a credit, by type; those of optional credits and other names of the gold are free."""
    wanted = {n for row in gold.want for n in (row[0], row[2])}
    free = {n for row in gold.optional for n in (row[0], row[2])} | {n for _, n in gold.names.values()}
    for n in wanted:
        tally = into.entities.setdefault(gold.label(n) or "unlisted", Tally())
        if types.get(n) == gold.label(n):
            tally.right += 1
        else:
            tally.missed += 1
    for n, kind in types.items():
        if n in wanted and kind == gold.label(n):
            continue
        if n in free and kind == gold.label(n):
            continue
        into.entities.setdefault(kind, Tally()).extra += 1
        into.errors.append(f"{stem}: entity  {n} read as {kind}")


def body(text: str) -> tuple[str, str]:
    """Title and text of an article file, the front matter taken off."""
    if not text.startswith("---"):
        return "", text
    head, _, rest = text[3:].partition("\n---")
    title = re.search(r"^title:\s*(.+)$", head, re.MULTILINE)
    return (title.group(1).strip().strip("\"'") if title else ""), rest.partition("\n")[2]


def files(*folders: Path) -> Iterator[tuple[Path, Path]]:
    """Article files and their gold."""
    for folder in folders:
        for path in sorted((folder / "articles").glob("*.md")):
            yield path, folder / "gold" / f"{path.stem}.json"


def measure(pairs: Iterable[tuple[Path, Path]], read: Read) -> Score:
    """The score over article files."""
    total = Score()
    for path, gold_path in pairs:
        title, text = body(path.read_text(encoding="utf-8"))
        gold = Gold(json.loads(gold_path.read_text(encoding="utf-8")))
        score_article(path.stem, gold, read(text, title), total)
    return total


def measure_unseen(read: Read) -> Score:
    """The score over `data/unseen`."""
    from training.articles import unseen

    total = Score()
    for article in unseen():
        score_article(article.stem, Gold(article.gold), read(article.text, article.title), total)
    return total


_ACTING = re.compile(r" (co ?)?(star|cast|featur|play|role|appear|voice|portray|debut|perform|support|lead|part )")


def measure_leads(path: Path, held: bool, read: Read) -> Score:
    """Encyclopedia leads against their billed cast.

    Right: a billed name read as ACTED_IN on the film of the lead. Missed: a billed name that the text has and was not.
    Extra: a name read as ACTED_IN on that film though it is not billed. The billing holds only the first few names, so
    this counts only where the sentence names nobody who is billed and has no word of acting (star, cast, play, ...).
    """
    total = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if held_out(row["id"]) != held:
            continue
        total.articles += 1
        text = row["text"]
        plain = f" {key(text)} "
        reading = read(text, row["title"])
        cast = {key(n) for n in row["cast"] if f" {key(n)} " in plain}
        acted = [
            c for c in reading.credits if c.relation == Relation.ACTED_IN and key(c.object.name) == key(row["title"])
        ]
        names = {key(c.subject.name) for c in acted}
        for n in cast:
            if n in names:
                total.credits.right += 1
            else:
                total.credits.missed += 1
                total.errors.append(f"{row['id']}: missed  {n} | {row['title']} | {text[:300]}")
        for c in acted:
            quote = f" {key(text[c.span.start : c.span.end])} "
            if (
                key(c.subject.name) not in cast
                and not any(f" {n} " in quote for n in cast)
                and not _ACTING.search(quote)
            ):
                total.credits.extra += 1
                total.errors.append(f"{row['id']}: extra   {c.subject.name} | {row['title']} | {text[:300]}")
    return total


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eval", description="Measure the built-in reader.")
    parser.add_argument("--corpus", type=Path, help="a folder with articles, gold, practice and wikipedia")
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument(
        "--part", choices=["own", "unseen", "tuned", "held-out", "leads", "leads-held-out"], help="only this part"
    )
    parser.add_argument("--rules", action="store_true", help="the grammar alone, without the trained networks")
    args = parser.parse_args(argv)
    reader = read_by_rules if args.rules else read
    print(f"reader: {READER}{', the grammar alone' if args.rules else ''}")
    parts: dict[str, Any] = {
        "own": lambda: measure(files(ROOT / "data"), reader),
        "unseen": lambda: measure_unseen(reader),
    }
    if args.corpus is not None:
        pairs = list(files(args.corpus, args.corpus / "practice"))
        parts["tuned"] = lambda: measure((p for p in pairs if not held_out(p[0].stem)), reader)
        parts["held-out"] = lambda: measure((p for p in pairs if held_out(p[0].stem)), reader)
        leads = args.corpus / "wikipedia" / "leads.jsonl"
        if leads.exists():
            parts["leads"] = lambda: measure_leads(leads, held=False, read=reader)
            parts["leads-held-out"] = lambda: measure_leads(leads, held=True, read=reader)
    for name, run in parts.items():
        if args.part in (None, name):
            score = run()
            score.print(name)
            if args.errors:
                print("\n".join(score.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
