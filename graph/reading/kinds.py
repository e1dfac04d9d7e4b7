"""What a text calls its films: `film` or `series`, from the words that stand next to their titles.

Such words are: *the limited series Wolf*, *Wolf, a thriller about*, *season two of Wolf*, *Wolf (TV series)*. Only for
a title that has none of them, *the series* after it counts, if no other title stands near. Where a text says both
equally often, or neither, it doesn't say. *Drama* and *comedy* are either, so they say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model import Credit, EntityType, Mention, Reading

FILM, SERIES = "film", "series"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUNS = {
    **dict.fromkeys(
        _words("series miniseries mini-series sitcom show docuseries docu-series serial telenovela"), SERIES
    ),
    **dict.fromkeys(_words("film movie feature pic picture biopic thriller horror romcom rom-com documentary"), FILM),
    **dict.fromkeys(_words("telefilm slasher actioner western whodunit sequel prequel"), FILM),
}
_PLURALS = {
    **dict.fromkeys(_words("series miniseries sitcoms shows docuseries serials"), SERIES),
    **dict.fromkeys(_words("films movies features pics biopics thrillers documentaries westerns sequels"), FILM),
}
_OF_TELEVISION = _words("tv television limited episodic half-hour hour-long one-hour")
_PARTS = re.compile(r"[\w]+-(?:part|episode|season|parter)$")
_NAMING = _words("titled called entitled dubbed named")
_ENDING = _words(
    "about from based set starring directed that which who for at on in by with written produced where when and as"
    " following centered centering centred adapted inspired of to penned created helmed"
)
_WORD = re.compile(r"[\w&+]+(?:[-’'][\w&+]+)*")
_CLAUSE = re.compile(r"[.;:!?()\[\]—–\n]")
_OPENING = " \t\"“‘'«*_"
_SEASON_BEFORE = re.compile(r"\b(?:seasons?|episodes?)\b(?: \w+)? of (?:[\w’']+ ){0,3}$", re.IGNORECASE)
_SEASON_AFTER = re.compile(r"(?:[’']s)?,? (?:(?:\w+ ){0,2}seasons?|seasons? \w+|episodes?)\b", re.IGNORECASE)
_BRACKETS = re.compile(r" \((?:\w+ ){0,3}(?P<noun>[\w-]+)\)")
_NOUN_AFTER = re.compile(r"(?:[’']s)? (?:(?P<before>[\w-]+) )?(?P<noun>[\w-]+)\b(?! festival\b)")
_COMMA_INSIDE = re.compile(r"[,.][\"”’']|[\"”’'],")
_DEFINITE = re.compile(r"\b(?:the|this) (?P<noun>series|show|miniseries|film|movie|feature|biopic|documentary)\b", re.I)
_SAME_TOPIC = 250
"""How many characters before it the title may stand that `the series` means."""

_APPOSITION = re.compile(
    r"(?:,|,? (?:is|was|will be)) (?P<phrase>(?:an?|the|its|his|her|their|another|[A-Z]\S*[’']s) .*)"
)
_LISTED = re.compile(r"[\"”’'»*_]*(?:,|,? (?:and|&))\s*[\"“‘'«*_]*")
_NEAR = 100
"""How many characters before and after a title are looked at."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A title in the text."""

    start: int
    end: int
    title: str


def with_kinds(text: str, reading: Reading) -> Reading:
    """The same reading, its films of the kinds that the text gives them."""
    titles = {c.object.name for c in reading.credits if c.object.type is EntityType.FILM}
    kinds = kinds_in(text, titles)
    if not kinds:
        return reading
    return replace(reading, credits=tuple(_told(c, kinds) for c in reading.credits))


def _told(credit: Credit, kinds: dict[str, str]) -> Credit:
    film = credit.object
    if film.type is not EntityType.FILM or film.name not in kinds:
        return credit
    return replace(credit, object=Mention(film.type, film.name, film.year, kinds[film.name]))


def kinds_in(text: str, titles: set[str]) -> dict[str, str]:
    """The kinds that a text gives to titles; those of which it says nothing, or both equally often, are left out."""
    votes: dict[str, Counter[str]] = {}
    listed, end = "", 0
    places = list(_places(text, titles))
    for place in places:
        before = text[max(0, place.start - _NEAR) : place.start]
        # What a plural says of the first of a list ("the films Wolf, Bear and Fox"), it says of all.
        if not (listed and _LISTED.fullmatch(text, end, place.start)):
            listed = _plural_before(before)
        end = place.end
        found = [listed or _before(before), _after(text[place.end : place.end + _NEAR])]
        votes.setdefault(place.title, Counter()).update(filter(None, found))
    decided = {title: _decided(counts) for title, counts in votes.items()}
    silent = {title for title, counts in votes.items() if not counts}
    for title, kinds in _meant(text, places).items():
        if title in silent and len(kinds) == 1:
            decided[title] = next(iter(kinds))
    return {title: kind for title, kind in decided.items() if kind}


def _decided(votes: Counter[str]) -> str:
    if votes[FILM] == votes[SERIES]:
        return ""
    return FILM if votes[FILM] > votes[SERIES] else SERIES


def _meant(text: str, places: Sequence[_Place]) -> dict[str, set[str]]:
    """What `the series` and the like call the one title that stands before them, if it is near and alone."""
    kinds: dict[str, set[str]] = {}
    starts = [place.start for place in places]
    for found in _DEFINITE.finditer(text):
        last = bisect(starts, found.start())
        near = {p.title for p in places[max(0, last - 5) : last] if p.end > found.start() - _SAME_TOPIC}
        follows = last < len(places) and starts[last] <= found.end() + 3
        if len(near) == 1 and not follows:
            kinds.setdefault(near.pop(), set()).add(_NOUNS[found["noun"].lower()])
    return kinds


def _places(text: str, titles: set[str]) -> Iterator[_Place]:
    """Where the titles stand as whole words, in order; none inside a longer one."""
    found = [place for title in titles for place in _of(text, title)]
    end = 0
    for place in sorted(found, key=lambda p: (p.start, -p.end)):
        if place.start >= end:
            yield place
            end = place.end


def _of(text: str, title: str) -> Iterator[_Place]:
    start = text.find(title) if title else -1
    while start >= 0:
        end = start + len(title)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield _Place(start, end, title)
        start = text.find(title, end)


def _last_words(before: str) -> list[str]:
    """The words of the clause that leads to a title, without what only says that a title follows."""
    clause = _CLAUSE.split(before.rstrip(_OPENING).rstrip(","))[-1]
    words = [word.lower() for word in _WORD.findall(clause)]
    while words and words[-1] in _NAMING:
        words.pop()
    return words


def _before(before: str) -> str:
    if _SEASON_BEFORE.search(before.rstrip(_OPENING) + " "):
        return SERIES
    words = _last_words(before)
    return _of_noun(words) if words else ""


def _plural_before(before: str) -> str:
    words = _last_words(before)
    return _PLURALS.get(words[-1], "") if words and words[-1] not in _NOUNS else ""


def _of_noun(words: list[str]) -> str:
    """What a noun phrase in lower case says by its last word, and by what stands before that."""
    kind = _NOUNS.get(words[-1], "")
    if any(_PARTS.match(word) for word in words[-4:]):
        return SERIES
    if kind == FILM and words[-1] not in {"film", "movie", "feature"} and not _OF_TELEVISION.isdisjoint(words[-4:]):
        return SERIES
    return kind


def _after(after: str) -> str:
    """What follows a title says of it: a season, brackets, an apposition, or a noun."""
    # A comma may stand inside the closing quotation mark.
    rest = _COMMA_INSIDE.sub(",", after) if _COMMA_INSIDE.match(after) else after.lstrip('”"»*_')
    if _SEASON_AFTER.match(rest):
        return SERIES
    if found := _BRACKETS.match(rest):
        return _NOUNS.get(found["noun"].lower(), "")
    if found := _APPOSITION.match(rest):
        return _of_phrase(found["phrase"])
    if found := _NOUN_AFTER.match(rest):
        nouns = (_NOUNS.get(found[part], "") for part in ("before", "noun") if found[part])
        return next(filter(None, nouns), "") if found["noun"] != "festival" else ""
    return ""


def _of_phrase(phrase: str) -> str:
    """What the noun phrase that an apposition begins with says."""
    words: list[str] = []
    for word in _WORD.findall(re.split(r"[,.;:!?()—–\n]", phrase)[0]):
        if word.lower() in _ENDING:
            break
        words.append(word.lower())
    return _of_noun(words) if words else ""
