"""Articles with their readings from all the sources of a command: in order, each reader in its way, problems told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from graph.cli.common import say
from graph.cli.known import Known
from graph.errors import SourceError
from graph.model import Article, Reading
from graph.sources import Problem, SourceOptions, load
from graph.sources.documents import HTML, JSONL, TEXT
from graph.sources.files import listing

if TYPE_CHECKING:
    from graph.cli.pool import Job, Pool, Result
    from graph.reading.llm import LlmReader
    from graph.workspace import Reader

_WORTH_A_POOL = 24
"""From this many articles on, starting worker processes pays."""
_USUAL_SIZE = 4000
"""About the bytes of an article, to tell how many a file of JSON lines holds."""


class ReaderKind(StrEnum):
    """Who reads: the reader that comes with reelgraph, or a language model."""

    BUILTIN = "builtin"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class Choices:
    """How a command wants its sources read. `jobs` is the number of processes, 0 for one each core."""

    strict: bool = False
    allow_local: bool = False
    reader: ReaderKind = ReaderKind.BUILTIN
    jobs: int = 0

    def options(self) -> SourceOptions:
        """How far sources may go."""
        return SourceOptions(allow_local=self.allow_local)


class Gathering(AbstractContextManager["Gathering"]):
    """Iterates over pairs of an article and its reading (None where its content hash is `known`).

    What can't be read is said on stderr and counted, and the rest goes on; with `strict` it is raised instead.
    """

    def __init__(
        self, sources: Iterable[str | Article], choices: Choices, known: Known | frozenset[str] = frozenset()
    ) -> None:
        self._choices = choices
        self._known = known
        self._sources = list(_expanded(sources))
        self._llm = self._language_model() if choices.reader is ReaderKind.LLM else None
        self._pool = self._start_pool() if self._llm is None else None
        self.problems = 0

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def __iter__(self) -> Iterator[tuple[Article, Reading | None]]:
        for result in self._results():
            if not isinstance(result, Problem):
                yield result
            elif self._choices.strict and not result.warning:
                raise result.error()
            else:
                self._report(result)

    def exit_code(self) -> int:
        """3 if a source could not be read, else 0."""
        return SourceError.exit_code if self.problems else 0

    def summary(self) -> str:
        """What the reader did, where that is worth a line."""
        return self._llm.report.line() if self._llm else ""

    @property
    def total(self) -> int | None:
        """How many articles there are, if that is known before they are read."""
        whole = all(not isinstance(s, str) or _is_one_article(s) for s in self._sources)
        return len(self._sources) if whole else None

    def read(self, text: str, title: str) -> Reading:
        """Read one text now, with the reader of this gathering."""
        from graph.reading import read

        return self._llm.read(text, title) if self._llm else read(text, title)

    # --- who reads ---------------------------------------------------------------------------------------------------

    def _results(self) -> Iterator[Result]:
        if self._llm is not None:
            return _read_with_model(self._llm, self._loaded(), self._known)
        if self._pool is not None:
            return self._pool.results(self._jobs())
        return self._one_by_one()

    def _one_by_one(self) -> Iterator[Result]:
        from graph.cli.pool import Task

        task = Task(self._choices.options(), self._known)
        return (result for job in self._loaded() for result in task.do(job))

    def _start_pool(self) -> Pool | None:
        workers = self._choices.jobs or os.cpu_count() or 1
        if workers < 2 or sum(map(_weight, self._sources)) < _WORTH_A_POOL:
            return None
        from graph.cli.pool import Pool, Task

        known = self._known if isinstance(self._known, frozenset) else self._known.all()
        return Pool(Task(self._choices.options(), known), workers)

    def _language_model(self) -> LlmReader:
        from graph.reading.llm import LlmReader

        return LlmReader.from_environment()

    def _jobs(self) -> Iterator[Job]:
        """What workers are given: files of one article as names, all else as what is in it."""
        for source in self._sources:
            if isinstance(source, str) and not _is_one_article(source):
                yield from load(source, self._choices.options())
            else:
                yield source

    def _loaded(self) -> Iterator[Article | Problem]:
        for source in self._sources:
            if isinstance(source, str):
                yield from load(source, self._choices.options())
            else:
                yield source

    def _report(self, problem: Problem) -> None:
        say(f"{problem.message}{f' ({problem.hint})' if problem.hint else ''}")
        self.problems += not problem.warning


def _is_one_article(source: str) -> bool:
    return Path(source).suffix.lower() in TEXT | HTML and os.path.isfile(source)


def _weight(source: Job) -> int:
    """About how many articles a source holds; what isn't a file counts as one."""
    lines = isinstance(source, str) and Path(source).suffix.lower() in JSONL and os.path.isfile(source)
    return 1 + os.path.getsize(source) // _USUAL_SIZE if lines and isinstance(source, str) else 1


def _expanded(sources: Iterable[str | Article]) -> Iterator[Job]:
    """The sources with each folder as its files, so that several processes can share them."""
    for source in sources:
        folder = Path(os.path.expanduser(source)) if isinstance(source, str) else None
        try:
            paths, problems = listing(folder) if folder is not None and folder.is_dir() else ([], [])
        except ValueError:  # not the name of any file; `load` says so
            paths, problems = [], []
        if paths:
            yield from problems
            yield from map(str, paths)
        else:
            yield source


def _read_with_model(
    reader: LlmReader, jobs: Iterator[Article | Problem], known: Known | frozenset[str]
) -> Iterator[Result]:
    """As many articles at a time as requests may run at once, in order. Raises once the model can't be asked at all.

    What it did answer up to then is given first: it may have been paid for.
    """
    from graph.reading.llm import ModelUnavailable

    unavailable: ModelUnavailable | None = None
    while some := list(islice(jobs, reader.settings.at_once)):
        new = [j for j in some if _is_new(j, known)]
        readings = iter(reader.read_all([(a.text, a.title) for a in new if isinstance(a, Article)]))
        for job in some:
            found = next(readings) if _is_new(job, known) else None
            if isinstance(found, ModelUnavailable):
                unavailable = found
            else:
                yield _outcome(job, found)
        if unavailable is not None:
            raise unavailable


def _is_new(job: Article | Problem, known: Known | frozenset[str]) -> bool:
    return isinstance(job, Article) and job.content_hash not in known


def _outcome(job: Article | Problem, found: Reading | SourceError | None) -> Result:
    if isinstance(job, Problem):
        return job
    if isinstance(found, SourceError):
        return Problem(job.key, f"{job.title or job.key}: {found.message}", found.hint)
    return job, found


def reader_name(kind: ReaderKind) -> str:
    """The name (with version) that stands on statements by this reader. Raises UsageError if it isn't set up."""
    if kind is ReaderKind.LLM:
        from graph.reading.llm import LlmReader

        return LlmReader.from_environment().name
    from graph.reading import READER

    return READER


class Remembered:
    """The articles of a gathering, and a reader for the workspace that answers with what the gathering read ahead."""

    def __init__(self, gathering: Gathering, name: str) -> None:
        self._gathering = gathering
        self._name = name
        self._readings: dict[tuple[str, str], Reading] = {}

    def __iter__(self) -> Iterator[Article]:
        return (article for article, _ in self.pairs())

    def pairs(self) -> Iterator[tuple[Article, bool]]:
        """Each article, and whether it is new to the reader."""
        for article, reading in self._gathering:
            if reading is not None:
                self._readings[article.text, article.title] = reading
            yield article, reading is not None

    def reader(self) -> Reader:
        """The reader to give to the workspace together with these articles."""
        from graph.workspace import Reader

        return Reader(self._name, self._read)

    def _read(self, text: str, title: str) -> Reading:
        # Not there only if the workspace forgot the article since it was asked what it knows.
        return self._readings.pop((text, title), None) or self._gathering.read(text, title)
