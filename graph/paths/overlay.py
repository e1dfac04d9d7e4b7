"""What was added, changed or taken away since the base generation of an index.

An overlay holds each changed relationship whole; the base's version of it (and of those that are gone) is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph.paths.build import MISSING, STATUS_BIT, ranges
from graph.paths.columns import RELATION_CODES, STATUS_CODES, Columns, Delta, Row

if TYPE_CHECKING:
    from graph.paths.columns import Bools, Ints


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay as the search uses it; `arrays` is what is written (see `overlay_arrays`).

    `hidden` numbers of the base don't count; `is_hidden[r]` says so for a base number r. The credits of entity
    `touched[i]` are `edge_from[i]:edge_from[i + 1]` of `edge_to`, `edge_row` (a position in `numbers`) and
    `edge_class`; `is_touched[n]` says whether n is among them. `degree_changes` are to be added at `degree_nodes`.
    """

    arrays: Mapping[str, Ints]
    nodes: int
    hidden: Ints
    is_hidden: Bools
    classes: Ints
    touched: Ints
    is_touched: Bools
    edge_from: Ints
    edge_to: Ints
    edge_row: Ints
    degree_nodes: Ints
    degree_changes: Ints

    @property
    def numbers(self) -> Ints:
        """The numbers of the relationships, ascending."""
        return self.arrays["numbers"]

    @property
    def kind_nodes(self) -> Ints:
        """Entities that are new or whose kind changed."""
        return self.arrays["kind_nodes"]

    @property
    def kinds(self) -> Ints:
        """Their kind codes."""
        return self.arrays["kinds"]

    def credits(self, node: int) -> Iterator[tuple[int, int, int]]:
        """The credits of an entity, one by one: other end, number of the relationship, and class byte."""
        if not self.is_touched[node]:
            return
        at = int(self.touched.searchsorted(node))
        part = slice(int(self.edge_from[at]), int(self.edge_from[at + 1]))
        rows = self.edge_row[part]
        ends, numbers, classes = self.edge_to[part].tolist(), self.numbers[rows].tolist(), self.classes[rows].tolist()
        yield from zip(ends, numbers, classes, strict=True)

    @classmethod
    def of(cls, arrays: Mapping[str, Ints], base: Mapping[str, Ints]) -> Overlay:
        """The overlay that written arrays stand for."""
        import numpy as np

        size = len(base["class"])
        replaced = np.concatenate([arrays["numbers"], arrays["gone"]])
        hidden = replaced[replaced < size]
        hidden = hidden[base["class"][hidden] != MISSING]
        is_hidden = np.zeros(size, np.bool_)
        is_hidden[hidden] = True
        subjects, objects = arrays["subjects"], arrays["objects"]
        ends = [base["kind"].size - 1, *(int(a.max()) for a in (subjects, objects, arrays["kind_nodes"]) if len(a))]
        walked = np.flatnonzero(subjects != objects)
        here = np.concatenate([subjects[walked], objects[walked]])
        order = np.argsort(here, kind="stable")
        touched, first = np.unique(here[order], return_index=True)
        is_touched = np.zeros(max(ends) + 1, np.bool_)
        is_touched[touched] = True
        nodes, changes = _degree_changes(arrays, base, hidden)
        return cls(
            arrays,
            max(ends) + 1,
            hidden,
            is_hidden,
            arrays["relations"] | (arrays["said_status"][arrays["said_from"][1:] - 1] << STATUS_BIT),
            touched,
            is_touched,
            np.append(first, len(here)),
            np.concatenate([objects[walked], subjects[walked]])[order],
            np.concatenate([walked, walked])[order],
            nodes,
            changes,
        )


def _degree_changes(arrays: Mapping[str, Ints], base: Mapping[str, Ints], hidden: Ints) -> tuple[Ints, Ints]:
    """Entities whose degree differs from the base's, once for each relationship that is new (1) or hidden (-1)."""
    import numpy as np

    nodes, changes = [], []
    for subjects, objects, change in (
        (arrays["subjects"], arrays["objects"], 1),
        (base["subject"][hidden], base["object"][hidden], -1),
    ):
        both = np.concatenate([subjects, objects[subjects != objects]])
        nodes.append(both)
        changes.append(np.full(len(both), change, np.int32))
    return np.concatenate(nodes), np.concatenate(changes)


def overlay_arrays(old: Overlay | None, delta: Delta, publications: list[str]) -> dict[str, Ints]:
    """The arrays of the overlay that follows from an old one and a change. New publications are appended to the list.

    `numbers`, `subjects`, `objects`, `relations`: the relationships, by number; `said_…`: their evidence, as in the
    base; `gone`: numbers taken away; `kind_nodes`, `kinds`: kind codes of new or changed entities.
    """
    import numpy as np

    codes = {name: code for code, name in enumerate(publications)}
    gone = {int(n) for n in delta.gone}
    rows: dict[int, _Columnar] = {row.number: _columnar(row, codes) for row in delta.rows}
    kinds = {int(n): int(k) for n, k in delta.kinds.items()}
    if old is not None:
        rows = {n: r for n, r in _rows_of(old).items() if n not in gone} | rows
        gone |= {int(n) for n in old.arrays["gone"]}
        kinds = dict(zip(old.kind_nodes.tolist(), old.kinds.tolist(), strict=True)) | kinds
    publications[:] = codes
    gone -= rows.keys()
    ordered = [rows[n] for n in sorted(rows)]
    said = [s for row in ordered for s in row.said]
    counts = [0, *(len(row.said) for row in ordered)]
    nodes = sorted(kinds)
    return {
        "numbers": np.array(sorted(rows), np.int32),
        "subjects": np.array([r.subject for r in ordered], np.int32),
        "objects": np.array([r.object for r in ordered], np.int32),
        "relations": np.array([r.relation for r in ordered], np.uint8),
        "said_from": np.cumsum(np.array(counts, np.int64)),
        "said_date": np.array([s[0] for s in said], np.int32),
        "said_status": np.array([s[1] for s in said], np.uint8),
        "said_publication": np.array([s[2] for s in said], np.int32),
        "gone": np.array(sorted(gone), np.int32),
        "kind_nodes": np.array(nodes, np.int32),
        "kinds": np.array([kinds[n] for n in nodes], np.uint8),
    }


class _Columnar(NamedTuple):
    """A row in codes; `said` holds (date, status, publication)."""

    subject: int
    object: int
    relation: int
    said: Sequence[tuple[int, int, int]]


def _columnar(row: Row, codes: dict[str, int]) -> _Columnar:
    said = [(s.date, STATUS_CODES[s.status], codes.setdefault(s.publication, len(codes))) for s in row.said]
    return _Columnar(row.subject, row.object, RELATION_CODES[row.relation], said)


def _rows_of(overlay: Overlay) -> dict[int, _Columnar]:
    arrays = {name: array.tolist() for name, array in overlay.arrays.items()}
    said = list(zip(arrays["said_date"], arrays["said_status"], arrays["said_publication"], strict=True))
    bounds = arrays["said_from"]
    ends = zip(arrays["subjects"], arrays["objects"], arrays["relations"], strict=True)
    return {
        number: _Columnar(subject, object_, relation, said[bounds[i] : bounds[i + 1]])
        for i, (number, (subject, object_, relation)) in enumerate(zip(arrays["numbers"], ends, strict=True))
    }


def merged_columns(base: Mapping[str, Ints], overlay: Overlay, publications: Sequence[str]) -> Columns:
    """The whole graph, base and overlay, as columns: what a new base is built from."""
    import numpy as np

    alive = base["class"] != MISSING
    alive[overlay.hidden] = False
    numbers = np.flatnonzero(alive).astype(np.int32)
    counts = base["said_from"][numbers + 1] - base["said_from"][numbers]
    said = ranges(base["said_from"][numbers], counts)
    extra = overlay.arrays
    kinds = np.zeros(overlay.nodes, np.uint8)
    kinds[: len(base["kind"])] = base["kind"]
    kinds[overlay.kind_nodes] = overlay.kinds

    def joined(first: Ints, name: str) -> Ints:
        return np.concatenate([first, extra[name]])

    return Columns(
        kinds=kinds,
        numbers=joined(numbers, "numbers"),
        subjects=joined(base["subject"][numbers], "subjects"),
        objects=joined(base["object"][numbers], "objects"),
        relations=joined(base["class"][numbers] & (1 << STATUS_BIT) - 1, "relations"),
        evidence_of=np.concatenate(
            [np.repeat(numbers, counts), np.repeat(extra["numbers"], np.diff(extra["said_from"]))]
        ),
        dates=joined(base["said_date"][said], "said_date"),
        statuses=joined(base["said_status"][said], "said_status"),
        publications_of=joined(base["said_publication"][said], "said_publication"),
        publications=publications,
    )
