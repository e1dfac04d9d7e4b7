"""Why the names of an entity are one: the merges behind it, resolved again from the names that bear on it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from graph.identity.closure import closure
from graph.identity.inputs import Merge
from graph.identity.resolve import resolve
from graph.identity.rules import SAME_NAME
from graph.ledger import Ledger
from graph.model import Entity, MentionKey
from graph.projection.derived import Derived


def merges(tables: Path, ledger: Ledger, entities: Iterable[Entity]) -> dict[str, tuple[Merge, ...]]:
    """By entity id the merges that are more than the same name; entities without any are left out.

    `tables` is the file of the derived tables; where they don't show the ledger as it is, nothing is said.
    """
    several = [e for e in entities if len(e.keys) > 1 or e.year]
    if not several or not tables.exists():
        return {}
    with closing(Derived(tables)) as derived:
        meta = derived.meta()
        if meta is None or (meta.ledger, meta.generation) != (ledger.id, ledger.generation):
            return {}
        judgements = ledger.effective_judgements()
        derived.judge(judgements)
        touched = {MentionKey(e.type, name, year) for e in several for name in e.keys for year in {None, e.year}}
        part = closure(touched, derived, judgements)
        clusters = part.clusters(resolve(part.names, meta.rules))
    wanted = {e.id for e in several}
    found = {c.entity.id: tuple(m for m in c.merges if m.rule != SAME_NAME) for c in clusters if c.entity.id in wanted}
    return {entity_id: reasons for entity_id, reasons in found.items() if reasons}
