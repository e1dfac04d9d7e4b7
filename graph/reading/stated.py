"""Other names that the article states: "formerly X", "also known as X", "originally titled X"."""

from __future__ import annotations

from graph.model import EntityType as E
from graph.reading.candidates import Candidate
from graph.reading.names import Name, Names
from graph.reading.tokens import Token

FORMERLY, ALSO = "formerly", "also known as"
_ONCE = frozenset({"formerly", "previously", "originally", "once", "initially"})
_NAMING = frozenset({"titled", "called", "named", "entitled"})
_LEAD = frozenset({"(", ",", "who", "which", "was", "is", "and"})
_LONGEST = 7


def _rule(words: list[str]) -> tuple[str, bool] | None:
    """The rule that the words between two names state, and whether they speak of names beyond doubt."""
    while words and words[0] in _LEAD:
        words = words[1:]
    if words and words[-1] == "the":
        words = words[:-1]
    if words in (["aka"], ["a.k.a"], ["a.k.a", "."], ["also", "known", "as"]):
        return ALSO, True
    if len(words) == 2 and words[0] == "also" and words[1] in _NAMING:
        return ALSO, True
    if not words or words[0] not in _ONCE:
        return None
    if words[1:] == ["known", "as"] or (len(words) == 2 and words[1] in _NAMING):
        return FORMERLY, True
    return (FORMERLY, False) if words == ["formerly"] else None


def _fits(first: Name, second: tuple[Name, ...], sure: bool) -> bool:
    """Whether two names can be one. "Formerly" alone tells of a company's or film's name, of a person rather a post."""
    if sure:
        return not second or second[0] is not first
    return first.type is not E.PERSON and len(second) == 1 and second[0].type is first.type and second[0] is not first


def join_stated(tokens: list[Token], candidates: list[Candidate], names: Names, text: str) -> None:
    """Let every use of a stated other name stand for the entity that the article says it is, and note the statement."""
    same: dict[Name, Name] = {}
    others: set[int] = set()
    for k in range(1, len(candidates)):
        before, c = candidates[k - 1], candidates[k]
        first = names.meaning[k - 1]
        if len(first) != 1 or not 0 < c.start - before.end <= _LONGEST:
            continue
        between = [t.low for t in tokens[before.end : c.start]]
        found = (ALSO, True) if k - 1 in others and between in (["and"], ["or"]) else _rule(between)
        if found is None or not _fits(first[0], names.meaning[k], found[1]):
            continue
        name = same.get(first[0], first[0])
        surface = text[tokens[c.start].start : tokens[c.end - 1].end]
        name.stated.setdefault(surface, (found[0], tokens[before.start].start, tokens[c.end - 1].end))
        if names.meaning[k]:
            same[names.meaning[k][0]] = name
        names.meaning[k] = (name,)
        if name.type is E.FILM and found[0] == ALSO:
            others.add(k)
    if same:
        names.meaning[:] = [tuple(dict.fromkeys(same.get(n, n) for n in m)) for m in names.meaning]
