"""Commands that ask for more than a path: common, collaborators, slate, hubs, timeline, between."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from graph.cli.common import Format, FormatOption, print_rows, questions_of
from graph.cli.filters import (
    AsOf,
    Avoid,
    FilterWords,
    Kind,
    Only,
    Publication,
    Since,
    StatusOption,
    Through,
    Without,
    filters,
)
from graph.errors import UsageError
from graph.model import ALL_RELATIONS, Entity, EntityType, PathRequest, Relationship, Status

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A person, film or company: any case, alias, or id.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="The most rows to print.")]
TypesOption = Annotated[
    str, typer.Option("--type", metavar="TYPE", help="Only these, with commas: person, film, company.")
]


class By(StrEnum):
    """What makes a hub."""

    DEGREE = "degree"
    BETWEENNESS = "betweenness"


def register(app: typer.Typer) -> None:
    """Register this module's commands."""
    for command in (common, collaborators, slate, hubs, timeline, between):
        app.command()(command)


def common(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="A B [C]...", help="Two names or more.")],
    format_: FormatOption = Format.TABLE,
    limit: Limit = 50,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """What names share: films (or people) that all have a credit with, then colleagues that all worked with."""
    from graph.questions.shared import common as ask

    words = FilterWords(only, without, avoid or (), (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        found = ask(questions, names, filters(words, questions), limit)
    print_rows(
        (
            _who(s.entity)
            | {"shared": "credit" if s.steps == 1 else "colleague", "how": ["; ".join(_roles(c)) for c in s.credits]}
            for s in found
        ),
        format_,
    )
    return 0


def collaborators(
    ctx: typer.Context,
    name: NameArgument,
    format_: FormatOption = Format.TABLE,
    limit: Limit = 50,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """Whom a person or company shares films with: how many, which, and in which years."""
    from graph.questions.shared import collaborators as ask

    words = FilterWords(only, without, avoid or (), (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        found = ask(questions, name, filters(words, questions), limit)
    print_rows(
        (
            _who(c.entity)
            | {
                "count": len(c.films),
                "films": [f.name for f in c.films],
                "first": c.first,
                "last": c.last,
                "roles": _roles(c.credits),
            }
            for c in found
        ),
        format_,
    )
    return 0


def slate(
    ctx: typer.Context,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="A company: any case, alias, or id.")],
    format_: FormatOption = Format.TABLE,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """The films of a company, by what it does for them and how certain that is."""
    from graph.questions.careers import slate as ask

    words = FilterWords(only, without, avoid or (), (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        found = ask(questions, company, filters(words, questions, ALL_RELATIONS, frozenset(Status)))
    print_rows(({"role": e.credit.relation.value.lower()} | _who(e.film) | _report(e.credit) for e in found), format_)
    return 0


def hubs(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="For betweenness: around these.")
    ] = None,
    format_: FormatOption = Format.TABLE,
    by: Annotated[By, typer.Option(help="Number of credits, or how many shortest paths lead through.")] = By.DEGREE,
    types: TypesOption = "",
    limit: Limit = 20,
    only: Only = "",
    without: Without = "",
    status: StatusOption = "",
) -> int:
    """The best connected names: by number of credits, or by betweenness on a selection."""
    from graph.questions.careers import bridges
    from graph.questions.careers import hubs as ask

    if by is By.DEGREE and (names or only or without or status):
        raise UsageError("hubs by degree count all credits of all names", "add --by betweenness for a selection")
    words = FilterWords(only, without, (), (), status)
    chosen = _types(types)
    with questions_of(ctx) as questions:
        if by is By.DEGREE:
            found = ask(questions, chosen, limit)
        else:
            found = bridges(questions, names or (), chosen, filters(words, questions), limit)
    extra = by is By.BETWEENNESS
    print_rows(
        (_who(h.entity) | {"credits": h.credits} | ({"betweenness": h.betweenness} if extra else {}) for h in found),
        format_,
    )
    return 0


def timeline(
    ctx: typer.Context,
    name: NameArgument,
    format_: FormatOption = Format.TABLE,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """What was reported on a name, oldest first."""
    from graph.chains import verb
    from graph.questions.careers import timeline as ask

    words = FilterWords(only, without, avoid or (), (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        found = ask(questions, name, filters(words, questions, ALL_RELATIONS, frozenset(Status)))
    print_rows(
        (
            {
                "date": e.evidence.date,
                "status": e.evidence.status.value,
                "credit": verb(e.credit.relation),
                "other": e.other.name,
                "type": e.other.type.value,
                "publication": e.evidence.publication,
                "title": e.evidence.title,
                "quote": e.evidence.quote,
            }
            for e in found
        ),
        format_,
    )
    return 0


def between(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="A", help="One end: a person, film or company.")],
    target: Annotated[str, typer.Argument(metavar="B", help="The other end.")],
    format_: FormatOption = Format.TABLE,
    limit: Annotated[int, typer.Option(min=2, max=1000, help="The most names, A and B included.")] = 20,
    max_hops: Annotated[int, typer.Option(min=1, max=20, help="The most credits a path may have.")] = 8,
    only: Only = "",
    without: Without = "",
    avoid: Avoid = None,
    through: Through = None,
    status: StatusOption = "",
    as_of: AsOf = "",
    since: Since = "",
    publication: Publication = None,
    kind: Kind = "",
) -> int:
    """The small graph that connects A and B best, made of the paths that a random walk would most likely take."""
    from graph.chains import hop_object
    from graph.questions.connection import between as ask

    words = FilterWords(only, without, avoid or (), through or (), status, as_of, since, publication or (), kind)
    with questions_of(ctx) as questions:
        request = PathRequest("", "", filters(words, questions), max_hops, limit)
        _, graph = ask(questions, source, target, request)
    entities = {e.id: e for e in graph.entities}
    if format_ is Format.JSON:
        nodes = [_who(e) | {"id": e.id} for e in graph.entities]
        credits = [hop_object(r, entities) for r in graph.relationships]
        typer.echo(json.dumps({"entities": nodes, "credits": credits}, ensure_ascii=False, indent=1))
        return 0
    print_rows(
        (
            {"subject": entities[r.subject].name, "relation": r.relation.value, "object": entities[r.object].name}
            | _report(r)
            for r in graph.relationships
        ),
        format_,
    )
    return 0


def _who(entity: Entity) -> dict[str, Any]:
    return {"name": entity.name, "type": entity.type.value, "year": entity.year}


def _report(credit: Relationship) -> dict[str, Any]:
    return {"status": credit.status.value, "detail": credit.detail, "last_reported": credit.last_reported}


def _roles(credits: Iterable[Relationship]) -> list[str]:
    from graph.chains import verb

    return list(dict.fromkeys(verb(c.relation) for c in sorted(credits, key=lambda c: c.key)))


def _types(text: str) -> frozenset[EntityType]:
    known = {t.value.lower(): t for t in EntityType}
    words = [word.strip().lower() for word in text.split(",")] if text else list(known)
    wrong = [word for word in words if word not in known]
    if wrong:
        raise UsageError(f"{wrong[0] or 'an empty word'} is not a type", f"there are: {', '.join(known)}")
    return frozenset(known[word] for word in words)
