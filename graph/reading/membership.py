"""Who belongs to which company, and which companies make a film, where nouns alone say so."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.finders import default_film, subject_left
from graph.reading.state import Sentence


def memberships(s: Sentence) -> None:
    """ "Jane Doe of Acme" is a membership whatever the sentence says."""
    for c in s.chunks:
        if c.kind == "P":
            for m in c.members:
                for prep, company in m.companies:
                    if prep in ("of", "at"):
                        s.emit_all(list(m.names), (R.AFFILIATED_WITH,), company)


def company_of(s: Sentence, i: int) -> None:
    """ "Acme, the label of A and B": they belong to it."""
    chunks = s.chunks
    n = len(chunks)
    j = i - 1
    while j >= 0 and chunks[j].kind in ("w", ",", "h") and j > i - 4:
        j -= 1
    k = i + 1
    if k < n and chunks[k].kind == "p" and chunks[k].low in ("of", "from", "run by"):
        k += 1
        while k < n and chunks[k].kind in ("w", "and") and k < i + 5:
            k += 1
        if j >= 0 and chunks[j].kind == "C" and k < n and chunks[k].kind == "P":
            for person in chunks[k].names:
                s.emit(person, R.AFFILIATED_WITH, chunks[j].names[-1])


def whose_people(s: Sentence, i: int) -> None:
    """ "Acme, whose A and B are producing": membership."""
    chunks = s.chunks
    if i + 1 < len(chunks) and chunks[i + 1].kind == "P" and i:
        owner = next((c for c in reversed(chunks[:i]) if c.kind in ("C", "P", "F")), None)
        if owner is not None and owner.kind == "C":
            s.emit_all(chunks[i + 1].names, (R.AFFILIATED_WITH,), owner.names[-1])


def led_by(s: Sentence, i: int) -> None:
    """ "Acme, founded by A and B", "Founded by A, Acme ...": membership; "led by A" of a film: acting."""
    chunks = s.chunks
    n = len(chunks)
    k = i + 1
    while k < n and chunks[k].kind in ("w", "R", "h", "p", "O") and k < i + 4:
        k += 1
    if k >= n or chunks[k].kind != "P":
        return
    for j in range(i - 1, max(-1, i - 4), -1):
        if chunks[j].kind == "C":
            s.emit_all(chunks[k].names, (R.AFFILIATED_WITH,), chunks[j].names[-1], detail=chunks[i].detail)
            return
        if chunks[j].kind in ("F", "T", "A") and chunks[i].low in ("led by", "headed by", "fronted by"):
            s.emit_all(chunks[k].names, (R.ACTED_IN,), default_film(s, i))
            return
    if i <= 2 and k + 2 < n and chunks[k + 1].kind == "," and chunks[k + 2].kind == "C":
        s.emit_all(chunks[k].names, (R.AFFILIATED_WITH,), chunks[k + 2].names[0], detail=chunks[i].detail)


def founded(s: Sentence, i: int) -> None:
    """ "A and B founded Acme", "Acme, which A runs with B"."""
    chunks = s.chunks
    n = len(chunks)
    names, left = subject_left(s, i, "P")
    if left > 0 and chunks[left - 1].kind == "which":
        firm = next((chunks[k] for k in range(left - 2, max(-1, left - 5), -1) if chunks[k].kind == "C"), None)
        if firm is not None:
            if i + 2 < n and chunks[i + 1].low in ("with", "alongside") and chunks[i + 2].kind == "P":
                names = names + chunks[i + 2].names
            s.emit_all(names, (R.AFFILIATED_WITH,), firm.names[-1], detail=chunks[i].detail)
            return
    for j in range(i + 1, min(len(chunks), i + 4)):
        if chunks[j].kind == "C":
            if left >= 0:
                s.emit_all(names, (R.AFFILIATED_WITH,), chunks[j].names[0], detail=chunks[i].detail)
            return
        if chunks[j].kind not in ("w", "h", "p"):
            return


def production(s: Sentence, i: int) -> None:
    """ "a production of Acme and Bolt", "an Acme production"."""
    chunks = s.chunks
    n = len(chunks)
    if i and chunks[i - 1].kind == "C":
        s.emit_all(chunks[i - 1].names, (R.PRODUCED,), default_film(s, i))
        return
    if i + 2 < n and chunks[i + 1].kind == "be" and chunks[i + 2].kind == "C":
        s.emit_all(chunks[i + 2].names, (R.PRODUCED,), default_film(s, i))
        return
    if i > 1 and chunks[i - 1].kind == "be" and chunks[i - 2].kind == "C" and chunks[i].low == "the studio":
        s.emit_all(chunks[i - 2].names, (R.PRODUCED,), default_film(s, i))
        return
    for j in range(i + 1, min(n - 1, i + 4)):
        if chunks[j].kind == "p" and chunks[j].low in ("of", "from", "between", "by", "with", "for"):
            k = j + 1
            while k < n and chunks[k].kind in ("C", "and", ","):
                if chunks[k].kind == "C":
                    s.emit_all(chunks[k].names, (R.PRODUCED,), default_film(s, i))
                    s.used.add(k)
                k += 1
            return
