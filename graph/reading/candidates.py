"""Where names may stand: stretches that typography, brackets or capitals set apart, as token ranges. Untyped, linear.

Whether a lower-case word joins two capitalised runs into one title ("Call the Midwife") or not ("Netflix in Lagos") is
decided by which words they are and by whether the article ever uses the parts apart.
"""

from __future__ import annotations

from graph.reading.definitions import defined
from graph.reading.lexicon.words import (
    MONTHS,
    given_names,
    plain_words,
)
from graph.reading.runs import Run, colon, count_runs, decide, is_heading, joinable, owned, runs_of
from graph.reading.titles import MAX_TITLE, Candidate, title_like, trim
from graph.reading.tokens import Token, Tokenised

__all__ = ["Candidate", "find", "fixed_spans", "headline_titles"]


def _nickname(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a quoted word stands inside a person's name."""
    if start == 0 or end >= len(tokens):
        return False
    before, after = tokens[start - 1], tokens[end]
    if not (
        before.cap and after.cap and tokens[start].start - before.end == 2 and after.start - tokens[end - 1].end == 2
    ):
        return False
    return before.low in given_names() or before.low not in plain_words()


def _in_brackets(tokens: list[Token], start: int, end: int) -> bool:
    return start > 1 and end < len(tokens) and tokens[start - 1].text == "(" and tokens[end].text == ")"


def fixed_spans(tok: Tokenised) -> list[Candidate]:
    """Candidates that typography sets apart: quotations and emphasis that read like titles."""
    tokens = tok.tokens
    out: list[Candidate] = []
    for s in sorted(tok.styled, key=lambda s: (s.start, -s.end)):
        raw_end = tokens[s.end - 1].text if s.end <= len(tokens) and s.end > s.start else ""
        start, end = trim(tokens, s.start, s.end)
        if end <= start:
            continue
        if not title_like(tokens, start, end):
            if s.style == "quote" and _in_brackets(tokens, start, s.end):
                out.append(Candidate(start, end, "alias"))
            continue
        if s.style == "quote" and end - start <= 2 and _nickname(tokens, start, end):
            continue
        if s.style == "bold" and (raw_end in (".", ":") or end - start > 6):
            continue
        if out and start < out[-1].end:
            if out[-1].style == "bold" or (out[-1].style == "quote" and s.style == "quote" and out[-1].start == start):
                out.pop()
            else:
                continue
        out.append(Candidate(start, end, s.style))
    return out


def _known(tokens: list[Token], fixed: list[Candidate], taken: bytearray) -> list[Candidate]:
    """Every other occurrence of a title that typography sets apart somewhere."""
    titles: dict[str, set[tuple[str, ...]]] = {}
    for c in fixed:
        lows = tuple(t.low for t in tokens[c.start : c.end])
        if (2 <= len(lows) <= MAX_TITLE and c.style != "paren") or len(lows) >= 3:
            titles.setdefault(lows[0], set()).add(lows)
    return _occurrences(tokens, titles, taken)


def _occurrences(tokens: list[Token], titles: dict[str, set[tuple[str, ...]]], taken: bytearray) -> list[Candidate]:
    out: list[Candidate] = []
    ordered = {first: sorted(group, key=len, reverse=True) for first, group in titles.items()}
    for i, t in enumerate(tokens):
        if taken[i] or not (t.cap or t.text[0].isdigit()):
            continue
        for lows in ordered.get(t.low, ()):
            j = i + len(lows)
            if j <= len(tokens) and not any(taken[i:j]) and all(tokens[i + k].low == lows[k] for k in range(len(lows))):
                out.append(Candidate(i, j, "known"))
                taken[i:j] = b"\x01" * (j - i)
                break
    return out


def headline_titles(tok: Tokenised) -> dict[str, set[tuple[str, ...]]]:
    """The titles that a headline sets in quotation marks or italics, as lower-cased words by the first of them."""
    titles: dict[str, set[tuple[str, ...]]] = {}
    for c in fixed_spans(tok):
        if c.style != "bold":
            lows = tuple(t.low for t in tok.tokens[c.start : c.end])
            titles.setdefault(lows[0], set()).add(lows)
    return titles


def find(tok: Tokenised, titles: dict[str, set[tuple[str, ...]]] | None = None) -> list[Candidate]:
    """All candidates of a text in order, never overlapping; `titles` are those known from the headline."""
    tokens = tok.tokens
    fixed = fixed_spans(tok)
    definitions = defined(tok)
    fixed = [c for c in fixed if not any(d.start < c.end and c.start < d.end for d in definitions)] + definitions
    taken = bytearray(len(tokens))
    for c in fixed:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    fixed += _bracketed(tok, taken)
    fixed += _known(tokens, fixed, taken)
    for c in _occurrences(tokens, titles or {}, taken):
        fixed.append(Candidate(c.start, c.end, "headline"))
    all_runs = [[] if is_heading(tokens, s, e) else runs_of(tokens, s, e, taken) for s, e in tok.sentences]
    counts = count_runs(tokens, all_runs)
    out = list(fixed)
    for runs in all_runs:
        k = 0
        while k < len(runs):
            run = runs[k]
            tail = run
            while k + 1 < len(runs):
                nxt = runs[k + 1]
                glue = joinable(tokens, run, nxt)
                if (
                    not colon(tokens, run, nxt)
                    and not owned(tokens, run, nxt)
                    and not (glue and decide(tokens, run, tail, glue, nxt, counts))
                ):
                    break
                run, tail = Run(run.start, nxt.end, run.initial), nxt
                k += 1
            out.append(Candidate(run.start, run.end, "", run.initial))
            k += 1
    out.sort(key=lambda c: c.start)
    return out


def _bracketed(tok: Tokenised, taken: bytearray) -> list[Candidate]:
    """Parts of brackets that hold nothing but capitalised names: "(To All the Boys I've Loved Before, Spin)"."""
    tokens = tok.tokens
    out: list[Candidate] = []
    open_at = -1
    for i, t in enumerate(tokens):
        if t.text == "(":
            open_at = i
        elif t.text == ")" and open_at >= 0:
            if 0 < i - open_at <= 60 and open_at > 0:
                out += _bracket_parts(tokens, open_at, i, taken)
            open_at = -1
    return out


def _split_people(tokens: list[Token], parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Split "Jane Doe and John Roe" in brackets, which is two people and no title."""
    out: list[tuple[int, int]] = []
    for first, end in parts:
        cut = next((k for k in range(first + 1, end - 1) if tokens[k].low in ("and", "&")), -1)
        if (
            cut > 0
            and cut - first <= 3
            and end - cut <= 4
            and (tokens[first].low in given_names() or tokens[cut + 1].low in given_names())
            and cut - first >= 2
        ):
            out += [(first, cut), (cut + 1, end)]
        else:
            out.append((first, end))
    return out


def _bracket_parts(tokens: list[Token], open_at: int, close: int, taken: bytearray) -> list[Candidate]:
    """The names in one pair of brackets; none if anything in it is no name."""
    out: list[Candidate] = []
    for first, end in _split_people(tokens, _parts(tokens, open_at, close)):
        begin = first
        if tokens[begin].low in ("and", "&") and begin + 1 < end:
            begin += 1
        if begin + 2 < end and tokens[begin + 1].text == "'s" and tokens[begin].text.isupper():
            begin += 2
        if any(taken[begin:end]) or (
            end - begin == 1 and tokens[begin].text.isdigit() and len(tokens[begin].text) == 4
        ):
            continue
        if not _bracketed_name(tokens, begin, end):
            return []
        out.append(Candidate(begin, end, "paren"))
    for c in out:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    return out


def _parts(tokens: list[Token], open_at: int, close: int) -> list[tuple[int, int]]:
    """What commas and semicolons part in brackets."""
    parts: list[tuple[int, int]] = []
    start = open_at + 1
    for i in range(open_at + 1, close + 1):
        if i == close or tokens[i].text in ",;":
            if i > start:
                parts.append((start, i))
            start = i + 1
    return parts


def _bracketed_name(tokens: list[Token], begin: int, end: int) -> bool:
    """Whether a part of a bracket reads like a name: no dates, no odd signs, not too long."""
    part = tokens[begin:end]
    if part[0].low == "born" or any(t.low in MONTHS and t.low != "may" for t in part):
        return False
    if len([t for t in part if t.word]) > 9 or not title_like(tokens, begin, end):
        return False
    return all(t.word or t.text in ":&!?'-\u2013./,'s$" for t in part)
