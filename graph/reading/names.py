"""What each name of an article is: a person, a film, a company or something else, by the evidence of the whole article.

Every occurrence votes: how it is written (quotation, italics, capitals, suffix) and what stands next to it. The votes
of one name are added up; short forms ("Jewson") are then resolved to the fullest name they can stand for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from graph.model import EntityType as E
from graph.reading.context import context
from graph.reading.evidence import Votes, shape
from graph.reading.firms import firms, places_only, short_forms
from graph.reading.headings import headings
from graph.reading.lexicon.labels import is_label
from graph.reading.lexicon.trade import ROLE_WORDS
from graph.reading.lexicon.words import DEMONYMS, EVENTS, FUNCTION, MONTHS, PLACES, given_names, plain_words
from graph.reading.neighbours import banners, house_style, possessions, propagate
from graph.reading.tagging.spans import TaggedName, recut, votes_of
from graph.reading.title_cues import title_cues
from graph.reading.titles import Candidate
from graph.reading.tokens import Token, Tokenised

_HONORIFICS = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "Sir", "Dame", "Mr", "Ms", "Mrs"})
_DROP = re.compile(r"[^\w\s]")
_SPACE = re.compile(r"[\s_]+")


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """A name without case, accents, punctuation and a leading article."""
    s = name
    if not name.isascii():
        s = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    s = s.casefold().replace("&", " and ").replace("-", " ")
    s = _SPACE.sub(" ", _DROP.sub("", s.replace(":", " "))).strip()
    for article in ("the ", "a ", "an "):
        if s.startswith(article) and len(s) > len(article):
            return s[len(article) :]
    return s


@dataclass(eq=False, slots=True)
class Name:
    """One entity of the article: its type, fullest name, and the other forms that the article uses."""

    type: E
    name: str
    key: str
    year: int | None = None
    first: tuple[int, int] = (0, 0)
    aliases: dict[str, tuple[int, int]] = field(default_factory=dict)
    stated: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    authority: float = 0.0
    count: int = 0


@dataclass(slots=True)
class Names:
    """For each candidate its key (empty for what is no name) and the entities it stands for (two for "the Russos")."""

    candidates: list[Candidate]
    keys: list[str]
    meaning: list[tuple[Name, ...]]
    votes: dict[str, Votes]


def _key_of(tokens: list[Token], c: Candidate, text: str) -> str:
    start = c.start
    if tokens[start].text in _HONORIFICS and start + 1 < c.end:
        start += 1
    return name_key(text[tokens[start].start : tokens[c.end - 1].end])


def _ignorable(tokens: list[Token], c: Candidate) -> bool:
    words = [t for t in tokens[c.start : c.end] if t.word]
    if not words:
        return True
    if c.style == "alias" or is_label(tokens, c.start, c.end):
        return True
    if c.style in ("defined", "listed", "headline", "known"):
        return False
    if c.style in ("quote", "italic", "paren"):
        place = len(words) == 1 and (words[0].low in MONTHS or words[0].low in PLACES or words[0].low in DEMONYMS)
        after_name = c.start > 1 and tokens[c.start - 1].text == "(" and tokens[c.start - 2].cap
        return c.style == "paren" and ((place and not after_name) or places_only(tokens, c))
    lows = [w.low for w in words]
    if lows[-1] in EVENTS and not (
        len(lows) > 1 and lows[-1] in ("lion", "bear", "midnight", "globe", "section", "jury", "guild", "prize")
    ):
        return True
    if c.end + 1 < len(tokens) and tokens[c.end].text == "(" and tokens[c.end + 1].text.isdigit():
        return False
    if len(lows) == 1 and c.initial and (lows[0] in FUNCTION or lows[0] in ROLE_WORDS):
        return True
    return all(w in PLACES or w in MONTHS or (w in DEMONYMS and w not in ("black", "white")) for w in lows)


def resolve(tok: Tokenised, text: str, candidates: list[Candidate], title: str = "") -> Names:
    """Types and entities of all candidates; `title` is the headline. Linear in their number."""
    tokens = tok.tokens
    keys: list[str] = []
    votes: dict[str, Votes] = {}
    for c in candidates:
        key = "" if _ignorable(tokens, c) else _key_of(tokens, c, text)
        keys.append(key)
        if not key:
            continue
        v = votes.get(key)
        if v is None:
            v = votes[key] = shape(tokens, c)
        context(tokens, c, v)
    _only_initial(candidates, keys, votes)
    headings(tok, candidates, keys, votes)
    firms(tokens, candidates, keys, votes)
    short_forms(candidates, keys, votes)
    title_cues(tokens, candidates, keys, votes)
    house_style(candidates, keys, votes)
    _headline(title, votes)
    propagate(tokens, candidates, keys, votes)
    _bracket_votes(tokens, candidates, keys, votes)
    _territory_votes(tokens, candidates, keys, votes)
    possessions(tokens, candidates, keys, votes)
    banners(tokens, candidates, keys, votes)
    table = _Table(tokens, text, candidates, keys, votes)
    return Names(candidates, keys, table.meanings(), votes)


def resolve_spans(tok: Tokenised, text: str, candidates: list[Candidate], spans: list[TaggedName]) -> Names:
    """Names where the trained tagger has found them: its spans with its types; other candidates stay untyped."""
    found = {s.start: s for s in spans}
    cut = recut(tok.tokens, candidates, spans)
    votes: dict[str, Votes] = {}
    keys: list[str] = []
    for c in cut:
        span = found.get(c.start)
        key = _key_of(tok.tokens, c, text) if span is not None else ""
        keys.append(key)
        if span is not None and key and (key not in votes or votes[key].top() < votes_of(span).top()):
            votes[key] = votes_of(span)
    return Names(cut, keys, _Table(tok.tokens, text, cut, keys, votes).meanings(), votes)


def _only_initial(candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """A common word that is only ever capitalised at the head of a sentence is no name, unless much speaks for it."""
    elsewhere = {key for c, key in zip(candidates, keys, strict=True) if not c.initial}
    for c, key in zip(candidates, keys, strict=True):
        if c.initial and key and key not in elsewhere and " " not in key and key in plain_words():
            votes[key].film -= 1.0
            votes[key].company -= 0.6


def _headline(title: str, votes: dict[str, Votes]) -> None:
    """What a headline names and nothing else explains is most likely the film that the article is about."""
    if not title:
        return
    words = f" {name_key(title)} "
    for key, v in votes.items():
        if v.person < 1.0 and v.company < max(1.0, v.film) and v.other < 1.5 and f" {key} " in words:
            v.film += 1.2
            v.company += 0.3
            v.headline = True


def _territory_votes(
    tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]
) -> None:
    """A name followed by territories in brackets, or "in" one of them, is a company that has the rights there."""
    for c, key in zip(candidates, keys, strict=True):
        if not key or c.end + 1 >= len(tokens):
            continue
        inner: list[Token] = []
        for k in range(c.end + 1 if tokens[c.end].text == "(" else len(tokens), min(len(tokens), c.end + 24)):
            if tokens[k].text == ")":
                break
            inner.append(tokens[k])
        before = tokens[c.start - 2] if c.start > 1 and tokens[c.start - 1].text == "(" else None
        if before is not None and before.cap and (before.low in PLACES or before.low in DEMONYMS):
            votes[key].company += 2.5
            continue
        caps = [t for t in inner if t.cap]
        places = sum(1 for t in caps if t.low in PLACES or t.low in DEMONYMS)
        if places * 2 > len(caps) and votes[key].person < 3:
            votes[key].company += 3.5
            votes[key].person -= 1.5


def _bracket_votes(tokens: list[Token], candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]) -> None:
    """Names in brackets after a person are films, after a film its people or companies, and the other way round."""
    by_end = {c.end: k for k, c in enumerate(candidates)}
    n = len(candidates)
    i = 0
    while i < n:
        c = candidates[i]
        at = c.start - 1
        while at > 0 and tokens[at].text in "\"'":
            at -= 1
        if at <= 0 or tokens[at].text != "(":
            i += 1
            continue
        inner = [i]
        while (
            inner[-1] + 1 < n
            and all(t.text != ")" for t in tokens[candidates[inner[-1]].end : candidates[inner[-1] + 1].start][:8])
            and candidates[inner[-1] + 1].start - candidates[inner[-1]].end < 8
        ):
            inner.append(inner[-1] + 1)
        outer = by_end.get(at)
        if outer is not None and keys[outer]:
            close = next((k for k in range(at + 1, min(len(tokens), at + 30)) if tokens[k].text == ")"), at + 1)
            if any(t.text.isdigit() and len(t.text) == 4 for t in tokens[at + 1 : close]):
                votes[keys[outer]].film += 2
                for k in inner:
                    if keys[k]:
                        votes[keys[k]].person += 1
            else:
                _bracket(votes[keys[outer]], [votes[keys[k]] for k in inner if keys[k]])
        i = inner[-1] + 1


def _bracket(outer: Votes, inner: list[Votes]) -> None:
    person = outer.person - max(outer.film, outer.company)
    if person > 0:
        for v in inner:
            v.film += 2.5
    elif outer.film > max(outer.person, outer.company):
        for v in inner:
            v.person += 0.5
            v.company += 0.5
    if inner and all(v.film > max(v.person, v.company) for v in inner) and outer.film < 4 and outer.company < 4:
        outer.person += 1.5


class _Table:
    """Builds the entities: full names first, then what the short forms stand for, in order of the text."""

    def __init__(
        self, tokens: list[Token], text: str, candidates: list[Candidate], keys: list[str], votes: dict[str, Votes]
    ) -> None:
        self.tokens = tokens
        self.text = text
        self.candidates = candidates
        self.keys = keys
        self.votes = votes
        self.names: dict[str, Name] = {}
        self.parts: dict[str, list[Name]] = {}
        self.company_prefix: dict[str, list[Name]] = {}
        self.recent: dict[str, Name] = {}
        self.endings = {k.rsplit(" ", 1)[1] for k, v in votes.items() if " " in k and v.winner() in (E.FILM, E.PERSON)}

    def meanings(self) -> list[tuple[Name, ...]]:
        for c, key in zip(self.candidates, self.keys, strict=True):
            if key and key not in self.names:
                self._register(c, key)
                self._eponym(c)
        self._index()
        return [self._meaning(k) for k in range(len(self.candidates))]

    def _surface(self, c: Candidate) -> str:
        return _SPACE.sub(" ", self.text[self.tokens[c.start].start : self.tokens[c.end - 1].end]).strip()

    def _register(self, c: Candidate, key: str) -> None:
        v = self.votes[key]
        kind = v.winner()
        if kind is None or (kind is E.PERSON and len(key.split()) == 1 and v.person < 2.2):
            return
        t = self.tokens
        if kind is E.FILM and " " not in key and c.style == "" and key in self.endings and v.film < 3:
            return
        self.names[key] = Name(
            kind, _clean(self._surface(c), kind), key, None, (t[c.start].start, t[c.end - 1].end), authority=v.top()
        )

    def _eponym(self, c: Candidate) -> None:
        """The person in "Untitled Jane Doe Project", whom the article may then call Doe."""
        words = [t for t in self.tokens[c.start : c.end] if t.word]
        if (
            len(words) < 4
            or words[0].low != "untitled"
            or (words[1].low in plain_words() and words[1].low not in given_names())
        ):
            return
        if words[2].low in plain_words() and words[1].low not in given_names():
            return
        full = f"{words[1].text} {words[2].text}"
        self.names.setdefault(
            name_key(full), Name(E.PERSON, full, name_key(full), None, (words[1].start, words[2].end))
        )

    def _index(self) -> None:
        """What short forms stand for: the ends of people's names, the beginnings of companies', lone first names."""
        firsts: dict[str, list[Name]] = {}
        for name in self.names.values():
            words = name.key.split()
            if len(words) > 1 and name.type is E.PERSON:
                self._index_person(name, words)
                firsts.setdefault(words[0], []).append(name)
            elif name.type is E.COMPANY:
                for i in range(1, len(words)):
                    self.company_prefix.setdefault(" ".join(words[:i]), []).append(name)
        for first, people in firsts.items():
            if first not in self.parts and (len(people) == 1 or first not in given_names()):
                self.parts[first] = people

    def _index_person(self, name: Name, words: list[str]) -> None:
        ends = [words]
        if words[-1] in ("jr", "sr", "ii", "iii") and len(words) > 2:
            ends.insert(0, words[:-1])
        for end in ends:
            for i in range(1, len(end)):
                self.parts.setdefault(" ".join(end[i:]), []).append(name)

    def _meaning(self, k: int) -> tuple[Name, ...]:
        c, key = self.candidates[k], self.keys[k]
        if not key:
            return ()
        shared = self._shared_surname(k)
        if shared is not None:
            return (shared,)
        own = self.names.get(key)
        styled = c.style in ("quote", "italic", "defined", "listed", "headline")
        if styled and own is not None and own.type is E.FILM:
            return self._seen(own, c)
        people = self.parts.get(key)
        titled = own is not None and own.type is E.FILM and (self.votes[key].film >= 4 or self.votes[key].headline)
        if people and not titled and not styled:
            if self.votes[key].other > 2.5 and key in given_names():
                return ()
            return self._seen(self.recent.get(key) or people[0], c)
        if (
            people is None
            and key.endswith("s")
            and self.tokens[c.start - 1].low == "the"
            and len(self.parts.get(key[:-1], ())) > 1
        ):
            return tuple(self.parts[key[:-1]][:4])
        if own is None and " and " in key and c.style == "":
            pair = [self.parts.get(part) for part in key.split(" and ")]
            if all(pair):
                return tuple(people[0] for people in pair if people)
        longer = self.company_prefix.get(key)
        if longer and not styled and (own is None or self.votes[key].film < 3) and not _common_pair(key, own):
            return self._seen(longer[0], c)
        return self._seen(own, c) if own is not None else ()

    def _shared_surname(self, k: int) -> Name | None:
        """ "Joel and Ethan Coen": the first of two who share a surname."""
        c = self.candidates[k]
        if k + 1 >= len(self.candidates) or c.style not in ("", "paren"):
            return None
        nxt = self.candidates[k + 1]
        t = self.tokens
        if (
            nxt.start != c.end + 1
            or t[c.end].low not in ("and", "&")
            or c.end - c.start != 1
            or t[c.start].low not in given_names()
        ):
            return None
        other = self.names.get(self.keys[k + 1])
        if other is None or other.type is not E.PERSON or len(other.key.split()) < 2 or self.keys[k] in self.parts:
            return None
        if other.key.split()[0] not in given_names():
            return None
        full = f"{t[c.start].text} {self._surface(nxt).split()[-1]}"
        key = name_key(full)
        made = self.names.get(key)
        if made is None:
            made = self.names[key] = Name(E.PERSON, full, key, None, (t[c.start].start, t[c.end - 1].end))
        return made

    def _seen(self, name: Name, c: Candidate) -> tuple[Name, ...]:
        name.count += 1
        surface = _clean(self._surface(c), name.type)
        key = name_key(surface)
        if name.name.isupper() and not surface.isupper() and key == name.key:
            name.name = surface
        if key != name.key:
            name.aliases.setdefault(surface, (self.tokens[c.start].start, self.tokens[c.end - 1].end))
        elif len(surface) > len(name.name) and surface.lower().startswith(("the ", "a ", "an ")):
            name.name = surface
        if name.type is E.PERSON:
            words = name.key.split()
            for i in range(1, len(words)):
                self.recent[" ".join(words[i:])] = name
            if words[-1] in ("jr", "sr") and len(words) > 2:
                self.recent[words[-2]] = name
        return (name,)


def _common_pair(key: str, own: Name | None) -> bool:
    """Whether a short form is too common a word to stand for the longer company ("Black" for "Black Bear")."""
    if own is not None and own.name.isupper() and len(own.name) <= 5:
        return True
    return key in PLACES or key in DEMONYMS or (len(key) < 3) or (key in plain_words() and key in given_names())


_TITLES = re.compile(r"^(?:Mrs?|Ms|Dr|Sir|Dame)\.?\s+(?=\S)")


def _clean(surface: str, kind: E) -> str:
    if kind is E.PERSON:
        surface = _TITLES.sub("", surface)
    return surface.strip("\"' ,") or surface
