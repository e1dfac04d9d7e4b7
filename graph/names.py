"""Normalise and take apart names, people, films and companies each by its own rules. Pure, and light to import.

`key` gives the one form under which identity and look-up know a name. The rest takes such a key apart (`person`,
`film`, `company`), so that two names can be compared by what tells them apart: a middle initial, a number, a suffix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.model import EntityType

_DROP = re.compile(r"['’‘`´\".,!?¿¡()\[\]{}]+")
_GAP = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:(?:the|a|an) )+(?=.)")
_INITIALS = re.compile(r"\b[a-z](?: [a-z]\b)+")
# Letters that Unicode doesn't take apart into a base and an accent, but that nobody types on another keyboard.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def fold(text: str) -> str:
    """Text without case, accents or punctuation, words apart by one space. Letters of other scripts stay."""
    bare = text.casefold()
    if bare.isascii():
        if all(map(str.isalnum, bare.split(" "))):
            return bare  # most names are words and single spaces; telling so costs a fifth of going on
    else:
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_LETTERS)
        bare = unicodedata.normalize("NFC", bare)
    return _GAP.sub(" ", _DROP.sub("", bare.replace("&", " and "))).strip()


def key(type_: EntityType, name: str) -> str:
    """The normalised name by which identity and look-up know an entity of this type. Never empty for a non-empty name.

    People: initials stand together (`J. J. Abrams` is `jj abrams`). Companies: no article at the head. Films keep
    theirs, because `Suicide Squad` and `The Suicide Squad` are two films; look-up forgives it (`lookup_keys`).
    """
    folded = fold(name) or unicodedata.normalize("NFKC", name).casefold().strip()
    if type_ is EntityType.PERSON:
        return _INITIALS.sub(lambda m: m.group().replace(" ", ""), folded)
    return without_article(folded) if type_ is EntityType.COMPANY else folded


def without_article(folded: str) -> str:
    """A folded name without `the`, `a` or `an` at its head (unless nothing else is left)."""
    return _ARTICLE.sub("", folded)


def search_words(keys: Iterable[str], name: str) -> str:
    """The words by which an entity with these keys and this name is found."""
    return " ".join(dict.fromkeys([*keys, fold(name)]))


def lookup_keys(type_: EntityType, name: str) -> tuple[str, ...]:
    """The keys under which to look for what a user typed: the exact one, then with another article at the head."""
    exact = key(type_, name)
    bare = without_article(exact)
    others = (bare, f"the {bare}") if type_ is EntityType.FILM else ()
    return tuple(dict.fromkeys((exact, *others)))


@lru_cache(maxsize=65536)
def latin(folded: str) -> str:
    """A folded name in plain Latin letters (by anyascii), for comparing across scripts."""
    if folded.isascii():
        return folded
    from anyascii import anyascii

    return fold(anyascii(folded))


# --- people ----------------------------------------------------------------------------------------------------------

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3", "iv": "4"}
_PARTICLES = _words("al bin da de del della der di dos du el la le st ten van von y")
_NICKNAME = re.compile(r"^(?P<first>[^\"“”‘(]+?)\s+[\"“‘'(](?P<nick>[^\"“”‘’()]+?)[\"”’')]\s+(?P<last>\S.*)$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's key in its parts: `first`, `middle` words, `last` (with its particles) and a generation `suffix`."""

    first: str
    middle: tuple[str, ...]
    last: str
    suffix: str = ""


@lru_cache(maxsize=65536)
def person(key_: str) -> PersonName:
    """Take a person's key apart. A single word is a last name: that is how short forms are used."""
    words = key_.split()
    suffix = _SUFFIXES.get(words[-1], "") if len(words) > 2 else ""
    if suffix:
        words = words[:-1]
    if len(words) < 2:
        return PersonName("", (), key_, suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return PersonName(words[0], tuple(words[1:start]), " ".join(words[start:]), suffix)


def without_nickname(name: str) -> str:
    """`Dwayne "The Rock" Johnson` as `Dwayne Johnson`; the empty string for a name without a nickname in quotes."""
    found = _NICKNAME.match(name)
    return f"{found['first']} {found['last']}" if found else ""


# --- films -----------------------------------------------------------------------------------------------------------

_MARKERS = _words("part pt chapter volume vol episode book season series")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: n for n, word in enumerate(_ONES, start=1)}
_ROMAN_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_ROMAN = {word: n for n, word in enumerate(_ROMAN_ONES, start=1)}
_UNTITLED = re.compile(r"^(?:the )?untitled (.+?)(?: (?:project|film|movie|feature|picture))?$|^(.+) project$")


@dataclass(frozen=True, slots=True)
class FilmTitle:
    """A film's key in its parts: `stem` (without an article at its head), `number` (None: not given), `subtitle`."""

    stem: str
    number: int | None = None
    subtitle: str = ""


@lru_cache(maxsize=65536)
def film(key_: str) -> FilmTitle:
    """Take a film's key apart: `kill bill volume 2` is `kill bill`, number 2. A number at the head belongs to the stem.

    Numbers as words count only after `part`, `chapter` and the like: `Ocean's Eleven` has none, `Dune: Part Two` has.
    """
    words = without_article(key_).split()
    for place in range(1, len(words) - 1):
        if words[place] in _MARKERS and (number := _number(words[place + 1])) is not None:
            return FilmTitle(" ".join(words[:place]), number, " ".join(words[place + 2 :]))
    for place in range(1, len(words)):
        digits = words[place].isdecimal() and len(words[place]) < 3
        if digits or (len(words[place]) > 1 and words[place] in _ROMAN):
            number = int(words[place]) if digits else _ROMAN[words[place]]
            return FilmTitle(" ".join(words[:place]), number, " ".join(words[place + 1 :]))
    return FilmTitle(" ".join(words))


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) < 4:
        return int(word)
    return _ROMAN.get(word) or _WORDS.get(word)


def loose_numbers(key_: str) -> tuple[int, ...]:
    """All numbers in a film's key in any form, spelled ones and a last `x` included: for comparing only."""
    words = without_article(key_).split()
    found = [_loose_number(word, last=place == len(words) - 1) for place, word in enumerate(words) if place]
    return tuple(number for number in found if number is not None)


def _loose_number(word: str, *, last: bool) -> int | None:
    if word.isdecimal():
        return int(word)
    if word in _ROMAN and (len(word) > 1 or last) and word != "i":
        return _ROMAN[word]
    return _WORDS.get(word)


def working_title(key_: str) -> str:
    """What an `Untitled X Project` (or `X Project`) is about: `x`; empty for another title."""
    found = _UNTITLED.match(key_)
    return (found[1] or found[2] or "") if found else ""


# --- companies -------------------------------------------------------------------------------------------------------

_LEGAL = _words(
    "inc incorporated llc llp ltd limited corp corporation co plc gmbh ag sa sas sarl srl spa bv nv ab as oy kk pty"
)
_TRADE = {
    **{word: word for word in _words("pictures films entertainment productions studios features media company")},
    **{
        "picture": "pictures",
        "film": "films",
        "production": "productions",
        "prods": "productions",
        "prod": "productions",
    },
    **{"pics": "pictures", "ent": "entertainment", "studio": "studios", "filmproduktion": "productions"},
}
_ARMS = _words(
    "animation arts capital classics collective content digital distribution documentary europe filmed finance france"
    " games global group home interactive international japan kids korea label labs latino management music network"
    " networks nordic originals partners plus premiere publishing records releasing sales scripted searchlight"
    " select sports spain streaming television theatrical tv uk unscripted us usa video vision world worldwide"
)
_GROUPS = _words(
    "sony amazon apple disney warner fox universal paramount comcast viacom cbs abc nbc bbc hbo mtv canal"
    " netflix hulu vice marvel dc itv sky google youtube mattel hasbro"
    " nintendo lego amc espn cnn pbs showtime starz tencent alibaba toho bron"
)
_GROUP_NAMES = frozenset(
    (
        "walt disney",
        "warner bros",
        "warner brothers",
        "channel 4",
        "national geographic",
        "village roadshow",
        "canal plus",
    )
)


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's key in its parts: `core`, then `trade` words (pictures, films …) and `arms` (television, music …).

    Legal forms (Inc., Ltd.) are left out. The words are in the order in which they were taken off the end.
    """

    core: str
    trade: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def company(key_: str) -> CompanyName:
    """Take a company's key apart from its end. At least one word stays as the core."""
    words = key_.split()
    trade: list[str] = []
    arms: list[str] = []
    while len(words) > 1:
        last = words[-1]
        if last in _TRADE:
            trade.append(_TRADE[last])
        elif last in _ARMS:
            arms.append(last)
        elif last not in _LEGAL:
            break
        words.pop()
    while len(words) > 1 and words[-1] == "and":
        words.pop()
    return CompanyName(" ".join(words), tuple(trade), tuple(arms))


def is_group(core: str) -> bool:
    """Whether a company's core names a house with many arms, where `Sony` says less than `Sony Pictures`."""
    return core in _GROUP_NAMES or core in _GROUPS


def acronym(key_: str) -> str:
    """The first letters of a company's words (`metro goldwyn mayer` is `mgm`); empty for fewer than three."""
    words = [word for word in key_.split() if word not in {"and", "of", "the"}]
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a Latin word, doubled ones once, alike ones the same: equal for most spellings of one name.

    `zvyagintsev` and `zviagintsev`, `mueller` and `muller`, `clarke` and `klark` meet. Only for finding candidates.
    """
    alike = word.replace("ph", "f").translate(_ALIKE)
    consonants = "".join(c for c in alike if c not in "aeiouyhw ")
    return re.sub(r"(.)\1+", r"\1", consonants) or alike[:2]


_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "j": "y", "v": "f"})
