"""What the tests of reading share: the credits of a text as short lines, "Jane Doe ACTED_IN Foo (in_talks)"."""

from __future__ import annotations

from graph.model import Status
from graph.reading import read_by_rules as read


def lines(text: str, title: str = "") -> set[str]:
    """The credits read out of a text, one line each; the status is left out where it is confirmed."""
    out = set()
    for c in read(text, title).credits:
        status = "" if c.status is Status.CONFIRMED else f" ({c.status})"
        out.add(f"{c.subject.name} {c.relation} {c.object.name}{status}")
    return out


def missing(text: str, *wanted: str) -> set[str]:
    """Which of the wanted lines were not read."""
    return set(wanted) - lines(text)
