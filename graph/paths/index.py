"""The index of the embedded store: adjacency in files, mapped into memory, with what the filters need.

A base generation holds the graph as arrays; an overlay holds what was added, changed or taken away since, and is
folded into a new base when it grows. A change costs as much as the overlay is long, not as the graph is large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.paths.build import MISSING, base_arrays
from graph.paths.columns import Columns, Delta
from graph.paths.files import (
    Traces,
    UnusableIndexError,
    damaged,
    map_arrays,
    read_manifest,
    traces,
    write_arrays,
    write_manifest,
)

if TYPE_CHECKING:
    from graph.paths.columns import Ints
    from graph.paths.overlay import Overlay

OVERLAY_SHARE = 50
"""An overlay is folded into the base when it has more than one relationship for so many of the base …"""

OVERLAY_LEAST = 20_000
"""… and more than this."""


class Index:
    """An open index. Immutable: it goes on showing the generation that it was opened at, whatever is written since."""

    def __init__(self, manifest: Mapping[str, Any], base: Mapping[str, Ints], overlay: Overlay | None) -> None:
        import numpy as np

        self._manifest = manifest
        self._traces: Traces = ()
        self.base = base
        self.overlay = overlay
        self.stamp: str = manifest["stamp"]
        self.publications: tuple[str, ...] = tuple(manifest["publications"])
        self.views = {name: array.data for name, array in base.items()}
        """The arrays of the base as plain Python sees them: single numbers are read several times quicker so."""
        self.kind: Ints = base["kind"]
        self.degree: Ints = base["degree"]
        self._spare: list[Ints] = []
        if overlay is not None:
            grown = max(0, overlay.nodes - len(self.kind))
            self.kind = np.concatenate([self.kind, np.zeros(grown, np.uint8)])
            self.kind[overlay.kind_nodes] = overlay.kinds
            self.degree = np.concatenate([self.degree, np.zeros(grown, np.int32)])
            np.add.at(self.degree, overlay.degree_nodes, overlay.degree_changes)

    @classmethod
    def open(cls, folder: Path, stamp: str | None = None) -> Index:
        """Open the index of a folder, if it shows `stamp` (None: whatever it shows).

        Raises UnusableIndexError if it is missing, shows another generation, or is torn or damaged.
        """
        manifest = read_manifest(folder)
        while True:
            found = traces(folder, manifest)
            try:
                base = map_arrays(folder, manifest["base"])
                extra = map_arrays(folder, manifest["overlay"]) if manifest["overlay"] else None
                break
            except UnusableIndexError:
                # A writer may have put a new generation in place between our reading of the manifest and of the files.
                newer = read_manifest(folder)
                if newer == manifest:
                    raise
                manifest = newer
        if stamp is not None and manifest["stamp"] != stamp:
            raise UnusableIndexError(
                "The path index shows another state of the ledger.", "It is rebuilt from the ledger."
            )
        overlay = None
        if extra is not None:
            from graph.paths.overlay import Overlay

            overlay = Overlay.of(extra, base)
        index = cls(manifest, base, overlay)
        index._traces = found
        return index

    def lies_untouched(self, folder: Path) -> bool:
        """Whether the files are those that were opened: then this index, if it has the right stamp, can be used on."""
        return self._traces == traces(folder, self._manifest)

    @property
    def nodes(self) -> int:
        """One more than the largest entity number."""
        return len(self.kind)

    @property
    def relationships(self) -> int:
        """How many relationships the index holds."""
        count = int((self.base["class"] != MISSING).sum())
        if self.overlay is None:
            return count
        hidden = self.overlay.hidden[self.overlay.hidden < len(self.base["class"])]
        return count - int((self.base["class"][hidden] != MISSING).sum()) + len(self.overlay.numbers)

    def take_spare(self) -> Ints | None:
        """An array with a place for each entity that an earlier search has left clean; None if there is none."""
        try:
            return self._spare.pop()
        except IndexError:  # asked for so, since another thread may have taken the last one
            return None

    def keep_spare(self, array: Ints) -> None:
        """Keep such an array for a later search."""
        self._spare.append(array)

    def publication_codes(self, names: Iterable[str]) -> Sequence[int]:
        """The positions of the publications whose casefolded name is one of `names`."""
        wanted = set(names)
        return [code for code, name in enumerate(self.publications) if name.casefold() in wanted]

    def verify(self) -> list[str]:
        """The names of the arrays that differ from what was written. Reads everything: for `status` and `rebuild`."""
        wrong = damaged(self.base, self._manifest["base"])
        if self.overlay is not None:
            wrong += damaged(self.overlay.arrays, self._manifest["overlay"])
        return wrong


def build(folder: Path, columns: Columns, stamp: str) -> None:
    """Write a new base generation beside the old one and put it in its place. Raises OSError if the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    base = write_arrays(folder, "base", base_arrays(columns))
    write_manifest(folder, {"stamp": stamp, "base": base, "overlay": None, "publications": list(columns.publications)})


def apply(folder: Path, delta: Delta, before: str, stamp: str) -> None:
    """Bring the index from the generation `before` to `stamp`.

    Raises UnusableIndexError if the index doesn't show `before`: then it has to be built again.
    """
    from graph.paths.overlay import Overlay, merged_columns, overlay_arrays

    index = Index.open(folder, before)
    publications = list(index.publications)
    arrays = overlay_arrays(index.overlay, delta, publications)
    base_size = len(index.base["class"])
    if len(arrays["numbers"]) + len(arrays["gone"]) > max(OVERLAY_LEAST, base_size // OVERLAY_SHARE):
        build(folder, merged_columns(index.base, Overlay.of(arrays, index.base), publications), stamp)
        return
    manifest = read_manifest(folder)
    overlay = write_arrays(folder, "overlay", arrays)
    write_manifest(folder, {"stamp": stamp, "base": manifest["base"], "overlay": overlay, "publications": publications})
