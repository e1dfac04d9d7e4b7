"""From the parts of a cluster to its entity: id, name, aliases, keys, year and kind. All follows from the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph import names
from graph.identity.inputs import NameUse, Part
from graph.model import Entity, EntityType, digest


def entity_id(part: Part) -> str:
    """The id of the entity whose smallest part this is; it says the type, for whoever reads it."""
    mention = part.mention
    return id_of(mention.type, mention.name, mention.year, *part.articles)


def id_of(type_: str, key: str, year: int | None, *articles: str) -> str:
    """The id of the entity whose smallest part has this type, key and year (and, split off, these articles)."""
    return f"{type_.lower()}-{digest(type_, key, str(year or ''), *articles)}"


def smallest(parts: Iterable[Part]) -> Part:
    """The part after which a cluster is called: a whole key before a split-off one, then in the order of keys."""
    return min(parts, key=Part.sort_key)


def entity(
    parts: Sequence[tuple[Part, Sequence[NameUse]]], secondary: frozenset[Part], bare: frozenset[Part]
) -> Entity:
    """The entity that these parts are, each with its uses.

    `secondary` parts (short forms, former names) give no display name while another one can. A film of which a part is
    `bare` can also be looked up without the article at its head, because no other film bears that title.
    """
    real = [part for part, uses in parts if any(use.count for use in uses)]
    first = smallest(real)
    shown: Counter[str] = Counter()
    every: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for part, uses in parts:
        for use in uses:
            every[use.name] += use.count
            if part not in secondary and use.count:
                shown[use.name] += use.count
            if use.kind:
                kinds[use.kind] += use.count or 1
    name = display_name(shown or every)
    keys = {part.mention.name for part, _ in parts}
    keys |= {names.key(use.mention.type, use.name) for _, uses in parts for use in uses if not use.count}
    keys |= {names.without_article(p.mention.name) for p in bare if p.mention.type is EntityType.FILM}
    years = {part.mention.year for part in real if part.mention.year}
    year = min(years, default=None)
    # A film that someone declared to be that of another year is found by its title with either of them.
    keys |= {f"{p.mention.name} {p.mention.year}" for p in real if p.mention.year not in (None, year)}
    return Entity(
        entity_id(first),
        first.mention.type,
        name,
        tuple(sorted(every.keys() - {name})),
        tuple(sorted(keys)),
        year,
        kind_of(kinds),
    )


def kind_of(kinds: Mapping[str, int]) -> str:
    """The kind that is given most often, the first in the alphabet among equals; empty where none is given."""
    return max(sorted(kinds), key=kinds.__getitem__) if kinds else ""


def display_name(counts: Counter[str]) -> str:
    """The name to show: the most used form, the fullest among equals; one in capitals only if there is no other."""
    return max(counts, key=lambda name: (not _shouted(name), counts[name], len(name), name))


def _shouted(name: str) -> bool:
    return len(name) > 4 and " " in name and (name.isupper() or name.islower())


def single(part: Part, use: NameUse) -> Entity:
    """The entity of a part that stands alone and is written in one way only: the common case, made short."""
    mention = part.mention
    keys: tuple[str, ...] = (mention.name,)
    if mention.type is EntityType.FILM and (bare := names.without_article(mention.name)) != mention.name:
        keys = tuple(sorted((bare, mention.name)))
    return Entity(entity_id(part), mention.type, use.name, (), keys, mention.year, use.kind)
