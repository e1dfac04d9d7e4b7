"""The articles of the ledger: their versions and readings, what counts of them, and how they are taken out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from graph.ledger.rows import Outcome, StoredArticle, no_article
from graph.ledger.statements import Statements
from graph.model import Article, Reading, Statement

_DOOMED = (
    "SELECT seq FROM versions WHERE article = ?1 UNION"
    " SELECT before.seq FROM versions before JOIN versions same ON same.hash = before.hash"
    " WHERE same.article = ?1 AND same.state = 'live' AND before.state = 'live'"
    " AND before.seq < (SELECT max(seq) FROM versions WHERE article = before.article)"
)
"""What a purge empties: all versions of an article, and the same words where they stood before they moved to it."""

_READINGS = f"SELECT seq FROM readings WHERE version IN ({_DOOMED})"
_PURGE = (
    "DELETE FROM statements WHERE reading IN (" + _READINGS + ")",
    "DELETE FROM aliases WHERE reading IN (" + _READINGS + ")",
    "DELETE FROM externals WHERE reading IN (" + _READINGS + ")",
    f"UPDATE versions SET text = '', title = '', url = '', hash = '', state = 'purged' WHERE seq IN ({_DOOMED})",
)
_FITS = "(?1 IN (article, stem, key, url, title) OR (length(?1) >= 6 AND substr(article, 1, length(?1)) = ?1))"
_REMOVED = "state = 'live' AND article NOT IN (SELECT article FROM live)"
_REMOVED_SINCE = (
    "SELECT 1 FROM versions gone WHERE substr(gone.key, 1, length(?1)) = ?1 AND gone.state = 'removed'"
    " AND gone.seq = (SELECT max(seq) FROM versions WHERE article = gone.article)"
    " AND gone.seq > (SELECT max(version) FROM live WHERE substr(key, 1, length(?1)) = ?1)"
    " AND ?2 IN (SELECT iif(text = '', ?2, text) FROM versions"
    " WHERE article = gone.article AND seq < gone.seq ORDER BY seq DESC LIMIT 1)"
)


class Articles(Statements):
    """The part of the ledger that holds articles."""

    def known(self, article: Article, reader: str) -> bool:
        """Whether this very content is there already, read by this reader: then there is nothing to do.

        Content that is there under another key is not known where this article says something else by now.
        """
        same = self._same(article)
        return same is not None and not self._moves(article, same) and self._reader_of(same["version"]) == reader

    def _same(self, article: Article) -> sqlite3.Row | None:
        """Where this content counts, best under the article's own key."""
        row: sqlite3.Row | None = self._db.execute(
            "SELECT version, article FROM live WHERE hash = ? ORDER BY article <> ?",
            (article.content_hash, article.id),
        ).fetchone()
        return row

    def _moves(self, article: Article, same: sqlite3.Row) -> bool:
        """Whether content that counts under another key is to replace what this article said until now."""
        if same["article"] == article.id:
            return False
        return self._db.execute("SELECT 1 FROM live WHERE article = ?", (article.id,)).fetchone() is not None

    def has_read(self, content_hash: str, reader: str) -> bool:
        """The same for the hash of a content."""
        row = self._db.execute(
            "SELECT reader FROM live JOIN readings r ON r.seq = live.reading WHERE hash = ? LIMIT 1", (content_hash,)
        ).fetchone()
        return row is not None and row["reader"] == reader

    def holds(self, article: Article) -> bool:
        """Whether this article counts with this very content."""
        query = "SELECT 1 FROM live WHERE article = ? AND hash = ?"
        return self._db.execute(query, (article.id, article.content_hash)).fetchone() is not None

    def hashes(self, reader: str) -> frozenset[str]:
        """The content hashes of all articles whose reading is by this reader."""
        rows = self._db.execute(
            "SELECT hash FROM live JOIN readings r ON r.seq = live.reading WHERE r.reader = ?", (reader,)
        )
        return frozenset(row["hash"] for row in rows)

    def add(self, article: Article, reading: Reading) -> Outcome:
        """Add an article as read. The same content again (under any key) changes nothing, except that a reading by
        another reader replaces the one before, and that an article which said something else takes the content over.
        Durable when the surrounding transaction (or this call) ends."""
        with self.transaction():
            same = self._same(article)
            if same is not None and self._moves(article, same):
                self.remove(same["article"])
            elif same is not None:
                if self._reader_of(same["version"]) == reading.reader:
                    return Outcome.UNCHANGED
                self._add_reading(same["version"], same["article"], reading)
                self._event("article", same["article"])
                return Outcome.REREAD
            before = self._db.execute("SELECT state FROM versions WHERE article = ? ORDER BY seq DESC", (article.id,))
            row = before.fetchone()
            version = self._add_version(article)
            self._add_reading(version, article.id, reading)
            self._event("article", article.id)
            return Outcome.CHANGED if row is not None and row["state"] == "live" else Outcome.ADDED

    def _reader_of(self, version: int) -> str:
        row = self._db.execute("SELECT reader FROM readings WHERE version = ? ORDER BY seq DESC", (version,)).fetchone()
        return str(row["reader"]) if row else ""

    def _add_version(self, article: Article, state: str = "live") -> int:
        cursor = self._db.execute(
            "INSERT INTO versions (article, key, stem, title, url, publisher, published, text, hash, added, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.key,
                article.stem,
                article.title,
                article.url,
                article.publisher,
                article.published,
                article.text,
                article.content_hash,
                datetime.now(UTC).isoformat(timespec="seconds"),
                state,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _add_reading(self, version: int, article_id: str, reading: Reading) -> None:
        text = str(self._db.execute("SELECT text FROM versions WHERE seq = ?", (version,)).fetchone()[0])
        number = self.begin_reading(version, reading.reader, reading.note)
        self.write_statements(
            number,
            (
                Statement(
                    article_id,
                    c.subject,
                    c.relation,
                    c.object,
                    c.status,
                    c.detail,
                    text[c.span.start : c.span.end],
                    c.span,
                    reading.reader,
                )
                for c in reading.credits
            ),
        )
        self.write_aliases(number, reading.aliases)

    def begin_version(self, article: Article) -> int:
        """Start a new version of an article (used by imports, whose statements stream in). Returns its number."""
        self._event("article", article.id)
        return self._add_version(article)

    def remove(self, article_id: str, *, purge: bool = False) -> None:
        """Remove an article: a tombstone follows its last version. With `purge`, its words are deleted for good.

        Raises NotFoundError if there is no such article.
        """
        with self.transaction():
            key, stem = self._named(article_id, include_removed=purge)
            if purge:
                self._purge(article_id)
            self._add_version(Article(key, "", stem=stem), "removed")
            self._event("article", article_id)
        if purge and not self._db.in_transaction:
            self.checkpoint()  # until then the deleted words still stand in the log

    def _named(self, article_id: str, *, include_removed: bool) -> tuple[str, str]:
        table = "SELECT key, stem FROM versions WHERE article = ? ORDER BY seq DESC"
        view = "SELECT key, stem FROM live WHERE article = ?"
        row = self._db.execute(table if include_removed else view, (article_id,)).fetchone()
        if row is None:
            raise no_article(article_id)
        return row["key"], row["stem"]

    def _purge(self, article_id: str) -> None:
        self._db.execute("PRAGMA secure_delete = ON")
        for statement in _PURGE:
            self._db.execute(statement, (article_id,))

    def article(self, article_id: str) -> StoredArticle:
        """One article with its text. Raises NotFoundError."""
        row = self._db.execute("SELECT * FROM live WHERE article = ?", (article_id,)).fetchone()
        if row is None:
            raise no_article(article_id)
        text = self._db.execute("SELECT text FROM versions WHERE seq = ?", (row["version"],)).fetchone()[0]
        return self._stored(row, str(text))

    def articles(self) -> Iterator[StoredArticle]:
        """All articles that count, in the order in which they were added, without their texts."""
        return (self._stored(row, "") for row in self._db.execute("SELECT * FROM live ORDER BY version").fetchall())

    def article_ids(self) -> list[str]:
        """The ids of all articles that count."""
        return [row["article"] for row in self._db.execute("SELECT article FROM live ORDER BY version")]

    def heads(self, articles: Iterable[str] | None = None) -> Iterator[Article]:
        """The articles that count, or some of them, without their texts."""
        for row in self._of("SELECT * FROM live", articles):
            yield Article(row["key"], "", row["title"], row["url"], row["publisher"], row["published"], row["stem"])

    def matching(self, text: str) -> list[str]:
        """The ids of the articles that `text` names: an id (or six digits of its head), a stem, key, URL or title."""
        rows = self._db.execute(f"SELECT article FROM live WHERE {_FITS} ORDER BY version", (text,))
        return [row["article"] for row in rows]

    def matching_removed(self, text: str) -> list[str]:
        """The same of the articles that were removed, but whose words are still there."""
        query = f"SELECT article FROM versions WHERE {_REMOVED} AND {_FITS} GROUP BY article ORDER BY max(seq)"
        return [row["article"] for row in self._db.execute(query, (text,))]

    def removed_since(self, prefix: str, text: str) -> bool:
        """Whether of the articles whose keys begin with `prefix` any with this `text` was removed since it was added.

        What another text replaced isn't meant; of what was purged, the words can't be told any more.
        """
        return self._db.execute(_REMOVED_SINCE, (prefix, text)).fetchone() is not None

    def _stored(self, row: sqlite3.Row, text: str) -> StoredArticle:
        article = Article(row["key"], text, row["title"], row["url"], row["publisher"], row["published"], row["stem"])
        reading = self._db.execute("SELECT reader FROM readings WHERE seq = ?", (row["reading"],)).fetchone()
        count = self._db.execute("SELECT count(*) FROM statements WHERE reading = ?", (row["reading"],)).fetchone()[0]
        return StoredArticle(article, row["added"], reading["reader"] if reading else "", int(count))
