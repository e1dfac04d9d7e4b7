"""A little world for tests of identity: a ledger that a machine of random operations writes to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from graph.ledger import Ledger
from graph.model import (
    Alias,
    Article,
    Credit,
    Decision,
    EntityType,
    Judgement,
    Mention,
    MentionKey,
    Reading,
    Relation,
    Span,
    Statement,
    Status,
)
from graph.names import key

P, F, C = EntityType.PERSON, EntityType.FILM, EntityType.COMPANY
PEOPLE = ["Vicky Jewson", "Tom Jewson", "Jewson", 'Tom "Tank" Jewson', "Ann Lee", "Anna Lee"]
FILMS = [("Wolf", None), ("Wolf", 1994), ("Wolf", 2021), ("The Wolf", None), ("Wolf 2", None), ("Wolf: Part Two", None)]
COMPANIES = ["Amber", "Amber Films", "Amber Sales", "Amber Films Inc."]
ARTICLES = ["a", "b", "c", "d"]

people, films, companies = st.sampled_from(PEOPLE), st.sampled_from(FILMS), st.sampled_from(COMPANIES)
titles = films.map(lambda film: film[0])
pairs = st.one_of(
    st.tuples(st.just(P), people, people),
    st.tuples(st.just(C), companies, companies),
    st.tuples(st.just(F), titles, titles),
)
IDS = ["imdb:nm0000001", "imdb:nm0000002"]
statuses = st.sampled_from(Status)
table_rows = st.tuples(people, titles, statuses, st.sampled_from(["", *IDS]))
kinds = st.sampled_from(["", "", "film", "series"])
TEXT = "x" * 60


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """What a reader may find in one article."""
    acted = draw(st.lists(st.tuples(people, films, kinds, statuses), max_size=4))
    sold = draw(st.lists(st.tuples(companies, films, kinds, statuses), max_size=2))
    credits = [(Mention(P, n), Relation.ACTED_IN, Mention(F, *f, k), s) for n, f, k, s in acted]
    credits += [(Mention(C, n), Relation.DISTRIBUTES, Mention(F, *f, k), s) for n, f, k, s in sold]
    told = draw(st.lists(st.tuples(pairs, st.sampled_from(["short form", "also known as", "formerly"])), max_size=2))
    return Reading(
        tuple(Credit(a, r, b, Span(i, i + 5), s) for i, (a, r, b, s) in enumerate(credits)),
        tuple(Alias(t, a, b, how, Span(0, 5)) for (t, a, b), how in told if a != b),
        draw(st.sampled_from(["test-1", "table 1"])),
    )


def mention_key(type_: EntityType, name: str, year: int | None = None) -> MentionKey:
    return MentionKey(type_, key(type_, name), year)


class DecidingMachine(RuleBasedStateMachine):
    """Adds, removes, decides, corrects and takes back, in any order. Subclasses say what must hold (`check`)."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.ledger = Ledger.open(self.fresh_folder() / "ledger.sqlite", create=True)
        self.version = 0
        self.start()

    def fresh_folder(self) -> Path:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def check(self) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()

    @rule(name=st.sampled_from(ARTICLES), reading=readings(), date=st.sampled_from(["", "2024-05-01", "2025-01-01"]))
    def add(self, name: str, reading: Reading, date: str) -> None:
        self.version += 1
        self.ledger.add(Article(name, f"{TEXT}{self.version}", f"Title {name}", published=date, stem=name), reading)

    @rule(name=st.sampled_from(["t", "u", "v"]), rows=st.lists(table_rows, min_size=1, max_size=3))
    def tabulate(self, name: str, rows: list[tuple[str, str, Status, str]]) -> None:
        self.version += 1
        article = Article(name, f"{TEXT}{self.version}", f"Title {name}", stem=name)
        with self.ledger.transaction():
            reading = self.ledger.begin_reading(self.ledger.begin_version(article), "table 1")
            for person, title, status, external in rows:
                ends = Mention(P, person), Relation.ACTED_IN, Mention(F, title)
                statement = Statement(article.id, *ends, status, "", "", Span(0, 0), "table 1")
                self.ledger.write_statements(reading, [statement])
                self.ledger.write_externals(reading, [(ends[0], external)] if external else [])

    @precondition(lambda self: self.ledger.article_ids())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.ledger.remove(data.draw(st.sampled_from(self.ledger.article_ids())))

    @rule(pair=pairs, decision=st.sampled_from([Decision.SAME, Decision.SAME, Decision.DIFFERENT, Decision.UNSURE]))
    def decide(self, pair: tuple[EntityType, str, str], decision: Decision) -> None:
        type_, a, b = pair
        one, other = mention_key(type_, a), mention_key(type_, b)
        if one != other:
            self.judge(decision, a=one, b=other)

    @rule(name=people, articles=st.sets(st.sampled_from(ARTICLES), min_size=1, max_size=2))
    def split(self, name: str, articles: set[str]) -> None:
        ids = tuple(Article(a, "").id for a in sorted(articles))
        self.judge(Decision.SPLIT, a=mention_key(P, name), articles=ids)

    @rule(name=people, external=st.sampled_from(IDS))
    def link(self, name: str, external: str) -> None:
        self.judge(Decision.LINK, a=mention_key(P, name), external=external)

    @precondition(lambda self: any(True for _ in self.ledger.statements()))
    @rule(data=st.data(), changes=st.sampled_from([None, {"status": "departed"}, {"object": "Wolf 2"}]))
    def correct(self, data: st.DataObject, changes: Mapping[str, str] | None) -> None:
        statement = data.draw(st.sampled_from(sorted(self.ledger.statements(), key=lambda s: s.id)))
        decision = Decision.CORRECT if changes else Decision.REJECT
        made = tuple(changes.items()) if changes else ()
        self.judge(decision, statement=statement.id, articles=(statement.article_id,), changes=made)

    @precondition(lambda self: self.ledger.judgements())
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        last = data.draw(st.sampled_from(self.ledger.judgements()))
        self.judge(Decision.UNDO, undoes=last.id)

    def judge(self, decision: Decision, **details: object) -> None:
        self.ledger.judge(Judgement(0, "", "ann", decision, **details))  # type: ignore[arg-type]

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "ledger"):
            self.check()
