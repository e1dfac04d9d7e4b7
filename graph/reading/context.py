"""What stands around a name, and what that says about its type."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.evidence import Votes
from graph.reading.lexicon.trade import FILM_NOUNS, ROLE_WORDS, VERBS
from graph.reading.lexicon.words import DEMONYMS, FUNCTION, PLACES, given_names
from graph.reading.titles import Candidate
from graph.reading.tokens import Token

_PERSON_ROLES = frozenset(
    w
    for w, (rels, _d) in ROLE_WORDS.items()
    if rels[0] is not R.DISTRIBUTES and rels[0] is not R.SELLS and rels[0] is not R.FINANCED
)


_FILM_ROLES = frozenset(
    w
    for w, (rels, _d) in ROLE_WORDS.items()
    if rels[0] in (R.DIRECTED, R.WROTE, R.ACTED_IN, R.PRODUCED, R.EXECUTIVE_PRODUCED, R.WORKED_ON)
)


_COMPANY_ROLES = frozenset(w for w, (rels, _d) in ROLE_WORDS.items() if rels[0] is R.AFFILIATED_WITH)


_PERSON_VERBS = frozenset(
    w
    for w, (rels, _d, form) in VERBS.items()
    if form in ("fin", "past", "ed") and rels[0] in (R.DIRECTED, R.WROTE, R.ACTED_IN, R.WORKED_ON)
) | frozenset(
    (
        "said says told joins joined tells added adds recalled plays played penned wrote voices reteams makes"
        " born returns"
    ).split()
)


_COMPANY_VERBS = frozenset(
    w for w, (rels, _d, form) in VERBS.items() if form != "ing" and rels[0] in (R.DISTRIBUTES, R.FINANCED, R.SELLS)
) | frozenset(
    (
        "snapped swooped nabs inks inked ordered orders renewed renews handles handled handling picked reps"
        " optioned greenlit distributes launched launches boards holds held takes took closed landed opened"
        " releasing selling financing acquiring streams rights develops producing_ signed hired"
    ).split()
)


_FILM_VERBS = frozenset(
    (
        "follows centers centres tells premiered premieres opens opened bows bowed hits revolves concerns unfolds"
        " stars starred debuted debuts chronicles explores depicts grossed wrapped"
    ).split()
)


_DIRECTING = frozenset(
    w
    for w, (rels, _d, _f) in VERBS.items()
    if rels[0] in (R.DIRECTED, R.WROTE, R.PRODUCED, R.WORKED_ON, R.DISTRIBUTES, R.EXECUTIVE_PRODUCED)
)


_ACTING_IN = frozenset(
    (
        "star starred stars starring appear appeared appears seen role roles lead leads part sequel remake season"
        " seasons cast episode turn work co-star plays played fame debut"
    ).split()
)


_COMPANY_NOUNS = frozenset("banner shingle label studio studios outfit partner partners subsidiary slate".split())


_COMPANY_APPOSITION = frozenset(
    (
        "banner shingle label studio outfit distributor financier streamer streamers producer company network"
        " agency giant platform broadcaster sales"
    ).split()
)


_ADVERBS = frozenset(
    (
        "also has have had will is are was were to now then again both later recently would may could previously just"
    ).split()
)


_CHARACTER = frozenset(
    ("as play plays played playing portrays portray portraying voices voicing portrayed named called character").split()
)


_KINSHIP = frozenset(
    ("wife husband son daughter brother sister mother father friend girlfriend boyfriend uncle aunt").split()
)


def context(tokens: list[Token], c: Candidate, v: Votes) -> None:
    """Add the votes of what stands around one occurrence."""
    v.film += _STYLES.get(c.style, 0.0)
    if _in_rep_list(tokens, c):
        v.company += 2.0
        v.person -= 1.0
    if c.start:
        _before(tokens, c, v)
    if c.end < len(tokens):
        _after(tokens, c.end, v)


_STYLES = {"italic": 5.0, "quote": 5.0, "headline": 3.0, "defined": 8.0, "listed": 8.0, "paren": 0.3}


_REP_CUES = frozenset(["repped", "represented", "reps", "rep", "represents", "managed"])


_REP_PEOPLE = frozenset("manager attorney lawyer agent attorneys lawyers managers agents".split())


def _in_rep_list(tokens: list[Token], c: Candidate) -> bool:
    """Whether a name stands in a list of representatives: after "repped by", with nothing but names since."""
    k = c.start - 1
    low = 0
    while k >= 0 and c.start - k < 24:
        t = tokens[k]
        if t.low in _REP_CUES:
            return tokens[k + 1].low == "by" if k + 1 < c.start else False
        if t.low in _REP_PEOPLE and low == 0 and c.start - k <= 2:
            return False
        if t.text in ".;" or (
            t.word and not t.cap and t.low not in ("by", "and", "of", "the", "at", "de", "von", "van")
        ):
            return False
        if t.cap and t.low not in ("and",):
            low += 1
        k -= 1
    return False


def _before(tokens: list[Token], c: Candidate, v: Votes) -> None:
    before = tokens[c.start - 1]
    before2 = tokens[c.start - 2] if c.start > 1 else None
    low = before.low
    low2 = before2.low if before2 is not None else ""
    if not before.word:
        if before.text == "'s":
            v.film += 0.7
            v.person += 0.3
        return
    if before.text in ("Mr.", "Ms.", "Mrs.", "Dr."):
        v.person += 3
    if low in FILM_NOUNS or low in ("untitled", "helmed"):
        v.film += 2.5
    elif low in _PERSON_ROLES:
        v.person += 2.5 if low not in _COMPANY_APPOSITION else 1.0
    elif low in _COMPANY_APPOSITION:
        v.company += 1.5
    elif not _character(tokens, c, v, low, low2):
        _on_film(tokens, c, v, low, low2)


def _character(tokens: list[Token], c: Candidate, v: Votes, low: str, low2: str) -> bool:
    """Votes for a character: "as Jake", "is Jake", "her husband Jake"; True if there is one."""
    if low in _CHARACTER and not (low == "as" and low2 in ("well", "such")):
        v.other += 2.2
    elif (
        low in ("is", "was") and c.start > 1 and tokens[c.start - 2].cap and not low2.isdigit() and low2 not in FUNCTION
    ):
        v.other += 0.9
    elif low in _KINSHIP:
        as_kin = any(t.low in ("as", "plays", "play", "played") for t in tokens[max(0, c.start - 5) : c.start])
        v.other += 2.5 if as_kin else 0.4
        v.person += 0.0 if as_kin else 0.5
    else:
        return False
    return True


def _on_film(tokens: list[Token], c: Candidate, v: Votes, low: str, low2: str) -> None:
    """Votes of a verb or a preposition right before a name."""
    if low in ("in", "on", "of", "to") and low2 in _ACTING_IN:
        v.film += 2
    elif low == "on" and low2 in _FILM_ROLES:
        v.film += 2.5
    elif low in _DIRECTING:
        v.film += 1.5
    elif low == "by":
        v.person += 2.5 if low2 in _BY_PEOPLE else 1.0
        v.company += 2.0 if low2 in _BY_FIRMS else 0.5
    elif low == "for" and low2 in _AWARD_WORDS:
        v.film += 1.5
    elif low == "of":
        v.film += 0.4
        v.company += 0.3 + (1.0 if low2 and tokens[c.start - 2].cap else 0.0)
    elif (low in ("his", "her", "their") and low2 in ("under", "through", "via", "with")) or (
        low in ("from", "to") and low2 in ("comes", "rights", "sold")
    ):
        v.company += 1.5 if low in ("his", "her", "their") else 0.7
    else:
        person, film, company = _PREPOSITIONS.get(low, (0.0, 0.0, 0.0))
        v.person += person
        v.film += film
        v.company += company


_BY_PEOPLE = frozenset("directed written helmed penned scripted played created".split())
_BY_FIRMS = frozenset("released distributed acquired financed sold".split())
_PREPOSITIONS = {
    "starring": (2.0, 0.0, 0.0),
    "featuring": (2.0, 0.0, 0.0),
    "opposite": (2.0, 0.0, 0.0),
    "alongside": (2.0, 0.0, 0.0),
    "with": (0.5, 0.0, 0.0),
    "for": (0.0, 0.0, 1.1),
    "at": (0.0, 0.0, 1.5),
    "via": (0.0, 0.0, 1.1),
    "through": (0.0, 0.0, 1.1),
    "under": (0.0, 0.0, 0.5),
    "on": (0.0, 0.7, 0.9),
    "in": (0.0, 1.0, 0.0),
}
"""Votes for person, film and company of a preposition right before a name."""


def _after(tokens: list[Token], i: int, v: Votes) -> None:
    t = tokens[i]
    nxt = tokens[i + 1] if i + 1 < len(tokens) else None
    if t.word:
        _after_word(tokens, i, v)
    elif nxt is None:
        return
    elif t.text == "(" and nxt.text.isdigit() and len(nxt.text) == 4:
        v.film += 3
    elif t.text == ",":
        _after_comma(tokens, i, v)
    elif t.text == "'s":
        if nxt.low in _COMPANY_ROLES:
            v.company += 1.5
        elif nxt.cap and nxt.low in given_names() and i + 2 < len(tokens) and tokens[i + 2].cap:
            v.company += 1.5
            v.film += 0.5
            v.person -= 1.0
        elif nxt.low in FILM_NOUNS or nxt.low in ("script", "novel", "screenplay", "wife", "husband"):
            v.person += 0.7


def _after_comma(tokens: list[Token], i: int, v: Votes) -> None:
    low = tokens[i + 1].low
    if low in ("who", "whose"):
        v.person += 1.5
    elif low == "which":
        v.film += 2.5 if {x.low for x in tokens[i + 2 : i + 9]} & _DIRECTING else 0.7
        v.company += 0.7
    elif low in ("directed", "starring", "written", "helmed", "scripted", "penned"):
        v.film += 2
    else:
        _apposition(tokens, i + 1, v)


def _after_word(tokens: list[Token], i: int, v: Votes) -> None:
    n = len(tokens)
    t = tokens[i]
    low = t.low
    nxt = tokens[i + 1] if i + 1 < n else None
    if low in _COMPANY_ROLES and nxt is not None and nxt.cap:
        v.company += 2.5
    elif low in _FILM_ROLES and nxt is not None and nxt.cap and low not in _FILM_VERBS:
        v.film += 2
    elif low in _COMPANY_NOUNS:
        v.company += 2
    elif low in ("in", "has") and nxt is not None and nxt.low in PLACES and nxt.cap:
        v.company += 0.8
    elif (
        low in ("took", "taken", "takes", "bought", "has")
        and nxt is not None
        and (nxt.low in PLACES or nxt.low in DEMONYMS)
    ):
        v.company += 2
    elif low in FILM_NOUNS or (nxt is not None and nxt.low in FILM_NOUNS and not nxt.cap):
        v.company += 0.8
        v.person += 0.5
    elif low in ("sequel", "franchise", "spin-off", "spinoff", "remake", "reboot", "trilogy", "prequel", "universe"):
        v.film += 2
    elif (
        low in ("is", "was")
        and nxt is not None
        and nxt.low in ("directed", "produced", "written", "based", "executive")
    ):
        v.film += 2.0
    elif low in ("is", "was") and nxt is not None and nxt.low in ("a", "an", "the"):
        _apposition(tokens, i + 1, v)
    else:
        _verb_after(tokens, i, v)


def _apposition(tokens: list[Token], i: int, v: Votes) -> None:
    """ "a 2024 American thriller", "the label of", "an actor": what the name is said to be, from `i` on."""
    if tokens[i].low not in ("a", "an", "the", "his", "her", "their", "its"):
        return
    for k in range(i + 1, min(len(tokens), i + 11)):
        t = tokens[k]
        if not t.word and t.text not in "-&/":
            return
        if t.cap and k > i + 1 and tokens[k - 1].low in ("of", "by", "from", "for"):
            return
        low = t.low
        if low in FILM_NOUNS and not (
            k + 1 < len(tokens) and (tokens[k + 1].low in _PERSON_ROLES or tokens[k + 1].low in _COMPANY_APPOSITION)
        ):
            v.film += 2.5
            return
        if low in _COMPANY_APPOSITION and low != "producer":
            v.company += 2
            return
        if low in _PERSON_ROLES or low in (
            "comedian",
            "singer",
            "newcomer",
            "filmmaker",
            "playwright",
            "wife",
            "husband",
        ):
            v.person += 2
            return
        if low in ("which", "who", "that", "whose", "and", "with", "in", "about"):
            return


def _verb_after(tokens: list[Token], i: int, v: Votes) -> None:
    n = len(tokens)
    if tokens[i].low in ("has", "had", "holds", "have", "will", "took", "takes"):
        near = {t.low for t in tokens[i + 1 : i + 6]}
        if near & {"rights", "release", "distribution", "distributor", "sales", "deal"}:
            v.company += 1.5
            return
    for k in range(i, min(n, i + 4)):
        low = tokens[k].low
        if low in _COMPANY_VERBS:
            v.company += 1.5
            return
        if low == "by":
            return
        if low in _FILM_VERBS:
            v.film += 0.8
            v.person += 0.8 if low in ("stars", "starred") else 0
            return
        if low in _PERSON_VERBS:
            v.person += 1.2
            return
        if low not in _ADVERBS:
            return


_AWARD_WORDS = frozenset(
    (
        "oscar emmy award awards nominee nominated nomination nominations winner prize bafta basis known score"
        " scores script trailer casting globe music screenplay honors acclaim reviews poster up praise"
    ).split()
)
