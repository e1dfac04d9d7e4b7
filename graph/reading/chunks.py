"""A sentence as a short list of chunks: groups of names, verbs and roles of the trade, small words, and the rest.

Brackets are hung on the name before them, "of Acme" on the person before it, and names of one type that are listed
together become one group. What the frames look at afterwards is this list, not the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.lexicon.phrases import PHRASES, SINGLE
from graph.reading.lexicon.trade import FILM_NOUNS, TOPIC_NOUNS
from graph.reading.lexicon.words import PLACES
from graph.reading.names import Name, Names
from graph.reading.tokens import Token

KIND = {E.PERSON: "P", E.FILM: "F", E.COMPANY: "C"}
ATTACHING = frozenset({"of", "at", "for", "under", "via", "through"})
_NOT_THE_FILM = frozenset(
    (
        "companies company designer designers manager debut version rights adaptation festival franchise industry"
        " business world market roles career"
    ).split()
)
_COMPANY_NOUNS = frozenset(
    (
        "company studio label banner outfit streamer distributor network producer-distributor financier shingle"
        " platform broadcaster indie firm group agency"
    ).split()
)
_DETERMINERS = frozenset("the this that its his her their both another".split())


@dataclass(eq=False, slots=True)
class Member:
    """One name of a group with what hangs on it."""

    names: tuple[Name, ...]
    a: int
    b: int
    companies: list[tuple[str, Name]] = field(default_factory=list)
    inner: list[Chunk] = field(default_factory=list)
    role: Chunk | None = None


@dataclass(eq=False, slots=True)
class Chunk:
    """One piece of a sentence: `kind` (see `chunk`), token range, and what is known of it."""

    kind: str
    a: int
    b: int
    low: str = ""
    rels: tuple[R, ...] = ()
    detail: str = ""
    form: str = ""
    members: list[Member] = field(default_factory=list)

    @property
    def names(self) -> list[Name]:
        """All names of a group."""
        return [n for m in self.members for n in m.names]


def chunk(tokens: list[Token], flat: list[Chunk]) -> list[Chunk]:
    """The chunks of one sentence, from its pieces (see `flatten`).

    Kinds: P F C groups of people, films, companies; O another name; V verb, R role, K work ("script"), S rights or
    sales, A cast, J joining, Q debut, L "led by", M production, N company noun, @ "at the helm"; T the film in hand, U
    the company, X "the latter"; H pronoun, h possessive pronoun; who, whose, which, where; p preposition; be, neg,
    talk, dep; w any other words; and punctuation as itself.
    """
    return group(_brackets(_placeless(tokens, flat)))


def _placeless(tokens: list[Token], flat: list[Chunk]) -> list[Chunk]:
    """Leave out the place in "Canada's Rhombus Media", "Mexico's Jane Doe"."""
    out: list[Chunk] = []
    for i, c in enumerate(flat):
        after = flat[i + 1].kind if i + 1 < len(flat) else ""
        if c.kind == "'s" and after in ("C", "P") and out and out[-1].kind == "O" and _is_place(tokens, out[-1]):
            out.pop()
            continue
        out.append(c)
    return out


def _is_place(tokens: list[Token], c: Chunk) -> bool:
    return tokens[c.b - 1].low in PLACES


def flatten(tokens: list[Token], start: int, end: int, names: Names, at: dict[int, int]) -> list[Chunk]:
    """One sentence piece by piece, nothing grouped yet; `at` maps the token where a candidate starts to its number."""
    out: list[Chunk] = []
    i = start
    while i < end:
        k = at.get(i)
        if k is not None:
            out.append(_named(tokens, i, end, names, k))
            i = out[-1].b
            continue
        piece = _worded(tokens, i, end, at)
        if piece is None:
            token = tokens[i]
            if token.word and out and out[-1].kind == "w":
                out[-1].b = i + 1
                out[-1].low = token.low
                i += 1
                continue
            kind = "w" if token.word else ("-" if token.text in _DASHES else token.text)
            piece = Chunk(kind, i, i + 1, token.low)
        elif out:
            _noun_or_verb(piece, out)
        out.append(piece)
        i = piece.b
    return out


_DASHES = frozenset({"\u2014", "\u2013", "--"})
_THAT = TOPIC_NOUNS - {"one"}


def _named(tokens: list[Token], i: int, end: int, names: Names, k: int) -> Chunk:
    """The chunk of a candidate: a name with its type, a word of the trade after all, or another name."""
    c = names.candidates[k]
    stop = min(c.end, end)
    meaning = names.meaning[k]
    if meaning:
        return Chunk(KIND[meaning[0].type], i, stop, members=[Member(meaning, i, stop)])
    spelled = _phrase(tokens, i, end) if stop - i == 1 else None
    if spelled is not None and (spelled.kind in "RKpTASM" or (spelled.kind == "V" and c.initial)):
        return spelled
    return Chunk("O", i, stop, tokens[i].low)


def _worded(tokens: list[Token], i: int, end: int, at: dict[int, int]) -> Chunk | None:
    """The chunk of a phrase of the trade or of "the film", or None for any other word."""
    piece = _phrase(tokens, i, end)
    if piece is not None and piece.low == "that" and i + 1 < end and tokens[i + 1].low in _THAT:
        piece = None
    if piece is None and tokens[i].low in _DETERMINERS:
        piece = _topic(tokens, i, end, at)
    return piece


def _noun_or_verb(piece: Chunk, out: list[Chunk]) -> None:
    """Tell "to star" from "the star", "will play" from "the play", by what stands before."""
    last = out[-1]
    if piece.kind == "R" and piece.low in ("lead", "star", "co-star") and last.low in ("to", "will", "and"):
        piece.kind, piece.form = "V", "base"
    elif piece.kind == "V" and piece.low in _STARS and (last.kind in ("h", "'s") or last.low in _BEFORE_NOUN):
        if last.kind in ("h", "'s", "w"):
            piece.kind, piece.form = "R", ""
    elif piece.kind == "K" and piece.low in _NOUN_OR_VERB and _verb_place(out):
        piece.kind, piece.form = "V", "base"
        piece.rels, piece.detail = _NOUN_OR_VERB[piece.low]


_STARS = frozenset("star stars co-star co-stars costar".split())
_BEFORE_NOUN = frozenset("the a an two three of other".split())


_NOUN_OR_VERB: dict[str, tuple[tuple[R, ...], str]] = {
    "play": ((R.ACTED_IN,), ""),
    "script": ((R.WROTE,), ""),
    "score": ((R.WORKED_ON,), "composer"),
}


def _verb_place(out: list[Chunk]) -> bool:
    """Whether a word that may be noun or verb stands where a verb does."""
    if not out:
        return False
    last = out[-1]
    return last.kind in ("be", "P", "H", "who", "which", "V", "dep", "talk", "neg") or last.low in (
        "to",
        "and",
        "also",
        "both",
        "respectively",
        "or",
    )


def _phrase(tokens: list[Token], i: int, end: int) -> Chunk | None:
    low = tokens[i].low
    longer = PHRASES.get(low)
    if longer is not None and i + 1 < end:
        second = tokens[i + 1].low
        for words, kind, rels, detail, form in longer:
            n = len(words)
            if words[1] == second and i + n <= end and all(tokens[i + j].low == words[j] for j in range(2, n)):
                return Chunk(kind, i, i + n, " ".join(words), rels, detail, form)
    single = SINGLE.get(low)
    if single is None and "-" in low:
        tail = SINGLE.get(low.rsplit("-", 1)[1])
        single = tail if tail is not None and tail[0] in ("V", "R") else None
    if single is None:
        return None
    kind, rels, detail, form = single
    return Chunk(kind, i, i + 1, low, rels, detail, form)


def _the_company(tokens: list[Token], i: int, end: int, at: dict[int, int]) -> bool:
    """Whether "the company", "this label" at `i` stands alone, for the company in hand."""
    if i + 1 >= end or tokens[i + 1].low not in _COMPANY_NOUNS or i + 1 in at:
        return False
    return i + 2 >= end or (tokens[i + 2].low not in _GOES_ON and i + 2 not in at)


_GOES_ON = frozenset({"of", "'s", "that", "which", "behind"})


def _topic(tokens: list[Token], i: int, end: int, at: dict[int, int]) -> Chunk | None:
    """ "the film", "this supernatural thriller", "the third season": the film in hand."""
    if tokens[i].low not in _DETERMINERS:
        return None
    if tokens[i].low in ("the", "this") and _the_company(tokens, i, end, at):
        return Chunk("U", i, i + 2, tokens[i + 1].low)
    for j in range(i + 1, min(end, i + 5)):
        if j in at and not tokens[j].low[0].isdigit():
            return None
        low = tokens[j].low
        if low in TOPIC_NOUNS and not (j + 1 < end and tokens[j + 1].low in FILM_NOUNS):
            if (j + 1 < end and (j + 1 in at or tokens[j + 1].low in _NOT_THE_FILM)) or tokens[j].low == "one":
                return None
            return Chunk("T", i, j + 1, low)
        if not tokens[j].word or low in SINGLE:
            return None
    return None


def _brackets(flat: list[Chunk]) -> list[Chunk]:
    """Hang what stands in brackets on the name before it; drop square brackets."""
    out: list[Chunk] = []
    i = 0
    n = len(flat)
    while i < n:
        c = flat[i]
        if c.kind == "[":
            j = i + 1
            while j < n and flat[j].kind != "]" and j - i < 12:
                j += 1
            if j < n and flat[j].kind == "]":
                i = j + 1
                continue
        if c.kind == "(":
            j = i + 1
            while j < n and flat[j].kind not in ("(", ")"):
                j += 1
            inner = flat[i + 1 : j]
            if out and out[-1].members:
                out[-1].members[-1].inner = inner
            elif len(out) > 1 and out[-1].kind == "'s" and out[-2].members:
                out[-2].members[-1].inner = inner
            else:
                out.append(Chunk("()", c.a, flat[j].b if j < n else c.b, members=[Member((), c.a, c.b, inner=inner)]))
            i = j + 1 if j < n and flat[j].kind == ")" else j
            continue
        out.append(c)
        i += 1
    return out


def _attach(chunks: list[Chunk], i: int, g: Chunk, joined: bool) -> int:
    """Hang "of Acme and Bolt" on the last of the group; where "and" joins it, also on those before without one.

    Returns the index after it.
    """
    n = len(chunks)
    if g.kind != "P" or i + 1 >= n or chunks[i].kind != "p" or chunks[i].low not in ATTACHING:
        return i
    j = i + 1
    while j < n and chunks[j].kind in ("h", "w", "N", "M") and chunks[j].b - chunks[j].a <= 2 and j < i + 4:
        j += 1
    if j >= n or chunks[j].kind != "C":
        return i
    prep = chunks[i].low
    companies = list(chunks[j].members)
    j += 1
    while j + 1 < n and chunks[j].kind in ("and", "&") and chunks[j + 1].kind == "C":
        if j + 2 < n and chunks[j + 2].kind in ("'s", "V", "be", "R"):
            break
        companies += chunks[j + 1].members
        j += 2
    if j < n and chunks[j].kind == "'s":
        return i
    for m in reversed(g.members):
        if m.companies:
            break
        m.companies = [(prep, name) for cm in companies for name in cm.names]
        if not joined:
            break
    return j


def group(chunks: list[Chunk]) -> list[Chunk]:
    """Names of one type that are listed together become one group."""
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        c = chunks[i]
        if c.kind in ("P", "F", "C"):
            g, i = _gather(chunks, i, out[-1] if out else None)
            out.append(g)
        else:
            out.append(c)
            i += 1
    return out


def _gather(chunks: list[Chunk], i: int, before: Chunk | None) -> tuple[Chunk, int]:
    """The group that begins at `i`, and the index after it."""
    c = chunks[i]
    owner: Name | None = None
    if c.kind == "C" and _owns_person(chunks, i):
        owner = c.names[-1]
        members, i = _possessed(chunks, i)
        g = Chunk("P", c.a, chunks[i - 1].b, members=members)
    else:
        g = Chunk(c.kind, c.a, c.b, members=list(c.members))
        i = _attach(chunks, i + 1, g, False)
    while True:
        j = _separator(chunks, i)
        if j == i or j >= len(chunks):
            break
        if g.kind == "P" and _owns_person(chunks, j):
            owner = chunks[j].names[-1]
            members, i = _possessed(chunks, j)
            g.members += members
            g.b = chunks[i - 1].b
            continue
        role = chunks[j] if g.kind == "P" and chunks[j].kind == "R" else None
        if role is not None and j + 1 < len(chunks) and chunks[j + 1].kind == "P":
            j += 1
        if not _goes_on(chunks, j, g, before):
            break
        if role is not None:
            chunks[j].members[0].role = role
        joined = chunks[j - 1].kind in ("and", "&") or (role is not None and chunks[j - 2].kind in ("and", "&"))
        g.members += chunks[j].members
        g.b = chunks[j].b
        i = _attach(chunks, j + 1, g, joined)
        if owner is not None and not g.members[-1].companies:
            g.members[-1].companies = [("of", owner)]
        elif i > j + 1:
            owner = None
    g.b = max(g.b, chunks[i - 1].b)
    return g, i


def _owns_person(chunks: list[Chunk], i: int) -> bool:
    """Whether "Acme's Jane Doe" begins at `i`."""
    return chunks[i].kind == "C" and i + 2 < len(chunks) and chunks[i + 1].kind == "'s" and chunks[i + 2].kind == "P"


def _goes_on(chunks: list[Chunk], j: int, g: Chunk, before: Chunk | None) -> bool:
    """Whether the name at `j` belongs to the list of `g` rather than begins a clause or owns something."""
    if chunks[j].kind != g.kind:
        return False
    if before is not None and before.kind in ("p", "V", "be"):
        free = chunks[j - 1].kind == "and" or (before.kind in ("be", "p") and g.members[-1].role is None)
        if free and _new_clause(chunks, j):
            return False
    return g.kind == "P" or not (j + 1 < len(chunks) and chunks[j + 1].kind == "'s")


def _new_clause(chunks: list[Chunk], j: int) -> bool:
    """Whether the name at `j` is the subject of what follows."""
    nxt = chunks[j + 1] if j + 1 < len(chunks) else None
    if nxt is not None and nxt.kind == "w":
        nxt = chunks[j + 2] if j + 2 < len(chunks) and chunks[j + 1].b - chunks[j + 1].a <= 1 else None
    return nxt is not None and (nxt.kind == "be" or (nxt.kind == "V" and nxt.form != "ing"))


def _possessed(chunks: list[Chunk], j: int) -> tuple[list[Member], int]:
    """ "Acme's Jane Doe" inside a list: her membership, and the index after it."""
    company = chunks[j].members[-1].names[0]
    members = chunks[j + 2].members
    for m in members:
        m.companies = [("of", company)]
    return members, j + 3


def _separator(chunks: list[Chunk], i: int) -> int:
    """The index after a list separator at `i` (", " / "and" / ", and"), or `i` if there is none."""
    n = len(chunks)
    j = i
    if j < n and chunks[j].kind == ",":
        j += 1
    if j < n and chunks[j].kind in ("and", "&", "/"):
        j += 1
    return j
