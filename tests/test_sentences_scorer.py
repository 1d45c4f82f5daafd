"""The scorer of sentence bounds: groups of hard sentences and the list of wrong bounds, on treebanks written here."""

from pathlib import Path

import pytest

from made_models import MadeModel, write_treebank
from onrecord.errors import InputError
from onrecord.evaluation.sentences import list_sentence_failures, score_sentences

GENERAL = "We met Gen. Okafor_ . | He works for Tano Ltd. | It sells maize_ ."
QUOTED = 'Floods cut road || "_ We waited_ ,_ " she said_ . | "_ No one came_ ._ " | Nobody knew why_ .'


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    return tmp_path / "own.conllu"


def test_perfect_bounds_score_one_in_every_group(treebank: Path) -> None:
    write_treebank(treebank, GENERAL, QUOTED)
    scores = score_sentences(treebank, MadeModel(GENERAL, QUOTED))
    assert scores.documents == 2
    groups = ("sentences", "words", "quote", "quote-edge", "no-end-mark", "after-abbreviation")
    assert {scores.figures[f"{group}-{rate}"] for group in groups for rate in ("precision", "recall", "f1")} == {1}
    assert [scores.figures[f"{group}-gold"] for group in groups] == [7, 35, 2, 2, 1, 1]


def test_a_split_after_an_abbreviation_costs_precision_there(treebank: Path) -> None:
    write_treebank(treebank, GENERAL)
    figures = score_sentences(treebank, MadeModel(GENERAL.replace("Gen. ", "Gen. | "))).figures
    assert figures["after-abbreviation-precision"] == 0.5
    assert figures["after-abbreviation-recall"] == 1
    assert figures["sentences-precision"] == 0.5
    assert figures["sentences-recall"] == pytest.approx(2 / 3)
    assert figures["words-f1"] == 1


def test_sentences_joined_after_an_abbreviation_cost_recall_there(treebank: Path) -> None:
    write_treebank(treebank, GENERAL)
    figures = score_sentences(treebank, MadeModel(GENERAL.replace("Ltd. | ", "Ltd. "))).figures
    assert figures["after-abbreviation-recall"] == 0
    assert "after-abbreviation-precision" not in figures


def test_a_closing_mark_on_the_wrong_side_costs_both_sentences(treebank: Path) -> None:
    write_treebank(treebank, QUOTED)
    figures = score_sentences(treebank, MadeModel(QUOTED.replace('._ " | Nobody', '._ | " Nobody'))).figures
    assert figures["sentences-recall"] == 0.5
    assert figures["quote-recall"] == 0.5
    assert figures["quote-precision"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("sentence", "is_quote", "is_edge"),
    [
        ("He called it “_ a farce_ ”_ .", True, False),
        ("«_ Non_ »_ , he said_ .", True, True),
        ("„_ Nein_ “_ , he said_ .", True, True),
        ("'_ Never again_ ,_ ' read one sign_ .", True, True),
        ("A sign read_ : '_ never again_ ._ '", True, True),
        ("One sign read ‘_ water_ ’ in red_ .", True, False),
        ("The miners_ ’ pay fell_ .", False, False),
        ("Sana'a_ 's markets and N'Djamena_ 's reopened_ .", False, False),
    ],
)
def test_quotation_marks_are_told_from_apostrophes(
    treebank: Path, sentence: str, *, is_quote: bool, is_edge: bool
) -> None:
    write_treebank(treebank, sentence)
    figures = score_sentences(treebank, MadeModel(sentence)).figures
    assert figures["quote-gold"] == is_quote
    assert figures["quote-edge-gold"] == is_edge


def test_a_group_follows_no_abbreviation_across_paragraphs_or_after_a_number(treebank: Path) -> None:
    document = "He sued Tano Ltd. || It won_ . | 1. Vote early_ ."
    write_treebank(treebank, document)
    assert score_sentences(treebank, MadeModel(document)).figures["after-abbreviation-gold"] == 0


def test_wrong_bounds_are_listed_with_the_words_around(treebank: Path) -> None:
    write_treebank(treebank, GENERAL, QUOTED)
    found = GENERAL.replace("Gen. ", "Gen. | ").replace("Ltd. | ", "Ltd. ")
    model = MadeModel(found, QUOTED.replace('._ " | Nobody', '._ | " Nobody'))
    assert list(list_sentence_failures(treebank, model)) == [
        "made-1  split: We met Gen. ¦Okafor. He works for Tano Ltd. It sells maize…",
        "made-1  joined: We met Gen. Okafor. He works for Tano Ltd. ‖It sells maize.",
        'made-2  moved: …ut road "We waited," she said. "No one came.¦" ‖Nobody knew why.',
    ]


def test_nothing_is_listed_where_all_bounds_are_right(treebank: Path) -> None:
    write_treebank(treebank, GENERAL)
    assert list(list_sentence_failures(treebank, MadeModel(GENERAL))) == []


def test_a_missing_treebank_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no CoNLL-U"):
        score_sentences(tmp_path, MadeModel())
