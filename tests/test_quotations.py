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
        ("‚Endlich Regen‘, she said.", ["Endlich Regen"]),
        ("›Endlich Regen‹, she said.", ["Endlich Regen"]),
        ("‹La pluie›, she said.", ["La pluie"]),
        ("”Regn till slut,” she said.", ["Regn till slut,"]),
        ("＂Rain at last,＂ she said.", ["Rain at last,"]),
        ("＇Rain at last,＇ she said.", ["Rain at last,"]),
        ("❝Rain at last,❞ she said.", ["Rain at last,"]),
        ("〝Rain at last,〞 she said.", ["Rain at last,"]),
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
        'The 6’2” guard stood by two 12" pipes and a 9" one.',
        "The wreck lies at 12°30'15\"N, 45°10'20\"E.",
        "’Twas a rock 'n' roll summer in ’68.",
        "A pole of 3' by 4' and 5\" deep.",
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


def test_a_paragraph_that_only_closes_an_open_mark_goes_on_with_it() -> None:
    text = "“We walked for days.\n\nThen we saw the lake,” he said. “It was dry.”"
    first, second, third = quotations(text)
    assert not first.closed
    assert second.inner.cut(text) == "Then we saw the lake,"
    assert second.continues
    assert not third.continues


def test_a_closing_mark_alone_goes_on_with_nothing_where_nothing_was_left_open() -> None:
    assert words("They walked for days.\n\nThen they saw the lake” and drank.") == []


def test_like_marks_nest_where_each_has_its_closing_one() -> None:
    text = "“She said “no” twice,” he said."
    outer, inner = quotations(text)
    assert (outer.inner.cut(text), inner.inner.cut(text)) == ("She said “no” twice,", "no")
    assert (outer.depth, inner.depth) == (0, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Er sagte: ‚Nein‘, und ging“, she said.", ["Er sagte: ‚Nein‘, und ging", "Nein"]),
        ("«Она сказала: „Нет“», he said.", ["Она сказала: „Нет“", "Нет"]),
        ("\"They said: 'We go.'\"", ["They said: 'We go.'", "We go."]),
        ("‘“We go,” they said,’ she wrote.", ["“We go,” they said,", "We go,"]),
        ("“‘We go,’ they said,” she wrote.", ["‘We go,’ they said,", "We go,"]),
    ],
)
def test_marks_of_one_kind_nest_in_those_of_another(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert [one.depth for one in quotations(text)] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        '\u200f"{}"\u200f she said.',
        "\u202b“{}”\u202c she said.",
        "\u200b'{}'\u200b she said.",
        "\ufeff‘{}’ she said.",
    ],
)
@pytest.mark.parametrize("inner", ["Rain", "\u200bRain\u200b", "מים", "مطر", "🎉 rain", "rain 🎉"])
def test_characters_that_nobody_sees_and_emoji_leave_marks_what_they_are(text: str, inner: str) -> None:
    assert words(text.format(inner)) == [inner]


def test_straight_marks_between_spaces_are_paired() -> None:
    assert [one.strip() for one in words('" Rain at last, " she said. "Go."')] == ["Rain at last,", "Go."]


def test_empty_marks_are_no_quotation() -> None:
    assert quotations('He wrote “” and "" on the wall.') == ()


MARKED = st.text(alphabet=st.sampled_from("ab59’'‘‚“”\"„‟«»‹›「」``＂❝❞.,! \n😀é\u200b\u202e"), max_size=60)


@given(MARKED)
def test_any_run_of_marks_gives_spans_within_the_text_and_one_paragraph(text: str) -> None:
    for one in quotations(text):
        assert 0 <= one.span.start <= one.inner.start < one.inner.end <= one.span.end <= len(text)
        assert "\n" not in one.span.cut(text)


@given(MARKED)
def test_two_quotations_nest_or_stand_apart_and_know_their_depth(text: str) -> None:
    found = quotations(text)
    for place, one in enumerate(found):
        assert one.depth == sum(other.span.covers(one.span) for other in found[:place])
        for other in found[:place]:
            assert other.span.covers(one.span) or not other.span.overlaps(one.span)


@given(MARKED)
def test_a_closed_quotation_ends_in_a_mark_and_an_open_one_with_its_paragraph_or_the_next_mark(text: str) -> None:
    for one in quotations(text):
        if one.closed:
            assert not text[one.span.end - 1].isalnum()
        else:
            rest = text[one.span.end :].lstrip(" \u200b\u202e")
            assert one.inner.end == one.span.end
            assert not rest or not rest[0].isalnum()


@given(st.lists(st.text(alphabet=st.sampled_from("ab’'‘“”\"„«».,! 😀"), max_size=20), max_size=4))
def test_a_paragraph_is_paired_alike_wherever_it_stands_behind_a_whole_one(lines: list[str]) -> None:
    closed = "No marks here."
    apart = [words(line) for line in lines]
    together = words(f"\n{closed}\n".join(lines))
    assert together == [word for found in apart for word in found]


@given(MARKED)
def test_no_mark_in_one_paragraph_changes_where_those_of_the_next_are_closed(text: str) -> None:
    follows = "“Rain at last,” she said."
    last = quotations(f"{text}\n{follows}")[-1]
    assert last.inner.cut(f"{text}\n{follows}") == "Rain at last,"
    assert last.depth == 0
