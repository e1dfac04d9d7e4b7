"""Backups of the ledger in one file, and bringing one back.

A backup is a zip archive of two members: `ledger.sqlite`, copied by SQLite's online backup, so it is the ledger as it
was at one moment however many others write; and `manifest.json`, which says what it is and has the SHA-256 of the
ledger. Everything else in a workspace follows from the ledger, so nothing else is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph import __version__, ledger_files, ledger_layout, storage
from graph.errors import DatabaseError, UsageError
from graph.ledger import Ledger
from graph.workspace import Workspace

FORMAT = 1
_LEDGER = "ledger.sqlite"
_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 100_000
_CHUNK = 1 << 20
_GIVE = "give the file that reelgraph backup made"
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""All that reading a damaged archive was seen to raise (tests flip bits of one)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: `sha256` and `bytes` of the ledger, its id, layout and generation, and counts."""

    format: int
    reelgraph: str
    made: str
    ledger: str
    layout: int
    generation: int
    articles: int
    statements: int
    judgements: int
    bytes: int
    sha256: str


def backup(workspace: Workspace, path: Path, *, force: bool = False) -> Manifest:
    """Write a backup of the workspace's ledger to `path`, readable by its user only; returns what it says of itself.

    The file appears whole or not at all. Raises UsageError if it is there and not `force`d, DatabaseError if it can't
    be written or the ledger is damaged.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a file in it")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already", "name another file, or overwrite it with --force")
    with workspace.ledger(), _scratch(path.parent) as folder, storage.writing(f"the backup {path}"):
        copy, archive = folder / _LEDGER, folder / "backup.zip"
        ledger_files.copy(workspace.ledger_file, copy)
        manifest = _describe(copy)
        _pack(archive, copy, manifest)
        archive.replace(path)
        storage.sync(path.parent)
    return manifest


def restore(workspace: Workspace, path: Path, *, force: bool = False) -> Manifest:
    """Bring a backup back into the workspace, and build its graph again. What the backup is is checked first.

    A workspace that holds something is only replaced if `force`d; a ledger there that can't be opened is moved aside.
    Raises UsageError for a file that is no backup, DatabaseError for one that is damaged or newer than this reelgraph.
    """
    with workspace.exclusive(), _scratch(workspace.folder) as folder:
        copy = folder / _LEDGER
        with storage.writing(f"the workspace {workspace.folder}"):
            manifest = _unpack(path, copy)
        _check(path, copy)
        ledger_files.begin_anew(copy)
        if not force:
            _refuse_if_filled(workspace)
        with storage.writing(f"the workspace {workspace.folder}"):
            _install(copy, workspace.ledger_file)
        with workspace.ledger() as ledger:
            workspace.follow(ledger, afresh=True)
    return manifest


# --- making one ------------------------------------------------------------------------------------------------------


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A private folder within `folder`, so that what is made in it can be renamed into place."""
    with storage.writing(f"the folder {folder}"):
        made = tempfile.mkdtemp(dir=folder, prefix=".reelgraph-")
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _describe(path: Path) -> Manifest:
    with closing(Ledger.open(path)) as ledger:
        counts = ledger.counts()
        about = (ledger.id, ledger_layout.LAYOUT, ledger.generation)
    return Manifest(
        FORMAT,
        __version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        *about,
        counts["articles"],
        counts["statements"],
        counts["judgements"],
        path.stat().st_size,
        _sha256(path),
    )


def _pack(archive: Path, copy: Path, manifest: Manifest) -> None:
    with (
        open(archive, "xb", opener=storage.private) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        packed.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
        packed.write(copy, _LEDGER)
    storage.sync(archive)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- bringing one back -----------------------------------------------------------------------------------------------


def _unpack(path: Path, copy: Path) -> Manifest:
    """Unpack the ledger of a backup to `copy`, its checksum checked."""
    with _opened(path) as packed:
        try:
            manifest = _read_manifest(packed, path)
            written = _unpack_ledger(packed, copy, manifest.bytes)
        except _BROKEN_ARCHIVE as error:
            raise _damaged(path, str(error)) from error
    if written != manifest.bytes or _sha256(copy) != manifest.sha256:
        raise _damaged(path, "its ledger is not what it was when it was made")
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        packed = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise UsageError(f"{path} doesn't exist", _GIVE) from error
    except _BROKEN_ARCHIVE as error:
        raise _damaged(path, "it is no archive, or not all of one") from error
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror or error}", _GIVE) from error
    with packed:
        yield packed


def _read_manifest(packed: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        with packed.open(_MANIFEST) as file:
            manifest = _manifest_of(json.loads(file.read(_MANIFEST_BYTES)))
        packed.getinfo(_LEDGER)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is no backup of reelgraph", _GIVE) from error
    if manifest.format > FORMAT or manifest.layout > ledger_layout.LAYOUT:
        raise DatabaseError(f"{path} was made by a newer reelgraph ({manifest.reelgraph})", "upgrade reelgraph")
    return manifest


def _manifest_of(said: Any) -> Manifest:
    """What the JSON of a manifest says. Raises TypeError where its names or the types of its values are others."""
    manifest = Manifest(**said)
    for field in fields(manifest):
        if type(getattr(manifest, field.name)).__name__ != field.type:
            raise TypeError(f"{field.name} is no {field.type}")
    return manifest


def _unpack_ledger(packed: zipfile.ZipFile, copy: Path, expected: int) -> int:
    """Returns how many bytes there are; never writes more than a chunk beyond those expected, whatever is unpacked."""
    written = 0
    with packed.open(_LEDGER) as source, open(copy, "xb", opener=storage.private) as target:
        while written <= expected and (chunk := source.read(_CHUNK)):
            target.write(chunk)
            written += len(chunk)
        target.flush()
        os.fsync(target.fileno())
    return written


def _check(path: Path, copy: Path) -> None:
    """Bring the ledger to the current layout and look for damage. Raises DatabaseError."""
    try:
        Ledger.open(copy).close()
    except DatabaseError as error:
        raise _damaged(path, error.message) from error
    if wrong := ledger_files.damage(copy):
        raise _damaged(path, wrong[0])


def _refuse_if_filled(workspace: Workspace) -> None:
    if not workspace.exists:
        return
    with workspace.ledger() as ledger:
        if ledger.generation == 0:
            return
    raise UsageError(
        f"the workspace {workspace.folder} holds something already",
        "restore into another --workspace, or replace what is there with --force (back it up first)",
    )


def _install(copy: Path, target: Path) -> None:
    """Put a ledger in place: over the one that is there, in one transaction, else as a new file."""
    if not (target.exists() and _opens(target)):
        storage.move_aside(target)
    if target.exists():
        ledger_files.copy(copy, target)
        return
    copy.replace(target)
    storage.sync(target.parent)


def _opens(path: Path) -> bool:
    try:
        Ledger.open(path).close()
    except DatabaseError:
        return False
    return True


def _damaged(path: Path, why: str) -> DatabaseError:
    return DatabaseError(f"the backup {path} is damaged: {why}", "nothing was changed; use another backup")
