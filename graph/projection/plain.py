"""The names that nothing joins with another one: nearly all, and so their entities are made without a resolution.

What could join a name lies in its block, in stated aliases, in shared ids or in people's decisions
(`graph.identity.closure`). A block in which there is nothing of all that is left out of the resolution, which then
gives for the others what it would give for all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.identity.entities import entity, id_of
from graph.identity.inputs import Part
from graph.identity.rules import apart
from graph.model import EntityType
from graph.names import without_article, without_nickname
from graph.projection.derived import row_of_entity
from graph.projection.numbering import Numbering

EntityRow = tuple[str | int | None, ...]
_MARKS = frozenset("\"“‘'(")
"""What may begin a nickname; only names with one of these are looked at."""


def open_names(numbering: Numbering, stated: Iterable[int]) -> bytearray:
    """For each name 1 if a resolution has to look at it, else 0. `stated` names have aliases, ids or decisions."""
    opened = {numbering.blocks[number] for number in [*stated, *_nicknamed(numbering)]}
    for block, members in _shared_blocks(numbering.blocks).items():
        type_ = EntityType(numbering.types[members[0]])
        keys, years = {numbering.keys[n] for n in members}, {numbering.years[n] for n in members}
        if not apart(type_, keys, years):
            opened.add(block)
    return bytearray(block in opened for block in numbering.blocks)


def _shared_blocks(blocks: Iterable[str]) -> dict[str, list[int]]:
    """The blocks that several names share."""
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        earliest = first.setdefault(block, number)
        if earliest != number:
            groups.setdefault(block, [earliest]).append(number)
    return groups


def _nicknamed(numbering: Numbering) -> Iterator[int]:
    for number, written in zip(numbering.name_of, numbering.written, strict=True):
        if not _MARKS.isdisjoint(written) and without_nickname(written):
            yield number


def entities(numbering: Numbering, opened: bytearray) -> Iterator[tuple[int, EntityRow]]:
    """Number and entity of each name that is not open."""
    first: dict[int, int] = {}
    several: dict[int, list[int]] = defaultdict(list)
    for spelling, number in enumerate(numbering.name_of):
        if not opened[number]:
            earliest = first.setdefault(number, spelling)
            if earliest != spelling:
                several[number].append(spelling)
    for number, spelling in first.items():
        if number in several:
            yield number, _of_several(numbering, number, [spelling, *several[number]])
        else:
            yield number, _of_one(numbering, number, spelling)


def _of_several(numbering: Numbering, number: int, spellings: Iterable[int]) -> EntityRow:
    part = Part(numbering.mention(number))
    uses = [use for spelling in spellings for use in numbering.uses(spelling)]
    return row_of_entity(entity([(part, uses)], frozenset(), frozenset((part,))))


def _of_one(numbering: Numbering, number: int, spelling: int) -> EntityRow:
    type_, key, year = numbering.types[number], numbering.keys[number], numbering.years[number] or None
    keys: tuple[str, ...] = (key,)
    if type_ == EntityType.FILM and key.startswith(("the ", "a ", "an ")) and (bare := without_article(key)) != key:
        keys = tuple(sorted((bare, key)))
    folded = numbering.words(spelling)
    return (
        id_of(type_, key, year),
        type_,
        numbering.written[spelling],
        "[]",
        _listed(keys),
        year,
        numbering.kind(spelling) if spelling in numbering.kinds else "",
        key if folded == key and len(keys) == 1 else " ".join(dict.fromkeys((*keys, folded))),
    )


def _listed(keys: tuple[str, ...]) -> str:
    """The keys as a list in JSON; one key of plain characters, as nearly all are, without a call."""
    if len(keys) == 1 and keys[0].isprintable() and '"' not in keys[0] and "\\" not in keys[0]:
        return f'["{keys[0]}"]'
    return json.dumps(keys, ensure_ascii=False)
