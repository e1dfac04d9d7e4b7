"""Puts a finished page on disk: beside its place first, then into it, so that a failure leaves the old file whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from graph.errors import UsageError


def write(content: str, path: Path) -> None:
    """Write text as UTF-8 to `path`. Raises UsageError if that can't be done; an older file is then untouched."""
    path = path.expanduser()
    folder = path.parent
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a file, such as -o view.html")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "make it first, or choose another place with -o")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=folder)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8", "replace"))
            beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{path} can't be written: {reason}", "choose another place with -o, or print it with -o -"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
