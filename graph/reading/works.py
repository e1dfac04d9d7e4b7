"""Works by name of their author: "script by A", "A's novel", "a Jane Doe script", "A handles the screenplay"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.finders import default_film, status_between, subject_left
from graph.reading.roles import of_film
from graph.reading.state import Sentence


def work(s: Sentence, i: int) -> None:
    """ "from a script by A", "A's screenplay", "based on the novel by A"."""
    c = s.chunks[i]
    source = c.rels[0] is R.SOURCE_AUTHOR
    if _by_author(s, i) or (not source and _handles(s, i)):
        return
    if source and i and s.chunks[i - 1].kind == "whose":
        _whose_book(s, i)
    elif source and not _adapting(s, i):
        return
    elif i > 1 and s.chunks[i - 1].kind == "P" and s.chunks[i - 2].kind == "w" and s.chunks[i - 2].low in _ARTICLES:
        _named_work(s, i)
    else:
        _owned_work(s, i)


_ARTICLES = frozenset({"a", "an", "the"})
_BETWEEN = frozenset({"w", "p", "which", "T", "and", "R", "K", "be", "O", "F", "V", "()"})


def _by_author(s: Sentence, i: int) -> bool:
    """ "script by A", "the novel of that name by A", "directing duties go to A"; True if an author was found."""
    c = s.chunks[i]
    n = len(s.chunks)
    j = _by(s, i)
    if j + 1 >= n:
        return False
    k = j + 1
    while k < n and s.chunks[k].kind in ("w", "R", "h") and k < j + 4:
        k += 1
    if k >= n or s.chunks[k].kind not in ("P", "H") or k in s.used:
        return False
    s.used.add(k)
    film = default_film(s, i)
    rels = c.rels
    if rels[0] is R.SOURCE_AUTHOR and i and s.chunks[i - 1].kind == "P" and s.chunks[j].low == "by":
        s.emit_all(s.chunks[i - 1].names, rels, film)
        rels = (R.WROTE,)
    s.emit_all(s.people_of(s.chunks[k]), rels, film, detail=c.detail)
    return True


def _by(s: Sentence, i: int) -> int:
    """The preposition that brings the author of the work at `i`, or the number of chunks if there is none."""
    n = len(s.chunks)
    if s.chunks[i].low.endswith("duties"):
        return next((k for k in range(i + 1, min(n, i + 5)) if s.chunks[k].kind == "p"), n)
    for j in range(i + 1, min(n, i + 6)):
        k = s.chunks[j]
        if k.kind == "p" and (k.low in ("by", "from") or (k.low == "to" and s.chunks[j - 1].low == "credited")):
            return j
        if k.kind not in _BETWEEN or (k.kind == "V" and k.form not in ("ed", "part")):
            return n
    return n


def _whose_book(s: Sentence, i: int) -> None:
    """ "A, on whose novel Foo is based": A wrote what Foo comes from."""
    nxt = s.chunks[i + 1] if i + 1 < len(s.chunks) else None
    owner = next((x for x in reversed(s.chunks[: i - 1]) if x.kind == "P"), None)
    if nxt is not None and nxt.kind in ("F", "T") and owner is not None:
        film = nxt.names[0] if nxt.kind == "F" else default_film(s, i)
        s.emit_all(owner.names[-1:], s.chunks[i].rels, film)


def _named_work(s: Sentence, i: int) -> None:
    """ "from a Jane Doe script", "the Jane Doe adaptation"."""
    c = s.chunks[i]
    film = default_film(s, i - 1)
    if c.low == "adaptation":
        s.emit_all(s.chunks[i - 1].names, (R.SOURCE_AUTHOR,), film)
    elif c.rels[0] is R.WROTE or _adapting(s, i) or (i > 2 and s.chunks[i - 3].low in ("as", "from")):
        s.emit_all(s.chunks[i - 1].names, c.rels, film, detail=c.detail)
        s.used.add(i - 1)


def _owned_work(s: Sentence, i: int) -> None:
    """ "A's (debut) novel", "the bestselling A novel"."""
    c = s.chunks[i]
    m = i - 1
    while m >= 0 and s.chunks[m].kind in ("w", "O", "F", "K", "V") and m > i - 4:
        m -= 1
    if m >= 1 and s.chunks[m].kind == "'s" and s.chunks[m - 1].kind == "P":
        s.emit_all(s.chunks[m - 1].names, c.rels, default_film(s, m - 1), detail=c.detail)
    elif c.rels[0] is R.SOURCE_AUTHOR and i and s.chunks[i - 1].kind == "P":
        s.emit_all(s.chunks[i - 1].names, c.rels, default_film(s, i - 1), detail=c.detail)


_HANDLING = frozenset(
    (
        "share shares shared sharing handle handles handled penning delivered tackles tackling provided provides"
        " supplied supplies did hired tapped doing contributed turned crafted credit credits duty duties rewrote"
        " polished"
    ).split()
)


def _handles(s: Sentence, i: int) -> bool:
    """ "A and B share the screenplay credit", "A has been hired for the music of Foo"."""
    tokens = s.state.tokens
    c = s.chunks[i]
    around = [t.low for t in tokens[max(s.a, c.a - 4) : c.a]] + [t.low for t in tokens[c.b : c.b + 2]]
    if not any(w in _HANDLING for w in around):
        return False
    names, left = subject_left(s, i, "P")
    if not names or any(x.kind == "V" for x in s.chunks[left + 1 : i]):
        return False
    status = status_between(s, left, i)
    if status is None:
        return True
    film = of_film(s, i) or default_film(s, i)
    s.emit_all(names, c.rels, film, status, c.detail)
    return True


_ADAPT = frozenset(
    ("based adapted adapts adapting adaptation from adapt drawn inspired turned source after taken").split()
)


def _adapting(s: Sentence, i: int) -> bool:
    """Whether the work at `i` is what the film is made from."""
    tokens = s.state.tokens
    a = s.chunks[i].a
    return any(t.low in _ADAPT for t in tokens[max(s.a, a - 14) : a + 1])
