"""The path index in its folder: noticed when missing, stale, torn or damaged; readers go on while it is replaced."""

from __future__ import annotations

import json
import threading
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from graph.model import (
    Entity,
    EntityType,
    Evidence,
    Graph,
    PathRequest,
    Relation,
    Relationship,
    RelationshipKey,
    Status,
)
from graph.paths import index as index_module
from graph.paths.columns import Columns, Delta, Row, Said
from graph.paths.files import LAYOUT, MANIFEST, UnusableIndexError, read_manifest
from graph.paths.index import Index, apply, build
from tests.paths_by_index import Indexed


def columns(films: int = 1) -> Columns:
    """Person 1 and person 2 on each of some films, 3 and up."""
    numbers = np.arange(2 * films, dtype=np.int32)
    return Columns(
        kinds=np.zeros(3 + films, np.uint8),
        numbers=numbers,
        subjects=1 + numbers % 2,
        objects=3 + numbers // 2,
        relations=np.zeros(2 * films, np.uint8),
        evidence_of=numbers,
        dates=np.full(2 * films, 20250101, np.int32),
        statuses=np.zeros(2 * films, np.uint8),
        publications_of=np.zeros(2 * films, np.int32),
        publications=["Reel"],
    )


def row(number: int, person: int, film: int) -> Row:
    return Row(number, person, film, Relation.ACTED_IN, (Said(20250101, Status.CONFIRMED, "Reel"),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "index", columns(), "one")
    return tmp_path / "index"


def data_file(folder: Path) -> Path:
    [file] = folder.glob("base-*.bin")
    return file


def test_a_missing_index_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match="no path index"):
        Index.open(tmp_path, "one")


def test_an_index_of_another_generation_is_noticed(folder: Path) -> None:
    with pytest.raises(UnusableIndexError, match="another state"):
        Index.open(folder, "two")


def test_a_missing_data_file_is_noticed(folder: Path) -> None:
    data_file(folder).unlink()
    with pytest.raises(UnusableIndexError):
        Index.open(folder, "one")


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_torn_data_file_is_noticed(folder: Path, keep: int) -> None:
    file = data_file(folder)
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(UnusableIndexError):
        Index.open(folder, "one")


def test_a_data_file_whose_end_was_never_written_is_noticed(folder: Path) -> None:
    file = data_file(folder)
    data = file.read_bytes()
    file.write_bytes(data[:-100] + bytes(100))
    with pytest.raises(UnusableIndexError):
        Index.open(folder, "one")


def test_every_flipped_bit_of_the_manifest_is_noticed(folder: Path) -> None:
    file = folder / MANIFEST
    data = file.read_bytes()
    for at in range(len(data)):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            opened = Index.open(folder, "one")
        except UnusableIndexError:
            continue
        assert opened.stamp == "one", f"byte {at}"
        assert json.loads(file.read_bytes())["body"] == json.loads(data)["body"], f"byte {at}"


def test_rot_in_the_data_is_found_by_verify(folder: Path) -> None:
    assert Index.open(folder, "one").verify() == []
    file = data_file(folder)
    data = bytearray(file.read_bytes())
    data[-34] ^= 1  # before it stands the token that ends the file
    file.write_bytes(bytes(data))
    assert Index.open(folder, "one").verify() == ["kind"]


def test_an_index_of_another_layout_is_noticed(folder: Path) -> None:
    body = json.dumps({**read_manifest(folder), "layout": LAYOUT + 1})
    (folder / MANIFEST).write_text(json.dumps({"check": zlib.crc32(body.encode()), "body": body}), encoding="utf-8")
    with pytest.raises(UnusableIndexError, match="another version"):
        Index.open(folder, "one")


def test_a_change_of_another_generation_is_refused(folder: Path) -> None:
    with pytest.raises(UnusableIndexError):
        apply(folder, Delta([row(9, 1, 3)]), "zero", "two")
    assert Index.open(folder, "one").relationships == 2


def test_a_change_is_as_small_on_disk_as_what_it_says(tmp_path: Path) -> None:
    build(tmp_path, columns(50_000), "one")
    apply(tmp_path, Delta([row(200_000, 1, 60_000)], gone=[0]), "one", "two")
    [overlay] = tmp_path.glob("overlay-*.bin")
    assert overlay.stat().st_size < 2_000
    assert Index.open(tmp_path, "two").relationships == 100_000


def test_what_no_manifest_names_is_removed(folder: Path) -> None:
    stamps = ["one", "two", "three", "four"]
    for number, (before, after) in enumerate(pairwise(stamps)):
        apply(folder, Delta([row(5 + number, 1, 3)]), before, after)
    build(folder, columns(), "again")
    assert sorted(p.name for p in folder.iterdir()) == sorted([MANIFEST, data_file(folder).name])


def test_an_overlay_that_has_grown_is_folded_into_a_new_base(folder: Path) -> None:
    many = index_module.OVERLAY_LEAST + 1
    apply(folder, Delta([row(10 + n, 1, 3 + n) for n in range(many)]), "one", "two")
    assert list(folder.glob("overlay-*.bin")) == []
    opened = Index.open(folder, "two")
    assert opened.relationships == many + 2
    assert opened.degree[1] == many + 1
    assert opened.verify() == []


def test_readers_go_on_with_what_they_opened(folder: Path) -> None:
    before = Index.open(folder, "one")
    build(folder, columns(7), "two")
    apply(folder, Delta([row(99, 1, 20)]), "two", "three")
    assert before.relationships == 2
    assert before.verify() == []
    assert Index.open(folder, "three").relationships == 15


def test_readers_that_open_while_one_writes_see_one_generation_or_another(folder: Path) -> None:
    done = threading.Event()
    seen: list[int] = []
    failed: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            try:
                opened = Index.open(folder)
                seen.append(opened.relationships - 2 * int(opened.stamp))
            except Exception as error:
                failed.append(error)

    build(folder, columns(1), "1")
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for films in range(2, 40):
        build(folder, columns(films), str(films))
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert set(seen) == {0}


def test_a_change_may_touch_and_take_away_what_earlier_changes_brought(tmp_path: Path) -> None:
    def graph(*pairs: tuple[str, str]) -> Graph:
        names = sorted({n for pair in pairs for n in pair})
        entities = [Entity(n, EntityType.FILM if n.isupper() else EntityType.PERSON, n) for n in names]
        said = [Evidence("a", date="2025-01-01")]
        credits = [Relationship.of(RelationshipKey(p, Relation.ACTED_IN, f), said) for p, f in pairs]
        return Graph(tuple(entities), tuple(credits))

    indexed = Indexed(tmp_path, graph(("ann", "ONE"), ("bob", "ONE")))
    question = PathRequest("ann", "bob")
    assert indexed.answer(question)[:2] == (2, 1)
    indexed.change(graph(("ann", "ONE"), ("bob", "TWO"), ("cat", "ONE"), ("cat", "TWO")))
    assert indexed.answer(question)[:2] == (4, 1)
    indexed.change(graph(("ann", "ONE"), ("bob", "TWO"), ("cat", "ONE")))
    assert indexed.answer(question)[:2] == (None, 0)
    indexed.change(graph(("ann", "ONE"), ("bob", "TWO"), ("bob", "ONE")))
    assert indexed.answer(question)[:2] == (2, 1)
