"""Cypher lives in files that say what they answer; a wrong file fails with its name and line when it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import queries
from graph.errors import NotFoundError
from graph.queries import QueryFileError, catalogue, load, parse

GOOD = """\
// Who has this name.
// A second line of the same sentence.
// read
// $key: string, the normalised name
// $limit: integer, how many at most
MATCH (n) // not $this one
WHERE n.name = $key AND n.note <> 'nor $that; one' /* nor
$these */ AND n.`odd $name` IS NULL AND n.text <> "it's \\" $gone"
RETURN n LIMIT $limit;
"""


def test_a_file_gives_its_text_what_it_answers_and_its_parameters() -> None:
    query = parse("who_has", GOOD, "who_has.cypher")
    assert query.summary == "Who has this name. A second line of the same sentence."
    assert query.mode == "read"
    assert [(p.name, p.type, p.meaning) for p in query.parameters.values()] == [
        ("key", "string", "the normalised name"),
        ("limit", "integer", "how many at most"),
    ]
    assert query.text.startswith("MATCH (n)")
    assert query.text.endswith("LIMIT $limit")
    assert query.statements == (query.text,)


def test_a_schema_holds_several_statements() -> None:
    text = (
        "// Indexes.\n// schema\nCREATE INDEX a FOR (n:A) ON (n.x); // one;\n\nCREATE INDEX `b;c` FOR (n:B) ON (n.x);\n"
    )
    first, second = parse("schema", text, "schema.cypher").statements
    assert first == "CREATE INDEX a FOR (n:A) ON (n.x)"
    assert second.endswith("CREATE INDEX `b;c` FOR (n:B) ON (n.x)")


HEAD = "// What it answers.\n// read\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("MATCH (n) RETURN n", 1, "must say what the query answers"),
        ("//\n// read\nRETURN 1", 1, "must say what the query answers"),
        ("// What it answers.\nRETURN 1", 1, "must say `// read`"),
        ("// What it answers.\n// $a: string, a\n// read\nRETURN $a", 2, "say `read` or `write` above"),
        (HEAD + "// more words\nRETURN 1", 3, "only parameters may follow"),
        (HEAD + "// $a string\nRETURN $a", 3, "declared as"),
        (HEAD + "// $a: string\nRETURN $a", 3, "declared as"),
        (HEAD + "// $Name: string, a\nRETURN $Name", 3, "$Name is no name"),
        (HEAD + "// $a: string, a\n// $a: string, a\nRETURN $a", 4, "$a is declared twice"),
        (HEAD + "// $a: string, a\nRETURN 1", 3, "$a is declared but not used"),
        (HEAD + "// $a: string, a\nRETURN '$a' // $a", 3, "$a is declared but not used"),
        (HEAD + "RETURN 1,\n       $b", 4, "$b is used but not declared"),
        (HEAD + "RETURN\n$`odd`", 4, "$odd is used but not declared"),
        (HEAD + "RETURN 1;\n\nRETURN 2", 5, "holds one statement"),
        (HEAD + "// $a: string, a\nRETURN 'open $a", 4, "' is never closed"),
        (HEAD, 2, "no statement after the header"),
        (HEAD + "/* only a comment */;", 3, "no statement after the header"),
    ],
)
def test_a_mistake_names_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(QueryFileError) as caught:
        parse("one", text, "queries/one.cypher")
    assert caught.value.message.startswith(f"queries/one.cypher:{line}: ")
    assert words in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["Upper", "1st", "with-dash", "", "../secret", "a/", "/etc/passwd"])
def test_names_are_plain_words(name: str) -> None:
    with pytest.raises(QueryFileError, match="lower-case letters"):
        parse(name, GOOD, "x.cypher")
    with pytest.raises(NotFoundError):
        load(name)


def test_text_that_is_not_utf_8_is_a_mistake_too(tmp_path: Path) -> None:
    (tmp_path / "latin.cypher").write_bytes("// Für wen.\n// read\nRETURN 1".encode("latin-1"))
    with pytest.raises(QueryFileError, match="not UTF-8"):
        load("latin", folders=[tmp_path])


def test_windows_line_ends_count_as_one(tmp_path: Path) -> None:
    (tmp_path / "dos.cypher").write_bytes(b"// Answers.\r\n// read\r\nRETURN 1,\r\n$x\r\n")
    with pytest.raises(QueryFileError, match=r"dos\.cypher:4: \$x is used"):
        load("dos", folders=[tmp_path])


def write(folder: Path, name: str, returns: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.cypher").write_text(f"// Answers {returns}.\n// read\nRETURN {returns}\n", encoding="utf-8")


def test_a_folder_of_the_user_comes_first_and_a_dialect_before_what_both_share(tmp_path: Path) -> None:
    write(tmp_path / "mine", "one", "1")
    write(tmp_path / "mine" / "embedded", "one", "2")
    write(tmp_path / "theirs", "one", "3")
    write(tmp_path / "theirs", "two", "4")
    folders = [tmp_path / "mine", tmp_path / "theirs"]
    assert load("one", "neo4j", folders).text == "RETURN 1"
    assert load("one", "embedded", folders).text == "RETURN 2"
    assert load("two", "embedded", folders).text == "RETURN 4"
    mine = {q.name: q.text for q in catalogue("embedded", folders)}
    assert (mine["one"], mine["two"]) == ("RETURN 2", "RETURN 4")


def test_a_name_that_is_nowhere_lists_those_that_are(tmp_path: Path) -> None:
    write(tmp_path, "one", "1")
    with pytest.raises(NotFoundError) as caught:
        load("three", folders=[tmp_path])
    assert "one" in caught.value.hint


def test_one_wrong_file_fails_the_catalogue(tmp_path: Path) -> None:
    write(tmp_path, "one", "1")
    (tmp_path / "two.cypher").write_text("RETURN 2", encoding="utf-8")
    with pytest.raises(QueryFileError, match=r"two\.cypher:1"):
        catalogue(folders=[tmp_path])


def test_every_statement_that_the_server_store_uses_is_in_order() -> None:
    inner = [q for folder in ("store", "paths") for q in catalogue("neo4j", inside=folder)]
    assert {"store/schema", "store/put_relationships", "paths/shortest"} <= {q.name for q in inner}
    for query in inner:
        assert load(query.name) == query


def test_ours_are_those_of_the_checkout() -> None:
    checkout = Path(__file__).resolve().parents[1]
    assert Path(load("store/stamp").path) == checkout / "queries" / "neo4j" / "store" / "stamp.cypher"
    assert queries.__file__ == str(checkout / "graph" / "queries.py")
