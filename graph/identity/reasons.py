"""What speaks for and against two names being one: weights and reasons in words, for a person to judge.

Nothing is ever merged on a score. The weights only order the queue and drop what isn't worth a look; they were set by
hand on the tuned half of `tests/pairs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from graph import names
from graph.model import EntityType


class Kind(StrEnum):
    """The kinds of reasons, in the order in which they are said."""

    ORDER = "order"
    SPACING = "spacing"
    SPELLING = "spelling"
    NICKNAME = "nickname"
    INITIAL = "initial"
    MIDDLE = "middle name"
    SURNAME = "another surname"
    SHORT = "short form"
    SUFFIX = "suffix"
    HEAD_ARTICLE = "article at the head"
    NUMBER = "number"
    SUBTITLE = "subtitle"
    TITLE = "same title"
    YEAR = "year"
    WORKING_TITLE = "working title"
    TRADE = "trade word"
    ACRONYM = "acronym"
    ARM = "arm"
    GROUP = "group"
    FILMS = "shared films"
    PEOPLE = "shared people"
    TOGETHER = "named together"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what kind, its weight (below zero: it speaks against), and in words."""

    kind: Kind
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name to compare: its key, how it is written, and a film's year."""

    key: str
    written: str
    year: int | None = None


def compare(type_: EntityType, a: Name, b: Name) -> list[Reason]:
    """What the names themselves say. An empty list: nothing suggests that they are one."""
    return _COMPARE[type_](a, b)


@cache
def _scorers() -> tuple[Callable[[str, str], float], Callable[[str, str], float]]:
    """Jaro-Winkler (0 to 1) and the ratio of equal letters (0 to 100); only who looks for candidates loads them."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.normalized_similarity, fuzz.ratio


def _close(a: str, b: str) -> float:
    return float(_scorers()[0](a, b))


def _similar(a: str, b: str) -> float:
    return float(_scorers()[1](a, b)) / 100


# --- people ----------------------------------------------------------------------------------------------------------

_SHORT_NAMES = {
    short: full
    for full, shorts in {
        "alexander": "alex sasha",
        "andrew": "andy drew",
        "anthony": "tony",
        "benjamin": "ben",
        "catherine": "cathy kate katie katherine kathryn",
        "charles": "charlie chuck",
        "christopher": "chris kit",
        "daniel": "dan danny",
        "david": "dave",
        "deborah": "debbie debra",
        "edward": "ed eddie ted",
        "elizabeth": "liz beth lizzie",
        "frederick": "fred freddie",
        "gregory": "greg",
        "jacob": "jake",
        "james": "jim jimmy jamie",
        "jennifer": "jen jenny",
        "jeffrey": "jeff geoffrey",
        "john": "jack johnny",
        "jonathan": "jon jonny",
        "joseph": "joe joey",
        "joshua": "josh",
        "kenneth": "ken kenny",
        "lawrence": "larry laurence",
        "leonard": "len lenny leo",
        "matthew": "matt",
        "michael": "mike mick",
        "nicholas": "nick nicky",
        "patricia": "patty trish",
        "patrick": "pat paddy",
        "peter": "pete",
        "philip": "phil phillip",
        "rebecca": "becky",
        "richard": "rick dick richie rich",
        "robert": "bob bobby rob robbie",
        "ronald": "ron ronnie",
        "samuel": "sam sammy",
        "stephen": "steve steven",
        "susan": "sue susie",
        "theodore": "theo teddy",
        "thomas": "tom tommy",
        "timothy": "tim",
        "victoria": "vicky vicki",
        "william": "bill billy will liam",
        "zachary": "zach zack",
    }.items()
    for short in shorts.split()
}


def formal(first: str) -> str:
    """A first name in its long form: `bob` is `robert`."""
    return _SHORT_NAMES.get(first, first)


def _people(a: Name, b: Name) -> list[Reason]:
    left, right = names.person(names.latin(a.key)), names.person(names.latin(b.key))
    found = []
    if left.suffix != right.suffix:
        found.append(Reason(Kind.SUFFIX, -0.5, "one is Jr., Sr. or a number: two of one family share the rest"))
    if not left.first or not right.first:
        return [*found, *_single_words(left, right)]
    if _letters(a.key) == _letters(b.key):
        kind = Kind.ORDER if a.key.split()[0] != b.key.split()[0] else Kind.SPACING
        return [*found, Reason(kind, 0.85, "the same letters, in another order or with other gaps")]
    return [*found, *_firsts(left, right), *_middles(left, right), *_lasts(left, right)]


def _single_words(left: names.PersonName, right: names.PersonName) -> list[Reason]:
    if left.last == right.last:
        return [Reason(Kind.SHORT, 0.4, "one is the other's last name")]
    if left.last in (right.first, *right.middle) or right.last in (left.first, *left.middle):
        return [Reason(Kind.SHORT, 0.3, "one is the other's first name")]
    return _spelling(left.last, right.last) if not left.first and not right.first else []


def _firsts(left: names.PersonName, right: names.PersonName) -> list[Reason]:
    a, b = left.first, right.first
    if a == b:
        return []
    if formal(a) == formal(b):
        return [Reason(Kind.NICKNAME, 0.35, f"{a.title()} is short for {b.title()}, or the other way round")]
    if b.startswith(a) or a.startswith(b):
        if min(len(a), len(b)) == 1:
            return [Reason(Kind.INITIAL, 0.2, "one gives an initial where the other gives a first name")]
        return [Reason(Kind.NICKNAME, 0.25, "one first name is the beginning of the other")]
    if b in left.middle or a in right.middle:
        return [Reason(Kind.MIDDLE, 0.1, "one goes by the other's middle name")]
    return _spelling(a, b) or [Reason(Kind.SPELLING, -0.6, "the first names differ")]


def _middles(left: names.PersonName, right: names.PersonName) -> list[Reason]:
    a, b = left.middle, right.middle
    if a == b:
        return []
    if a and b:
        if a[0][0] == b[0][0]:
            return [Reason(Kind.INITIAL, 0.1, "the middle names begin alike")]
        return [Reason(Kind.MIDDLE, -0.4, f"the middle names differ: {' '.join(a)}, {' '.join(b)}")]
    extra = " ".join(a or b)
    return [Reason(Kind.MIDDLE, -0.1, f"only one has a middle name ({extra}), and namesakes are told apart by it")]


def _lasts(left: names.PersonName, right: names.PersonName) -> list[Reason]:
    a, b = left.last, right.last
    if a == b:
        return [Reason(Kind.SPELLING, 0.45, "the same last name")]
    if left.first == right.first and (a in (right.middle) or b in (left.middle)):
        return [Reason(Kind.SURNAME, 0.65, "one has a further last name, as after a marriage")]
    if a.replace(" ", "") == b.replace(" ", "") or a.split()[-1] == b.split()[-1]:
        return [Reason(Kind.SPACING, 0.4, "the last names differ in a particle or a gap")]
    return _spelling(a, b) or [Reason(Kind.SPELLING, -0.6, "the last names differ")]


def _spelling(a: str, b: str) -> list[Reason]:
    sound = names.skeleton(a)
    if (len(sound) > 2 and sound == names.skeleton(b)) or _close(a, b) >= 0.9:
        return [Reason(Kind.SPELLING, 0.35, f"{a.title()} and {b.title()} are spelled alike")]
    return []


@lru_cache(maxsize=65536)
def _letters(key: str) -> str:
    return "".join(sorted(names.latin(key).replace(" ", "")))


# --- films -----------------------------------------------------------------------------------------------------------


def _films(a: Name, b: Name) -> list[Reason]:
    found = _years(a.year, b.year)
    if names.working_title(a.key) or names.working_title(b.key):
        return [*found, *_working(a, b)]
    left, right = names.loose_numbers(a.key), names.loose_numbers(b.key)
    heads = names.without_article(a.key), names.without_article(b.key)
    numbers_differ = left != right or _digits(heads[0]) != _digits(heads[1])
    if numbers_differ and not (left and right and left == right):
        if {left, right} == {(), (1,)} and names.film(a.key).stem == names.film(b.key).stem:
            return [*found, Reason(Kind.NUMBER, 0.4, "a first part is often named without its number")]
        found.append(Reason(Kind.NUMBER, -0.6, "a number makes another film"))
    return [*found, *_titles(a, b, heads)]


def _titles(a: Name, b: Name, heads: tuple[str, str]) -> list[Reason]:
    if a.key == b.key:
        return [Reason(Kind.TITLE, 0.6, "the same title")]
    if heads[0] == heads[1]:
        return [Reason(Kind.HEAD_ARTICLE, 0.6, "the titles differ only in the article at the head")]
    if _spelled_out(heads[0]) == _spelled_out(heads[1]):
        return [Reason(Kind.NUMBER, 0.5, "the titles differ only in how a number is written")]
    left, right = heads[0].replace(" ", ""), heads[1].replace(" ", "")
    if left == right:
        return [Reason(Kind.SPACING, 0.7, "the same letters with other gaps")]
    short, long = sorted(heads, key=len)
    if long.startswith(short + " ") and len(short) > 2:
        return [Reason(Kind.SUBTITLE, 0.35, "one title begins with the other: a subtitle, or another film of a series")]
    if long.endswith(" " + short) and len(short.split()) > 1:
        return [Reason(Kind.SUBTITLE, 0.4, "one title ends with the other")]
    close = _similar(names.latin(heads[0]), names.latin(heads[1]))
    return (
        [Reason(Kind.SPELLING, 0.5 * close, "the titles are spelled alike")] if close >= 0.85 and len(short) > 5 else []
    )


def _years(a: int | None, b: int | None) -> list[Reason]:
    if a is None or b is None or a == b:
        return []
    if abs(a - b) == 1:
        return [Reason(Kind.YEAR, -0.1, f"{a} and {b}: a festival's year and a release's may differ by one")]
    return [Reason(Kind.YEAR, -0.5, f"the years {a} and {b} clash")]


def _working(a: Name, b: Name) -> list[Reason]:
    about = set(names.working_title(a.key).split()) | set(names.working_title(b.key).split())
    other = b.key if names.working_title(a.key) else a.key
    common = about & set(other.split()) - {"the", "a", "of", "and", "film", "project", "untitled"}
    if common:
        return [Reason(Kind.WORKING_TITLE, 0.4, f"a working title that shares {' and '.join(sorted(common))}")]
    return [Reason(Kind.WORKING_TITLE, 0.15, "a working title, which a later one may have replaced")]


def _digits(key: str) -> list[str]:
    return [word for word in key.split() if word.isdecimal()]


def _spelled_out(key: str) -> str:
    return " ".join(_SPELLED.get(word, word) for word in key.split())


_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
_SPELLED = {word: str(n) for n, word in enumerate(_ONES, start=1)} | {"ii": "2", "iii": "3", "iv": "4", "se7en": "7"}


# --- companies -------------------------------------------------------------------------------------------------------

_ORDINALS = {"20th": "twentieth", "21st": "twenty first", "1st": "first", "2nd": "second", "3rd": "third"}


def _companies(a: Name, b: Name) -> list[Reason]:
    if _is_acronym(a.key, b.key) or _is_acronym(b.key, a.key):
        return [Reason(Kind.ACRONYM, 0.55, "one is made of the other's first letters")]
    left, right = names.company(_ordinals(a.key)), names.company(_ordinals(b.key))
    found = []
    if set(left.arms) != set(right.arms):
        arms = " ".join(sorted(set(left.arms) ^ set(right.arms)))
        found.append(Reason(Kind.ARM, -0.25, f"an arm of a company ({arms}) is another company"))
    if left.core == right.core:
        if names.is_group(left.core):
            found.append(Reason(Kind.GROUP, -0.2, f"{left.core} is a group with many companies"))
        return [*found, Reason(Kind.TRADE, 0.6, "the names differ only in trade words")]
    glued = left.core.replace(" ", ""), right.core.replace(" ", "")
    if glued[0] == glued[1] or a.key.replace(" ", "") == b.key.replace(" ", ""):
        return [*found, Reason(Kind.SPACING, 0.7, "the same letters with other gaps")]
    short, long = sorted((left.core, right.core), key=len)
    if long.startswith(short + " ") and len(short) > 2:
        return [*found, Reason(Kind.SHORT, 0.35, "one name begins with the other")]
    close = _similar(names.latin(left.core), names.latin(right.core))
    return [*found, Reason(Kind.SPELLING, 0.5 * close, "the names are spelled alike")] if close >= 0.85 else []


def _ordinals(key: str) -> str:
    return " ".join(_ORDINALS.get(word, word) for word in key.split())


def _is_acronym(short: str, long: str) -> bool:
    if " " in short or len(short) < 2:
        return False
    return short in acronyms(long)


def acronyms(key: str) -> Iterable[str]:
    """The acronyms that a company's name may have: of all its words, or of those before its trade words."""
    core = names.company(key).core
    whole = "".join(word[0] for word in key.split())
    return {a for a in (names.acronym(key), names.acronym(core), whole, f"t{whole}") if len(a) > 1}


_COMPARE: dict[EntityType, Callable[[Name, Name], list[Reason]]] = {
    EntityType.PERSON: _people,
    EntityType.FILM: _films,
    EntityType.COMPANY: _companies,
}
