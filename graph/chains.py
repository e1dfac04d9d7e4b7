"""Paths and portraits as text for people and as data for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.model import Entity, Evidence, Path, PathAnswer, Relation, Relationship, Status
from graph.names import key
from graph.paths.grouping import Group
from graph.paths.support import Support, support
from graph.questions import Portrait
from graph.text import printable

if TYPE_CHECKING:
    from graph.identity.inputs import Merge, Part

Merges = Mapping[str, "tuple[Merge, ...]"]
"""Why the names of entities are one, by entity id."""

NO_CREDIT = "no credit here: perhaps the filters leave none"
"""What is said of an entity where none of its credits is shown."""

_WIDTH = 100
_NAMED = 5
_VERBS = {
    Relation.ACTED_IN: "acted in",
    Relation.DIRECTED: "directed",
    Relation.WROTE: "wrote",
    Relation.PRODUCED: "produced",
    Relation.EXECUTIVE_PRODUCED: "executive produced",
    Relation.WORKED_ON: "worked on",
    Relation.SOURCE_AUTHOR: "wrote the source of",
    Relation.FINANCED: "financed",
    Relation.DISTRIBUTES: "distributes",
    Relation.SELLS: "sells",
    Relation.AFFILIATED_WITH: "is with",
    Relation.REPRESENTED_BY: "is represented by",
}
_FROM_OBJECT = {
    Relation.ACTED_IN: "Cast",
    Relation.DIRECTED: "Directed by",
    Relation.WROTE: "Written by",
    Relation.PRODUCED: "Produced by",
    Relation.EXECUTIVE_PRODUCED: "Executive produced by",
    Relation.WORKED_ON: "Crew",
    Relation.SOURCE_AUTHOR: "After a work by",
    Relation.FINANCED: "Financed by",
    Relation.DISTRIBUTES: "Distributed by",
    Relation.SELLS: "Sold by",
    Relation.AFFILIATED_WITH: "People",
    Relation.REPRESENTED_BY: "Represents",
}
_STATUS = {Status.CONFIRMED: "confirmed", Status.IN_TALKS: "in talks", Status.DEPARTED: "departed"}


def verb(relation: Relation) -> str:
    """A relation as the words between subject and object."""
    return _VERBS[relation]


# --- text ------------------------------------------------------------------------------------------------------------


def answer_text(
    answer: PathAnswer, groups: Sequence[Group] | None = None, merges: Merges | None = None, *, why: bool = False
) -> str:
    """A path answer for a terminal: each path as a chain, then hop by hop with its sentences, then what it rests on.

    With `groups` only the best path of each is told and the others are counted; `merges` say why names are one; `why`
    tells the terms of the order.
    """
    told = [Group(path) for path in answer.paths] if groups is None else groups
    count = "1 path" if answer.total == 1 else f"{answer.total:,} paths"
    told_of = sum(1 + len(group.others) for group in told)
    shown = f", the first {told_of} shown" if told_of < answer.total else ""
    hops = "1 hop" if answer.length == 1 else f"{answer.length} hops"
    lines = [f"{printable(answer.source.name)} leads to {printable(answer.target.name)} in {hops}: {count}{shown}"]
    for number, group in enumerate(told, 1):
        path = group.best
        lines += ["", f"{number}. {chain(path)}", ""]
        if why:
            lines += [f"   order: {terms_text(path)}", ""]
        names = {e.id: e for e in path.entities}
        for hop in path.hops:
            lines += _hop_lines(hop, names)
        lines += _support_lines(path, names)
        lines += _identity_lines(path.entities, merges or {}, "   ")
        lines += _others_lines(group)
    if answer.note:
        lines += ["", printable(answer.note)]
    return "\n".join(lines)


def terms_text(path: Path) -> str:
    """The terms of a path's order in words, in the order in which they are compared."""
    return ", ".join(f"{name} {value if value != '' else 'undated'}" for name, value in path.terms)


def _support_lines(path: Path, names: Mapping[str, Entity]) -> list[str]:
    """What a path rests on; nothing for a single hop, whose evidence says it already."""
    rests = support(path)
    if len(path.hops) < 2:
        return []
    hop = path.hops[rests.weakest]
    by = "1 publication" if rests.least == 1 else f"{rests.least} publications"
    status = "" if hop.status is Status.CONFIRMED else f", {_STATUS[hop.status]}"
    link = f"{printable(names[hop.subject].name)} —{verb(hop.relation)}→ {printable(names[hop.object].name)}"
    return [f"   weakest link: {link} ({by}{status})"]


def _identity_lines(entities: Iterable[Entity], merges: Merges, indent: str = "") -> list[str]:
    """Which names are taken to be one, and by which rule or judgement."""
    return [
        f"{indent}taken to be one: {printable(row['names'][0])} = {printable(row['names'][1])} ({_reason(row)})"
        for row in identity_objects(entities, merges)
    ]


def _reason(row: Mapping[str, Any]) -> str:
    return f"judgement {row['judgement']}" if row["judgement"] is not None else f"rule: {row['rule']}"


def identity_objects(entities: Iterable[Entity], merges: Merges) -> list[dict[str, Any]]:
    """The merges behind some entities: entity, both names, rule, and judgement where a person decided."""
    return [
        {
            "entity": entity.id,
            "names": [_as_shown(m.a, entity), _as_shown(m.b, entity)],
            "rule": m.rule,
            "judgement": m.judgement,
        }
        for entity in entities
        for m in merges.get(entity.id, ())
    ]


def _as_shown(part: Part, entity: Entity) -> str:
    """A name as it is written somewhere, for the normalised one that a merge speaks of; a film's year after it."""
    names, said = (entity.name, *entity.aliases), part.mention
    name = next((name for name in names if key(entity.type, name) == said.name), said.name)
    return f"{name} ({said.year})" if said.year else name


def _others_lines(group: Group) -> list[str]:
    """How many near-duplicates a path stands for, and who is in them."""
    if not group.others:
        return []
    if group.around is None or group.place is None:
        return [f"   and {len(group.others)} more by other credits of the same names"]
    place, (left, right) = group.place, group.around
    names = list(dict.fromkeys(p.entities[place].name for p in group.others))
    shown = ", ".join(map(printable, names[:_NAMED])) + (" …" if len(names) > _NAMED else "")
    around = f"{printable(left.name)} and {printable(right.name)}"
    return [f"   and {len(group.others)} more through others who link {around}: {shown}"]


def chain(path: Path) -> str:
    """A path on one line, every arrow from subject to object."""
    parts = [printable(path.entities[0].name)]
    for hop, start, end in zip(path.hops, path.entities, path.entities[1:], strict=False):
        words = verb(hop.relation)
        parts.append(f"—{words}→" if hop.subject == start.id else f"←{words}—")
        parts.append(printable(end.name))
    return " ".join(parts)


def _hop_lines(hop: Relationship, names: Mapping[str, Entity]) -> list[str]:
    subject, object_ = printable(names[hop.subject].name), printable(names[hop.object].name)
    lines = [f"   {subject} —{verb(hop.relation)}→ {object_}{_detail(hop.detail)} ({_STATUS[hop.status]})"]
    for evidence in reversed(hop.evidence):
        lines += _evidence_lines(evidence, hop)
    return lines


def _evidence_lines(evidence: Evidence, hop: Relationship) -> list[str]:
    said = [] if evidence.status == hop.status else [_STATUS[evidence.status]]
    source = ", ".join([evidence.date or "undated", printable(evidence.publication) or "unknown publication", *said])
    quote = textwrap.wrap(
        f"“{printable(evidence.quote)}”", _WIDTH, initial_indent="       ", subsequent_indent="       "
    )
    return [f"     {source}: {printable(evidence.title)}", *quote]


def _detail(detail: str) -> str:
    return f": {printable(detail)}" if detail else ""


def portrait_text(portrait: Portrait, merges: Merges | None = None) -> str:
    """One entity for a terminal: names, then credits by relation, newest first, each with its latest sentence."""
    e = portrait.entity
    year = f" ({e.year})" if e.year else ""
    lines = [f"{printable(e.name)}{year}, {e.kind or e.type.lower()} [{e.id}]"]
    if e.aliases:
        lines.append(f"also written {', '.join(map(printable, e.aliases))}")
    lines += _identity_lines([e], merges or {})
    if not portrait.relationships:
        return "\n".join([*lines, "", NO_CREDIT])
    for relation in Relation:
        hops = [r for r in portrait.relationships if r.relation is relation]
        if hops:
            lines += ["", _heading(relation, e, hops[0])]
            for hop in sorted(hops, key=lambda r: r.last_reported, reverse=True):
                lines += _credit_lines(hop, portrait)
    sources = sorted({(ev.date, ev.publication, ev.title, ev.url) for r in portrait.relationships for ev in r.evidence})
    lines += ["", f"Sources ({len(sources)})"]
    lines += [
        f"  {date or 'undated'}  {printable(pub)}: {printable(title)}  {printable(url)}"
        for date, pub, title, url in sources
    ]
    return "\n".join(lines)


def _heading(relation: Relation, entity: Entity, hop: Relationship) -> str:
    return verb(relation).capitalize() if hop.subject == entity.id else _FROM_OBJECT[relation]


def _credit_lines(hop: Relationship, portrait: Portrait) -> list[str]:
    other = portrait.others[hop.other(portrait.entity.id)]
    year = f" ({other.year})" if other.year else ""
    status = "" if hop.status is Status.CONFIRMED else f" [{_STATUS[hop.status]}]"
    last = hop.evidence[-1]
    source = f"{last.date or 'undated'}, {printable(last.publication)}"
    quote = textwrap.wrap(f"“{printable(last.quote)}”", _WIDTH, initial_indent="      ", subsequent_indent="      ")
    return [f"  {printable(other.name)}{year}{_detail(hop.detail)}{status}, {source}", *quote]


# --- data ------------------------------------------------------------------------------------------------------------


def answer_object(answer: PathAnswer, merges: Merges | None = None) -> dict[str, Any]:
    """A path answer in the form that `reelgraph path --format json` documents."""
    return {
        "from": entity_object(answer.source),
        "to": entity_object(answer.target),
        "length": answer.length,
        "total": answer.total,
        "reason": answer.reason or None,
        "note": answer.note or None,
        "paths": [path_object(p, merges) for p in answer.paths],
    }


def path_object(path: Path, merges: Merges | None = None) -> dict[str, Any]:
    """One path: score, entities in walking order, hops in their true direction with all evidence, what it rests on.

    `identity` is null where it isn't known which names are taken to be one.
    """
    names = {e.id: e for e in path.entities}
    return {
        "score": path.score,
        "terms": dict(path.terms),
        "entities": [entity_object(e) for e in path.entities],
        "hops": [hop_object(h, names) for h in path.hops],
        "support": support_object(support(path)),
        "identity": None if merges is None else identity_objects(path.entities, merges),
    }


def support_object(rests: Support) -> dict[str, Any]:
    """What a path rests on: publications for each hop, the place of the weakest hop, those that are not confirmed."""
    return {
        "publications": list(rests.publications),
        "least": rests.least,
        "weakest": rests.weakest,
        "unconfirmed": list(rests.unconfirmed),
    }


def answer_rows(answer: PathAnswer) -> Iterator[dict[str, Any]]:
    """A path answer as rows, one for each hop, with its latest evidence: for csv, tsv, markdown and the like."""
    for number, path in enumerate(answer.paths, 1):
        names = {e.id: e for e in path.entities}
        for place, hop in enumerate(path.hops, 1):
            last = hop.evidence[-1]
            yield {
                "path": number,
                "hop": place,
                "subject": names[hop.subject].name,
                "relation": hop.relation.value,
                "object": names[hop.object].name,
                "status": hop.status.value,
                "detail": hop.detail,
                "date": last.date,
                "publication": last.publication,
                "title": last.title,
                "quote": last.quote,
            }


def entity_object(entity: Entity) -> dict[str, Any]:
    """An entity's id, name, type and (where known) year."""
    found: dict[str, Any] = {"id": entity.id, "name": entity.name, "type": entity.type.value}
    return found | ({"year": entity.year} if entity.year else {})


def hop_object(hop: Relationship, names: Mapping[str, Entity]) -> dict[str, Any]:
    """A relationship with the names of its ends and its evidence."""
    return {
        "subject": names[hop.subject].name,
        "relation": hop.relation.value,
        "object": names[hop.object].name,
        "status": hop.status.value,
        "detail": hop.detail,
        "first_reported": hop.first_reported,
        "last_reported": hop.last_reported,
        "evidence": [evidence_object(e) for e in hop.evidence],
    }


def evidence_object(evidence: Evidence) -> dict[str, Any]:
    """One article's word for a relationship."""
    return {
        "article": evidence.article,
        "title": evidence.title,
        "publication": evidence.publication,
        "date": evidence.date,
        "quote": evidence.quote,
        "url": evidence.url,
        "status": evidence.status.value,
        "detail": evidence.detail,
    }


def portrait_object(portrait: Portrait, merges: Merges | None = None) -> dict[str, Any]:
    """An entity in the form that `reelgraph show --format json` documents."""
    names = {portrait.entity.id: portrait.entity} | portrait.others
    return entity_object(portrait.entity) | {
        "aliases": list(portrait.entity.aliases),
        "kind": portrait.entity.kind,
        "identity": None if merges is None else identity_objects([portrait.entity], merges),
        "credits": [hop_object(r, names) for r in portrait.relationships],
    }


def portrait_rows(portrait: Portrait) -> Iterator[dict[str, Any]]:
    """A portrait as rows, one for each credit, in the order of the text, with its latest evidence."""
    newest = sorted(portrait.relationships, key=lambda r: r.last_reported, reverse=True)
    for relation in Relation:
        for hop in (r for r in newest if r.relation is relation):
            other, last = portrait.others[hop.other(portrait.entity.id)], hop.evidence[-1]
            yield {
                "date": last.date,
                "status": hop.status.value,
                "credit": verb(relation),
                "other": other.name,
                "type": other.type.value,
                "year": other.year,
                "detail": hop.detail,
                "publication": last.publication,
                "title": last.title,
                "quote": last.quote,
            }


def history_rows(portrait: Portrait) -> Iterator[dict[str, Any]]:
    """The story of each credit: what each article said of it and when, oldest first; the last row of one counts."""
    names = {portrait.entity.id: portrait.entity, **portrait.others}
    for hop in portrait.relationships:
        film = names[hop.object]
        year = f" ({film.year})" if film.year else ""
        credit = f"{names[hop.subject].name} {verb(hop.relation)} {film.name}{year}"
        for evidence in hop.evidence:
            yield {
                "credit": credit,
                "date": evidence.date,
                "publication": evidence.publication,
                "status": evidence.status.value,
                "detail": evidence.detail,
                "quote": " ".join(evidence.quote.split()),
            }
