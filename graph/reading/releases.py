"""Films and the companies that bring them out, sell or pay for them, where no single verb says it.

"a Acme release", "opens via Acme", "Acme is home to Foo", "Acme has dated Foo", "financing comes from Acme", "Acme
is shopping Foo".
"""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_right, status_between, subject_left
from graph.reading.lexicon.words import DEMONYMS, MONTHS, PLACES
from graph.reading.names import Name
from graph.reading.state import Sentence

_NOUNS = frozenset("release pickup pick-up acquisition original title offering buy".split())
_OPENING = frozenset(
    "open opens opened opening bow bows bowed bowing stream streams streamed streaming air airs"
    " aired airing debut debuts debuted land lands"
    " landed launch launches launched drop drops dropped released release releases arrive"
    " arrives arrived available theaters theatres"
    " cinemas hits screens broadcast carried premieres premiere premiered runs ran out lands"
    " distributed shown home seen handled".split()
)
_VENUES = frozenset("via through on from by at courtesy".split())
_DATING = frozenset(
    "dated dates dating set slated scheduled booked readying unwrap unwraps unwrapping rolling"
    " rolls roll pushed pushing pushes moved moving moves shifted shifting delayed delaying bumped"
    " paid pays shelled won winning landed land given gives giving ordered bring brings committed outbid beat".split()
)
_SHOPPING = frozenset(
    "brought shopping shops introducing introduce introduces introduced presenting pitching"
    " boarded boards boarding screening showing"
    " shows launching launches launch launched".split()
)
_BUYERS = frozenset(
    ("buyers sales market markets afm efm cannes berlin toronto tiff croisette mipcom world international").split()
)
_MONEY = frozenset(
    (
        "backed financed bankrolled financing finance funding funds money support backing budget"
        " investment equity coin funded supported"
    ).split()
)
_PAYING = frozenset(
    "invested investing invests provides providing provided put puts putting contributed"
    " contributing supplied supplying supplies"
    " stumped co-financing covering footing".split()
)


def releases(s: Sentence) -> None:
    """Read the sentence's companies and films by these nouns, prepositions and verbs."""
    for i, c in enumerate(s.chunks):
        if c.kind == "p":
            _venue(s, i)
            _paid_by(s, i)
        elif c.kind == "C":
            _noun(s, i)
            _dates(s, i)
            _pays(s, i)
            _home(s, i)


_TAKING = frozenset("took takes taken taking holds".split())
_SCREEN_RIGHTS = frozenset("film screen movie adaptation feature remake option".split())
_MEETING = frozenset("reunites reunite reuniting reunited pairs pair pairing".split())


def retag(s: Sentence) -> None:
    """Put right what single words say before the frames look: money as a noun, rights to sell, dates in brackets."""
    chunks = s.chunks
    for i, c in enumerate(chunks):
        nxt = chunks[i + 1] if i + 1 < len(chunks) else None
        if c.kind == "V":
            _retag_verb(s, i, nxt)
        elif c.kind == "S" and c.a > s.a and s.state.tokens[c.a - 1].low in _SCREEN_RIGHTS:
            c.rels = (R.PRODUCED,)
        elif c.kind == "F" and c.members[-1].inner:
            _dated_bracket(s, i)
        elif c.kind == "p" and c.low == "from" and nxt is not None and nxt.kind == "C":
            _bought_from(s, i)


def _retag_verb(s: Sentence, i: int, nxt: Chunk | None) -> None:
    """ "financing from" is a noun, "cut by" a participle, "reunites director A" no acting, "reps rights" sales."""
    c = s.chunks[i]
    if c.rels[0] is R.DISTRIBUTES and _sales_rights(s, i):
        c.rels = (R.SELLS,)
    elif nxt is None:
        return
    elif c.form == "ing" and c.rels[0] is R.FINANCED and nxt.low in ("from", "by"):
        c.kind = "w"
    elif c.form == "base" and nxt.low == "by":
        c.form = "ed"
    elif c.low in _MEETING and nxt.kind == "R" and nxt.rels[0] is not R.ACTED_IN:
        c.kind = "w"
    elif c.rels[0] is R.REPRESENTED_BY and _of_rights(s, nxt):
        c.rels = nxt.rels = (R.SELLS,)


def _of_rights(s: Sentence, c: Chunk) -> bool:
    """Whether what is represented are rights: "repping international rights", "co-repping domestic"."""
    return c.kind == "S" or (c.kind == "w" and bool(_lows(s, c.a, c.b) & {"domestic", "international", "worldwide"}))


def _sales_rights(s: Sentence, i: int) -> bool:
    """ "acquired world sales rights to Foo": a sales agent's deal."""
    for c in s.chunks[i + 1 : i + 6]:
        if c.kind == "S":
            if c.rels[0] is not R.SELLS and "sales" not in _lows(s, c.a - 2, c.b):
                return False
            for other in s.chunks[i + 1 : i + 6]:
                if other.kind == "S":
                    other.rels = (R.SELLS,)
            return True
        if c.kind not in ("w", "O"):
            return False
    return False


def _dated_bracket(s: Sentence, i: int) -> None:
    """ "Foo (Acme, March 6)": the company that releases it then."""
    m = s.chunks[i].members[-1]
    firms = [x for x in m.inner if x.kind == "C"]
    words = {t.low for t in s.state.tokens[m.inner[0].a : m.inner[-1].b]}
    if len(firms) == 1 and words & MONTHS:
        s.emit_all(firms[0].names, (R.DISTRIBUTES,), m.names[-1])
        m.inner = [x for x in m.inner if x.kind != "C"]


def _bought_from(s: Sentence, i: int) -> None:
    """ "Acme acquired rights to Foo from Bolt": Bolt sells it."""
    chunks = s.chunks
    if i < 3 or chunks[i - 1].kind not in ("F", "T") or _owns(s, i + 1):
        return
    if not any(c.kind == "S" or (c.kind == "V" and c.rels[0] is R.DISTRIBUTES) for c in chunks[:i]):
        return
    film = chunks[i - 1].names[0] if chunks[i - 1].kind == "F" else default_film(s, i)
    s.emit_all(chunks[i + 1].names, (R.SELLS,), film)
    s.used.add(i + 1)


def _lows(s: Sentence, a: int, b: int) -> set[str]:
    return {t.low for t in s.state.tokens[max(s.a, a) : min(s.b, b)]}


def _noun(s: Sentence, i: int) -> None:
    """ "a Acme release", "the Acme pickup"."""
    chunks = s.chunks
    c = chunks[i]
    if i + 1 >= len(chunks) or s.state.tokens[c.a - 1].low not in ("a", "an", "the", "this"):
        return
    nxt = chunks[i + 1]
    if s.state.tokens[nxt.a].low in _NOUNS and nxt.kind in ("w", "V", "K"):
        film = film_right(s, i) if chunks[min(len(chunks) - 1, i + 2)].kind == "F" else None
        s.emit_all(c.names[-1:], (R.DISTRIBUTES,), film or default_film(s, i))


def _venue(s: Sentence, i: int) -> None:
    """ "opens via Acme", "streams on Acme", "in theaters from Acme", "is being handled by Acme"."""
    chunks = s.chunks
    if chunks[i].low not in _VENUES and not (
        chunks[i].low == "of" and "courtesy" in _lows(s, chunks[i].a - 1, chunks[i].a)
    ):
        return
    if i + 1 >= len(chunks) or chunks[i + 1].kind != "C" or i + 1 in s.used or _owns(s, i + 1):
        return
    j = i - 1
    while j >= 0 and j > i - 9:
        c = chunks[j]
        if _lows(s, c.a, c.b) & _OPENING and c.kind in ("V", "w", "p", "@", "J", "S"):
            break
        if c.kind in ("C", "P", ";", "who", "which", "K", "R", "Q", "M"):
            return
        j -= 1
    if j < 0 or j <= i - 9:
        return
    if chunks[i].low == "at" and "home" not in _lows(s, chunks[j].a, chunks[i].a):
        return
    status = status_between(s, j, i)
    film = default_film(s, i)
    if status is not None and film is not None and not _sold_by(s, chunks[i + 1].names[0], film):
        s.emit_all(chunks[i + 1].names, (R.DISTRIBUTES,), film, status)
        s.used.add(i + 1)


def _sold_by(s: Sentence, firm: Name, film: Name) -> bool:
    return any((firm.key, relation, film.key) in s.state.found for relation in (R.SELLS, R.PRODUCED))


def _owns(s: Sentence, i: int) -> bool:
    """Whether the company at `i` only says whose somebody is: "Acme's Jane Doe", "Acme chief Jane Doe"."""
    return i + 1 < len(s.chunks) and s.chunks[i + 1].kind in ("'s", "R", "P")


def _dates(s: Sentence, i: int) -> None:
    """ "Acme has dated Foo for May", "Acme paid $5 million for Foo", "Acme is shopping Foo to buyers"."""
    chunks = s.chunks
    if _owns(s, i) or (i and chunks[i - 1].kind in ("p", "'s")):
        return
    words: set[str] = set()
    for k in range(i + 1, min(len(chunks), i + 11)):
        c = chunks[k]
        beaten = c.kind in ("C", "P") and bool(words & {"beat", "outbid", "beating", "over"})
        if c.kind in ("C", "P", ";", "who", "which", "R", "Q", "M", "but") and not beaten:
            return
        if c.kind in ("F", "T"):
            _dated(s, i, k, words)
            return
        words |= _lows(s, c.a, c.b)


def _dated(s: Sentence, i: int, k: int, words: set[str]) -> None:
    chunks = s.chunks
    if words & {"passed", "declined", "comment", "says", "said"} or chunks[k - 1].low in ("than", "like"):
        return
    films = chunks[k].names if chunks[k].kind == "F" else [default_film(s, k)]
    after = _lows(s, chunks[k].b, chunks[k].b + 9)
    relation = _relation(s, k, words, after)
    if relation is None:
        return
    status = status_between(s, i, k)
    if status is not None:
        for film in films:
            s.emit_all(chunks[i].names, (relation,), film, status)


def _relation(s: Sentence, k: int, words: set[str], after: set[str]) -> R | None:
    """What the words between a company and the film at `k`, and those after it, make of the two."""
    boarded = words & {"boarded", "boards"} and "cast" not in words
    if words & _SHOPPING and ((words | after) & _BUYERS or boarded):
        return R.SELLS
    if (words & _TAKING and _place_after(s, k)) or (words & _DATING and _is_dating(words, after)):
        return R.DISTRIBUTES
    return None


def _place_after(s: Sentence, k: int) -> bool:
    """Whether a territory follows the film at `k`: "Foo for Germany", "Foo in the U.S."."""
    tokens = s.state.tokens
    after = tokens[s.chunks[k].b : min(s.b, s.chunks[k].b + 4)]
    return (
        bool(after)
        and after[0].low in ("for", "in")
        and any(t.cap and (t.low in PLACES or t.low in DEMONYMS) for t in after)
    )


def _is_dating(words: set[str], after: set[str]) -> bool:
    """Whether the words between company and film, and after it, tell of a release or a purchase."""
    if words & {"paid", "pays", "shelled", "committed"}:
        return "million" in words or "$" in words or bool(words & {"fortune", "figure"})
    if words & {"beat", "outbid"}:
        return "land" in words or "bidding" in words | after
    if words & {"won", "landed", "land", "winning"}:
        return True
    if words & {"given", "gives", "giving", "ordered"}:
        return "order" in words or "greenlight" in words or "release" in words | after
    if words & {"readying", "unwrap", "unwraps", "unwrapping", "rolling", "rolls", "roll", "booked"}:
        return True
    if words & {"bring", "brings"}:
        return bool(after & {"theaters", "cinemas", "theatres", "screens"}) and "to" in after
    return "for" in after or "to" in after or "on" in after or "release" in after or "back" in after


def _home(s: Sentence, i: int) -> None:
    """ "Acme is home to the series Foo"."""
    chunks = s.chunks
    if i + 4 >= len(chunks) or chunks[i + 1].kind != "be" or "home" not in _lows(s, chunks[i + 2].a, chunks[i + 2].b):
        return
    if chunks[i + 3].low != "to":
        return
    for k, c in enumerate(chunks[i + 4 :], i + 4):
        if c.kind == "F" and not s.prenominal[k]:
            for film in c.names:
                s.emit_all(chunks[i].names, (R.DISTRIBUTES,), film)


def _paid_by(s: Sentence, i: int) -> None:
    """ "financing comes from Acme", "with support from Acme", "backed by the Acme Fund"."""
    chunks = s.chunks
    if chunks[i].low not in ("from", "by", "of") or i + 1 >= len(chunks):
        return
    before = _lows(s, chunks[i].a - 5, chunks[i].a)
    if not before & _MONEY or (chunks[i].low == "of" and "support" not in before):
        return
    k = i + 1
    while k < len(chunks) and chunks[k].kind == "w" and chunks[k].b - chunks[k].a <= 2 and k < i + 3:
        k += 1
    film = default_film(s, i)
    while k < len(chunks) and film is not None:
        if chunks[k].kind == "C":
            s.emit_all(chunks[k].names, (R.FINANCED,), film)
            s.used.add(k)
        elif not (
            chunks[k].kind in (",", "and") or (chunks[k].kind == "w" and _lows(s, chunks[k].a, chunks[k].b) == {"the"})
        ):
            return
        k += 1


def _pays(s: Sentence, i: int) -> None:
    """ "Acme has put up half of the budget", "Acme has invested in Foo", "Acme is providing the financing"."""
    chunks = s.chunks
    if _owns(s, i):
        return
    for k in range(i + 1, min(len(chunks), i + 4)):
        c = chunks[k]
        words = _lows(s, c.a, c.b)
        if words & _PAYING:
            rest = _lows(s, c.a, c.b + 6)
            invests = bool(words & {"invested", "investing", "invests"})
            if not invests and not rest & _MONEY:
                return
            names, left = subject_left(s, k, "C")
            status = status_between(s, left, k) if left >= 0 else Status.CONFIRMED
            if names and status is not None:
                s.emit_all(names, (R.FINANCED,), film_right(s, k) or default_film(s, i), status)
            return
        if c.kind not in ("be", "w", "p", "which", ","):
            return
