"""Reading on all cores: files and articles go to worker processes, results come back in order and in bounded memory."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import parent_process

from graph.errors import SourceError
from graph.model import Article, Reading
from graph.sources import Problem, SourceOptions, load

Job = str | Article | Problem
"""What is to be read: a file, an article that is there already, or a problem that is only passed on."""

Result = tuple[Article, Reading | None] | Problem
"""An article with its reading, or with None where it was known; or what went wrong."""

_CHUNK = 8
_AHEAD = 4
"""How many chunks each worker may be ahead of what was asked for."""


@dataclass(frozen=True, slots=True)
class Task:
    """What holds for all jobs of a run: how far sources may go, and the content hashes that needn't be read."""

    options: SourceOptions
    known: Container[str] = frozenset()

    def do(self, job: Job) -> list[Result]:
        """Read one job with the built-in reader."""
        from graph.reading import read

        results: list[Result] = []
        for item in [job] if not isinstance(job, str) else load(job, self.options):
            if isinstance(item, Problem):
                results.append(item)
            else:
                known = item.content_hash in self.known
                results.append((item, None if known else read(item.text, item.title)))
        return results


_task = Task(SourceOptions())


def _start(task: Task) -> None:
    """Make a new worker ready. Interrupts are the parent's to handle, and nobody outlives a parent that was killed."""
    global _task  # noqa: PLW0603 - the one thing a worker knows
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(jobs: list[Job]) -> list[Result]:
    return [result for job in jobs for result in _task.do(job)]


def _nothing() -> None:
    """Asked of a new pool so that its workers start now."""


class Pool:
    """Worker processes for one task. They start when the pool is made, before anything else is open."""

    def __init__(self, task: Task, workers: int) -> None:
        self._workers = workers
        self._executor = ProcessPoolExecutor(workers, initializer=_start, initargs=(task,))
        self._executor.submit(_nothing).result()

    def results(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """The results of all jobs, in order."""
        source = iter(jobs)
        waiting: deque[Future[list[Result]]] = deque()
        try:
            while True:
                while len(waiting) < self._workers * _AHEAD and (chunk := list(islice(source, _CHUNK))):
                    waiting.append(self._executor.submit(_do, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            hint = "there may be too little memory; --jobs 1 reads without workers"
            raise SourceError("a worker that reads articles was killed", hint) from error

    def close(self) -> None:
        """Stop the workers; what wasn't begun is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)
