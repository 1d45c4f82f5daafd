"""The classes of cue words: each finds its examples through the shipped model's lemmas, and no rule has its words."""

from typing import get_args

import msgspec
import pytest
from _pytest.mark import ParameterSet

from onrecord.errors import LexiconError
from onrecord.language.model import EnglishModel
from onrecord.language.parse import Parse
from onrecord.lexicons import statement_words, statements
from onrecord.lexicons.loader import load_toml
from onrecord.lexicons.statement_words import WordClass, class_of_word, load_word_classes
from onrecord.lexicons.statements import load_statements_lexicon
from onrecord.records import Span
from onrecord.records.findings import CueClass

LEXICON = load_statements_lexicon()
CLASSES = list({one.id: one for one in LEXICON.word_classes.values()}.values())

Parses = dict[str, Parse]


@pytest.fixture(scope="module")
def parses() -> Parses:
    """The parses of every example and counterexample, read in one batch."""
    texts = [text.replace("*", "") for one in CLASSES for text in (*one.examples, *one.counterexamples)]
    read = EnglishModel().parse(texts, [[Span(start=0, end=len(text))] for text in texts])
    return dict(zip(texts, read, strict=True))


def stars(example: str) -> list[Span]:
    """Return where the starred words are once the stars are gone."""
    spans, at = [], 0
    for number, piece in enumerate(example.split("*")):
        if number % 2:
            spans.append(Span(start=at, end=at + len(piece)))
        at += len(piece)
    return spans


def class_at(parse: Parse, index: int) -> WordClass | None:
    """Return the class of a token; a past participle may stand with the adjectives."""
    token = parse.tokens[index]
    behind = " ".join(one.lower for one in parse.tokens[index + 1 : index + 2])
    participle = token.lower if token.tag == "VBN" else ""
    return class_of_word(LEXICON.word_classes, token.pos, token.lemma, behind=behind, participle=participle)


def cases(kind: str) -> list[ParameterSet]:
    listed = []
    for one in CLASSES:
        for number, example in enumerate(getattr(one, kind)):
            listed.append(pytest.param(one, example, id=f"{one.id}-{number}"))
    return listed


@pytest.mark.parametrize(("word_class", "example"), cases("examples"))
def test_a_starred_word_is_found_in_its_class(parses: Parses, word_class: WordClass, example: str) -> None:
    parse, spans = parses[example.replace("*", "")], stars(example)
    assert spans, "an example marks its cue with stars"
    for span in spans:
        first = next(token for token in parse.tokens if token.start == span.start)
        assert class_at(parse, first.index) == word_class, f"{first.lemma} {first.pos}"


@pytest.mark.parametrize(("word_class", "example"), cases("counterexamples"))
def test_no_word_of_a_counterexample_is_in_the_class(parses: Parses, word_class: WordClass, example: str) -> None:
    parse = parses[example]
    assert word_class not in [class_at(parse, token.index) for token in parse.tokens]


@pytest.mark.parametrize("word_class", CLASSES, ids=lambda one: one.id)
def test_a_class_has_three_examples_and_lemmas_of_one_or_two_words_in_lower_case(word_class: WordClass) -> None:
    assert word_class.id.startswith("words-")
    assert len(word_class.examples) >= 3
    for _, lemma in word_class.words:
        assert lemma == " ".join(lemma.lower().split())
        assert 1 <= len(lemma.split()) <= 2


def test_no_word_stands_in_a_rule_file_with_the_same_part_of_speech() -> None:
    tags = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
    ruled = {(tags[rule.pos], lemma) for rule in LEXICON.rules for lemma in rule.lemmas}
    assert not ruled & set(LEXICON.word_classes)


def test_the_words_cover_every_kind_of_cue_that_a_word_alone_can_be() -> None:
    classes = {one.cue_class for one in LEXICON.word_classes.values()}
    assert classes == set(get_args(CueClass)) - {"punctuation"}
    assert len(LEXICON.word_classes) > 900


def test_only_raising_and_hearsay_words_have_no_source() -> None:
    found = {lemma for (_, lemma), one in LEXICON.word_classes.items() if one.sourceless}
    assert {"seem", "appear", "likely", "bound", "set", "clear", "unclear", "obvious", "alleged"} <= found
    assert not found & {"love", "wary", "lack", "silence", "attack"}


def test_words_that_negate_are_marked() -> None:
    known = LEXICON.word_classes
    assert all(known[word].negative for word in (("NOUN", "lack"), ("NOUN", "silence"), ("VERB", "shun")))
    assert not known["VERB", "attack"].negative


@pytest.mark.parametrize(("second", "told"), [("words-other", "NOUN lawsuit"), ("words-one", "words-one")])
def test_a_word_in_two_classes_and_an_id_that_stands_twice_are_refused(
    monkeypatch: pytest.MonkeyPatch, second: str, told: str
) -> None:
    def load(name: str, form: type[msgspec.Struct]) -> msgspec.Struct:
        return msgspec.structs.replace(load_toml(name, form), classes=(one, other))

    one = WordClass(id="words-one", cue_class="claim", nouns=("lawsuit",), examples=())
    other = msgspec.structs.replace(one, id=second, nouns=("lawsuit",) if second != one.id else ("suit",))
    monkeypatch.setattr(statement_words, "load_toml", load)
    with pytest.raises(LexiconError, match=f"stand twice: .'{told}'"):
        load_word_classes()


def test_an_id_that_a_rule_has_already_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = WordClass(id=LEXICON.rules[0].id, cue_class="claim", nouns=("lawsuit",), examples=())
    monkeypatch.setattr(statements, "load_word_classes", lambda: {("NOUN", "lawsuit"): taken})
    with pytest.raises(LexiconError, match=f"rule ids stand twice: .'{taken.id}'"):
        load_statements_lexicon()


def test_the_longer_form_and_the_adjective_of_a_participle_come_first() -> None:
    known = LEXICON.word_classes
    assert class_of_word(known, "VERB", "look", behind="like") is known["VERB", "look like"]
    assert class_of_word(known, "VERB", "look", behind="at") is known["VERB", "look at"]
    assert class_of_word(known, "VERB", "set", participle="set") is known["ADJ", "set"]
    assert class_of_word(known, "VERB", "set", behind="it") is known["VERB", "set"]
    assert class_of_word(known, "ADJ", "Unconfirmed") is known["ADJ", "unconfirmed"]
    assert class_of_word(known, "VERB", "zigzag") is None


def test_words_have_the_class_and_type_that_they_are_known_for() -> None:
    assert LEXICON.word_classes["VERB", "double down"].cue_class == "desire"
    assert LEXICON.word_classes["NOUN", "lawsuit"].cue_class == "claim"
    assert LEXICON.word_classes["ADJ", "wary"].type == "PATT"
