"""The scorer of syntax: what counts as right, on treebanks written here and a model made by hand."""

from pathlib import Path

import pytest

from made_models import MadeModel, write_treebank
from onrecord.errors import InputError
from onrecord.evaluation.parse import load_conllu, score_parse

MINER = (
    "Obi/PROPN/4/nsubj ,_/PUNCT/3/punct miner/NOUN/1/appos wept/VERB/0/root ._/PUNCT/4/punct"
    " | He/PRON/2/nsubj left/VERB/0/root and/CCONJ/4/cc slept/VERB/2/conj ./PUNCT/2/punct"
)


def test_a_perfect_parse_scores_one(tmp_path: Path) -> None:
    figures = score_parse(write_treebank(tmp_path / "a.conllu", MINER), MadeModel(MINER)).figures
    for name in ("words", "UPOS", "UAS", "LAS", "sentences", "appos", "conj", "conj-precision", "conj-recall"):
        assert figures[name] == 1
    assert "xcomp" not in figures


def test_a_relation_has_its_precision_and_recall(tmp_path: Path) -> None:
    found = MINER.replace("miner/NOUN/1/appos", "miner/NOUN/4/conj")
    figures = score_parse(write_treebank(tmp_path / "a.conllu", MINER), MadeModel(found)).figures
    assert figures["appos"] == figures["appos-recall"] == 0
    assert "appos-precision" not in figures
    assert figures["conj-precision"] == 0.5
    assert figures["conj-recall"] == 1
    assert figures["conj"] == pytest.approx(2 / 3)
    assert figures["LAS"] == figures["UAS"] == 0.9
    assert figures["UPOS"] == 1


def test_a_word_cut_otherwise_is_wrong_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    gold = write_treebank(tmp_path / "a.conllu", "Do_/AUX/3/aux n't/PART/3/advmod go/VERB/0/root")
    figures = score_parse(gold, MadeModel("Don't/AUX/2/aux go/VERB/0/root")).figures
    assert figures["words"] == figures["LAS"] == figures["UAS"] == pytest.approx(2 / 5)
    assert figures["sentences"] == 1


def test_documents_are_called_by_their_ids_and_parted_into_paragraphs(tmp_path: Path) -> None:
    gold = write_treebank(tmp_path / "a.conllu", "Storm kills two || Rain fell_ . | It stopped_ .", "Fin")
    first, second = load_conllu(gold)
    assert (first.name, second.name) == ("made-1", "made-2")
    assert first.text.rstrip() == "Storm kills two\n\nRain fell. It stopped."
    assert [span.cut(first.text) for span in first.paragraphs] == ["Storm kills two", "Rain fell. It stopped."]
    assert [span.cut(first.text) for span in first.sentences] == ["Storm kills two", "Rain fell.", "It stopped."]


def test_limit_and_file_names_choose_documents(tmp_path: Path) -> None:
    write_treebank(tmp_path / "news_a.conllu", "One", "Two")
    write_treebank(tmp_path / "speech_a.conllu", "Three")
    assert score_parse(tmp_path, MadeModel("Three"), only=("speech_",)).documents == 1
    assert score_parse(tmp_path, MadeModel("One", "Two"), limit=2).documents == 2
    with pytest.raises(InputError, match=r"begins with court_\. Its first file is news_a"):
        score_parse(tmp_path, MadeModel(), only=("court_",))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1\tRain\train", "ten columns"),
        ("1\tRain\t_\tNOUN\t_\t_\t_\troot\t_\t_", "its head '_' is no word"),
        ("1\tRain\t_\tNOUN\t_\t_\t7\troot\t_\t_", "its head '7' is no word"),
        ("2\tRain\t_\tNOUN\t_\t_\t0\troot\t_\t_", "is not number 1"),
    ],
)
def test_a_broken_line_is_told_with_its_sentence(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "broken.conllu"
    file.write_text(f"# sent_id = rain-1\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=problem) as told:
        list(load_conllu(file))
    assert "rain-1" in told.value.where


def test_what_is_no_treebank_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no CoNLL-U file"):
        list(load_conllu(tmp_path))
    file = tmp_path / "latin.conllu"
    file.write_bytes("1\tcafé".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        list(load_conllu(file))
