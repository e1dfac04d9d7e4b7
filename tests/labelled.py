"""The labelled pairs of tests/pairs: real names, whether they are one, and why. One half was tuned on."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from graph.identity.candidates import Candidate, candidates
from graph.identity.inputs import Names, NameUse
from graph.identity.resolve import resolve
from graph.model import EntityType, MentionKey, digest
from graph.names import key

FILES = {"people": EntityType.PERSON, "films": EntityType.FILM, "companies": EntityType.COMPANY}


@dataclass(frozen=True)
class Pair:
    """Two real names; `why` is the rule or reason by which a true pair should be found, or what makes two of them."""

    type: EntityType
    a: str
    a_year: int | None
    b: str
    b_year: int | None
    same: bool
    why: str

    @property
    def tuned(self) -> bool:
        """Whether it is in the half that rules and weights were tuned on; follows from the names alone."""
        return int(digest("pair", *sorted((f"{self.a} {self.a_year}", f"{self.b} {self.b_year}")))[-1], 16) % 2 == 0


@dataclass(frozen=True)
class Outcome:
    """What identity makes of a pair: merged (by which rule), or a candidate, or neither."""

    merged: bool
    rule: str = ""
    candidate: Candidate | None = None

    def reasons(self) -> set[str]:
        """The rule or the reasons for it, by name."""
        if self.merged:
            return {self.rule or "same name"}
        return {r.kind.value for r in self.candidate.reasons if r.weight > 0} if self.candidate else set()


def pairs() -> list[Pair]:
    """All labelled pairs."""
    found = []
    for name, type_ in FILES.items():
        with (Path(__file__).parent / "pairs" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                years = (int(row[y]) if row[y] else None for y in ("a_year", "b_year"))
                a_year, b_year = years
                found.append(Pair(type_, row["a"], a_year, row["b"], b_year, row["truth"] == "same", row["why"]))
    return found


def outcome(pair: Pair) -> Outcome:
    """What identity makes of the pair when it knows nothing but these two names, from two articles."""
    ends = [(pair.a, pair.a_year, "one"), (pair.b, pair.b_year, "other")]
    uses = tuple(NameUse(MentionKey(pair.type, key(pair.type, n), y), n, article) for n, y, article in ends)
    resolution = resolve(Names(uses))
    clusters = list(resolution.clusters.values())
    if len(clusters) == 1:
        return Outcome(True, next((m.rule for m in clusters[0].merges), ""))
    found = candidates(c.entity for c in clusters)
    return Outcome(False, candidate=found[0] if found else None)
