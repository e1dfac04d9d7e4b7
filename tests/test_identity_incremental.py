"""Resolving the part that an article touches gives what resolving everything gives, in whatever order it came."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import rules as r
from graph.identity.closure import closure
from graph.identity.collect import ArticleNames, article_names, mentions
from graph.identity.inputs import AliasUse, Cluster, ExternalUse, Names, NameUse
from graph.identity.resolve import resolve
from graph.model import Alias, Decision, EntityType, Judgement, Mention, MentionKey, Relation, Span, Statement, Status
from graph.names import key

P, F, C = EntityType.PERSON, EntityType.FILM, EntityType.COMPANY
PEOPLE = ["Vicky Jewson", "Tom Jewson", "Jewson", 'Tom "Tank" Jewson', "Ann Lee", "Lee", "Anna Lee"]
FILMS = [("Wolf", None), ("Wolf", 1994), ("Wolf", 2021), ("The Wolf", None), ("Wolf 2", None), ("Wolf: Part Two", 2023)]
COMPANIES = ["Amber", "Amber Films", "Amber Sales", "Amber Films Inc.", "Cobalt"]
IDS = ["imdb:1", "imdb:2", "wikidata:Q1"]

person_names = st.sampled_from(PEOPLE)
films = st.sampled_from(FILMS)
company_names = st.sampled_from(COMPANIES)
same_type_pairs = st.one_of(
    st.tuples(st.just(P), person_names, person_names),
    st.tuples(st.just(C), company_names, company_names),
    st.tuples(st.just(F), films.map(lambda f: f[0]), films.map(lambda f: f[0])),
)


@st.composite
def articles(draw: st.DrawFn) -> ArticleNames:
    article = draw(st.sampled_from("abcd"))
    credits = draw(st.lists(st.tuples(person_names, films), max_size=4))
    deals = draw(st.lists(st.tuples(company_names, films), max_size=3))
    ends = [(Mention(P, p), Relation.ACTED_IN, Mention(F, *f)) for p, f in credits]
    ends += [(Mention(C, c), Relation.DISTRIBUTES, Mention(F, *f)) for c, f in deals]
    statements = [Statement(article, s, rel, o, Status.CONFIRMED, "", "", Span(0, 1), "test") for s, rel, o in ends]
    rules = st.sampled_from(["short form", "also known as", "formerly"])
    told = draw(st.lists(st.tuples(same_type_pairs, rules), max_size=3))
    aliases = [Alias(t, a, b, rule, Span(0, 1)) for (t, a, b), rule in told if a != b]
    ids = draw(st.lists(st.tuples(person_names.map(lambda n: Mention(P, n)), st.sampled_from(IDS)), max_size=2))
    return article_names(article, mentions(statements), aliases, ids)


@st.composite
def judgement_lists(draw: st.DrawFn) -> list[Judgement]:
    found = []
    for number, (type_, a, b) in enumerate(draw(st.lists(same_type_pairs, max_size=4)), start=1):
        decision = draw(st.sampled_from([Decision.SAME, Decision.DIFFERENT, Decision.UNSURE, Decision.SPLIT]))
        one, other = MentionKey(type_, key(type_, a)), MentionKey(type_, key(type_, b))
        if decision is Decision.SPLIT:
            part = tuple(draw(st.sets(st.sampled_from("abcd"), min_size=1, max_size=2)))
            found.append(Judgement(number, "", "ann", decision, one, articles=part))
        elif one != other:
            found.append(Judgement(number, "", "ann", decision, one, other))
    return found


def everything(world: Iterable[ArticleNames], judgements: Iterable[Judgement]) -> Names:
    world = list(world)
    return Names(
        tuple(u for a in world for u in a.uses),
        tuple(x for a in world for x in a.aliases),
        tuple(dict.fromkeys(e for a in world for e in a.externals)),
        tuple(judgements),
    )


class Lists:
    """A source of names that filters lists."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def in_blocks(self, blocks: Collection[str]) -> Iterable[MentionKey]:
        return (u.mention for u in self._names.uses if r.blocks(u.mention) & set(blocks))

    def aliases(self, keys: Collection[MentionKey]) -> Iterable[AliasUse]:
        return (a for a in self._names.aliases if a.name in keys or a.alias in keys)

    def sharing(self, keys: Collection[MentionKey]) -> Iterable[MentionKey]:
        ids = {e.external for e in self._names.externals if e.mention in keys}
        return (e.mention for e in self._names.externals if e.external in ids)

    def externals(self, keys: Collection[MentionKey]) -> Iterable[ExternalUse]:
        return (e for e in self._names.externals if e.mention in keys)

    def uses(self, keys: Collection[MentionKey], scoped: Collection[tuple[MentionKey, str]]) -> Iterable[NameUse]:
        return (u for u in self._names.uses if u.mention in keys or (u.mention, u.article) in scoped)


def about(clusters: Iterable[Cluster], keys: Collection[MentionKey]) -> dict[str, Cluster]:
    return {c.entity.id: c for c in clusters if any(p.mention in keys for p in c.parts)}


worlds = st.lists(articles(), max_size=5, unique_by=lambda a: next(iter(a.uses)).article if a.uses else "")


@settings(max_examples=300, deadline=None)
@given(world=worlds, judgements=judgement_lists(), data=st.data())
def test_the_closure_of_touched_keys_resolves_as_the_whole_does(
    world: list[ArticleNames], judgements: list[Judgement], data: st.DataObject
) -> None:
    names = everything(world, judgements)
    keys = sorted({k for a in world for k in a.mentioned()}, key=repr)
    touched = data.draw(st.lists(st.sampled_from(keys), max_size=3)) if keys else []
    part = closure(touched, Lists(names), judgements)
    whole = about(resolve(names).clusters.values(), part.keys)
    assert about(part.clusters(resolve(part.names)), part.keys) == whole


@settings(max_examples=100, deadline=None)
@given(world=worlds, judgements=judgement_lists(), data=st.data())
def test_the_order_of_adding_does_not_matter(
    world: list[ArticleNames], judgements: list[Judgement], data: st.DataObject
) -> None:
    names = everything(world, judgements)
    shuffled = Names(
        tuple(data.draw(st.permutations(names.uses))),
        tuple(data.draw(st.permutations(names.aliases))),
        tuple(data.draw(st.permutations(names.externals))),
        names.judgements,
    )
    assert resolve(shuffled) == resolve(names)


@settings(max_examples=200, deadline=None)
@given(world=worlds, judgements=judgement_lists())
def test_every_name_is_one_entity_and_no_decision_is_broken(
    world: list[ArticleNames], judgements: list[Judgement]
) -> None:
    resolution = resolve(everything(world, judgements))
    for article in world:
        for use in article.uses:
            if use.count:
                assert resolution.entity(use.mention, use.article) in resolution.clusters
    split = {j.a for j in judgements if j.decision is Decision.SPLIT}
    latest = {frozenset((j.a, j.b)): j for j in judgements if j.decision is not Decision.SPLIT}
    for judgement in latest.values():
        if judgement.decision is Decision.DIFFERENT and not {judgement.a, judgement.b} & split:
            for cluster in resolution.clusters.values():
                assert not {judgement.a, judgement.b} <= {part.mention for part in cluster.parts}
