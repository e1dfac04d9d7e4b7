"""A selection as a Markdown document: who is in it, and every relationship with its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.export.text import clean, link
from graph.export.words import FAMILIES, RELATION_WORDS, STATUS_WORDS
from graph.model import Entity, Evidence, Graph, Relationship, Status

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"^([-+=:#]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Text that Markdown shows as it is: marks are escaped, line breaks become spaces."""
    text = _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))
    return _AT_START.sub(lambda mark: f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}", text)


def document(graph: Graph, title: str = "", note: str = "") -> str:
    """The whole document. An empty selection says so."""
    graph = graph.canonical()
    parts = [f"# {escape(title or 'reelgraph')}"]
    if note:
        parts.append(escape(note))
    entities = {entity.id: entity for entity in graph.entities}
    if not entities:
        return "\n\n".join([*parts, "The selection is empty."]) + "\n"
    parts += ["## Names", "\n".join(_name(e) for e in sorted(graph.entities, key=lambda e: (e.type, e.name, e.id)))]
    for family, relations in FAMILIES.items():
        rows = [r for r in graph.relationships if r.relation in relations and {r.subject, r.object} <= entities.keys()]
        if rows:
            rows.sort(key=lambda r: (relations.index(r.relation), entities[r.object].name, entities[r.subject].name))
            parts += [f"## {family}", "\n".join(_relationship(r, entities) for r in rows)]
    return "\n\n".join(parts) + "\n"


def _name(entity: Entity) -> str:
    about = [entity.kind or entity.type.lower(), str(entity.year or "")]
    also = f"; also {', '.join(escape(alias) for alias in entity.aliases)}" if entity.aliases else ""
    return f"- {escape(entity.name)} ({escape(', '.join(word for word in about if word))}{also})"


def _relationship(relationship: Relationship, entities: Mapping[str, Entity]) -> str:
    subject, object_ = (escape(entities[i].name) for i in (relationship.subject, relationship.object))
    asides = [relationship.detail]
    if relationship.status is not Status.CONFIRMED:
        asides.append(STATUS_WORDS[relationship.status])
    aside = "; ".join(escape(words) for words in asides if words)
    line = f"- **{subject}** {RELATION_WORDS[relationship.relation]} **{object_}**{f' ({aside})' if aside else ''}"
    return "\n".join([line, *(_evidence(said) for said in relationship.evidence)])


def _evidence(said: Evidence) -> str:
    title, address = escape(said.title or said.url or said.article), link(said.url)
    source = f"[{title}](<{address}>)" if address else title
    words = ", ".join(part for part in (source, escape(said.publication), escape(said.date)) if part)
    return f"  - “{escape(said.quote)}” {words}" if said.quote else f"  - {words}"
