"""Dates of publication, read carefully and never guessed: what isn't plainly a date is no date."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE | re.ASCII,
)
_EARLIEST = 1895
"""Nobody reported on films before; also, tools write 0001-01-01 for "no date"."""


def iso_date(value: str) -> str:
    """The day of an ISO date or timestamp as `YYYY-MM-DD`; empty for anything else.

    A timestamp is cut, not converted: the day is the one that the publication itself printed.

    >>> iso_date("2025-06-01T23:30:00-07:00"), iso_date("06/01/2025"), iso_date("2025-02-30")
    ('2025-06-01', '', '')
    """
    match = _ISO.fullmatch(value.strip())
    if match is None:
        return ""
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return ""
    return day.isoformat() if day.year >= _EARLIEST else ""


def feed_date(value: str) -> str:
    """The day of a feed entry: ISO (Atom) or RFC 5322 as in `Sun, 01 Jun 2025 23:30:00 -0700` (RSS); else empty."""
    from email.utils import parsedate_to_datetime  # only who reads feeds pays for it

    found = iso_date(value)
    if found:
        return found
    try:
        return iso_date(parsedate_to_datetime(value.strip()).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
