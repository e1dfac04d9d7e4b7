"""The training articles: text and credits in one plain file each; `data/training/README.md` describes the form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.eval import body, held_out

ROOT = Path(__file__).resolve().parent.parent
_KINDS = {"P": "people", "F": "films", "C": "companies"}


@dataclass(frozen=True)
class Article:
    """An article with its credits, in the form of the gold files of `data/gold`."""

    stem: str
    title: str
    text: str
    gold: dict[str, Any]


def parse(stem: str, whole: str) -> Article:
    """Read one training file; ValueError if it hasn't its four blocks."""
    blocks = re.split(r"^---\s*$", whole, flags=re.MULTILINE)
    if len(blocks) != 4:
        raise ValueError(f"{stem}: {len(blocks)} blocks instead of 4 (head, text, names, credits)")
    head, text, names, credits = blocks
    title = re.search(r"^title: (.+)$", head, re.MULTILINE)
    gold: dict[str, Any] = {"people": [], "films": [], "companies": [], "credits": []}
    for line in filter(None, map(str.strip, names.splitlines())):
        kind, _, rest = line.partition(" ")
        name, _, aliases = rest.partition(" = ")
        gold[_KINDS[kind]].append(
            {"name": name.strip(), "aliases": [a.strip() for a in aliases.split(";") if a.strip()]}
        )
    for line in filter(None, map(str.strip, credits.splitlines())):
        gold["credits"].append(_credit(line))
    return Article(stem, title.group(1).strip() if title else "", text.strip("\n"), gold)


def _credit(line: str) -> dict[str, Any]:
    subject, relation, object_, *more = (part.strip() for part in line.lstrip("?").split("|"))
    credit: dict[str, Any] = {"subject": subject, "object": object_}
    credit["relation"] = relation.split("/") if "/" in relation else relation
    credit["status"] = more[0] if more and more[0] else "confirmed"
    credit["detail"] = more[1] if len(more) > 1 else ""
    if line.startswith("?"):
        credit["optional"] = True
    return credit


def training() -> Iterator[Article]:
    """All articles of `data/training`, in order of their names."""
    yield from _all("training")


def unseen() -> Iterator[Article]:
    """The articles of `data/unseen`: written in the same way, and kept away from training to measure by."""
    yield from _all("unseen")


def _all(folder: str) -> Iterator[Article]:
    for path in sorted((ROOT / "data" / folder).glob("*.txt")):
        yield parse(path.stem, path.read_text(encoding="utf-8"))


def own() -> Iterator[Article]:
    """The project's sample articles, without those that the evaluation puts aside."""
    for path in sorted((ROOT / "data" / "articles").glob("*.md")):
        if held_out(path.stem):
            continue
        title, text = body(path.read_text(encoding="utf-8"))
        gold = json.loads((ROOT / "data" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        yield Article(path.stem, title, text, gold)


def fingerprint(articles: Sequence[Article]) -> str:
    """What weights were trained on, as one short digest."""
    digest = hashlib.sha256()
    for a in articles:
        digest.update(f"{a.stem}\0{a.title}\0{a.text}\0{json.dumps(a.gold['credits'], sort_keys=True)}\0".encode())
    return digest.hexdigest()[:16]
