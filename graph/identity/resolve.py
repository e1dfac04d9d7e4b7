"""Which names are one: a pure function of all name uses, stated aliases, decisions and the rules that are switched on.

Every join that a rule or a person makes is an edge between parts (a name, or what some articles mean by it). The edges
are taken in one fixed order, people's before the rules', and an edge that would bring together what a person declared
different is refused and reported. Nothing depends on the order in which anything was added, and no edge looks further
than its own component: a closed part of the names resolves to the same clusters as all (`graph.identity.closure`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.identity import rules as r
from graph.identity.components import Bar, Component, Edge
from graph.identity.entities import entity, single
from graph.identity.inputs import (
    AliasUse,
    Cluster,
    ExternalUse,
    Merge,
    Names,
    NameUse,
    Part,
    Refusal,
    Resolution,
    order,
)
from graph.identity.judged import Decided, decided
from graph.model import EntityType, MentionKey
from graph.names import key as normalised
from graph.names import without_article

_RANK = {rule: rank for rank, rule in enumerate((r.SAME_NAME, *r.RULES))}
_SECONDARY = frozenset({r.SHORT_FORM, r.FORMERLY})


def resolve(names: Names, rules: frozenset[str] = r.ALL_RULES) -> Resolution:
    """The clusters that follow from the names, with the reasons. `rules` names the rules that are switched on."""
    return _Resolver(names, rules).run()


@dataclass(slots=True)
class _Found:
    """What was found while components were resolved."""

    clusters: dict[str, Cluster] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


class _Resolver:
    """One run. Kept as a class because its steps share the uses and the parts that they fall into."""

    def __init__(self, names: Names, rules: frozenset[str]) -> None:
        self._names = names
        self._rules = rules
        self._decided: Decided = decided(names.judgements)
        self._aliases = [a for a in names.aliases if self._believed(a)]
        self._different: Mapping[MentionKey, Sequence[int]] = self._different_by_end()
        self._barred_pairs = {frozenset((j.a, j.b)): j.id for j in self._decided.different if not j.articles}
        self._barred_aliases: list[Refusal] = []
        self._scoped = self._scoped_parts()
        self._uses: dict[Part, list[NameUse]] = defaultdict(list)
        believed = {(end, a.article) for a in self._aliases for end in (a.name, a.alias)}
        for use in names.uses:
            part = self._part(use.mention, use.article)
            if use.count or part.articles or (use.mention, use.article) in believed or self._is_form(use):
                self._uses[part].append(use)
        self._externals: dict[MentionKey, list[str]] = defaultdict(list)
        for given in names.externals:
            self._externals[given.mention].append(given.external)
        self._parts_of: dict[MentionKey, list[Part]] = defaultdict(list)
        for part in self._uses:
            self._parts_of[part.mention].append(part)
        self._blocks = self._by_block()

    def run(self) -> Resolution:
        found = _Found(refused=self._barred_aliases)
        edges = self._edges()
        for component in self._components(edges):
            self._resolve(component, found)
        wholes: dict[MentionKey, str] = {}
        for cluster in found.clusters.values():
            for part in cluster.parts:
                if not part.articles:
                    wholes[part.mention] = cluster.entity.id
        part_ids = {p: id_ for id_, c in found.clusters.items() for p in c.parts if p.articles}
        scoped = {key: part_ids[part] for key, part in self._scoped.items() if part in part_ids}
        refused = sorted(found.refused, key=Refusal.sort_key)
        return Resolution(dict(sorted(found.clusters.items())), tuple(refused), wholes, scoped)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _believed(self, alias: AliasUse) -> bool:
        return r.rule_of(alias) in self._rules and alias.name != alias.alias and not r.contradicts(alias)

    def _scoped_parts(self) -> dict[tuple[MentionKey, str], Part]:
        """The (key, article) pairs that are not the whole key: split off by a person, or short for another name."""
        scoped = {(key, article): part for key, of in self._decided.splits.items() for article, part in of.items()}
        claims: dict[MentionKey, set[str]] = defaultdict(set)
        for alias in self._aliases:
            if not r.is_short_form(alias):
                claims[alias.alias].add(alias.name.name)
        kept: list[AliasUse] = []
        for alias in self._aliases:
            narrow = r.is_short_form(alias) or len(claims[alias.alias]) > 1
            judgement = self._barred_pairs.get(frozenset((alias.alias, alias.name)))
            if narrow and judgement is not None:
                merge = Merge(Part(alias.name), Part(alias.alias), r.rule_of(alias), alias.article)
                self._barred_aliases.append(Refusal(merge, judgement))
                continue
            kept.append(alias)
            if narrow:
                scoped.setdefault((alias.alias, alias.article), Part(alias.alias, (alias.article,)))
        self._aliases = kept
        return scoped

    def _is_form(self, use: NameUse) -> bool:
        """Whether a use is a short form by which its name can be found, and no person said otherwise."""
        form = MentionKey(use.mention.type, normalised(use.mention.type, use.name))
        mine = form.name == use.mention.name
        return not mine and r.SHORT_FORM in self._rules and frozenset((form, use.mention)) not in self._barred_pairs

    def _part(self, mention: MentionKey, article: str) -> Part:
        return self._scoped.get((mention, article)) or Part(mention)

    def _by_block(self) -> dict[str, list[Part]]:
        by_block: dict[str, list[Part]] = defaultdict(list)
        for part in self._uses:
            for block in r.blocks(part.mention):
                by_block[block].append(part)
        return by_block

    # --- edges -------------------------------------------------------------------------------------------------------

    def _edges(self) -> list[Edge]:
        edges = [*self._person_edges(), *self._alias_edges(), *self._external_edges(), *self._block_edges()]
        return sorted(edges, key=Edge.sort_key)

    def _person_edges(self) -> Iterator[Edge]:
        for judgement in self._decided.same:
            assert judgement.a is not None
            assert judgement.b is not None
            a_parts = self._meant(judgement.a, judgement.articles)
            b_parts = self._meant(judgement.b, ())
            if not a_parts or not b_parts:
                continue
            first = b_parts[0]
            for part in (*a_parts, *b_parts[1:]):
                yield Edge(-1, Merge(part, first, "", judgement=judgement.id))

    def _meant(self, key: MentionKey, articles: Sequence[str]) -> list[Part]:
        """The parts that a person means by a key: a split-off part if articles are given, else the whole key.

        Where articles use the key only as a short form, its scoped parts; where none uses it now, a part without uses,
        because what was decided still holds between the others.
        """
        split = self._decided.splits.get(key, {})
        if articles:
            return sorted({split[a] for a in articles if a in split}, key=Part.sort_key)
        parts = [p for p in self._parts_of.get(key, ()) if p not in split.values()]
        whole = Part(key)
        return [whole] if whole in parts or not parts else sorted(parts, key=Part.sort_key)

    def _alias_edges(self) -> Iterator[Edge]:
        for alias in self._aliases:
            rule = r.rule_of(alias)
            name, short = self._part(alias.name, alias.article), self._part(alias.alias, alias.article)
            if name in self._uses and short in self._uses:
                yield Edge(_RANK[rule], Merge(name, short, rule, alias.article))

    def _external_edges(self) -> Iterator[Edge]:
        if r.SAME_EXTERNAL not in self._rules:
            return
        holders: dict[tuple[str, EntityType], set[Part]] = defaultdict(set)
        for mention, by_scheme in _single_ids(self._names.externals).items():
            for scheme, external in by_scheme.items():
                holders[f"{scheme}:{external}", mention.type].add(Part(mention))
        for parts in holders.values():
            alike = sorted((p for p in parts if p in self._uses), key=Part.sort_key)
            for a, b in pairwise(alike):
                yield Edge(_RANK[r.SAME_EXTERNAL], Merge(a, b, r.SAME_EXTERNAL))

    def _block_edges(self) -> Iterator[Edge]:
        for parts in self._blocks.values():
            whole = [part for part in parts if not part.articles]
            if not whole or (len(whole) == 1 and whole[0].mention.type is not EntityType.PERSON):
                continue
            uses = [use for part in whole for use in self._uses[part]]
            for join in r.block_joins(uses, self._rules):
                yield Edge(_RANK[join.rule], Merge(Part(join.a), Part(join.b), join.rule))

    # --- components --------------------------------------------------------------------------------------------------

    def _components(self, edges: Sequence[Edge]) -> Iterator[Component]:
        """The connected components: of parts without edges first (nearly all of them), then of those with edges."""
        touched = {part for edge in edges for part in (edge.merge.a, edge.merge.b)}
        for part in self._uses:
            if part not in touched:
                yield Component((part,))
        parent = {part: part for part in touched}

        def root(part: Part) -> Part:
            while parent[part] is not part:
                parent[part] = parent[parent[part]]
                part = parent[part]
            return part

        for edge in edges:
            parent[root(edge.merge.a)] = root(edge.merge.b)
        members: dict[Part, list[Part]] = defaultdict(list)
        inside: dict[Part, list[Edge]] = defaultdict(list)
        for part in touched:
            members[root(part)].append(part)
        for edge in edges:
            inside[root(edge.merge.a)].append(edge)
        for top, parts in members.items():
            ordered = tuple(sorted(parts, key=Part.sort_key))
            yield Component(ordered, tuple(inside[top]), tuple(self._bars(ordered)))

    def _different_by_end(self) -> Mapping[MentionKey, Sequence[int]]:
        """Where among the decisions that two names are different those on each first name stand."""
        places: dict[MentionKey, list[int]] = defaultdict(list)
        for place, judgement in enumerate(self._decided.different):
            if judgement.a is not None:
                places[judgement.a].append(place)
        return places

    def _bars(self, parts: Sequence[Part]) -> Iterator[Bar]:
        """What keeps parts of one component apart: decisions, splits, and two ids in one other database."""
        inside: dict[MentionKey, list[Part]] = defaultdict(list)
        for part in parts:
            inside[part.mention].append(part)
        # Not all decisions for each component: a thousand of them on thousands of components would cost seconds.
        for place in sorted(place for mention in inside for place in self._different.get(mention, ())):
            judgement = self._decided.different[place]
            a = self._barred(judgement.a, judgement.articles, inside)
            b = self._barred(judgement.b, (), inside)
            if a and b:
                yield Bar(a, b, judgement.id)
        for key in inside.keys() & self._decided.splits.keys():
            for part in sorted(set(self._decided.splits[key].values()), key=Part.sort_key):
                others = frozenset(p for p in inside[key] if p != part)
                if part in inside[key] and others:
                    yield Bar(frozenset((part,)), others, self._split_judgement(key, part))
        yield from _external_bars(self._externals, inside)

    def _barred(
        self, key: MentionKey | None, articles: Sequence[str], inside: dict[MentionKey, list[Part]]
    ) -> frozenset[Part]:
        if key is None:
            return frozenset()
        split = self._decided.splits.get(key, {})
        if articles:
            return frozenset(split[a] for a in articles if a in split) & frozenset(inside.get(key, ()))
        return frozenset(p for p in inside.get(key, ()) if p not in split.values())

    def _split_judgement(self, key: MentionKey, part: Part) -> int:
        made = (j for j in self._names.judgements if j.decision == "split" and j.a == key)
        return max((j.id for j in made if set(part.articles) <= set(j.articles)), default=0)

    # --- clusters ----------------------------------------------------------------------------------------------------

    def _resolve(self, component: Component, found: _Found) -> None:
        if not component.edges:
            part = component.parts[0]
            if cluster := self._cluster((part,), ()):
                found.clusters[cluster.entity.id] = cluster
            return
        groups, refused = component.solve()
        found.refused += refused
        for parts, merges in groups:
            if cluster := self._cluster(parts, merges):
                found.clusters[cluster.entity.id] = cluster

    def _cluster(self, parts: Sequence[Part], merges: Sequence[Merge]) -> Cluster | None:
        """The cluster of these parts; None if no article uses any of them otherwise than as an alias."""
        if len(parts) == 1 and (quick := self._alone(parts[0])):
            return quick
        with_uses = [(part, self._uses.get(part, ())) for part in parts]
        if not any(use.count for _, uses in with_uses for use in uses):
            return None
        secondary = frozenset(m.b for m in merges if m.rule in _SECONDARY)
        made = entity(with_uses, secondary, frozenset(p for p in parts if not self._shares_title(p)))
        return Cluster(made, tuple(sorted(parts, key=Part.sort_key)), tuple(merges), self._externals_of(parts))

    def _externals_of(self, parts: Sequence[Part]) -> tuple[str, ...]:
        return tuple(sorted({e for part in parts if not part.articles for e in self._externals.get(part.mention, ())}))

    def _alone(self, part: Part) -> Cluster | None:
        """The cluster of a part that is written in one way only, which nearly all are; None for any other part."""
        uses = self._uses.get(part, ())
        if len(uses) != 1 or not uses[0].count or self._shares_title(part):
            return None
        return Cluster(single(part, uses[0]), (part,), (), self._externals_of((part,)))

    def _shares_title(self, part: Part) -> bool:
        """Whether a film with an article at its head has a namesake without: then only its exact title finds it."""
        key = part.mention
        bare = without_article(key.name)
        if key.type is not EntityType.FILM or bare == key.name or part.articles:
            return bool(part.articles)
        (block,) = r.blocks(key)
        return any(without_article(p.mention.name) == bare and p.mention.name != key.name for p in self._blocks[block])


def _single_ids(externals: Iterable[ExternalUse]) -> dict[MentionKey, dict[str, str]]:
    """For each key its ids by scheme, without schemes in which it has two: such a name is several people's."""
    ids: dict[MentionKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for use in externals:
        scheme, _, external = use.external.partition(":")
        ids[use.mention][scheme].add(external)
    return {
        mention: {scheme: next(iter(found)) for scheme, found in by_scheme.items() if len(found) == 1}
        for mention, by_scheme in sorted(ids.items(), key=lambda item: order(item[0]))
    }


def _external_bars(
    externals: Mapping[MentionKey, Sequence[str]], inside: Mapping[MentionKey, Sequence[Part]]
) -> Iterator[Bar]:
    if not externals:
        return
    known = _single_ids(ExternalUse(mention, e) for mention in inside for e in externals.get(mention, ()))
    holders: dict[str, dict[str, set[Part]]] = defaultdict(lambda: defaultdict(set))
    for mention, by_scheme in known.items():
        for scheme, external in by_scheme.items():
            holders[scheme][external].update(part for part in inside[mention] if not part.articles)
    for scheme, by_id in sorted(holders.items()):
        ordered = sorted(by_id.items())
        for place, (left, parts) in enumerate(ordered):
            for right, others in ordered[place + 1 :]:
                if parts and others:
                    yield Bar(frozenset(parts), frozenset(others), None, f"{scheme}:{left} is not {scheme}:{right}")
