"""Who has a film where: companies beside territories, in any of the orders that deals are told in.

"sold to Acme for France", "Acme (Spain)", "Germany to Acme", "Acme took the U.K., Bolt Italy", "in the U.K. by Acme".
"""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film
from graph.reading.lexicon.words import DEMONYMS, PLACES
from graph.reading.names import Name
from graph.reading.state import Sentence
from graph.reading.tokens import Token

_DEAL = frozenset(
    "rights bought buys acquired acquires sold sells sell deal deals territories territory"
    " distributor distributors pre-sales presales"
    " taken took takes release released releases distribute distributes distributed distribution"
    " buyers buyer licensed sale pre-sold"
    " picked snapped closed pre-bought pre-buys buying taking sales pickups pre-sale presold nabbed secured".split()
)
_WIDE = frozenset(
    (
        "worldwide domestic international domestically internationally world territories markets"
        " territory airlines elsewhere global"
    ).split()
)
_HANDS = frozenset("to with by via through".split())
_GIVING = frozenset(
    ("sold licensed went goes gone sells pre-sold presold sale sales deals deal struck closed inked signed").split()
)


def is_territory(tokens: list[Token], c: Chunk) -> bool:
    """Whether a chunk names a place where a film is sold."""
    if c.kind not in ("O", "w"):
        return False
    return any((t.cap and (t.low in PLACES or t.low in DEMONYMS)) or t.low in _WIDE for t in tokens[c.a : c.b])


def rights_by_territory(s: Sentence) -> None:
    """Read every company that stands beside a territory in a sentence on deals."""
    tokens = s.state.tokens
    if not any(t.low in _DEAL for t in tokens[s.a : s.b]):
        return
    for i, c in enumerate(s.chunks):
        if c.kind == "C" and (_before_territory(s, i) or _after_territory(s, i) or _receives(s, i)):
            _give(s, i)


def _territory_at(s: Sentence, k: int) -> bool:
    """Whether a territory begins at chunk `k`, small words left out."""
    chunks = s.chunks
    for j in range(k, min(len(chunks), k + 2)):
        if is_territory(s.state.tokens, chunks[j]):
            return True
        if chunks[j].kind != "w":
            return False
    return False


def _before_territory(s: Sentence, i: int) -> bool:
    """ "Acme for France", "Acme in the U.K.", and in a list without its verb "Acme Italy"."""
    chunks = s.chunks
    if i + 1 >= len(chunks):
        return False
    nxt = chunks[i + 1]
    if nxt.kind == "p" and nxt.low in ("for", "in", "across"):
        return _territory_at(s, i + 2)
    if (
        i
        and chunks[i - 1].low in ("with", "while", "and")
        and nxt.kind in ("w", "V")
        and nxt.low in ("taking", "getting", "grabbing")
    ):
        return _territory_at(s, i + 2)
    listed = i > 0 and chunks[i - 1].kind in (",", "and", ";", "but")
    return listed and nxt.kind == "O" and is_territory(s.state.tokens, nxt)


def _after_territory(s: Sentence, i: int) -> bool:
    """ "Germany to Acme", "in Spain by Acme", "French rights are with Acme"."""
    chunks = s.chunks
    if i < 2 or chunks[i - 1].kind != "p" or chunks[i - 1].low not in _HANDS:
        return False
    j = i - 2
    while j >= 0 and chunks[j].kind in ("w", "be", "S", "V", "M") and j > i - 6:
        if is_territory(s.state.tokens, chunks[j]):
            return True
        j -= 1
    return j >= 0 and is_territory(s.state.tokens, chunks[j])


def _receives(s: Sentence, i: int) -> bool:
    """ "sold to Acme", "went to Acme (Germany), Bolt (Italy) and Cine (Benelux)": where things go."""
    chunks = s.chunks
    if not i or chunks[i - 1].low not in ("to", "with"):
        return False
    before = chunks[i - 2] if i > 1 else None
    if before is None:
        return False
    last = s.state.tokens[before.b - 1].low
    near = {t.low for t in s.state.tokens[max(s.a, chunks[i].a - 8) : chunks[i].a]}
    if chunks[i - 1].low == "with":
        return "deals" in near and bool(near & {"closed", "inked", "struck", "signed", "brokered", "sealed"})
    return last in _GIVING or (
        before.kind in ("F", "T", "S") and bool(near & {"sold", "sells", "licensed", "sale", "went"})
    )


def _give(s: Sentence, i: int) -> None:
    film = _film(s, i)
    if film is None:
        return
    for name in s.chunks[i].names:
        if not _sells(s, name, film):
            s.emit(name, R.DISTRIBUTES, film)
            s.used.add(i)


def _film(s: Sentence, i: int) -> Name | None:
    """The film in hand, or the one that the deals are closed on later in the sentence."""
    film = default_film(s, i)
    if film is not None:
        return film
    return next((c.names[0] for c in s.chunks[i:] if c.kind == "F"), None)


def _sells(s: Sentence, name: Name, film: Name) -> bool:
    """Whether a company sells the film or made it, so that a territory beside it says where it sells, or where it is
    from."""
    made = (R.SELLS, R.PRODUCED)
    return any((name.key, relation, film.key) in s.state.found for relation in made)


def slate_line(s: Sentence) -> None:
    """ "- Foo – Acme – U.K.": a line of a list of deals."""
    chunks = [c for c in s.chunks if c.kind not in ("\u2022", "#")]
    while chunks and chunks[0].kind == "-":
        chunks = chunks[1:]
    kinds = "".join("T" if is_territory(s.state.tokens, c) else c.kind for c in chunks)
    if not kinds.startswith(("F-C", "F|C", "F:C", "C-F", "C|F")) or "T" not in kinds:
        return
    film, firm = (chunks[0], chunks[2]) if chunks[0].kind == "F" else (chunks[2], chunks[0])
    s.emit_all(firm.names, (R.DISTRIBUTES,), film.names[0])
