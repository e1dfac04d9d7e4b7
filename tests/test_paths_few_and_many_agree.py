"""Where few paths lie between two names they are found in plain numbers, else as arrays: the answers are the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from graph.model import Filters, Relation, Status
from graph.paths.columns import FILM, NOT_A_FILM, STATUS_CODES, Columns, Delta, Row, Said
from graph.paths.few import WALKS, few_routes
from graph.paths.index import Index, apply, build
from graph.paths.layers import Meeting, layers
from graph.paths.lens import Lens
from graph.paths.search import Question, search
from graph.paths.space import Space
from graph.paths.ties import Naming, best_walks

PEOPLE, FILMS = 900, 600


def made_up(seed: int) -> Columns:
    """People and companies on films: some of them on very many, so that hubs lie in the middle of paths."""
    rng = np.random.default_rng(seed)
    count = 4_000
    subjects = (PEOPLE * rng.random(count) ** 3).astype(np.int32)
    objects = (PEOPLE + FILMS * rng.random(count) ** 2).astype(np.int32)
    relations = rng.integers(0, 8, count)
    once = np.unique(np.stack([subjects, objects, relations]), axis=1)
    size = once.shape[1]
    each = np.arange(size, dtype=np.int32)
    return Columns(
        np.array([NOT_A_FILM] * PEOPLE + [FILM] * FILMS, np.uint8),
        each,
        once[0].astype(np.int32),
        once[1].astype(np.int32),
        once[2].astype(np.uint8),
        each,
        rng.choice([0, 20240000, 20250101, 20250630], size).astype(np.int32),
        rng.choice([STATUS_CODES[s] for s in Status], size, p=[0.8, 0.1, 0.1]).astype(np.uint8),
        np.zeros(size, np.int32),
        ("The Reel",),
    )


def labels(numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Few different names, so that ties are decided by ids too."""
    return {n: (f"Name {n % 7}", f"{n:04}") for n in numbers}


def both_ways(index: Index, question: Question) -> bool:
    """Ask in both ways and compare; whether the plain way had an answer."""
    lens = Lens(index, question.filters, (question.source, question.target), question.avoid)
    space, naming = Space(lens, question.source, question.target), Naming(labels, lens.relations)
    meeting = Meeting(space)
    length = meeting.shortest(question.max_hops)
    if length is None:
        assert search(index, question, labels).length is None
        return False
    few = few_routes(meeting, length, naming, question.limit)
    between = layers(meeting, length)
    assert between is not None
    many = list(best_walks(between, space.entity, naming, min(question.limit, between.walks)))
    found = search(index, question, labels)
    assert (found.length, found.total, list(found.routes)) == (length, between.walks, many)
    assert (few is None) == (between.walks > WALKS)
    assert few is None or few == (between.walks, many)
    return few is not None


@pytest.fixture(scope="module", params=["as built", "changed"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of such a graph: as it was built, or changed since, so that an overlay lies on it."""
    folder = tmp_path_factory.mktemp("index")
    columns = made_up(seed=5)
    build(folder, columns, "one")
    if request.param == "changed":
        first = len(columns.numbers)
        said = (Said(20260101, Status.CONFIRMED, "The Reel"),)
        rows = [Row(first + i, 3 * i, PEOPLE + 5 * i, Relation.DIRECTED, said) for i in range(100)]
        apply(folder, Delta(rows, gone=range(0, first, 9)), "one", "two")
    return Index.open(folder)


FILTERS = (
    Filters(),
    Filters(kinds=frozenset({"film"})),
    Filters(relations=frozenset({Relation.ACTED_IN, Relation.DIRECTED}), statuses=frozenset({Status.CONFIRMED})),
)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("avoid", [(), (PEOPLE + 1, PEOPLE + 2)])
def test_few_and_many_paths_are_the_same(index: Index, filters: Filters, avoid: tuple[int, ...]) -> None:
    ends = np.random.default_rng(3).integers(0, PEOPLE + FILMS, (150, 2))
    questions = [
        Question(int(a), int(b), filters, avoid, limit=limit)
        for a, b in ends
        for limit in (3, 10_000)
        if a != b and not {int(a), int(b)} & set(avoid)
    ]
    assert sum(both_ways(index, question) for question in questions) > 20
