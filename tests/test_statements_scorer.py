"""The PolNeAR scorer: alignment by cue, sources, contents, and what it counts as lost."""

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.statements import (
    Attribution,
    align,
    content_jaccard,
    is_source_right,
    list_documents,
    read_pieces,
    score_statements,
)
from onrecord.records import Provenance, Reading, Report, Span, Statement

TEXT = "The mayor said on Monday that the road was open. “Go home,” she added."
ANNOTATION = """T1\tSource 0 9\tThe mayor
T2\tCue 10 14\tsaid
T3\tContent 25 47\tthat the road was open
T4\tAttribution 10 14\tsaid
E1\tAttribution:T4 Cue:T2 Content:T3 Source:T1
T5\tContent 49 59\t“Go home,”
T6\tCue 64 69\tadded
T7\tSource 60 63\tshe
T8\tAttribution 64 69\tadded
E2\tAttribution:T8 Cue:T6 Content:T5 Source:T7

#1\tAnnotatorNotes T1\ta note
"""


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def statement(source: str, cue: str, content: str, parent: str | None = None) -> Statement:
    return Statement(
        id=f"st-{cue}",
        source=(place(source),),
        source_entity=None,
        identification="named",
        affiliation=None,
        cue=place(cue),
        cue_class="neutral",
        type="COMM",
        content=(place(content),),
        form="indirect",
        parent=parent,
        because=(),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "outlet_day_story.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions" / "outlet_day_story_ab12.ann").write_text(ANNOTATION, "utf-8")
    return tmp_path


def score(folder: Path, *statements: Statement) -> dict[str, float]:
    provenance = Provenance(code="", lexicons="", model="", knowledge="")

    def read(report: Report) -> Reading:
        return Reading(report=report, provenance=provenance, statements=statements)

    return score_statements(folder, read).figures


def test_two_right_statements_score_one(folder: Path) -> None:
    figures = score(
        folder,
        statement("The mayor", "said", "that the road was open"),
        statement("she", "added", "“Go home,”"),
    )
    assert figures["full-soft-f"] == 1
    assert figures["direct-recall"] == 1
    assert figures["indirect-recall"] == 1
    assert figures["documents-lost"] == 0


def test_a_wrong_source_is_a_hit_but_not_full(folder: Path) -> None:
    figures = score(folder, statement("Monday", "said", "that the road was open"))
    assert figures["cue-recall"] == 0.5
    assert figures["source-right-on-hits"] == 0
    assert figures["content-right-on-hits"] == 1
    assert figures["full-soft-f"] == 0


def test_less_than_half_of_the_words_is_no_right_content(folder: Path) -> None:
    assert score(folder, statement("The mayor", "said", "open"))["content-right-on-hits"] == 0


def test_a_nested_statement_counts_as_false_but_not_among_the_outermost(folder: Path) -> None:
    figures = score(
        folder,
        statement("The mayor", "said", "that the road was open"),
        statement("the road", "was", "open", parent="st-said"),
    )
    assert figures["cue-precision"] == 0.5
    assert figures["outermost-cue-precision"] == 1


def test_a_document_that_cannot_be_read_is_lost_and_told(folder: Path) -> None:
    def read(report: Report) -> Reading:
        raise ValueError(report.id)

    assert score_statements(folder, read).figures["documents-lost"] == 1


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    def read(report: Report) -> Reading:
        raise AssertionError(report.id)

    with pytest.raises(InputError, match="no PolNeAR documents"):
        score_statements(tmp_path, read)


def test_documents_are_chosen_by_the_beginning_of_their_names_before_a_limit_counts(folder: Path) -> None:
    for name in ("paper_day_mill", "paper_day_dam"):
        (folder / "text" / f"{name}.txt").write_text(TEXT, "utf-8")
        (folder / "attributions" / f"{name}_ab12.ann").write_text(ANNOTATION, "utf-8")
    (folder / "text" / "paper_day_unmarked.txt").write_text(TEXT, "utf-8")
    assert set(list_documents(folder)) == {"outlet_day_story", "paper_day_mill", "paper_day_dam"}
    provenance = Provenance(code="", lexicons="", model="", knowledge="")

    def read(report: Report) -> Reading:
        return Reading(report=report, provenance=provenance)

    def count(limit: int | None, *only: str) -> int:
        return score_statements(folder, read, limit, only).documents

    assert count(None) == 3
    assert count(None, "paper_") == 2
    assert count(1, "paper_") == 1
    assert count(None, "paper_day_dam", "outlet") == 2
    with pytest.raises(InputError, match="begins with gazette_"):
        count(None, "gazette_")


def test_pieces_are_those_of_the_relations_that_have_a_cue(folder: Path) -> None:
    text, relations = read_pieces(folder, "outlet_day_story")
    assert text == TEXT
    assert [{role: [span.cut(TEXT) for span in spans] for role, spans in one.items()} for one in relations] == [
        {"Source": ["The mayor"], "Cue": ["said"], "Content": ["that the road was open"]},
        {"Source": ["she"], "Cue": ["added"], "Content": ["“Go home,”"]},
    ]


BROKEN_TEXT = "“No toll,\nno tax,”\nsaid Ana\n\nand Rui. It rained, reports say."
BROKEN_ANNOTATION = """T1\tContent 0 9;10 18\t“No toll,
no tax,”
T2\tSource 24 27;33 36\tAna

and Rui
T3\tCue 19 23\tsaid
E1\tAttribution:T3 Cue:T3 Content1:T1 Source2:T2
T4\tContent 38 47\tIt rained
E2\tAttribution:T4 Content:T4
T5\tCue 57 60\tsay
Tides rose, it says elsewhere
E3\tAttribution:T5 Cue:T5 Content:T4 Source:T99
"""


def test_pieces_of_several_spans_and_lines_are_read_whole_and_dangling_ones_passed_over(tmp_path: Path) -> None:
    for folder, name, written in (
        ("text", "outlet_day_toll.txt", BROKEN_TEXT),
        ("attributions", "outlet_day_toll_ab12.ann", BROKEN_ANNOTATION),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(written, "utf-8", newline="")
    text, relations = read_pieces(tmp_path, "outlet_day_toll")
    assert [{role: [span.cut(text) for span in spans] for role, spans in one.items()} for one in relations] == [
        {"Source": ["Ana", "Rui"], "Cue": ["said"], "Content": ["“No toll,", "no tax,”"]},
        {"Source": [], "Cue": ["say"], "Content": ["It rained"]},
    ]


def test_offsets_count_the_line_ends_of_windows_as_two(tmp_path: Path) -> None:
    text = "Rain fell.\r\nThe guild said so."
    start = text.index("said")
    for folder, name, written in (
        ("text", "a_b_c.txt", text),
        ("attributions", "a_b_c_x.ann", f"T1\tCue {start} {start + 4}\tsaid\nE1\tAttribution:T1 Cue:T1\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(written, "utf-8", newline="")
    found, (relation,) = read_pieces(tmp_path, "a_b_c")
    assert relation["Cue"][0].cut(found) == "said"


def words(*places: int) -> frozenset[int]:
    return frozenset(places)


def test_alignment_is_one_to_one_and_takes_the_largest_overlap_first() -> None:
    gold = [Attribution(words(1, 2), words(), words(), "direct", reporting=True)]
    found = [
        Attribution(words(1), words(), words(), "direct", reporting=True),
        Attribution(words(1, 2), words(), words(), "direct", reporting=True),
    ]
    assert align(gold, found) == [(0, 1)]


def test_two_empty_sources_agree() -> None:
    empty = Attribution(words(1), words(), words(), "direct", reporting=True)
    other = Attribution(words(1), words(4), words(), "direct", reporting=True)
    assert is_source_right(empty, empty)
    assert not is_source_right(empty, other)
    assert content_jaccard(empty, other) == 1
