"""A workspace on which work is killed (SIGKILL) at random moments, and what must be so afterwards."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from functools import cache
from pathlib import Path

from graph.doctor import State, examine
from graph.model import Article, PathRequest
from graph.projection import build
from graph.settings import Settings
from graph.sources import load
from graph.store.base import Stamp
from graph.store.embedded import EmbeddedStore
from graph.workspace import Workspace
from tests import gold
from tests.crash_kills import command_killed_after, killed_after
from tests.crash_work import READER, Add, Ask, Import, Known, Rebuild, Remove, Review, Work, cypher_count

SAMPLES = gold.articles()[:7]
PARTS = [part for article in gold.articles() for part in article.text.split("\n\n") if len(part) > 80]
"""Paragraphs as articles of their own: enough for several commits of one command, and for its worker processes."""

TABLE_ROWS = 120


class Workshop:
    """A workspace on which work is done and killed, and checked after each kill; `parts` articles more in each add."""

    def __init__(self, folder: Path, seed: int, parts: int) -> None:
        self.folder = folder / "workspace"
        self.scratch = folder
        self._parts = parts
        self.random = random.Random(seed)
        self.known = Known()
        self.kills: Counter[tuple[str, bool]] = Counter()
        self._durations: dict[tuple[type[Work], bool], float] = {}
        self._version = 0

    @property
    def workspace(self) -> Workspace:
        """The workspace, as a new process would open it."""
        return Workspace(Settings(self.folder))

    def prepare(self) -> None:
        """Do each kind of work once, so that there is something to harm and its time is known."""
        for make in (self._add, self._import, self._review, self._ask, self._remove, self._rebuild):
            for as_command in (True, False):
                work = make()
                start = time.monotonic()
                self._do(work, as_command, 60.0)
                self._durations[type(work), as_command] = time.monotonic() - start
        self.check()

    def kill_one(self, *, as_command: bool) -> None:
        """Do one piece of work, as the command or by calls, kill it at a random moment, and check everything."""
        kinds = (self._add, self._add, self._import, self._review, self._remove, self._rebuild, self._ask)
        work = self.random.choice(kinds)()
        killed = self._do(work, as_command, self.random.uniform(0.0, self._durations[type(work), as_command]))
        self.kills[type(work).__name__, as_command] += killed
        self.check()
        if isinstance(work, Ask):
            with self.workspace.ledger() as ledger:
                assert cypher_count(self.workspace) == len(build(ledger).relationships)

    def _do(self, work: Work, as_command: bool, seconds: float) -> bool:
        if as_command:
            arguments = [*work.arguments(), "--workspace", str(self.folder)]
            printed, seen, killed = command_killed_after(seconds, arguments, lambda: self.workspace.known(READER.name))
            said = work.acknowledged(printed, seen)
        else:
            said, killed = killed_after(seconds, lambda say: work.run(self.workspace, say))
        work.settle(self.known, said)
        return killed

    def _add(self) -> Work:
        self._version += 1
        folder = self.scratch / "articles"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        texts = {f"whole-{n}": SAMPLES[n].text for n in self.random.sample(range(len(SAMPLES)), 4)}
        texts |= {f"part-{n}": PARTS[n] for n in self.random.sample(range(len(PARTS)), self._parts)}
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(f"{text}\n\nThis is version {self._version}.", encoding="utf-8")
        return Add(folder, [article for article in load(str(folder)) if isinstance(article, Article)])

    def _remove(self) -> Work:
        there = [article for article, contents in self.known.articles.items() if contents != {None}]
        return Remove(self.random.sample(there, min(2, len(there))), self.random.random() < 0.3)

    def _ask(self) -> Work:
        return Ask()

    def _rebuild(self) -> Work:
        return Rebuild()

    def _review(self) -> Work:
        self._version += 1
        return Review((f"actor {self._version % TABLE_ROWS}", f"actor {(self._version * 7 + 1) % TABLE_ROWS}"))

    def _import(self) -> Work:
        self._version += 1
        file, version = self.scratch / "credits.csv", str(self._version)
        rows = "".join(f"Actor {n},Person,ACTED_IN,Film {n % 40} v{version},Film\n" for n in range(TABLE_ROWS))
        file.write_text(f"subject,subject_type,relation,object,object_type\n{rows}", encoding="utf-8")
        return Import(file, version)

    # --- what must be so ---------------------------------------------------------------------------------------------

    def check(self) -> None:
        """The next commands work, the ledger holds what it must, and all the rest is what follows from it."""
        self._check_ledger()
        self._check_graph()
        assert not [f for f in examine(self.workspace) if f.state is State.WRONG]

    def _check_ledger(self) -> None:
        with self.workspace.ledger() as ledger:
            stored = {a.article.id: a for a in ledger.articles() if not a.reader.startswith("table")}
            contents: dict[str, str | None] = {i: ledger.article(i).article.content_hash for i in stored}
            for article_id, right in self.known.articles.items():
                assert contents.get(article_id) in right, (
                    "an acknowledged article is lost, or one that is gone is there"
                )
                if article_id in contents:
                    article = ledger.article(article_id).article
                    found = {(s.subject, s.relation, s.object, s.quote) for s in ledger.statements([article_id])}
                    assert found == _expected(article), "an article is half written"
            assert contents.keys() <= self.known.articles.keys()
            assert len({contents.get(i) is None for i in self.known.together}) <= 1, "half of a removal"
            assert len(ledger.judgements()) in self.known.decisions
            versions = {s.object.name.split(" v")[1] for s in ledger.statements() if s.reader.startswith("table")} or {
                ""
            }
            assert versions <= self.known.tables
            assert len(versions) == 1, "half of a table"
            self.known.decisions = {len(ledger.judgements())}
        self.known.articles = {i: {contents.get(i)} for i in self.known.articles}
        self.known.together, self.known.tables = frozenset(), versions

    def _check_graph(self) -> None:
        """Graph and index against those that a fresh build gives."""
        with self.workspace.ledger() as ledger:
            expected, stamp = build(ledger), Stamp(ledger.id, ledger.generation)
        fresh = EmbeddedStore(self.scratch / "fresh")
        fresh.folder.mkdir(exist_ok=True)
        fresh.replace(expected, stamp)
        with self.workspace.store() as store:
            assert store.snapshot() == expected
            assert isinstance(store, EmbeddedStore)
            with store.in_step() as index:
                assert index.verify() == []
            ids = [e.id for e in expected.entities]
            for _ in range(3):
                source, target = self.random.sample(ids, 2)
                request = PathRequest(source, target)
                assert store.paths(request) == fresh.paths(request)
        fresh.close()


def _expected(article: Article) -> set[tuple[object, object, object, str]]:
    return _credits(article.text, article.title)


@cache
def _credits(text: str, title: str) -> set[tuple[object, object, object, str]]:
    reading = READER.read(text, title)
    return {(c.subject, c.relation, c.object, text[c.span.start : c.span.end]) for c in reading.credits}
