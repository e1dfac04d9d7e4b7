"""The small graph that connects two names best."""

from __future__ import annotations

from dataclasses import replace

from graph.errors import NotFoundError
from graph.model import Graph, PathAnswer, PathRequest
from graph.paths.between import CANDIDATES, LONGER, chosen
from graph.questions import Questions


def between(questions: Questions, source: str, target: str, request: PathRequest) -> tuple[PathAnswer, Graph]:
    """The paths that connect two names best, and the graph that they form; `request.limit` is its number of entities.

    The answer's total and note are those of the search: they count the paths that had no room too. See
    `graph.paths.between` for the method. Raises NotFoundError with the reason if there is no path, and what
    `Questions.path` raises.
    """
    answer = questions.path(source, target, replace(request, limit=CANDIDATES, more=LONGER))
    if not answer.paths:
        raise NotFoundError(answer.reason)
    paths = chosen(answer.paths, request.limit)
    if not paths:
        raise NotFoundError(
            f"the shortest path has {answer.length} hops and does not fit into {request.limit} names",
            "allow more with --limit",
        )
    entities = {e.id: e for path in paths for e in path.entities}
    hops = {hop.key: hop for path in paths for hop in path.hops}
    relationships = tuple(hops[key] for key in sorted(hops))
    articles = sorted({e.article for r in relationships for e in r.evidence})
    graph = Graph(tuple(entities.values()), relationships, tuple(questions.store.articles(articles)))
    return replace(answer, paths=tuple(paths)), graph
