"""What one occurrence of a name says about its type: votes for person, film, company, or something else."""

from __future__ import annotations

import re

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.candidates import Candidate
from graph.reading.lexicon.trade import COMPANY_ENDINGS, COMPANY_SUFFIXES, FILM_NOUNS, ROLE_WORDS, VERBS
from graph.reading.lexicon.words import CHARACTER_TITLES, DEMONYMS, FUNCTION, PLACES, SMALL, given_names, plain_words
from graph.reading.tokens import Token

_ENOUGH = {(True, False): 0.6, (True, True): 0.6, (False, True): 0.75, (False, False): 1.0}


class Votes:
    """Running votes of one name."""

    __slots__ = ("company", "film", "headline", "other", "person")

    def __init__(self) -> None:
        self.headline = False
        self.person = self.film = self.company = self.other = 0.0

    def top(self) -> float:
        """The strongest vote."""
        return max(self.person, self.film, self.company)

    def winner(self) -> E | None:
        """The type with the most votes, or None if nothing speaks for any."""
        best = self.top()
        if best < _ENOUGH[best == self.film, best == self.company] or self.other >= best:
            return None
        if best == self.person:
            return E.PERSON
        return E.FILM if best == self.film else E.COMPANY


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
_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|Da|La|Le|Van|O'|D')[A-Z][a-z]{2,}[A-Z][a-z]|^[a-z]+[A-Z]")
_NOT_FIRMS = frozenset(
    (
        "tv vfx us ceo ep eps dc la ny nyc uk eu ii iii iv vi dp dop coo cfo svp evp md pr dj fbi cia nyse ai imax"
    ).split()
)
_CHARACTER = frozenset(
    ("as play plays played playing portrays portray portraying voices voicing portrayed named called character").split()
)
_KINSHIP = frozenset(
    ("wife husband son daughter brother sister mother father friend girlfriend boyfriend uncle aunt").split()
)


def shape(tokens: list[Token], c: Candidate) -> Votes:
    """Votes for how a name is built, independent of where it stands."""
    v = Votes()
    words = [t for t in tokens[c.start : c.end] if t.word]
    plain = plain_words()
    given = given_names()
    first, last = words[0], words[-1]
    n = len(words)
    kinds = [t.low in plain or t.low in FUNCTION or t.low in SMALL for t in words]
    if n > 1 and (
        last.low in COMPANY_SUFFIXES
        or any(w.low in ("films", "pictures", "entertainment", "studios", "productions") for w in words[1:])
    ):
        v.company += 4.5
    if n > 1 and first.low in ("studio", "studios", "les", "films", "film4") and not all(kinds):
        v.company += 1.5
    _digits(v, words, n)
    if any(t.text == ":" for t in tokens[c.start : c.end]):
        v.film += 3
    if any(t.text in "!?" for t in tokens[c.start : c.end]):
        v.film += 1.5
    if any(t.text == "'s" for t in tokens[c.start : c.end]):
        v.film += 2
    if first.low in CHARACTER_TITLES and n > 1 and first.low not in given:
        v.other += 1.5
        v.person -= 1.0
    if n > 1 and any(
        w.text.isupper() and 2 <= len(w.text) <= 4 and w.text.isalpha() and w.low not in _NOT_FIRMS for w in words
    ):
        v.company += 1.8
        v.person -= 1.0
    if any(t.text == "&" for t in tokens[c.start : c.end]):
        v.company += 1.5
        v.person -= 0.5
    if first.low == "untitled":
        v.film += 5
    if n == 1:
        if first.text.isupper() and 2 <= len(first.text) <= 5 and first.low not in _NOT_FIRMS:
            v.company += 1.4
        elif kinds[0] and not c.initial and first.low not in FUNCTION:
            v.film += 0.7
        if _CAMEL.match(first.text):
            v.company += 1.5
        if first.low.endswith(COMPANY_ENDINGS) and first.low not in plain:
            v.company += 1.5
        return v
    if first.low == "the":
        v.film += 1 if n > 2 else 0.3
    if n >= 4:
        v.film += 0.8 * (n - 3)
    _person_shape(v, words, kinds, given)
    return v


def _digits(v: Votes, words: list[Token], n: int) -> None:
    last, first = words[-1], words[0]
    if n > 1 and (last.text.isdigit() or last.text in ("II", "III", "IV", "V", "VI")):
        v.film += 2.5
    if first.text[-1] == "+" or last.text[-1] == "+":
        v.company += 4
    if any(ch.isdigit() for ch in first.text) and any(ch.isupper() for ch in first.text):
        v.company += 1.5
    if first.text.isdigit():
        v.film += 0.5


def _person_shape(v: Votes, words: list[Token], kinds: list[bool], given: frozenset[str]) -> None:
    n = len(words)
    first, last = words[0], words[-1]
    lower = [w for w in words if not w.cap]
    if any(w.low in SMALL and w.low not in ("von", "der", "n") for w in lower) or any(
        w.low in ("of", "the", "and", "in") for w in words
    ):
        v.film += 1.5
        v.person -= 1.5
    initial = any(len(w.text) == 2 and w.text[1] == "." for w in words) or (
        "." in first.text and first.text.isupper() and len(first.text) <= 6
    )
    if initial or last.low in ("jr.", "sr.", "jr", "sr"):
        v.person += 2
    if any(
        "-" in w.text and w.text.split("-")[-1].islower() and w.cap and w.low not in plain_words() for w in words[1:]
    ):
        v.person += 2
    if n <= 4:
        if first.low in given or first.low.split("-")[0] in given:
            v.person += 2.2 if not kinds[0] else 1.2
            if not kinds[-1]:
                v.person += 1
        elif not any(kinds):
            v.person += 1.8
        elif not kinds[0] and n == 2:
            v.person += 1.2
        elif not kinds[-1]:
            v.person += 1.0
            v.company += 0.3
        elif any(w.low in given for w in words[1:]):
            v.person += 0.5
    if all(kinds):
        v.film += 1.0
        v.company += 0.6


def context(tokens: list[Token], c: Candidate, v: Votes) -> None:
    """Add the votes of what stands around one occurrence."""
    before = tokens[c.start - 1] if c.start else None
    before2 = tokens[c.start - 2] if c.start > 1 else None
    if c.style == "italic" or c.style == "quote":
        v.film += 5
    elif c.style == "headline":
        v.film += 3
    elif c.style in ("defined", "listed"):
        v.film += 8
    elif c.style == "paren":
        v.film += 0.3
    if _in_rep_list(tokens, c):
        v.company += 2.0
        v.person -= 1.0
    if before is not None:
        _before(tokens, c, v, before, before2)
    _after(tokens, c, v)


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


def _before(tokens: list[Token], c: Candidate, v: Votes, before: Token, before2: Token | None) -> None:
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
    elif low in _CHARACTER and not (low == "as" and low2 in ("well", "such")):
        v.other += 2.2
    elif (
        low in ("is", "was")
        and before2 is not None
        and before2.cap
        and not before2.low.isdigit()
        and low2 not in FUNCTION
    ):
        v.other += 0.9
    elif low in _KINSHIP:
        as_kin = any(t.low in ("as", "plays", "play", "played") for t in tokens[max(0, c.start - 5) : c.start])
        v.other += 2.5 if as_kin else 0.4
        v.person += 0.0 if as_kin else 0.5
    elif low in ("in", "on", "of", "to") and low2 in _ACTING_IN:
        v.film += 2
    elif low == "on" and low2 in _FILM_ROLES:
        v.film += 2.5
    elif low in _DIRECTING:
        v.film += 1.5
    else:
        _preposition(tokens, c, v, low, low2)


def _preposition(tokens: list[Token], c: Candidate, v: Votes, low: str, low2: str) -> None:
    if low == "by":
        v.person += 2.5 if low2 in ("directed", "written", "helmed", "penned", "scripted", "played", "created") else 1.0
        v.company += 1.5 if low2 in ("released", "distributed", "acquired", "financed", "sold") else 0.0
        v.company += 0.5
    elif low in ("starring", "featuring", "opposite", "alongside"):
        v.person += 2
    elif low == "with":
        v.person += 0.5
    elif low == "for" and low2 in _AWARD_WORDS:
        v.film += 1.5
    elif low in ("for", "at", "via", "through"):
        v.company += 1.1
        if low == "at":
            v.company += 0.4
    elif low == "under":
        v.company += 0.5
    elif low == "on":
        v.film += 0.7
        v.company += 0.9
    elif low == "in":
        v.film += 1.0
    elif low == "of":
        v.film += 0.4
        v.company += 0.3 + (1.0 if low2 and tokens[c.start - 2].cap else 0.0)
    elif low in ("his", "her", "their") and low2 in ("under", "through", "via", "with"):
        v.company += 1.5
    elif low in ("from", "to") and low2 in ("comes", "rights", "sold"):
        v.company += 0.7


def _after(tokens: list[Token], c: Candidate, v: Votes) -> None:
    n = len(tokens)
    i = c.end
    if i >= n:
        return
    t = tokens[i]
    nxt = tokens[i + 1] if i + 1 < n else None
    if t.text == "(" and nxt is not None and nxt.text.isdigit() and len(nxt.text) == 4:
        v.film += 3
        return
    if t.text == "," and nxt is not None:
        if nxt.low in ("who", "whose"):
            v.person += 1.5
        elif nxt.low == "which":
            following = {x.low for x in tokens[i + 2 : i + 9]}
            v.film += 2.5 if following & _DIRECTING else 0.7
            v.company += 0.7
        elif nxt.low in ("directed", "starring", "written", "helmed", "scripted", "penned"):
            v.film += 2
        else:
            _apposition(tokens, i + 1, v)
        return
    if t.text == "'s":
        if nxt is not None and nxt.low in _COMPANY_ROLES:
            v.company += 1.5
        elif nxt is not None and nxt.cap and nxt.low in given_names() and i + 2 < n and tokens[i + 2].cap:
            v.company += 1.5
            v.film += 0.5
            v.person -= 1.0
        elif nxt is not None and (
            nxt.low in FILM_NOUNS or nxt.low in ("script", "novel", "screenplay", "wife", "husband")
        ):
            v.person += 0.7
        return
    if not t.word:
        return
    _after_word(tokens, i, v)


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
    """ "a 2024 American thriller", "the label of", "an actor": what the name is said to be, from its determiner at `i`."""
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


def house_style(candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Where an article sets titles apart by quotation marks or italics, what it does not set apart is rarely one."""
    styled = {k for c, k in zip(candidates, keys, strict=True) if k and c.style in ("quote", "italic")}
    if len(styled) < 3:
        return
    brackets = {k for c, k in zip(candidates, keys, strict=True) if c.style == "paren"}
    if len(brackets) * 3 > len(styled):
        return
    for key, v in votes.items():
        if key not in styled and key not in brackets:
            v.film -= 1.5
            if v.person < 0.9:
                v.company += 0.5


_AWARD_WORDS = frozenset(
    (
        "oscar emmy award awards nominee nominated nomination nominations winner prize bafta basis known score"
        " scores script trailer casting globe music screenplay honors acclaim reviews poster up praise"
    ).split()
)


def possessions(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """What a name in the genitive owns: a person's is a film, a company's a film or a person, a film's a person."""
    for left, right, a, b in zip(candidates, candidates[1:], keys, keys[1:], strict=False):
        if not a or not b or right.start != left.end + 1 or tokens[left.end].text != "'s":
            continue
        owner, owned = votes[a], votes[b]
        kind = owner.winner()
        if kind is E.PERSON and owned.person < 2:
            owned.film += 1.0
        elif kind is E.COMPANY and owned.person < 1.5:
            owned.film += 0.8
        elif kind is E.FILM and owned.person > 0:
            owned.person += 1.0


_LISTING = (",", "and", "&", "or")


def propagate(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Names listed together are of one kind: each lends its neighbours some of its certainty, once forth and once back."""
    pairs: list[tuple[str, str]] = []
    for left, right, a, b in zip(candidates, candidates[1:], keys, keys[1:], strict=False):
        if not a or not b or a == b:
            continue
        between = tokens[left.end : right.start]
        if left.start and tokens[left.start - 1].low in ("of", "at", "for") and between and between[0].text == ",":
            continue
        if 0 < len(between) <= 3 and all(t.low in _LISTING for t in between):
            pairs.append((a, b))
    for sequence in (pairs, [(b, a) for a, b in reversed(pairs)]):
        for source, target in sequence:
            _lend(votes[source], votes[target])


def _lend(source: Votes, target: Votes) -> None:
    ranked = sorted(((source.person, "person"), (source.film, "film"), (source.company, "company")), reverse=True)
    margin = ranked[0][0] - max(ranked[1][0], 0.0)
    if margin <= 0.5 or ranked[0][0] < 1.0:
        return
    share = min(1.2, 0.5 * margin)
    setattr(target, ranked[0][1], getattr(target, ranked[0][1]) + share)


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
