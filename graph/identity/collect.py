"""From what one article states to the names that it uses: the only step that looks inside an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.identity.entities import kind_of
from graph.identity.inputs import AliasUse, ExternalUse, NameUse
from graph.identity.rules import contradicts, is_short_form, short_forms
from graph.model import Alias, EntityType, Mention, MentionKey, Statement
from graph.names import key


@dataclass(frozen=True, slots=True)
class ArticleNames:
    """The names that one article uses, the aliases that it states, and the ids in other databases that it gives."""

    uses: tuple[NameUse, ...]
    aliases: tuple[AliasUse, ...] = ()
    externals: tuple[ExternalUse, ...] = ()

    def mentioned(self) -> frozenset[MentionKey]:
        """All keys on which this article has a word, as a name or as an alias."""
        ends = (k for a in self.aliases for k in (a.name, a.alias))
        return frozenset({u.mention for u in self.uses} | set(ends) | {e.mention for e in self.externals})


@lru_cache(maxsize=200_000)
def mention_key(mention: Mention) -> MentionKey:
    """The key under which identity knows a mention."""
    return MentionKey(mention.type, key(mention.type, mention.name), mention.year)


def mentions(statements: Iterable[Statement]) -> dict[Mention, int]:
    """How often statements use each name; each of the kind that they give it most often."""
    counts: Counter[Mention] = Counter()
    kinds: dict[Mention, Counter[str]] = defaultdict(Counter)
    for s in statements:
        counts[s.subject] += 1
        counts[s.object] += 1
        if s.object.kind:
            kinds[s.object][s.object.kind] += 1
    return {replace(m, kind=kind_of(kinds[m])) if m in kinds else m: n for m, n in counts.items()}


def article_names(
    article: str,
    counts: Mapping[Mention, int],
    aliases: Iterable[Alias] = (),
    externals: Iterable[tuple[Mention, str]] = (),
    *,
    prose: bool = True,
) -> ArticleNames:
    """The names of one article, given how often it uses each. A table isn't `prose`: nobody in it has a short form."""
    uses = [NameUse(mention_key(m), m.name, article, count, m.kind) for m, count in counts.items()]
    used = {use.mention for use in uses}
    written: dict[MentionKey, list[str]] = defaultdict(list)
    stated: list[AliasUse] = []
    for alias in aliases:
        name, other = _key_used(alias.type, alias.name, used), _key_used(alias.type, alias.alias, used)
        if name != other:
            stated.append(AliasUse(name, other, alias.rule, article))
            written[other].append(alias.alias)
            if name not in used:
                uses.append(NameUse(name, alias.name, article, 0))
    if prose:
        told = {alias.alias for alias in stated}
        stated += (short for short in short_forms(article, used) if short.alias not in told)
    kept = []
    for use in _unambiguous(stated):
        if is_short_form(use) and use.alias not in used:
            # Nobody is meant by it here, so it is one more way to find the full name, not a name to resolve.
            forms = () if contradicts(use) else written[use.alias]
            uses += (NameUse(use.name, form, article, 0) for form in forms)
        else:
            kept.append(use)
            uses += (NameUse(use.alias, form, article, 0) for form in written[use.alias])
    return ArticleNames(
        _merged(uses),
        tuple(kept),
        tuple(ExternalUse(mention_key(m), external) for m, external in dict.fromkeys(externals)),
    )


def _key_used(type_: EntityType, name: str, used: set[MentionKey]) -> MentionKey:
    """The key that an alias means: a film's with the year that the article gives it, if it gives exactly one."""
    plain = MentionKey(type_, key(type_, name))
    if type_ is not EntityType.FILM or plain in used:
        return plain
    dated = [k for k in used if k.type is type_ and k.name == plain.name]
    return dated[0] if len(dated) == 1 else plain


def _merged(uses: Iterable[NameUse]) -> tuple[NameUse, ...]:
    counts: Counter[tuple[MentionKey, str, str]] = Counter()
    kinds: dict[tuple[MentionKey, str, str], str] = {}
    for use in uses:
        place = (use.mention, use.name, use.article)
        counts[place] += use.count
        if use.kind:
            kinds.setdefault(place, use.kind)
    return tuple(NameUse(*place, count, kinds.get(place, "")) for place, count in counts.items())


def _unambiguous(aliases: Iterable[AliasUse]) -> tuple[AliasUse, ...]:
    """The aliases that mean one name only within their article, each of the fullest name that its article gives."""
    names: dict[MentionKey, set[MentionKey]] = defaultdict(set)
    unique = dict.fromkeys(aliases)
    for alias in unique:
        names[alias.alias].add(alias.name)
    single = [alias for alias in unique if len(names[alias.alias]) == 1]
    fuller = {alias.alias: alias.name for alias in single if is_short_form(alias)}
    found = (replace(alias, name=full) for alias in single if (full := _fullest(alias.name, fuller)) is not None)
    return tuple(alias for alias in found if alias.name != alias.alias)


def _fullest(name: MentionKey, fuller: Mapping[MentionKey, MentionKey]) -> MentionKey | None:
    """The name at the end of a chain of short forms; None if the chain runs in a circle."""
    seen = set()
    while name in fuller:
        if name in seen:
            return None
        seen.add(name)
        name = fuller[name]
    return name
