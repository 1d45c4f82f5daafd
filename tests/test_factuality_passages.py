"""The passages of our own hold the floors of factuality, and nothing unreal becomes a fact of the report's."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.factuality import list_passage_failures, load_passages, score_passages
from onrecord.evaluation.scores import Scores
from onrecord.pipeline import read_reports
from onrecord.records import Reading, Report
from onrecord.toolkit import Toolkit

PASSAGES = Path(__file__).parent / "factuality"
FRESH = PASSAGES / "fresh"
# Shares that must not fall. Rules were tuned on both halves of the passages; the fresh ones were only measured on.
FLOORS = {
    "dev-status": 0.90,
    "dev-author": 0.93,
    "dev-source": 0.87,
    "held-status": 0.88,
    "held-author": 0.92,
    "held-source": 0.83,
}
FRESH_FLOORS = {"status": 0.88, "author": 0.92, "source": 0.90}


class Reader:
    """Reads reports with the shared toolkit."""

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit

    def __call__(self, reports: Sequence[Report]) -> list[Reading]:
        return read_reports(reports, self.toolkit)


@pytest.fixture(scope="module")
def scores(toolkit: Toolkit) -> Scores:
    return score_passages(PASSAGES, Reader(toolkit), toolkit.model, toolkit.events.factuality)


def test_the_passages_keep_their_floors(scores: Scores) -> None:
    assert scores.figures["dev-marks"] + scores.figures["held-marks"] >= 300
    below = {name: scores.figures[name] for name, floor in FLOORS.items() if scores.figures[name] < floor}
    assert not below


def test_nothing_unreal_is_certain_to_the_report(scores: Scores) -> None:
    assert scores.figures["dev-unreal-certain"] == scores.figures["held-unreal-certain"] == 0


@pytest.mark.skipif(not FRESH.is_dir(), reason="the fresh passages are not here")
def test_passages_that_no_rule_was_tuned_on_keep_their_floors(toolkit: Toolkit) -> None:
    figures = score_passages(FRESH, Reader(toolkit), toolkit.model, toolkit.events.factuality).figures
    for name, floor in FRESH_FLOORS.items():
        marks = {half: figures[f"{half}-marks"] for half in ("dev", "held") if f"{half}-{name}" in figures}
        share = sum(figures[f"{half}-{name}"] * count for half, count in marks.items()) / sum(marks.values())
        assert share >= floor, name


def test_passages_are_split_by_their_words_and_lose_their_marks() -> None:
    passages = list(load_passages(PASSAGES))
    assert {passage.half for passage in passages} == {"dev", "held"}
    for passage in passages:
        assert "|" not in passage.text
        for mark in passage.marks:
            assert mark.span.cut(passage.text).strip()


def test_failures_are_listed_for_the_half_that_rules_are_tuned_on_alone(toolkit: Toolkit) -> None:
    held = {passage.text for passage in load_passages(PASSAGES) if passage.half == "held"}
    lines = list(list_passage_failures(PASSAGES, Reader(toolkit), toolkit.model, toolkit.events.factuality, limit=40))
    assert not [line for line in lines if any(line.endswith(text) for text in held)]


def test_a_wrong_judgement_counts_against_the_figures(tmp_path: Path, toolkit: Toolkit) -> None:
    wrong = "The [raid|planned|Uu] took place on Monday.\n\nThe army [attacked|asserted|CT+] the fort.\n"
    (tmp_path / "made.txt").write_text(f"# made\n\n{wrong}", encoding="utf-8")
    figures = score_passages(tmp_path, Reader(toolkit), toolkit.model, toolkit.events.factuality).figures
    halves = [half for half in ("dev", "held") if f"{half}-marks" in figures]
    assert sum(figures[f"{half}-marks"] for half in halves) == 2
    assert sum(figures[f"{half}-unreal-certain"] for half in halves) == 1
    assert sum(figures[f"{half}-status"] * figures[f"{half}-marks"] for half in halves) == 1


@pytest.mark.parametrize("line", ["No mark here.", "A [raid|sure|CT+] came.", "A [raid|planned|Uu| came."])
def test_a_broken_passage_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "made.txt").write_text(f"# made\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        list(load_passages(tmp_path))


def test_a_folder_without_passages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no passages"):
        list(load_passages(tmp_path))
