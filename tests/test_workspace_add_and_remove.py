"""Adding is idempotent, a changed article replaces its older reading, removing takes away exactly what only it said."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import NotFoundError, UsageError
from graph.ledger import Outcome
from graph.model import Article, Graph
from graph.projection import build
from graph.settings import Settings
from graph.workspace import Workspace
from tests import gold


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(Settings(tmp_path / "workspace"))


def graph_of(workspace: Workspace) -> Graph:
    """What the store shows; it must be what a fresh build from the ledger gives."""
    with workspace.store() as store:
        shown = store.snapshot()
    with workspace.ledger() as ledger:
        assert shown == build(ledger)
    return shown


def add(workspace: Workspace, articles: list[Article]) -> list[Outcome]:
    return [added.outcome for added in workspace.add(articles, gold.reader())]


def test_adding_the_same_articles_twice_changes_nothing(workspace: Workspace) -> None:
    articles = gold.articles()
    assert set(add(workspace, articles)) == {Outcome.ADDED}
    before = graph_of(workspace)
    assert set(add(workspace, articles)) == {Outcome.UNCHANGED}
    assert graph_of(workspace) == before


def test_the_order_of_adding_does_not_matter(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace(Settings(tmp_path / "other"))
    add(workspace, gold.articles())
    add(other, gold.articles()[::-1])
    assert graph_of(workspace) == graph_of(other)


def test_removing_takes_away_exactly_what_only_it_said(workspace: Workspace, tmp_path: Path) -> None:
    articles = gold.articles()
    add(workspace, articles)
    workspace.remove([articles[5].stem])
    without = Workspace(Settings(tmp_path / "without"))
    add(without, [a for a in articles if a != articles[5]])
    assert graph_of(workspace) == graph_of(without)


def test_an_article_that_changed_replaces_its_older_reading(workspace: Workspace) -> None:
    first, second = gold.articles()[:2]
    add(workspace, [first, second])
    emptied = replace(first, text="Nothing to see here.")
    assert add(workspace, [emptied]) == [Outcome.CHANGED]
    assert {a for r in graph_of(workspace).relationships for a in {e.article for e in r.evidence}} == {second.id}


def test_what_was_added_before_a_failure_stays(workspace: Workspace) -> None:
    articles = gold.articles()

    def broken() -> list[Article]:
        yield from articles[:10]  # more than two batches of four
        raise UsageError("the source broke")

    with pytest.raises(UsageError):
        list(workspace.add(broken(), gold.reader(), batch=4))
    assert len(workspace.articles()) == 10
    graph_of(workspace)


def test_who_stops_early_and_closes_finds_the_graph_up_to_date(workspace: Workspace) -> None:
    with closing(workspace.add(gold.articles()[:3], gold.reader(), batch=1)) as adding:
        next(adding)
    assert "up to date" in workspace.status().stores["embedded"]
    assert len(workspace.articles()) == 1
    assert add(workspace, gold.articles()[:2]) == [Outcome.UNCHANGED, Outcome.ADDED]


BALLERINA = next(a for a in gold.articles() if "ballerina-overdrive" in a.stem)


def files_with(workspace: Workspace, words: bytes) -> list[Path]:
    return [p for p in workspace.folder.rglob("*") if p.is_file() and words in p.read_bytes()]


def test_purge_leaves_no_word_of_the_article_in_the_workspace(workspace: Workspace) -> None:
    add(workspace, [BALLERINA])
    with workspace.cypher() as cypher, cypher.run("MATCH (n:Person) RETURN n.name", {}) as names:
        assert list(names)
    assert workspace.folder / "graph.lbug" in files_with(workspace, b"Ballerina Overdrive")
    workspace.remove([BALLERINA.url], purge=True)
    assert not files_with(workspace, b"Ballerina Overdrive")


def test_the_words_of_an_article_that_was_removed_can_still_be_purged(workspace: Workspace) -> None:
    add(workspace, [BALLERINA])
    workspace.remove([BALLERINA.url])
    with pytest.raises(NotFoundError):
        workspace.remove([BALLERINA.url])
    assert workspace.remove([BALLERINA.title], purge=True) == [BALLERINA.id]
    assert not files_with(workspace, b"Ballerina Overdrive")
    with pytest.raises(NotFoundError):
        workspace.remove([BALLERINA.url], purge=True)


def test_a_name_is_first_that_of_an_article_that_counts(workspace: Workspace) -> None:
    first, second = (replace(a, title="Same title") for a in gold.articles()[:2])
    add(workspace, [first, second])
    workspace.remove([first.id])
    assert workspace.remove(["Same title"], purge=True) == [second.id]


def test_an_article_that_is_named_twice_is_removed_once(workspace: Workspace) -> None:
    first, second = gold.articles()[:2]
    add(workspace, [first, second])
    assert workspace.remove([first.stem, first.id, first.url]) == [first.id]
    assert [stored.article.id for stored in workspace.articles()] == [second.id]


def test_removing_a_name_that_fits_none_or_several_removes_nothing(workspace: Workspace) -> None:
    first, second = (replace(a, title="Same title") for a in gold.articles()[:2])
    add(workspace, [first, second])
    with pytest.raises(NotFoundError):
        workspace.remove([first.stem, "no such article"])
    with pytest.raises(UsageError, match="names 2 articles"):
        workspace.remove(["Same title"])
    assert len(workspace.articles()) == 2


def test_a_lost_graph_is_built_again_when_asked(workspace: Workspace) -> None:
    add(workspace, gold.articles())
    before = graph_of(workspace)
    for path in workspace.folder.glob("graph.sqlite*"):
        path.unlink()
    for path in workspace.folder.glob("index/*"):
        path.unlink()
    assert graph_of(workspace) == before


def test_a_damaged_graph_is_built_again_when_asked(workspace: Workspace) -> None:
    add(workspace, gold.articles())
    before = graph_of(workspace)
    (workspace.folder / "graph.sqlite").write_bytes(b"no database" * 1000)
    assert graph_of(workspace) == before
