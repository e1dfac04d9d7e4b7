"""Any input to reading, names, queries and JSON graphs gives a sound result or one of our errors, in bounded time."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph import queries
from graph.errors import ReelgraphError
from graph.export import json_graph
from graph.model import (
    ArticleNode,
    Entity,
    EntityType,
    Evidence,
    Graph,
    Relation,
    Relationship,
    RelationshipKey,
    joins,
)
from graph.names import fold, key
from graph.workspace import builtin_reader
from tests import gold
from tests.long import for_long

READER = builtin_reader()
SENTENCES = sorted({part.strip() for a in gold.articles() for part in a.text.split(". ") if part.strip()})
SOUP = st.text(st.characters(codec="utf-8"), max_size=60)
MARKS = st.sampled_from(
    ["“", "”", "‘", "’", "'", '"', "(", ")", ",", ";", "—", "\n\n", "\x1b[2J", "\u202e", "*", "_", "#", "|"]
)
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES), SOUP, MARKS), max_size=12).map(" ".join)
QUICK = settings(max_examples=120, deadline=None)


def read(text: str, title: str) -> None:
    start = time.process_time()
    reading = READER.read(text, title)
    assert time.process_time() - start < 10 + len(text) / 10_000
    assert reading == READER.read(text, title)
    for credit in reading.credits:
        assert 0 <= credit.span.start < credit.span.end <= len(text)
        assert joins(credit.relation, credit.subject.type, credit.object.type)
        for mention in (credit.subject, credit.object):
            assert mention.name.strip() == mention.name != ""
    for alias in reading.aliases:
        assert 0 <= alias.span.start <= alias.span.end <= len(text)
        assert alias.name
        assert alias.alias


def names(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not [c for c in folded if unicodedata.category(c) == "Cc"]
    for type_ in EntityType:
        made = key(type_, text)
        # A company's key may lose another article at its head ("A:A 0" is "a 0" is "0").
        assert type_ is EntityType.COMPANY or key(type_, made) == made
        assert key(type_, text.upper().lower()) is not None


HEADERS = st.sampled_from(
    ["// Says something.\n// read\n", "// Says.\n// write\n// $name: string, a name\n", "// x\n", ""]
)
CYPHER = st.lists(
    st.one_of(
        SOUP,
        st.sampled_from(
            ["MATCH (n)", "RETURN $name", "'", '"', "`", ";", "/*", "*/", "//", "$`a", "$name", "\n", "\\'"]
        ),
    ),
    max_size=12,
).map(" ".join)


def query(header: str, body: str) -> None:
    try:
        made = queries.parse("any", header + body, "any.cypher")
    except queries.QueryFileError as error:
        complaint = error.message
    else:
        complaint = "any.cypher:"
        assert made.statements
        assert made.mode in ("read", "write", "schema")
    assert complaint.startswith("any.cypher:")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), SOUP),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(SOUP, inner, max_size=4)),
    max_leaves=12,
)
EXPORT = json.loads(
    json_graph.dump(
        Graph(
            (
                Entity("p", EntityType.PERSON, "Ann Lee", ("A. Lee",), ("ann lee",)),
                Entity("f", EntityType.FILM, "Night Bus"),
            ),
            (
                Relationship.of(
                    RelationshipKey("p", Relation.ACTED_IN, "f"), [Evidence("a", "News", date="2025-01-02")]
                ),
            ),
            (ArticleNode("a", "News", "Daily", "", "2025-01-02", ("f", "p")),),
        ),
        {"p": (0.0, 1.0), "f": (2.0, 3.0)},
    )
)
ROUTES = st.lists(st.integers(0, 30), min_size=1, max_size=5)


def changed(route: list[int], value: object) -> str:
    """An export in which one thing, found by going down a route, is another value."""
    whole = json.loads(json.dumps(EXPORT))
    here = whole
    for step in route:
        places = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not places:
            break
        place = places[step % len(places)]
        if not isinstance(here[place], dict | list):
            here[place] = value
            break
        here = here[place]
    return json.dumps(whole)


GRAPHS = st.one_of(SOUP, VALUES.map(json.dumps), st.builds(changed, ROUTES, VALUES))


def graph_of(text: str) -> None:
    try:
        graph, positions = json_graph.load(text)
    except ReelgraphError:
        return
    assert json_graph.load(json_graph.dump(graph, positions)) == (graph.canonical(), positions)


# --- short ones ------------------------------------------------------------------------------------------------------


@QUICK
@given(TEXTS, SOUP)
@example("“" * 500, "")
@example("( " * 2_000, "A")
@example("Ann Lee, " * 500 + "star in Night Bus.", "")
def test_any_text_is_read(text: str, title: str) -> None:
    read(text, title)


@QUICK
@given(SOUP)
@example("İ")
@example("ß" * 3)
@example("\u0345")
def test_any_name_has_a_key(text: str) -> None:
    names(text)


@QUICK
@given(HEADERS, CYPHER)
def test_any_query_file_is_a_query_or_a_mistake_with_its_line(header: str, body: str) -> None:
    query(header, body)


@QUICK
@given(GRAPHS)
@example("[" * 100_000)
@example('{"entities": ' * 20_000)
@example("9" * 5_000)
@example(changed([18, 0, 0], None))
@example(changed([4, 0, 2], 5))
def test_any_json_is_a_graph_or_refused(text: str) -> None:
    graph_of(text)


# --- long ones -------------------------------------------------------------------------------------------------------

PROPERTIES = {
    "texts read": (read, TEXTS, SOUP),
    "names compared": (names, SOUP),
    "query files loaded": (query, HEADERS, CYPHER),
    "JSON graphs loaded": (graph_of, GRAPHS),
}


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("what", PROPERTIES)
def test_for_long(what: str, record_property: Callable[[str, object], None]) -> None:
    tried = for_long(*PROPERTIES[what])
    record_property("counted", f"{tried:,} {what}: all sound or refused")
