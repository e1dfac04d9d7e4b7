"""Exports hold the whole selection, are read by the tools they are meant for, and keep any words as words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import GraphDatabase

from graph.errors import UsageError
from graph.export import FORMATS, Format, Selection, export
from graph.export.cypher import literal, statements
from graph.export.json_graph import load
from graph.export.markdown import escape
from graph.model import ArticleNode, EntityType, Evidence, Graph, Relation, Status
from graph.settings import Neo4jSettings
from graph.view import Picture
from graph.view.layout import place
from tests.view_payloads import PAYLOADS
from tests.view_samples import entity, gold_graph, relationship

GOLD = gold_graph()
POSITIONS = dict(place(Picture(GOLD).ordered()).positions)


def selection() -> Selection:
    return Selection(GOLD, POSITIONS, "All of it", "Nothing is left out.")


def poisoned_graph(payloads: list[str] = PAYLOADS) -> Graph:
    """Every payload as name, alias, sentence, title, address, date and id."""
    film = entity(EntityType.FILM, "A film", year=2020)
    people = [
        replace(entity(EntityType.PERSON, p, aliases=(p,), keys=(p,)), id=f"p{i}{p}") for i, p in enumerate(payloads)
    ]
    links = tuple(
        relationship(person, Relation.ACTED_IN, film, Evidence(p, p, p, p, p, p, Status.CONFIRMED, p))
        for person, p in zip(people, payloads, strict=True)
    )
    articles = tuple(ArticleNode(p, p, p, p, p, (people[i].id,)) for i, p in enumerate(payloads))
    return Graph((film, *people), links, articles)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_selection_gives_the_same_text(format_: Format) -> None:
    mixed = Graph(GOLD.entities[::-1], GOLD.relationships[::-1])
    assert export(selection(), format_) == export(replace(selection(), graph=mixed), format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_selection_is_a_valid_file(format_: Format, tmp_path: Path) -> None:
    text = export(Selection(Graph()), format_)
    if format_ in ("graphml", "gexf"):
        assert len(_read(text, format_, tmp_path)) == 0
    elif format_ == "json":
        assert load(text) == (Graph(), {})
    else:
        assert text


def _read(text: str, format_: str, folder: Path) -> nx.MultiDiGraph[str]:
    file = folder / f"graph.{format_}"
    file.write_bytes(text.encode("utf-8", "replace"))
    return nx.read_graphml(file, force_multigraph=True) if format_ == "graphml" else nx.read_gexf(file)


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_networkx_reads_back_every_name_credit_and_sentence(format_: Format, tmp_path: Path) -> None:
    read = _read(export(selection(), format_), format_, tmp_path)
    assert {i: (data["label"], data["type"]) for i, data in read.nodes(data=True)} == {
        e.id: (e.name, str(e.type)) for e in GOLD.entities
    }
    wanted = {
        (r.subject, r.object, str(r.relation)): (str(r.status), r.detail, r.last_reported) for r in GOLD.relationships
    }
    found = {
        (a, b, data["relation"]): (data["status"], data.get("detail", ""), data.get("last_reported", ""))
        for a, b, data in read.edges(data=True)
    }
    assert found == wanted
    quotes = [" ".join(data["quotes"].split()) for _, _, data in read.edges(data=True)]
    assert any("Ballerina Overdrive" in quote for quote in quotes)


def test_positions_travel_with_gexf_graphml_and_json(tmp_path: Path) -> None:
    gexf = _read(export(selection(), "gexf"), "gexf", tmp_path)
    graphml = _read(export(selection(), "graphml"), "graphml", tmp_path)
    for node, (x, y) in POSITIONS.items():
        there = gexf.nodes[node]["viz"]["position"]
        assert (float(there["x"]), -float(there["y"])) == pytest.approx((x, y))
        assert (graphml.nodes[node]["x"], graphml.nodes[node]["y"]) == pytest.approx((x, y))
    assert load(export(selection(), "json"))[1] == POSITIONS


def test_gexf_is_what_gephi_expects() -> None:
    root = ET.fromstring(export(selection(), "gexf"))
    space = "{http://www.gexf.net/1.2draft}"
    assert root.tag == f"{space}gexf"
    assert root.get("version") == "1.2"
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert graph.get("defaultedgetype") == "directed"
    edges = graph.findall(f"{space}edges/{space}edge")
    assert len({edge.get("id") for edge in edges}) == len(GOLD.relationships)
    assert "lastmodifieddate" not in export(selection(), "gexf")


def test_every_edge_of_graphml_has_an_id_of_its_own() -> None:
    """Gephi and yEd drop an edge whose id they had already."""
    edges = ET.fromstring(export(selection(), "graphml")).findall(".//{http://graphml.graphdrawing.org/xmlns}edge")
    assert len({edge.get("id") for edge in edges}) == len(GOLD.relationships)


def test_json_reads_back_in_unchanged() -> None:
    graph, positions = load(export(selection(), "json"))
    assert graph == GOLD
    assert positions == POSITIONS
    value = json.loads(export(selection(), "json"))
    assert (value["format"], value["version"], value["title"]) == ("reelgraph", 1, "All of it")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[]", "not a reelgraph export"),
        ('{"format": "other"}', "not a reelgraph export"),
        ('{"format": "reelgraph", "version": 99}', "version 99"),
        ('{"format": "reelgraph", "version": 1}', "damaged"),
        ('{"format": "reelgraph", "version": 1, "entities": [{}], "relationships": [], "articles": []}', "damaged"),
    ],
)
def test_json_that_is_not_ours_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load(text)


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_any_words_survive_xml(format_: Format, tmp_path: Path) -> None:
    graph = poisoned_graph()
    read = _read(
        export(
            Selection(
                replace(graph, entities=_plain_ids(graph).entities, relationships=_plain_ids(graph).relationships)
            ),
            format_,
        ),
        format_,
        tmp_path,
    )
    names = {data["label"] for _, data in read.nodes(data=True)}
    for payload in PAYLOADS:
        assert (
            payload.encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
            .translate(dict.fromkeys(range(32), " "))
            in names
        )


def _plain_ids(graph: Graph) -> Graph:
    ids = {e.id: f"n{i}" for i, e in enumerate(graph.entities)}
    return Graph(
        tuple(replace(e, id=ids[e.id]) for e in graph.entities),
        tuple(replace(r, subject=ids[r.subject], object=ids[r.object]) for r in graph.relationships),
    )


# --- Cypher ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain", "'plain'"),
        ("it's", r"'it\'s'"),
        ("back\\slash", r"'back\\slash'"),
        ("\\'", r"'\\\''"),
        ("two\nlines\r\t", r"'two\nlines\r\t'"),
        ("\\u0027", r"'\\u0027'"),
        ("\u2028\x00\x85", r"'\u2028\u0000\u0085'"),
        ("\ud800", "'\ufffd'"),
        ("Zoë 宮崎 👩‍👧", "'Zoë 宮崎 👩\\u200D👧'"),
        (2020, "2020"),
        (None, "null"),
        ([], "[]"),
        (["a", "b'"], r"['a', 'b\'']"),
    ],
)
def test_a_value_is_one_literal(value: str | int | list[str] | None, written: str) -> None:
    assert literal(value) == written


@given(st.text())
def test_no_text_ends_its_literal(text: str) -> None:
    """Read as Cypher reads it: the only quote that isn't escaped is the last character."""
    written = literal(text)
    body = re.fullmatch(r"'((?:[^'\\\n\r]|\\.)*)'", written)
    assert body is not None


def test_no_word_becomes_a_statement_on_a_real_server(empty_neo4j: Neo4jSettings) -> None:
    """What could end a literal, in every field, run on Neo4j twice: the graph holds exactly the words, once."""
    payloads = [payload for payload in PAYLOADS if set(payload) & set("'\\`\u2028\x00\ud800\u202e")]
    graph = poisoned_graph(payloads)
    with GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.username, empty_neo4j.password)) as driver:
        driver.execute_query("CREATE INDEX IF NOT EXISTS FOR (n:Film) ON (n.id)")
        for _ in range(2):
            for statement in statements(graph):
                driver.execute_query(statement, database_=empty_neo4j.database or None)
        names = driver.execute_query("MATCH (n:Person) RETURN n.name AS name").records
        said = driver.execute_query("MATCH (:Person)-[r:ACTED_IN]->(:Film) RETURN r.quotes AS quotes").records
        about = driver.execute_query("MATCH (a:Article)-[:MENTIONS]->(p:Person) RETURN a.title AS title").records
    words = [payload.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for payload in payloads]
    assert sorted(row["name"] for row in names) == sorted(words)
    assert sorted(row["quotes"][0] for row in said) == sorted(words)
    assert sorted(row["title"] for row in about) == sorted(words)


def test_every_statement_is_one_line() -> None:
    text = export(Selection(poisoned_graph()), "cypher")
    assert all(line.endswith(";") for line in text.splitlines())
    assert len(text.splitlines()) == len(StringIO(text).readlines()) == len(list(statements(poisoned_graph())))


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_markdown_tells_names_credits_sentences_and_sources() -> None:
    text = export(selection(), "markdown")
    assert text.startswith("# All of it\n\nNothing is left out.\n\n## Names\n")
    assert "- **Uma Thurman** acted in **Ballerina Overdrive**" in text
    assert re.search(r"  - “.+” \[.+\]\(<https://.+>\), Sample Desk, 20\d\d-\d\d-\d\d", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("<script>", r"\<script\>"),
        ("1. list", r"1\. list"),
        ("# heading", r"\# heading"),
        ("two\nlines", "two lines"),
        ("Apple TV+", "Apple TV+"),
    ],
)
def test_markdown_shows_marks_as_they_are(text: str, written: str) -> None:
    assert escape(text) == written


def test_markdown_links_only_to_http() -> None:
    text = export(Selection(poisoned_graph()), "markdown")
    assert not re.search(r"\]\(<(?!https?://)", text)
    assert "<script" not in text.replace("\\<script", "")
