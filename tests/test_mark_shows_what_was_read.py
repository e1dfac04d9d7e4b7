"""`--mark`: the text with each credit's words highlighted, complete, and safe for a terminal or a browser."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Article, Credit, EntityType, Mention, Reading, Relation, Span
from graph.reading.mark import Style, mark, pieces
from graph.reading.mark_page import page

TEXT = "Ann Lee stars in Night Bus.\nGold Door, where Lee works, sells it."
ANN, BUS, DOOR = (
    Mention(EntityType.PERSON, "Ann Lee"),
    Mention(EntityType.FILM, "Night Bus"),
    Mention(EntityType.COMPANY, "Gold Door"),
)


def credit(subject: Mention, relation: Relation, object_: Mention, words: str, text: str = TEXT) -> Credit:
    start = text.index(words)
    return Credit(subject, relation, object_, Span(start, start + len(words)))


CREDITS = (
    credit(ANN, Relation.ACTED_IN, BUS, "Ann Lee stars in Night Bus."),
    credit(ANN, Relation.AFFILIATED_WITH, DOOR, "Gold Door, where Lee works"),
    credit(DOOR, Relation.SELLS, BUS, "Gold Door, where Lee works, sells it."),
)


def test_passages_and_names_are_cut_out_by_type() -> None:
    assert [(p.text, p.passage, p.name, p.ends) for p in pieces(TEXT, CREDITS)] == [
        ("Ann Lee", True, "Person", ()),
        (" stars in ", True, None, ()),
        ("Night Bus", True, "Film", ()),
        (".", True, None, (0,)),
        ("\n", False, None, ()),
        ("Gold Door", True, "Company", ()),
        (", where ", True, None, ()),
        ("Lee", True, "Person", ()),
        (" works", True, None, (1,)),
        (", sells it.", True, None, (2,)),
    ]


def test_plain_text_puts_passages_into_brackets() -> None:
    assert mark(TEXT, CREDITS, Style.PLAIN) == "⟦Ann Lee stars in Night Bus.⟧\n⟦Gold Door, where Lee works, sells it.⟧"
    assert mark(TEXT, (), Style.PLAIN) == TEXT


def test_a_terminal_gets_colours_that_end_with_the_line() -> None:
    marked = mark(TEXT, CREDITS)
    assert "\x1b[4m\x1b[1;36mAnn Lee\x1b[0m\x1b[4m stars in \x1b[0m\x1b[4m\x1b[1;33mNight Bus\x1b[0m" in marked
    for line in marked.split("\n"):
        assert line.endswith("\x1b[0m")


ATTACK = 'Ann\x1b[2J\u202e <script>alert(1)</script> & "Bus" \' \x9b'


def test_hostile_text_reaches_no_terminal_and_no_page_raw() -> None:
    name = Mention(EntityType.PERSON, "<script>alert(1)</script>")
    film = Mention(EntityType.FILM, '"Bus" onload=alert(1)\u202e')
    credits = (Credit(name, Relation.ACTED_IN, film, Span(0, len(ATTACK)), detail="<b>\x1b[0m"),)
    for style in (Style.TERMINAL, Style.PLAIN):
        left = re.sub(r"\x1b\[(?:0|4|1;3[236])m", "", mark(ATTACK, credits, style))
        assert not re.search("[\x1b\x9b\u202e]", left)
    article = Article("k", ATTACK, title="<i>\x1b[1m", url="javascript:alert(1)", publisher="'\"><img src=x>")
    html = "".join(page([(article, Reading(credits, note="<p onclick=x>"))]))
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search("[\x1b\x9b\u202e]", html)
    assert "default-src 'none'" in html
    assert 'href="javascript' not in html


class Balanced(HTMLParser):
    """Follows tags and fails where one closes that isn't open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        named = dict(attrs)
        self.ids += [str(named["id"])] if "id" in named else []
        self.links += [str(named["href"])] if "href" in named else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "sup" not in self.open:
            self.words.append(data)


def test_numbers_lead_to_the_credits_and_back() -> None:
    html = "".join(page([(Article("k", TEXT), Reading(CREDITS)), (Article("l", TEXT), Reading(CREDITS))]))
    ids, links = re.findall(r' id="([^"]+)"', html), re.findall(r'href="#([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 12
    assert sorted(ids) == sorted(links)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Credit]]:
    text = draw(st.text(alphabet="Ann Leb\n<&\"'\x1b\u202e", min_size=1, max_size=40))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    names = st.sampled_from(["Ann", "Ann Lee", "Lee", "n", "<", ""])
    return text, [
        Credit(
            Mention(EntityType.PERSON, draw(names)),
            Relation.ACTED_IN,
            Mention(EntityType.FILM, draw(names)),
            Span(min(s), max(s)),
        )
        for s in spans
    ]


@given(marked_texts())
def test_no_word_is_lost_or_added_wherever_credits_overlap(given_: tuple[str, list[Credit]]) -> None:
    text, credits = given_
    found = list(pieces(text, credits))
    assert "".join(p.text for p in found) == text
    inside = [any(c.span.start <= i < c.span.end for c in credits) for i in range(len(text))]
    assert [p.passage for p in found for _ in p.text] == inside
    assert all(p.passage for p in found if p.name)
    parser = Balanced()
    parser.feed(mark(text, credits, Style.HTML))
    parser.close()
    assert parser.open == []
    shown = text.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
    assert unescape("".join(parser.words)) == shown
    plain = mark(text, credits, Style.PLAIN)
    assert plain.replace("⟦", "").replace("⟧", "") == shown


@pytest.mark.parametrize("count", [2_000])
def test_many_credits_in_a_long_text_are_marked_quickly(count: int) -> None:
    text = "".join(f"Ann Lee stars in Bus {n}. " for n in range(count))
    credits = [
        credit(ANN, Relation.ACTED_IN, Mention(EntityType.FILM, f"Bus {n}"), f"Ann Lee stars in Bus {n}.", text)
        for n in range(count)
    ]
    assert mark(text, credits, Style.HTML).count("<mark>") == count
