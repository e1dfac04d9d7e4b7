"""Fill the derived tables from the whole ledger: streaming where there is much (credits), in memory what is little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from graph.identity.collect import ArticleNames, article_names, mention_key
from graph.identity.inputs import AliasUse, ExternalUse, Names, NameUse, Resolution
from graph.identity.resolve import resolve
from graph.identity.rules import blocks
from graph.ledger import Ledger
from graph.model import Alias, EntityType, Judgement, Mention, MentionKey
from graph.projection.collector import uncollected
from graph.projection.corrections import Corrections
from graph.projection.derived import Derived, Meta, row_of_entity
from graph.projection.whole import is_prose

_Row = tuple[Any, ...]
_End = tuple[Any, ...]
"""A mention as a plain tuple (type, name, year): for millions of rows its quick hash counts."""


def fill(derived: Derived, ledger: Ledger, rules: frozenset[str]) -> None:
    """Fill empty tables with all that the ledger holds."""
    judgements = ledger.effective_judgements()
    derived.judge(judgements)
    derived.db.execute("PRAGMA synchronous = OFF")  # torn tables have no meta row, and are filled again
    with derived.transaction(), uncollected():
        derived.script("derived.sql")
        _Fill(derived, ledger, judgements).run(rules)
        derived.script("indexes.sql")
        generation = ledger.generation
        derived.write_meta(Meta(ledger.id, generation, generation, rules))
    derived.db.execute("PRAGMA synchronous = NORMAL")


def _end(mention: Mention) -> _End:
    return (mention.type.value, mention.name, mention.year)


class _Fill:
    """One filling; its parts share the numbers that names and articles get."""

    def __init__(self, derived: Derived, ledger: Ledger, judgements: list[Judgement]) -> None:
        self._db = derived.db
        self._ledger = ledger
        self._judgements = judgements
        self._corrections = Corrections.of(judgements)
        self._links = derived.links
        self._names: dict[MentionKey, int] = {}
        self._articles: dict[str, int] = {}

    def run(self, rules: frozenset[str]) -> None:
        """All tables, in the order in which they follow from each other."""
        self._put_articles()
        self._put_statements()
        names = ((n, k.type.value, k.name, k.year or 0, next(iter(blocks(k)))) for k, n in self._names.items())
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", names)
        given = list(dict.fromkeys([*self._externals(), *self._links]))
        first = 1
        for type_ in EntityType:
            externals = [e for e in given if e.mention.type is type_]
            first += self._resolve(type_, externals, rules, first)

    def _number(self, key: MentionKey) -> int:
        return self._names.setdefault(key, len(self._names) + 1)

    def _put_articles(self) -> None:
        for number, head in enumerate(self._ledger.heads(), start=1):
            self._articles[head.id] = number
            row = (number, head.id, head.title, head.publisher, head.url, head.published)
            self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)

    def _put_statements(self) -> None:
        """The credits of each article, then its names. An article's credits come together, so one is held at a time."""
        aliases: dict[str, list[Alias]] = defaultdict(list)
        externals: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for stated in self._ledger.aliases():
            aliases[stated.article_id].append(stated.alias)
        for given in self._ledger.externals():
            externals[given.article_id].append((given.mention, given.external))
        for article, group in groupby(self._ledger.ends(), key=itemgetter(2)):
            names = self._put_one(article, group, aliases.pop(article, []), externals.pop(article, []))
            self._put_names(article, names)
        for article in sorted(aliases.keys() | externals.keys()):
            names = article_names(article, {}, aliases.get(article, ()), externals.get(article, ()))
            self._put_names(article, names)

    def _put_one(
        self, article: str, rows: Iterable[_Row], aliases: list[Alias], externals: list[tuple[Mention, str]]
    ) -> ArticleNames:
        counts: Counter[_End] = Counter()
        readers: set[str] = set()
        credits = self._credits(self._articles[article], rows, counts, readers)
        self._db.executemany("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", credits)
        mentions = {Mention(EntityType(type_), name, year): n for (type_, name, year), n in counts.items()}
        return article_names(article, mentions, aliases, externals, prose=all(map(is_prose, readers)))

    def _credits(
        self, article: int, rows: Iterable[_Row], counts: Counter[_End], readers: set[str]
    ) -> Iterator[tuple[int, int, int, str, int]]:
        numbers: dict[_End, int] = {}
        for row in rows:
            number, id_, _, reader, relation = row[:5]
            subject, object_ = row[5:8], row[8:11]
            if id_ in self._corrections:
                kept = self._corrected(number)
                if kept is None:
                    continue
                subject, relation, object_ = kept
            readers.add(reader)
            for end in (subject, object_):
                counts[end] += 1
                if end not in numbers:
                    numbers[end] = self._number(mention_key(Mention(EntityType(end[0]), end[1], end[2])))
            yield number, article, numbers[subject], relation, numbers[object_]

    def _corrected(self, number: int) -> tuple[_End, str, _End] | None:
        """What a statement joins as people corrected it; None if they rejected it."""
        statement = self._corrections.apply(next(s for _, s in self._ledger.by_number([number])))
        return (_end(statement.subject), statement.relation.value, _end(statement.object)) if statement else None

    def _put_names(self, article_id: str, names: ArticleNames) -> None:
        article, number = self._articles[article_id], self._number
        self._db.executemany(
            "INSERT INTO uses VALUES (?, ?, ?, ?)",
            ((number(u.mention), article, u.name, u.count) for u in names.uses),
        )
        self._db.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?, ?)",
            ((article, number(a.name), number(a.alias), a.rule) for a in names.aliases),
        )
        self._db.executemany(
            "INSERT INTO externals VALUES (?, ?, ?)",
            ((article, number(e.mention), e.external) for e in names.externals),
        )

    # --- entities ----------------------------------------------------------------------------------------------------

    def _resolve(self, type_: EntityType, externals: list[ExternalUse], rules: frozenset[str], first: int) -> int:
        """Resolve the names of one type (no rule joins two), number its entities from `first`; returns how many."""
        by_number = {n: k for k, n in self._names.items() if k.type is type_}
        ids = {n: i for i, n in self._articles.items()}
        aliases = tuple(self._aliases(by_number, ids))
        uses = tuple(self._uses(type_, by_number, ids))
        resolution = resolve(Names(uses, aliases, tuple(externals), tuple(self._judgements)), rules)
        numbers = {id_: n for n, id_ in enumerate(resolution.clusters, start=first)}
        self._db.executemany(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((numbers[i], *row_of_entity(c.entity)) for i, c in resolution.clusters.items()),
        )
        self._put_places(resolution, numbers)
        return len(numbers)

    def _put_places(self, resolution: Resolution, numbers: dict[str, int]) -> None:
        self._db.executemany(
            "INSERT INTO wholes VALUES (?, ?)",
            ((self._number_late(key), numbers[id_]) for key, id_ in resolution.wholes.items()),
        )
        self._db.executemany(
            "INSERT INTO scoped VALUES (?, ?, ?)",
            (
                (self._number_late(key), self._articles[article], numbers[id_])
                for (key, article), id_ in resolution.scoped.items()
                if article in self._articles
            ),
        )

    def _number_late(self, key: MentionKey) -> int:
        """The number of a name; one that no article uses (only a decision names it) gets its number and row here."""
        if key not in self._names:
            row = (self._number(key), key.type.value, key.name, key.year or 0, next(iter(blocks(key))))
            self._db.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?)", row)
        return self._names[key]

    def _aliases(self, names: dict[int, MentionKey], articles: dict[int, str]) -> Iterator[AliasUse]:
        for article, name, alias, rule in self._db.execute("SELECT * FROM aliases"):
            if name in names and alias in names:
                yield AliasUse(names[name], names[alias], rule, articles[article])

    def _uses(self, type_: EntityType, names: dict[int, MentionKey], articles: dict[int, str]) -> Iterator[NameUse]:
        query = "SELECT u.name, u.article, u.written, u.count FROM uses u JOIN names n ON n.n = u.name WHERE n.type = ?"
        for name, article, written, count in self._db.execute(query, (type_.value,)):
            yield NameUse(names[name], written, articles[article], count)

    def _externals(self) -> Iterator[ExternalUse]:
        names = {n: k for k, n in self._names.items()}
        for _, name, external in self._db.execute("SELECT * FROM externals"):
            yield ExternalUse(names[name], external)
