"""How an index lies on disk: one file of arrays for each generation, and a manifest that says which one counts.

Ints files are written under a new name, synced, and never changed; then the manifest is replaced by a rename, which
is atomic. So a reader sees the old generation or the new one, and goes on with what it has mapped. The manifest has a
checksum of itself and the name, size and token of the files, which begin and end with that token: a torn, swapped or
foreign file is noticed at once. Checksums of the arrays themselves are for `verify`, which reads everything.
"""

from __future__ import annotations

import json
import mmap
import os
import secrets
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DatabaseError
from graph.storage import private

if TYPE_CHECKING:
    from graph.paths.columns import Ints

MANIFEST = "index.json"
LAYOUT = 1
_ALIGNMENT = 64
_TOKEN_BYTES = 32


class UnusableIndexError(DatabaseError):
    """The index is missing, stale or damaged. The answer is to build it again; nothing is lost by that."""


def write_arrays(folder: Path, prefix: str, arrays: Mapping[str, Ints]) -> dict[str, Any]:
    """Write arrays into a new file of `folder` and return its description for the manifest. Raises OSError."""
    token = secrets.token_hex(_TOKEN_BYTES // 2)
    path = folder / f"{prefix}-{token[:12]}.bin"
    parts: dict[str, list[Any]] = {}
    with open(path, "xb", opener=private) as file:
        file.write(token.encode("ascii"))
        for name, array in arrays.items():
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            data = memoryview(array.tobytes() if not array.flags.c_contiguous else array.data).cast("B")
            parts[name] = [array.dtype.str, len(array), file.tell(), zlib.crc32(data)]
            file.write(data)
        file.write(token.encode("ascii"))
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    return {"file": path.name, "token": token, "size": size, "arrays": parts}


def map_arrays(folder: Path, description: Mapping[str, Any]) -> dict[str, Ints]:
    """The arrays of a file, as views of the mapped file. Raises UnusableIndexError if it isn't the file described."""
    import numpy as np

    try:
        with (folder / description["file"]).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        token = description["token"].encode("ascii")
        if len(mapped) != description["size"] or mapped[: len(token)] != token or mapped[-len(token) :] != token:
            raise UnusableIndexError("The path index is torn.", "It is rebuilt from the ledger.")
        return {
            name: np.frombuffer(mapped, np.dtype(dtype), count, offset)
            for name, (dtype, count, offset, _) in description["arrays"].items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableIndexError("The path index can't be read.", "It is rebuilt from the ledger.") from error


Traces = tuple[tuple[int, int, int] | None, ...]
"""What tells files from others: for each one its number on the disk, size and time of the last change."""


def traces(folder: Path, manifest: Mapping[str, Any]) -> Traces:
    """How the manifest of a folder and the files that it names lie there now; None for a file that is missing."""
    names = (MANIFEST, *(part["file"] for part in (manifest["base"], manifest["overlay"]) if part))
    return tuple(_trace(folder / name) for name in names)


def _trace(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def damaged(arrays: Mapping[str, Ints], description: Mapping[str, Any]) -> list[str]:
    """The names of the arrays whose content differs from what was written. Reads all of it."""
    return [name for name, (_, _, _, crc) in description["arrays"].items() if zlib.crc32(arrays[name].data) != crc]


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make a manifest the one that counts, then remove the files that no manifest names any more."""
    body = json.dumps({**manifest, "layout": LAYOUT}, sort_keys=True)
    temporary = folder / f"{MANIFEST}.new"
    with open(temporary, "w", encoding="utf-8", opener=private) as file:
        file.write(json.dumps({"check": zlib.crc32(body.encode()), "body": body}))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST)
    kept = {part["file"] for part in (manifest["base"], manifest["overlay"]) if part}
    for path in folder.glob("*.bin"):
        if path.name not in kept:
            # Where an open file can't be removed (Windows), the next write tries again.
            with suppress(OSError):
                path.unlink()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder. Raises UnusableIndexError if there is none, or it is damaged or of another layout."""
    try:
        outer = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        body: str = outer["body"]
        whole = zlib.crc32(body.encode()) == outer["check"]
        manifest: dict[str, Any] = json.loads(body) if whole else {}
    except FileNotFoundError as error:
        raise UnusableIndexError("There is no path index yet.", "It is built from the ledger.") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableIndexError("The path index is damaged.", "It is rebuilt from the ledger.") from error
    if manifest.get("layout") != LAYOUT:
        raise UnusableIndexError("The path index is damaged or of another version.", "It is rebuilt from the ledger.")
    return manifest
