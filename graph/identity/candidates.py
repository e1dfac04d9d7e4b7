"""Pairs of entities that may be one, for a person to judge: found by blocks, so that not every pair is looked at.

A block is something that two names have in common: a last name's consonants and an initial, a title's stem, a company's
core, an acronym. Blocks that are too big to tell anything are left out, which keeps the work linear in the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph import names
from graph.identity.reasons import Kind, Name, Reason, acronyms, compare, formal
from graph.model import Entity, EntityType, digest

MIN_SCORE = 0.35
"""Pairs below this are not worth anybody's time."""
_BIGGEST_BLOCK = 60
_MOST_COLLEAGUES = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one. `score` (0 to 1) orders the queue; a reason below zero speaks against."""

    a: Entity
    b: Entity
    score: float
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """An id that follows from the two entities."""
        return digest("candidate", *sorted((self.a.id, self.b.id)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the graph knows around entities, by id: whom they have a credit with, and which articles name them."""

    neighbours: Mapping[str, frozenset[str]]
    articles: Mapping[str, frozenset[str]]


_NOTHING = Surroundings({}, {})


def candidates(entities: Iterable[Entity], around: Surroundings = _NOTHING) -> list[Candidate]:
    """All pairs worth a look, strongest first; ties in the order of names and ids."""
    by_id = {e.id: e for e in entities}
    named = {e.id: tuple(_names(e)) for e in by_id.values()}
    found = (
        _compared((by_id[a], by_id[b]), (named[a], named[b]), around) for a, b in sorted(pairs(by_id.values(), around))
    )
    kept = [c for c in found if c is not None]
    return sorted(kept, key=lambda c: (-c.score, c.a.name, c.b.name, c.a.id, c.b.id))


def _compared(
    pair: tuple[Entity, Entity], named: tuple[Sequence[Name], Sequence[Name]], around: Surroundings
) -> Candidate | None:
    """How two entities compare by their best pair of names and what is around them; None if not worth a look."""
    a, b = pair
    options = [compare(a.type, x, y) for x in named[0] for y in named[1]]
    best = max(options, key=_sum, default=[])
    if not any(reason.weight > 0 for reason in best):
        return None
    reasons = [*best, *_context(a, b, around)]
    score = round(min(1.0, max(0.0, _sum(reasons))), 2)
    return Candidate(a, b, score, tuple(sorted(reasons, key=lambda r: -r.weight))) if score >= MIN_SCORE else None


def _sum(reasons: Iterable[Reason]) -> float:
    return sum(reason.weight for reason in reasons)


def _names(entity: Entity) -> Iterator[Name]:
    """The names of an entity, without those that are only parts of its own (a bare last name says little)."""
    yield Name(names.key(entity.type, entity.name), entity.name, entity.year)
    for alias in entity.aliases[:8]:
        key = names.key(entity.type, alias)
        if " " in key or entity.type is not EntityType.PERSON:
            yield Name(key, alias, entity.year)


# --- context ---------------------------------------------------------------------------------------------------------


def _context(a: Entity, b: Entity, around: Surroundings) -> Iterator[Reason]:
    left, right = (around.neighbours.get(e.id, frozenset()) for e in (a, b))
    shared = len(left & right)
    if shared and a.type is EntityType.FILM:
        yield Reason(
            Kind.PEOPLE,
            min(0.4, 0.12 * shared),
            f"{_count(shared, 'person or company', 'people or companies')} in common",
        )
    elif shared:
        yield Reason(
            Kind.FILMS, min(0.3, 0.15 * shared), f"{_count(shared, 'film or company', 'films or companies')} in common"
        )
    elif a.type is EntityType.PERSON and (colleagues := _colleagues(left, right, around)):
        yield Reason(
            Kind.PEOPLE, min(0.15, 0.05 * colleagues), f"{_count(colleagues, 'colleague', 'colleagues')} in common"
        )
    articles = (around.articles.get(e.id, frozenset()) for e in (a, b))
    if together := len(frozenset.intersection(*articles)):
        yield Reason(Kind.TOGETHER, -0.25, f"{_count(together, 'article names', 'articles name')} both")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _colleagues(left: frozenset[str], right: frozenset[str], around: Surroundings) -> int:
    if not left or not right or max(len(left), len(right)) > _MOST_COLLEAGUES:
        return 0
    theirs = (
        frozenset().union(*(around.neighbours.get(film, frozenset()) for film in films)) for films in (left, right)
    )
    return len(frozenset.intersection(*theirs))


# --- blocks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Where one key stands: blocks in which all meet all, and those in which it seeks what others offer.

    `Furiosa` seeks titles that offer to begin with it; two titles that only begin alike don't meet there.
    """

    meets: frozenset[str]
    seeks: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()


def pairs(entities: Iterable[Entity], around: Surroundings = _NOTHING) -> set[tuple[str, str]]:
    """The pairs of ids that share a block."""
    meeting: dict[str, list[str]] = defaultdict(list)
    seeking: dict[str, list[str]] = defaultdict(list)
    offering: dict[str, list[str]] = defaultdict(list)
    working: list[Entity] = []
    for entity in entities:
        for found in _blocks(entity):
            for wanted, into in ((found.meets, meeting), (found.seeks, seeking), (found.offers, offering)):
                for block in wanted:
                    into[entity.type[0] + block].append(entity.id)
        if entity.type is EntityType.FILM and any(map(names.working_title, entity.keys)):
            working.append(entity)
    small = (set(ids) for ids in meeting.values() if 1 < len(ids) <= _BIGGEST_BLOCK)
    pairs_ = {pair for ids in small for pair in combinations(sorted(ids), 2)}
    for block, seekers in seeking.items():
        offers = offering.get(block, ())
        if len(offers) <= _BIGGEST_BLOCK:
            pairs_ |= {_ordered(a, b) for a in seekers for b in offers if a != b}
    return pairs_ | set(_by_people(working, around))


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _by_people(working: Sequence[Entity], around: Surroundings) -> Iterator[tuple[str, str]]:
    """Each film under a working title, with the films that share two people or companies with it."""
    for film in working:
        shared: dict[str, int] = defaultdict(int)
        for person in around.neighbours.get(film.id, ()):
            others = around.neighbours.get(person, frozenset())
            if len(others) <= _MOST_COLLEAGUES:
                for other in others - {film.id}:
                    shared[other] += 1
        for other, count in shared.items():
            if count > 1 and other.startswith("film-"):
                yield _ordered(film.id, other)


def _blocks(entity: Entity) -> Iterator[_Blocks]:
    keys = [key for key in entity.keys if " " in key or entity.type is not EntityType.PERSON] or entity.keys
    return (_BLOCKS[entity.type](names.latin(key)) for key in keys)


def _person_blocks(key: str) -> _Blocks:
    person = names.person(key)
    if not person.first:
        return _Blocks(frozenset((f"alone {key}",)), seeks=frozenset((f"last {person.last}",)))
    sound = names.skeleton(person.last.replace(" ", ""))
    first = formal(person.first)
    meets = {f"letters {''.join(sorted(key.replace(' ', '')))}", f"sound {first[0]} {sound}", f"sound {first} {sound}"}
    meets |= {f"first {first} {word}" for word in key.split()[1:] if len(word) > 1}
    return _Blocks(frozenset(meets), offers=frozenset((f"last {person.last}",)))


def _film_blocks(key: str) -> _Blocks:
    bare = names.without_article(key)
    words = bare.split()
    glued = bare.replace(" ", "")
    meets = frozenset((f"stem {names.film(key).stem}", f"sound {names.skeleton(glued)}", f"glued {glued}"))
    offers = {f"head {' '.join(words[:n])}" for n in range(1, min(4, len(words)))}
    offers |= {f"tail {' '.join(words[-n:])}" for n in range(2, min(6, len(words)))}
    about = names.working_title(key).split()
    if about:
        return _Blocks(meets, frozenset(f"about {word}" for word in about), frozenset(offers))
    offers |= {f"about {word}" for word in words if len(word) > 3}
    return _Blocks(meets, frozenset((f"head {bare}", f"tail {bare}")), frozenset(offers))


def _company_blocks(key: str) -> _Blocks:
    core = names.company(key).core
    words = core.split()
    glued = core.replace(" ", "")
    meets = {f"core {core}", f"glued {key.replace(' ', '')}", f"glued {glued}", f"sound {names.skeleton(glued)}"}
    offers = {f"head {' '.join(words[:n])}" for n in range(1, len(words))}
    seeks = {f"head {core}"}
    if " " in key:
        offers |= {f"letters {acronym}" for acronym in acronyms(key)}
    else:
        seeks.add(f"letters {key}")
    return _Blocks(frozenset(meets), frozenset(seeks), frozenset(offers))


_BLOCKS: dict[EntityType, Callable[[str], _Blocks]] = {
    EntityType.PERSON: _person_blocks,
    EntityType.FILM: _film_blocks,
    EntityType.COMPANY: _company_blocks,
}
