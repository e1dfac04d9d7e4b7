"""A table of known credits is streamed row by row; whatever is wrong in it is named with file and line."""

from __future__ import annotations

import csv
import json
import time
import tracemalloc
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.model import EntityType, Relation, Status
from graph.sources.tables import COLUMNS, TableRow, read_table

HEAD = "subject,subject_type,relation,object,object_type"
FULL = ",".join(COLUMNS)


def table(folder: Path, text: str | bytes, name: str = "known.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_row_is_read_with_all_its_columns(tmp_path: Path) -> None:
    line = 'Ann Lee,Person,ACTED_IN,"Night Bus, Part 2",Film,2024,in_talks,Mo,2025-06-01,House,"She\nstars.",imdb:nm1'
    line += ",wikidata:Q2,Series"
    assert list(read_table(table(tmp_path, f"{FULL}\n{line}\n"))) == [
        TableRow(
            line=3,
            subject="Ann Lee",
            subject_type=EntityType.PERSON,
            relation=Relation.ACTED_IN,
            object="Night Bus, Part 2",
            object_type=EntityType.FILM,
            object_year=2024,
            status=Status.IN_TALKS,
            detail="Mo",
            published="2025-06-01",
            source="House",
            quote="She\nstars.",
            subject_id="imdb:nm1",
            object_id="wikidata:Q2",
            object_kind="series",
        )
    ]


def test_json_lines_say_the_same_as_csv(tmp_path: Path) -> None:
    record = {"subject": "Ann Lee", "subject_type": "Person", "relation": "ACTED_IN", "object": "Night Bus"}
    record |= {"object_type": "Film", "object_year": 2024, "status": None, "source": "House"}
    text = json.dumps(record) + "\n\n" + json.dumps(record | {"object_year": "2024"}) + "\n"
    first, second = read_table(table(tmp_path, text, "known.jsonl"))
    (other,) = read_table(
        table(tmp_path, f"{HEAD},object_year,source\nAnn Lee,Person,ACTED_IN,Night Bus,Film,2024,House")
    )
    assert (first.line, second.line) == (1, 3)
    assert first[1:] == second[1:] == other[1:]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\nAnn Lee,Person,ACTED_IN,Night Bus,Film",
        f"\ufeff{HEAD}\r\nAnn Lee,Person,ACTED_IN,Night Bus,Film\r\n\r\n,,,,\r\n",
        f"{HEAD}\n Ann  Lee\t,person,acted in,\u00a0Night Bus,FILM".replace("Ann  Lee\t", "Ann Lee"),
        HEAD.replace(",", ";") + "\nAnn Lee;Person;ACTED_IN;Night Bus;Film",
        HEAD.replace(",", "\t") + "\nAnn Lee\tPerson\tACTED_IN\tNight Bus\tFilm",
        "Object, Object_Type, Relation, Subject, Subject_Type\nNight Bus,Film,ACTED_IN,Ann Lee,Person",
        f"{HEAD},status,detail\nAnn Lee,Person,ACTED_IN,Night Bus,Film,,",
    ],
)
def test_tables_are_read_as_tools_write_them(tmp_path: Path, text: str) -> None:
    (row,) = read_table(table(tmp_path, text))
    assert (row.subject, row.relation, row.object, row.status) == ("Ann Lee", "ACTED_IN", "Night Bus", "confirmed")
    assert row.object_year is None


GOOD = "Ann Lee,Person,ACTED_IN,Night Bus,Film"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD}\n{GOOD}\n,Person,ACTED_IN,Night Bus,Film", ":3: subject is empty"),
        (f"{HEAD}\n{GOOD}\nAnn Lee,Person,ACTED_IN,  ,Film", ":3: object is empty"),
        (f"{HEAD}\n{GOOD}\nAnn Lee,Human,ACTED_IN,Night Bus,Film", ':3: subject_type is "Human"'),
        (f"{HEAD}\n{GOOD}\nAnn Lee,Person,LIKED,Night Bus,Film", ':3: relation is "LIKED"'),
        (f"{HEAD}\n{GOOD}\nAnn Lee,Person,ACTED_IN,Night Bus,Play", ':3: object_type is "Play"'),
        (f"{HEAD}\n{GOOD}\nAcme,Company,ACTED_IN,Night Bus,Film", ":3: ACTED_IN can't join a Company and a Film"),
        (f"{HEAD}\n{GOOD}\nAnn Lee,Person,ACTED_IN", ":3 has 3 fields"),
        (f"{HEAD}\n{GOOD}\n{GOOD},more", ":3 has 6 fields"),
        (f'{HEAD}\n{GOOD}\n"Ann Lee,Person', ":3: unexpected end of data"),
        (f"{HEAD}\n{GOOD}\n{'x' * 501},Person,ACTED_IN,Night Bus,Film", ":3: subject has 501 characters"),
        (f"{HEAD}\n{GOOD}\n{'x' * 2_000_000}", ":3 is too long"),
        (f"{HEAD},object_year\n{GOOD},soon", ':2: object_year is "soon"'),
        (f"{HEAD},object_kind\n{GOOD},opera", ':2: object_kind is "opera"'),
        (f"{HEAD},object_kind\nAnn Lee,Person,AFFILIATED_WITH,Amber,Company,film", ":2: object_kind is given for a C"),
        (f"{HEAD},object_year\n{GOOD},1066", ':2: object_year is "1066"'),
        (f"{HEAD},object_year\n{GOOD},{'9' * 300}", ':2: object_year is "999'),
        (
            f"{HEAD},object_year\nAnn Lee,Person,AFFILIATED_WITH,Acme,Company,2020",
            ":2: object_year is given for a Company",
        ),
        (f"{HEAD},published\n{GOOD},06/01/2025", ':2: published is "06/01/2025"'),
        (f"{HEAD},status\n{GOOD},maybe", ':2: status is "maybe"'),
        (f"{HEAD},subject_id\n{GOOD},nm1", ':2: subject_id is "nm1"'),
        (f"{HEAD},colour\n{GOOD},red", ':1 has a column "colour"'),
        (f"{HEAD},subject\n{GOOD},Ann", ":1 has the column subject twice"),
        ("subject,relation\nAnn Lee,ACTED_IN", ":1 lacks the column subject_type"),
        (f"subject,{'x' * 200_000}\n{GOOD}", ":1: field larger than field limit"),
        (f"{HEAD}\n", "has no rows"),
        ("", ":1 lacks the column subject"),
        (f"{HEAD}\n{GOOD}\nRen\xe9e,Person,ACTED_IN,Night Bus,Film".encode("latin-1"), ":3: subject isn't UTF-8"),
        (b"\x00\x01\x02\xff", ":1 has a column"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        list(read_table(path))
    assert f"{path}{says}" in caught.value.message or f"{path} {says}" in caught.value.message
    assert caught.value.hint
    assert "\x1b" not in caught.value.message


def test_a_mistyped_column_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_table(table(tmp_path, HEAD.replace("object_type", "object_tpye") + f"\n{GOOD}")))
    assert caught.value.hint == "did you mean object_type?"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "isn't JSON"),
        ("[]", "isn't a JSON object"),
        ("[" * 100_000, "isn't JSON"),
        ('{"subject": 5}', "subject isn't text"),
        ('{"colour": "red"}', 'a key "colour"'),
        ('{"subject": "A", "object_year": true}', "object_year isn't text"),
        ("{}", "subject_type is"),
        (
            '{"subject": "A\\ud800", "subject_type": "Person", "relation": "WROTE", "object": "B",'
            ' "object_type": "Film"}',
            "UTF-8",
        ),
    ],
)
def test_wrong_json_lines_are_named_with_their_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_table(table(tmp_path, f"\n{line}\n", "known.jsonl")))
    assert ":2" in caught.value.message
    assert says in caught.value.message


def test_a_missing_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="doesn't exist"):
        list(read_table(tmp_path / "none.csv"))
    with pytest.raises(SourceError, match="can't be read"):
        list(read_table(tmp_path))


def test_rows_stream_fast_and_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(100_000):
            known = ["Person", "ACTED_IN", f"Bus {n % 900}", "Film", 1950 + n % 70, "", "Mo", "2025-06-01", "House"]
            writer.writerow([f"Ann {n} Lee", *known, "She stars.", f"imdb:nm{n}", "", "film"])
    started = time.process_time()
    count = sum(1 for _ in read_table(path))
    seconds = time.process_time() - started
    assert count == 100_000
    assert count / seconds > 25_000, "a quarter of the slowest measured, on a busy machine"
    tracemalloc.start()
    rows = read_table(path)
    for _ in range(20_000):
        next(rows)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
