"""One name over time and by role: the slate of a company, the timeline of anyone, and the hubs of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import NotFoundError, UsageError
from graph.model import Entity, EntityType, Evidence, Filters, Relation, Relationship, Status
from graph.questions import Questions, kept

SELECTION = 400
"""At most so many entities are looked at for betweenness, which takes time in proportion to entities times credits."""

_ROLES = {relation: place for place, relation in enumerate(Relation)}
_STATUSES = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class SlateEntry:
    """A film of a company, and what the company does for it."""

    film: Entity
    credit: Relationship


@dataclass(frozen=True, slots=True)
class Event:
    """One report on an entity: the credit, its other end, and what the article says."""

    credit: Relationship
    other: Entity
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Hub:
    """A well-connected entity: its credits, and where asked for its betweenness (0 to 1)."""

    entity: Entity
    credits: int
    betweenness: float | None = None


def slate(questions: Questions, name: str, filters: Filters) -> list[SlateEntry]:
    """The films of a company by role, then confirmed before in talks, then newest report first, then name.

    Raises UsageError if the name isn't a company's, NotFoundError if it has no film.
    """
    company = questions.resolve(name)
    if company.type is not EntityType.COMPANY:
        raise UsageError(f"{company.name} is a {company.type.lower()}, not a company", "try: reelgraph show NAME")
    credits = questions.credits(company, filters)
    films = questions.by_id(r.other(company.id) for r in credits)
    entries = [
        SlateEntry(films[r.object], r)
        for r in credits
        if films[r.other(company.id)].type is EntityType.FILM and kept(films[r.object], filters)
    ]
    if not entries:
        raise NotFoundError(f"{company.name} has no film here", "perhaps the filters leave none")
    entries.sort(key=lambda e: (e.film.name, e.film.id))
    entries.sort(key=lambda e: e.credit.last_reported, reverse=True)
    return sorted(entries, key=lambda e: (_ROLES[e.credit.relation], _STATUSES[e.credit.status]))


def timeline(questions: Questions, name: str, filters: Filters) -> list[Event]:
    """All reports on a name, oldest first, undated ones before them; with `since` those of that day or later only.

    Raises NotFoundError if there are none.
    """
    entity = questions.resolve(name)
    credits = questions.credits(entity, filters)
    others = questions.by_id(r.other(entity.id) for r in credits)
    events = [
        Event(r, others[r.other(entity.id)], evidence)
        for r in credits
        if r.other(entity.id) in others and kept(others[r.other(entity.id)], filters)
        for evidence in r.evidence
        if evidence.date >= filters.since
    ]
    if not events:
        raise NotFoundError(f"nothing is reported on {entity.name}", "perhaps the filters leave nothing")
    return sorted(events, key=lambda e: (*e.evidence.sort_key(), e.credit.key))


def hubs(questions: Questions, types: frozenset[EntityType], limit: int) -> list[Hub]:
    """The entities of these types with most credits (all credits count), then by name; at most `limit`.

    Raises NotFoundError if there are none.
    """
    found = questions.store.hubs(types, limit)
    if not found:
        raise _nobody()
    degrees = questions.store.degrees(e.id for e in found)
    return [Hub(e, degrees[e.id]) for e in found]


def bridges(
    questions: Questions, names: Sequence[str], types: frozenset[EntityType], filters: Filters, limit: int
) -> list[Hub]:
    """The entities that most shortest paths lead through (Freeman's betweenness, by Brandes' algorithm, 0 to 1).

    Among what is within two hops of the names, or without names among the largest hubs: `SELECTION` entities at most.
    Raises NotFoundError if there are none.
    """
    import networkx as nx

    if names:
        graph, _ = questions.neighbourhood(names, 2, filters, SELECTION)
    else:
        graph = questions.between_ids(questions.store.hubs(frozenset(EntityType), SELECTION), filters)
    plain = nx.Graph((r.subject, r.object) for r in sorted(graph.relationships, key=lambda r: r.key))
    values = nx.betweenness_centrality(plain)
    chosen = [e for e in graph.entities if e.type in types and e.id in values]
    if not chosen:
        raise _nobody()
    degrees = questions.store.degrees(e.id for e in chosen)
    found = [Hub(e, degrees[e.id], round(values[e.id], 6)) for e in chosen]
    return sorted(found, key=lambda h: (-(h.betweenness or 0), -h.credits, h.entity.name, h.entity.id))[:limit]


def _nobody() -> NotFoundError:
    return NotFoundError("the graph holds nobody of that kind who has a credit", "add articles: reelgraph add SOURCE")
