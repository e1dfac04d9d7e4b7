"""Agents that stand away from their participle: "released in the U.K. by Acme", "shot in black and white by A"."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.finders import default_film, status_between
from graph.reading.state import Sentence

_SKIPPED = frozenset({"p", "w", "O", "and", "T", "h"})
_FIRMS = frozenset({R.DISTRIBUTES, R.SELLS, R.FINANCED})
_REACH = 8


def far_agents(s: Sentence) -> None:
    """Read every participle whose "by" comes after an adverbial."""
    for i, c in enumerate(s.chunks):
        if c.kind == "V" and c.form in ("ed", "part") and c.rels[0] not in (R.AFFILIATED_WITH, R.REPRESENTED_BY):
            _agent(s, i)


def _agent(s: Sentence, i: int) -> None:
    chunks = s.chunks
    verb = chunks[i]
    if (
        i + 1 >= len(chunks)
        or chunks[i + 1].kind != "p"
        or chunks[i + 1].low in ("by", "to", "from", "with", "alongside")
    ):
        return
    k = i + 1
    while k + 1 < len(chunks) and k < i + _REACH and chunks[k].low != "by":
        if chunks[k].kind not in _SKIPPED:
            return
        k += 1
    if k + 1 >= len(chunks) or chunks[k].low != "by" or not _fits(chunks[k + 1], verb):
        return
    if k + 2 < len(chunks) and chunks[k + 2].kind == "'s":
        return
    status = status_between(s, max(0, i - 3), i)
    if status is None:
        return
    s.emit_all(chunks[k + 1].names, verb.rels, default_film(s, i), status, "" if verb.detail == "make" else verb.detail)
    s.used.add(k + 1)


def _fits(agent: Chunk, verb: Chunk) -> bool:
    """Whether a group can do what the verb says: companies release, people write, both produce."""
    if agent.kind == "C":
        return verb.rels[0] in _FIRMS or verb.rels[0] in (R.PRODUCED, R.EXECUTIVE_PRODUCED)
    return agent.kind == "P" and verb.rels[0] not in (R.DISTRIBUTES, R.SELLS) and verb.detail != "make"
