"""Line-ups: what a seller's slate holds, and list lines that give a film with its director ("Foo, Jane Doe
(Sweden)")."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.model import Relation as R
from graph.reading.names import Name
from graph.reading.state import Sentence

_SLATE = frozenset("slate line-up lineup roster catalogue catalog library offerings titles".split())
_SELLING = frozenset("sales buyers sells selling seller".split())


def slate(s: Sentence) -> None:
    """Give a sales company the films of its slate, in this sentence and in the list lines that follow."""
    state = s.state
    owner = _owner(s)
    if owner is not None:
        state.slate = owner
    elif not _list_line(s):
        state.slate = None
        return
    if state.slate is None:
        return
    for i, c in enumerate(s.chunks):
        if c.kind == "F" and not s.prenominal[i] and i not in s.source:
            s.emit_all([state.slate], (R.SELLS,), c.names[0])
            for other in c.names[1:]:
                s.emit(state.slate, R.SELLS, other)
            if owner is None:
                return


def _owner(s: Sentence) -> Name | None:
    """The sales company whose slate the sentence speaks of."""
    tokens = s.state.tokens
    for i, c in enumerate(s.chunks[:8]):
        if c.kind != "C":
            continue
        near = [t.low for t in tokens[c.b : min(s.b, c.b + 9)]]
        if not _SLATE.intersection(near):
            continue
        name = c.names[-1]
        if _SELLING.intersection(name.key.split()) or _SELLING.intersection(near):
            following = s.chunks[i + 1] if i + 1 < len(s.chunks) else None
            return name if following is not None else None
    return None


def _list_line(s: Sentence) -> bool:
    """Whether a sentence is a line of a list: a bullet, or a film first of all."""
    return bool(s.chunks) and (s.chunks[0].kind in ("-", "\u2022", "*") or s.chunks[0].kind == "F")


def directors_listed(s: Sentence) -> None:
    """ "Foo, Jane Doe (Sweden)", "Foo – Jane Doe – Sweden": in a line-up, who stands alone with a film directed it."""
    if s.state.category is not None:
        return
    chunks = [c for c in s.chunks if c.kind not in ("\u2022", ".")]
    while chunks and chunks[0].kind == "-":
        chunks = chunks[1:]
    kinds = "".join(c.kind for c in chunks)
    if not kinds.startswith(("F,P", "F-P")) or any(
        c.kind not in ("F", "P", ",", "-", "O", "()", "and") for c in chunks
    ):
        return
    film, person = chunks[0], chunks[2]
    if len(person.names) > 2 or any(n.type is not E.PERSON for n in person.names):
        return
    inner = person.members[-1].inner
    if kinds in ("F,P", "F-P") and not inner:
        return
    if any(x.kind not in ("O", ",", "and", "w", "/", "-") for x in inner):
        return
    s.emit_all(person.names, (R.DIRECTED,), film.names[0])
