"""Which articles a workspace has read already: looked up one by one where they are few, all at once where many."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.workspace import Workspace

_FEW = 20
"""From so many on it is quicker to get the content hashes of all articles, however many the workspace holds."""


class Known:
    """The content hashes of the articles that a reader has read, as far as they are asked for."""

    def __init__(self, workspace: Workspace, reader: str) -> None:
        self._workspace = workspace
        self._reader = reader
        self._asked = 0
        self._all: frozenset[str] | None = None

    def __contains__(self, content_hash: object) -> bool:
        self._asked += 1
        if self._all is None and self._asked <= _FEW:
            return self._workspace.has_read(str(content_hash), self._reader)
        return content_hash in self.all()

    def all(self) -> frozenset[str]:
        """All of them."""
        if self._all is None:
            self._all = self._workspace.known(self._reader)
        return self._all
