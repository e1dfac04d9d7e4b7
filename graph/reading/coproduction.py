"""Companies that make films, where they are no plain subject of "produce".

"a co-production of A and B with C", "production companies are A and B", "A teams with B on Foo", "comes from A", "A has
optioned the novel Foo", "producers are Jane Doe (A) and John Roe (B)".
"""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.chunks import Chunk, Member
from graph.reading.finders import default_film, film_right, governed, status_between
from graph.reading.names import Name
from graph.reading.state import Sentence

_MAKING = (R.PRODUCED, R.EXECUTIVE_PRODUCED)
_BUSINESS = (*_MAKING, R.SELLS, R.DISTRIBUTES, R.FINANCED)
_TEAMING = frozenset(
    (
        "teamed teaming teams team partnered partnering partners partner collaborating reteaming"
        " reteamed joining joined"
    ).split()
)
_COMING = frozenset("comes come hails hail coming came".split())
_STARTING = frozenset("begun began begins started starts start wrapped wraps completed commenced".split())
_OPTION = frozenset("optioned options optioning".split())
_SCREEN_RIGHTS = frozenset("film screen movie adaptation feature remake television tv".split())
_MAKERS = frozenset("makers maker producers producer company outfit label team banner studio".split())


def coproduction(s: Sentence) -> None:
    """Read all of these in one sentence."""
    _behind_are(s)
    for i, c in enumerate(s.chunks):
        if c.kind == "M" or (c.kind == "R" and c.rels and c.rels[0] in _BUSINESS):
            _copular(s, i)
            _as_company(s, i)
        if c.kind == "M":
            _between(s, i)
        elif c.kind == "C":
            _teams(s, i)
            _starts(s, i)
            _options(s, i)
            _behind(s, i)
        elif c.kind == "p" and c.low == "from":
            _comes(s, i)
        elif c.kind == "V" and c.rels[0] in _MAKING:
            _inverted(s, i)
            _made_with(s, i)


def _lows(s: Sentence, c: Chunk) -> set[str]:
    return {t.low for t in s.state.tokens[c.a : c.b]}


def _firms(s: Sentence, k: int) -> tuple[list[Name], int]:
    """The companies listed from `k` on, and the index after them; determiners and places between them are left out."""
    chunks = s.chunks
    names: list[Name] = []
    while k < len(chunks):
        c = chunks[k]
        if c.kind == "C":
            names += c.names
            s.used.add(k)
        elif not (c.kind in (",", "and", "&") or (c.kind in ("w", "'s", "O") and c.b - c.a <= 2)):
            break
        k += 1
    return names, k


def _relations(c: Chunk) -> tuple[R, ...]:
    return c.rels or (R.PRODUCED,)


def _copular(s: Sentence, i: int) -> None:
    """ "The lead producer is A", "production companies on Foo are A and B", "co-producers include A"."""
    chunks = s.chunks
    j = i + 1
    film: Name | None = None
    while j < len(chunks) and j < i + 5 and chunks[j].kind in ("p", "F", "T", "w"):
        if chunks[j].kind == "F":
            film = chunks[j].names[0]
        j += 1
    including = j > i + 1 and s.state.tokens[chunks[j - 1].b - 1].low in ("include", "includes", "including")
    if j >= len(chunks) or not (including or chunks[j].kind == "be"):
        return
    start = j if including else j + 1
    while start < len(chunks) and chunks[start].kind in ("be", "w", "O", "'s") and start < j + 4:
        start += 1
    if (
        start >= len(chunks)
        or chunks[start].kind != "C"
        or (start + 1 < len(chunks) and chunks[start + 1].kind == "'s")
    ):
        return
    if status_between(s, i, start) is None:
        return
    names, _after = _firms(s, start)
    s.emit_all(names, _relations(chunks[i]), film or default_film(s, i))


def _as_company(s: Sentence, i: int) -> None:
    """ "A is on board as distributor", "A serves as sales agent", "A and B are co-producers", "sales agent A"."""
    chunks = s.chunks
    role = chunks[i]
    nxt = chunks[i + 1] if i + 1 < len(chunks) else None
    selling = {t.low for t in s.state.tokens[s.a : s.b]} & {"deals", "sold", "sells", "sales"}
    if (
        role.kind == "R"
        and role.rels[0] not in _MAKING
        and not (role.rels[0] is R.DISTRIBUTES and selling)
        and nxt is not None
        and nxt.kind == "C"
        and not _owns(s, i + 1)
    ):
        s.emit_all(nxt.names if role.low.endswith("s") else nxt.names[:1], role.rels, default_film(s, i))
        return
    j = i - 1
    while j >= 0 and j > i - 6 and chunks[j].kind in ("w", "O", "p", "be", "h", "talk", "V"):
        if chunks[j].kind == "p" and chunks[j].low not in ("as", "on"):
            return
        j -= 1
    if j < 0 or chunks[j].kind != "C" or governed(chunks, j) or j == i - 1:
        return
    linked = [c for c in chunks[j + 1 : i] if c.kind == "be" or c.low == "as"]
    if not linked or (nxt is not None and nxt.kind in ("P", "C", "'s")):
        return
    status = status_between(s, j, i)
    if status is not None:
        s.emit_all(chunks[j].names, _relations(role), _named_after(s, i) or default_film(s, i), status)


def _named_after(s: Sentence, i: int) -> Name | None:
    chunks = s.chunks
    if i + 2 < len(chunks) and chunks[i + 1].low in ("on", "of", "for") and chunks[i + 2].kind == "F":
        return chunks[i + 2].names[0]
    return None


def _owns(s: Sentence, i: int) -> bool:
    return i + 1 < len(s.chunks) and s.chunks[i + 1].kind in ("'s", "R", "P")


def _between(s: Sentence, i: int) -> None:
    """ "a co-production of A and B with C", "in co-production with A", "a production between A and B"."""
    chunks = s.chunks
    k = i + 1
    film = default_film(s, i)
    while k + 1 < len(chunks) and chunks[k].kind == "p" and chunks[k].low in ("of", "between", "with", "by", "from"):
        names, after = _firms(s, k + 1)
        if not names:
            return
        s.emit_all(names, (R.PRODUCED,), film)
        for c in chunks[k:after]:
            for m in c.members:
                m.inner = [x for x in m.inner if x.kind == "F"]
        k = after


def _teams(s: Sentence, i: int) -> None:
    """ "A has teamed with B on Foo", "A and B are partnering on Foo"."""
    chunks = s.chunks
    if governed(chunks, i):
        return
    words: set[str] = set()
    others: list[Name] = []
    for k in range(i + 1, min(len(chunks), i + 9)):
        c = chunks[k]
        if c.kind == "C" and chunks[k - 1].low in ("with", "and"):
            others += c.names
        elif c.kind in ("F", "T") and words & _TEAMING and chunks[k - 1].low in ("on", "for", "make", "produce", "of"):
            film = c.names[0] if c.kind == "F" else default_film(s, k)
            s.emit_all(chunks[i].names + others, (R.PRODUCED,), film)
            s.used.update(x for x in range(i, k) if chunks[x].kind == "C")
            return
        elif c.kind in ("P", "C", "F", "T", ";", "R", "S", "neg", "J"):
            return
        words |= _lows(s, c)


def _starts(s: Sentence, i: int) -> None:
    """ "A has begun production on Foo"."""
    chunks = s.chunks
    if governed(chunks, i):
        return
    k = i + 1
    while k < len(chunks) and chunks[k].kind in ("be", "w", "M", "V", "p") and k < i + 6:
        k += 1
    words = {t.low for t in s.state.tokens[chunks[i].b : chunks[k - 1].b]}
    if (
        k < len(chunks)
        and chunks[k].kind in ("F", "T")
        and words & _STARTING
        and words & {"production", "shooting", "filming", "work"}
    ):
        s.emit_all(chunks[i].names, (R.PRODUCED,), chunks[k].names[0] if chunks[k].kind == "F" else default_film(s, k))


def _options(s: Sentence, i: int) -> None:
    """ "A has optioned the novel Foo", "A has won screen rights to Foo"."""
    chunks = s.chunks
    if governed(chunks, i):
        return
    for k in range(i + 1, min(len(chunks), i + 6)):
        c = chunks[k]
        words = _lows(s, c)
        rights = c.kind == "S" and s.state.tokens[c.a - 1].low in _SCREEN_RIGHTS
        if words & _OPTION or rights:
            film = film_right(s, k) or next((x.names[0] for x in chunks[k : k + 9] if x.kind == "F"), None)
            status = status_between(s, i, k)
            if film is not None and status is not None:
                s.emit_all(chunks[i].names, (R.PRODUCED,), film, status)
                _void_rights(s, k)
            return
        if c.kind in ("F", "P", "C", ";", "T", "neg"):
            return


def _void_rights(s: Sentence, k: int) -> None:
    """Rights to a book are no distribution."""
    for c in s.chunks[max(0, k - 3) : k + 6]:
        if c.kind == "S" or (c.kind == "V" and c.rels[0] is R.DISTRIBUTES):
            c.kind = "w"


def _behind(s: Sentence, i: int) -> None:
    """ "A and B are behind Foo", "A, the makers of Foo"."""
    chunks = s.chunks
    for k in range(i + 1, min(len(chunks) - 1, i + 6)):
        c = chunks[k]
        if c.kind not in ("be", "w", ",", "R", "p", "N", "M"):
            return
        last = s.state.tokens[c.b - 1].low
        if last not in ("behind", "of") or chunks[k + 1].kind != "F":
            continue
        words = {t.low for t in s.state.tokens[chunks[i].b : c.b]}
        is_behind = last == "behind" and (any(x.kind == "be" for x in chunks[i + 1 : k]) or words & _MAKERS)
        if is_behind or (last == "of" and words & {"makers", "maker", "producers"}):
            s.emit_all(chunks[i].names, (R.PRODUCED,), chunks[k + 1].names[0])
        return


def _behind_are(s: Sentence) -> None:
    """ "Behind the picture are A and B"."""
    chunks = s.chunks
    if len(chunks) < 4 or s.state.tokens[chunks[0].b - 1].low != "behind" or chunks[1].kind not in ("F", "T"):
        return
    if chunks[2].kind == "be" and chunks[3].kind == "C":
        film = chunks[1].names[0] if chunks[1].kind == "F" else default_film(s, 1)
        names, _after = _firms(s, 3)
        s.emit_all(names, (R.PRODUCED,), film)


def _comes(s: Sentence, i: int) -> None:
    """ "Foo comes from A", "Foo is from A and director Jane Doe"."""
    chunks = s.chunks
    if i < 2 or i + 1 >= len(chunks) or chunks[i + 1].kind != "C" or i + 1 in s.used or _owns(s, i + 1):
        return
    before = chunks[i - 1]
    if chunks[i - 2].kind not in ("F", "T", ",") and not (
        chunks[i - 2].kind == "be" and chunks[i - 3].kind in ("F", "T")
    ):
        return
    also = before.kind == "w" and before.low == "also" and chunks[i - 2].kind == ","
    if also and i > 2 and chunks[i - 3].kind == "F":
        names, _after = _firms(s, i + 1)
        s.emit_all(names, (R.PRODUCED,), chunks[i - 3].names[-1])
        return
    coming = before.kind == "be" or (
        before.kind == "w" and before.b - before.a <= 2 and bool(_lows(s, before) & _COMING)
    )
    if coming:
        names, _after = _firms(s, i + 1)
        s.emit_all(names, (R.PRODUCED,), default_film(s, i))


def _inverted(s: Sentence, i: int) -> None:
    """ "Producing Foo are A and B"."""
    chunks = s.chunks
    if chunks[i].form != "ing" or i + 3 >= len(chunks) or (i and chunks[i - 1].kind in ("P", "C", "be")):
        return
    if chunks[i + 1].kind in ("F", "T") and chunks[i + 2].kind == "be" and chunks[i + 3].kind in ("C", "P"):
        film = chunks[i + 1].names[0] if chunks[i + 1].kind == "F" else default_film(s, i)
        s.emit_all(chunks[i + 3].names, chunks[i].rels, film)
        s.used.add(i + 3)


def _made_with(s: Sentence, i: int) -> None:
    """ "produced for Acme by A", "produced in Norway by A and B", "co-produced with A"."""
    chunks = s.chunks
    if chunks[i].form not in ("ed", "part") or i + 2 >= len(chunks) or chunks[i + 1].kind != "p":
        return
    buyer: list[Name] = []
    k = i + 1
    while k + 1 < len(chunks) and k < i + 6 and chunks[k].low != "by":
        if chunks[k].kind == "p" and chunks[k].low in ("for", "with") and chunks[k + 1].kind == "C":
            if chunks[k].low == "with":
                if chunks[i].low.startswith("co"):
                    s.emit_all(_firms(s, k + 1)[0], chunks[i].rels, default_film(s, i))
                return
            buyer = chunks[k + 1].names
            k += 2
            continue
        if chunks[k].kind not in ("p", "w", "O"):
            return
        k += 1
    if k + 1 >= len(chunks) or chunks[k].low != "by" or k == i + 1 or chunks[k + 1].kind not in ("C", "P"):
        return
    film = default_film(s, i)
    s.emit_all(chunks[k + 1].names, chunks[i].rels, film)
    s.emit_all(buyer, (R.DISTRIBUTES,), film)
    s.used.update((k + 1, i + 2))


def company_brackets(s: Sentence) -> None:
    """ "producers Jane Doe (Acme) and John Roe (Bolt)": each belongs to the company in brackets, which produces too."""
    for i, c in enumerate(s.chunks):
        if c.kind != "P":
            continue
        for m in c.members:
            firms = _only_firms(m)
            film = default_film(s, i)
            if any(f.subject in m.names and f.relation is R.ACTED_IN for f in s.emitted):
                continue
            for firm in firms:
                s.emit_all(list(m.names), (R.AFFILIATED_WITH,), firm)
                if film is not None and any((n.key, R.PRODUCED, film.key) in s.state.found for n in m.names):
                    s.emit(firm, R.PRODUCED, film)
            if firms:
                m.inner = []


def _only_firms(m: Member) -> list[Name]:
    """The companies in a person's brackets, if nothing else is named there."""
    if not m.inner or any(x.kind in ("F", "P", "O", "V", "S") for x in m.inner):
        return []
    return [n for x in m.inner if x.kind == "C" for n in x.names if n.type is E.COMPANY]
