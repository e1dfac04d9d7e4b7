"""A language model as reader, under the same discipline: no credit without its passage in the text.

Works with any server that speaks the OpenAI-compatible chat protocol. Long articles are read in overlapping pieces.
Unlike the built-in reader this one may fail: an article of which any piece couldn't be read counts as not read.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import SourceError
from graph.model import Credit, Reading, Span
from graph.reading import llm_ground
from graph.reading.kinds import with_kinds
from graph.reading.llm_chunks import chunks, halves
from graph.reading.llm_client import ChatClient, LlmSettings, ModelUnavailable, settings_from
from graph.reading.llm_prompt import PROMPT_VERSION, messages

__all__ = ["LlmReader", "LlmSettings", "ModelUnavailable", "Report"]

_WORTH_HALVING = 1500
"""A piece shorter than this many characters isn't halved when its answer was cut off."""

_CUT_OFF = "the model's answer was cut off, so credits may be missing"


@dataclass(slots=True)
class Report:
    """What a reader did so far: counts of articles, pieces, requests, retries, answers cut off and credits."""

    articles: int = 0
    failed: int = 0
    pieces: int = 0
    requests: int = 0
    retries: int = 0
    cut_off: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """The counts in one line, for a person."""
        asked = f"{_count(self.articles, 'article')} in {_count(self.requests, 'request')}"
        parts = [asked, f"{_count(self.kept, 'credit')} kept"]
        if self.dropped:
            reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(self.dropped.items()))
            parts.append(f"{self.dropped.total():,} dropped ({reasons})")
        if self.retries:
            parts.append(_count(self.retries, "retry", "retries"))
        if self.cut_off:
            parts.append(f"{_count(self.cut_off, 'answer')} cut off")
        if self.failed:
            parts.append(f"{_count(self.failed, 'article')} not read")
        return "; ".join(parts)


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


class LlmReader:
    """Reads with a language model. `name`, with model and version of the prompt, stands on every statement."""

    def __init__(self, settings: LlmSettings) -> None:
        self.settings = settings
        self.name = f"llm {PROMPT_VERSION} {settings.model}"
        self.report = Report()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> LlmReader:
        """The reader that `REELGRAPH_LLM_URL`, `_MODEL` and `_KEY` name. Raises UsageError."""
        return cls(settings_from(os.environ if environ is None else environ))

    def read(self, text: str, title: str = "") -> Reading:
        """All credits of one text. Raises SourceError if the model couldn't be asked about all of it."""
        (found,) = self.read_all([(text, title)])
        if isinstance(found, SourceError):
            raise found
        return found

    def read_all(self, texts: Sequence[tuple[str, str]]) -> list[Reading | SourceError]:
        """The reading of each (text, title), in order, or why there is none; `at_once` requests run side by side."""
        return asyncio.run(self._read_all(texts))

    async def _read_all(self, texts: Sequence[tuple[str, str]]) -> list[Reading | SourceError]:
        async with ChatClient(self.settings) as client:
            try:
                return await asyncio.gather(*(self._read_one(client, text, title) for text, title in texts))
            finally:
                self.report.requests += client.counts["requests"]
                self.report.retries += client.counts["retries"]

    async def _read_one(self, client: ChatClient, text: str, title: str) -> Reading | SourceError:
        self.report.articles += 1
        pieces = list(chunks(text, self.settings.chunk, self.settings.overlap)) if text.strip() else []
        try:
            async with asyncio.TaskGroup() as group:  # the first failure ends the others
                tasks = [group.create_task(self._read_piece(client, text, title, piece)) for piece in pieces]
        except ExceptionGroup as failures:
            expected = [e for e in failures.exceptions if isinstance(e, SourceError)]
            if len(expected) < len(failures.exceptions):
                raise
            self.report.failed += 1
            return expected[0]
        found = [task.result() for task in tasks]
        credits = _once_each(credit for read in found for credit in read.credits)
        self.report.kept += len(credits)
        note = "" if all(read.whole for read in found) else _CUT_OFF
        return with_kinds(text, Reading(credits, reader=self.name, note=note))

    async def _read_piece(self, client: ChatClient, text: str, title: str, piece: Span, depth: int = 0) -> _Piece:
        """The credits of one piece. If its answer was cut off it is read again in halves, where that is worth it."""
        self.report.pieces += 1
        reply = await client.ask(messages(text[piece.start : piece.end], title))
        answer = llm_ground.parse(reply.content)
        if not answer.readable:
            raise SourceError(
                f"the model {self.settings.model} doesn't answer in the form asked for", "try another model"
            )
        if reply.cut_off or not answer.complete:
            self.report.cut_off += 1
            if depth < 2 and piece.end - piece.start >= _WORTH_HALVING:
                first, second = [await self._read_piece(client, text, title, h, depth + 1) for h in halves(text, piece)]
                return _Piece(first.credits + second.credits, first.whole and second.whole)
        grounded = llm_ground.ground(answer.items, text, piece, title)
        self.report.dropped.update(grounded.dropped)
        return _Piece(grounded.credits, answer.complete and not reply.cut_off)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The credits of a piece of text, and whether the model's answer about it was whole."""

    credits: list[Credit]
    whole: bool


def _once_each(credits: Iterable[Credit]) -> tuple[Credit, ...]:
    """Each credit once (pieces overlap), in the order of the text."""
    found: dict[tuple[object, ...], Credit] = {}
    for credit in credits:
        found.setdefault((credit.subject, credit.relation, credit.object), credit)
    return tuple(sorted(found.values(), key=lambda c: (c.span, c.subject, c.relation, c.object)))
