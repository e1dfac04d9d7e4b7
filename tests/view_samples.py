"""Graphs for the tests of views and exports: from the sample articles' gold, and synthetic ones of any size."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from itertools import accumulate, pairwise
from pathlib import Path as FilePath
from typing import Any

import networkx as nx

from graph.model import (
    JOINS,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Path,
    PathAnswer,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
    digest,
)
from graph.view import Picture

UMA, VICKY, BALLERINA = "Uma Thurman", "Vicky Jewson", "Ballerina Overdrive"
DATA = FilePath(__file__).resolve().parent.parent / "data"
_KINDS = {"people": EntityType.PERSON, "films": EntityType.FILM, "companies": EntityType.COMPANY}


def entity(type_: EntityType, name: str, **more: Any) -> Entity:
    return Entity(f"{type_.lower()}-{digest(type_, name)}", type_, name, **more)


def relationship(subject: Entity, relation: Relation, object_: Entity, *evidence: Evidence) -> Relationship:
    evidence = evidence or (Evidence("a1", "A title", "A paper", "2024-05-01", "A sentence.", "https://example.org/a"),)
    return Relationship.of(RelationshipKey(subject.id, relation, object_.id), evidence)


def _sentence(text: str, names: list[str]) -> str:
    """The first sentence of an article that has most of the names: near enough for a picture."""
    sentences = re.split(r"(?<=[.!?])\s+", text.split("---", 2)[-1].strip())
    return max(sentences, key=lambda s: sum(name in s for name in names))


def gold_graph() -> Graph:
    """The graph of all sample articles, as their gold reads them."""
    entities: dict[tuple[str, str], Entity] = {}
    evidence: dict[RelationshipKey, list[Evidence]] = defaultdict(list)
    for file in sorted((DATA / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = (DATA / "articles" / f"{file.stem}.md").read_text(encoding="utf-8")
        title = (re.search(r'^title: "?(.*?)"?$', text, re.M) or [file.stem, file.stem])[1]
        for group, type_ in _KINDS.items():
            for row in gold[group]:
                entities.setdefault((type_, row["name"]), entity(type_, row["name"], aliases=tuple(row["aliases"])))
        for row in gold["credits"]:
            # Where the gold accepts several readings, the first one is as good as any.
            credit = {key: value[0] if isinstance(value, list) else value for key, value in row.items()}
            relation = Relation(credit["relation"])
            subject, object_ = (
                next(entities[t, name] for t in sorted(types) if (t, name) in entities)
                for name, types in zip((credit["subject"], credit["object"]), JOINS[relation], strict=True)
            )
            quote = _sentence(text, [subject.name, object_.name, *subject.aliases])
            status, detail = Status(credit["status"]), credit.get("detail", "")
            said = Evidence(
                gold["id"],
                title,
                gold["publisher"] or "",
                gold["published"] or "",
                quote,
                gold["url"] or "",
                status,
                detail,
            )
            evidence[RelationshipKey(subject.id, relation, object_.id)].append(said)
    relationships = tuple(Relationship.of(key, said) for key, said in evidence.items())
    return Graph(tuple(entities.values()), relationships).canonical()


def named(graph: Graph, name: str) -> Entity:
    return next(e for e in graph.entities if e.name == name)


def path_answer(graph: Graph, source: str, target: str, limit: int = 10) -> PathAnswer:
    """All shortest paths of a small graph, by networkx: what the stores answer, unranked."""
    web = nx.MultiGraph()
    web.add_nodes_from(e.id for e in graph.entities)
    between: dict[frozenset[str], list[Relationship]] = defaultdict(list)
    for r in graph.relationships:
        if r.relation is not Relation.REPRESENTED_BY:
            web.add_edge(r.subject, r.object)
            between[frozenset((r.subject, r.object))].append(r)
    entities = {e.id: e for e in graph.entities}
    a, b = named(graph, source), named(graph, target)
    walks = sorted(set(map(tuple, nx.all_shortest_paths(nx.Graph(web), a.id, b.id))))
    paths = [
        Path(tuple(entities[i] for i in walk), tuple(between[frozenset(p)][0] for p in pairwise(walk)))
        for walk in walks
    ]
    return PathAnswer(a, b, len(paths[0].hops), len(paths), tuple(paths[:limit]))


def around(graph: Graph, name: str, hops: int) -> Graph:
    """What is within some hops of a name."""
    web = nx.Graph((r.subject, r.object) for r in graph.relationships)
    near = set(nx.single_source_shortest_path_length(web, named(graph, name).id, cutoff=hops))
    return Graph(
        tuple(e for e in graph.entities if e.id in near),
        tuple(r for r in graph.relationships if r.subject in near and r.object in near),
    )


def synthetic_graph(nodes: int, edges: int, seed: int = 7) -> Graph:
    """People and films with hubs, the way credits are: some films are everyone's."""
    random_ = random.Random(seed)
    films = [entity(EntityType.FILM, f"Film number {i}", year=1980 + i % 45) for i in range(nodes // 3)]
    people = [entity(EntityType.PERSON, f"Person {i} of the Cast") for i in range(nodes - len(films))]
    relations = [Relation.ACTED_IN, Relation.DIRECTED, Relation.WROTE, Relation.PRODUCED]
    weights = list(accumulate(1 / (i + 3) ** 0.6 for i in range(len(films))))
    keys: dict[RelationshipKey, Relationship] = {}
    while len(keys) < edges:
        person = people[len(keys) % len(people)] if len(keys) < len(people) else random_.choice(people)
        film = random_.choices(films, cum_weights=weights)[0]
        relation = random_.choices(relations, [8, 1, 1, 1])[0]
        key = RelationshipKey(person.id, relation, film.id)
        day = f"20{random_.randrange(10, 26)}-0{random_.randrange(1, 10)}-11"
        status = random_.choices(list(Status), [8, 1, 1])[0]
        said = Evidence(
            f"a{len(keys) % 500}",
            "A headline",
            "The Paper",
            day,
            f"{person.name} is in {film.name}.",
            "https://example.org/x",
            status,
        )
        keys.setdefault(key, Relationship.of(key, [said]))
    return Graph((*films, *people), tuple(keys.values())).canonical()


def film_picture(gold: Graph) -> Picture:
    """A film of the sample articles with all that is said of it."""
    return Picture(around(gold, BALLERINA, 1), "film", BALLERINA, (named(gold, BALLERINA).id,))
