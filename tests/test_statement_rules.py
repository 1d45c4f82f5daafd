"""Every rule of the statements lexicon finds its examples and leaves its counterexamples alone."""

import re

import pytest
from _pytest.mark import ParameterSet

from onrecord.knowledge.actors import load_actors
from onrecord.language.model import EnglishModel
from onrecord.lexicons.names import load_names_lexicon
from onrecord.lexicons.statements import CueRule, OpinionRule, PhraseRule, load_statements_lexicon
from onrecord.records import Report, Span, Statement
from onrecord.stages.mentions import find_mentions
from onrecord.stages.quotations import find_quotations
from onrecord.stages.statements import Found, find_statements

LEXICON = load_statements_lexicon()
RULES: list[CueRule | PhraseRule | OpinionRule] = [*LEXICON.rules, *LEXICON.phrases, *LEXICON.opinions]


Readings = dict[str, tuple[Statement, ...]]


@pytest.fixture(scope="module")
def found() -> Readings:
    """The statements of every example and counterexample, parsed in one batch."""
    names, actors = load_names_lexicon(), load_actors()
    texts = [example.replace("*", "") for rule in RULES for example in (*rule.examples, *rule.counterexamples)]
    paragraphs = [[Span(start=0, end=len(text))] for text in texts]
    readings: Readings = {}
    for text, spans, parse in zip(texts, paragraphs, EnglishModel().parse(texts, paragraphs), strict=True):
        report = Report(id="re-test", text=text)
        mentions = find_mentions(report, parse, names, actors)
        known = Found(find_quotations(text, spans), None, mentions)
        readings[text] = find_statements(report, parse, known, LEXICON)
    return readings


def marked(example: str) -> tuple[str, list[Span]]:
    """Return the example without its stars, and where the starred words are."""
    text, spans = "", []
    for number, piece in enumerate(example.split("*")):
        if number % 2:
            spans.append(Span(start=len(text), end=len(text) + len(piece)))
        text += piece
    return text, spans


def cases(kind: str) -> list[ParameterSet]:
    listed = []
    for rule in RULES:
        for number, example in enumerate(getattr(rule, kind)):
            listed.append(pytest.param(rule.id, example, id=f"{rule.id}-{number}"))
    return listed


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_a_rule_finds_its_examples(found: Readings, rule: str, example: str) -> None:
    text, spans = marked(example)
    assert spans, "an example marks its cue with stars"
    right = [one for one in found[text] if one.because[0].rule == rule]
    assert any(one.cue is not None and one.cue.overlaps(spans[0]) for one in right)


@pytest.mark.parametrize(("rule", "example"), cases("counterexamples"))
def test_a_rule_leaves_its_counterexamples_alone(found: Readings, rule: str, example: str) -> None:
    assert not [one for one in found[example] if one.because[0].rule == rule]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_an_id_in_small_letters_and_both_kinds_of_examples(
    rule: CueRule | PhraseRule | OpinionRule,
) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.examples
    assert rule.counterexamples
