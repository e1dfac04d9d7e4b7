"""Turns columns into the arrays of an index: adjacency by entity, and what the filters need by relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.paths.columns import Columns

if TYPE_CHECKING:
    from graph.paths.columns import Ints

MISSING = 255
"""The relation code of a number that no relationship has."""

STATUS_BIT = 4
"""A class byte is a relation code in the low four bits and a status code above them."""


def base_arrays(columns: Columns) -> dict[str, Ints]:
    """All arrays of a base generation; see `adjacency`, `by_relationship` and `evidence` for what they hold."""
    # Never empty, so that any number can be looked up (as a gap).
    size = int(columns.numbers.max(initial=0)) + 1
    arrays = evidence(columns, size)
    arrays |= by_relationship(columns, size, arrays)
    arrays |= adjacency(columns, arrays)
    return arrays


def evidence(columns: Columns, size: int) -> dict[str, Ints]:
    """The evidence grouped by relationship: that of number r is `said_from[r]:said_from[r + 1]` of the other arrays."""
    import numpy as np

    of = columns.evidence_of
    dates, statuses, publications = columns.dates, columns.statuses, columns.publications_of
    if len(of) > 1 and (of[1:] < of[:-1]).any():
        order = np.argsort(of, kind="stable")
        of, dates, statuses, publications = of[order], dates[order], statuses[order], publications[order]
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(of, minlength=size), out=starts[1:])
    return {
        "said_from": starts,
        "said_date": dates.astype(np.int32, copy=False),
        "said_status": statuses.astype(np.uint8, copy=False),
        "said_publication": publications.astype(np.int32, copy=False),
    }


def by_relationship(columns: Columns, size: int, said: dict[str, Ints]) -> dict[str, Ints]:
    """For each number: its ends, its class byte and the date of its latest evidence. Gaps have the class `MISSING`."""
    import numpy as np

    numbers = columns.numbers
    subject, object_ = np.full(size, -1, np.int32), np.full(size, -1, np.int32)
    class_, last = np.full(size, MISSING, np.uint8), np.zeros(size, np.int32)
    subject[numbers], object_[numbers] = columns.subjects, columns.objects
    latest = said["said_from"][numbers + 1] - 1
    class_[numbers] = columns.relations.astype(np.uint8) | (said["said_status"][latest] << STATUS_BIT)
    last[numbers] = said["said_date"][latest]
    return {"subject": subject, "object": object_, "class": class_, "last": last}


def adjacency(columns: Columns, links: dict[str, Ints]) -> dict[str, Ints]:
    """The credits of each entity: those of n are `edge_from[n]:edge_from[n + 1]` of the other arrays.

    `edge_to` is the other end, `edge_link` the number of the relationship and `edge_class` its class byte. `degree`
    counts all relationships of an entity; one that joins an entity with itself counts once and isn't walked.
    """
    import numpy as np

    loops = columns.subjects == columns.objects
    subjects, objects, numbers = columns.subjects[~loops], columns.objects[~loops], columns.numbers[~loops]
    count = len(columns.kinds)
    here = np.concatenate([subjects, objects]).astype(np.int32, copy=False)
    degree = np.bincount(here, minlength=count)
    edge_from = np.zeros(count + 1, np.int64)
    np.cumsum(degree, out=edge_from[1:])
    order = np.argsort(here, kind="stable").astype(np.int32 if len(here) < 2**31 else np.int64)
    del here
    edge_to = np.concatenate([objects, subjects]).astype(np.int32, copy=False)[order]
    edge_link = np.concatenate([numbers, numbers]).astype(np.int32, copy=False)[order]
    degree += np.bincount(columns.subjects[loops], minlength=count)
    return {
        "edge_from": edge_from,
        "edge_to": edge_to,
        "edge_link": edge_link,
        "edge_class": links["class"][edge_link],
        "degree": degree.astype(np.int32),
        "kind": columns.kinds.astype(np.uint8),
    }


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The positions `starts[i] … starts[i] + counts[i] - 1` of all i, one after the other."""
    import numpy as np

    total = int(counts.sum())
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(total)


def distinct(values: Ints) -> Ints:
    """The different values, ascending. Sorting is several times faster here than the hashing of `numpy.unique`."""
    import numpy as np

    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
