"""A lock file: exclusive while something is written or recovered, shared while something is asked.

The operating system drops the lock with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import DatabaseError

WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.05
_SPEAK_AFTER_SECONDS = 0.5


def quiet(_: str) -> None:
    """Says nothing: the default for who waits for a lock without a terminal."""


@contextmanager
def locked(
    path: Path, *, exclusive: bool, wait: float = WAIT_SECONDS, say: Callable[[str], None] = quiet
) -> Iterator[None]:
    """Hold the lock file `path` for the length of the block.

    Waits up to `wait` seconds (and says so once); then raises DatabaseError with the process that holds it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseError(
            f"the workspace {path.parent} can't be used: {error.strerror}",
            "check its rights, or name another --workspace",
        ) from error
    try:
        _acquire(descriptor, path, exclusive=exclusive, wait=wait, say=say)
        if exclusive:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def in_use(path: Path) -> bool:
    """Whether a process holds the lock file `path` exclusively at this moment."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, *, exclusive: bool, wait: float, say: Callable[[str], None]) -> None:
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    start = time.monotonic()
    spoken = False
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - start
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
            if waited > wait:
                raise DatabaseError(
                    f"the workspace {path.parent} is in use by another process (pid {holder})",
                    f"waited {wait:.0f} s; try again when it is done",
                ) from None
            if waited > _SPEAK_AFTER_SECONDS and not spoken:
                say(f"waiting for another process (pid {holder}) that uses {path.parent}")
                spoken = True
            time.sleep(_POLL_SECONDS)
        else:
            return
