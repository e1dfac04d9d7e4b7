"""Whatever a model answers, a kept credit has its passage and its names in the text; pieces cover a text whole."""

from __future__ import annotations

import itertools
import json
import time

from hypothesis import example, given
from hypothesis import strategies as st

from graph.model import EntityType, Relation, Span
from graph.reading.llm_chunks import chunks, halves
from graph.reading.llm_ground import ground, locate, parse

WORDS = st.text(alphabet="ab \n.,'’\"“”-–(A", max_size=60)
VALUE = st.one_of(WORDS, st.none(), st.integers(), st.lists(WORDS, max_size=2), st.sampled_from(list(EntityType)))
ITEM = st.dictionaries(
    st.sampled_from(["subject", "subject_type", "relation", "object", "object_type", "status", "detail", "quote", "x"]),
    st.one_of(VALUE, st.sampled_from(list(Relation))),
)


@given(st.lists(ITEM, max_size=4), WORDS, WORDS)
def test_a_kept_credit_stands_in_the_text_whatever_the_model_says(
    items: list[dict[str, object]], text: str, title: str
) -> None:
    grounded = ground(tuple(items), text, Span(0, len(text)), title)
    assert len(grounded.credits) + grounded.dropped.total() == len(items)
    for credit in grounded.credits:
        assert 0 <= credit.span.start < credit.span.end <= len(text)


@given(WORDS, st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_a_kept_credit_has_its_names_in_the_text(text: str, cuts: list[int]) -> None:
    parts = [text[min(pair) : max(pair)] for pair in zip(cuts[::2], cuts[1::2], strict=True)]
    item = dict(zip(("subject", "object", "quote"), parts, strict=True))
    kinds = {"subject_type": "Person", "relation": "ACTED_IN", "object_type": "Film"}
    kept = ground((item | kinds,), text, Span(0, len(text))).credits
    subject, object_ = (" ".join(item[k].split()) for k in ("subject", "object"))
    expected = bool(subject and object_ and subject != object_ and item["quote"].strip(" …\n"))
    assert bool(kept) is expected
    assert ground((item | kinds | {"subject": subject + "zz"},), text, Span(0, len(text))).credits == []


@given(st.integers(0, 80), st.integers(1, 80), WORDS.filter(str.strip))
def test_any_passage_of_the_text_is_found_again(start: int, length: int, text: str) -> None:
    passage = " ".join(text[start : start + length].split())
    if passage:
        span = locate(passage.replace("’", "'").replace("“", '"'), text, Span(0, len(text)))
        assert span is not None
        found = " ".join(text[span.start : span.end].split())
        for curly, straight in (("’", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
            found, passage = found.replace(curly, straight), passage.replace(curly, straight)
        assert found.casefold() == passage.casefold()


@given(st.text(max_size=200))
@example('{"credits": [{"a": 1}, {"b": ')
@example("[" * 50_000)
def test_no_answer_breaks_the_parser(content: str) -> None:
    for item in parse(content).items:
        assert isinstance(item, dict)


def test_the_whole_objects_of_a_broken_answer_are_saved() -> None:
    whole = json.dumps({"credits": [{"n": 1, "in": {"n": 0}}, {"n": 2}, {"n": 3}]})
    for end in range(len(whole)):
        answer = parse(whole[:end])
        assert not answer.complete
        assert [item["n"] for item in answer.items] == [1, 2, 3][: whole[:end].replace('{"n": 0}', "0").count("}")]


@given(st.text(alphabet="ab. \n", max_size=500), st.integers(10, 100), st.integers(0, 4))
def test_pieces_cover_the_text_in_order_and_are_never_too_long(text: str, size: int, overlap: int) -> None:
    found = list(chunks(text, size, overlap))
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(span.end - span.start <= size for span in found)
    for before, after in itertools.pairwise(found):
        assert before.start < after.start <= before.end < after.end
    assert len(found) <= 2 * len(text) / (size - 2 * overlap) + 2


def test_pieces_end_between_paragraphs_where_they_can() -> None:
    text = "\n\n".join(f"Paragraph {n} says this. And that." for n in range(50))
    found = list(chunks(text, 200, 60))
    assert all(text[span.end - 2 : span.end] == "\n\n" for span in found[:-1])
    assert all(text[: span.start].endswith("\n\n") for span in found[1:])
    assert all(after.start < before.end for before, after in itertools.pairwise(found)), "they overlap"


@given(st.text(alphabet="ab. \n", min_size=8, max_size=200))
def test_halves_are_the_whole(text: str) -> None:
    first, second = halves(text, Span(0, len(text)))
    assert (first.start, first.end, second.end) == (0, second.start, len(text))
    assert first.end > 0
    assert second.end > second.start


def test_grounding_takes_linear_time_on_texts_built_to_be_slow() -> None:
    text = "a b " * 250_000 + "ab " * 10_000
    quote = " ".join(["a", "b"] * 200) + " c"
    started = time.process_time()
    assert locate(quote, text, Span(0, len(text))) is None
    assert len(list(chunks("\n " * 500_000, 6000, 600))) < 1000
    assert time.process_time() - started < 20
