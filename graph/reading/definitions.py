"""Titles that a line defines: "Foo is a 1931 drama film", "- Foo, directed by"."""

from __future__ import annotations

from graph.reading.lexicon.trade import FILM_NOUNS, ROLE_WORDS
from graph.reading.lexicon.words import (
    FUNCTION,
    given_names,
)
from graph.reading.runs import word_kind
from graph.reading.titles import MAX_TITLE, Candidate, title_like, trim
from graph.reading.tokens import Token, Tokenised

# what leads to another title of the same film
_OTHERWISE = frozenset(["originally", "formerly", "previously", "also", "aka"])


def defined(tok: Tokenised) -> list[Candidate]:
    """ "Foo and Bar is a 1931 comedy film": what stands before the definition at a paragraph's head is the title."""
    tokens = tok.tokens
    out: list[Candidate] = []
    for start, _end in tok.sentences:
        listed = _listed_title(tokens, start, _end)
        if listed is not None:
            out.append(listed)
            continue
        if start and start not in tok.paragraph_starts:
            continue
        last = min(_end, start + 24)
        at = next(
            (
                k
                for k in range(start + 1, last)
                if tokens[k].text in ("is", "was") and k + 1 < last and tokens[k + 1].low in ("a", "an", "the")
            ),
            -1,
        )
        if at < 0 or not _film_definition(tokens, at + 2):
            continue
        stop = at
        for k in range(start + 1, at):
            t = tokens[k]
            if (
                t.text in _OTHERWISE
                or t.text == "("
                or (
                    t.text == ","
                    and k + 1 < at
                    and tokens[k + 1].word
                    and not tokens[k + 1].cap
                    and not tokens[k + 1].text[0].isdigit()
                    and tokens[k + 1].low != "and"
                )
            ):
                stop = k
                break
        begin, stop = trim(tokens, start, stop)
        words = [t for t in tokens[begin:stop] if t.word]
        if (
            words
            and len(words) <= MAX_TITLE
            and sum(1 for t in words if not t.cap and not t.text[0].isdigit()) <= len(words) // 2 + 1
        ):
            out.append(Candidate(begin, stop, "defined"))
    return out


_AFTER_TITLE = frozenset(["directed", "starring", "written", "helmed", "penned", "co-directed", "featuring"])


def _listed_title(tokens: list[Token], start: int, end: int) -> Candidate | None:
    """ "- Foo to Bar, directed by": what a line begins with before "directed by", "starring"."""
    begin = start
    while begin < end and not tokens[begin].word:
        begin += 1
    for k in range(begin + 1, min(end - 1, begin + 12)):
        t = tokens[k]
        if t.text in "(,\u2013\u2014-" and tokens[k + 1].low in _AFTER_TITLE:
            owner = next((x for x in range(begin + 1, min(k, begin + 4)) if tokens[x].text == "'s"), -1)
            if owner > 0 and (
                tokens[begin].low in given_names() or all(word_kind(x) != "plain" for x in tokens[begin:owner])
            ):
                begin = owner + 1
            if (title_like(tokens, begin, k) and tokens[begin].low not in FUNCTION | frozenset(ROLE_WORDS)) or (
                tokens[begin].low == "the" and title_like(tokens, begin, k)
            ):
                return Candidate(begin, k, "listed")
            return None
        if (not t.word and t.text not in ":&!?'s-") or (t.low in ("is", "was", "are", "has") and not t.cap):
            return None
    return None


def _film_definition(tokens: list[Token], i: int) -> bool:
    """Whether the words after "is a" define a film: its noun comes before any other noun phrase's end."""
    for k in range(i, min(len(tokens), i + 18)):
        t = tokens[k]
        low = t.low
        if low in FILM_NOUNS or low.endswith("-film"):
            nxt = tokens[k + 1].low if k + 1 < len(tokens) else ""
            if nxt not in ROLE_WORDS and nxt not in (
                "studio",
                "company",
                "industry",
                "festival",
                "and",
                "distributor",
                "magazine",
            ):
                return True
            if nxt == "and" and low in ("comedy", "drama", "action"):
                continue
        if (
            t.text in ".;("
            or low in ("who", "which", "that", "of", "by", "from", "with", "for", "to", "in")
            or low in ROLE_WORDS
        ):
            return False
    return False
