"""A lock file: exclusive while something is written or recovered, shared while something is asked.

The operating system drops the lock with the process that holds it, however that ends. Who waits holds a second lock,
the turnstile, through which everyone passes: so who has just let go can't come before who has long waited.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    give_up = time.monotonic() + wait
    waiter = _Waiter(path, wait, give_up, say)
    turnstile, descriptor = _open(path.with_name(path.name + ".next")), _open(path)
    try:
        try:
            waiter.acquire(turnstile, fcntl.LOCK_EX, descriptor)
            waiter.acquire(descriptor, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH, descriptor)
        finally:
            os.close(turnstile)
        if exclusive:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseError(
            f"the workspace {path.parent} can't be used: {error.strerror}",
            "check its rights, or name another --workspace",
        ) from error


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


@dataclass
class _Waiter:
    """Waits for locks, says so once, and gives up in time."""

    path: Path
    wait: float
    give_up: float
    say: Callable[[str], None]
    spoken: bool = False

    def acquire(self, descriptor: int, kind: int, holder: int) -> None:
        """Take a lock. `holder` is the file in which the process that holds the lock has written its number."""
        while True:
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                self._pause(os.pread(holder, 20, 0).decode("ascii", "replace") or "unknown")
            else:
                return

    def _pause(self, holder: str) -> None:
        left = self.give_up - time.monotonic()
        if left < 0:
            raise DatabaseError(
                f"the workspace {self.path.parent} is in use by another process (pid {holder})",
                f"waited {self.wait:.0f} s; try again when it is done",
            )
        if self.wait - left > _SPEAK_AFTER_SECONDS and not self.spoken:
            self.say(f"waiting for another process (pid {holder}) that uses {self.path.parent}")
            self.spoken = True
        time.sleep(_POLL_SECONDS)
