"""A workspace: the folder with the ledger and its projections, the lock on it, and the order of work.

The ledger commits first, and that is the acknowledgement. Then the projections follow: the embedded graph at once, and
a Neo4j server where the settings name one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DatabaseError, NotFoundError, UsageError
from graph.ledger import MEND, Ledger, Outcome, StoredArticle
from graph.ledger_files import UNREADABLE, contradictions
from graph.model import Article, Entity, KeptArticle, Reading
from graph.settings import Settings
from graph.storage import explained
from graph.store.base import Stamp, Store
from graph.store.embedded import EmbeddedStore
from graph.store.lock import in_use, locked, quiet

if TYPE_CHECKING:
    from graph.identity.inputs import Merge
    from graph.imports import Imported
    from graph.projection import Projection
    from graph.store.cypher import CypherSession

_REBUILD = "build it again: reelgraph rebuild"

BATCH = 50
"""How many articles one commit of the ledger acknowledges, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What turns a text (and its title) into a reading; `name` (with version) stands on every statement it makes."""

    name: str
    read: Callable[[str, str], Reading]


def builtin_reader() -> Reader:
    """The reader that comes with reelgraph."""
    from graph import reading

    return Reader(reading.READER, reading.read)


@dataclass(frozen=True, slots=True)
class Added:
    """One article that is in the ledger now, and what adding it did."""

    article: Article
    outcome: Outcome
    credits: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What a workspace holds, and what each projection shows."""

    folder: Path
    ledger: str
    generation: int
    counts: dict[str, int] = field(default_factory=dict)
    stores: dict[str, str] = field(default_factory=dict)


class Workspace:
    """The workspace that `settings` name. `say` gets a word where something takes a while."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = quiet) -> None:
        self.settings = settings
        self.folder = settings.workspace
        self._say = say

    # --- stores ------------------------------------------------------------------------------------------------------

    @property
    def exists(self) -> bool:
        """Whether the folder holds a ledger. Raises DatabaseError where it can't be looked into."""
        try:
            self.ledger_file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise DatabaseError(
                f"the workspace {self.folder} can't be used: {error.strerror}",
                "check its rights, or name another --workspace",
            ) from error
        return True

    @property
    def ledger_file(self) -> Path:
        """Where the ledger lies, or will."""
        return self.folder / "ledger.sqlite"

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """The lock on the workspace, whose folder is made where there is none: nobody else writes in this block."""
        self._make_folder()
        with locked(self.folder / "lock", exclusive=True, say=self._say):
            yield

    @contextmanager
    def without_cypher_builds(self) -> Iterator[None]:
        """Nobody builds the Cypher database in this block; a build that is going on is waited for, ten seconds."""
        from graph.store.embedded_cypher import build_lock

        with locked(build_lock(self.folder), exclusive=True, say=self._say):
            yield

    @contextmanager
    def ledger(self, *, write: bool = False, create: bool = False) -> Iterator[Ledger]:
        """The open ledger, with `write` under the exclusive lock. Raises NotFoundError if there is none."""
        if not create and not self.exists:
            raise NotFoundError(
                f"no workspace at {self.folder}",
                "add articles first (reelgraph add SOURCE), or name another with --workspace",
            )
        if not write:
            yield from self._open(create=False)
            return
        with self.exclusive():
            yield from self._open(create=create)

    def _open(self, *, create: bool) -> Iterator[Ledger]:
        ledger = Ledger.open(self.ledger_file, create=create)
        try:
            yield ledger
        except sqlite3.Error as error:
            raise explained(error, f"the ledger {self.ledger_file}", MEND) from error
        except UNREADABLE as error:
            # A mistake of ours raises the same as a row that no reelgraph wrote: say damage only where there is some.
            if wrong := contradictions(self.ledger_file):
                raise DatabaseError(f"the ledger {self.ledger_file} is damaged: {wrong[0]}", MEND) from error
            raise
        finally:
            ledger.close()

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UsageError(
                f"the workspace {self.folder} can't be made: {error.strerror}", "name another with --workspace"
            ) from error

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store that answers: the server if the settings name one, else the embedded graph, brought up to date.

        The embedded graph stays as it is for the length of the block, whatever other processes write meanwhile.
        """
        if self.settings.neo4j is not None:
            with closing(self._server()) as server:
                yield server
            return
        with self._answering() as embedded, embedded.held():
            yield embedded

    @contextmanager
    def _answering(self) -> Iterator[EmbeddedStore]:
        """The embedded graph, brought up to date; where its files are damaged, errors say so."""
        store = self._current_embedded()
        try:
            yield store
        except sqlite3.Error as error:
            raise explained(error, f"the graph in {self.folder}", _REBUILD) from error
        except (ValueError, LookupError, TypeError, ArithmeticError, MemoryError) as error:
            # What can't happen happens where a file of the graph was damaged: say that, if it was.
            if damage := store.damage():
                raise DatabaseError(f"the graph in {self.folder} is damaged: {damage}", _REBUILD) from error
            raise
        finally:
            store.close()

    @contextmanager
    def cypher(self) -> Iterator[CypherSession]:
        """Where Cypher runs: on the server if the settings name one, else on the embedded graph."""
        if self.settings.neo4j is None:
            with self._answering() as store:
                yield store.cypher()
            return
        from graph.store.neo4j_cypher import Neo4jCypher  # the driver costs most of a second

        session = Neo4jCypher(self.settings.neo4j)
        try:
            yield session
        finally:
            session.close()

    def _server(self, *, into_existing: bool = False) -> Store:
        from graph.store.neo4j import Neo4jStore  # the driver costs most of a second

        assert self.settings.neo4j is not None
        return Neo4jStore(self.settings.neo4j, into_existing=into_existing)

    def _embedded(self) -> EmbeddedStore:
        return EmbeddedStore(self.folder, self._say)

    def _current_embedded(self) -> EmbeddedStore:
        """The embedded graph, brought to what the ledger says unless another process is just doing that."""
        with self.ledger() as ledger:
            wanted = Stamp(ledger.id, ledger.generation)
        store = self._embedded()
        shown = store.stamp()
        if shown == wanted:
            return store
        if shown and shown.ledger == wanted.ledger and in_use(self.folder / "lock"):
            self._say("another process is writing: this answers from the graph as it was before")
            return store
        store.close()
        with self.ledger(write=True) as ledger, self.projection(ledger) as projection:
            store = self._embedded()
            projection.show(store)
        return store

    def follow(self, ledger: Ledger, *, afresh: bool = False, into_existing: bool = False) -> None:
        """Bring every projection that the settings name to what the ledger says; the lock must be held."""
        stores: list[Store] = [self._embedded()]
        if self.settings.neo4j:
            stores.append(self._server(into_existing=into_existing))
        with self.projection(ledger, afresh=afresh) as projection:
            for store in stores:
                try:
                    projection.show(store, afresh=afresh)
                finally:
                    store.close()

    @contextmanager
    def projection(self, ledger: Ledger, *, afresh: bool = False) -> Iterator[Projection]:
        """The derived tables, brought to the ledger's generation; the lock must be held."""
        from graph.identity.rules import enabled
        from graph.projection import Projection

        projection = Projection(self.folder, ledger, enabled(self.settings.without_rules), afresh=afresh)
        try:
            yield projection
        except sqlite3.Error as error:
            raise explained(error, f"the graph in {self.folder}", _REBUILD) from error
        finally:
            projection.close()

    def merges(self, entities: Iterable[Entity]) -> dict[str, tuple[Merge, ...]]:
        """Why the names of these entities are one, by entity id, as far as the ledger at hand knows."""
        several = [e for e in entities if e.aliases or e.year]
        if not several or not self.exists:
            return {}
        from graph.projection import FILE
        from graph.projection.why import merges

        with self.ledger() as ledger:
            return merges(self.folder / FILE, ledger, several)

    # --- work --------------------------------------------------------------------------------------------------------

    def add(
        self,
        articles: Iterable[Article],
        reader: Reader | None = None,
        *,
        into_existing: bool = False,
        batch: int = BATCH,
    ) -> Generator[Added, None, None]:
        """Read articles into the ledger, then bring the projections up to date.

        Yields each article when it is durable. What was yielded stays, whatever happens later. Who may stop early
        closes it (contextlib.closing): left to Python, it may be ended in another thread, and the projections stay
        behind until the next question.
        """
        reader = reader or builtin_reader()
        with self.ledger(write=True, create=True) as ledger:
            before = ledger.generation
            try:
                for some in _batches(articles, batch):
                    yield from self._add_batch(ledger, some, reader)
            finally:
                if ledger.generation != before or self.settings.neo4j:
                    self.follow(ledger, into_existing=into_existing)

    def _add_batch(self, ledger: Ledger, batch: list[Article], reader: Reader) -> list[Added]:
        done = []
        with ledger.transaction():
            for article in batch:
                if isinstance(article, KeptArticle) and not ledger.holds(article):
                    done.append(Added(article, Outcome.UNCHANGED, 0, "removed or changed meanwhile: not read again"))
                    continue
                if ledger.known(article, reader.name):
                    done.append(Added(article, Outcome.UNCHANGED, 0))
                    continue
                reading = reader.read(article.text, article.title)
                outcome = ledger.add(article, reading)
                done.append(Added(article, outcome, len(reading.credits), reading.note))
        return done

    def has_read(self, content_hash: str, reader: str) -> bool:
        """Whether this reader has read an article with this content."""
        if not self.exists:
            return False
        with self.ledger() as ledger:
            return ledger.has_read(content_hash, reader)

    def known(self, reader: str) -> frozenset[str]:
        """The content hashes of the articles that this reader has read; empty where there is no workspace yet."""
        if not self.exists:
            return frozenset()
        with self.ledger() as ledger:
            return ledger.hashes(reader)

    def texts(self) -> list[KeptArticle]:
        """All articles with their texts (imported tables have none), to be read again.

        Nobody is kept from changing them meanwhile: `add` leaves out those that were removed or changed since.
        """
        with self.ledger() as ledger:
            ids = [a.article.id for a in ledger.articles() if not a.reader.startswith("table")]
            return [_kept(ledger.article(article_id).article) for article_id in ids]

    def import_table(self, path: Path, step: Callable[[int], None]) -> Imported:
        """Import a table of known credits, whole or not at all, then bring the projections up to date."""
        from graph.imports import import_table

        with self.ledger(write=True, create=True) as ledger:
            imported = import_table(ledger, path, step)
            if imported.outcome is not Outcome.UNCHANGED or self.settings.neo4j:
                self.follow(ledger)
        return imported

    def remove(self, names: Iterable[str], *, purge: bool = False) -> list[str]:
        """Remove articles, each named by id, stem, key, URL or title; returns their ids.

        Nothing is removed where one name fits none (NotFoundError) or several (UsageError). With `purge`, a name may
        also be that of an article which was removed before, and whose words are still there.
        """
        with self.ledger(write=True) as ledger:
            ids = list(dict.fromkeys(self._one(ledger, name, removed=purge) for name in names))
            with ledger.transaction():
                for article_id in ids:
                    ledger.remove(article_id, purge=purge)
            if purge:
                ledger.checkpoint()
            try:
                self.follow(ledger)
            finally:
                if purge:
                    self._forget_cypher()
        return ids

    def _forget_cypher(self) -> None:
        from graph.store.embedded_cypher import forget

        forget(self.folder, self._say)

    def _one(self, ledger: Ledger, name: str, *, removed: bool) -> str:
        from graph.sources.documents import HTML, TEXT  # only who removes needs this room

        candidates = {name, str(Path(name).absolute())}
        ids = sorted({i for c in candidates for i in ledger.matching(c)})
        if not ids and Path(name).suffix.lower() in TEXT | HTML:  # one that says its own address is known by that
            ids = ledger.matching(Path(name).stem)
        if removed and not ids:
            ids = sorted({i for c in candidates for i in ledger.matching_removed(c)})
        if not ids:
            raise NotFoundError(f"no article is named {name}", "list them with: reelgraph articles")
        if len(ids) > 1:
            raise UsageError(f"{name} names {len(ids)} articles: {', '.join(ids)}", "give the id of one")
        return ids[0]

    def articles(self) -> list[StoredArticle]:
        """All articles of the ledger, without their texts."""
        with self.ledger() as ledger:
            return list(ledger.articles())

    def rebuild(self, *, into_existing: bool = False) -> None:
        """Build every projection afresh from the ledger."""
        with self.ledger(write=True) as ledger:
            self.follow(ledger, afresh=True, into_existing=into_existing)

    def status(self) -> Status:
        """What the workspace holds, and what each projection shows."""
        with self.ledger() as ledger:
            counts = dict(ledger.counts())
            wanted = Stamp(ledger.id, ledger.generation)
        stores = {"embedded": self._shown(self._embedded(), wanted)}
        if self.settings.neo4j:
            stores[self.settings.neo4j.uri] = self._shown(self._server(), wanted)
        return Status(self.folder, wanted.ledger, wanted.generation, counts, stores)

    def _shown(self, store: Store, wanted: Stamp) -> str:
        try:
            stamp = store.stamp()
            if stamp is None:
                return "empty: run reelgraph rebuild"
            if stamp.ledger != wanted.ledger:
                return "shows another ledger"
            if stamp != wanted:
                return f"behind (generation {stamp.generation} of {wanted.generation}): run reelgraph rebuild"
            c = store.counts()
            return (
                f"up to date: {c.people} people, {c.films} films, {c.companies} companies,"
                f" {c.relationships} relationships, {c.articles} articles"
            )
        finally:
            store.close()


def _kept(article: Article) -> KeptArticle:
    return KeptArticle(**{f.name: getattr(article, f.name) for f in fields(article)})


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Batches of `size`. Where the source fails, what came before the failure is still yielded."""
    some: list[Article] = []
    try:
        for article in articles:
            some.append(article)
            if len(some) == size:
                yield some
                some = []
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some
