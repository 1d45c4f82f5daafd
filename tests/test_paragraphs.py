"""Paragraphs of prose: blank lines, hard-wrapped lines, one paragraph a line, titles, skipped spans."""

import textwrap

import pytest

from onrecord.records import Report, SkippedSpan
from onrecord.stages.paragraphs import LONGEST_PARAGRAPH, find_paragraphs

FIRST = (
    "Farmers along the Niger delta began to return to their fields on Sunday, a week after floods had driven some "
    "four thousand of them from their homes, the state's relief agency said."
)
SECOND = (
    "Its director, Ibiso Dokubo, told local radio that seed had been promised by three donors but that none of it had "
    "arrived, and asked the federal government to open its own stores before the next rains."
)


def paragraphs(text: str, title: str | None = None, skipped: tuple[SkippedSpan, ...] = ()) -> list[str]:
    report = Report(id="re-1", text=text, title=title, skipped=skipped)
    return [span.cut(text) for span in find_paragraphs(report)]


def wrap(text: str, width: int = 70, indent: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=indent)


def test_blank_lines_part_paragraphs_whatever_marks_the_line_breaks() -> None:
    for mark in ("\n", "\r\n", "\r", "\u2028"):
        assert paragraphs(f"  {FIRST}{mark}\t{mark}{SECOND} {mark}") == [FIRST, SECOND]


def test_one_paragraph_a_line_is_kept_apart() -> None:
    assert paragraphs(f"{FIRST}\n{SECOND}\nNo one else spoke.\n") == [FIRST, SECOND, "No one else spoke."]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_lines_are_one_paragraph(width: int) -> None:
    first, second = wrap(FIRST, width), wrap(SECOND, width)
    assert paragraphs(f"{first}\n\n{second}\n") == [first, second]


def test_in_hard_wrapped_text_an_indented_line_starts_a_paragraph() -> None:
    text = f"{wrap(FIRST, indent='    ')}\n{wrap(SECOND, indent='    ')}"
    assert [" ".join(one.split()) for one in paragraphs(text)] == [FIRST, SECOND]


def test_in_hard_wrapped_text_a_heading_stands_alone() -> None:
    text = f"{wrap(FIRST)}\nMore rain ahead\n{wrap(SECOND)}"
    assert [" ".join(one.split()) for one in paragraphs(text)] == [FIRST, "More rain ahead", SECOND]


def test_capital_letters_may_be_hard_wrapped_too() -> None:
    text = wrap(FIRST.upper())
    assert paragraphs(text) == [text]


def test_a_line_break_within_a_sentence_does_not_part_it() -> None:
    assert paragraphs(f"{FIRST} He added that\nmore was to come.\n{SECOND}") == [
        f"{FIRST} He added that\nmore was to come.",
        SECOND,
    ]


def test_list_items_are_paragraphs() -> None:
    text = "The council asked for three things:\n• boats\n• seed and tools\n• a new dyke"
    assert paragraphs(text) == text.split("\n")


def test_the_title_is_a_paragraph_of_its_own() -> None:
    text = f"Farmers return after floods\n{FIRST}\n\n{SECOND}"
    assert paragraphs(text, title="Farmers return after floods")[0] == "Farmers return after floods"


def test_a_title_over_two_lines_is_one_paragraph() -> None:
    text = f"Farmers return to the delta\nAfter floods\n{FIRST}\n\n{SECOND}"
    found = paragraphs(text, title="Farmers return to the delta After floods")
    assert found[:2] == ["Farmers return to the delta\nAfter floods", FIRST]


def test_a_title_that_is_not_in_the_text_changes_nothing() -> None:
    assert paragraphs(f"{FIRST}\n\n{SECOND}", title="Delta (floods) [2021] *") == [FIRST, SECOND]


def test_a_skipped_line_is_left_out_and_parts_what_it_stands_between() -> None:
    text = f"{wrap(FIRST)}\nAdvertisement\n{wrap(SECOND)}"
    start = text.index("Advertisement")
    skip = SkippedSpan(start=start, end=start + len("Advertisement"), why="advertisement")
    assert [" ".join(one.split()) for one in paragraphs(text, skipped=(skip,))] == [FIRST, SECOND]


def test_a_skipped_stretch_within_a_line_leaves_the_rest() -> None:
    text = f"Share {FIRST} Print"
    skips = (
        SkippedSpan(start=0, end=5, why="share"),
        SkippedSpan(start=len(text) - 5, end=len(text), why="social-buttons"),
    )
    assert paragraphs(text, skipped=skips) == [FIRST]


def test_a_text_of_blank_marks_has_no_paragraphs() -> None:
    assert paragraphs(" \n\u200b\n\ufeff \u3000\n") == []
    assert paragraphs("") == []


def test_a_very_long_paragraph_is_read_in_pieces_that_end_with_sentences() -> None:
    text = f"{FIRST} {SECOND} " * 400
    found = paragraphs(text)
    assert len(found) > 1
    assert all(len(one) <= LONGEST_PARAGRAPH and one.endswith(".") for one in found)
    assert " ".join(found) == text.strip()


def test_a_long_stretch_without_any_space_is_cut_all_the_same() -> None:
    text = "x" * (3 * LONGEST_PARAGRAPH + 5)
    assert "".join(paragraphs(text)) == text
