"""Who and what names have in common: the films or colleagues that they share, and whom one works with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import NotFoundError, UsageError
from graph.model import Entity, EntityType, Filters, Relationship
from graph.questions import Questions, kept


@dataclass(frozen=True, slots=True)
class Shared:
    """An entity that several names share: by a credit each (`steps` 1), or as someone all share a film with (2).

    `credits` has for each name, in the order in which they were given, the relationships that lead to the entity (for
    a colleague: those of the colleague on the shared films).
    """

    entity: Entity
    steps: int
    credits: tuple[tuple[Relationship, ...], ...]


@dataclass(frozen=True, slots=True)
class Collaborator:
    """Someone who shares films with a name: those films, oldest first, and what the collaborator did on them."""

    entity: Entity
    films: tuple[Entity, ...]
    credits: tuple[Relationship, ...]
    first: int | None
    last: int | None


def common(questions: Questions, names: Sequence[str], filters: Filters, limit: int) -> list[Shared]:
    """What all of the names share, at most `limit`: what is one credit from each first; rare before well known; names.

    Raises UsageError for less than two different names, NotFoundError if they share nothing.
    """
    chosen = list({e.id: e for e in map(questions.resolve, names)}.values())
    if len(chosen) < 2:
        raise UsageError("common needs at least two different names", "give another person, film or company")
    around = [_neighbours(questions, e.id, filters) for e in chosen]
    found = [_shared(around)]
    colleagues = [_colleagues(questions, e, near, filters) for e, near in zip(chosen, around, strict=True)]
    found.append(_shared(colleagues, without={e.id for e in chosen}))
    entities = questions.by_id(i for part in found for i in part)
    degrees = questions.store.degrees(entities)
    rows = [
        Shared(entities[i], steps, tuple(map(tuple, credits)))
        for steps, part in enumerate(found, 1)
        for i, credits in part.items()
        if i in entities and kept(entities[i], filters)
    ]
    if not rows:
        raise NotFoundError(f"{' and '.join(e.name for e in chosen)} share nothing", "try: reelgraph path A B")
    return sorted(rows, key=lambda s: (s.steps, degrees.get(s.entity.id, 0), s.entity.name, s.entity.id))[:limit]


Credits = dict[str, list[Relationship]]


def _neighbours(questions: Questions, entity: str, filters: Filters) -> Credits:
    found: Credits = defaultdict(list)
    for relationship in questions.store.relationships([entity], filters):
        found[relationship.other(entity)].append(relationship)
    return found


def _colleagues(questions: Questions, entity: Entity, near: Credits, filters: Filters) -> Credits:
    """Everyone else on the films of a person or company (of a film: on the other films of its people and companies)."""
    by_id = questions.by_id(near)
    films = [i for i, e in by_id.items() if (e.type is EntityType.FILM) == (entity.type is not EntityType.FILM)]
    films = [i for i in films if kept(by_id[i], filters)]
    found: Credits = defaultdict(list)
    wanted = set(films)
    for relationship in questions.store.relationships(films, filters):
        for film, other in ((relationship.subject, relationship.object), (relationship.object, relationship.subject)):
            if film in wanted and other != entity.id:
                found[other].append(relationship)
    return found


def _shared(around: Sequence[Credits], without: Iterable[str] = ()) -> dict[str, list[list[Relationship]]]:
    ids = set.intersection(*(set(part) for part in around)) - set(without)
    return {i: [part[i] for part in around] for i in sorted(ids)}


def collaborators(questions: Questions, name: str, filters: Filters, limit: int) -> list[Collaborator]:
    """Whom a person or company shares films with, those with most films first, then by name; at most `limit`.

    The years are those of the films where known, else of the reports. Raises UsageError for a film, NotFoundError if
    there is nobody.
    """
    entity = questions.resolve(name)
    if entity.type is EntityType.FILM:
        raise UsageError(f"{entity.name} is a film", f"see who is on it: reelgraph show {entity.id}")
    near = _neighbours(questions, entity.id, filters)
    credits = _colleagues(questions, entity, near, filters)
    entities = questions.by_id([*credits, *near])
    found = []
    for other, theirs in credits.items():
        if other in entities and kept(entities[other], filters):
            films = {r.other(other): entities[r.other(other)] for r in theirs}
            years = sorted(y for r in theirs if (y := _year(films[r.other(other)], r)) is not None)
            ordered = sorted(films.values(), key=lambda f: (f.year or 0, f.name, f.id))
            first, last = (years[0], years[-1]) if years else (None, None)
            found.append(Collaborator(entities[other], tuple(ordered), tuple(theirs), first, last))
    if not found:
        raise NotFoundError(f"{entity.name} shares no film with anyone", f"try: reelgraph show {entity.id}")
    return sorted(found, key=lambda c: (-len(c.films), c.entity.name, c.entity.id))[:limit]


def _year(film: Entity, credit: Relationship) -> int | None:
    if film.year:
        return film.year
    reported = credit.first_reported[:4]
    return int(reported) if reported else None
