"""What bad days are made of: torn and flipped files, full disks, missing rights, locks that others hold."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

NOBODY = 65534
IS_ROOT = os.geteuid() == 0


def truncate(path: Path, share: float = 0.5) -> None:
    """Cut a file off at a share of its length."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def flip(path: Path, position: int) -> None:
    """Flip one bit of a file."""
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ 0x04]))


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """A disk of its own at `folder`, of `size` bytes; yields what makes it larger. Needs root."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield lambda: _enlarge(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _enlarge(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=256m", folder], check=True)


@contextlib.contextmanager
def small_files(size: int) -> Iterator[Callable[[], None]]:
    """No file of this process may grow beyond `size` bytes; yields what lifts that. Needs no rights."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def as_nobody(work: Callable[[], int]) -> tuple[int, str, str]:
    """Run `work` in a forked process without root's rights; returns its code, stdout and stderr.

    Modules that `work` needs must have been imported: the interpreter itself may lie where nobody may look.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if IS_ROOT:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            code, out, err = captured(work)
            os.write(write_end, f"{out}\0{err}".encode())
        finally:
            os._exit(code)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as pipe:
        out, _, err = pipe.read().partition("\0")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), out, err


def captured(work: Callable[[], int]) -> tuple[int, str, str]:
    """Run `work` and catch what it prints."""
    out, err = StringIO(), StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = work()
    return code, out.getvalue(), err.getvalue()


def holds_lock(path: Path, seconds: float) -> subprocess.Popen[str]:
    """A process that holds a lock file exclusively for so long; it has it when this returns."""
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom graph.store.lock import locked\n"
        "with locked(Path(sys.argv[1]), exclusive=True):\n    print('held', flush=True)\n"
        "    time.sleep(float(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process
