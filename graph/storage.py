"""How files of a workspace are made and SQLite files opened: for their user only, and with errors in plain words."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import DatabaseError

_BUSY_SECONDS = 10.0
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_OR_TOO_LARGE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE"})
_IN_USE = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})


def private(path: str | os.PathLike[str], flags: int) -> int:
    """An opener for `open`: a file that it makes can be read and written by its user only."""
    return os.open(path, flags, 0o600)


def touch_private(path: Path) -> None:
    """Make an empty file that only its user can read, where there is none. Raises OSError."""
    if not path.exists():
        os.close(private(path, os.O_CREAT | os.O_RDWR))


def sync(path: Path) -> None:
    """Make a file, or the entries of a folder, survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_aside(path: Path) -> None:
    """Keep a SQLite file, or what is left of it, with its log under a name that says it is damaged.

    A file that takes its place must never meet the log of the one before: SQLite would mix the two.
    """
    name = f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(path.with_name(name + suffix))


def connect(path: Path, *, log: bool = True) -> sqlite3.Connection:
    """A connection to a SQLite file, made private where there is none; in autocommit mode, rows by name.

    With `log`, writes go to a write-ahead log (readers go on meanwhile) and are on the disk before they count.
    A file that may not be written, or lies in a folder that may not, is opened for reading. Raises sqlite3.Error.
    """
    writable = os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())
    if writable:
        touch_private(path)  # SQLite gives its log the rights of the file
        db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        if log:
            _write_ahead(db)
    else:
        # Nobody can write in a folder that is read only, and so SQLite needs no log to tell what others write.
        alone = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
        address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
        db = sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        db.close()
        raise


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Turn what the operating system says against writing `what` (a file) into DatabaseError."""
    try:
        yield
    except OSError as error:
        raise refused(error, what) from error


def refused(error: OSError, what: str) -> DatabaseError:
    """An error of the operating system about writing `what`, in plain words."""
    if error.errno in _NO_SPACE:
        return DatabaseError(
            f"{what} can't be written: the disk is full", "free some space and try again; what was acknowledged is kept"
        )
    return DatabaseError(f"{what} can't be written: {error.strerror or error}", "check its rights, or name another")


def explained(error: sqlite3.Error, what: str, mend: str) -> DatabaseError:
    """A SQLite error about `what` (a file) in plain words; `mend` is what to do where the file is damaged."""
    name = getattr(error, "sqlite_errorname", "")
    if name in _FULL_OR_TOO_LARGE:
        return DatabaseError(
            f"{what} can't be written: the disk is full", "free some space and try again; what was acknowledged is kept"
        )
    if name.startswith("SQLITE_READONLY"):
        return DatabaseError(f"{what} can't be written: it is read only here", "check its rights, or use a copy")
    if name in _IN_USE:
        return DatabaseError(f"{what} is in use by another process", "try again when it is done")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")):
        return DatabaseError(f"{what} can't be opened", "check its rights, or name another --workspace")
    return DatabaseError(f"{what} is damaged: {error}", mend)
