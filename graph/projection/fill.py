"""Fill the derived tables from the whole ledger: streaming where there is much (credits), in memory what is little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from graph.identity.collect import ArticleNames, article_names
from graph.identity.entities import kind_of
from graph.identity.inputs import AliasUse, ExternalUse, Names, NameUse, Resolution
from graph.identity.resolve import resolve
from graph.ledger import Ledger
from graph.model import Alias, EntityType, Judgement, Mention, MentionKey
from graph.projection.collector import uncollected
from graph.projection.corrections import Corrections
from graph.projection.derived import Derived, Meta, row_of_entity
from graph.projection.numbering import End, Numbering
from graph.projection.plain import EntityRow, entities, open_names
from graph.projection.whole import is_prose

_Row = tuple[Any, ...]
_USE = "INSERT INTO uses VALUES (?, ?, ?, ?, ?)"
_ENTITY = "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_AHEAD = 500_000
"""So many entities are held in memory while the tables before them are indexed."""
_SOME = 200_000
"""How many rows are held in memory at a time."""


def fill(derived: Derived, ledger: Ledger, rules: frozenset[str]) -> None:
    """Fill empty tables with all that the ledger holds."""
    judgements = ledger.effective_judgements()
    derived.judge(judgements)
    derived.db.execute("PRAGMA synchronous = OFF")  # torn tables have no meta row, and are filled again
    derived.db.execute("PRAGMA cache_size = -131072")
    derived.db.execute("PRAGMA threads = 2")
    derived.db.execute("PRAGMA temp_store = MEMORY")
    with derived.transaction(), uncollected():
        derived.script("derived.sql")
        _Fill(derived, ledger, judgements).run(rules)
        derived.script("entity_indexes.sql")
        generation = ledger.generation
        derived.write_meta(Meta(ledger.id, generation, generation, rules))
    derived.db.execute("PRAGMA temp_store = DEFAULT")
    derived.db.execute("PRAGMA cache_size = -2000")
    derived.db.execute("PRAGMA synchronous = NORMAL")


@dataclass(slots=True)
class _Used:
    """The spellings that one article uses: how often, and what it calls them."""

    counts: Counter[int] = field(default_factory=Counter)
    kinds: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def kind(self, spelling: int) -> str:
        """What the article calls a spelling most often."""
        return kind_of(self.kinds[spelling]) if spelling in self.kinds else ""


class _Fill:
    """One filling; its parts share the numbers that names and articles get."""

    def __init__(self, derived: Derived, ledger: Ledger, judgements: list[Judgement]) -> None:
        self._derived = derived
        self._db = derived.db
        self._ledger = ledger
        self._judgements = judgements
        self._corrections = Corrections.of(judgements)
        self._corrected = self._corrections.statements
        self._links = derived.links
        self._names = Numbering()
        self._articles: dict[str, int] = {}
        self._stated: set[int] = set()

    def run(self, rules: frozenset[str]) -> None:
        """All tables, in the order in which they follow from each other."""
        self._put_articles()
        self._put_statements()
        self._put_entities(rules)
        names = self._names
        rows = zip(range(1, len(names) + 1), names.types, names.keys, names.years, names.blocks, strict=True)
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", rows)

    def _put_articles(self) -> None:
        for number, head in enumerate(self._ledger.heads(), start=1):
            self._articles[head.id] = number
            row = (number, head.id, head.title, head.publisher, head.url, head.published)
            self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)

    # --- statements --------------------------------------------------------------------------------------------------

    def _put_statements(self) -> None:
        """The credits of each article, then its names. An article's credits come together, so one is held at a time."""
        aliases: dict[str, list[Alias]] = defaultdict(list)
        externals: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for stated in self._ledger.aliases():
            aliases[stated.article_id].append(stated.alias)
        for given in self._ledger.externals():
            externals[given.article_id].append((given.mention, given.external))
        for article, group in groupby(self._ledger.ends(), key=itemgetter(2)):
            self._put_one(article, group, aliases.pop(article, []), externals.pop(article, []))
        for article in sorted(aliases.keys() | externals.keys()):
            names = article_names(article, {}, aliases.get(article, ()), externals.get(article, ()))
            self._put_names(self._articles[article], names)

    def _put_one(
        self, article: str, rows: Iterator[_Row], aliases: list[Alias], externals: list[tuple[Mention, str]]
    ) -> None:
        number, used, prose = self._articles[article], _Used(), True
        while some := list(islice(rows, _SOME)):
            prose = is_prose(some[0][3])
            self._put_credits(number, some, used)
        if prose or aliases or externals:
            mentions = {self._names.written_as(s, used.kind(s)): count for s, count in used.counts.items()}
            self._put_names(number, article_names(article, mentions, aliases, externals, prose=prose))
        else:
            self._put_spellings(number, used)

    def _put_credits(self, article: int, rows: list[_Row], used: _Used) -> None:
        """The credits of rows of the ledger, by number; the spellings that they use are counted."""
        credits, subjects, objects = [], [], []
        known, spelling, name_of = self._names.spellings.get, self._names.spelling, self._names.name_of
        for row in rows:
            relation, subject, object_, kind = row[4], row[5:8], row[8:11], row[11]
            if row[1] in self._corrected:
                kept = self._as_corrected(row[0])
                if kept is None:
                    continue
                relation, subject, object_, kind = kept
            first, second = known(subject), known(object_)
            first = spelling(subject) if first is None else first
            second = spelling(object_) if second is None else second
            credits.append((row[0], article, name_of[first] + 1, relation, name_of[second] + 1))
            subjects.append(first)
            objects.append(second)
            if kind:
                used.kinds[second][kind] += 1
        used.counts.update(subjects)
        used.counts.update(objects)
        self._db.executemany("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", credits)

    def _as_corrected(self, number: int) -> tuple[str, End, End, str] | None:
        """What a statement joins as people corrected it; None if they rejected it."""
        s = self._corrections.apply(next(s for _, s in self._ledger.by_number([number])))
        if s is None:
            return None
        subject, object_ = ((m.type.value, m.name, m.year) for m in (s.subject, s.object))
        return (s.relation.value, subject, object_, s.object.kind)

    def _put_spellings(self, article: int, used: _Used) -> None:
        """The names of an article that states nothing else of them, as no table does."""
        names, kind = self._names, used.kind
        rows = [(article, names.name_of[s] + 1, names.written[s], count, kind(s)) for s, count in used.counts.items()]
        rows.sort()
        self._db.executemany(_USE, rows)
        names.count(used.counts, {spelling: kind(spelling) for spelling in used.kinds})

    def _put_names(self, article: int, found: ArticleNames) -> None:
        """The names of an article with all that it states of them."""
        names, number = self._names, self._number
        self._db.executemany(_USE, ((article, number(u.mention), u.name, u.count, u.kind) for u in found.uses))
        for use in found.uses:
            if use.count:
                spelling = names.spelling((use.mention.type.value, use.name, use.mention.year))
                names.count({spelling: use.count}, {spelling: use.kind} if use.kind else {})
            else:
                self._stated.add(names.name(use.mention))
        self._db.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?, ?)",
            ((article, number(a.name), number(a.alias), a.rule) for a in found.aliases),
        )
        self._db.executemany(
            "INSERT INTO externals VALUES (?, ?, ?)",
            ((article, number(e.mention), e.external) for e in found.externals),
        )
        stated = [k for a in found.aliases for k in (a.name, a.alias)] + [e.mention for e in found.externals]
        self._stated.update(map(names.name, stated))

    def _number(self, mention: MentionKey) -> int:
        """The number of a name in the tables, which count from 1."""
        return self._names.name(mention) + 1

    # --- entities ----------------------------------------------------------------------------------------------------

    def _put_entities(self, rules: frozenset[str]) -> None:
        """The entities: at once where nothing joins a name with another one, else by a resolution of the others."""
        decided = [k for j in self._judgements for k in (j.a, j.b) if k is not None]
        self._stated.update(map(self._names.name, decided))
        number = 0
        places: list[tuple[int, int]] = []

        def numbered() -> Iterator[EntityRow]:
            nonlocal number
            for number, (name, row) in enumerate(entities(self._names, opened), start=1):
                places.append((name + 1, number))
                yield (number, *row)

        rows = numbered()
        with self._indexed_meanwhile():
            opened = open_names(self._names, self._stated)
            ahead = list(islice(rows, _AHEAD))
        self._db.executemany(_ENTITY, chain(ahead, rows))
        self._db.executemany("INSERT INTO wholes VALUES (?, ?)", places)
        by_type = self._open_uses(opened)
        given = list(dict.fromkeys([*self._externals(), *self._links]))
        for type_ in EntityType:
            externals = tuple(e for e in given if e.mention.type is type_)
            number += self._resolve(
                Names(by_type[type_], self._aliases(type_), externals, self._judgements), rules, number + 1
            )

    @contextmanager
    def _indexed_meanwhile(self) -> Iterator[None]:
        """SQLite sorts what is known of statements on one processor; meanwhile Python, on another, keeps off it."""
        with ThreadPoolExecutor(1) as other:
            indexing = other.submit(self._derived.script, "statement_indexes.sql")
            yield
            indexing.result()

    def _resolve(self, names: Names, rules: frozenset[str], first: int) -> int:
        """Resolve names of one type (no rule joins two), number their entities from `first`; returns how many."""
        resolution = resolve(names, rules)
        numbers = {id_: n for n, id_ in enumerate(resolution.clusters, start=first)}
        self._db.executemany(_ENTITY, ((numbers[i], *row_of_entity(c.entity)) for i, c in resolution.clusters.items()))
        self._put_places(resolution, numbers)
        return len(numbers)

    def _put_places(self, resolution: Resolution, numbers: dict[str, int]) -> None:
        self._db.executemany(
            "INSERT INTO wholes VALUES (?, ?)",
            ((self._number(key), numbers[id_]) for key, id_ in resolution.wholes.items()),
        )
        self._db.executemany(
            "INSERT INTO scoped VALUES (?, ?, ?)",
            (
                (self._number(key), self._articles[article], numbers[id_])
                for (key, article), id_ in resolution.scoped.items()
                if article in self._articles
            ),
        )

    def _open_uses(self, opened: bytearray) -> dict[EntityType, list[NameUse]]:
        """All uses of the names that are open, by type."""
        found: dict[EntityType, list[NameUse]] = {type_: [] for type_ in EntityType}
        self._db.execute("CREATE TEMP TABLE open (n INTEGER PRIMARY KEY)")
        numbers = ((number,) for number, flag in enumerate(opened, start=1) if flag)
        self._db.executemany("INSERT INTO open VALUES (?)", numbers)
        ids = {n: i for i, n in self._articles.items()}
        query = "SELECT u.name, u.written, u.article, u.count, u.kind FROM uses u JOIN open o ON o.n = u.name"
        mentions: dict[int, MentionKey] = {}
        for name, written, article, count, kind in self._db.execute(query):
            mention = mentions.get(name)
            if mention is None:
                mention = mentions[name] = self._names.mention(name - 1)
            found[mention.type].append(NameUse(mention, written, ids[article], count, kind))
        self._db.execute("DROP TABLE open")
        return found

    def _aliases(self, type_: EntityType) -> list[AliasUse]:
        ids = {n: i for i, n in self._articles.items()}
        rows = self._db.execute("SELECT name, alias, rule, article FROM aliases")
        found = ((*map(self._names.mention, (name - 1, alias - 1)), rule, ids[n]) for name, alias, rule, n in rows)
        return [AliasUse(*a) for a in found if a[0].type is type_]

    def _externals(self) -> Iterator[ExternalUse]:
        for name, external in self._db.execute("SELECT name, external FROM externals"):
            yield ExternalUse(self._names.mention(name - 1), external)
