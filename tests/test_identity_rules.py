"""Safe rules join what nobody would doubt, say their name, and never join a sequel, a namesake or a company's arm."""

from __future__ import annotations

import time

import pytest

from graph.identity import rules as r
from graph.identity.inputs import AliasUse, ExternalUse, Names, NameUse, Resolution
from graph.identity.resolve import resolve
from graph.model import Decision, EntityType, Judgement, MentionKey
from graph.names import key

P, F, C = EntityType.PERSON, EntityType.FILM, EntityType.COMPANY


def use(type_: EntityType, name: str, article: str = "a", *, year: int | None = None, count: int = 1) -> NameUse:
    return NameUse(MentionKey(type_, key(type_, name), year), name, article, count)


def stated(name: NameUse, alias: NameUse, rule: str, article: str = "a") -> AliasUse:
    return AliasUse(name.mention, alias.mention, rule, article)


def entity_of(resolution: Resolution, name: NameUse) -> str:
    return resolution.entity(name.mention, name.article)


def rules_of(resolution: Resolution, name: NameUse) -> list[str]:
    return [merge.rule for merge in resolution.clusters[entity_of(resolution, name)].merges]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (use(F, "John Wick"), use(F, "John Wick: Chapter 4")),
        (use(F, "Nobody"), use(F, "Nobody 2")),
        (use(F, "Kill Bill"), use(F, "Kill Bill: Volume 2")),
        (use(F, "Suicide Squad"), use(F, "The Suicide Squad")),
        (use(F, "Ocean's 11"), use(F, "Ocean's Eleven")),
        (use(F, "Road House", year=1989), use(F, "Road House", year=2024)),
        (use(P, "Michael Jordan"), use(P, "Michael B. Jordan")),
        (use(P, "Robert Downey"), use(P, "Robert Downey Jr.")),
        (use(C, "Sony"), use(C, "Sony Pictures Classics")),
        (use(C, "Sony"), use(C, "Sony Pictures")),
        (use(C, "Blumhouse"), use(C, "Blumhouse Television")),
    ],
)
def test_these_stay_apart_even_in_one_article(a: NameUse, b: NameUse) -> None:
    told = (stated(b, a, "short form"),) if b.name.startswith(a.name) and a.mention.type is F else ()
    resolution = resolve(Names((a, b), told))
    assert entity_of(resolution, a) != entity_of(resolution, b)


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [
        (use(C, "87North"), use(C, "87North Productions", "b"), r.TRADE_SUFFIX),
        (use(C, "Focus"), use(C, "Focus Features", "b"), r.TRADE_SUFFIX),
        (use(C, "Working Title Prods."), use(C, "Working Title Productions", "b"), r.LEGAL_FORM),
        (use(C, "A24"), use(C, "A24 LLC", "b"), r.LEGAL_FORM),
        (use(F, "Kill Bill: Vol. 2"), use(F, "Kill Bill: Volume Two", "b"), r.NUMBER_FORM),
        (use(F, "Dune: Part Two"), use(F, "Dune 2", "b"), r.NUMBER_FORM),
        (use(F, "Rocky II"), use(F, "Rocky 2", "b"), r.NUMBER_FORM),
        (use(F, "Nobody"), use(F, "Nobody", "b", year=2021), r.ONLY_DATED),
        (use(P, 'Dwayne "The Rock" Johnson'), use(P, "Dwayne Johnson", "b"), r.NICKNAME),
    ],
)
def test_these_are_one_by_a_rule_that_is_named_and_can_be_switched_off(a: NameUse, b: NameUse, rule: str) -> None:
    names = Names((a, b))
    on, off = resolve(names), resolve(names, r.ALL_RULES - {rule})
    assert entity_of(on, a) == entity_of(on, b)
    assert rules_of(on, a) == [rule]
    assert entity_of(off, a) != entity_of(off, b)


def test_a_short_form_holds_in_its_article_only() -> None:
    full, short, elsewhere = use(P, "Vicky Jewson"), use(P, "Jewson"), use(P, "Jewson", "b")
    resolution = resolve(Names((full, short, elsewhere), (stated(full, short, "short form"),)))
    assert entity_of(resolution, short) == entity_of(resolution, full)
    assert entity_of(resolution, elsewhere) != entity_of(resolution, full)
    assert resolution.clusters[entity_of(resolution, full)].entity.name == "Vicky Jewson"


def test_two_people_with_one_short_form_in_two_articles_do_not_become_one() -> None:
    vicky, tom = use(P, "Vicky Jewson"), use(P, "Tom Jewson", "b")
    shorts = use(P, "Jewson"), use(P, "Jewson", "b")
    aliases = stated(vicky, shorts[0], "short form"), stated(tom, shorts[1], "short form", "b")
    resolution = resolve(Names((vicky, tom, *shorts), aliases))
    assert entity_of(resolution, vicky) != entity_of(resolution, tom)
    assert [entity_of(resolution, s) for s in shorts] == [entity_of(resolution, p) for p in (vicky, tom)]


def test_an_alias_of_two_names_counts_only_where_it_is_stated() -> None:
    first, second = use(C, "Amber Films"), use(C, "Cobalt Media", "b")
    alias_a, alias_b, alias_c = (use(C, "Blue Door", article) for article in "abc")
    aliases = stated(first, alias_a, "formerly"), stated(second, alias_b, "formerly", "b")
    resolution = resolve(Names((first, second, alias_a, alias_b, alias_c), aliases))
    assert len({entity_of(resolution, u) for u in (first, second, alias_c)}) == 3
    assert entity_of(resolution, alias_a) == entity_of(resolution, first)


def test_a_former_name_finds_the_entity_but_does_not_name_it() -> None:
    new, old = use(F, "Ballerina", count=1), use(F, "Untitled Wick Spinoff", count=9)
    resolution = resolve(Names((new, old), (stated(new, old, "formerly"),)))
    entity = resolution.clusters[entity_of(resolution, old)].entity
    assert (entity.name, entity.aliases) == ("Ballerina", ("Untitled Wick Spinoff",))
    assert entity.keys == ("ballerina", "untitled wick spinoff")


def test_an_alias_that_nobody_uses_is_still_a_way_to_find_the_entity() -> None:
    name, alias = use(P, "Robert Zimmerman"), use(P, "Bob Dylan", count=0)
    resolution = resolve(Names((name, alias), (stated(name, alias, "also known as"),)))
    (cluster,) = resolution.clusters.values()
    assert cluster.entity.keys == ("bob dylan", "robert zimmerman")


def test_a_second_dated_film_withdraws_what_the_only_one_had() -> None:
    undated, first, second = use(F, "Wolf"), use(F, "Wolf", "b", year=1994), use(F, "Wolf", "c", year=2021)
    before, after = resolve(Names((undated, first))), resolve(Names((undated, first, second)))
    assert entity_of(before, undated) == entity_of(before, first)
    assert len({entity_of(after, u) for u in (undated, first, second)}) == 3


DUNE, PART_TWO = use(F, "Dune 2"), use(F, "Dune: Part Two", "b")
PART_TWO_2024 = use(F, "Dune: Part Two", "c", year=2024)


def test_an_undated_film_is_the_dated_one_of_its_own_title_not_of_another_form() -> None:
    no = Judgement(1, "", "ann", Decision.DIFFERENT, DUNE.mention, PART_TWO.mention)
    films = (DUNE, PART_TWO, PART_TWO_2024)
    for resolution in (
        resolve(Names(films, judgements=(no,))),
        resolve(Names(films), r.ALL_RULES - {r.NUMBER_FORM}),
    ):
        assert entity_of(resolution, PART_TWO) == entity_of(resolution, PART_TWO_2024)
        assert entity_of(resolution, DUNE) != entity_of(resolution, PART_TWO)
    assert len(resolve(Names(films)).clusters) == 1


def test_another_form_of_a_dated_title_is_joined_only_by_the_rule_of_forms_and_only_if_it_is_alone() -> None:
    pair, roman = Names((DUNE, PART_TWO_2024)), use(F, "Dune II", "d")
    assert len(resolve(pair).clusters) == 1
    assert len(resolve(pair, r.ALL_RULES - {r.NUMBER_FORM}).clusters) == 2
    no = Judgement(1, "", "ann", Decision.DIFFERENT, DUNE.mention, roman.mention)
    assert len(resolve(Names((DUNE, roman, PART_TWO_2024), judgements=(no,))).clusters) == 3


def test_two_forms_of_one_undated_title_with_two_dated_films_join_neither() -> None:
    old = use(F, "Dune 2", "d", year=1994)
    resolution = resolve(Names((DUNE, PART_TWO, PART_TWO_2024, old)))
    assert entity_of(resolution, DUNE) == entity_of(resolution, PART_TWO)
    assert len(resolution.clusters) == 3


def test_a_company_that_bears_the_name_in_another_legal_form_and_is_not_the_same_withdraws_the_suffix_rule() -> None:
    bare, legal, films = use(C, "Amber"), use(C, "Amber Inc."), use(C, "Amber Films")
    assert len(resolve(Names((bare, legal, films))).clusters) == 1
    no = Judgement(1, "", "ann", Decision.DIFFERENT, bare.mention, legal.mention)
    assert len(resolve(Names((bare, legal, films), judgements=(no,))).clusters) == 3


def test_a_third_company_of_the_name_withdraws_the_suffix_rule() -> None:
    bare, films, sales = use(C, "Altitude"), use(C, "Altitude Films"), use(C, "Altitude Sales")
    assert len(resolve(Names((bare, films))).clusters) == 1
    assert len(resolve(Names((bare, films, sales))).clusters) == 3


def test_an_id_in_another_database_joins_and_keeps_apart() -> None:
    married, maiden, other = use(P, "Robin Wright Penn"), use(P, "Robin Wright"), use(P, "Robin B. Wright")
    ids = [ExternalUse(u.mention, "imdb:nm0000705") for u in (married, maiden)]
    ids.append(ExternalUse(other.mention, "imdb:nm9999999"))
    alias = stated(maiden, other, "also known as")
    resolution = resolve(Names((married, maiden, other), (alias,), tuple(ids)))
    assert rules_of(resolution, married) == [r.SAME_EXTERNAL]
    assert entity_of(resolution, other) != entity_of(resolution, maiden)
    assert [f.external for f in resolution.refused] == ["imdb:nm0000705 is not imdb:nm9999999"]


def test_a_film_is_found_without_its_article_unless_another_bears_that_title() -> None:
    alone = resolve(Names((use(F, "The Batman"),)))
    assert [e.keys for e in alone.entities()] == [("batman", "the batman")]
    both = resolve(Names((use(F, "The Batman"), use(F, "Batman"))))
    assert sorted(e.keys for e in both.entities()) == [("batman",), ("the batman",)]


def test_a_person_s_no_blocks_every_rule_and_says_which() -> None:
    a, b = use(C, "87North"), use(C, "87North Productions", "b")
    no = Judgement(7, "", "ann", Decision.DIFFERENT, a.mention, b.mention)
    resolution = resolve(Names((a, b), judgements=(no,)))
    assert entity_of(resolution, a) != entity_of(resolution, b)
    assert [(f.merge.rule, f.judgement) for f in resolution.refused] == [(r.TRADE_SUFFIX, 7)]


def test_a_person_s_no_blocks_a_detour() -> None:
    a, b, c = use(P, "Ann Lee"), use(P, "Anna Lee"), use(P, "A. Lee")
    aliases = stated(a, c, "also known as"), stated(c, b, "also known as")
    no = Judgement(1, "", "ann", Decision.DIFFERENT, a.mention, b.mention)
    assert len(resolve(Names((a, b, c), aliases)).clusters) == 1
    kept = resolve(Names((a, b, c), aliases, judgements=(no,)))
    assert entity_of(kept, a) != entity_of(kept, b)
    assert len(kept.refused) == 1


def test_a_person_s_yes_joins_and_the_latest_word_counts() -> None:
    a, b = use(P, "Michael Jordan"), use(P, "Michael B. Jordan")
    yes = Judgement(1, "", "ann", Decision.SAME, a.mention, b.mention)
    no = Judgement(2, "", "bob", Decision.DIFFERENT, b.mention, a.mention)
    joined = resolve(Names((a, b), judgements=(yes,)))
    assert [m.judgement for c in joined.clusters.values() for m in c.merges] == [1]
    assert len(resolve(Names((a, b), judgements=(yes, no))).clusters) == 2


def test_a_name_can_be_split_by_article_and_the_part_joined_elsewhere() -> None:
    basketball, film = use(P, "Michael Jordan"), use(P, "Michael Jordan", "b")
    actor = use(P, "Michael B. Jordan", "c")
    split = Judgement(1, "", "ann", Decision.SPLIT, film.mention, articles=("b",))
    apart = resolve(Names((basketball, film, actor), judgements=(split,)))
    assert len({entity_of(apart, u) for u in (basketball, film, actor)}) == 3
    same = Judgement(2, "", "ann", Decision.SAME, film.mention, actor.mention, articles=("b",))
    joined = resolve(Names((basketball, film, actor), judgements=(split, same)))
    assert entity_of(joined, film) == entity_of(joined, actor)
    assert entity_of(joined, basketball) == entity_of(apart, basketball)


def test_decisions_on_other_names_cost_nothing() -> None:
    joined = [use(C, f"Zork{i}{form}") for i in range(1000) for form in ("", " Inc.")]
    apart = [
        Judgement(i, "", "ann", Decision.DIFFERENT, use(P, f"Ann Lee {i}").mention, use(P, f"Ann Lea {i}").mention)
        for i in range(1, 1001)
    ]

    def seconds(*judgements: Judgement) -> float:
        start = time.process_time()
        assert len(resolve(Names(joined, judgements=judgements)).clusters) == 1000
        return time.process_time() - start

    assert min(seconds(*apart) for _ in range(3)) < 4 * min(seconds() for _ in range(3))
