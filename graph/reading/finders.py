"""Finding the ends of a frame in a list of chunks: who does it, and on which film."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.names import Name
from graph.reading.state import Sentence

_STOP = frozenset({";"})
_GOVERNING = frozenset(
    (
        "of in on for with by from at to as opposite alongside about like into against between under via through"
        " without over along-with"
    ).split()
)


def _firm(film: Name) -> bool:
    """Whether it is certain enough that a name is a film to take it for the film in hand."""
    return film.authority >= 1.2 or film.count >= 2 or " " in film.key


def mark_main(s: Sentence) -> None:
    """Tell films that a sentence is about from those that only introduce a person ("Foo producer Jane Doe")."""
    chunks = s.chunks
    for c in chunks[:3]:
        if c.kind == "F" and c.a in s.state.definitions:
            s.state.defined = c.names[0]
    s.main = [False] * len(chunks)
    s.prenominal = [False] * len(chunks)
    clause = spoken = False
    for i, c in enumerate(chunks):
        spoken = clause and (spoken or c.kind in ("V", "be", "J", "dep"))
        if c.kind in ("who", "whose") or (c.kind == "which" and _personal(chunks, i)):
            clause = True
        elif clause and _ends_clause(chunks, i, spoken):
            clause = False
        if c.kind == "F":
            s.prenominal[i] = _introduces(s, i)
            if _is_source(s, i):
                s.source.add(i)
            s.main[i] = not (s.prenominal[i] or i in s.source or clause or _aside(s, i)) and _firm(c.names[0])


def _ends_clause(chunks: list[Chunk], i: int, spoken: bool) -> bool:
    """Whether the relative clause ends at `i`; `spoken`: it has had its verb."""
    kind = chunks[i].kind
    if kind == "," and i + 1 < len(chunks):
        nxt = chunks[i + 1].kind
        return nxt in ("V", "be", "which", "but", "talk", "dep") or (spoken and nxt == "w")
    return kind in (";", ":") or (spoken and kind == "-")


def _introduces(s: Sentence, i: int) -> bool:
    """Whether a film only introduces a person or a comparison: "Foo director A", "Foo star A", "unlike Foo"."""
    chunks = s.chunks
    nxt = chunks[i + 1] if i + 1 < len(chunks) else None
    after = chunks[i + 2].kind if i + 2 < len(chunks) else ""
    if nxt is not None and (
        (nxt.kind == "R" and after in ("P", "R", "and", ","))
        or (nxt.kind == "V" and nxt.low in ("star", "lead") and after == "P")
        or (nxt.kind == "'s" and after in ("P", "R"))
    ):
        return True
    before = chunks[i - 1] if i else None
    return before is not None and (before.low in _BESIDE or (before.low == "of" and _compared(s, before.a)))


_BESIDE = frozenset("like between before after since than unlike".split())


def _aside(s: Sentence, i: int) -> bool:
    """Whether a film stands in an apposition, is what another derives from, or comes up beside a defined film."""
    chunks = s.chunks
    before = chunks[i - 1] if i else None
    if before is not None:
        if before.kind == "p" and before.low == "of" and i > 1 and chunks[i - 2].kind == "P":
            return True
        if (s.state.topic is not None or any(s.main[:i])) and _derived(s, i):
            return True
    if _in_apposition(s, i):
        return True
    defined = s.state.defined
    return (
        defined is not None
        and chunks[i].names[0] is not defined
        and i > 1
        and chunks[0].kind not in ("-", "\u2022")
        and not _passive_subject(s, i)
    )


def _passive_subject(s: Sentence, i: int) -> bool:
    """ "A remake, Foo, was directed by": the film at `i` is what the verb is about."""
    chunks = s.chunks
    k = i + 2 if i + 1 < len(chunks) and chunks[i + 1].kind == "," else i + 1
    if k + 1 >= len(chunks) or chunks[k].kind != "be":
        return False
    return chunks[k + 1].kind == "V" and chunks[k + 1].form in ("ed", "part") and chunks[i - 1].kind in (",", "w")


_COMPARING = frozenset(
    "vein style spirit mold mould tradition footsteps shades echoes reminiscent tone mode manner likes fan fans".split()
)


def _compared(s: Sentence, at: int) -> bool:
    """Whether the words before "of" only compare: "in the vein of Foo"."""
    return any(t.low in _COMPARING for t in s.state.tokens[max(s.a, at - 2) : at])


def _in_apposition(s: Sentence, i: int) -> bool:
    """Whether a film only tells who someone is: "Jane Doe, the director of Foo, stars"."""
    chunks = s.chunks
    j = i - 1
    while j >= 0 and chunks[j].kind in ("w", "h", "'s", "C", "P") and j > i - 4:
        j -= 1
    if j < 1 or chunks[j].kind != "p" or chunks[j].low not in ("of", "on", "behind", "from", "for", "in"):
        return False
    j -= 1
    while j >= 0 and chunks[j].kind in ("w", "h"):
        if any(t.low in ("best", "known", "one") for t in s.state.tokens[chunks[j].a : chunks[j].b]):
            return True
        j -= 1
    if j < 1 or chunks[j].kind != "R":
        return False
    j -= 1
    while j >= 0 and chunks[j].kind in ("w", "and", "R", "p"):
        j -= 1
    return j >= 1 and chunks[j].kind in (",", "-") and chunks[j - 1].kind in ("P", "w", "H")


def _is_source(s: Sentence, i: int) -> bool:
    """Whether a title is the book or play that a film comes from: "his novel Foo", "adapted from Jane Doe's Foo"."""
    chunks = s.chunks
    before = chunks[i - 1] if i else None
    if before is not None and before.kind == "K" and before.rels[0] is R.SOURCE_AUTHOR:
        return not (i > 1 and chunks[i - 2].kind == "whose")
    j = i - 1
    if j > 1 and chunks[j].kind == "'s" and chunks[j - 1].kind in ("P", "O"):
        j -= 2
        if j >= 0 and chunks[j].kind == "w":
            j -= 1
    if j < 1 or chunks[j].kind != "p" or chunks[j].low not in ("from", "on"):
        return False
    tokens = s.state.tokens
    at = chunks[j].a
    return any(
        t.low in ("based", "adapted", "adapts", "adaptation", "adapting", "inspired", "drawn")
        for t in tokens[max(s.a, at - 2) : at]
    )


def _personal(chunks: list[Chunk], i: int) -> bool:
    """Whether the "which" at `i` goes on about a company or person, not a film."""
    j = i - 1
    while j >= 0 and chunks[j].kind in (",", "p"):
        j -= 1
    return j >= 0 and chunks[j].kind in ("C", "P")


_DERIVED = frozenset(
    (
        "sequel prequel remake reboot spin-off spinoff based inspired follow-up installment instalment entry"
        " version successor continuation fame similar"
    ).split()
)
_FRANCHISE = frozenset("franchise series trilogy universe film films movies saga".split())


def _derived(s: Sentence, i: int) -> bool:
    """Whether a film is only what another derives from: "a sequel to Foo", "the Foo franchise"."""
    tokens = s.state.tokens
    c = s.chunks[i]
    nxt = s.chunks[i + 1] if i + 1 < len(s.chunks) else None
    if (
        nxt is not None
        and nxt.kind == "w"
        and any(t.low in ("franchise", "trilogy", "universe", "saga", "fame") for t in tokens[nxt.a : nxt.a + 3])
    ):
        return True
    before = s.chunks[i - 1]
    if before.kind != "p" or before.low not in ("to", "of", "on", "by", "from", "in", "for"):
        return False
    back = tokens[max(s.a, before.a - 3) : before.a]
    if before.low == "in":
        return (
            any(t.low in ("installment", "entry", "film", "instalment") for t in back)
            and nxt is not None
            and nxt.kind == "w"
            and tokens[nxt.a].low in _FRANCHISE
        )
    return any(t.low in _DERIVED for t in back[-2:]) or (c.a > 1 and tokens[before.a - 1].low in _DERIVED)


def over_clause(s: Sentence, comma: int) -> int:
    """Where to go on to the left of a comma that ends a clause or apposition: "A, whose head is B, | sells".

    Returns the index of the group that the clause hangs on, or `comma` where it ends none.
    """
    chunks = s.chunks
    if comma + 1 >= len(chunks) or chunks[comma + 1].kind not in ("be", "V", "talk", "dep"):
        return comma
    if chunks[comma + 1].kind == "V" and chunks[comma + 1].form == "ing":
        return comma
    verbs = False
    for r in range(comma - 1, max(0, comma - 16), -1):
        c = chunks[r]
        if c.kind in (";", "H"):
            return comma
        opens = c.kind in ("who", "whose", "which", "where")
        apposes = c.kind == "," and not verbs and _apposes(s, r + 1)
        if opens or apposes:
            k = r - 1 if opens else r
            while k > 0 and chunks[k].kind in (",", "p", "-"):
                k -= 1
            return k if chunks[k].kind in ("P", "C") and not (opens and not verbs and c.kind == "which") else comma
        verbs = verbs or c.kind in ("V", "be")
    return comma


def _apposes(s: Sentence, k: int) -> bool:
    """Whether an apposition begins at chunk `k`: "a sales agent of", "the company of"."""
    c = s.chunks[k]
    if c.kind in ("R", "h"):
        return True
    return c.kind == "w" and s.state.tokens[c.a].low in ("a", "an", "the", "one", "another")


def subject_left(s: Sentence, i: int, kinds: str = "PC") -> tuple[list[Name], int]:
    """Who does what the verb or role at `i` says: names and the index of their chunk (-1 if none)."""
    chunks = s.chunks
    j = i - 1
    if chunks[i].form == "ing":
        if j >= 0 and chunks[j].kind == "w" and chunks[j].b - chunks[j].a == 1:
            j -= 1
        if j >= 0 and chunks[j].kind in ("P", "C") and chunks[j].kind in kinds:
            return chunks[j].names, j
    while j >= 0:
        c = chunks[j]
        if c.kind in _STOP or (c.kind == "-" and j < i - 6):
            break
        if c.kind == "," and (over := over_clause(s, j)) < j:
            j = over
            continue
        found = _subject_at(s, i, j, kinds)
        if found is not None:
            return found
        j -= 1
    return [], -1


def _subject_at(s: Sentence, i: int, j: int, kinds: str) -> tuple[list[Name], int] | None:
    """The subject that the chunk at `j` is or leads to, for the verb at `i`."""
    chunks = s.chunks
    c = chunks[j]
    if c.kind == "who":
        return _antecedent(chunks, j)
    if c.kind in ("P", "C"):
        if c.kind not in kinds or governed(chunks, j):
            return None
        return (_banners_before(chunks, j) + c.names if c.kind == "C" else c.names), j
    if "C" in kinds:
        if c.kind == "U" and s.state.company is not None and not governed(chunks, j):
            return [s.state.company], j
        if c.kind == "which":
            return _firm_before(chunks, i, j)
    if "P" in kinds:
        if c.kind == "X" and "P" in s.state.pair and j == 0:
            return [s.state.pair["P"][0 if c.low == "the former" else 1]], j
        if c.kind == "H":
            return pronoun(s, j), j
    return None


def _banners_before(chunks: list[Chunk], j: int) -> list[Name]:
    """The firms listed before the one at `j` where each has its owner: "A's Foo, B's Bar and C's Baz"."""
    found: list[Name] = []
    while j >= 4 and [c.kind for c in chunks[j - 2 : j]] == ["P", "'s"] and chunks[j - 3].kind in ("and", "&", ","):
        k = j - 4 if chunks[j - 4].kind == "C" else j - 5
        if k < 1 or chunks[k].kind != "C" or chunks[k - 1].kind != "'s":
            break
        found = chunks[k].names + found
        j = k
    return found


def _antecedent(chunks: list[Chunk], j: int) -> tuple[list[Name], int] | None:
    """Whom "who" at `j` goes on about: the people before it, the last of a longer list after a comma."""
    k = j - 1
    while k >= 0 and chunks[k].kind in (",", "p", "which", "-"):
        k -= 1
    if k < 0 or chunks[k].kind != "P":
        return None
    if chunks[k + 1].kind != "," or len(chunks[k].members) <= 2:
        return chunks[k].names, k
    return list(chunks[k].members[-1].names), k


def _firm_before(chunks: list[Chunk], i: int, j: int) -> tuple[list[Name], int] | None:
    """The company that "which" at `j` goes on about, if the verb at `i` is that clause's own."""
    k = j - 1
    while k >= 0 and chunks[k].kind in (",", "M", "N", "w", "U"):
        k -= 1
    if k >= 0 and chunks[k].kind == "C" and all(x.kind in ("be", "w", "V", "and", ",") for x in chunks[j + 1 : i]):
        return chunks[k].names, k
    return None


def pronoun(s: Sentence, j: int) -> list[Name]:
    """Whom the pronoun at `j` means: the subject before it in this sentence, else whoever was last spoken of."""
    plural = s.chunks[j].low in ("they", "their")
    for k in range(j - 1, -1, -1):
        c = s.chunks[k]
        if c.kind == "P" and not plural and len(c.members) == 1 and k and s.chunks[k - 1].low == "by":
            return c.names[:1]
        if c.kind == "P" and not governed(s.chunks, k):
            return c.names if plural else c.names[:1]
    return s.people_of(s.chunks[j])


def governed(chunks: list[Chunk], j: int) -> bool:
    """Whether a group is the object of a preposition or a possessor, so not a subject."""
    if j + 1 < len(chunks) and chunks[j + 1].kind == "'s":
        return True
    k = j - 1
    while k >= 0 and chunks[k].kind in ("w", "R", "h") and chunks[k].b - chunks[k].a <= 2:
        k -= 1
    if k >= 0 and chunks[k].kind == "p" and chunks[k].low in _GOVERNING:
        return k == j - 1 or chunks[k + 1].kind != "w" or chunks[k].low != "in"
    return False


def film_right(s: Sentence, i: int) -> Name | None:
    """The film that the verb at `i` has as its object: the next film before another clause begins."""
    chunks = s.chunks
    for j in range(i + 1, min(len(chunks), i + 9)):
        c = chunks[j]
        if c.kind == "F" and j in s.source:
            return None
        if c.kind == "F":
            return c.names[0] if not s.prenominal[j] else None
        if c.kind == "X":
            return former(s, j)
        if c.kind == "T":
            return topic_film(s, j)
        if c.kind in (";", "who", "whose", "H", "()") or (c.kind == "V" and c.form in ("fin", "past")):
            return None
        if c.kind in ("P", "C") and j + 1 < len(chunks) and chunks[j + 1].kind in ("V", "be"):
            return None
    return None


def films_right(s: Sentence, i: int) -> list[Name]:
    """All films of the object group to the right of `i`."""
    chunks = s.chunks
    film = film_right(s, i)
    if film is None:
        return []
    for j in range(i + 1, min(len(chunks), i + 9)):
        if chunks[j].kind == "F" and chunks[j].names[0] is film:
            return chunks[j].names
    return [film]


def film_left(s: Sentence, i: int) -> Name | None:
    """The nearest film before `i` that the sentence is about."""
    for j in range(i - 1, -1, -1):
        c = s.chunks[j]
        if c.kind == "F" and s.main[j]:
            return c.names[-1] if j == i - 1 or len(c.members) == 1 else c.names[0]
    return None


def former(s: Sentence, i: int) -> Name | None:
    """The film that "the former" or "the latter" at `i` means."""
    here = [x for c in s.chunks[:i] if c.kind == "F" for x in c.names]
    pair = (here[-2], here[-1]) if len(here) > 1 else s.state.pair.get("F")
    return None if pair is None else pair[0 if s.chunks[i].low == "the former" else 1]


def topic_film(s: Sentence, i: int) -> Name | None:
    """The film that "it" at `i` means: one named before it here, else in the sentence before, else the one in hand."""
    return film_left(s, i) or s.state.local or default_film(s, i)


def default_film(s: Sentence, i: int) -> Name | None:
    """The film meant where none is named: the last one before `i`, else the film in hand, else the next one."""
    film = film_left(s, i)
    if film is not None:
        return film
    if s.state.local is not None and any(c.kind == "T" for c in s.chunks[: min(i, 4)]):
        return s.state.local
    if s.state.topic is not None:
        return s.state.topic
    for j in range(i + 1, len(s.chunks)):
        if s.chunks[j].kind == "F" and s.main[j]:
            return s.chunks[j].names[0]
    return None


def status_between(s: Sentence, left: int, i: int) -> Status | None:
    """The status that the words between subject and verb give; None if they deny the credit."""
    status = Status.CONFIRMED
    for c in s.chunks[max(0, left) : i + 1]:
        if c.kind == "neg":
            return None
        if c.kind == "talk":
            status = Status.IN_TALKS
        elif c.kind == "dep":
            return Status.DEPARTED
    return status
