"""The graph in LadybugDB, for Cypher in the workspace. Names, paths and evidence are answered elsewhere (DESIGN.md).

Labels, relationship types and properties are those of a Neo4j server filled by reelgraph. What is shown is written in
a file beside the database (`stamp`), which is taken away before a change and written again after it: a change that was
interrupted leaves no stamp, and whoever asks builds the graph again.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from graph.errors import DatabaseError
from graph.model import JOINS, ArticleNode, Entity, EntityType, Graph, Relation, Relationship
from graph.queries import load
from graph.storage import private
from graph.store.base import Change, Rows, Stamp, batches
from graph.store.cypher import Limits, Result
from graph.store.ladybug_cypher import run_embedded
from graph.store.ladybug_engine import POOL_BYTES, DamagedError, Engine, locked_file, opened
from graph.store.ladybug_rows import (
    article_of,
    article_row,
    entity_of,
    entity_row,
    lines,
    relationship_of,
    relationship_row,
)

ARTICLE = "Article"
_LOGS = (".wal", ".wal.checkpoint", ".shadow", ".tmp")
"""What the engine keeps beside a database, and leaves there when it is killed."""

_BATCH = 500
_POOL_BYTES_PER_RELATIONSHIP = 2_500
"""Measured: COPY holds a whole table in the pool, 1M relationships with two reports each need just under 2 GiB."""

_POOL_TO_FILE = 8
"""A change holds what it touches, uncompressed, in the pool until it is committed."""
_SMALL_GRAPH = 20_000
"""Measured: in one transaction a small graph takes half the time, one of 300,000 relationships three times as long."""
_LARGE_CHANGE = 2_000
"""Measured: a change rewrites whole chunks of the file. At 100,000 relationships 10,000 changed ones take longer than a
whole build, at 1M already 1,000 do."""

Ends = tuple[EntityType, EntityType]


class LadybugGraph:
    """A model.Graph as an embedded Cypher database in the file `path` (with `.wal`, `.stamp` beside it).

    It has a lock of its own beside the file: held alone while it is written or recovered, shared while it is read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    # --- what it shows -----------------------------------------------------------------------------------------------

    def stamp(self) -> Stamp | None:
        """What the file shows, or None if it must be built (never was, or a change was interrupted)."""
        try:
            fields = json.loads(self._stamp_file.read_text(encoding="utf-8"))
            stamp = Stamp(str(fields["ledger"]), int(fields["generation"]), int(fields["schema"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return stamp if self.path.exists() else None

    def snapshot(self) -> Graph:
        """All that the file holds, in canonical order. Raises DamagedError where it can't be read."""
        if not self.path.exists():
            return Graph()
        with opened(self.path) as engine:
            entities = [
                entity_of(type_, node)
                for type_ in EntityType
                for (node,) in engine.rows(_statement("read_nodes", LABEL=type_))
            ]
            articles = _read_articles(engine)
            relationships = [r for relation in Relation for r in _read_relationships(engine, relation, articles)]
        return Graph(tuple(entities), tuple(relationships), tuple(articles.values())).canonical()

    # --- asking ----------------------------------------------------------------------------------------------------

    def run(
        self,
        statement: str,
        parameters: Mapping[str, Any],
        *,
        timeout: float | None = 30.0,
        row_limit: int | None = None,
    ) -> Rows:
        """One reading statement. The rows keep the file locked until they are read to the end.

        Raises StatementError, UsageError, TimeExceededError, DatabaseError, and DamagedError where it must be built.
        """
        result = self.ask(statement, parameters, Limits(timeout, row_limit))
        return Rows(result.columns, result)

    def ask(self, statement: str, parameters: Mapping[str, Any], limits: Limits) -> Result:
        """The same with limits of the caller's, and with word of what was cut off."""
        self.recover()
        return run_embedded(self.path, statement, parameters, limits)

    # --- writing -----------------------------------------------------------------------------------------------------

    def replace(self, graph: Graph, stamp: Stamp) -> None:
        """Make the file show exactly `graph`: built beside the old one, then put in its place."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_name("new-" + self.path.name)
        _remove(new)
        pool = max(POOL_BYTES, len(graph.relationships) * _POOL_BYTES_PER_RELATIONSHIP)
        with (
            opened(new, pool=min(pool, _half_of_memory())) as engine,
            tempfile.TemporaryDirectory(dir=self.path.parent, prefix="load-") as folder,
            engine.transaction() if len(graph.relationships) < _SMALL_GRAPH else nullcontext(),
        ):
            _create_tables(engine)
            _copy(engine, graph, Path(folder))
        with locked_file(self.path, exclusive=True):
            self._stamp_file.unlink(missing_ok=True)
            _remove(self.path)
            new.chmod(0o600)  # the engine makes it as the umask has it
            os.replace(new, self.path)
            self._write_stamp(stamp)
        for lock in new.parent.glob(new.name + ".lock*"):
            lock.unlink(missing_ok=True)

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Bring the file from the generation before to `stamp`, in one transaction. Applying twice is the same as once.

        Raises DamagedError where the file can't be used (or isn't there); `replace` mends that.
        """
        if not self.path.exists():
            raise DamagedError(f"there is no embedded graph at {self.path}", "build it: reelgraph rebuild")
        self._stamp_file.unlink(missing_ok=True)
        pool = max(POOL_BYTES, self.path.stat().st_size * _POOL_TO_FILE)
        with opened(self.path, pool=min(pool, _half_of_memory())) as engine, engine.transaction():
            _take_away(engine, change)
            _write(engine, change)
        self._write_stamp(stamp)

    def recover(self) -> None:
        """Replay what a killed process left in the log, so that the file can be opened for reading.

        Raises DamagedError where the log is torn: the graph must be built again.
        """
        if self.path.exists() and self.needs_recovery():
            with opened(self.path):
                return

    def needs_recovery(self) -> bool:
        """Whether a process left its log behind."""
        return any(self.path.with_name(self.path.name + suffix).exists() for suffix in _LOGS)

    def discard(self) -> None:
        """Take the file and all beside it away, when nobody reads it: the engine aborts if its file goes at opening."""
        with locked_file(self.path, exclusive=True):
            self._stamp_file.unlink(missing_ok=True)
            _remove(self.path)

    @property
    def _stamp_file(self) -> Path:
        return self.path.with_name(self.path.name + ".stamp")

    def _write_stamp(self, stamp: Stamp) -> None:
        text = json.dumps({"ledger": stamp.ledger, "generation": stamp.generation, "schema": stamp.schema})
        new = self._stamp_file.with_name(self._stamp_file.name + ".new")
        with open(new, "w", encoding="utf-8", opener=private) as file:
            file.write(text)
        os.replace(new, self._stamp_file)


def rebuilding_is_faster(change: Change) -> bool:
    """Whether `replace` with the whole graph is expected to take less time than `apply`."""
    touched = len(change.relationships) + len(change.gone_relationships) + len(change.entities) + len(change.articles)
    return touched > _LARGE_CHANGE


# --- statements ------------------------------------------------------------------------------------------------------


def _statement(name: str, **names: str) -> str:
    """A statement of the store. What can't be a parameter is filled in: labels, types, our own files."""
    text = load(f"store/{name}", "embedded").text
    for placeholder, name_ in names.items():
        text = text.replace(f"`{placeholder}`", f"`{name_}`").replace(f"'{placeholder}'", _text_literal(name_))
    return text


def _text_literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _pairs(relation: Relation) -> list[Ends]:
    subjects, objects = JOINS[relation]
    return [(s, o) for s in EntityType for o in EntityType if s in subjects and o in objects]


def _create_tables(engine: Engine) -> None:
    engine.execute(_statement("create_entities", LABEL=EntityType.PERSON))
    engine.execute(_statement("create_entities", LABEL=EntityType.COMPANY))
    engine.execute(_statement("create_films"))
    engine.execute(_statement("create_articles"))
    engine.execute(_statement("create_mentions"))
    for relation in Relation:
        (subject, object_), *others = _pairs(relation)
        engine.execute(_statement("create_relationships", RELATION=relation, SUBJECT=subject, OBJECT=object_))
        for subject, object_ in others:
            engine.execute(_statement("extend_relationships", RELATION=relation, SUBJECT=subject, OBJECT=object_))


# --- a whole graph ---------------------------------------------------------------------------------------------------


def _copy(engine: Engine, graph: Graph, folder: Path) -> None:
    """Load all tables, each with one COPY: a second COPY into a filled table takes quadratic time."""
    file = folder / "rows.csv"

    def load_rows(rows: Iterable[Mapping[str, Any]], name: str, **names: str) -> None:
        with file.open("w", encoding="utf-8", errors="replace", newline="") as out:
            out.writelines(lines(rows))
        if file.stat().st_size:
            engine.execute(_statement(name, FILE=str(file), **names))

    for label in (EntityType.PERSON, EntityType.COMPANY):
        load_rows((entity_row(e) for e in graph.entities if e.type is label), "copy_entities", LABEL=label)
    load_rows((entity_row(e) for e in graph.entities if e.type is EntityType.FILM), "copy_films")
    load_rows(map(article_row, graph.articles), "copy_articles")
    types = {e.id: e.type for e in graph.entities}
    for label in EntityType:
        of_label = {i for i, type_ in types.items() if type_ is label}
        load_rows(_mentions(graph.articles, of_label), "copy_mentions", LABEL=label)
    for (relation, subject, object_), group in _grouped(graph.relationships, types).items():
        load_rows(
            map(relationship_row, group), "copy_relationships", RELATION=relation, SUBJECT=subject, OBJECT=object_
        )


def _grouped(
    relationships: Iterable[Relationship], types: Mapping[str, EntityType]
) -> dict[tuple[Relation, EntityType, EntityType], list[Relationship]]:
    groups: dict[tuple[Relation, EntityType, EntityType], list[Relationship]] = {}
    for r in relationships:
        try:
            groups.setdefault((r.relation, types[r.subject], types[r.object]), []).append(r)
        except KeyError as error:
            raise DatabaseError(f"the graph has a relationship to {error}, which is no entity of it") from error
    return groups


def _mentions(articles: Iterable[ArticleNode], entities: Container[str]) -> Iterator[dict[str, str]]:
    return ({"article": a.id, "entity": m} for a in articles for m in a.mentions if m in entities)


# --- a change --------------------------------------------------------------------------------------------------------


def _in_batches(engine: Engine, rows: Sequence[Mapping[str, Any]], name: str, **names: str) -> None:
    statement = _statement(name, **names)
    for batch in batches(rows, _BATCH):
        engine.execute(statement, {"rows": list(batch)})


def _take_away(engine: Engine, change: Change) -> None:
    for relation in Relation:
        rows = [{"subject": k.subject, "object": k.object} for k in change.gone_relationships if k.relation is relation]
        for subject, object_ in _pairs(relation):
            names = {"RELATION": relation, "SUBJECT": subject, "OBJECT": object_}
            _in_batches(engine, rows, "delete_relationships", **names)
    for label in EntityType:
        _in_batches(engine, [{"id": i} for i in sorted(change.gone_entities)], "delete_nodes", LABEL=label)
    _in_batches(engine, [{"id": i} for i in sorted(change.gone_articles)], "delete_nodes", LABEL=ARTICLE)
    for label in EntityType:
        _in_batches(engine, [{"id": a.id} for a in change.articles], "delete_mentions", LABEL=label)


def _write(engine: Engine, change: Change) -> None:
    """Write nodes, then what joins them. Ends are tried with every kind that a relation may join: only one is there."""
    for label in (EntityType.PERSON, EntityType.COMPANY):
        _in_batches(engine, _entity_rows(change.entities, label), "merge_entities", LABEL=label)
    _in_batches(engine, _entity_rows(change.entities, EntityType.FILM), "merge_films")
    _in_batches(engine, [article_row(a) for a in change.articles], "merge_articles")
    mentions = [{"article": a.id, "entity": m} for a in change.articles for m in a.mentions]
    for label in EntityType:
        _in_batches(engine, mentions, "merge_mentions", LABEL=label)
    for relation in Relation:
        rows = [relationship_row(r) for r in change.relationships if r.relation is relation]
        for subject, object_ in _pairs(relation):
            names = {"RELATION": relation, "SUBJECT": subject, "OBJECT": object_}
            _in_batches(engine, rows, "merge_relationships", **names)


def _entity_rows(entities: Iterable[Entity], type_: EntityType) -> list[dict[str, Any]]:
    return [entity_row(e) for e in entities if e.type is type_]


# --- reading back ----------------------------------------------------------------------------------------------------


def _read_articles(engine: Engine) -> dict[str, ArticleNode]:
    mentions: dict[str, list[str]] = {}
    for article, entity in engine.rows(_statement("read_mentions")):
        mentions.setdefault(article, []).append(entity)
    nodes = (node for (node,) in engine.rows(_statement("read_nodes", LABEL=ARTICLE)))
    return {node["id"]: article_of(node, mentions.get(node["id"], ())) for node in nodes}


def _read_relationships(
    engine: Engine, relation: Relation, articles: Mapping[str, ArticleNode]
) -> Iterator[Relationship]:
    for subject, object_, row in engine.rows(_statement("read_relationships", RELATION=relation)):
        yield relationship_of(relation, (subject, object_), row, articles)


# --- files -----------------------------------------------------------------------------------------------------------


def _remove(path: Path) -> None:
    """Take a database away with its log; the log first, as it must never meet another database."""
    for suffix in (*_LOGS, ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _half_of_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
