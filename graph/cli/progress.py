"""A progress line for long work: on stderr, only on a terminal, and only where the work lasts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

_SHOW_AFTER_SECONDS = 1.0
_REDRAW_SECONDS = 0.1


class Step(Protocol):
    """Counts work that is done."""

    def __call__(self, count: int = 1) -> None:
        """So much more is done."""


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Step]:
    """Yields a function that counts steps. After a second of work on a terminal, a rich progress bar appears."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    bar = _Bar(what, total)
    try:
        yield bar.step
    finally:
        bar.close()


def _ignore(count: int = 1) -> None:
    """Counts nothing: there is no terminal to show it on."""


class _Bar:
    """A rich progress bar that is only made once it is worth showing: rich costs 0.04 s to import."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._start = self._drawn = time.monotonic()
        self._close: Callable[[], None] | None = None
        self._update: Callable[[int], None] | None = None

    def step(self, count: int = 1) -> None:
        self._done += count
        now = time.monotonic()
        if self._update is None and now - self._start > _SHOW_AFTER_SECONDS:
            self._open()
        if self._update is not None and now - self._drawn > _REDRAW_SECONDS:
            self._drawn = now
            self._update(self._done)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task(self._what, total=self._total)
        bar.start()
        self._close = bar.stop
        self._update = lambda done: bar.update(task, completed=done)

    def close(self) -> None:
        if self._close is not None:
            self._close()
