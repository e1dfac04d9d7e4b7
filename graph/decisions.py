"""What people decide: which names are one, which credits are wrong. All of it is in the ledger and can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from graph.errors import NotFoundError, UsageError
from graph.identity.candidates import Candidate, candidates
from graph.identity.rules import RULES
from graph.ledger import Ledger
from graph.model import Decision, Entity, EntityType, Judgement, MentionKey, Statement, digest
from graph.projection import FILE, Projection, mention_key
from graph.projection.corrections import Corrections, corrected
from graph.projection.derived import Derived
from graph.projection.look import Look
from graph.projection.whole import explained
from graph.workspace import Workspace

_TYPED = re.compile(r"^(person|film|company):\s*(.+)$", re.IGNORECASE)
_DATED = re.compile(r"^(.+?)\s*\(((?:18|19|20)\d\d)\)$")
_EXTERNAL = re.compile(r"[a-z][a-z0-9_-]*:[^\s:]\S*")
_KNOWN_SCHEMES = {"imdb": re.compile(r"imdb:(nm|tt|co)\d{5,}"), "wikidata": re.compile(r"wikidata:Q\d+")}
PAIRED = (Decision.SAME, Decision.DIFFERENT, Decision.UNSURE)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: an entity as it is now, under the name that is compared."""

    id: str
    name: str
    type: EntityType
    key: MentionKey
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A pair: open (with a score), or decided, by a rule or a person. `judgement` is the id of a person's decision."""

    a: Side
    b: Side
    score: float | None = None
    reasons: tuple[str, ...] = ()
    decision: str = "open"
    by: str | None = None
    rule: str | None = None
    judgement: int | None = None

    @property
    def id(self) -> str:
        """An id that follows from the two names."""
        ends = sorted(f"{s.key.type}|{s.key.name}|{s.key.year or ''}" for s in (self.a, self.b))
        return digest("pair", *ends)


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision on a pair that was asked for by names (or ids)."""

    decision: Decision
    a: str
    b: str


class Decisions:
    """Decides in one workspace. Each decision is durable, and every store follows, before the call returns."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @contextmanager
    def _open(self) -> Iterator[tuple[Ledger, Projection]]:
        with self._workspace.ledger(write=True) as ledger, self._workspace.projection(ledger) as projection:
            yield ledger, projection

    # --- the queue ---------------------------------------------------------------------------------------------------

    def queue(self) -> list[Item]:
        """The open pairs, strongest first; those on which a person was unsure come with `by` set.

        Of what some articles only mean by a name nothing is asked: an answer would be about the name everywhere else.
        """
        with self._open() as (ledger, projection):
            look = projection.look
            entities, around = look.entities(), look.surroundings()
            decided = _decided(ledger.effective_judgements())
            found = (_open_item(c, look, decided) for c in candidates(entities, around))
            return [item for item in found if item is not None]

    def decided(self) -> list[Item]:
        """What is decided, by rules and by people, in the order of names."""
        with self._open() as (ledger, projection):
            resolution = explained(ledger, projection.rules)
            items: dict[str, Item] = {}
            for cluster in resolution.clusters.values():
                for merge in cluster.merges:
                    a, b = (_side(projection.look, part.mention) for part in (merge.a, merge.b))
                    rule = merge.rule or None
                    why = (RULES[rule],) if rule else ()
                    by = "rule" if rule else "person"
                    item = Item(a, b, None, why, "same", by, rule, merge.judgement)
                    items.setdefault(item.id, item)
            for judgement in ledger.effective_judgements():
                if judgement.decision is Decision.DIFFERENT and judgement.a and judgement.b:
                    a, b = _side(projection.look, judgement.a), _side(projection.look, judgement.b)
                    item = Item(a, b, None, (), "different", "person", None, judgement.id)
                    items[item.id] = item
            return sorted(items.values(), key=lambda i: (i.a.name, i.b.name, i.id))

    # --- deciding ----------------------------------------------------------------------------------------------------

    def judge(self, wishes: Sequence[Wish]) -> list[Judgement]:
        """Write decisions on pairs, all or none. Raises NotFoundError or UsageError for names that don't fit."""
        with self._open() as (ledger, projection):
            ends = [(w.decision, *self._pair(projection.look, w)) for w in wishes]
            author = self._workspace.settings.author
            made = [Judgement(0, "", author, decision, a, b) for decision, a, b in ends]
            return self._write(ledger, made)

    def judge_item(self, item: Item, decision: Decision) -> Judgement:
        """Write a decision on a pair of the queue."""
        with self._workspace.ledger(write=True) as ledger:
            made = Judgement(0, "", self._workspace.settings.author, decision, item.a.key, item.b.key)
            return self._write(ledger, [made])[0]

    def _write(self, ledger: Ledger, judgements: Iterable[Judgement]) -> list[Judgement]:
        with ledger.transaction():
            written = [ledger.judge(j) for j in judgements]
        self._workspace.follow(ledger)
        return written

    def _pair(self, look: Look, wish: Wish) -> tuple[MentionKey, MentionKey]:
        a, b = self.key_of(look, wish.a), self.key_of(look, wish.b)
        if a.type is not b.type:
            raise UsageError(f"{wish.a} is a {a.type.lower()}, {wish.b} a {b.type.lower()}", "only one type can be one")
        if a == b:
            raise UsageError(
                f"{wish.a} and {wish.b} are one name", "to tell two of one name apart: review --split NAME --article ID"
            )
        return a, b

    def key_of(self, look: Look, name: str) -> MentionKey:
        """The one name in use that a user means: by name, `person:NAME`, `film:NAME (YEAR)`, or the id of an entity.

        Raises NotFoundError if there is none, UsageError if there are several, or for the id of one that only some
        articles mean by its name: a decision on that name would be about the others who bear it.
        """
        if by_id := look.keys_of(name):
            if not look.has_whole_name(name):
                raise UsageError(
                    f"{name} is only what some articles mean by {look.written(by_id[0])}: it can't be decided on",
                    f"put another name into its credits: reelgraph credit {name}, then credit ID --set subject=NAME",
                )
            return by_id[0]
        typed = _TYPED.match(name)
        types = [EntityType(typed[1].capitalize())] if typed else list(EntityType)
        plain = typed[2] if typed else name
        dated = _DATED.match(plain)
        found = look.keys_named(types, plain)
        if not found and dated:
            found = look.keys_named([EntityType.FILM], dated[1], int(dated[2]))
        if not found:
            raise NotFoundError(f"no article names {name}", "look for it with: reelgraph find TEXT")
        if len({entity.id for k in found if (entity := look.entity_with(k))}) > 1:
            told = ", ".join(f"{k.type.lower()}:{look.written(k)}{f' ({k.year})' if k.year else ''}" for k in found)
            raise UsageError(f"{name} may mean {len(found)} names", f"say which: {told}")
        return found[0]

    def split(self, name: str, articles: Sequence[str]) -> Judgement:
        """Declare that these articles (by id, stem or title) mean someone else by a name than all others do."""
        if not articles:
            raise UsageError(f"no article says which {name} is someone else", "name them: --split NAME --article ID")
        with self._open() as (ledger, projection):
            key = self.key_of(projection.look, name)
            ids = [self._article(ledger, a) for a in articles]
            using = set(projection.look.articles_of(key))
            if strangers := [a for a, i in zip(articles, ids, strict=True) if i not in using]:
                raise UsageError(f"{strangers[0]} doesn't name {name}", "list articles with: reelgraph articles")
            author = self._workspace.settings.author
            return self._write(ledger, [Judgement(0, "", author, Decision.SPLIT, key, articles=tuple(sorted(ids)))])[0]

    def _article(self, ledger: Ledger, name: str) -> str:
        ids = ledger.matching(name)
        if not ids:
            raise NotFoundError(f"no article is named {name}", "list them with: reelgraph articles")
        if len(ids) > 1:
            raise UsageError(f"{name} names {len(ids)} articles: {', '.join(ids)}", "give the id of one")
        return ids[0]

    def link(self, name: str, external: str) -> Judgement:
        """Write the id that a name has in another database (`imdb:nm0000235`, `wikidata:Q125017`)."""
        scheme = external.partition(":")[0]
        known = _KNOWN_SCHEMES.get(scheme)
        if not _EXTERNAL.fullmatch(external) or (known and not known.fullmatch(external)):
            raise UsageError(
                f"{external} is no id of another database", "write it as imdb:nm0000235 or wikidata:Q125017"
            )
        with self._open() as (ledger, projection):
            key = self.key_of(projection.look, name)
            author = self._workspace.settings.author
            return self._write(ledger, [Judgement(0, "", author, Decision.LINK, key, external=external)])[0]

    # --- corrections -------------------------------------------------------------------------------------------------

    def credits(self, name: str) -> list[tuple[Statement, str]]:
        """The credits that articles state of a name, as they count, each with the id by which it is corrected."""
        with self._open() as (ledger, projection):
            keys = set(projection.look.keys_of(name)) or self._keys_with(projection.look, name)
            articles = sorted({a for k in keys for a in projection.look.articles_of(k)})
            corrections = Corrections.of(ledger.effective_judgements())
            stated = ((s, corrections.apply(s)) for s in ledger.statements(articles))
            return [
                (now, before.id)
                for before, now in stated
                if now is not None and {mention_key(now.subject), mention_key(now.object)} & keys
            ]

    def _keys_with(self, look: Look, name: str) -> set[MentionKey]:
        """The name that a user means, and the others of the same entity."""
        key = self.key_of(look, name)
        entity = look.entity_with(key)
        return set(look.keys_of(entity.id)) if entity else {key}

    def reject(self, statement: str) -> Judgement:
        """Declare that a credit is wrong: it counts no more, also after its article is read again."""
        return self._correct(statement, Decision.REJECT, {})

    def correct(self, statement: str, changes: Mapping[str, str]) -> Judgement:
        """Set fields of a credit (graph.projection.corrections.FIELDS) by hand."""
        return self._correct(statement, Decision.CORRECT, changes)

    def _correct(self, statement: str, decision: Decision, changes: Mapping[str, str]) -> Judgement:
        with self._workspace.ledger(write=True) as ledger:
            found = _statement(ledger, statement)
            if decision is Decision.CORRECT:
                # Together with what was set before, because that is what will count.
                before = Corrections.of(ledger.effective_judgements()).changed.get(found.id, {})
                corrected(found, {**before, **changes})
            judgement = Judgement(
                0,
                "",
                self._workspace.settings.author,
                decision,
                articles=(found.article_id,),
                statement=found.id,
                changes=tuple(changes.items()),
            )
            return self._write(ledger, [judgement])[0]

    # --- taking back -------------------------------------------------------------------------------------------------

    def history(self) -> list[tuple[Judgement, bool]]:
        """All decisions, oldest first, each with whether it holds."""
        with self._workspace.ledger() as ledger:
            holding = {j.id for j in ledger.effective_judgements()}
            return [(j, j.id in holding) for j in ledger.judgements()]

    def told(self, judgements: Iterable[Judgement]) -> list[str]:
        """Decisions in words, names as articles write them (as they were decided on where no article has them now)."""
        tables = self._workspace.folder / FILE
        with ExitStack() as stack:
            ledger = stack.enter_context(self._workspace.ledger())
            written = _key_name
            if tables.exists():
                derived = stack.enter_context(closing(Derived(tables)))
                written = Look(derived).written if derived.meta() else _key_name
            return [_words(judgement, ledger, written) for judgement in judgements]

    def undo(self, judgement: int | None = None) -> Judgement:
        """Take back one decision, or the latest that holds; returns it.

        Raises NotFoundError if there is none, UsageError for a correction without which later ones make no credit.
        """
        with self._workspace.ledger(write=True) as ledger:
            holding = ledger.effective_judgements()
            wanted = [j for j in holding if judgement in (None, j.id)]
            if not wanted:
                what = f"no decision {judgement} holds" if judgement else "nothing was decided that could be undone"
                raise NotFoundError(what, "see all with: reelgraph review --history")
            _check_rest(ledger, holding, wanted[-1])
            author = self._workspace.settings.author
            self._write(ledger, [Judgement(0, "", author, Decision.UNDO, undoes=wanted[-1].id)])
            return wanted[-1]


def _statement(ledger: Ledger, prefix: str) -> Statement:
    found = {s.id: s for s in ledger.starting(prefix)} if len(prefix) >= 4 else {}
    if not found:
        raise NotFoundError(f"no credit has the id {prefix}", "see the ids with: reelgraph credit NAME")
    if len(found) > 1:
        raise UsageError(f"{prefix} begins the ids of {len(found)} credits", "give more of it")
    return next(iter(found.values()))


def _check_rest(ledger: Ledger, holding: Iterable[Judgement], gone: Judgement) -> None:
    """Raise UsageError if the corrections that hold of a credit make none without one of them."""
    found = next(ledger.starting(gone.statement), None) if gone.decision is Decision.CORRECT else None
    rest = Corrections.of(j for j in holding if j.id != gone.id).changed.get(gone.statement)
    if found is None or not rest:
        return
    try:
        corrected(found, rest)
    except UsageError as error:
        raise UsageError(
            f"decision {gone.id} can't be taken back while later ones on its credit hold: without it, {error}",
            "take the later ones back first; see them with: reelgraph review --history",
        ) from None


def _key_name(mention: MentionKey) -> str:
    return mention.name


def _words(judgement: Judgement, ledger: Ledger, written: Callable[[MentionKey], str]) -> str:
    """A decision in words."""
    if judgement.undoes is not None:
        return f"undo of decision {judgement.undoes}"
    names = [f"{written(k)}{f' ({k.year})' if k.year else ''}" for k in (judgement.a, judgement.b) if k is not None]
    about = " and ".join(names) or _credit(judgement.statement, ledger)
    changes = ", ".join(f"{field}={value}" for field, value in judgement.changes)
    articles = " ".join(judgement.articles) if judgement.a else ""
    return f"{about}: {judgement.decision} {' '.join(filter(None, (changes, judgement.external, articles)))}".rstrip()


def _credit(statement: str, ledger: Ledger) -> str:
    """The credit that a correction is about, as its article has it; its id where the article is gone."""
    found = next(ledger.starting(statement), None)
    if found is None:
        return statement
    return f"{found.subject.name} {found.relation.replace('_', ' ').lower()} {found.object.name}"


def _decided(judgements: Iterable[Judgement]) -> dict[frozenset[MentionKey], Judgement]:
    """The latest decision on each pair of names."""
    return {frozenset((j.a, j.b)): j for j in judgements if j.decision in PAIRED and j.a and j.b}


def _open_item(found: Candidate, look: Look, decided: Mapping[frozenset[MentionKey], Judgement]) -> Item | None:
    if not (look.has_whole_name(found.a.id) and look.has_whole_name(found.b.id)):
        return None
    a_keys, b_keys = look.keys_of(found.a.id), look.keys_of(found.b.id)
    judgements = [decided[pair] for a in a_keys for b in b_keys if (pair := frozenset((a, b))) in decided]
    if any(j.decision is Decision.DIFFERENT for j in judgements):
        return None
    unsure = next((j.id for j in judgements if j.decision is Decision.UNSURE), None)
    a, b = _shown(found.a, a_keys[0]), _shown(found.b, b_keys[0])
    reasons = tuple(f"{'+' if r.weight > 0 else '-'} {r.text}" for r in found.reasons)
    return Item(a, b, found.score, reasons, by="person" if unsure else None, judgement=unsure)


def _shown(entity: Entity, key: MentionKey) -> Side:
    return Side(entity.id, entity.name, entity.type, key, entity.year)


def _side(look: Look, mention: MentionKey) -> Side:
    entity = look.entity_with(mention)
    return Side(entity.id if entity else "", look.written(mention), mention.type, mention, mention.year)
