"""Runs of capitals, and whether a small word between two of them joins them into one title."""

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
from graph.reading.tokens import Token

_GLUE = frozenset(("of the in on to a an and for from with at or der und into over under by").split())


_NOUNS = (
    FILM_NOUNS
    | frozenset(ROLE_WORDS)
    | frozenset(["veteran", "oscar", "emmy", "oscar-winner", "newcomer", "exclusive", "streamer", "broadcaster"])
)


def is_name_token(token: Token) -> bool:
    """Whether a token looks like part of a name: a capital, or digits joined with capitals."""
    return token.cap and not (
        token.text[0].isdigit()
        and not any(c.isupper() for c in token.text[1:])
        and token.text[-2:] not in ("th", "st", "nd", "rd")
    )


@dataclass(slots=True)
class Run:
    """A stretch of capitals: its tokens, and whether it begins a sentence."""

    start: int
    end: int
    initial: bool


def runs_of(tokens: list[Token], first: int, last: int, taken: bytearray) -> list[Run]:
    """Capitalised runs of one sentence, function words at its start left out."""
    runs: list[Run] = []
    i = first
    begins = True
    while i < last:
        if taken[i] or not _starts(tokens, i, last):
            begins = _still_begins(tokens, i, first, begins) and not taken[i]
            i += 1
            continue
        j = i + 1
        while j < last and not taken[j] and _continues(tokens, i, j, last):
            j += 1
        if not (begins and j - i == 1 and _job_phrase(tokens, i, last)):
            start, end = _trimmed(tokens, i, j, begins, i > first)
            if start < end:
                runs.append(Run(start, end, begins and start == i))
        begins = False
        i = j
    return runs


def _still_begins(tokens: list[Token], i: int, first: int, begins: bool) -> bool:
    """Whether a sentence still begins after a token that is no name: after a bullet, a dash, a label and its colon."""
    t = tokens[i]
    if t.word:
        return False
    if t.text in ":\u2022-\u2013\u2014|#]" or (t.text in '("' and begins):
        return begins or t.text == "\u2022" or (t.text == ":" and not (i > first and tokens[i - 1].cap))
    return begins


def _trimmed(tokens: list[Token], i: int, j: int, begins: bool, inside: bool) -> tuple[int, int]:
    """A run without the words that only a sentence's head capitalises, and without a month before it."""
    start = i
    while begins and start < j and not _name_after_all(tokens, start, j) and _capital_of_head(tokens, start, j):
        start += 1
    while (
        start < j - 1
        and tokens[start].low in MONTHS
        and (inside or start > i)
        and tokens[start - 1].low in ("in", "on", "last", "this", "since", "next")
    ):
        start += 1
    while j > start and not tokens[j - 1].word and tokens[j - 1].text != "!":
        j -= 1
    return start, j


def _capital_of_head(tokens: list[Token], at: int, end: int) -> bool:
    return tokens[at].low in FUNCTION or _hyphenated(tokens[at]) or (end - at > 1 and _role_word(tokens, at, end))


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
        and word_kind(tokens[at + 1]) == "plain"
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
    if (
        low in FILM_NOUNS
        and end + 1 < len(tokens)
        and tokens[end].low in ("is", "was")
        and tokens[end + 1].low in ("a", "an")
    ):
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
        tokens[amp + 1].low in given_names() or tokens[i].low in given_names() or word_kind(tokens[amp + 1]) == "other"
    )


def word_kind(token: Token) -> str:
    """Whether a word is a `plain` word, a `given` name, or something `other`."""
    low = token.low
    if low in plain_words() or low in FUNCTION or low in SMALL or low.isdigit():
        return "plain"
    return "given" if low in given_names() else "other"


def joinable(tokens: list[Token], left: Run, right: Run) -> list[str]:
    """The lower-case words between two runs if they could glue a title, else an empty list."""
    if right.start - left.end > 2 or right.start <= left.end:
        return []
    between = tokens[left.end : right.start]
    if all(t.word and (t.low in _GLUE or t.low in PARTICLES) and not t.cap for t in between):
        return [t.low for t in between]
    return []


def decide(tokens: list[Token], left: Run, tail: Run, glue: list[str], right: Run, counts: Counter[str]) -> bool:
    """Whether `glue` joins what has been gathered so far (`left`, its last simple run is `tail`) with the next run."""
    first = tokens[right.start]
    last = tokens[tail.end - 1]
    kind_last, kind_first = word_kind(last), word_kind(first)
    if all(g in PARTICLES and g not in ("the", "le") for g in glue):
        return (
            kind_last != "plain" or kind_first != "plain" or glue[0] in ("de", "del", "van", "von", "der", "di", "da")
        )
    if last.low in COMPANY_SUFFIXES or last.low in MONTHS or last.low in PLACES or first.text in _COUNTRIES:
        return False
    plain_left = all(word_kind(t) == "plain" for t in tokens[tail.start : tail.end] if t.word)
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
    if glue in (["to"], ["or"]):
        return kind_first == "plain" and (glue == ["or"] or last.low in _BEFORE_TO or in_title)
    return (
        in_title and (kind_first == "plain" or first.low in PLACES) and glue == ["in"] and right.end - right.start <= 3
    )


_COUNTRIES = frozenset({"U.K.", "U.S.", "UK", "US", "USA"})
_BEFORE_TO = frozenset("how road man back train welcome last".split())


def colon(tokens: list[Token], run: Run, nxt: Run) -> bool:
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
        and word_kind(tokens[run.end - 1]) != "plain"
    ):
        return False
    if (
        run.end - run.start <= 5
        and nxt.end + 1 < len(tokens)
        and tokens[nxt.end].text == "("
        and tokens[nxt.end + 1].text.isdigit()
    ):
        return True
    if not run.initial:
        return run.end - run.start <= 5 and not (run.start and tokens[run.start - 1].low in ("and", "&", "with"))
    if nxt.end + 1 < len(tokens) and tokens[nxt.end].text == "(" and tokens[nxt.end + 1].text.isdigit():
        return True
    return tokens[run.end - 1].text.isdigit() or tokens[run.end - 1].text in ("II", "III", "IV")


def owned(tokens: list[Token], run: Run, nxt: Run) -> bool:
    """Whether a possessive stands inside a title ("The Killer's Game") rather than between two names."""
    if nxt.start != run.end + 1 or tokens[run.end].text != "'s":
        return False
    left = tokens[run.start : run.end]
    plain_left = all(word_kind(t) == "plain" for t in left if t.word)
    plain_right = all(word_kind(t) == "plain" for t in tokens[nxt.start : nxt.end] if t.word)
    if plain_left and plain_right and not run.initial:
        return left[0].low == "the" or len(left) >= 4
    return len(left) >= 4 and any(not t.cap for t in left if t.word)


def count_runs(tokens: list[Token], sentence_runs: list[list[Run]]) -> Counter[str]:
    """How often each run stands, alone and glued to the next one."""
    counts: Counter[str] = Counter()
    for runs in sentence_runs:
        for k, run in enumerate(runs):
            key = " ".join(t.low for t in tokens[run.start : run.end])
            counts[key] += 1
            if k + 1 < len(runs):
                glue = joinable(tokens, run, runs[k + 1])
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
