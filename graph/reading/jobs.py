"""Jobs at companies: "Acme CEO Jane Doe", "Jane Doe, president of Acme", "Acme has named Jane Doe head of film"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.model import Status
from graph.reading.finders import pronoun, subject_left
from graph.reading.names import Name
from graph.reading.state import Sentence


def affiliation(s: Sentence, i: int) -> None:
    """ "Acme CEO Jane Doe", "Jane Doe, president of Acme", "Acme's head of film Jane Doe"."""
    c = s.chunks[i]
    n = len(s.chunks)
    j = i - 1
    while j >= 0 and s.chunks[j].kind in ("w", "and", "R", "'s") and j > i - 5:
        j -= 1
    k = i + 1
    while k < n and s.chunks[k].kind in ("and", "R", ",", "w") and k < i + 4:
        k += 1
    left = s.chunks[j] if j >= 0 else None
    right = s.chunks[k] if k < n else None
    if left is not None and left.kind == "whose" and right is not None and right.kind == "be":
        _whose(s, i, j, k)
    elif i > 1 and s.chunks[i - 1].kind == "P" and (firm := _appoints(s, i - 1)) is not None:
        s.emit_all(s.chunks[i - 1].names, (R.AFFILIATED_WITH,), firm, detail=c.detail)
    elif left is not None and left.kind == "C" and right is not None and right.kind == "P" and not _apart(s, i, j, k):
        people = right.names if c.low.endswith("s") else list(right.members[0].names)
        s.emit_all(people, (R.AFFILIATED_WITH,), left.names[-1], detail=c.detail)
        if c.low.endswith("partner") and j > 0 and s.chunks[j - 1].kind == "h":
            s.emit_all(pronoun(s, j - 1)[:1], (R.AFFILIATED_WITH,), left.names[-1])
    elif right is not None and right.kind == "p" and right.low in ("of", "at", "for") and _of_company(s, i, k):
        return
    elif left is not None and left.kind == "C" and (j == i - 1 or s.chunks[j + 1].kind == "'s"):
        s.emit_all(_person_before(s, j), (R.AFFILIATED_WITH,), left.names[-1], detail=c.detail)


def _whose(s: Sentence, i: int, j: int, k: int) -> None:
    """ "Acme, whose CEO is A": A belongs to it; "Jane Doe, whose agent is A of Bolt": Bolt represents her."""
    if k + 1 >= len(s.chunks) or s.chunks[k + 1].kind != "P":
        return
    people = s.chunks[k + 1]
    owner = next((x for x in reversed(s.chunks[:j]) if x.kind in ("C", "P")), None)
    if owner is not None and owner.kind == "C":
        s.emit_all(people.names, (R.AFFILIATED_WITH,), owner.names[-1], detail=s.chunks[i].detail)
    elif owner is not None:
        for _prep, agency in people.members[0].companies:
            s.emit_all(owner.names[-1:], (R.REPRESENTED_BY,), agency)


def _apart(s: Sentence, i: int, j: int, k: int) -> bool:
    """Whether "and" parts the company at `j` from somebody at `k` who has a company of their own."""
    return any(x.kind == "and" for x in s.chunks[j + 1 : i]) and bool(s.chunks[k].members[0].companies)


def _of_company(s: Sentence, i: int, k: int) -> bool:
    """ "president of (production at) Acme": whoever stands before, or right after it; True if a company follows."""
    c = s.chunks[i]
    n = len(s.chunks)
    m = k + 1
    while m < n and (s.chunks[m].kind in ("w", "h", "M", "U") or s.chunks[m].low in ("at", "for")) and m < k + 4:
        m += 1
    if m >= n or s.chunks[m].kind != "C":
        return False
    people = _person_before(s, i)
    if not people and m + 1 < n and s.chunks[m + 1].kind == "P":
        people = s.chunks[m + 1].names
    elif not people and m + 2 < n and s.chunks[m + 1].kind == "," and s.chunks[m + 2].kind == "P":
        people = s.chunks[m + 2].names
    past = any(t.low in _PAST for t in s.state.tokens[max(s.a, c.a - 4) : c.a])
    for person in people:
        for company in s.chunks[m].names:
            s.emit(person, R.AFFILIATED_WITH, company, Status.DEPARTED if past else Status.CONFIRMED, c.detail)
    return True


_PAST = frozenset("previously formerly former ex then".split())


_APPOINTING = frozenset(
    ("named names appointed appoints hired hires promoted promotes tapped taps upped elevated").split()
)


def _appoints(s: Sentence, i: int) -> Name | None:
    """The company in "Acme has named Jane Doe" where Jane Doe is at `i`."""
    j = i - 1
    while j >= 0 and s.chunks[j].kind in ("w", "be"):
        if any(t.low in _APPOINTING for t in s.state.tokens[s.chunks[j].a : s.chunks[j].b]):
            names, _left = subject_left(s, j, "C")
            return names[0] if names else None
        j -= 1
    return None


def _person_before(s: Sentence, i: int) -> list[Name]:
    j = i - 1
    while j >= 0 and j > i - 7:
        c = s.chunks[j]
        if c.kind == "P":
            return (
                list(c.members[-1].names)
                if s.chunks[j + 1].kind == "," and not s.chunks[i].low.endswith("s")
                else c.names
            )
        if c.kind == "H":
            return s.people_of(c)
        if c.kind not in (",", "w", "be", "R", "and", "h", "who", "C", "'s"):
            return []
        j -= 1
    return []
