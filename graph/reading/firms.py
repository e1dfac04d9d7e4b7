"""What speaks for a company where its name doesn't: the verbs it does, the places it has films for, the prepositions
before it."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.candidates import Candidate
from graph.reading.evidence import Votes
from graph.reading.lexicon.trade import COMPANY_SUFFIXES, VERBS
from graph.reading.lexicon.words import DEMONYMS, PLACES
from graph.reading.tokens import Token

_DEALING = frozenset(
    w
    for w, (rels, _d, _f) in VERBS.items()
    if rels[0] in (R.DISTRIBUTES, R.SELLS, R.FINANCED) and w not in ("open", "opens", "opened", "sold")
) | frozenset(
    "put booked paid dated snapped picked swooped inked ordered renewed handles handling handle boarded"
    " boards repping reps co-repping selling financing"
    " optioned outbid pre-bought backed backing bankrolled distributes releasing acquiring"
    " greenlit streams licensed co-financing".split()
)
_WEAK = frozenset(
    (
        "given gave gives pushing pushed moved moving paying set slated scheduled landing launches"
        " launched taken takes took passed brokered unveiled"
    ).split()
)
_BETWEEN = frozenset(
    "has have had is are was will would also now then to in final advanced early talks"
    " negotiations closing near nearing close set be"
    " been recently just previously already subsequently later which who that both may could can"
    " currently reportedly fully jointly".split()
)
_TAKING = frozenset("to with from via by through on and ,".split())
_GOING = frozenset(
    "sold sell sells rights deal deals licensed distributed released release acquired theaters"
    " theatres cinemas opens bows streams airs"
    " financed backed funded financing handled hits repped sales distribution buyers went goes streaming debuts".split()
)
_NOT_FIRM = frozenset("january february march april may june july august september october november december".split())
_REACH = 9


def firms(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Add these votes to every name that typography doesn't set apart."""
    for c, key in zip(candidates, keys, strict=True):
        if not key or c.style in ("quote", "italic", "defined", "listed") or key in COMPANY_SUFFIXES:
            continue
        vote = votes[key]
        gain = _doing(tokens, c)
        if _makes(tokens, c):
            vote.person += 0.8
            vote.company += 0.6
            vote.film -= 1.0
        if _holds_rights(tokens, c):
            gain += 2.0
            vote.person -= 1.0
        if _represents(tokens, c):
            gain += 2.0
            vote.person -= 1.0
        if _produced_for(tokens, c):
            gain += 1.2
        if vote.person <= 1 and vote.film < 2 and tokens[c.start - 1].low in _TAKING:
            gain += _beside_place(tokens, c) + _receiving(tokens, c)
        if gain:
            vote.company += gain if vote.person < 2 else gain / 2
            vote.film -= min(gain, 1.0)


def short_forms(candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """ "Acme" is the company where "Acme Pictures" is one, and "Doe" a person where "Jane Doe" is, unless set apart
    as a title."""
    styled = {
        k for c, k in zip(candidates, keys, strict=True) if k and c.style in ("quote", "italic", "defined", "listed")
    }
    firm_forms: dict[str, str] = {}
    surnames: set[str] = set()
    for key, vote in votes.items():
        words = key.split()
        if len(words) > 1 and vote.winner() is E.COMPANY and words[-1] in COMPANY_SUFFIXES:
            while len(words) > 1 and words[-1] in COMPANY_SUFFIXES:
                words.pop()
                firm_forms[" ".join(words)] = key
        elif 1 < len(words) < 4 and vote.winner() is E.PERSON and vote.person >= 1.8:
            surnames.add(words[-1])
    for key, vote in votes.items():
        if key in styled:
            continue
        if key in firm_forms and key not in PLACES and key not in DEMONYMS:
            vote.company += 2.5
            vote.film -= 2.0
        elif key in surnames and vote.film < 3:
            vote.person += 1.5


def _doing(tokens: list[Token], c: Candidate) -> float:
    """ "Acme has acquired", "Acme, which bought": the verbs of companies."""
    k = c.end
    relative = k < len(tokens) and tokens[k].text == ","
    if relative:
        k += 1
        if k >= len(tokens) or tokens[k].low != "which":
            return 0.0
    passive = False
    for t in tokens[k : k + 7]:
        if t.low in _DEALING or t.low in _WEAK:
            ing = t.low.endswith("ing")
            if passive and not ing:
                return 0.0
            return (1.5 if relative else 1.0) if t.low in _DEALING else 0.8
        if t.low not in _BETWEEN:
            return 0.0 if relative else _deals(tokens, c.end)
        passive = t.low in ("is", "are", "was", "be", "been")
    return 0.0


def _place(t: Token) -> bool:
    return t.cap and (t.low in PLACES or t.low in DEMONYMS)


def _deals(tokens: list[Token], at: int) -> float:
    """ "Acme wrapped up a handful of late deals": whatever the verb, who has deals is a company."""
    if tokens[at].cap or not tokens[at].low.endswith(("ed", "s", "ck", "as")):
        return 0.0
    for t in tokens[at + 1 : at + 9]:
        if t.low in ("deals", "pre-sales", "presales", "territories", "slate", "rights"):
            return 1.2
        if t.text in ".;" or t.cap:
            return 0.0
    return 0.0


def _represents(tokens: list[Token], c: Candidate) -> bool:
    """ "Acme reps Jane Doe", "Acme manages him"."""
    if c.end + 1 >= len(tokens) or tokens[c.end].low not in (
        "rep",
        "reps",
        "represents",
        "represent",
        "manages",
        "manage",
    ):
        return False
    return tokens[c.end + 1].cap or tokens[c.end + 1].low in ("him", "her", "them")


def _holds_rights(tokens: list[Token], c: Candidate) -> bool:
    """ "rights are with Acme", "rights went to Acme", "U.K. rights: Acme"."""
    if c.start < 3 or tokens[c.start - 1].low not in ("with", "to"):
        return False
    if c.end < len(tokens) and tokens[c.end].text == "'s":
        return False
    return any(t.low == "rights" for t in tokens[c.start - 4 : c.start - 1]) and tokens[c.start - 2].low in (
        "are",
        "went",
        "sit",
        "lie",
        "remain",
        "is",
        "were",
        "go",
        "stay",
        "rest",
    )


def _produced_for(tokens: list[Token], c: Candidate) -> bool:
    """ "produces for Acme", "is producing through Acme", "on behalf of Acme"."""
    if c.start < 2:
        return False
    before, before2 = tokens[c.start - 1].low, tokens[c.start - 2].low
    if before == "of" and before2 == "behalf":
        return True
    if before not in ("for", "at", "through", "via", "under"):
        return False
    return before2.startswith(("produc", "co-produc", "exec-produc"))


def _makes(tokens: list[Token], c: Candidate) -> bool:
    """ "A is producing", "A and B are writing": what films never do."""
    k = c.end
    if k + 1 >= len(tokens) or tokens[k].low not in ("is", "are", "will", "was", "were", "has", "have"):
        return False
    for t in tokens[k + 1 : k + 4]:
        found = VERBS.get(t.low)
        if found is not None and found[0][0] in (R.PRODUCED, R.WROTE, R.DIRECTED, R.EXECUTIVE_PRODUCED):
            return found[2] == ("ing" if tokens[k].low in ("is", "are", "was", "were") else "base")
        if t.low not in ("also", "executive", "now", "both", "again", "to", "set"):
            return False
    return False


def _beside_place(tokens: list[Token], c: Candidate) -> float:
    """ "to Acme for France", "by Acme in the U.K.": a company with its territory."""
    n = len(tokens)
    if c.end + 1 >= n or tokens[c.end].low not in ("for", "in"):
        return 0.0
    at = c.end + 2 if tokens[c.end + 1].low in ("the", "all") else c.end + 1
    if at >= n or not _place(tokens[at]):
        return 0.0
    return 1.5 if _dealt(tokens, c.start) else 0.0


def places_only(tokens: list[Token], c: Candidate) -> bool:
    """Whether the brackets around a candidate hold only territories, two of them or one in letters ("U.K.")."""
    opened = next((k for k in range(c.start - 1, max(-1, c.start - 30), -1) if tokens[k].text == "("), -1)
    closed = next((k for k in range(c.end, min(len(tokens), c.end + 30)) if tokens[k].text == ")"), -1)
    if opened < 0 or closed < 0:
        return False
    words = [t for t in tokens[opened + 1 : closed] if t.word and t.low not in ("and", "the", "of")]
    if not words or not all(t.low in PLACES or t.low in DEMONYMS for t in words):
        return False
    return len(words) > 1 or words[0].text.isupper()


def _dealt(tokens: list[Token], at: int) -> bool:
    """Whether the words before a token tell of a deal or a release."""
    for k in range(at - 1, max(-1, at - 26), -1):
        if tokens[k].text in ".!?":
            return False
        if tokens[k].low in _GOING:
            return True
    return False


def _receiving(tokens: list[Token], c: Candidate) -> float:
    """ "opens via Acme", "rights are with Acme", "hits theaters from Acme"."""
    if c.start < 2 or tokens[c.start - 1].low in ("and", ","):
        return 0.0
    if tokens[c.start].low in _NOT_FIRM or (c.end < len(tokens) and tokens[c.end].text == "'s"):
        return 0.0
    for k in range(c.start - 2, max(-1, c.start - _REACH), -1):
        t = tokens[k]
        if t.low in _GOING:
            return 1.0
        if not t.word and t.text not in ",$%":
            return 0.0
    return 0.0
