"""What the console asks beyond Cypher: the path between two names, and a page that draws the last result."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import NotFoundError
from graph.model import ALL_RELATIONS, EntityType, Filters, PathRequest, Status
from graph.questions import Questions
from graph.values import Node, PathValue
from graph.workspace import Workspace

if TYPE_CHECKING:
    from graph.console.console import Console

_MOST = 500
_LABELS = frozenset(t.value for t in EntityType)


def path_text(console: Console, source: str, target: str) -> str:
    """The paths between two names as `reelgraph path` prints them. Raises NotFoundError with the reason if none."""
    from graph.chains import answer_text

    with Workspace(console.settings, console.say).store() as store:
        answer = Questions(store).path(source, target, PathRequest("", ""))
    if not answer.paths:
        raise NotFoundError(answer.reason or f"no path from {answer.source.name} to {answer.target.name}")
    return answer_text(answer)


def view_of_last(console: Console, path: Path | None) -> Path:
    """Draw the people, films and companies in the last statement's rows, and what joins them; gives the page's file.

    Raises NotFoundError where the rows hold no such nodes.
    """
    from graph.view import Picture, render, write

    ids = dict.fromkeys(_ids(value for row in console.last_rows() for value in row))
    if not ids:
        raise NotFoundError("the last result holds no people, films or companies", "return nodes or paths: RETURN n")
    chosen = list(ids)[:_MOST]
    with Workspace(console.settings, console.say).store() as store:
        questions = Questions(store)
        entities = store.entities(chosen)
        graph = questions.between_ids(entities, Filters(ALL_RELATIONS, frozenset(Status)))
    note = f"The first {_MOST} of {len(ids):,} names." if len(ids) > _MOST else ""
    page = render(Picture(graph, "force", console.last_statement().title, (), (), note))
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="reelgraph-")) / "result.html"
    write(page, path)
    return path


def _ids(values: Iterable[Any]) -> Iterator[str]:
    """The ids of entities anywhere in these values."""
    for value in values:
        if isinstance(value, Node):
            if _LABELS & set(value.labels) and "id" in value.properties:
                yield str(value.properties["id"])
        elif isinstance(value, PathValue):
            yield from _ids(value.nodes)
        elif isinstance(value, Mapping):
            yield from _ids(value.values())
        elif isinstance(value, list | tuple):
            yield from _ids(value)
