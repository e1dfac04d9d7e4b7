"""The few lines between two `---` at the top of an article that tell its title, url, publisher and date.

A small, safe part of YAML, described in docs/sources.md: one `key: value` a line, the value plain, in double quotes
(with the escapes of JSON) or in single quotes. A plain value is the rest of its line as it is, so that headlines with
colons and quotes need no care. Longer values may be folded (`key: >-`). Other keys, lists and comments are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:.*\r?\n){0,200}?)---[ \t]*(?:\r?\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w.-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_PASSED_OVER = re.compile(r"\s*(?:#.*)?|[ \t]+.*|-\s.*")
_FOLDED = re.compile(r"[>|][+-]?")
_EMPTY = frozenset({"null", "Null", "NULL", "~", "[]", "{}"})


def parse(text: str) -> tuple[dict[str, str], str]:
    """The front matter (keys in lower case) and the text after it.

    Only the line breaks right after the closing `---` are dropped from the text. A text that doesn't begin with front
    matter comes back as it is, with no entries.
    """
    match = _BLOCK.match(text)
    if match is None:
        return {}, text
    lines = match["lines"].splitlines()
    entries = _entries(lines)
    if entries is None:
        return {}, text
    return entries, text[match.end() :].lstrip("\r\n")


def _entries(lines: list[str]) -> dict[str, str] | None:
    """The entries, or None if these lines are something else (prose between two rules, say)."""
    found: dict[str, str] = {}
    rest = iter(lines)
    line: str | None = next(rest, None)
    while line is not None:
        entry = _ENTRY.fullmatch(line)
        following = next(rest, None)
        if entry is not None:
            value = (entry["value"] or "").strip()
            if _FOLDED.fullmatch(value):
                value, following = _folded(following, rest)
            else:
                value = _scalar(value)
            found.setdefault(entry["key"].lower(), value)
        elif not _PASSED_OVER.fullmatch(line):
            return None
        line = following
    return found or None


def _folded(line: str | None, rest: Iterator[str]) -> tuple[str, str | None]:
    """The indented lines from `line` on as one, and the first line after them."""
    parts = []
    while line is not None and (not line.strip() or line[0] in " \t"):
        parts.append(line.strip())
        line = next(rest, None)
    return " ".join(part for part in parts if part), line


def _scalar(value: str) -> str:
    if value in _EMPTY:
        return ""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            decoded = json.loads(value, strict=False)
        except json.JSONDecodeError:
            return value  # such as "A" and "B": the quotes belong to the headline
        return decoded if isinstance(decoded, str) else value
    if len(value) >= 2 and value[0] == value[-1] == "'" and "'" not in value[1:-1].replace("''", ""):
        return value[1:-1].replace("''", "'")
    return value
