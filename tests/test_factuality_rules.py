"""Runs every example and counterexample of the lexicon of factuality: operators and rows of cues."""

from collections.abc import Sequence

import pytest

from onrecord.language import Parse
from onrecord.language.model import EnglishModel
from onrecord.lexicons.factuality import CueStatus, FactualityLexicon, Operator, load_factuality_lexicon
from onrecord.records import Span, Statement
from onrecord.records.findings import CueClass
from onrecord.stages.factuality import Judge, Judgement

MARKS = "[]{}*"


@pytest.fixture(scope="module")
def lexicon() -> FactualityLexicon:
    return load_factuality_lexicon()


@pytest.fixture(scope="module")
def parses(lexicon: FactualityLexicon) -> dict[str, Parse]:
    rules: list[Operator | CueStatus] = [*lexicon.operators, *lexicon.cues]
    texts = [marked(example)[0] for rule in rules for example in (*rule.examples, *rule.counterexamples)]
    return dict(zip(texts, read(texts), strict=True))


def read(texts: Sequence[str]) -> list[Parse]:
    return EnglishModel().parse(list(texts), [[Span(start=0, end=len(text))] for text in texts])


def marked(example: str) -> tuple[str, dict[str, list[int]]]:
    """Return an example without its marks, and where each mark stood."""
    plain = ""
    places: dict[str, list[int]] = {}
    for character in example:
        if character in MARKS:
            places.setdefault(character, []).append(len(plain))
        else:
            plain += character
    return plain, places


def judgements_of(
    example: str, parses: dict[str, Parse], lexicon: FactualityLexicon, cue_class: CueClass = "neutral"
) -> list[Judgement]:
    """Return the judgement of each bracketed word of an example."""
    text, places = marked(example)
    statements: tuple[Statement, ...] = ()
    if "{" in places:
        content = tuple(Span(start=a, end=b) for a, b in zip(places["{"], places["}"], strict=True))
        cue = Span(start=places["*"][0], end=places["*"][1])
        statements = (statement(cue, content, cue_class),)
    judge = Judge(parses[text], statements, lexicon)
    spans = [Span(start=a, end=b) for a, b in zip(places["["], places["]"], strict=True)]
    heads = [parses[text].head_of(span) for span in spans]
    return [judge.judge(head) for head in heads if head is not None]


def statement(cue: Span, content: tuple[Span, ...], cue_class: CueClass) -> Statement:
    return Statement(
        id="st-1",
        source=(),
        source_entity=None,
        identification="named",
        affiliation=None,
        cue=cue,
        cue_class=cue_class,
        type="COMM",
        content=content,
        form="indirect",
        because=(),
    )


def test_the_examples_of_each_operator_give_its_status(parses: dict[str, Parse], lexicon: FactualityLexicon) -> None:
    for operator in lexicon.operators:
        assert operator.examples, operator.id
        for example in operator.examples:
            for found in judgements_of(example, parses, lexicon):
                assert (found.status, found.reason and found.reason.rule) == (operator.status, operator.id), example
        for example in operator.counterexamples:
            for found in judgements_of(example, parses, lexicon):
                assert (found.reason and found.reason.rule) != operator.id, example


def test_the_examples_of_each_cue_give_its_status(parses: dict[str, Parse], lexicon: FactualityLexicon) -> None:
    for row in lexicon.cues:
        cue_class: CueClass = row.cue_class  # type: ignore[assignment]  # the lexicon's classes are checked here
        for example in row.examples:
            for found in judgements_of(example, parses, lexicon, cue_class):
                assert found.status == row.status, (row.id, example)
        for example in row.counterexamples:
            for found in judgements_of(example, parses, lexicon, cue_class):
                assert found.status != row.status, (row.id, example)


def test_no_operator_and_no_cue_of_the_unreal_leaves_the_report_certain(lexicon: FactualityLexicon) -> None:
    for operator in lexicon.operators:
        assert operator.author != "CT+", operator.id
    for row in lexicon.cues:
        assert row.author != "CT+" or row.status == "asserted", row.id
