"""The safe rules: what may make two names one without asking anybody. Each has a name, and can be switched off.

None of them rests on a score. A rule joins only what a reader of the trade press would never doubt, and every rule is
computed afresh from all names: the order in which articles came cannot matter, and a later article may withdraw a join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph import names
from graph.errors import UsageError
from graph.identity.inputs import AliasUse, NameUse, order
from graph.model import EntityType, MentionKey

SAME_NAME = "same name"
SAME_EXTERNAL = "same id in another database"
SHORT_FORM = "short form in the same article"
ALSO_KNOWN_AS = "also known as"
FORMERLY = "formerly"
LEGAL_FORM = "legal form"
NICKNAME = "nickname in quotes"
NUMBER_FORM = "number in another form"
ONLY_DATED = "only dated film of this title"
TRADE_SUFFIX = "company suffix"

RULES: dict[str, str] = {
    SAME_EXTERNAL: "both have the same id in another database",
    SHORT_FORM: "an article uses one as the short form of the other",
    ALSO_KNOWN_AS: "an article says that one is also known as the other",
    FORMERLY: "an article says that one was formerly called the other",
    LEGAL_FORM: "the names differ only in a legal form or an abbreviation (Inc., Prods.)",
    NICKNAME: "the names differ only in a nickname in quotes",
    NUMBER_FORM: "the titles differ only in how the number is written (Part Two, 2, II)",
    ONLY_DATED: "a film without a year, and the only one of that title with a year",
    TRADE_SUFFIX: "the names differ only in a trade word (Films, Productions), and nothing else bears that name",
}
"""Every rule that can be switched off, in the order in which they are applied, and what it says."""

ALL_RULES = frozenset(RULES)
ONLY_IF_ALONE = frozenset({ONLY_DATED, TRADE_SUFFIX})
"""Rules that join two names only where there is one choice, on either side."""

STATED = {"short form": SHORT_FORM, "also known as": ALSO_KNOWN_AS, "formerly": FORMERLY}
"""The reader's words for a stated alias, and the rule that each is."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two keys that a rule holds for one. With an `article`, only what that article means by them."""

    rule: str
    a: MentionKey
    b: MentionKey
    article: str = ""


def enabled(without: Iterable[str]) -> frozenset[str]:
    """All rules but those named. Raises UsageError for a name that no rule has."""
    off = frozenset(without)
    if unknown := sorted(off - ALL_RULES):
        raise UsageError(f"no rule of identity is called {unknown[0]}", f"the rules are: {', '.join(RULES)}")
    return ALL_RULES - off


def blocks(mention: MentionKey) -> frozenset[str]:
    """The blocks of a key: a rule that looks at names alone can join two keys only if they share one.

    What lies in one block decides together: whether a film is the only dated one, whether nothing else bears a name.
    """
    return frozenset((block_of(mention.type, mention.name),))


def block_of(type_: str, key: str) -> str:
    """The one block in which a key of this type lies, whatever its year."""
    if type_ == EntityType.PERSON:
        person = names.person(key)
        return f"p:{person.first}|{person.last}|{person.suffix}"
    if type_ == EntityType.FILM:
        return f"f:{_canonical(key)}"
    return f"c:{names.company(key).core}"


def _canonical(film_key: str) -> str:
    title = names.film(film_key)
    return title.stem if title.number is None else f"{title.stem}|{title.number}|{title.subtitle}"


def apart(type_: EntityType, keys: Collection[str], years: Collection[int]) -> bool:
    """Whether it is plain at a glance that `block_joins` joins none of a block's several names.

    `keys` and `years` (0: none) are those in use there. People are joined by how they are written only, and that is not
    looked at here. Where films are apart, none has a namesake with another article at its head either.
    """
    if type_ is EntityType.FILM:
        return len(keys) == 1 and 0 not in years
    return type_ is EntityType.PERSON


def block_joins(uses: Sequence[NameUse], rules: frozenset[str] = ALL_RULES) -> Iterator[Join]:
    """What the rules that look at names alone say of the uses of one block, as far as `rules` has them.

    What `ONLY_IF_ALONE` says holds only if there is no other choice by then; see `graph.identity.components`.
    """
    return (join for join in _block_joins(uses, rules) if join.rule in rules)


def _block_joins(uses: Sequence[NameUse], rules: frozenset[str]) -> Iterator[Join]:
    kind = uses[0].mention.type
    keys = sorted({use.mention for use in uses if use.count}, key=order)
    if kind is EntityType.PERSON:
        yield from _nicknames(uses, set(keys))
    elif kind is EntityType.COMPANY and len(keys) > 1:
        yield from _companies(keys)
    elif len(keys) > 1:
        yield from _films(keys, NUMBER_FORM in rules)


def _nicknames(uses: Iterable[NameUse], keys: set[MentionKey]) -> Iterator[Join]:
    for use in uses:
        if plain := names.without_nickname(use.name):
            other = MentionKey(EntityType.PERSON, names.key(EntityType.PERSON, plain))
            if other in keys and other != use.mention:
                yield Join(NICKNAME, other, use.mention)


def _companies(keys: Sequence[MentionKey]) -> Iterator[Join]:
    variants: dict[tuple[tuple[str, ...], tuple[str, ...]], list[MentionKey]] = defaultdict(list)
    for key in keys:
        parts = names.company(key.name)
        variants[parts.trade, parts.arms].append(key)
    for alike in variants.values():
        yield from _chain(LEGAL_FORM, alike)
    bare = variants.get(((), ()))
    if bare and len(variants) == 2 and not names.is_group(names.company(keys[0].name).core):
        (trade, arms), longer = next(item for item in variants.items() if item[1] is not bare)
        if trade and not arms:
            yield from (Join(TRADE_SUFFIX, a, b) for a in bare for b in longer)


def _films(keys: Sequence[MentionKey], other_forms: bool) -> Iterator[Join]:
    groups: dict[str, list[MentionKey]] = defaultdict(list)
    for key in keys:
        article = key.name[: -len(names.without_article(key.name))]
        groups[article].append(key)
    for group in groups.values():
        by_year: dict[int | None, list[MentionKey]] = defaultdict(list)
        for key in group:
            by_year[key.year].append(key)
        undated = by_year.pop(None, [])
        for alike in (*by_year.values(), undated):
            yield from _chain(NUMBER_FORM, alike)
        dated = [key for alike in by_year.values() for key in alike]
        yield from (Join(ONLY_DATED, a, b) for a, b in _perhaps_dated(undated, dated, other_forms))


def _perhaps_dated(
    undated: Sequence[MentionKey], dated: Sequence[MentionKey], other_forms: bool
) -> Iterator[tuple[MentionKey, MentionKey]]:
    """Which dated film an undated one may be: that of its title, or one in another form whose title no undated has."""
    titles = {key.name for key in undated}
    for film in dated:
        if film.name in titles:
            yield from ((key, film) for key in undated if key.name == film.name)
        elif other_forms:
            yield from ((key, film) for key in undated)


def _chain(rule: str, keys: Sequence[MentionKey]) -> Iterator[Join]:
    return (Join(rule, a, b) for a, b in pairwise(keys))


def short_forms(article: str, mentions: Iterable[MentionKey]) -> list[AliasUse]:
    """The short forms among the names that one article uses: a bare last name, and a company without its trade word.

    Only where exactly one longer name in the article fits.
    """
    longer: dict[MentionKey, set[MentionKey]] = defaultdict(set)
    used = set(mentions)
    for mention in used:
        if (short := _short_of(mention)) is not None and short in used:
            longer[short].add(mention)
    found = ((short, next(iter(full))) for short, full in longer.items() if len(full) == 1)
    return [AliasUse(full, short, "short form", article) for short, full in sorted(found, key=lambda f: order(f[0]))]


def _short_of(mention: MentionKey) -> MentionKey | None:
    if mention.type is EntityType.PERSON:
        person = names.person(mention.name)
        return MentionKey(mention.type, person.last) if person.first else None
    if mention.type is EntityType.COMPANY:
        company = names.company(mention.name)
        plain = company.trade and not company.arms and not names.is_group(company.core)
        return MentionKey(mention.type, company.core) if plain else None
    return None


def rule_of(alias: AliasUse) -> str:
    """The rule that a stated alias falls under; an unknown word of a reader counts as the narrowest, a short form."""
    return STATED.get(alias.rule, SHORT_FORM)


def is_short_form(alias: AliasUse) -> bool:
    """Whether an alias holds in its own article only."""
    return rule_of(alias) == SHORT_FORM


def contradicts(alias: AliasUse) -> str:
    """Why a stated alias can't be believed, in words; empty if it can. A number makes another film."""
    a, b = alias.name, alias.alias
    if a.type is not b.type:
        return "one is not of the type of the other"
    if a.type is EntityType.FILM:
        return _CHECKS[a.type](a, b)
    if a.type is EntityType.COMPANY and alias.rule == "short form":
        return _CHECKS[a.type](a, b)
    return ""


def _films_contradict(a: MentionKey, b: MentionKey) -> str:
    if a.year and b.year and a.year != b.year:
        return f"the years {a.year} and {b.year} differ"
    numbers = names.loose_numbers(a.name), names.loose_numbers(b.name)
    related = (
        a.name.startswith(b.name) or b.name.startswith(a.name) or names.film(a.name).stem == names.film(b.name).stem
    )
    return "a number makes another film" if related and numbers[0] != numbers[1] else ""


def _companies_contradict(a: MentionKey, b: MentionKey) -> str:
    left, right = names.company(a.name), names.company(b.name)
    return "an arm of a company is another company" if left.core == right.core and left.arms != right.arms else ""


_CHECKS: dict[EntityType, Callable[[MentionKey, MentionKey], str]] = {
    EntityType.FILM: _films_contradict,
    EntityType.COMPANY: _companies_contradict,
}
