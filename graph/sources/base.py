"""What all sources share: their options, a problem that doesn't stop the rest, and how an article is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import SourceError
from graph.model import Article, digest
from graph.sources.dates import iso_date
from graph.sources.urls import canonical

_SURROGATES_AND_NUL = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
MAX_FIELD = 500
"""A title or publisher longer than this many characters is cut: it is no title."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How far reading a source may go.

    `max_bytes` bounds one article, page or feed (after unpacking). `timeout` bounds each wait for a server and
    `total_timeout` the whole of one answer, both in seconds. `pause` is the wait between two pages that one feed
    leads to, `feed_pages` how many such pages are fetched at most. `allow_local` permits addresses of this machine
    and of private networks.
    """

    allow_local: bool = False
    max_bytes: int = 20_000_000
    timeout: float = 15.0
    total_timeout: float = 60.0
    max_redirects: int = 5
    feed_pages: int = 100
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one source while the rest goes on.

    `warning` means that the article itself was read and only something about it was left out (say, its date).
    """

    source: str
    message: str
    hint: str = ""
    warning: bool = False

    @classmethod
    def of(cls, source: str, error: SourceError) -> Problem:
        """The problem that an error of reading `source` amounts to."""
        return cls(source, error.message, error.hint)

    def error(self) -> SourceError:
        """The same as an error, for callers that stop at the first problem."""
        return SourceError(self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, or standard input: its name for messages, its stem, and its absolute path (empty for standard input)."""

    name: str
    stem: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source says of an article, as it says it, before anything is checked.

    `fallback_key` identifies the article where no URL does (its absolute path); empty means a hash of its content.
    """

    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""
    stem: str = ""
    fallback_key: str = ""

    def finish(self, source: str) -> Iterator[Article | Problem]:
        """The article with every field checked, after a warning for each field that can't be used and is left empty.

        Raises SourceError if there is no text. `source` is what messages call it.
        """
        text = _SURROGATES_AND_NUL.sub("\ufffd", self.text)
        if not text.strip():
            raise SourceError(f"{source} has no text", "is it the right file? an article needs at least one sentence")
        given_url, given_date = self.url.strip(), self.published.strip()
        url, published = canonical(given_url), iso_date(given_date)
        if given_url and not url:
            # What can't be taken apart is shown without what may be a password.
            shown = one_line(given_url).rpartition("@")[2][:80]
            message = f'{source}: the address "{shown}" isn\'t http or https and was left out'
            yield Problem(source, message, "give a full address such as https://…", warning=True)
        if given_date and not published:
            message = f'{source}: "{one_line(given_date)[:40]}" isn\'t a date like 2025-06-01 and was left out'
            yield Problem(source, message, "write the day of publication as YYYY-MM-DD", warning=True)
        title, publisher = one_line(self.title), one_line(self.publisher)
        key = url or self.fallback_key or digest("content", title, publisher, published, text)
        yield Article(key, text, title, url, publisher, published, self.stem)


def one_line(value: str) -> str:
    """`value` on one line: control characters and runs of space become one space, and its length is bounded."""
    return " ".join(_CONTROLS.sub(" ", value[: 4 * MAX_FIELD]).split())[:MAX_FIELD]
