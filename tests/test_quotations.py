"""Quotation marks are paired within paragraphs, whatever marks a writer uses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.records.quotation import Quotation
from onrecord.stages.quotations import find_quotations


def quotations(text: str) -> tuple[Quotation, ...]:
    paragraphs = [Span(start=one.start(), end=one.end()) for one in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return find_quotations(text, paragraphs)


def words(text: str) -> list[str]:
    return [one.inner.cut(text) for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rain at last," she said.', ["Rain at last,"]),
        ("“Rain at last,” she said.", ["Rain at last,"]),
        ("„Endlich Regen“, she said.", ["Endlich Regen"]),
        ("„Nareszcie deszcz”, she said.", ["Nareszcie deszcz"]),
        ("«La pluie», she said.", ["La pluie"]),
        ("»Endlich Regen«, she said.", ["Endlich Regen"]),
        ("‘Rain at last,’ she said.", ["Rain at last,"]),
        ("'Rain at last,' she said.", ["Rain at last,"]),
        ("''Rain at last,'' she said.", ["Rain at last,"]),
        ("``Rain at last,'' she said.", ["Rain at last,"]),
        ("「雨だ」 she said.", ["雨だ"]),
    ],
)
def test_each_family_of_marks_is_paired(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on Dara'a and Ra’s al-Ain.",
        "The ministers' cars and the drivers’ lorries stood idle.",
        "It was the hit of the '90s and of the ‘80s.",
        "He's sure they've gone, isn't he?",
        "The plank was 6'2\" long.",
        "A stray mark” closes nothing.",
    ],
)
def test_apostrophes_inches_and_stray_marks_are_no_quotations(text: str) -> None:
    assert quotations(text) == ()


def test_marks_belong_to_the_span_and_not_to_the_inner_one() -> None:
    text = "He said “go” twice."
    (one,) = quotations(text)
    assert one.span.cut(text) == "“go”"
    assert one.inner.cut(text) == "go"
    assert one.closed


def test_straight_and_curly_marks_pair_with_each_other() -> None:
    assert words('“The mixed one," he said. "The other one,” she said.') == ["The mixed one,", "The other one,"]


def test_a_nested_quotation_knows_its_depth() -> None:
    text = "“He told me ‘leave now’ and hung up,” she said."
    outer, inner = quotations(text)
    assert (outer.depth, inner.depth) == (0, 1)
    assert inner.inner.cut(text) == "leave now"


def test_an_apostrophe_within_single_marks_does_not_close_them() -> None:
    assert words("‘the ministers’ cars weren’t there,’ he said.") == ["the ministers’ cars weren’t there,"]


def test_an_unclosed_mark_ends_with_its_paragraph_and_the_next_one_goes_on_with_it() -> None:
    text = "“We walked for days.\n\n“Then we saw the lake,” he said.\n\nNothing more."
    first, second = quotations(text)
    assert not first.closed
    assert first.inner.cut(text) == "We walked for days."
    assert not first.continues
    assert second.closed
    assert second.continues


def test_a_mark_left_open_does_not_swallow_the_next_quotation() -> None:
    assert words("“One thing, he said. “Another thing,” she said.") == ["One thing, he said.", "Another thing,"]


def test_empty_marks_are_no_quotation() -> None:
    assert quotations('He wrote “” and "" on the wall.') == ()


@given(st.text(alphabet=st.sampled_from("ab’'‘“”\"„«»‹›`.,! \n😀é"), max_size=60))
def test_any_run_of_marks_gives_spans_within_the_text(text: str) -> None:
    for one in quotations(text):
        assert 0 <= one.span.start < one.inner.start
        assert one.inner.end <= one.span.end <= len(text)
        assert "\n" not in one.span.cut(text)
