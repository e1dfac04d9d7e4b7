"""The kinds of work that are killed, and what each may leave behind.

Each can be done in two ways: by calls in this process, which say after each batch what they were told to be done; and
as the command that a user runs, of which what it printed is acknowledged, and what others could read meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from graph.model import Article, Decision, EntityType, Judgement, MentionKey
from graph.store.cypher import Limits
from graph.workspace import Workspace, builtin_reader

Say = Callable[[str], None]
READER = builtin_reader()


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
    """One kind of work: it runs in a process that may be killed; `settle` takes in what is acknowledged."""

    def run(self, workspace: Workspace, say: Say) -> None:
        """Do it, and say what is acknowledged."""

    def arguments(self) -> list[str]:
        """The command line that does the same."""

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        """What `run` would have said: told from what the command printed, and the contents that were seen meanwhile."""

    def settle(self, known: Known, said: list[str]) -> None:
        """Take in what was said; what wasn't may have happened or not."""


@dataclass(frozen=True)
class Add:
    """Adds the articles of a folder: two a commit, or as many as the command takes."""

    folder: Path
    articles: list[Article]

    def run(self, workspace: Workspace, say: Say) -> None:
        for added in workspace.add(self.articles, READER, batch=2):
            say(added.article.id)

    def arguments(self) -> list[str]:
        return ["add", str(self.folder)]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return [a.id for a in self.articles if printed or a.content_hash in seen]

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

    def arguments(self) -> list[str]:
        return ["remove", *self.ids, *(["--purge"] if self.purge else [])]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return ["removed"] if printed else []

    def settle(self, known: Known, said: list[str]) -> None:
        for article_id in self.ids:
            known.settle(article_id, None, sure="removed" in said)
        known.together = frozenset(self.ids)


@dataclass(frozen=True)
class Rebuild:
    """Builds everything anew that follows from the ledger."""

    def run(self, workspace: Workspace, say: Say) -> None:
        workspace.rebuild()

    def arguments(self) -> list[str]:
        return ["rebuild"]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return []

    def settle(self, known: Known, said: list[str]) -> None:
        """Nothing of the ledger may change."""


@dataclass(frozen=True)
class Ask:
    """Asks in Cypher, which brings the embedded Cypher database up to date."""

    def run(self, workspace: Workspace, say: Say) -> None:
        cypher_count(workspace)

    def arguments(self) -> list[str]:
        return ["cypher", COUNT]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return []

    def settle(self, known: Known, said: list[str]) -> None:
        """Nothing of the ledger may change."""


COUNT = "MATCH (a)-[r]->(b) WHERE label(r) <> 'MENTIONS' RETURN count(r)"


def cypher_count(workspace: Workspace) -> int:
    """How many credits the embedded Cypher database shows."""
    with workspace.cypher() as session, session.run(COUNT, {}, Limits()) as result:
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

    def arguments(self) -> list[str]:
        return ["review", "--same", *(f"person:{name}" for name in self.names)]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return ["decided"] if printed else []

    def settle(self, known: Known, said: list[str]) -> None:
        (before,) = known.decisions
        known.decisions = {before + 1} if "decided" in said else {before, before + 1}


@dataclass(frozen=True)
class Import:
    """Imports a table that changed since the last time, whole or not at all."""

    file: Path
    version: str

    def run(self, workspace: Workspace, say: Say) -> None:
        workspace.import_table(self.file, lambda _: None)
        say("imported")

    def arguments(self) -> list[str]:
        return ["import", str(self.file)]

    def acknowledged(self, printed: str, seen: frozenset[str]) -> list[str]:
        return ["imported"] if printed else []

    def settle(self, known: Known, said: list[str]) -> None:
        known.tables = {self.version} if "imported" in said else known.tables | {self.version}
