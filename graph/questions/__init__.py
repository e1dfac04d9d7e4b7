"""One typed call for each question that a user asks. Works on any store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.errors import NotFoundError, UsageError
from graph.model import Entity, EntityType, Filters, Graph, PathAnswer, PathRequest, Relationship
from graph.names import key, lookup_keys
from graph.paths.request import check
from graph.store.base import Store
from graph.store.lock import quiet

_TYPED = re.compile(r"^(person|film|company):\s*(.+)$", re.IGNORECASE)
_DATED = re.compile(r"^(.+?)\s*\(((?:18|19|20)\d\d)\)$")
_SUGGESTIONS = 5
_LISTED = 8
_MANY = 5_000
"""To look at so many credits takes a second or more."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """One entity with its relationships and the entities at their other ends (by id)."""

    entity: Entity
    relationships: tuple[Relationship, ...]
    others: dict[str, Entity]


class Questions:
    """Asks one store. `say` gets a word where an answer takes a while."""

    def __init__(self, store: Store, say: Callable[[str], None] = quiet) -> None:
        self.store = store
        self.say = say

    # --- names -------------------------------------------------------------------------------------------------------

    def resolve(self, name: str) -> Entity:
        """The one entity that `name` means: in any case, without accents, by alias, by id.

        `person:`, `film:` or `company:` before the name, and a year in brackets after a film's, tell namesakes apart.
        Raises UsageError with the candidates if several fit, NotFoundError with near names if none does.
        """
        if by_id := self.store.entities([name]):
            return by_id[0]
        candidates = self._candidates(name)
        if not candidates:
            raise self._unknown(name)
        if len(candidates) > 1:
            raise self._ambiguous(name, candidates)
        return candidates[0]

    def _candidates(self, name: str) -> list[Entity]:
        typed = _TYPED.match(name)
        types = [EntityType(typed[1].capitalize())] if typed else list(EntityType)
        bare = typed[2] if typed else name
        found = self._named(types, bare)
        if not found and (dated := _DATED.match(bare)):
            found = [e for e in self._named([EntityType.FILM], dated[1]) if e.year == int(dated[2])]
            found = found or self._named([EntityType.FILM], f"{dated[1]} {dated[2]}")
        return found

    def _named(self, types: Iterable[EntityType], name: str) -> list[Entity]:
        found: dict[str, Entity] = {}
        for type_ in types:
            # The exact title first: "Suicide Squad" and "The Suicide Squad" are two, but "Odyssey" finds "The Odyssey".
            named = ([e for e in self.store.named(k) if e.type is type_] for k in lookup_keys(type_, name))
            found |= {entity.id: entity for entity in next(filter(None, named), [])}
        return list(found.values())

    def _unknown(self, name: str) -> NotFoundError:
        plain = (_TYPED.match(name) or [name, "", name])[2]
        near = {e.id: e for e in self.store.find(plain, _SUGGESTIONS)}
        near |= {e.id: e for e in self.store.near(key(EntityType.PERSON, plain), _SUGGESTIONS)}
        names = list(dict.fromkeys(e.name for e in near.values()))[:_SUGGESTIONS]
        hint = f"did you mean {' or '.join(names)}?" if names else "see what is there with: reelgraph find TEXT"
        return NotFoundError(f"no person, film or company is named {name}", hint)

    def _ambiguous(self, name: str, candidates: list[Entity]) -> UsageError:
        degrees = self.store.degrees([e.id for e in candidates])
        lines = [f"{self.distinct(e)}, {degrees.get(e.id, 0)} credits [{e.id}]" for e in candidates[:_LISTED]]
        more = f" and {len(candidates) - _LISTED} more" if len(candidates) > _LISTED else ""
        return UsageError(
            f"{name} may mean {len(candidates)} entities: {'; '.join(lines)}{more}",
            "say which, by id, as person:NAME, film:NAME or company:NAME, or with a film's year in brackets",
        )

    def distinct(self, entity: Entity) -> str:
        """An entity in the words that tell it from its namesakes: name, year, type, and what it is best known for."""
        year = f" ({entity.year})" if entity.year else ""
        around = self.store.relationships([entity.id], Filters())[:2]
        others = [e.name for e in self.store.entities(r.other(entity.id) for r in around)]
        known = f", with {' and '.join(others)}" if others else ""
        return f"{entity.name}{year}, {entity.type.lower()}{known}"

    def credits(self, entity: Entity, filters: Filters) -> list[Relationship]:
        """The relationships of one entity, in order of key; says a word first where reading them takes a while."""
        self.warn_of(entity)
        return self.store.relationships([entity.id], filters)

    def warn_of(self, entity: Entity) -> None:
        """Say a word where an entity has so many credits that to look at all of them takes a while."""
        credits = self.store.degrees([entity.id]).get(entity.id, 0)
        if credits > _MANY:
            self.say(f"{entity.name} has {credits:,} credits: this takes a while")

    # --- questions ---------------------------------------------------------------------------------------------------

    def find(self, text: str, limit: int = 20) -> list[Entity]:
        """Entities with names like `text`, best first. Raises NotFoundError if there are none."""
        found = self.store.find(text, limit) or self.store.near(key(EntityType.PERSON, text), limit)
        if not found:
            raise NotFoundError(f"no name is like {text}", "names are matched by the beginnings of their words")
        return found

    def show(self, name: str, filters: Filters) -> Portrait:
        """One entity with its relationships."""
        entity = self.resolve(name)
        relationships = self.credits(entity, filters)
        others = {i: e for i, e in self.by_id(r.other(entity.id) for r in relationships).items() if kept(e, filters)}
        return Portrait(entity, tuple(r for r in relationships if r.other(entity.id) in others), others)

    def path(self, source: str, target: str, request: PathRequest) -> PathAnswer:
        """How `source` leads to `target`; the ids in `request` are filled in here.

        Where there is no path, or none was found, the answer's `reason` says why. Raises UsageError if both are the
        same entity, or if the request contradicts itself.
        """
        wanted = self.between_ends(source, target, request)
        answer = self.store.paths(wanted)
        if answer.length is None:
            from graph.paths.reasons import Asker, given_up, why_none

            asker = Asker(self.store.paths, self._around, self.store.entities)
            answer = replace(answer, reason=given_up() if answer.given_up else why_none(wanted, asker))
        return answer

    def routes(self, source: str, target: str, request: PathRequest) -> PathAnswer:
        """Paths from `source` to `target` that share nothing in between, best first. Errors as of `path`."""
        from graph.paths.disjoint import disjoint

        wanted = self.between_ends(source, target, request)
        return disjoint(wanted, self.store.paths) if request.limit > 1 else self.store.paths(wanted)

    def between_ends(self, source: str, target: str, request: PathRequest) -> PathRequest:
        """A request with the ids of the two names filled in. Raises UsageError if it makes no sense."""
        a, b = self.resolve(source), self.resolve(target)
        if a.id == b.id:
            raise UsageError(
                f"{source} and {target} are the same {a.type.lower()}: {a.name}", "give two different names"
            )
        wanted = replace(request, source=a.id, target=b.id)
        check(wanted)
        if wanted.more:  # shortest paths are found at once, also from a hub
            self.warn_of(a)
            self.warn_of(b)
        return wanted

    def _around(self, ids: Iterable[str]) -> set[str]:
        from graph.paths.reasons import OPEN

        chosen = list(ids)
        return {i for r in self.store.relationships(chosen, OPEN) for i in (r.subject, r.object)}

    def neighbourhood(self, names: Iterable[str], hops: int, filters: Filters, limit: int) -> tuple[Graph, str]:
        """The graph within `hops` of the named entities, at most `limit` nodes, and a note of what was left out.

        Nearest first, then those with most credits, then by name.
        """
        chosen = {e.id: e for e in map(self.resolve, names)}
        frontier, left_out = list(chosen), 0
        for _ in range(hops):
            around = {r.other(i) for i in frontier for r in self.store.relationships([i], filters)} - set(chosen)
            degrees = self.store.degrees(around)
            found = (e for e in self.store.entities(sorted(around)) if kept(e, filters))
            entities = sorted(found, key=lambda e: (-degrees[e.id], e.name, e.id))
            room = max(0, limit - len(chosen))
            left_out += max(0, len(entities) - room)
            chosen |= {e.id: e for e in entities[:room]}
            frontier = [e.id for e in entities[:room]]
        note = f"{left_out} more were left out; choose with --limit or the filters" if left_out else ""
        return self.between_ids(chosen.values(), filters), note

    def between_ids(self, entities: Iterable[Entity], filters: Filters) -> Graph:
        """The graph that these entities form among themselves."""
        chosen = {e.id: e for e in entities}
        relationships = [
            r for r in self.store.relationships(chosen, filters) if r.subject in chosen and r.object in chosen
        ]
        articles = sorted({e.article for r in relationships for e in r.evidence})
        return Graph(tuple(chosen.values()), tuple(relationships), tuple(self.store.articles(articles)))

    def by_id(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Entities by their ids; unknown ids are left out."""
        return {e.id: e for e in self.store.entities(dict.fromkeys(ids))}


def kept(entity: Entity, filters: Filters) -> bool:
    """Whether the filters that speak of entities (`avoid`, `kinds`) let an entity be seen."""
    if entity.id in filters.avoid:
        return False
    return entity.type is not EntityType.FILM or not filters.kinds or entity.kind in filters.kinds
