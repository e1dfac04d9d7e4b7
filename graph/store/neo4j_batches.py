"""Writes rows to a Neo4j server one transaction a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store.neo4j_connection import Ask, Row, TransactionMemoryError

BATCH = 10_000
"""Rows of one transaction."""

FIRST_BATCH = 100
"""Rows of the first one: the server plans by what is committed, and where that is nothing a long batch is slow."""

Transaction = Callable[[Callable[[Ask], list[Row]]], list[Row]]
"""Runs work in one transaction, and gives what the work gives."""


@dataclass(frozen=True, slots=True)
class Batches:
    """One of our statements that takes `$rows`, what to make them of, and how."""

    name: str
    items: Sequence[Any]
    row: Callable[[Any], Any]

    def run(self, ask: Ask, items: Sequence[Any]) -> list[Row]:
        """Write some of the items."""
        return ask(self.name, rows=[self.row(item) for item in items])


class Writer:
    """Writes batches. They shrink where the server lacks the memory for them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._size = BATCH

    def write(self, batches: Batches) -> Iterator[tuple[int, list[Row]]]:
        """Write all items; gives for each transaction how many of them, and what the statement gave."""
        start = 0
        while start < len(batches.items):
            some = batches.items[start : start + (self._size if start else min(self._size, FIRST_BATCH))]
            try:
                rows = self._transaction(lambda ask, some=some: batches.run(ask, some))  # type: ignore[misc]
            except TransactionMemoryError:
                if len(some) == 1:
                    raise
                self._size = len(some) // 2
            else:
                start += len(some)
                yield len(some), rows
