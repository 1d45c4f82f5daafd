"""The PolNeAR scorer: alignment by cue, sources, contents, and what it counts as lost."""

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.statements import Attribution, align, content_jaccard, is_source_right, score_statements
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
