"""Crafts said without a plain verb: "costumes by A", "A (editing)", "A won best sound for Foo", "the effects were
supervised by A"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.model import Status
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, film_right, governed, status_between, subject_left
from graph.reading.lexicon.labels import LABELS
from graph.reading.names import Name
from graph.reading.state import Sentence

# nouns of a craft, by their last word; an entry with more words wins
_NOUNS: dict[str, str] = {
    "cinematography": "cinematographer",
    "camerawork": "cinematographer",
    "photography": "cinematographer",
    "lensing": "cinematographer",
    "editing": "editor",
    "costumes": "costume designer",
    "costume design": "costume designer",
    "wardrobe": "costume designer",
    "production design": "production designer",
    "art direction": "art director",
    "sets": "production designer",
    "set design": "production designer",
    "set decoration": "set decorator",
    "makeup": "makeup artist",
    "make-up": "makeup artist",
    "hair": "makeup artist",
    "prosthetics": "makeup artist",
    "sound": "sound designer",
    "sound design": "sound designer",
    "sound mixing": "sound mixer",
    "sound editing": "sound editor",
    "effects": "visual effects supervisor",
    "visual effects": "visual effects supervisor",
    "vfx": "visual effects supervisor",
    "casting": "casting director",
    "stunts": "stunt coordinator",
    "fights": "fight coordinator",
    "choreography": "choreographer",
    "dances": "choreographer",
    "animation": "animator",
    "songs": "songwriter",
    "song": "songwriter",
    "lyrics": "lyricist",
    "character designs": "character designer",
    "music": "composer",
    "score": "composer",
    "soundtrack": "composer",
}
_MAKING = frozenset(
    "designed designs created creates made mixed mixes edited supervised supervises"
    " choreographed coordinated composed written wrote"
    " writes did does handled handles headed heads led leads oversaw oversees provided provides"
    " delivered built supplied staged"
    " animated recorded ran runs contributed".split()
)
_PRIZE = frozenset(
    (
        "won wins winning win nominated nominee nomination nominations nod nods oscar oscars bafta"
        " award prize recognized up"
    ).split()
)
_REACH = 9


def crafts(s: Sentence) -> None:
    """Read all of these in one sentence."""
    for i, c in enumerate(s.chunks):
        if c.kind == "P":
            _bracketed(s, i)
            _beside(s, i)
        elif c.kind == "A" and c.low == "cast":
            _cast_by(s, i)
        noun = craft_noun(s, c)
        if noun:
            _made_by(s, i, noun) or _makes(s, i, noun) or _owned(s, i, noun)
    _prizes(s)


def craft_noun(s: Sentence, c: Chunk) -> str:
    """The job that the last words of a chunk name a craft of, or an empty string."""
    if c.kind not in ("w", "K", "O", "S", "V", "A"):
        return ""
    tokens = s.state.tokens
    last = tokens[c.b - 1].low
    pair = f"{tokens[c.b - 2].low} {last}" if c.b - 2 >= s.a else ""
    if c.kind == "V" and last not in ("casting", "editing"):
        return ""
    return _NOUNS.get(pair) or _NOUNS.get(last, "")


def _made_by(s: Sentence, i: int, job: str) -> bool:
    """ "costumes by A", "the effects of Foo were supervised by A", "the score comes courtesy of A"."""
    chunks = s.chunks
    for k in range(i + 1, min(len(chunks) - 1, i + _REACH)):
        c = chunks[k]
        courtesy = c.low == "of" and s.state.tokens[c.a - 1].low == "courtesy"
        if c.kind == "p" and (c.low == "by" or courtesy):
            who = k + 2 if chunks[k + 1].kind == "R" and k + 2 < len(chunks) else k + 1
            if chunks[who].kind != "P" or who in s.used:
                return False
            return _credit(s, i, who, job)
        if c.kind == "p" and c.low == "from" and k == i + 1 and chunks[k + 1].kind == "P" and not _owns(s, k + 1):
            return _credit(s, i, k + 1, job)
        if c.kind == "," and chunks[k + 1].kind == "V" and chunks[k + 1].form in ("ed", "part"):
            continue
        if c.kind in ("P", "C", ";", "who", "which", "H", "R", "J", "neg", ",") or (
            c.kind == "V" and c.form in ("fin", "base", "ing")
        ):
            return False
        if craft_noun(s, c) and k > i + 1:
            return False
    return False


def _owns(s: Sentence, k: int) -> bool:
    return k + 1 < len(s.chunks) and s.chunks[k + 1].kind == "'s"


def _credit(s: Sentence, i: int, k: int, job: str) -> bool:
    film = default_film(s, i) if not _named(s, i, k) else _named(s, i, k)
    for verb in s.chunks[i + 1 : k]:
        if verb.kind == "V":
            verb.kind = "w"
    s.emit_all(s.chunks[k].names, (R.WORKED_ON,), film, detail=job)
    s.used.add(k)
    if s.chunks[i].kind in ("K", "V"):
        s.chunks[i].kind = "w"
    return True


def _named(s: Sentence, i: int, k: int) -> Name | None:
    """The film named between the craft and its people, or right after them: "the songs for Foo were written by A"."""
    chunks = s.chunks
    between = next((c.names[0] for c in chunks[i + 1 : k] if c.kind == "F"), None)
    if between is None and k + 2 < len(chunks) and chunks[k + 1].low in ("on", "for") and chunks[k + 2].kind == "F":
        return chunks[k + 2].names[0]
    return between


def _makes(s: Sentence, i: int, job: str) -> bool:
    """ "A designed the costumes for Foo", "A headed the makeup department on Foo"."""
    chunks = s.chunks
    c = chunks[i]
    words = [t.low for t in s.state.tokens[max(s.a, c.a - 6) : c.b]]
    doing = i
    if not _MAKING.intersection(words):
        return False
    while doing > 0 and doing > i - 4 and chunks[doing - 1].kind in ("w", "V", "K", "be", "and", "h", "O", "R"):
        doing -= 1
    if doing == 0 or chunks[doing - 1].kind not in ("P", "H") or governed(chunks, doing - 1):
        return False
    if not any(t.low in _MAKING for t in s.state.tokens[chunks[doing].a : c.b]):
        return False
    names, left = subject_left(s, doing, "P")
    status = status_between(s, left, i) if left >= 0 else None
    if status is None:
        return True
    film = film_right(s, i) or default_film(s, i)
    s.emit_all(names, (R.WORKED_ON,), film, status, job)
    for verb in chunks[doing : i + 1]:
        if verb.kind in ("V", "K"):
            verb.kind = "w"
    return True


def _owned(s: Sentence, i: int, job: str) -> bool:
    """ "A's costumes", "A's sets for Foo"."""
    chunks = s.chunks
    if i < 2 or chunks[i - 1].kind != "'s" or chunks[i - 2].kind != "P" or chunks[i].b - chunks[i].a > 3:
        return False
    film = film_right(s, i) if i + 1 < len(chunks) and chunks[i + 1].low in ("for", "in", "on", "of") else None
    s.emit_all(list(chunks[i - 2].members[-1].names), (R.WORKED_ON,), film or default_film(s, i), detail=job)
    return True


def _bracketed(s: Sentence, i: int) -> None:
    """ "A (editing), B (music)", "A (director)": jobs in brackets."""
    tokens = s.state.tokens
    for m in s.chunks[i].members:
        if not m.inner or any(x.kind in ("P", "C", "F") for x in m.inner):
            continue
        words = tuple(t.low for t in tokens[m.inner[0].a : m.inner[-1].b])
        found = LABELS.get(words)
        if found is not None and found[0][0] not in (R.SELLS, R.DISTRIBUTES, R.FINANCED):
            s.emit_all(list(m.names), found[0], default_film(s, i), detail=found[1])


def _beside(s: Sentence, i: int) -> None:
    """ "with A cutting", "with A lensing and B editing"."""
    chunks = s.chunks
    if not i or i + 1 >= len(chunks) or chunks[i - 1].low not in ("with", "and", ","):
        return
    verb = chunks[i + 1]
    if verb.kind != "V" or verb.form != "ing" or verb.rels[0] is not R.WORKED_ON or verb.low == "shooting":
        return
    if any(c.low == "with" for c in chunks[max(0, i - 8) : i]):
        s.emit_all(chunks[i].names, (R.WORKED_ON,), default_film(s, i), detail=verb.detail)
        s.used.add(i)


def _cast_by(s: Sentence, i: int) -> None:
    """ "Foo was cast by A"."""
    chunks = s.chunks
    if (
        i
        and i + 2 < len(chunks)
        and chunks[i - 1].kind == "be"
        and chunks[i + 1].low == "by"
        and chunks[i + 2].kind == "P"
    ):
        s.emit_all(chunks[i + 2].names, (R.WORKED_ON,), default_film(s, i), detail="casting director")
        s.used.add(i + 2)


def _prizes(s: Sentence) -> None:
    """ "A won best costume design for Foo", "A was nominated for his score for Foo"."""
    tokens = s.state.tokens
    lows = {t.low for t in tokens[s.a : s.b]}
    if not lows & _PRIZE:
        return
    for i, c in enumerate(s.chunks):
        job = craft_noun(s, c)
        if (
            not job
            or i + 2 >= len(s.chunks)
            or s.chunks[i + 1].low not in ("for", "on", "of")
            or s.chunks[i + 2].kind != "F"
        ):
            continue
        names, left = subject_left(s, i, "P")
        if left < 0 or not any(t.low in _PRIZE for t in tokens[s.chunks[left].b : c.b]):
            continue
        people = [n for n in names if n.type is E.PERSON]
        s.emit_all(people, (R.WORKED_ON,), s.chunks[i + 2].names[0], Status.CONFIRMED, job)
