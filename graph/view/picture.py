"""What a view shows: the one input of everything in this room.

A `Picture` is pure data. Whoever asks the questions (the command line, through `graph.questions`) fills it in; no file
in `graph.view` touches a store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.model import Entity, Graph, Path, PathAnswer, Relationship, RelationshipKey

Layout = Literal["path", "neighbourhood", "film", "slate", "force"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A selection of the graph, and how to draw it.

    `focus` holds the ids of the entities the view is about, in the order in which they were asked for; ids that the
    graph doesn't hold are ignored. `paths` are the answers a path view draws (their hops must be in `graph`). `note`
    says in a sentence what was left out, or is empty.
    """

    graph: Graph
    layout: Layout = "force"
    title: str = "reelgraph"
    focus: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    note: str = ""

    def ordered(self) -> Picture:
        """The same picture with its graph in canonical order and only what can be drawn.

        A relationship whose ends aren't both in the graph can't be drawn and is dropped, as are ids in `focus` that
        the graph doesn't hold: the same graph gives the same picture in whatever order it arrives.
        """
        graph = self.graph.canonical()
        known = {entity.id for entity in graph.entities}
        drawable = tuple(r for r in graph.relationships if r.subject in known and r.object in known)
        focus = tuple(dict.fromkeys(i for i in self.focus if i in known))
        return Picture(
            Graph(graph.entities, drawable, graph.articles), self.layout, self.title, focus, self.paths, self.note
        )


def graph_of_paths(paths: Iterable[Path]) -> Graph:
    """All entities and relationships of some paths, each once: what tied paths share is drawn once."""
    entities: dict[str, Entity] = {}
    hops: dict[RelationshipKey, Relationship] = {}
    for path in paths:
        entities.update((entity.id, entity) for entity in path.entities)
        hops.update((hop.key, hop) for hop in path.hops)
    return Graph(tuple(entities.values()), tuple(hops.values())).canonical()


def drawn_note(answer: PathAnswer, *, longer: bool) -> str:
    """How many of the paths that were found are drawn, where not all are; `longer` ones may be among those found."""
    shown = len(answer.paths)
    if answer.total <= shown:
        return answer.note
    found = f"{answer.total:,} connections{'' if longer else ' of this length'}"
    return f"{shown:,} of {found} are drawn. {answer.note}".strip()


def path_picture(answer: PathAnswer, *, longer: bool = False) -> Picture:
    """The picture of a path answer: its paths in layers from left to right, and a note where some weren't drawn.

    `longer` says that more than the shortest paths were asked for.
    """
    note = drawn_note(answer, longer=longer)
    ends = Graph((answer.source, answer.target)) if not answer.paths else graph_of_paths(answer.paths)
    title = f"{answer.source.name} to {answer.target.name}"
    return Picture(ends, "path", title, (answer.source.id, answer.target.id), answer.paths, note or answer.reason)
