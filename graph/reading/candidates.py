"""Where names may stand: stretches that typography, brackets or capitals set apart, as token ranges. Untyped, linear.

Whether a lower-case word joins two capitalised runs into one title ("Call the Midwife") or not ("Netflix in Lagos") is
decided by which words they are and by whether the article ever uses the parts apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph.reading.lexicon.trade import COMPANY_SUFFIXES, FILM_NOUNS, ROLE_WORDS
from graph.reading.lexicon.words import (
    DEMONYMS,
    FUNCTION,
    MONTHS,
    PARTICLES,
    PLACES,
    SMALL,
    given_names,
    plain_words,
)
from graph.reading.tokens import Token, Tokenised

MAX_TITLE = 14
_GLUE = frozenset(("of the in on to a an and for from with at or der und into over under by").split())
_NOUNS = (
    FILM_NOUNS
    | frozenset(ROLE_WORDS)
    | frozenset(["veteran", "oscar", "emmy", "oscar-winner", "newcomer", "exclusive"])
)


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name: `style` is `quote`, `italic`, `bold`, `paren` or empty (capitals only)."""

    start: int
    end: int
    style: str = ""
    initial: bool = False


def is_name_token(token: Token) -> bool:
    """Whether a token looks like part of a name: a capital, or digits joined with capitals."""
    return token.cap and not (
        token.text[0].isdigit()
        and not any(c.isupper() for c in token.text[1:])
        and token.text[-2:] not in ("th", "st", "nd", "rd")
    )


def title_like(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a set-apart stretch reads like a title: short, capitalised but for small words."""
    words = [t for t in tokens[start:end] if t.word]
    if not words or len(words) > MAX_TITLE:
        return False
    if len(words) == 1 and not words[0].cap:
        return any(c.isupper() or c.isdigit() for c in words[0].text) and len(words[0].text) > 1
    lower = [
        w for w in words if not w.cap and not w.text[0].isdigit() and w.low not in SMALL and w.low not in PARTICLES
    ]
    if not (words[0].cap or words[0].text[0].isdigit()):
        return len(words) > 1 and not lower and any(w.cap for w in words[1:])
    if any(t.text in ".!?" for t in tokens[start : end - 1]) and len(words) > 7:
        return False
    caps = sum(1 for w in words if w.cap or w.text[0].isdigit())
    return len(lower) * 4 <= caps


def _trim(tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    while end > start and not tokens[end - 1].word and tokens[end - 1].text not in ("!", "?", "+", ")", "'s"):
        end -= 1
    while start < end and not tokens[start].word and tokens[start].text not in "#(":
        start += 1
    return start, end


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


def fixed_spans(tok: Tokenised) -> list[Candidate]:
    """Candidates that typography sets apart: quotations and emphasis that read like titles."""
    tokens = tok.tokens
    out: list[Candidate] = []
    for s in sorted(tok.styled, key=lambda s: (s.start, -s.end)):
        raw_end = tokens[s.end - 1].text if s.end <= len(tokens) and s.end > s.start else ""
        start, end = _trim(tokens, s.start, s.end)
        if (
            end > start
            and s.style == "quote"
            and start > 1
            and tokens[start - 1].text == "("
            and tokens[s.end].text == ")"
            if s.end < len(tokens)
            else False
        ):
            if not title_like(tokens, start, end):
                out.append(Candidate(start, end, "alias"))
                continue
        if end <= start or not title_like(tokens, start, end):
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


def _defined(tok: Tokenised) -> list[Candidate]:
    """ "Foo and Bar is a 1931 comedy film": whatever stands before the definition is the title, at the head of a paragraph."""
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
                if tokens[k].low in ("is", "was")
                and not tokens[k].cap
                and k + 1 < last
                and tokens[k + 1].low in ("a", "an", "the")
            ),
            -1,
        )
        if at < 0 or not _film_definition(tokens, at + 2):
            continue
        stop = at
        for k in range(start + 1, at):
            t = tokens[k]
            if t.text == "(" or (
                t.text == ","
                and k + 1 < at
                and tokens[k + 1].word
                and not tokens[k + 1].cap
                and not tokens[k + 1].text[0].isdigit()
                and tokens[k + 1].low != "and"
            ):
                stop = k
                break
        begin, stop = _trim(tokens, start, stop)
        words = [t for t in tokens[begin:stop] if t.word]
        if (
            words
            and len(words) <= MAX_TITLE
            and sum(1 for t in words if not t.cap and not t.text[0].isdigit()) <= len(words) // 2 + 1
            and not any(t.text in "!?" for t in tokens[begin : stop - 1] if False)
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
                tokens[begin].low in given_names() or all(_word_kind(x) != "plain" for x in tokens[begin:owner])
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


@dataclass(slots=True)
class _Run:
    start: int
    end: int
    initial: bool


def _runs(tokens: list[Token], first: int, last: int, taken: bytearray) -> list[_Run]:
    """Capitalised runs of one sentence, function words at its start left out."""
    runs: list[_Run] = []
    i = first
    begins = True
    while i < last:
        t = tokens[i]
        if taken[i]:
            begins = False
            i += 1
            continue
        if not _starts(tokens, i, last):
            if t.word:
                begins = False
            elif t.text in ":\u2022-\u2013\u2014|#]" or (t.text in '("' and begins):
                begins = begins or t.text == "\u2022" or (t.text == ":" and not (i > first and tokens[i - 1].cap))
            i += 1
            continue
        j = i + 1
        while j < last and not taken[j] and _continues(tokens, i, j, last):
            j += 1
        start = i
        if begins and j - i == 1 and _job_phrase(tokens, i, last):
            begins = False
            i = j
            continue
        if begins:
            while (
                start < j
                and not _name_after_all(tokens, start, j)
                and (
                    tokens[start].low in FUNCTION
                    or _hyphenated(tokens[start])
                    or (j - start > 1 and _role_word(tokens, start, j))
                )
            ):
                start += 1
        while start < j - 1 and (
            tokens[start].low in MONTHS
            and start > first
            and tokens[start - 1].low in ("in", "on", "last", "this", "since", "next")
        ):
            start += 1
        while j > start and not tokens[j - 1].word and tokens[j - 1].text != "!":
            j -= 1
        if start < j:
            runs.append(_Run(start, j, begins and start == i))
        begins = False
        i = max(j, i + 1)
    return runs


_TITLE_HEADS = frozenset(
    ("one two three four five six seven eight nine ten no all what how who this my our your some every it").split()
)


def _job_phrase(tokens: list[Token], at: int, last: int) -> bool:
    """ "Casting director Jane Doe", "Sales agent Acme": a job whose first word only a sentence's head capitalises."""
    low = tokens[at].low
    return any(
        f"{low} {' '.join(t.low for t in tokens[at + 1 : at + n])}" in ROLE_WORDS and not tokens[at + 1].cap
        for n in (2, 3)
        if at + n <= last
    )


def _name_after_all(tokens: list[Token], at: int, end: int) -> bool:
    """ "May Calamawy", "One Fast Move" at the head of a sentence: a function word that begins a name after all."""
    if (
        at + 1 < end
        and tokens[at].low in _TITLE_HEADS
        and _word_kind(tokens[at + 1]) == "plain"
        and tokens[at + 1].low not in PLACES
    ):
        return tokens[at + 1].low not in DEMONYMS and tokens[at + 1].low not in MONTHS
    if tokens[at].low == "new" and at + 1 < end < len(tokens):
        return tokens[end].low in ("has", "is", "will", "was", "and") and tokens[at + 1].low not in PLACES
    return at + 1 < end and tokens[at].low in given_names() and tokens[at + 1].low not in plain_words()


def _hyphenated(token: Token) -> bool:
    """ "Live-action", "Hindi-language", "London-based": a compound that only a sentence's head capitalises."""
    first, _, last = token.text.partition("-")
    return (
        bool(last)
        and last.islower()
        and last in plain_words()
        and (first.lower() in plain_words() or last in _COMPOUNDS)
    )


_COMPOUNDS = frozenset("language born based set winning nominated speaking bred".split())


def _role_word(tokens: list[Token], at: int, end: int) -> bool:
    low = tokens[at].low
    if low in FILM_NOUNS and end + 1 < len(tokens) and tokens[end].low in ("is", "was") and tokens[end + 1].low in ("a", "an"):
        return False
    return low in _NOUNS and at + 1 < end and tokens[at + 1].low not in COMPANY_SUFFIXES and low not in given_names()


_JOB_TITLES = frozenset(
    (
        "ceo coo cfo cco svp evp vp ep md dp co-ceo president chairman chairwoman chair co-chair co-president"
        " co-founder founder executive producer director screenwriter co-director"
    ).split()
)


def _starts(tokens: list[Token], i: int, last: int) -> bool:
    t = tokens[i]
    if not t.word:
        return False
    if t.low in _JOB_TITLES and t.text.isupper():
        return False
    if is_name_token(t):
        return not (t.low == "i" or t.low.startswith("i'"))
    if t.text.isdigit() and len(t.text) <= 4 and i + 1 < last:
        nxt = tokens[i + 1]
        year = len(t.text) == 4 and t.text[:2] in ("19", "20")
        return nxt.cap and nxt.start == t.end + 1 and nxt.low not in MONTHS and not year and nxt.low not in DEMONYMS
    return False


def _continues(tokens: list[Token], i: int, j: int, last: int) -> bool:
    t, prev = tokens[j], tokens[j - 1]
    gap = t.start - prev.end
    if t.word:
        if gap > 2 or (gap == 0 and prev.word):
            return False
        if t.low in _JOB_TITLES and j + 1 < last and tokens[j + 1].cap:
            return False
        if is_name_token(t):
            return True
        if t.text.isdigit() and len(t.text) <= 4:
            year = len(t.text) == 4 and ("1900" <= t.text <= "2035")
            return not year and prev.word and prev.low not in MONTHS
        return False
    nxt = tokens[j + 1] if j + 1 < last else None
    if nxt is None:
        return False
    if t.text == "&":
        return is_name_token(nxt) and not _two_people(tokens, i, j, last)
    if t.text == "/" and gap == 0:
        return nxt.start == t.end and is_name_token(nxt)
    if t.text == "'s" and prev.word:
        return False
    return False


def _two_people(tokens: list[Token], i: int, amp: int, last: int) -> bool:
    """Whether "A & B" are two people with full names rather than one firm."""
    right = amp + 1
    while right < last and is_name_token(tokens[right]):
        right += 1
    if amp - i < 2 or right - amp - 1 < 2:
        return False
    if tokens[right - 1].low in COMPANY_SUFFIXES:
        return False
    return (
        tokens[amp + 1].low in given_names() or tokens[i].low in given_names() or _word_kind(tokens[amp + 1]) == "other"
    )


def _word_kind(token: Token) -> str:
    low = token.low
    if low in plain_words() or low in FUNCTION or low in SMALL or low.isdigit():
        return "plain"
    return "given" if low in given_names() else "other"


def _joinable(tokens: list[Token], left: _Run, right: _Run, last: int) -> list[str]:
    """The lower-case words between two runs if they could glue a title, else an empty list."""
    if right.start - left.end > 2 or right.start <= left.end:
        return []
    between = tokens[left.end : right.start]
    if all(t.word and (t.low in _GLUE or t.low in PARTICLES) and not t.cap for t in between):
        return [t.low for t in between]
    return []


def _decide(tokens: list[Token], left: _Run, tail: _Run, glue: list[str], right: _Run, counts: Counter[str]) -> bool:
    """Whether `glue` joins what has been gathered so far (`left`, whose last simple run is `tail`) with the next run."""
    first = tokens[right.start]
    last = tokens[tail.end - 1]
    kind_last, kind_first = _word_kind(last), _word_kind(first)
    if all(g in PARTICLES and g not in ("the", "le") for g in glue):
        return (
            kind_last != "plain" or kind_first != "plain" or glue[0] in ("de", "del", "van", "von", "der", "di", "da")
        )
    if last.low in COMPANY_SUFFIXES or last.low in MONTHS or last.low in PLACES:
        return False
    if first.text in ("U.K.", "U.S.", "UK", "US", "USA"):
        return False
    plain_left = all(_word_kind(t) == "plain" for t in tokens[tail.start : tail.end] if t.word)
    key_left = " ".join(t.low for t in tokens[tail.start : tail.end])
    key_all = " ".join([key_left, *glue, *(t.low for t in tokens[right.start : right.end])])
    always = counts[key_all] >= 2 and counts[key_left] == counts[key_all]
    if always and plain_left and (kind_first == "plain" or glue != ["and"]):
        return True
    if not plain_left or first.low in MONTHS or first.low == "untitled":
        return False
    if first.low in FUNCTION and first.low not in ("the", "a", "new", "will") and glue != ["and"]:
        return True
    in_title = tail.start > left.start or tail.end - left.start >= 4
    alone = left.initial and left.end - left.start == 1
    if alone and not (right.end < len(tokens) and tokens[right.end].low in ("is", "was", "follows", "stars")):
        return False
    if glue == ["of"] or glue[-1] in ("the", "a", "an"):
        return last.low not in FUNCTION or last.low in ("all", "out", "up", "over")
    if glue == ["to"]:
        return kind_first == "plain" and (
            last.low in ("how", "road", "man", "back", "train", "welcome", "last") or in_title
        )
    if glue == ["or"]:
        return kind_first == "plain"
    return in_title and (kind_first == "plain" or first.low in PLACES) and glue == ["in"] and right.end - right.start <= 3


def _colon(tokens: list[Token], run: _Run, nxt: _Run) -> bool:
    """Whether a colon joins a title and its subtitle."""
    if nxt.start != run.end + 1 or tokens[run.end].text != ":" or tokens[run.end].start != tokens[run.end - 1].end:
        return False
    if all(t.text.isupper() for t in tokens[run.start : run.end] if t.word) and tokens[run.start].text not in (
        "M",
        "VHS",
        "TRON",
    ):
        return False
    if (
        tokens[run.start].low in given_names()
        and run.end - run.start == 2
        and _word_kind(tokens[run.end - 1]) != "plain"
    ):
        return False
    if run.end - run.start <= 5 and nxt.end + 1 < len(tokens) and tokens[nxt.end].text == "(" and tokens[nxt.end + 1].text.isdigit():
        return True
    if not run.initial:
        return run.end - run.start <= 5 and not (run.start and tokens[run.start - 1].low in ("and", "&", "with"))
    if nxt.end + 1 < len(tokens) and tokens[nxt.end].text == "(" and tokens[nxt.end + 1].text.isdigit():
        return True
    return tokens[run.end - 1].text.isdigit() or tokens[run.end - 1].text in ("II", "III", "IV")


def _owned(tokens: list[Token], run: _Run, nxt: _Run, counts: Counter[str]) -> bool:
    """Whether a possessive stands inside a title ("The Killer's Game") rather than between two names."""
    if nxt.start != run.end + 1 or tokens[run.end].text != "'s":
        return False
    left = tokens[run.start : run.end]
    plain_left = all(_word_kind(t) == "plain" for t in left if t.word)
    plain_right = all(_word_kind(t) == "plain" for t in tokens[nxt.start : nxt.end] if t.word)
    if plain_left and plain_right and not run.initial:
        return left[0].low == "the" or len(left) >= 4
    return len(left) >= 4 and any(not t.cap for t in left if t.word)


def _count_runs(tokens: list[Token], sentence_runs: list[list[_Run]], last: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for runs in sentence_runs:
        for k, run in enumerate(runs):
            key = " ".join(t.low for t in tokens[run.start : run.end])
            counts[key] += 1
            if k + 1 < len(runs):
                glue = _joinable(tokens, run, runs[k + 1], last)
                if glue:
                    nxt = runs[k + 1]
                    counts[" ".join([key, *glue, *(t.low for t in tokens[nxt.start : nxt.end])])] += 1
    return counts


def is_heading(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a sentence is set in headline capitals, so that capitals say nothing."""
    words = [t for t in tokens[start:end] if t.word]
    if (
        len(words) < 3
        or tokens[start].text in "-\u2022\u2013*"
        or any(t.text == ":" for t in tokens[start : start + 4])
    ):
        return False
    caps = sum(1 for t in words if t.cap)
    content = [t for t in words if t.low not in SMALL]
    plain_caps = sum(1 for t in words if t.cap and t.low in plain_words())
    return (
        caps >= 0.85 * len(content)
        and plain_caps >= 0.4 * len(words)
        and tokens[end - 1].text not in (".",)
        and len(words) >= 4
    )


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
    defined = _defined(tok)
    fixed = [c for c in fixed if not any(d.start < c.end and c.start < d.end for d in defined)] + defined
    taken = bytearray(len(tokens))
    for c in fixed:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    fixed += _bracketed(tok, taken)
    fixed += _known(tokens, fixed, taken)
    for c in _occurrences(tokens, titles or {}, taken):
        fixed.append(Candidate(c.start, c.end, "headline"))
    all_runs = [[] if is_heading(tokens, s, e) else _runs(tokens, s, e, taken) for s, e in tok.sentences]
    counts = _count_runs(tokens, all_runs, len(tokens))
    out = list(fixed)
    for runs in all_runs:
        k = 0
        while k < len(runs):
            run = runs[k]
            tail = run
            while k + 1 < len(runs):
                nxt = runs[k + 1]
                glue = _joinable(tokens, run, nxt, len(tokens))
                if (
                    not _colon(tokens, run, nxt)
                    and not _owned(tokens, run, nxt, counts)
                    and not (glue and _decide(tokens, run, tail, glue, nxt, counts))
                ):
                    break
                run, tail = _Run(run.start, nxt.end, run.initial), nxt
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
    parts: list[tuple[int, int]] = []
    start = open_at + 1
    for i in range(open_at + 1, close + 1):
        if i == close or tokens[i].text in ",;":
            if i > start:
                parts.append((start, i))
            start = i + 1
    out: list[Candidate] = []
    for first, end in _split_people(tokens, parts):
        begin = first
        if tokens[begin].low in ("and", "&") and begin + 1 < end:
            begin += 1
        if begin + 2 < end and tokens[begin + 1].text == "'s" and tokens[begin].text.isupper():
            begin += 2
        if any(taken[begin:end]):
            continue
        if end - begin == 1 and tokens[begin].text.isdigit() and len(tokens[begin].text) == 4:
            continue
        if any(t.low in MONTHS and not t.low == "may" for t in tokens[begin:end]) or tokens[begin].low == "born":
            return []
        if not title_like(tokens, begin, end) or not all(
            t.word or t.text in ":&!?'-\u2013./,'s$" for t in tokens[begin:end]
        ):
            return []
        if len([t for t in tokens[begin:end] if t.word]) > 9:
            return []
        out.append(Candidate(begin, end, "paren"))
    for c in out:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    return out
