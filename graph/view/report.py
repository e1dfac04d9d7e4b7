"""A report: a page to read and to print, with the picture, the connections in words, and every source sentence.

It holds no script at all, and its Content-Security-Policy allows none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.export.text import clean, link
from graph.export.words import FAMILIES, RELATION_WORDS, STATUS_WORDS
from graph.model import Entity, Evidence, Path, Relationship, Status
from graph.view import svg
from graph.view.facts import short
from graph.view.layout import place
from graph.view.network import build
from graph.view.page.embed import asset, fill, policy, text
from graph.view.picture import Picture

LEGEND = (
    "Circles are people, squares films and series, diamonds companies. Dashed lines are talks, dotted grey ones are "
    "departures."
)


def render_report(picture: Picture) -> str:
    """The report for a picture: a path's hops in order, or a film's (or any other selection's) credits by craft."""
    picture = picture.ordered()
    placement = place(picture)
    style = asset("report.css")
    entities = {entity.id: entity for entity in picture.graph.entities}
    sections = _paths(picture.paths) if picture.paths else _families(picture.graph.relationships, entities)
    note = clean(picture.note)
    return fill(
        asset("report.html"),
        {
            "policy": text(policy((), (style,))),
            "style": style,
            "title": text(short(picture.title)),
            "note": f'<p class="note" dir="auto">{text(note)}</p>' if note else "",
            "summary": _summary(picture),
            "picture": svg.draw(picture, placement, build(picture, placement)) if entities else "",
            "legend": LEGEND if entities else "The selection is empty: there is nothing to draw.",
            "sections": "\n".join(sections),
        },
    )


def _name(entity: Entity) -> str:
    return f"<bdi>{text(short(entity.name))}</bdi>"


def _summary(picture: Picture) -> str:
    """One line per path, as a list, or how much the selection holds."""
    if not picture.paths:
        names, credits = len(picture.graph.entities), len(picture.graph.relationships)
        return f'<p class="about">{names:,} names, {credits:,} relationships.</p>'
    ways = "One connection" if len(picture.paths) == 1 else f"{len(picture.paths)} connections"
    rows = "".join(f"<li>{_chain(path, roles=len(picture.paths) > 1)}</li>" for path in picture.paths)
    return f'<p class="about">{ways} of {_steps(picture.paths)}.</p><ol>{rows}</ol>'


def _steps(paths: Sequence[Path]) -> str:
    """How long the paths are: `1 step`, `3 steps`, or `2 to 4 steps` where longer ones were asked for too."""
    lengths = [len(path.hops) for path in paths]
    least, most = min(lengths), max(lengths)
    span = str(most) if least == most else f"{least} to {most}"
    return f"{span} {'step' if most == 1 else 'steps'}"


def _chain(path: Path, roles: bool) -> str:
    """The names along a path, and where there are several paths the roles, which may be all that differs."""
    names = " › ".join(_name(entity) for entity in path.entities)
    words = ", ".join(RELATION_WORDS[hop.relation] for hop in path.hops)
    return f'{names} <span class="about">({words})</span>' if roles else names


def _paths(paths: Sequence[Path]) -> Iterable[str]:
    """Every path with its hops. A hop whose sentences stand further up is named again, without them."""
    told: set[object] = set()
    for number, path in enumerate(paths, 1):
        yield f"<h2>{'The connection' if len(paths) == 1 else f'Connection {number}'}</h2>"
        entities = {entity.id: entity for entity in path.entities}
        for hop in path.hops:
            yield _credit(hop, entities, again=hop.key in told)
            told.add(hop.key)


def _families(relationships: Sequence[Relationship], entities: Mapping[str, Entity]) -> Iterable[str]:
    for family, relations in FAMILIES.items():
        rows = [r for r in relationships if r.relation in relations]
        rows.sort(key=lambda r: (relations.index(r.relation), entities[r.subject].name, entities[r.object].name))
        if rows:
            yield f"<h2>{text(family)}</h2>"
            yield from (_credit(row, entities) for row in rows)


def _credit(relationship: Relationship, entities: Mapping[str, Entity], again: bool = False) -> str:
    subject, object_ = entities[relationship.subject], entities[relationship.object]
    heading = f"{_name(subject)} {RELATION_WORDS[relationship.relation]} {_name(object_)}"
    about = [clean(relationship.detail)]
    if relationship.status is not Status.CONFIRMED:
        about.append(STATUS_WORDS[relationship.status])
    about.append(_reported(relationship))
    line = f'<p class="about" dir="auto">{text("; ".join(words for words in about if words))}</p>'
    told = (
        '<p class="source">The sentences stand above.</p>' if again else "".join(map(_evidence, relationship.evidence))
    )
    return f'<section class="credit"><h3>{heading}</h3>{line}</section>{told}'


def _reported(relationship: Relationship) -> str:
    first, last = clean(relationship.first_reported), clean(relationship.last_reported)
    if not first:
        return "no date"
    return f"reported {first}" if first == last else f"reported {first} to {last}"


def _evidence(said: Evidence) -> str:
    title, address = text(clean(said.title or said.url or said.article)), link(said.url)
    source = f'<a href="{text(address)}" rel="noopener noreferrer" dir="auto">{title}</a>' if address else title
    status = STATUS_WORDS[said.status] if said.status is not Status.CONFIRMED else ""
    words = [source, *(text(clean(part)) for part in (said.publication, said.date, status) if part)]
    quote = f'<blockquote dir="auto">{text(clean(said.quote))}</blockquote>' if said.quote else ""
    return f'{quote}<p class="source" dir="auto">{", ".join(words)}</p>'
