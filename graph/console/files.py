"""Files that the console and the command write and read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from graph.errors import SourceError, UsageError

_FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".txt": "table",
}


def path_of(name: str) -> Path:
    """The path that a person names, `~` included. Raises UsageError for a name that no file can have."""
    try:
        path = Path(name).expanduser()
        possible = b"\0" not in os.fsencode(path)
    except (RuntimeError, UnicodeEncodeError):  # the home of nobody; half a character
        possible = False
    if not possible:
        raise UsageError(f"no file can be named {name}", "name another file")
    return path


def read_script(name: str) -> str:
    """The text of a file of statements, or of stdin (`-`). Raises SourceError, UsageError."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else path_of(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{name} can't be read: {error.strerror}", "name a file with statements") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not UTF-8 text (byte {error.start})", "save it as UTF-8") from error


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A file that appears whole: what was there before stays until all is written. Raises UsageError."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        stream = new.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}", "choose another file") from error
    try:
        with stream:
            yield stream
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def format_of(path: Path) -> str:
    """The format that a file's ending stands for. Raises UsageError for an ending that is not known."""
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(_FORMATS)
        raise UsageError(f"{path.name}: the ending doesn't say the format", f"known endings are {known}") from None
