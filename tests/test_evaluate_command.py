"""`onrecord evaluate` as a person at a terminal uses it, with a model made by hand in the place of the shipped one."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from made_models import MadeModel, write_treebank
from onrecord.cli.app import app
from onrecord.errors import OptionError

SENTENCES = "He works for Tano Ltd. | It sells maize_ ."
JOINED = "He works for Tano Ltd. It sells maize_ ."


@pytest.fixture
def treebank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a folder of two treebanks; the model joins the sentences of the second."""
    write_treebank(tmp_path / "news_1.conllu", SENTENCES)
    write_treebank(tmp_path / "speech_1.conllu", SENTENCES)
    model = MadeModel(SENTENCES, JOINED)
    monkeypatch.setattr("onrecord.cli.evaluate.load_toolkit", lambda _: SimpleNamespace(model=model))
    return str(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments])


def test_sentences_are_scored_as_json(treebank: str) -> None:
    result = run("sentences", "--gold", treebank, "--format", "json")
    scores = json.loads(result.stdout)
    assert (scores["task"], scores["documents"]) == ("sentences", 2)
    assert scores["figures"]["sentences-recall"] == 0.5
    assert scores["figures"]["after-abbreviation-gold"] == 2


def test_sentences_are_scored_as_a_table_with_whole_counts(treebank: str) -> None:
    rows = [line.split() for line in run("sentences", "--gold", treebank, "--only", "news_").stdout.splitlines()]
    assert ["│", "sentences-f1", "│", "1.000", "│"] in rows
    assert ["│", "after-abbreviation-gold", "│", "1", "│"] in rows


def test_limit_reads_only_the_first_documents(treebank: str) -> None:
    result = run("sentences", "--gold", treebank, "--limit", "1", "--format", "json")
    assert json.loads(result.stdout)["figures"]["sentences-recall"] == 1


def test_failures_list_the_bounds_that_are_wrong(treebank: str) -> None:
    result = run("sentences", "--gold", treebank, "--failures")
    assert result.stdout.splitlines() == ["made-1  joined: He works for Tano Ltd. ‖It sells maize."]


def test_an_option_that_a_task_does_not_know_is_told_with_the_tasks_that_do(treebank: str) -> None:
    for arguments, allowed in (
        (
            ["times", "--only", "a"],
            "Use it with entities, names, model-names, parse, sentences or statements, or use --limit.",
        ),
        (["parse", "--failures"], "Use it with factuality, readings or sentences."),
        (["sentences", "--failures", "--format", "json"], "Leave --format json out."),
    ):
        result = run(*arguments, "--gold", treebank)
        assert isinstance(result.exception, OptionError)
        assert result.exception.advice == allowed
