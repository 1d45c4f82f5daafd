"""The scorer of the scale of UW: running text, classes and errors."""

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.factuality_uw import load_uw, score_uw
from onrecord.pipeline import read_reports
from onrecord.toolkit import Toolkit

ROW = (
    '{"text": "The guards did n\'t shoot ; they , \\" said the abbot , \\" fled .", "targets": '
    '[{"span1": [4, 5], "label": -3.0, "span_text": "shoot"}, {"span1": [14, 15], "label": 3.0, "span_text": "fled"}]}'
)
COLUMNS = "0\tIt\t_\tPRP\t1\tnsubj\tit\n1\tfell\t2.8\tVBD\t1\tROOT\tfall\n2\t.\t_\t.\t1\tpunct\t.\n\n"


def test_words_are_joined_as_a_writer_sets_them_and_targets_keep_their_places(tmp_path: Path) -> None:
    (tmp_path / "made.jsonl").write_text(ROW + "\n", encoding="utf-8")
    (sentence,) = load_uw(tmp_path / "made.jsonl")
    assert sentence.text == 'The guards didn\'t shoot; they, "said the abbot," fled.'
    assert [target.span.cut(sentence.text) for target in sentence.targets] == ["shoot", "fled"]


def test_columns_give_the_same_as_lines(tmp_path: Path) -> None:
    (tmp_path / "made.conll").write_text(COLUMNS, encoding="utf-8")
    (sentence,) = load_uw(tmp_path / "made.conll")
    assert sentence.text == "It fell."
    assert [(target.span.cut(sentence.text), target.label) for target in sentence.targets] == [("fell", 2.8)]


def test_what_was_not_done_and_what_was_are_told_apart(tmp_path: Path, toolkit: Toolkit) -> None:
    (tmp_path / "made.jsonl").write_text(ROW + "\n", encoding="utf-8")
    figures = score_uw(
        tmp_path / "made.jsonl",
        lambda reports: read_reports(reports, toolkit),
        toolkit.model,
        toolkit.events.factuality,
    ).figures
    assert figures["predicates"] == 2
    assert figures["macro-f1"] == figures["happened-f1"] == figures["did-not-f1"] == 1
    assert figures["plain-mean-error"] == 0
    assert figures["pearson"] == pytest.approx(1)


def test_what_was_done_to_nothing_is_told_apart_from_what_was_not_done(tmp_path: Path, toolkit: Toolkit) -> None:
    row = (
        '{"text": "The clerks gave no reason .", "targets": [{"span1": [2, 3], "label": 0.7, "span_text": "gave"}]}\n'
        '{"text": "The clerks did not smile .", "targets": [{"span1": [4, 5], "label": -3.0, "span_text": "smile"}]}\n'
    )
    (tmp_path / "made.jsonl").write_text(row, encoding="utf-8")
    figures = score_uw(
        tmp_path / "made.jsonl",
        lambda reports: read_reports(reports, toolkit),
        toolkit.model,
        toolkit.events.factuality,
    ).figures
    assert figures["open-f1"] == figures["did-not-f1"] == 1


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(InputError, match="no such gold"):
        load_uw(tmp_path / "made.jsonl")


@pytest.mark.gold
def test_macro_f_on_uw_keeps_its_floor(gold: Path, toolkit: Toolkit) -> None:
    figures = score_uw(
        gold / "factuality" / "uw" / "dev.jsonl",
        lambda reports: read_reports(reports, toolkit),
        toolkit.model,
        toolkit.events.factuality,
    ).figures
    assert figures["macro-f1"] >= 0.69
    assert figures["mean-error"] <= 0.49
