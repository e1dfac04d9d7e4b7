"""Where the console keeps what was typed: a file of the user's own, without lines that set a password."""

from __future__ import annotations

import os
import re
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

_SECRET = re.compile(r"password|passwd|secret|credential|token\b|\bauth\b|(?:://|:use\b).*@", re.IGNORECASE)


class SafeHistory(FileHistory):
    """A history file that never holds a line about passwords, and that only its owner can read."""

    def store_string(self, string: str) -> None:
        """Keep a line, unless it may hold a password."""
        if not _SECRET.search(string):
            super().store_string(string)


def open_history() -> History:
    """The user's history: REELGRAPH_HISTORY, else a file in the state folder; in memory where none can be made."""
    from platformdirs import user_state_path

    named = os.environ.get("REELGRAPH_HISTORY")
    path = Path(named) if named else user_state_path("reelgraph", appauthor=False) / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
    except OSError:
        return InMemoryHistory()
    return SafeHistory(str(path))
