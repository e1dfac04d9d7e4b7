"""Who wrote what a film is made from: "based on A's novel", "from the book by A", "A's novel Foo is headed to the
screen".

Runs before the other frames: what it reads inside "the comic created by A" is taken out of their way.
"""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film
from graph.reading.names import Name
from graph.reading.state import Sentence

_CUES = {
    "on": frozenset("based take modeled modelled".split()),
    "from": frozenset(
        (
            "adapted drawn taken derived comes came springs sprang stems stemming sprung story adaptation started grew"
        ).split()
    ),
    "by": frozenset("inspired".split()),
    "of": frozenset("adaptation adaptations retelling reimagining telling pages".split()),
    "to": frozenset("adapting".split()),
}
_ADAPTING = frozenset(
    (
        "adapts adapt adapted adapting reimagines retells reworks brings bring bringing brought"
        " turns turning translates"
    ).split()
)
_BOOKS = frozenset(
    "novel novels book books comic comics comicbook memoir memoirs play plays bestseller"
    " bestsellers best-seller novella podcast podcasts"
    " manga biography autobiography article articles webcomic webtoon poem poems trilogy story"
    " stories tale tales piece works work"
    " characters classic title titles series writings diaries letters tome tomes manuscript"
    " essay essays report reporting webseries"
    " musical opera libretto blog saga novellas biographies journalism".split()
)
_REVERSE = frozenset("basis source inspired inspiration inspires based underlying spawned behind".split())
_SCREEN = frozenset(
    "adapt adapts adapted adapting adaptation screen film movie series rights option optioned"
    " options optioning television tv"
    " big-screen starring feature miniseries picture".split()
)
_MADE = frozenset("written created illustrated penned co-written co-created drawn published hosted reported".split())
_REACH = 14


def sources(s: Sentence) -> None:
    """Read all that the sentence says about the works that films are made from."""
    for i, c in enumerate(s.chunks):
        if c.kind == "p" and _cue(s, i):
            _made_from(s, i)
        elif c.kind in ("V", "w") and c.low in _ADAPTING and not _by_next(s, i):
            _made_from(s, i, adapting=True)
    for i, c in enumerate(s.chunks):
        if _is_book(c):
            _basis(s, i)
            _titled(s, i)


def _by_next(s: Sentence, i: int) -> bool:
    return i + 1 < len(s.chunks) and s.chunks[i + 1].low == "by"


def _is_book(c: Chunk) -> bool:
    return c.kind == "K" and c.rels[0] is R.SOURCE_AUTHOR


def _cue(s: Sentence, i: int) -> bool:
    """Whether the preposition at `i` opens a source: "based on", "adapted from", "from the novel"."""
    c = s.chunks[i]
    words = _CUES.get(c.low)
    before = s.state.tokens[c.a - 1].low if c.a > s.a else ""
    if words is not None and before in words:
        return True
    if c.low != "from":
        return False
    for k in s.chunks[i + 1 : i + 7]:
        if _is_book(k):
            return True
        if k.kind not in ("w", "O", "P", "'s", "h", "F", "R", "and"):
            return False
    return False


def _region(s: Sentence, i: int) -> int:
    """The end of the phrase that the source is named in, which begins after `i`."""
    chunks = s.chunks
    j = i + 1
    while j < min(len(chunks), i + _REACH):
        c = chunks[j]
        if c.kind in (";", "be", "who", "H", "Q", "neg", "dep", "talk", ":", "T"):
            break
        if c.kind == "V" and c.low not in _MADE:
            break
        if c.kind == "," and not (j + 1 < len(chunks) and chunks[j + 1].kind in ("F", "h")) and not _more_of_it(s, j):
            break
        if c.kind == "p" and c.low in ("with", "for", "in", "at", "to", "through", "about", "under"):
            break
        j += 1
    return j


def _more_of_it(s: Sentence, j: int) -> bool:
    """Whether the comma at `j` goes on with the source: "the novel, by A"."""
    chunks = s.chunks
    return j + 1 < len(chunks) and chunks[j + 1].low in ("by", "published", "written")


def _made_from(s: Sentence, i: int, *, adapting: bool = False) -> None:
    chunks = s.chunks
    end = _region(s, i)
    people = _authors(s, i, end, certain=not adapting)
    if not people:
        return
    film = _film(s, i, end)
    if film is None:
        return
    for k in people:
        s.emit_all(_of_group(s, k), (R.SOURCE_AUTHOR,), film)
        s.used.add(k)
    for k in range(i + 1, min(len(chunks), people[-1] + 2)):
        if k <= people[-1] and ((chunks[k].kind == "V" and chunks[k].low in _MADE) or _is_book(chunks[k])):
            chunks[k].kind = "w"
        elif chunks[k].kind == "'s" and k - 1 in people:
            chunks[k].kind = "own"
            s.prenominal[k - 1] = True


def _of_group(s: Sentence, k: int) -> list[Name]:
    return s.chunks[k].names


def _authors(s: Sentence, i: int, end: int, *, certain: bool) -> list[int]:
    """The groups of people in a phrase that wrote the work named in it."""
    chunks = s.chunks
    tokens = s.state.tokens
    book = any(t.low in _BOOKS for t in tokens[chunks[i].b : chunks[end - 1].b])
    out: list[int] = []
    for k in range(i + 1, end):
        if chunks[k].kind != "P":
            continue
        before = chunks[k - 1]
        nxt = chunks[k + 1] if k + 1 < len(chunks) else None
        owns = nxt is not None and nxt.kind == "'s"
        titled = owns and k + 2 < len(chunks) and chunks[k + 2].kind == "F"
        named = nxt is not None and nxt.kind in ("K", "w") and any(t.low in _BOOKS for t in tokens[nxt.a : nxt.a + 3])
        by = before.kind == "p" and before.low in ("by", "from", "of") and k - 1 > i
        by = by or (before.kind == "R" and k - 2 > i and chunks[k - 2].low == "by")
        if out:
            if by and chunks[k - 2].low in _MADE:
                out.append(k)
            return out
        if (owns and (book or (titled and certain))) or (named and book) or (by and book):
            out.append(k)
            if not by:
                return out
    return out


def _film(s: Sentence, i: int, end: int) -> Name | None:
    """The film that the source at `i` belongs to."""
    chunks = s.chunks
    before = [k for k in range(i) if chunks[k].kind in ("F", "T", "which", "X")]
    if before:
        return default_film(s, i)
    own = next((k for k in range(i + 1, end) if chunks[k].kind == "F"), -1)
    if own >= 0 and (s.state.topic in (None, chunks[own].names[0]) or _adapts_title(s, i, own)):
        s.source.discard(own)
        s.main[own] = True
        return chunks[own].names[0]
    if not any(chunks[k].kind in ("P", "C") for k in range(i)):
        after = next((k for k in range(end, len(chunks)) if chunks[k].kind == "F" and not s.prenominal[k]), -1)
        if after >= 0:
            return chunks[after].names[0]
    return default_film(s, i)


def _adapts_title(s: Sentence, i: int, own: int) -> bool:
    """ "an adaptation of A's Foo": the film is called like the book, since no book is spoken of."""
    return s.chunks[i].low not in ("on", "by", "from") and not any(_is_book(c) for c in s.chunks[i + 1 : own])


def _owner(s: Sentence, i: int) -> list[Name]:
    """Whose book the one at `i` is: "A's bestselling novel", "A, whose novel", "the novel by A"."""
    chunks = s.chunks
    j = i - 1
    while j >= 0 and chunks[j].kind in ("w", "O", "K") and j > i - 4:
        j -= 1
    if j > 0 and chunks[j].kind in ("'s", "own") and chunks[j - 1].kind == "P":
        return chunks[j - 1].names
    if j > 0 and chunks[j].kind == "whose":
        owner = next((c for c in reversed(chunks[:j]) if c.kind == "P"), None)
        return owner.names if owner is not None else []
    if j > 0 and chunks[j].low in ("of", "wrote") and j > 1:
        owner = next((c for c in reversed(chunks[:j]) if c.kind == "P"), None)
        return owner.names if owner is not None and _writer(s, j) else []
    k = i + 1
    while k < len(chunks) and chunks[k].kind in ("F", "w") and k < i + 3:
        k += 1
    if k + 1 < len(chunks) and chunks[k].low == "by" and chunks[k + 1].kind == "P":
        return chunks[k + 1].names
    return []


def _writer(s: Sentence, j: int) -> bool:
    return s.chunks[j].low == "wrote" or (s.chunks[j - 1].kind == "R" and s.chunks[j - 1].rels[0] is R.SOURCE_AUTHOR)


def _basis(s: Sentence, i: int) -> None:
    """ "A's novel is the basis of Foo", "A, whose novel inspired Foo", "A, author of the book behind Foo"."""
    chunks = s.chunks
    tokens = s.state.tokens
    for k in range(i + 1, min(len(chunks), i + 11)):
        c = chunks[k]
        if c.kind == ";":
            return
        if c.kind not in ("F", "T"):
            continue
        between = {t.low for t in tokens[chunks[i].b : c.a]}
        if not between & _REVERSE or (c.kind == "F" and k in s.source):
            continue
        film = c.names[0] if c.kind == "F" else default_film(s, k)
        s.emit_all(_owner(s, i), (R.SOURCE_AUTHOR,), film)
        return


def _titled(s: Sentence, i: int) -> None:
    """ "A's novel Foo" where the sentence is about Foo on screen."""
    chunks = s.chunks
    tokens = s.state.tokens
    if i + 1 >= len(chunks) or chunks[i + 1].kind != "F":
        return
    if any(c.kind == "F" for c in chunks[:i]) or any(_cue_before(s, k) for k in range(i)):
        return
    if s.state.topic not in (None, chunks[i + 1].names[0]) and chunks[i + 1].names[0].count < 2:
        return
    outside = [t.low for t in (*tokens[s.a : chunks[i].a], *tokens[chunks[i + 1].b : s.b])]
    if not _SCREEN.intersection(outside):
        return
    owner = _owner(s, i)
    if owner:
        s.source.discard(i + 1)
        s.main[i + 1] = True
        s.emit_all(owner, (R.SOURCE_AUTHOR,), chunks[i + 1].names[0])


def _cue_before(s: Sentence, k: int) -> bool:
    return s.chunks[k].kind == "p" and s.chunks[k].low in ("on", "from") and _cue(s, k)
