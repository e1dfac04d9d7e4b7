"""Tables of sentences of the trade, in our own words and with invented names, and the credits that each one gives.

A table is a text file. A line that begins in the first column is an article (`¶` begins a paragraph in it, and a line
`title: ...` before it is its headline); the indented lines under it are its credits: subject, relation, object, and
a status in square brackets unless it is confirmed. `none` says that there are none; a credit after `~` is one that two
careful readers could disagree on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from graph.model import Credit, Status
from graph.reading import read_by_rules as read

_STATUS = re.compile(r"^(.*) \[(\w+)\]$")


@dataclass(frozen=True)
class Case:
    """One article with the credits that it must give and those that it may give."""

    text: str
    wanted: frozenset[str]
    optional: frozenset[str]
    title: str = ""


def table(name: str) -> list[Case]:
    """The cases of the table `name`."""
    cases: list[Case] = []
    blocks = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        title = lines.pop(0).removeprefix("title: ") if lines[0].startswith("title: ") else ""
        credits = [line.strip() for line in lines[1:] if line.strip() != "none"]
        cases.append(
            Case(
                lines[0].replace("¶", "\n\n"),
                frozenset(c for c in credits if not c.startswith("~")),
                frozenset(c[1:] for c in credits if c.startswith("~")),
                title,
            )
        )
    return cases


def spelled(credit: Credit) -> str:
    """A credit as the tables spell it."""
    status = "" if credit.status is Status.CONFIRMED else f" [{credit.status.value}]"
    return f"{credit.subject.name} {credit.relation.value} {credit.object.name}{status}"


def got(case: Case) -> frozenset[str]:
    """The credits that the reader finds in a case, those that are free left out."""
    return frozenset(spelled(c) for c in read(case.text, case.title).credits) - case.optional
