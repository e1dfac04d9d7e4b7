"""Files, folders and standard input become articles; what can't be read becomes a problem and never stops the rest."""

from __future__ import annotations

import io
import json
import os
import socket
import threading
from pathlib import Path

import pytest

from graph.model import Article
from graph.sources import Problem, SourceOptions, load

BODY = "Acme Pictures bought the thriller Night Bus.\n\nIt stars Ann Lee.\n"


def only(source: Path | str, **options: int) -> Article:
    (article,) = load(str(source), SourceOptions(**options))
    assert isinstance(article, Article), article
    return article


def problem(source: Path | str, **options: int) -> Problem:
    (found,) = load(str(source), SourceOptions(**options))
    assert isinstance(found, Problem)
    assert "\n" not in found.message + found.hint
    assert not found.warning
    return found


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_sample_articles_are_all_read() -> None:
    found = list(load("data/articles"))
    assert len(found) >= 24
    assert all(isinstance(a, Article) and a.title and a.publisher for a in found)


def test_front_matter_gives_the_fields_and_the_text_after_it_is_exact(tmp_path: Path) -> None:
    head = (
        '---\ntitle: "A \\"Bus\\" leaves"\nurl: https://x.example/a\npublisher: Daily\npublished: 2025-06-01\n---\n\n'
    )
    article = only(write(tmp_path, "bus.md", head + "  " + BODY))
    assert article == Article(
        "https://x.example/a", "  " + BODY, 'A "Bus" leaves', "https://x.example/a", "Daily", "2025-06-01", "bus"
    )


@pytest.mark.parametrize(
    "text", [BODY, " \n" + BODY, "line\r\nline\rline\t\x0c\n\n\n", "---\nJust a rule above.\n---\nAnd prose."]
)
def test_a_file_without_front_matter_is_its_own_text_exactly(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.txt", text)
    assert only(path).text == text
    assert only(path).key == str(path.resolve())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Plain: with colon # and more", "Plain: with colon # and more"),
        ('title: "Quoted \\u00e9 \\t tab"', "Quoted é tab"),
        ("title: 'It''s quoted'", "It's quoted"),
        ("title: ‘Curly’ quotes stay", "‘Curly’ quotes stay"),
        ('title: "One" and "Two"', '"One" and "Two"'),
        ("title: 'One' and 'Two'", "'One' and 'Two'"),
        ("title: >-\n  folded over\n  two lines", "folded over two lines"),
        ("title: null", ""),
        ("title:", ""),
        ("Title: Any case", "Any case"),
        ("tags:\n  - a\n  - b\ntitle: After a list", "After a list"),
        ("# a comment\ntitle: After a comment", "After a comment"),
        ("title: \x1b[31mRed\x1b[0m\x07", "[31mRed [0m"),
    ],
)
def test_front_matter_is_read_as_people_write_it(tmp_path: Path, line: str, title: str) -> None:
    assert only(write(tmp_path, "a.md", f"---\n{line}\npublisher: P\n---\n{BODY}")).title == title


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_front_matter(tmp_path: Path) -> None:
    article = only(write(tmp_path, "a.md", b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n\r\nOne.\r\nTwo."))
    assert (article.title, article.text) == ("T", "One.\r\nTwo.")


def test_a_markdown_heading_is_the_title_where_nothing_else_is(tmp_path: Path) -> None:
    article = only(write(tmp_path, "a.md", "# A bus leaves\n\n" + BODY))
    assert (article.title, article.text) == ("A bus leaves", "# A bus leaves\n\n" + BODY)


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", "Renée Zoë stars.".encode("utf-16"))).text == "Renée Zoë stars."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025-06-01T23:59:59-08:00", "2025-06-01"),
        ("2025-06-01 08:00:00.123Z", "2025-06-01"),
        ('"2025-06-01"', "2025-06-01"),
        ("06/01/2025", ""),
        ("June 1, 2025", ""),
        ("2025-06", ""),
        ("2025-02-30", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("20250601", ""),
        ("2025-06-01 or so", ""),
        ("٢٠٢٥-٠٦-٠١", ""),
    ],
)
def test_a_date_is_read_carefully_and_never_guessed(tmp_path: Path, written: str, read: str) -> None:
    *warnings, article = load(str(write(tmp_path, "a.md", f"---\npublished: {written}\n---\n{BODY}")))
    assert isinstance(article, Article)
    assert article.published == read
    assert [w.warning for w in warnings if isinstance(w, Problem)] == ([] if read else [True])


def test_an_address_that_is_none_is_left_out_with_a_warning(tmp_path: Path) -> None:
    warning, article = load(str(write(tmp_path, "a.md", f"---\nurl: javascript:alert(1)\n---\n{BODY}")))
    assert isinstance(warning, Problem)
    assert warning.warning
    assert isinstance(article, Article)
    assert article.url == ""


def test_addresses_of_one_page_are_one_key(tmp_path: Path) -> None:
    keys = {
        only(write(tmp_path, f"{i}.md", f"---\nurl: {url}\n---\n{BODY}")).key
        for i, url in enumerate(
            ["https://X.example/a", "https://x.example:443/a#top", "https://x.example/a?utm_source=rss&fbclid=1"]
        )
    }
    assert keys == {"https://x.example/a"}


def test_a_folder_is_read_through_in_a_fixed_order_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", BODY)
    write(tmp_path, "a.md", b"\xff\xfe\x00")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    write(tmp_path / "deep" / "er", "c.TXT", BODY)
    write(tmp_path / "deep", "d.jsonl", json.dumps({"text": BODY}))
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git", "x.md", BODY)
    write(tmp_path, "picture.png", b"\x89PNG")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "a.txt")
    found = [(type(x).__name__, getattr(x, "stem", "")) for x in load(str(tmp_path))]
    assert found == [("Problem", ""), ("Article", "b"), ("Article", "d-1"), ("Article", "c"), ("Problem", "")]


def test_a_folder_without_articles_says_which_endings_count(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", b"\x89PNG")
    found = problem(tmp_path)
    assert "no articles" in found.message
    assert all(ending in found.hint for ending in (".md", ".txt", ".html", ".htm", ".jsonl"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"---\ntitle: T\n---\n\n", "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"\x1f\x8b\x08...", "gzip"),
        (b"\x7fELF\x00\x01\xff", "isn't text"),
        (b"plain\x00nul", "NUL"),
        ("Caf\xe9 opens".encode("latin-1"), "line 1"),
        ("One\nTwo\nCaf\xe9".encode("latin-1"), "line 3"),
        ("no mark".encode("utf-16-le"), "NUL"),
        ("odd".encode("utf-16") + b"x", "isn't text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_clear_line(tmp_path: Path, content: bytes, says: str) -> None:
    found = problem(write(tmp_path, "a.txt", content))
    assert says in found.message
    assert found.hint


def test_missing_too_large_and_odd_names_are_refused(tmp_path: Path) -> None:
    assert "doesn't exist" in problem(tmp_path / "none.md").message
    assert "doesn't exist" in problem("~nobody-of-this-name/x.md").message
    assert "too large" in problem(write(tmp_path, "big.txt", "word " * 1000), max_bytes=4999).message
    assert only(tmp_path / "big.txt", max_bytes=5000).text == "word " * 1000
    assert "isn't the name" in problem("a\0b").message
    assert "no name" in problem("").message
    assert "can't be read" in problem("x" * 5000).message
    assert "neither" in problem("/dev/null").message


def test_a_file_without_rights_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.md", BODY)
    child = os.fork() if os.geteuid() == 0 else 0
    path.chmod(0)
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        return
    if os.geteuid() == 0:
        # Root may read everything, so the question is asked as someone else, in a process of its own.
        tmp_path.chmod(0o755)
        code = 1
        try:
            os.setuid(65534)
            code = 0 if "permission" in problem(path).message else 1
        finally:
            os._exit(code)
    assert "permission" in problem(path).message


def test_a_socket_is_refused_and_a_pipe_is_read(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        name = tmp_path / "s.md"
        os.chdir(tmp_path)
        server.bind("s.md")
        assert "neither" in problem(name).message
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(BODY))
    writer.start()
    assert only(pipe).text == BODY
    writer.join()


def test_jsonl_gives_an_article_a_line_and_names_the_lines_that_are_wrong(tmp_path: Path) -> None:
    good = {"id": "bus-1", "title": "T", "url": "https://x.example/1", "published": "2025-06-01", "text": BODY}
    lines = [
        json.dumps(good),
        "",
        "{not json",
        "[1]",
        '{"title": "no text"}',
        '{"text": "x", "title": 5}',
        '{"text": "lone \\ud800 and \\u0000 here"}',
        '{"text": ' + "[" * 100_000,
        json.dumps({"id": 7, "text": BODY}),
    ]
    path = write(tmp_path, "many.jsonl", "\n".join(lines))
    found = list(load(str(path)))
    articles = [a for a in found if isinstance(a, Article)]
    assert [a.stem for a in articles] == ["bus-1", "many-7", "7"]
    assert articles[0] == Article("https://x.example/1", BODY, "T", "https://x.example/1", "", "2025-06-01", "bus-1")
    assert articles[1].text == "lone \ufffd and \ufffd here"
    assert articles[2].key == f"{path.resolve()}#7"
    assert [p.source for p in found if isinstance(p, Problem)] == [f"{path}:{n}" for n in (3, 4, 5, 6, 8)]


def test_one_endless_line_in_a_jsonl_is_a_problem_and_the_next_line_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": BODY}) + "\n")
    first, second = load(str(path), SourceOptions(max_bytes=1000))
    assert isinstance(first, Problem)
    assert "too large" in first.message
    assert isinstance(second, Article)
    assert second.stem == "a-2"


def test_an_empty_jsonl_is_a_problem(tmp_path: Path) -> None:
    assert "empty" in problem(write(tmp_path, "a.jsonl", "\n\n")).message


def test_standard_input_is_told_apart_by_how_it_begins() -> None:
    (text,) = load("-", stdin=io.BytesIO(b"---\ntitle: T\n---\n" + BODY.encode()))
    assert isinstance(text, Article)
    assert (text.title, text.text, text.stem) == ("T", BODY, "stdin")
    (again,) = load("-", stdin=io.BytesIO(b"---\ntitle: T\n---\n" + BODY.encode()))
    assert text == again, "the same content is the same article"
    lines = "\n".join(json.dumps({"text": f"{n} {BODY}"}) for n in range(3))
    assert [a.text[0] for a in load("-", stdin=io.BytesIO(lines.encode())) if isinstance(a, Article)] == ["0", "1", "2"]
    (empty,) = load("-", stdin=io.BytesIO(b""))
    assert isinstance(empty, Problem)


def test_json_lines_on_standard_input_may_be_longer_than_an_article() -> None:
    lines = "\n".join(json.dumps({"text": f"{n} {BODY}"}) for n in range(5000)).encode()
    found = list(load("-", SourceOptions(max_bytes=1000), io.BytesIO(lines)))
    assert len(found) == 5000
    assert all(isinstance(a, Article) for a in found)
    (found_text,) = load("-", SourceOptions(max_bytes=200_000), io.BytesIO(b"A word. " * 20_000))
    assert isinstance(found_text, Article)
    assert found_text.text == "A word. " * 20_000


def test_json_that_is_no_json_lines_is_one_problem_and_not_thousands(tmp_path: Path) -> None:
    pretty = json.dumps([{"title": "T", "n": n} for n in range(1000)], indent=1)
    assert "not JSON lines" in problem(write(tmp_path, "a.json", pretty)).message
    found = list(load(str(write(tmp_path, "a.jsonl", pretty))))
    assert len(found) == 21
    assert isinstance(found[-1], Problem)
    assert "none of the first 20 lines" in found[-1].message
    assert only(write(tmp_path, "b.json", json.dumps({"text": BODY}))).text == BODY


@pytest.mark.parametrize("source", ["ftp://x.example/a", "file:///etc/passwd", "gopher://x", "data://x", "https://"])
def test_only_http_addresses_are_fetched(source: str) -> None:
    assert "http" in problem(source).hint + problem(source).message
