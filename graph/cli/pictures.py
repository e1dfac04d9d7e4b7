"""From what was asked on the command line to a picture: which part of the graph, in which layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.cli.filters import FilterWords, filters
from graph.errors import NotFoundError, UsageError
from graph.model import (
    ALL_RELATIONS,
    Entity,
    EntityType,
    Filters,
    Graph,
    PathRequest,
    Relation,
    Relationship,
    Status,
)
from graph.questions import Questions, kept
from graph.questions.careers import slate
from graph.questions.connection import between
from graph.view import Picture, drawn_note, limit_graph, path_picture

LIMIT = 200
PATH_LIMIT = 10
BETWEEN_LIMIT = 40
"""The most names (or with a path, paths) that are drawn where no limit is given."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One selection as it was asked for; exactly one of names, path, film, company, between and everything is given."""

    names: Sequence[str] = ()
    path: tuple[str, str] | None = None
    film: str = ""
    company: str = ""
    between: tuple[str, str] | None = None
    everything: bool = False
    hops: int = 2
    limit: int | None = None
    max_hops: int = 8
    more: int = 0
    words: FilterWords = field(default_factory=FilterWords)


def picture_of(wish: Wish, questions: Questions) -> Picture:
    """The picture that a wish asks for.

    Raises UsageError for two selections at once or none, NotFoundError where there is nothing to draw, and what
    `Questions` raises for names.
    """
    _one_of(wish)
    picture = _chosen(wish, questions)
    return replace(picture, graph=_with_articles(picture.graph, questions))


def _chosen(wish: Wish, questions: Questions) -> Picture:
    if wish.path:
        return _path(wish, questions)
    if wish.between:
        return _between(wish, questions)
    if wish.words.through:
        raise UsageError("--through chooses paths", "it goes with --path or --between")
    seen = filters(wish.words, questions, ALL_RELATIONS, frozenset(Status))
    if wish.film:
        return _film(wish, questions, seen)
    if wish.company:
        return _slate(wish, questions, seen)
    if wish.everything:
        return _everything(wish, questions, seen)
    return _around(wish, questions, seen)


def _one_of(wish: Wish) -> None:
    given = {
        "NAME": bool(wish.names),
        "--path": bool(wish.path),
        "--film": bool(wish.film),
        "--company": bool(wish.company),
        "--between": bool(wish.between),
        "--all": wish.everything,
    }
    chosen = [option for option, is_given in given.items() if is_given]
    if not chosen:
        raise UsageError("say what to draw", f"give one of {', '.join(given)}")
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} can't be drawn at once", "give one of them")


def _path(wish: Wish, questions: Questions) -> Picture:
    assert wish.path is not None
    request = PathRequest("", "", filters(wish.words, questions), wish.max_hops, wish.limit or PATH_LIMIT, wish.more)
    answer = questions.path(*wish.path, request)
    if not answer.paths:
        raise NotFoundError(answer.denial, answer.reason)
    return path_picture(answer, longer=wish.more > 0)


def _between(wish: Wish, questions: Questions) -> Picture:
    assert wish.between is not None
    request = PathRequest("", "", filters(wish.words, questions), wish.max_hops, wish.limit or BETWEEN_LIMIT)
    answer, graph = between(questions, *wish.between, request)
    title = f"Between {answer.source.name} and {answer.target.name}"
    return Picture(graph, "force", title, (answer.source.id, answer.target.id), note=drawn_note(answer, longer=True))


def _around(wish: Wish, questions: Questions, seen: Filters) -> Picture:
    graph, note = questions.neighbourhood(wish.names, wish.hops, seen, wish.limit or LIMIT)
    focus = [questions.resolve(name) for name in wish.names]
    title, ids = ", ".join(entity.name for entity in focus), tuple(entity.id for entity in focus)
    return Picture(_seen(graph, ids, seen), "neighbourhood", title, ids, note=_sentence(note))


def _film(wish: Wish, questions: Questions, seen: Filters) -> Picture:
    film = _of_type(questions, wish.film, EntityType.FILM, "--film")
    graph, note = questions.neighbourhood([film.id], 1, seen, wish.limit or LIMIT)
    year = f" ({film.year})" if film.year else ""
    return Picture(_seen(graph, (film.id,), seen), "film", f"{film.name}{year}", (film.id,), note=_sentence(note))


def _slate(wish: Wish, questions: Questions, seen: Filters) -> Picture:
    """The company, its films, and who directs and plays in them."""
    company = _of_type(questions, wish.company, EntityType.COMPANY, "--company")
    films = {entry.film.id for entry in slate(questions, company.id, seen)}
    makers = replace(seen, relations=seen.relations & {Relation.DIRECTED, Relation.ACTED_IN})
    people = {r.subject for r in questions.store.relationships(sorted(films), makers)} if makers.relations else set()
    whole = questions.between_ids(questions.store.entities(sorted({company.id} | films | people)), seen)
    graph, note = limit_graph(_seen(whole, (company.id,), seen), (company.id,), wish.limit or LIMIT)
    return Picture(graph, "slate", f"{company.name}: slate", (company.id,), note=note)


def _everything(wish: Wish, questions: Questions, seen: Filters) -> Picture:
    whole = questions.store.snapshot()
    relationships = tuple(view for r in whole.relationships if (view := seen.view(r)))
    # A name that the filters leave without a relationship is gone; one that never had any stays.
    lost = _ends(whole.relationships) - _ends(relationships)
    entities = tuple(entity for entity in whole.entities if kept(entity, seen) and entity.id not in lost)
    graph, note = limit_graph(Graph(entities, relationships, whole.articles), (), wish.limit or LIMIT)
    if not graph.entities:
        raise NotFoundError("there is nothing to draw: the graph is empty", "add articles first: reelgraph add SOURCE")
    return Picture(graph, "force", "The whole graph", note=note)


def _of_type(questions: Questions, name: str, type_: EntityType, option: str) -> Entity:
    """The one entity of a type that a name means, also where the name alone would be ambiguous."""
    try:
        return questions.resolve(f"{type_.lower()}:{name}")
    except NotFoundError:
        entity = questions.resolve(name)
    if entity.type is not type_:
        raise UsageError(f"{entity.name} is a {entity.type.lower()}, not what {option} draws", f"see: view {name!r}")
    return entity


def _with_articles(graph: Graph, questions: Questions) -> Graph:
    """The graph with the articles that its evidence comes from, and of what they mention only what is in it."""
    known = {entity.id for entity in graph.entities}
    ids = sorted({said.article for r in graph.relationships for said in r.evidence})
    articles = questions.store.articles(ids)
    within = (replace(a, mentions=tuple(i for i in a.mentions if i in known)) for a in articles)
    return Graph(graph.entities, graph.relationships, tuple(within))


def _ends(relationships: Iterable[Relationship]) -> set[str]:
    return {end for r in relationships for end in (r.subject, r.object)}


def _seen(graph: Graph, focus: Sequence[str], seen: Filters) -> Graph:
    """Without what `--avoid` and `--kind` rule out, and without what only that connected with the focus."""
    allowed = {entity.id for entity in graph.entities if kept(entity, seen)} | set(focus)
    near: dict[str, set[str]] = {i: set() for i in allowed}
    for r in graph.relationships:
        if r.subject in allowed and r.object in allowed:
            near[r.subject].add(r.object)
            near[r.object].add(r.subject)
    reached, waiting = set(focus), list(focus)
    while waiting:
        new = near[waiting.pop()] - reached
        reached |= new
        waiting += new
    return Graph(
        tuple(entity for entity in graph.entities if entity.id in reached),
        tuple(r for r in graph.relationships if r.subject in reached and r.object in reached),
        graph.articles,
    )


def _sentence(note: str) -> str:
    """A note as a sentence of its own."""
    return f"{note[0].upper()}{note[1:].rstrip('.')}." if note else ""
