"""Who and what names have in common: the films or colleagues that they share, and whom one works with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    direct = set.intersection(*map(set, around))
    colleagues = [set(_colleagues(questions, e, filters)) for e in chosen]
    second = set.intersection(*colleagues) - {e.id for e in chosen}
    first_rows = _best(questions, direct, filters, limit)
    second_rows = _best(questions, second, filters, limit - len(first_rows))
    found = [Shared(e, 1, tuple(tuple(near[e.id]) for near in around)) for e in first_rows]
    on_films = [_credits_on(questions, e, second_rows, filters) for e in chosen]
    found += [Shared(e, 2, tuple(tuple(credits[e.id]) for credits in on_films)) for e in second_rows]
    if not found:
        raise NotFoundError(
            f"{' and '.join(e.name for e in chosen)} share nothing here",
            "perhaps the filters leave none; try: reelgraph path A B",
        )
    return found


def _best(questions: Questions, ids: Collection[str], filters: Filters, limit: int) -> list[Entity]:
    """The first entities of these: rare before well known, then by name."""
    degrees = questions.store.degrees(sorted(ids))
    entities = [e for e in questions.by_id(sorted(ids)).values() if kept(e, filters)]
    return sorted(entities, key=lambda e: (degrees.get(e.id, 0), e.name, e.id))[: max(0, limit)]


Credits = dict[str, list[Relationship]]


def _neighbours(questions: Questions, entity: str, filters: Filters) -> Credits:
    found: Credits = defaultdict(list)
    for relationship in questions.store.relationships([entity], filters):
        found[relationship.other(entity)].append(relationship)
    return found


def _colleagues(questions: Questions, entity: Entity, filters: Filters, most: int | None = None) -> Mapping[str, int]:
    """Everyone else on the films of an entity, or those with most of them, with the number of these films."""
    questions.warn_of(entity)
    return questions.store.colleagues(entity.id, filters, most)


def _credits_on(questions: Questions, entity: Entity, others: Sequence[Entity], filters: Filters) -> Credits:
    """The credits of others on the films of an entity, by the others' ids."""
    found: Credits = defaultdict(list)
    wanted = {e.id for e in others}
    for credit in questions.store.shared(entity.id, wanted, filters) if others else ():
        found[credit.subject if credit.subject in wanted else credit.object].append(credit)
    return found


def collaborators(questions: Questions, name: str, filters: Filters, limit: int) -> list[Collaborator]:
    """Whom a person or company shares films with, those with most films first, then by name; at most `limit`.

    The years are those of the films where known, else of the reports. Raises UsageError for a film, NotFoundError if
    there is nobody.
    """
    entity = questions.resolve(name)
    if entity.type is EntityType.FILM:
        raise UsageError(f"{entity.name} is a film", f"see who is on it: reelgraph show {entity.id}")
    counts = _colleagues(questions, entity, filters, max(1, limit))
    if not counts:
        raise NotFoundError(
            f"{entity.name} shares no film with anyone here",
            f"perhaps the filters leave none; try: reelgraph show {entity.id}",
        )
    found = questions.by_id(counts).values()
    others = sorted(found, key=lambda e: (-counts[e.id], e.name, e.id))[:limit]
    credits = _credits_on(questions, entity, others, filters)
    films = questions.by_id(r.other(other.id) for other in others for r in credits[other.id])
    return [_collaborator(other, credits[other.id], films) for other in others]


def _collaborator(other: Entity, credits: Sequence[Relationship], films: Mapping[str, Entity]) -> Collaborator:
    shared = {r.other(other.id): films[r.other(other.id)] for r in credits}
    years = sorted(y for r in credits if (y := _year(shared[r.other(other.id)], r)) is not None)
    ordered = sorted(shared.values(), key=lambda f: (f.year or 0, f.name, f.id))
    first, last = (years[0], years[-1]) if years else (None, None)
    return Collaborator(other, tuple(ordered), tuple(credits), first, last)


def _year(film: Entity, credit: Relationship) -> int | None:
    if film.year:
        return film.year
    reported = credit.first_reported[:4]
    return int(reported) if reported else None
