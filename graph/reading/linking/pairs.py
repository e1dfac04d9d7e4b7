"""Which pairs of names may belong together, and how they lie to each other: what the network judges, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import EntityType as E
from graph.model import Relation
from graph.reading.linking.units import Spot, Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float32]

RELATIONS = tuple(Relation)
NEAREST = 14
"""At most so many objects of a sentence are tried for each of its subjects, the nearest first."""
GRAMMAR = 5 * len(RELATIONS)
"""So many features, the last ones, tell what the grammar found."""
BEFORE = 4
"""So many films last named before a sentence are tried too."""
FARTHER = BEFORE + 1
NEXT = BEFORE + 2


@dataclass(slots=True)
class Pairs:
    """Pairs as arrays of one length: units and entities of both ends, sentence, and `features` (one row each)."""

    subject_unit: Ints
    object_unit: Ints
    subject: Ints
    object: Ints
    sentence: Ints
    features: Floats


def rivals(pairs: Pairs) -> list[Ints]:
    """For each pair the number of its group in four respects: the same place of the subject, the same place of the
    object in a sentence, the same subject anywhere, and the same two names. Pairs of a group vie with each other."""
    import numpy as np

    def grouped(first: Ints, second: Ints | int = 0) -> Ints:
        both = first.astype(np.int64) * (1 << 31) + second
        numbers: Ints = np.unique(both, return_inverse=True)[1].astype(np.int32)
        return numbers

    return [
        grouped(pairs.subject_unit),
        grouped(pairs.object_unit, pairs.sentence),
        grouped(pairs.subject),
        grouped(pairs.subject, pairs.object),
    ]


@dataclass(slots=True)
class Said:
    """What the grammar found: for (sentence, subject, object) and (subject, object) the relations as bits; topics."""

    here: dict[tuple[int, int, int], int]
    anywhere: dict[tuple[int, int], int]
    topic: list[tuple[int, int, int]]
    """For each sentence the film in hand before it, after it, and the article's own (entity numbers, or -1)."""


_Row = tuple[int, int, int, int, int, int, int, int, int, int]


def candidates(units: Units, said: Said) -> list[_Row]:
    """Rows of: subject unit, object unit, subject, object, sentence, steps back of a pronoun, subject is a company,
    object is a company, how far off it is (0 same sentence, 1 to 5 the last film named before and those before that,
    6 the first of the next sentence), how many films the sentence names."""
    rows: list[_Row] = []
    before: list[Spot] = []  # the last spot of each film, in order of the text
    firm: Spot | None = None
    for number, spots in enumerate(units.spots):
        films = [s for s in spots if s.type is E.FILM]
        firms = [s for s in spots if s.type is E.COMPANY]
        context = _context(units, said, number, before)
        for s in spots:
            if s.type is not E.FILM:
                head = (s.unit, s.entity, number, s.back, int(s.type is E.COMPANY), len(films))
                rows += _with_films(head, films, context)
                rows += _with_firms(head, firms, firm)
        for o in films:
            before = [b for b in before if b.entity != o.entity][-BEFORE * 2 :]
            before.append(o)
        firm = firms[-1] if firms else firm
    return rows


_Head = tuple[int, int, int, int, int, int]


def _with_films(head: _Head, films: list[Spot], context: list[tuple[Spot, int]]) -> list[_Row]:
    near = _nearest(films, head[0])
    here = {o.entity for o in near}
    return [_row(head, o, 0, 0) for o in near] + [_row(head, o, 0, k) for o, k in context if o.entity not in here]


def _with_firms(head: _Head, firms: list[Spot], last: Spot | None) -> list[_Row]:
    near = [o for o in _nearest(firms, head[0]) if o.entity != head[1]]
    rows = [_row(head, o, 1, 0) for o in near]
    if last is not None and last.entity != head[1] and all(o.entity != last.entity for o in near):
        rows.append(_row(head, last, 1, 1))
    return rows


def _nearest(spots: list[Spot], unit: int) -> list[Spot]:
    return spots if len(spots) <= NEAREST else sorted(spots, key=lambda o: abs(o.unit - unit))[:NEAREST]


def _row(head: _Head, o: Spot, company: int, kind: int) -> _Row:
    unit, entity, number, back, firm, films = head
    return unit, o.unit, entity, o.entity, number, back, firm, company, kind, films


def _context(units: Units, said: Said, number: int, before: list[Spot]) -> list[tuple[Spot, int]]:
    """Films that a sentence may be about without naming them."""
    chosen = {s.entity: (s, rank) for rank, s in enumerate(reversed(before[-BEFORE:]), 1)}
    wanted = set(said.topic[number])
    for s in before:
        if s.entity in wanted:
            chosen.setdefault(s.entity, (s, FARTHER))
    if number + 1 < len(units.spots):
        following = next((s for s in units.spots[number + 1] if s.type is E.FILM), None)
        if following is not None:
            chosen.setdefault(following.entity, (following, NEXT))
    return list(chosen.values())


def measured(units: Units, said: Said, rows: list[_Row]) -> Pairs:
    """The pairs with their features."""
    import numpy as np

    table = np.array(rows, dtype=np.int32).reshape(-1, 10)
    su, ou, se, oe, number, back, firm, company, kind, films = table.T
    blocks = [
        _distance(units, table),
        _one_hot(back, 3),
        firm[:, None],
        company[:, None],
        _one_hot(kind, NEXT + 1),
        _one_hot(films, 4),
        _standing(units, said, table),
        _grammar(said, rows),
    ]
    features = np.concatenate([b.astype(np.float32) for b in blocks], axis=1)
    return Pairs(su, ou, se, oe, number, features)


def _one_hot(values: Ints, n: int) -> Floats:
    import numpy as np

    return np.eye(n, dtype=np.float32)[np.clip(values, 0, n - 1)]


def _distance(units: Units, table: Ints) -> Floats:
    """How far apart: sentences, units (signed, by powers of two), and how many names lie between."""
    import numpy as np

    su, ou, number, kind = table[:, 0], table[:, 1], table[:, 4], table[:, 8]
    sentence = np.array(units.sentence, dtype=np.int32)
    paragraph = np.array(units.paragraph, dtype=np.int32)
    apart = ou - su
    steps = np.minimum(np.log2(np.abs(apart) + 1).astype(np.int32), 6)
    signed = np.where(apart < 0, 6 - steps, 6 + steps)
    same = kind == 0
    sentences = np.clip(number - sentence[ou], -1, 4) + 1
    blocks = [_one_hot(signed, 13) * same[:, None], _one_hot(sentences, 6), (paragraph[su] == paragraph[ou])[:, None]]
    low, high = np.minimum(su, ou), np.maximum(su, ou)
    for mark in ("F", "P", "C", "V", ","):
        total = np.zeros(len(units.words) + 1, dtype=np.int32)
        wanted = mark if mark == "," else f"<{mark}>"
        total[1:] = np.cumsum(
            [w == wanted for w in units.words] if mark != "V" else [t.startswith("V|") for t in units.tags]
        )
        blocks.append(_one_hot(total[high] - total[np.minimum(low + 1, high)], 4) * same[:, None])
    return np.concatenate(blocks, axis=1)


def _standing(units: Units, said: Said, table: Ints) -> Floats:
    """What the film is to the article: topic, headline, how often and how early it is named; genitives between."""
    import numpy as np

    su, ou, oe, number = table[:, 0], table[:, 1], table[:, 3], table[:, 4]
    topic = np.array(said.topic, dtype=np.int32)
    counts = np.array([n.count for n in units.entities], dtype=np.int32)
    genitive = np.array([w == "'s" for w in units.words] + [False, False])
    opens = np.array([w == "(" for w in units.words] + [False, False])
    bracket = np.array([f[8] for f in units.flags], dtype=np.int32)
    columns = [
        oe == topic[number, 0],
        oe == topic[number, 1],
        oe == topic[number, 2],
        counts[oe] >= 2,
        counts[oe] >= 4,
        oe == 0,
        genitive[su + 1] & (ou == su + 2),
        genitive[ou + 1] & (su == ou + 2),
        opens[su + 1] & (bracket[ou] == 1) & (ou > su),
        opens[ou + 1] & (bracket[su] == 1) & (su > ou),
        (bracket[su] == 1) & (bracket[ou] == 1),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _grammar(said: Said, rows: list[_Row]) -> Floats:
    """What the grammar found: relations of the pair here and anywhere, of either end here, of the subject at all."""
    import numpy as np

    by_subject: dict[tuple[int, int], int] = {}
    by_object: dict[tuple[int, int], int] = {}
    at_all: dict[int, int] = {}
    for (s, _), bits in said.anywhere.items():
        at_all[s] = at_all.get(s, 0) | bits
    for (number, s, o), bits in said.here.items():
        by_subject[number, s] = by_subject.get((number, s), 0) | bits
        by_object[number, o] = by_object.get((number, o), 0) | bits
    table = np.array(
        [
            (
                said.here.get((r[4], r[2], r[3]), 0),
                said.anywhere.get((r[2], r[3]), 0),
                by_subject.get((r[4], r[2]), 0),
                by_object.get((r[4], r[3]), 0),
                at_all.get(r[2], 0),
            )
            for r in rows
        ],
        dtype=np.int32,
    ).reshape(-1, 5)
    spread: Ints = (table[:, :, None] >> np.arange(len(RELATIONS), dtype=np.int32)) & 1
    return spread.reshape(len(rows), GRAMMAR).astype(np.float32)
