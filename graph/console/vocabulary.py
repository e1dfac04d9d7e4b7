"""What can be completed: the words of a dialect, the names of a store, saved queries, parameters. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from graph.names import fold
from graph.store.cypher import Schema
from graph.store.dialects import NEO4J, Dialect


class NameIndex:
    """Names of entities, found by the beginning of any of their words, without regard to case and accents."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        entries = []
        for name in dict.fromkeys(names):
            words = fold(name).split()
            entries += [(" ".join(words[i:]), i, name) for i in range(len(words))]
        self._entries = sorted(entries)

    def starting(self, beginning: str, limit: int) -> list[str]:
        """Names with a word that starts like this; those that begin so themselves first."""
        key = fold(beginning)
        start = bisect_left(self._entries, (key, 0, ""))
        matching = takewhile(
            lambda e: e[0].startswith(key), (self._entries[i] for i in range(start, len(self._entries)))
        )
        found: list[tuple[int, str]] = []
        for _, position, name in matching:
            found.append((min(position, 1), name))
            if len(found) >= limit * 4:
                break
        return list(dict.fromkeys(name for _, name in sorted(found)))[:limit]


@dataclass(slots=True)
class Vocabulary:
    """All that a completion may offer. `queries` maps saved queries to their parameters' names."""

    dialect: Dialect = NEO4J
    schema: Schema = field(default_factory=Schema)
    names: NameIndex = field(default_factory=NameIndex)
    queries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a command, the words that may follow it: `:write` → on, off."""
