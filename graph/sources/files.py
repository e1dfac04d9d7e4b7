"""Articles in files, folders and on standard input."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import SourceError
from graph.model import Article
from graph.sources import jsonl
from graph.sources.base import Origin, Problem, SourceOptions
from graph.sources.documents import FEED, HEAD, HTML, JSONL, TEXT, draft_of_text, kind_of
from graph.sources.text import decode

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

IN_FOLDERS = TEXT | HTML | JSONL
"""Endings that count in a folder. A feed saved as a file is read only where it is named itself."""

_WHAT_COUNTS = "give a file, a folder, an address or - for stdin"


def from_path(path: Path, name: str, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles of one file, or of all files below a folder. `name` is the source as its user wrote it.

    Raises SourceError if the source as a whole can't be read.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
    if stat.S_ISDIR(mode):
        yield from _folder(path, name, options)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _file(path, name, options)
    else:
        raise SourceError(f"{name} is neither a file nor a folder", _WHAT_COUNTS)


def from_stdin(stream: BinaryIO, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles on standard input: one text, one HTML page, a feed, or JSON lines, told apart by how it begins."""
    origin = Origin("standard input", "stdin")
    head = stream.read(HEAD)
    whole = io.BufferedReader(_Joined(head, stream))
    if kind_of(head) in JSONL:
        yield from jsonl.articles(jsonl.bounded_lines(whole, options.max_bytes), origin, options)
    else:
        yield from _document(kind_of(head), _bounded(whole, origin.name, options), origin, options)


class _Joined(io.RawIOBase):
    """A stream whose head was read already, as a whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        part, self._head = self._head[: len(view)], self._head[len(view) :]
        part = part or self._rest.read(len(view))
        view[: len(part)] = part
        return len(part)


def listing(folder: Path) -> tuple[list[Path], list[Problem]]:
    """All files below `folder` that may hold articles, sorted, without hidden ones; and folders that can't be entered.

    Links to folders are not followed, so that no loop is possible. Pipes and devices are no files.
    """
    problems: list[Problem] = []

    def note(error: OSError) -> None:
        problems.append(Problem.of(str(error.filename), unreadable(str(error.filename), error)))

    found = []
    for base, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(base, n) for n in names if not n.startswith(".") and Path(n).suffix.lower() in IN_FOLDERS]
    return sorted(path for path in found if not _is_special(path)), problems


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device: nobody may ever write into one that lies about in a folder."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # why it can't be read is said when it is


def _folder(folder: Path, name: str, options: SourceOptions) -> Iterator[Article | Problem]:
    paths, problems = listing(folder)
    yield from problems
    if not paths and not problems:
        endings = " ".join(sorted(IN_FOLDERS))
        raise SourceError(f"{name} holds no articles", f"files that count in a folder end in {endings}")
    for path in paths:
        try:
            yield from from_path(path, str(path), options)
        except SourceError as error:
            yield Problem.of(str(path), error)


def _file(path: Path, name: str, options: SourceOptions) -> Iterator[Article | Problem]:
    kind = path.suffix.lower()
    origin = Origin(name, path.stem, str(path.resolve()))
    try:
        with path.open("rb") as stream:
            if kind in JSONL:
                yield from jsonl.articles(jsonl.bounded_lines(stream, options.max_bytes), origin, options)
                return
            data = _bounded(stream, name, options)
    except OSError as error:
        raise unreadable(name, error) from error
    if kind == ".json" and kind_of(data) not in JSONL:
        raise SourceError(
            f"{name} is JSON, but not JSON lines", "write one object a line, each with a text: see the docs"
        )
    if kind not in TEXT | HTML | FEED:
        kind = kind_of(data)
    yield from _document(kind, data, origin, options)


def _document(kind: str, data: bytes, place: Origin, options: SourceOptions) -> Iterator[Article | Problem]:
    """The articles of one document that is in memory."""
    if kind in JSONL:
        yield from jsonl.articles(data.splitlines(keepends=True), place, options)
        return
    if kind in FEED:
        from graph.sources.feeds import from_file

        yield from from_file(data, place.name)
        return
    if kind in HTML:
        from graph.sources.pages import draft_of_page

        draft = draft_of_page(data, place.name)
    else:
        draft = draft_of_text(decode(data, place.name))
    yield from replace(draft, stem=place.stem, fallback_key=place.path).finish(place.name)


def _bounded(stream: BinaryIO, name: str, options: SourceOptions) -> bytes:
    """All of `stream`, unless it is larger than an article may be."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        limit = options.max_bytes // 1_000_000
        message = f"{name} is too large: an article may have {limit} MB" if limit else f"{name} is too large"
        raise SourceError(message, "split it into articles, or make it a .jsonl file with one article a line")
    return data


def unreadable(name: str, error: OSError | ValueError) -> SourceError:
    """A file error in plain words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceError(f"{name} doesn't exist", "check the spelling; an address begins with https://")
    if isinstance(error, PermissionError):
        return SourceError(f"{name} can't be read: no permission", "change its rights (chmod u+r) or ask its owner")
    if isinstance(error, OSError):
        return SourceError(f"{name} can't be read: {(error.strerror or str(error)).lower()}")
    return SourceError(f"{name!r} isn't the name of a file", _WHAT_COUNTS)
