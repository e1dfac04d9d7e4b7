"""Rows look the same in every format, byte by byte, on every run; JSON reads back to the values that were written."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import pty
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.output import FORMATS, rows_of, write
from graph.output.cells import cell, literal
from graph.output.objects import from_json, json_text, to_json
from graph.store.base import Rows
from graph.values import Duration, Node, PathValue, Point, Relation, Temporal, iso

FILM = Node("4:f", ("Film",), {"name": "Ballerina", "year": 2025})
UMA = Node("4:u", ("Person",), {"name": "It's Uma", "aliases": ["U. Thurman", ""]})
ROLE = Relation("5:r", "ACTED_IN", "4:u", "4:f", {"detail": "lead"})
PATH = PathValue((FILM, UMA), (ROLE,))
ROWS = Rows(
    ("name", "films", "role", "note"),
    [
        ["Uma Thurman", 12, ROLE, 'says "yes", | then\nleaves'],
        ["白雪", None, None, "=1+1"],
    ],
)


def text(rows: Rows, format_: str) -> str:
    out = io.StringIO()
    assert write(rows, format_, out) == len(list(rows.rows))
    return out.getvalue()


GOLDEN = {
    "table": (
        "name         films  role                          note\n"
        "-----------  -----  ----------------------------  --------------------------\n"
        "Uma Thurman     12  [:ACTED_IN {detail: 'lead'}]  says \"yes\", | then\\nleaves\n"
        "白雪                                              =1+1\n"
    ),
    "vertical": (
        "--- 1\n"
        "name   Uma Thurman\n"
        "films  12\n"
        "role   [:ACTED_IN {detail: 'lead'}]\n"
        'note   says "yes", | then\n'
        "       leaves\n"
        "--- 2\n"
        "name   白雪\n"
        "films\n"
        "role\n"
        "note   =1+1\n"
    ),
    "markdown": (
        "| name | films | role | note |\n"
        "| --- | --- | --- | --- |\n"
        "| Uma Thurman | 12 | \\[:ACTED_IN {detail: 'lead'}\\] | says \"yes\", \\| then<br>leaves |\n"
        "| 白雪 |  |  | =1+1 |\n"
    ),
    "csv": (
        "name,films,role,note\n"
        'Uma Thurman,12,[:ACTED_IN {detail: \'lead\'}],"says ""yes"", | then\nleaves"\n'
        "白雪,,,'=1+1\n"
    ),
    "tsv": (
        "name\tfilms\trole\tnote\n"
        "Uma Thurman\t12\t[:ACTED_IN {detail: 'lead'}]\tsays \"yes\", | then\\nleaves\n"
        "白雪\t\t\t=1+1\n"
    ),
    "json": (
        "[\n"
        '{"name": "Uma Thurman", "films": 12, "role": {"$type": "Relationship", "id": "5:r", "type": "ACTED_IN", '
        '"start": "4:u", "end": "4:f", "properties": {"detail": "lead"}}, '
        '"note": "says \\"yes\\", | then\\nleaves"},\n'
        '{"name": "白雪", "films": null, "role": null, "note": "=1+1"}\n'
        "]\n"
    ),
    "jsonl": (
        '{"name": "Uma Thurman", "films": 12, "role": {"$type": "Relationship", "id": "5:r", "type": "ACTED_IN", '
        '"start": "4:u", "end": "4:f", "properties": {"detail": "lead"}}, '
        '"note": "says \\"yes\\", | then\\nleaves"}\n'
        '{"name": "白雪", "films": null, "role": null, "note": "=1+1"}\n'
    ),
}


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_byte_by_byte(format_: str) -> None:
    assert text(ROWS, format_) == GOLDEN[format_]


VALUES: list[tuple[Any, str, str]] = [
    (None, "", "null"),
    (True, "true", "true"),
    (-7, "-7", "-7"),
    (2**63, "9223372036854775808", "9223372036854775808"),
    (1.5, "1.5", "1.5"),
    (1e300, "1e+300", "1e+300"),
    (float("inf"), "Infinity", '{"$type": "Float", "value": "Infinity"}'),
    (float("-inf"), "-Infinity", '{"$type": "Float", "value": "-Infinity"}'),
    ("plain", "plain", '"plain"'),
    (["it's", 'a "b"', [1, None]], '["it\'s", \'a "b"\', [1, null]]', '["it\'s", "a \\"b\\"", [1, null]]'),
    ({"a": 1, "b c": {}}, "{a: 1, `b c`: {}}", '{"a": 1, "b c": {}}'),
    ({"$type": "Node"}, "{`$type`: 'Node'}", '{"$type": "Map", "value": {"$type": "Node"}}'),
    (b"\x00\xff", "0x00ff", '{"$type": "Bytes", "value": "00ff"}'),
    (date(2025, 6, 1), "2025-06-01", '{"$type": "Date", "value": "2025-06-01"}'),
    (time(10, 30, 1), "10:30:01", '{"$type": "Time", "value": "10:30:01"}'),
    (datetime(2025, 6, 1, 10), "2025-06-01T10:00:00", '{"$type": "DateTime", "value": "2025-06-01T10:00:00"}'),
    (
        datetime(2025, 6, 1, 10, tzinfo=timezone(timedelta(hours=-3))),
        "2025-06-01T10:00:00-03:00",
        '{"$type": "DateTime", "value": "2025-06-01T10:00:00-03:00"}',
    ),
    (
        datetime(2025, 6, 1, 10, tzinfo=ZoneInfo("Europe/Paris")),
        "2025-06-01T10:00:00+02:00[Europe/Paris]",
        '{"$type": "DateTime", "value": "2025-06-01T10:00:00+02:00[Europe/Paris]"}',
    ),
    (
        Temporal("DateTime", "2025-06-01T10:00:00.123456789"),
        "2025-06-01T10:00:00.123456789",
        '{"$type": "DateTime", "value": "2025-06-01T10:00:00.123456789"}',
    ),
    (Temporal("Date", "+12025-06-01"), "+12025-06-01", '{"$type": "Date", "value": "+12025-06-01"}'),
    (Duration(14, 3, -1, 500_000_000), "P14M3DT-0.5S", '{"$type": "Duration", "value": "P14M3DT-0.5S"}'),
    (Duration(0, 0, 0), "PT0S", '{"$type": "Duration", "value": "PT0S"}'),
    (
        Point(7203, (1.0, -2.5)),
        "point({srid: 7203, x: 1.0, y: -2.5})",
        '{"$type": "Point", "srid": 7203, "coordinates": [1.0, -2.5]}',
    ),
    (Decimal("1.25"), "1.25", '{"$type": "Decimal", "value": "1.25"}'),
    (
        UUID("123e4567-e89b-12d3-a456-426614174000"),
        "123e4567-e89b-12d3-a456-426614174000",
        '{"$type": "UUID", "value": "123e4567-e89b-12d3-a456-426614174000"}',
    ),
    (
        FILM,
        "(:Film {name: 'Ballerina', year: 2025})",
        '{"$type": "Node", "id": "4:f", "labels": ["Film"], "properties": {"name": "Ballerina", "year": 2025}}',
    ),
    (
        PATH,
        "(:Film {name: 'Ballerina', year: 2025})<-[:ACTED_IN {detail: 'lead'}]-"
        "(:Person {name: \"It's Uma\", aliases: ['U. Thurman', '']})",
        '{"$type": "Path", "nodes": [{"$type": "Node", "id": "4:f", "labels": ["Film"], "properties": '
        '{"name": "Ballerina", "year": 2025}}, {"$type": "Node", "id": "4:u", "labels": ["Person"], "properties": '
        '{"name": "It\'s Uma", "aliases": ["U. Thurman", ""]}}], "relationships": [{"$type": "Relationship", '
        '"id": "5:r", "type": "ACTED_IN", "start": "4:u", "end": "4:f", "properties": {"detail": "lead"}}]}',
    ),
]


@pytest.mark.parametrize(
    ("value", "as_cell", "as_json"), VALUES, ids=[type(v).__name__ + f"-{i}" for i, (v, _, _) in enumerate(VALUES)]
)
def test_each_type_of_value_as_cell_and_as_json(value: Any, as_cell: str, as_json: str) -> None:
    assert cell(value) == as_cell
    assert json_text(to_json(value)) == as_json
    back = from_json(json.loads(as_json))
    assert back == value
    assert type(back) is type(value)


def test_not_a_number_reads_back() -> None:
    assert literal(float("nan")) == "NaN"
    assert math.isnan(from_json(json.loads(json_text(to_json(float("nan"))))))


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(max_size=8)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=30))))
    | st.builds(Duration, st.integers(), st.integers(), st.integers(), st.integers(0, 999_999_999))
    | st.decimals(allow_nan=False)
    | st.uuids()
    | st.builds(Point, st.sampled_from([4326, 7203]), st.tuples(st.floats(allow_nan=False), st.floats(allow_nan=False)))
)
names = st.text(max_size=8) | st.sampled_from(["$type", "value"])
properties = st.dictionaries(names, scalars, max_size=3)
nodes = st.builds(Node, st.text(), st.lists(st.text(), max_size=2).map(tuple), properties)
relations = st.builds(Relation, st.text(), st.text(), st.text(), st.text(), properties)
values = st.recursive(
    scalars | nodes | relations | st.builds(PathValue, st.tuples(nodes, nodes), st.tuples(relations)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@given(values)
@settings(max_examples=300, deadline=None)
def test_json_reads_back_to_the_same_value(value: Any) -> None:
    out = io.StringIO()
    write(Rows(("column",), [[value]]), "jsonl", out)
    assert from_json(json.loads(out.getvalue()))["column"] == value
    assert out.getvalue().count("\n") == 1


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\u200f\x7f\r\x00\ud800\u2028"


@given(st.text() | st.just(HOSTILE))
@settings(max_examples=200, deadline=None)
def test_text_never_steers_a_terminal(hostile: str) -> None:
    rows = Rows((hostile + "1", hostile + "2"), [[hostile, Node("1", (hostile,), {hostile: [hostile]})]])
    for format_ in ("table", "vertical", "markdown", "json", "jsonl"):
        out = io.StringIO()
        write(rows, format_, out)
        assert not {c for c in out.getvalue() if c in "\x1b\x07\x9b\x7f\r\x00\u202e\u2066\u200f\u2028\ud800"}
        assert all(c == "\n" or ord(c) >= 32 for c in out.getvalue())


@pytest.mark.parametrize("format_", FORMATS)
def test_on_a_terminal_no_format_lets_control_characters_through(format_: str) -> None:
    parent, child = pty.openpty()
    with open(child, "w", encoding="utf-8", newline="") as terminal:
        write(Rows(("a",), [[HOSTILE], ["plain"]]), format_, terminal)
        terminal.flush()
        sent = ""
        while "plain" not in sent:
            sent += os.read(parent, 100_000).decode()
    os.close(parent)
    assert "owned" in sent
    for sequence in ("\x1b]", "\x1b[2J", "\x9b", "\x07", "\u202e"):
        assert sequence not in sent


def test_a_file_gets_no_colour_and_a_terminal_does() -> None:
    parent, child = pty.openpty()
    with open(child, "w", encoding="utf-8", newline="") as terminal:
        write(ROWS, "table", terminal)
        terminal.flush()
        assert b"\x1b[1m" in os.read(parent, 100_000)
    os.close(parent)
    assert "\x1b" not in text(ROWS, "table")


def test_csv_and_tsv_keep_control_characters_in_a_file() -> None:
    rows = Rows(("a",), [["\x1b[31mred"]])
    assert text(rows, "csv") == "a\n\x1b[31mred\n"
    assert text(rows, "tsv") == "a\n\x1b[31mred\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_defuses_formulas_in_text_but_not_numbers(start: str) -> None:
    out = text(Rows((start + "c", "n"), [[start + "cmd|'/c calc'!A1", -5]]), "csv")
    head, row = csv.reader(io.StringIO(out, newline=""))
    assert head[0] == "'" + start + "c"
    assert row == ["'" + start + "cmd|'/c calc'!A1", "-5"]
    assert json.loads(text(Rows(("c",), [[start]]), "jsonl"))["c"] == start


def test_csv_of_one_column_keeps_its_empty_rows() -> None:
    out = text(Rows(("year",), [[2001], [None], [""], [2003]]), "csv")
    assert out == 'year\n2001\n""\n""\n2003\n'
    assert [row["year"] for row in csv.DictReader(io.StringIO(out))] == ["2001", "", "", "2003"]


def test_no_rows_still_have_a_head_where_the_format_has_one() -> None:
    empty = Rows(("a", "b"), [])
    shown = {f: text(empty, f) for f in FORMATS}
    assert shown == {
        "table": "a  b\n-  -\n",
        "vertical": "",
        "markdown": "| a | b |\n| --- | --- |\n",
        "csv": "a,b\n",
        "tsv": "a\tb\n",
        "json": "[]\n",
        "jsonl": "",
    }


def test_mappings_are_rows_whose_columns_are_the_keys_of_the_first() -> None:
    out = io.StringIO()
    assert write([{"a": 1, "b": (2, 3)}, {"b": "x", "a": None}], "jsonl", out) == 2
    assert out.getvalue() == '{"a": 1, "b": [2, 3]}\n{"a": null, "b": "x"}\n'
    assert [text(rows_of([]), f) for f in FORMATS] == ["", "", "", "", "", "[]\n", ""]


def test_rows_are_written_as_they_come() -> None:
    """A million rows need no more memory than a few: what is written follows what is read."""
    for format_ in ("vertical", "markdown", "csv", "tsv", "json", "jsonl"):
        out = io.StringIO()
        seen: list[int] = []

        def source(out: io.StringIO = out, seen: list[int] = seen) -> Any:
            for i in range(5):
                seen.append(len(out.getvalue()))
                yield [i]

        write(Rows(("n",), source()), format_, out)
        assert seen[-1] > seen[1] > 0, format_


def test_a_table_of_many_rows_is_measured_by_its_first_thousand() -> None:
    lines = text(Rows(("n",), [[i] for i in range(1_500)]), "table").splitlines()
    assert len(lines) == 1_502
    assert lines[2] == "  0"
    assert lines[-1] == "1499"


def test_mistakes_are_told() -> None:
    with pytest.raises(UsageError, match="no format 'xml'"):
        write(ROWS, "xml", io.StringIO())
    with pytest.raises(UsageError, match="two columns are called a") as caught:
        write(Rows(("a", "a"), []), "json", io.StringIO())
    assert "AS" in caught.value.hint
    with pytest.raises(UsageError, match="type object"):
        write(Rows(("a",), [[object()]]), "json", io.StringIO())


def test_a_named_zone_is_kept() -> None:
    paris = datetime(2025, 6, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))
    assert iso(from_json(to_json(paris))) == iso(paris)
