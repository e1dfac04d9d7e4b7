"""The ledger is append-only: versions, readings, tombstones and judgements stay; the latest of each counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import DatabaseError, NotFoundError
from graph.ledger import Ledger, Outcome
from graph.model import (
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
)

TEXT = "Jane Doe stars in Harbor Lights."
DOE = Mention(EntityType.PERSON, "Jane Doe")
HARBOR = Mention(EntityType.FILM, "Harbor Lights")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger.sqlite", create=True)
    yield opened
    opened.close()


def article(text: str = TEXT, key: str = "a") -> Article:
    return Article(key, text, title="Doe to star", publisher="Daily", published="2025-01-02", stem=key)


def reading(reader: str = "r 1", relation: Relation = Relation.ACTED_IN) -> Reading:
    return Reading((Credit(DOE, relation, HARBOR, Span(0, len(TEXT))),), reader=reader)


def test_a_statement_keeps_what_its_article_calls_the_film_and_its_id_does_not_depend_on_it(ledger: Ledger) -> None:
    series = Mention(EntityType.FILM, "Harbor Lights", kind="series")
    ledger.add(article(), Reading((Credit(DOE, Relation.ACTED_IN, series, Span(0, len(TEXT))),), reader="r 1"))
    [kept] = ledger.statements()
    assert kept.object.kind == "series"
    ledger.add(article(), reading("r 2"))
    [read_again] = ledger.statements()
    assert (read_again.object.kind, read_again.id) == ("", kept.id)


def test_an_added_article_is_there_with_its_words(ledger: Ledger) -> None:
    assert ledger.add(article(), reading()) is Outcome.ADDED
    stored = ledger.article(article().id)
    assert stored.article == article()
    assert stored.credits == 1
    (statement,) = ledger.statements()
    assert statement.quote == TEXT
    assert statement.reader == "r 1"


def test_the_same_content_again_changes_nothing_even_under_another_key(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    before = ledger.generation
    assert ledger.add(article(), reading()) is Outcome.UNCHANGED
    assert ledger.add(article(key="b"), reading()) is Outcome.UNCHANGED
    assert ledger.generation == before
    assert ledger.article_ids() == [article().id]


def test_new_content_under_the_same_key_replaces_the_older_reading(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    assert ledger.add(article(TEXT + " She directs too."), reading(relation=Relation.DIRECTED)) is Outcome.CHANGED
    assert [s.relation for s in ledger.statements()] == [Relation.DIRECTED]
    assert len(ledger.article_ids()) == 1


def test_content_that_moved_over_another_article_replaces_what_that_said(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    ledger.add(article("Other words, as long as these.", "b"), reading(relation=Relation.DIRECTED))
    moved = article(key="b")
    assert not ledger.known(moved, "r 1")
    assert ledger.add(moved, reading()) is Outcome.CHANGED
    assert [(s.relation, s.article_id) for s in ledger.statements()] == [(Relation.ACTED_IN, moved.id)]
    assert ledger.known(moved, "r 1")
    assert ledger.add(article(), reading()) is Outcome.UNCHANGED


def test_articles_that_change_places_keep_all_they_say(ledger: Ledger) -> None:
    other = "Other words, as long as these."
    ledger.add(article(), reading())
    ledger.add(article(other, "b"), reading())
    for changed in (article(other), article(key="b")):
        assert not ledger.known(changed, "r 1")
        ledger.add(changed, reading())
    kept = [ledger.article(article_id).article for article_id in ledger.article_ids()]
    assert {a.key: a.text for a in kept} == {"a": other, "b": TEXT}


def test_purge_reaches_the_same_words_where_they_were_before(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(article(), reading())
    ledger.add(article("Other words, as long as these.", "b"), Reading((), reader="r 1"))
    ledger.add(article(key="b"), reading())
    ledger.remove(article(key="b").id, purge=True)
    assert not _bytes_hold(ledger, tmp_path, "Harbor Lights")


def test_another_reader_rereads_without_a_new_version(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    assert ledger.add(article(), reading("r 2", Relation.WROTE)) is Outcome.REREAD
    assert [(s.relation, s.reader) for s in ledger.statements()] == [(Relation.WROTE, "r 2")]


def test_a_removed_article_no_longer_counts_and_can_come_back(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    ledger.remove(article().id)
    assert list(ledger.statements()) == []
    with pytest.raises(NotFoundError):
        ledger.article(article().id)
    assert ledger.add(article(), reading()) is Outcome.ADDED
    assert len(list(ledger.statements())) == 1


def test_removal_keeps_the_words_and_purge_deletes_them(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(article(), reading())
    ledger.remove(article().id)
    assert _bytes_hold(ledger, tmp_path, "Harbor Lights")
    ledger.remove(article().id, purge=True)
    assert not _bytes_hold(ledger, tmp_path, "Harbor Lights")


def _bytes_hold(ledger: Ledger, folder: Path, words: str) -> bool:
    ledger.checkpoint()
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_a_failed_transaction_leaves_nothing_behind(ledger: Ledger) -> None:
    def fail_after_writing() -> None:
        with ledger.transaction():
            ledger.add(article(), reading())
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail_after_writing()
    assert ledger.article_ids() == []
    assert ledger.generation == 0


def test_every_change_is_an_event_of_a_new_generation(ledger: Ledger) -> None:
    ledger.add(article(), reading())
    first = ledger.generation
    ledger.add(article(key="b", text="Other words."), Reading((), reader="r 1"))
    judged = ledger.judge(
        Judgement(0, "", "me", Decision.LINK, MentionKey(EntityType.PERSON, "jane doe"), external="x:1")
    )
    events = ledger.events_after(first)
    assert events.articles == {article(key="b").id}
    assert events.judgements == {judged.id}
    assert events.generation == ledger.generation


def test_an_undo_can_be_undone(ledger: Ledger) -> None:
    a, b = MentionKey(EntityType.PERSON, "jane doe"), MentionKey(EntityType.PERSON, "j doe")
    same = ledger.judge(Judgement(0, "", "me", Decision.SAME, a, b))
    undo = ledger.judge(Judgement(0, "", "me", Decision.UNDO, undoes=same.id))
    assert ledger.effective_judgements() == []
    ledger.judge(Judgement(0, "", "me", Decision.UNDO, undoes=undo.id))
    assert ledger.effective_judgements() == [same]
    assert len(ledger.judgements()) == 3


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"this is not a database, however long it goes on" * 50)
    with pytest.raises(DatabaseError, match="damaged: file is not a database"):
        Ledger.open(path)


def test_a_newer_layout_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    db.close()
    with pytest.raises(DatabaseError) as refused:
        Ledger.open(path)
    assert refused.value.hint == "upgrade reelgraph"
