"""What the console offers while typing: a pure function of text, cursor and vocabulary, fast enough for every key."""

from __future__ import annotations

import time

import pytest

from graph.console.complete import LIMIT, suggestions
from graph.console.vocabulary import NameIndex, Vocabulary
from graph.store.cypher import Schema
from graph.store.dialects import EMBEDDED

PROPERTIES = {
    "Person": ("id", "name", "aliases"),
    "Film": ("id", "name", "kind", "year"),
    "ACTED_IN": ("status", "detail", "quotes"),
    "DIRECTED": ("status", "dates"),
}
VOCABULARY = Vocabulary(
    EMBEDDED,
    Schema(
        ("Person", "Film"),
        ("ACTED_IN", "DIRECTED"),
        PROPERTIES,
        ("count", "collect", "coalesce", "date.truncate"),
        ("db.labels", "db.info", "show_tables"),
    ),
    NameIndex(["Uma Thurman", "Ümit Ulgen", "87North", "It's Me", "Vicky Jewson"]),
    {"hubs": ("limit",), "between": ("source", "target")},
    ("name", "ids"),
    (":help", ":history", ":run", ":path", ":format", ":explain"),
    {":format": ("json", "jsonl", "table")},
)

CASES = [
    # keywords
    ("", ["MATCH", "OPTIONAL MATCH", "WITH", "RETURN", "UNWIND", "CALL"]),
    ("ma", ["MATCH"]),
    ("MATCH (n) RE", ["RETURN"]),
    ("MATCH (n) WHERE n.name ST", ["STARTS WITH"]),
    ("MATCH (n) RETURN n.name ORD", ["ORDER BY"]),
    ("RETURN 1; MA", ["MATCH"]),
    ("MATCH (n)\n  WH", ["WHERE"]),
    # labels and types
    ("MATCH (n:", ["Person", "Film"]),
    ("MATCH (n:fi", ["Film"]),
    ("MATCH (:Person)-[:", ["ACTED_IN", "DIRECTED"]),
    ("MATCH (:Person)-[r:ACTED_IN|D", ["DIRECTED"]),
    ("MATCH (n) WHERE n:Pe", ["Person"]),
    ("MATCH (n:`Fi", ["Film`"]),
    # properties
    ("MATCH (f:Film) RETURN f.", ["id", "name", "kind", "year"]),
    ("MATCH (f:Film) RETURN f.y", ["year"]),
    ("MATCH (p:Person)-[r:DIRECTED]->(f:Film) WHERE r.", ["status", "dates"]),
    ("MATCH (f:Film {k", ["kind"]),
    ("MATCH (f:Film {name: 'x', y", ["year"]),
    # functions, procedures, parameters, variables
    ("RETURN co", ["count(", "collect(", "coalesce("]),
    ("RETURN date.tr", ["date.truncate("]),
    ("CALL db.", ["db.labels(", "db.info("]),
    ("CALL show", ["show_tables("]),
    ("RETURN $", ["name", "ids"]),
    ("RETURN $i", ["ids"]),
    ("MATCH (person:Person) RETURN pe", ["person"]),
    # names inside quotes
    ("MATCH (n {name: 'um", ["Uma Thurman'", "Ümit Ulgen'"]),
    ('MATCH (n {name: "thur', ['Uma Thurman"']),
    ("RETURN 'vicky j", ["Vicky Jewson'"]),
    ("RETURN 'it", ["It\\'s Me'"]),
    # commands
    (":h", [":help", ":history"]),
    (":run ", ["between", "hubs"]),
    (":run between ", ["source=", "target="]),
    (":run between source=x ", ["target="]),
    (":format js", ["json", "jsonl"]),
    (":path um", ['"Uma Thurman"', '"Ümit Ulgen"']),
    (':path "Uma Thurman" 87', ['"87North"']),
    (':path "Uma Th', ['Uma Thurman"']),
    (":explain MATCH (n:Fi", ["Film"]),
    # nothing fits
    ("RETURN 'Uma Thurman' // um", []),
    ("RETURN /* um", []),
    ("RETURN '", []),
    ("MATCH (f:Film {name: nothing_like_this", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text or "empty" for text, _ in CASES])
def test_what_fits_at_the_cursor(text: str, expected: list[str]) -> None:
    assert [s.text for s in suggestions(text, len(text), VOCABULARY)][: len(expected) + 1] == expected


def test_a_suggestion_replaces_just_what_was_begun() -> None:
    text = "MATCH (n:Person {name: 'uma"
    [first, *_] = suggestions(text, len(text), VOCABULARY)
    assert text[: first.start] + first.text == "MATCH (n:Person {name: 'Uma Thurman'"


def test_what_stands_after_the_cursor_does_not_disturb() -> None:
    text = "MATCH (f:Film) RETURN f. ORDER BY f.name"
    assert [s.text for s in suggestions(text, text.index(" ORDER"), VOCABULARY)] == ["id", "name", "kind", "year"]


def test_every_beginning_of_a_statement_is_answered() -> None:
    """No position, however broken the text before it, is a mistake."""
    text = "MATCH (a:Person {name: 'It\\'s', x: \"y\"})-[r:`ACTED_IN`*1..3]->(b) /* c */\n"
    text += "WHERE a.x =~ $p // d\nRETURN {a: [1]};"
    for cursor in range(len(text) + 1):
        suggestions(text, cursor, VOCABULARY)


def test_typing_stays_fast_with_a_hundred_thousand_names() -> None:
    many = NameIndex(f"Name{i % 977} Of{i} Person" for i in range(100_000))
    vocabulary = Vocabulary(EMBEDDED, VOCABULARY.schema, many)
    text = "MATCH (n:Person) WHERE n.name = 'name9 of12"
    slowest = 0.0
    for cursor in range(1, len(text) + 1):
        begun = time.process_time()
        found = suggestions(text, cursor, vocabulary)
        slowest = max(slowest, time.process_time() - begun)
        assert len(found) <= LIMIT
    assert found
    assert slowest < 0.020
