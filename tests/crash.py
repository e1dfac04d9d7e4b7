"""Work on a workspace that is killed (SIGKILL) at a random moment, and what must be so afterwards.

The work runs in a forked process and tells through a pipe what it was told to be done: that is what was acknowledged.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from graph.doctor import State, examine
from graph.model import Article, Decision, EntityType, Judgement, MentionKey, PathRequest
from graph.projection import build
from graph.settings import Settings
from graph.store.base import Stamp
from graph.store.cypher import Limits
from graph.store.embedded import EmbeddedStore
from graph.workspace import Workspace, builtin_reader
from tests import gold

Say = Callable[[str], None]
READER = builtin_reader()
SAMPLES = gold.articles()[:7]
TABLE_ROWS = 120


# --- processes -------------------------------------------------------------------------------------------------------


def killed_after(seconds: float, work: Callable[[Say], None]) -> tuple[list[str], bool]:
    """Run `work` in a process of its own and kill it after so many seconds.

    Returns the lines that it said until then, and whether it was killed (else it was done before).
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _run_and_leave(work, write_end)
    os.close(write_end)
    said = b""
    with open(read_end, "rb", buffering=0) as pipe:
        give_up = time.monotonic() + seconds
        while select.select([pipe], [], [], max(0.0, give_up - time.monotonic()))[0]:
            some = pipe.read(65_536)
            if not some:
                break
            said += some
        os.kill(child, signal.SIGKILL)
        said += pipe.read() or b""
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, said.decode()
    return said.decode().split("\n")[:-1], killed


def _run_and_leave(work: Callable[[Say], None], write_end: int) -> None:
    """Run `work` and end the process without the clean-up of the one it was forked from."""

    def say(line: str) -> None:
        os.write(write_end, f"{line}\n".encode())

    code = 0
    try:
        work(say)
    except BaseException:
        say(traceback.format_exc())
        code = 1
    os._exit(code)


# --- what is known ---------------------------------------------------------------------------------------------------


@dataclass
class Known:
    """What the ledger may hold: for each article the contents that are right (None: not there); and so for the rest.

    One content alone is right once it was acknowledged; after a kill both what was and what was to come are.
    """

    articles: dict[str, set[str | None]] = field(default_factory=dict)
    together: frozenset[str] = frozenset()
    decisions: set[int] = field(default_factory=lambda: {0})
    tables: set[str] = field(default_factory=lambda: {""})

    def settle(self, article: str, content: str | None, *, sure: bool) -> None:
        """An article was brought to this content, for sure or perhaps."""
        before = self.articles.get(article, {None})
        self.articles[article] = {content} if sure else before | {content}


class Work(Protocol):
    """One kind of work: it runs in a process that may be killed; `settle` takes in what that process said."""

    def run(self, workspace: Workspace, say: Say) -> None:
        """Do it, and say what is acknowledged."""

    def settle(self, known: Known, said: list[str]) -> None:
        """Take in what was said; what wasn't may have happened or not."""


@dataclass(frozen=True)
class Add:
    """Adds articles, two a commit."""

    articles: list[Article]

    def run(self, workspace: Workspace, say: Say) -> None:
        for added in workspace.add(self.articles, READER, batch=2):
            say(added.article.id)

    def settle(self, known: Known, said: list[str]) -> None:
        for article in self.articles:
            known.settle(article.id, article.content_hash, sure=article.id in said)


@dataclass(frozen=True)
class Remove:
    """Removes articles, all or none of them."""

    ids: list[str]
    purge: bool

    def run(self, workspace: Workspace, say: Say) -> None:
        workspace.remove(self.ids, purge=self.purge)
        say("removed")

    def settle(self, known: Known, said: list[str]) -> None:
        for article_id in self.ids:
            known.settle(article_id, None, sure="removed" in said)
        known.together = frozenset(self.ids)


@dataclass(frozen=True)
class Rebuild:
    """Builds everything anew that follows from the ledger."""

    def run(self, workspace: Workspace, say: Say) -> None:
        workspace.rebuild()

    def settle(self, known: Known, said: list[str]) -> None:
        """Nothing of the ledger may change."""


@dataclass(frozen=True)
class Ask:
    """Asks in Cypher, which brings the embedded Cypher database up to date."""

    def run(self, workspace: Workspace, say: Say) -> None:
        cypher_count(workspace)

    def settle(self, known: Known, said: list[str]) -> None:
        """Nothing of the ledger may change."""


def cypher_count(workspace: Workspace) -> int:
    """How many credits the embedded Cypher database shows."""
    statement = "MATCH (a)-[r]->(b) WHERE label(r) <> 'MENTIONS' RETURN count(r)"
    with workspace.cypher() as session, session.run(statement, {}, Limits()) as result:
        ((count,),) = result
    return int(count)


@dataclass(frozen=True)
class Review:
    """A person decides that two names are the same."""

    names: tuple[str, str]

    def run(self, workspace: Workspace, say: Say) -> None:
        a, b = (MentionKey(EntityType.PERSON, name) for name in self.names)
        with workspace.ledger(write=True) as ledger:
            ledger.judge(Judgement(0, "", "tester", Decision.SAME, a, b))
            say("decided")
            workspace.follow(ledger)

    def settle(self, known: Known, said: list[str]) -> None:
        (before,) = known.decisions
        known.decisions = {before + 1} if "decided" in said else {before, before + 1}


@dataclass(frozen=True)
class Import:
    """Imports a table that changed since the last time, whole or not at all."""

    file: Path
    version: str

    def run(self, workspace: Workspace, say: Say) -> None:
        rows = "".join(f"Actor {n},Person,ACTED_IN,Film {n % 40} v{self.version},Film\n" for n in range(TABLE_ROWS))
        self.file.write_text(f"subject,subject_type,relation,object,object_type\n{rows}", encoding="utf-8")
        workspace.import_table(self.file, lambda _: None)
        say("imported")

    def settle(self, known: Known, said: list[str]) -> None:
        known.tables = {self.version} if "imported" in said else known.tables | {self.version}


# --- a workspace on which work is killed -----------------------------------------------------------------------------


class Workshop:
    """A workspace on which work is done and killed, and checked after each kill."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder / "workspace"
        self.scratch = folder
        self.random = random.Random(seed)
        self.known = Known()
        self.kills: Counter[str] = Counter()
        self._durations: dict[str, float] = {}
        self._version = 0

    @property
    def workspace(self) -> Workspace:
        """The workspace, as a new process would open it."""
        return Workspace(Settings(self.folder))

    def prepare(self) -> None:
        """Do each kind of work once, so that there is something to harm and its time is known."""
        for make in (self._add, self._import, self._review, self._ask, self._remove, self._rebuild):
            work = make()
            start = time.monotonic()
            self._do(work, 60.0)
            self._durations[type(work).__name__] = time.monotonic() - start
        self.check()

    def kill_one(self) -> None:
        """Do one piece of work, kill it at a random moment, and check everything."""
        kinds = (self._add, self._add, self._import, self._review, self._remove, self._rebuild, self._ask)
        work = self.random.choice(kinds)()
        name = type(work).__name__
        killed = self._do(work, self.random.uniform(0.0, self._durations[name]))
        self.kills[name] += killed
        self.check()
        if isinstance(work, Ask):
            with self.workspace.ledger() as ledger:
                assert cypher_count(self.workspace) == len(build(ledger).relationships)

    def _do(self, work: Work, seconds: float) -> bool:
        said, killed = killed_after(seconds, lambda say: work.run(self.workspace, say))
        work.settle(self.known, said)
        return killed

    def _add(self) -> Work:
        self._version += 1
        some = self.random.sample(SAMPLES, 5)
        return Add([replace(a, text=f"{a.text}\n\nThis is version {self._version}.") for a in some])

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
        return Import(self.scratch / "credits.csv", str(self._version))

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
