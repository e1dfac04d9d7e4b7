"""Rights, sales, releases: who distributes and who sells."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_right, status_between, subject_left
from graph.reading.lexicon.words import DEMONYMS, PLACES
from graph.reading.state import Sentence
from graph.reading.tokens import Token


def rights(s: Sentence, i: int) -> None:
    """ "Acme has rights to Foo", "rights went to Acme", "Acme handles sales"."""
    c = s.chunks[i]
    film = film_right(s, i) or default_film(s, i)
    handled = any(t.low in _SELLING for t in s.state.tokens[max(s.a, c.a - 4) : c.a])
    relation = R.SELLS if handled else c.rels[0]
    holders = _holders(s, i)
    if holders is not None:
        s.emit_all(holders.names, (relation,), film)
        return
    names, left = subject_left(s, i, "C")
    if left < 0 or (c.rels[0] is R.DISTRIBUTES and any(x.kind in ("P", "F") for x in s.chunks[left + 1 : i])):
        return
    status = status_between(s, left, i)
    if status is not None:
        s.emit_all(names, (relation,), film, status)


_SELLING = frozenset("handles handle handling handled boarded launching launches".split())


def _holders(s: Sentence, i: int) -> Chunk | None:
    """The companies that the rights at `i` are "with" or went "to", or that stand after a colon."""
    n = len(s.chunks)
    if i + 2 < n and s.chunks[i + 1].kind == ":" and s.chunks[i + 2].kind == "C":
        return s.chunks[i + 2]
    for j in range(i + 1, min(n - 1, i + 6)):
        k = s.chunks[j]
        if k.kind == "p" and k.low in ("with", "to", "by") and s.chunks[j + 1].kind == "C":
            return s.chunks[j + 1]
        if k.kind in (";", "V", "P", "F", ","):
            break
    return None


def place(s: Sentence, i: int) -> None:
    """ "Foo on Netflix", "Foo for Sony", "from Acme": the company that a film is with."""
    n = len(s.chunks)
    c = s.chunks[i]
    if i + 1 >= n:
        return
    j = i + 1
    if s.chunks[j].kind != "C" or j in s.used:
        return
    if j + 1 < n and s.chunks[j + 1].kind in ("'s", "R"):
        return
    if c.low == "with" and j + 2 < n and s.chunks[j + 1].low == "on" and s.chunks[j + 2].kind == "F":
        s.emit_all(s.chunks[j].names, (R.DISTRIBUTES,), s.chunks[j + 2].names[0])
        return
    if not _of_the_film(s, i):
        return
    film = default_film(s, i)
    relation = R.PRODUCED if c.low == "from" else R.DISTRIBUTES
    for company in s.chunks[j].names:
        s.emit(company, relation, film)
    s.used.add(j)


def closed_deals(s: Sentence, i: int) -> None:
    """ "Acme has closed a raft of deals on Foo": Acme sells it."""
    chunks = s.chunks
    if chunks[i].low not in ("on", "for") or i + 1 >= len(chunks) or chunks[i + 1].kind not in ("F", "T"):
        return
    before = {t.low for t in s.state.tokens[max(s.a, chunks[i].a - 9) : chunks[i].a]}
    if not before & {"deals", "pre-sales", "presales", "territories", "sales"} or not before & _CLOSING:
        return
    names, left = subject_left(s, i, "C")
    if left >= 0:
        s.emit_all(names, (R.SELLS,), chunks[i + 1].names[0] if chunks[i + 1].kind == "F" else default_film(s, i))


_CLOSING = frozenset(
    ("closed closes close sealed struck inked announced unveiled scored racked wrapped clinched secured").split()
)


def at_first(s: Sentence) -> None:
    """ "At Acme, she is preparing Foo": the company is the film's."""
    chunks = s.chunks
    for i in range(min(3, len(chunks) - 2)):
        if chunks[i].low == "at" and chunks[i + 1].kind == "C" and i + 1 not in s.used:
            film = next(
                (
                    c.names[0]
                    for k, c in enumerate(chunks)
                    if k > i and c.kind == "F" and not s.prenominal[k] and s.main[k]
                ),
                None,
            )
            s.emit_all(chunks[i + 1].names[:1], (R.DISTRIBUTES,), film)
            return


def territories(s: Sentence) -> None:
    """ "Acme (Spain)", "Acme has Taiwan", "Bolt in Sweden": who has a film where."""
    chunks = s.chunks
    n = len(chunks)
    tokens = s.state.tokens
    deal = any(t.low in _DEAL for t in tokens[s.a : s.b])
    for i, c in enumerate(chunks):
        if c.kind != "C":
            continue
        for m in c.members:
            if (
                m.inner
                and all(x.kind in ("O", "w", ",", "and", "-", "p") for x in m.inner)
                and any(_territory(tokens, x) for x in m.inner)
            ):
                s.emit_all(list(m.names), (R.DISTRIBUTES,), default_film(s, i), detail=_words(tokens, m.inner))
        nxt = chunks[i + 1] if i + 1 < n else None
        after = chunks[i + 2] if i + 2 < n else None
        if nxt is None or after is None:
            continue
        if nxt.kind == "p" and nxt.low == "in" and deal and _territory(tokens, after):
            s.emit_all(c.names[-1:], (R.DISTRIBUTES,), default_film(s, i))
        elif (
            nxt.kind in ("be", "w")
            and _takes(tokens, nxt, after)
            and any(_territory(tokens, x) for x in chunks[i + 2 : i + 4])
        ):
            s.emit_all(c.names, (R.DISTRIBUTES,), default_film(s, i))


_DEAL = frozenset(
    (
        "rights bought picked acquired sold deal deals territories distributor distributors pre-sales taken release"
    ).split()
)


def _takes(tokens: list[Token], verb: Chunk, after: Chunk) -> bool:
    lows = {t.low for t in tokens[verb.a : verb.b]}
    if after.kind == "w":
        lows |= {t.low for t in tokens[after.a : after.b]}
    return bool(lows & {"has", "have", "had", "took", "taken", "takes", "take", "bought"})


def _territory(tokens: list[Token], c: Chunk) -> bool:
    return c.kind in ("O", "w") and any(t.cap and (t.low in PLACES or t.low in DEMONYMS) for t in tokens[c.a : c.b])


def _words(tokens: list[Token], inner: list[Chunk]) -> str:
    return " ".join(t.text for t in tokens[inner[0].a : inner[-1].b]).replace(" ,", ",")


def _of_the_film(s: Sentence, i: int) -> bool:
    """Whether what stands before the preposition is the film: "Foo for Acme", "it is on Acme"."""
    chunks = s.chunks
    low = chunks[i].low
    j = i - 1
    if j >= 0 and chunks[j].kind in ("F", "T"):
        return low in ("on", "for", "at", "from", "with", "through", "via")
    if low not in ("on", "with", "through", "via", "at", "for"):
        return False
    while (
        j >= 0
        and (chunks[j].kind in ("be", "w", "p", "O") or (low == "for" and chunks[j].kind in ("P", ",")))
        and j > i - 6
    ):
        j -= 1
    return j >= 0 and chunks[j].kind in ("F", "T") and (chunks[j].kind == "T" or s.main[j])
