"""How the network of attributions is shown a report: quotations, passages, and the way from an anchor to a word."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_networks import ATTRIBUTION_LABELS, make_attribution_reader
from made_networks import make_reader as make_english_reader
from made_parses import lay_sentences, made, read
from onrecord.language import NameSpan, Parse
from onrecord.language.english import attributions
from onrecord.language.english.attributions import (
    ABOVE,
    AFTER,
    BEFORE,
    CLOSES,
    DEEPER,
    DISTANCE_CODES,
    FIXED_EDGES,
    INSIDE,
    LEFT,
    OPENS,
    OUTSIDE,
    PARAGRAPHS_AFTER,
    PARAGRAPHS_BEFORE,
    RIGHT,
    RUNS_ON,
    SELF,
    Describer,
    code_distances,
    find_quote_states,
    number_quotations,
    pair_quotes,
)
from onrecord.language.english.hashing import hash_word
from onrecord.language.model import EnglishModel
from onrecord.records import Span
from onrecord.records.quotation import Quotation


@pytest.fixture(scope="module")
def model() -> EnglishModel:
    """A model whose networks are random but whose tokens are the shipped ones."""
    return EnglishModel(make_english_reader(), make_attribution_reader())


RELATIONS = len(ATTRIBUTION_LABELS.relations)


LONGEST = 10


def quote_states(model: EnglishModel, text: str) -> list[tuple[str, int]]:
    (parse,), (quotations,) = read(model, text)
    return list(zip([token.text for token in parse.tokens], find_quote_states(parse, quotations).tolist(), strict=True))


def test_a_word_stands_outside_a_quotation_at_its_marks_or_inside(model: EnglishModel) -> None:
    assert quote_states(model, "He said “no, sir” twice.") == [
        ("He", OUTSIDE),
        ("said", OUTSIDE),
        ("“", OPENS),
        ("no", INSIDE),
        (",", INSIDE),
        ("sir", INSIDE),
        ("”", CLOSES),
        ("twice", OUTSIDE),
        (".", OUTSIDE),
    ]


def test_a_quotation_within_a_quotation_is_deeper_marks_and_all(model: EnglishModel) -> None:
    states = quote_states(model, "“They cried ‘fire at sea’ and left,” he said.")
    assert [word for word, state in states if state == DEEPER] == ["‘", "fire", "at", "sea", "’"]
    assert [word for word, state in states if state == INSIDE] == ["They", "cried", "and", "left", ","]


def test_an_unclosed_quotation_runs_on_and_so_does_the_paragraph_that_goes_on_with_it(model: EnglishModel) -> None:
    states = quote_states(model, "“The river rose.\n\n“It took the jetty,” she said.\n\nNobody drowned.")
    assert states == [
        ("“", OPENS),
        ("The", RUNS_ON),
        ("river", RUNS_ON),
        ("rose", RUNS_ON),
        (".", RUNS_ON),
        ("“", OPENS),
        ("It", RUNS_ON),
        ("took", RUNS_ON),
        ("the", RUNS_ON),
        ("jetty", RUNS_ON),
        (",", RUNS_ON),
        ("”", CLOSES),
        ("she", OUTSIDE),
        ("said", OUTSIDE),
        (".", OUTSIDE),
        ("Nobody", OUTSIDE),
        ("drowned", OUTSIDE),
        (".", OUTSIDE),
    ]


def test_quotations_are_numbered_by_the_outermost_around_a_word(model: EnglishModel) -> None:
    (parse,), (quotations,) = read(model, "“They cried ‘fire’ twice,” he said. “Then they left.”")
    numbers = number_quotations(parse, quotations).tolist()
    assert [numbers[token.index] for token in parse.tokens if token.text in {"They", "fire", "twice"}] == [1, 1, 1]
    assert [numbers[token.index] for token in parse.tokens if token.text in {"he", "said"}] == [0, 0]
    assert numbers[-1] == 2


def test_pairs_tell_whether_word_and_anchor_are_quoted_and_whether_in_one_quotation() -> None:
    numbers = np.array([0, 1, 1, 2])
    assert pair_quotes(numbers, 0).tolist() == [0, 1, 1, 1]
    assert pair_quotes(numbers, 1).tolist() == [2, 3, 3, 4]
    assert pair_quotes(numbers, 3).tolist() == [2, 4, 4, 3]


def test_distances_have_a_code_for_each_side_and_fewer_the_farther_away() -> None:
    assert code_distances(5, 2).tolist() == [2, 1, 0, 12, 13]
    far = code_distances(200, 100)
    assert far.min() >= 0
    assert far.max() < DISTANCE_CODES
    assert (far[40], far[41]) == (10, 10)
    assert (far[39], far[0]) == (11, 11)
    assert set(far[:100].tolist()).isdisjoint(far[101:].tolist())
    assert (np.diff(far[101:]) >= 0).all()


REPORT = (
    "Snow/NN/2/nsubj fell/VBD/0/root"
    " || Roads/NN/2/nsubj froze/VBD/0/root"
    " | Yesterday/NN/3/odd police/NN/3/nsubj warned/VBD/0/root "
    "that/IN/6/mark bridges/NN/6/nsubj broke/VBD/3/ccomp of/IN/8/case ice/NN/6/nmod"
    " | Nobody/NN/2/nsubj came/VBD/0/root"
    " || Schools/NN/2/nsubj shut/VBD/0/root"
)


def child(relation: str) -> int:
    return FIXED_EDGES + known(relation)


def sibling(relation: str) -> int:
    return FIXED_EDGES + RELATIONS + 1 + known(relation)


def parent(relation: str) -> int:
    return FIXED_EDGES + 2 * (RELATIONS + 1) + known(relation)


def known(relation: str) -> int:
    names = ATTRIBUTION_LABELS.relations
    return names.index(relation) if relation in names else len(names)


def edges(parse: Parse, anchor: str) -> dict[str, int]:
    place = next(token.index for token in parse.tokens if token.text == anchor)
    found = Describer(ATTRIBUTION_LABELS).find_edges(parse, place, 0, len(parse.tokens)).tolist()
    return {token.text: code for token, code in zip(parse.tokens, found, strict=True)}


def test_from_a_root_words_are_seen_by_the_relation_of_the_child_above_them() -> None:
    found = edges(made(REPORT), "warned")
    assert found["warned"] == SELF
    assert found["police"] == child("nsubj")
    # "ccomp" and "odd" are no labels of the made network: both count as unknown.
    assert {found[word] for word in ("that", "bridges", "broke", "of", "ice")} == {child("ccomp")}
    assert found["Yesterday"] == child("odd") == FIXED_EDGES + RELATIONS


def test_from_below_words_are_seen_as_parent_siblings_and_ancestors() -> None:
    found = edges(made(REPORT), "ice")
    assert found["ice"] == SELF
    assert found["of"] == child("case")
    assert found["broke"] == parent("nmod")
    assert found["bridges"] == sibling("nsubj")
    assert found["that"] == sibling("mark")
    assert found["warned"] == ABOVE


def test_words_of_the_same_sentence_that_hang_elsewhere_are_left_or_right() -> None:
    parse = made(
        "old/NN/2/nmod police/NN/3/nsubj said/VBD/0/root of/IN/5/case ice/NN/3/nmod "
        "in/IN/7/case May/NN/5/nmod ./NN/3/punct"
    )
    found = edges(parse, "of")
    assert (found["old"], found["police"]) == (LEFT, LEFT)
    assert found["ice"] == parent("case")
    assert {found["in"], found["May"]} == {sibling("nmod")}
    assert found["said"] == ABOVE
    assert found["."] == RIGHT


def test_words_of_other_sentences_are_before_or_after_and_of_other_paragraphs_so_too() -> None:
    found = edges(made(REPORT), "warned")
    assert {found["Snow"], found["fell"]} == {PARAGRAPHS_BEFORE}
    assert {found["Roads"], found["froze"]} == {BEFORE}
    assert {found["Nobody"], found["came"]} == {AFTER}
    assert {found["Schools"], found["shut"]} == {PARAGRAPHS_AFTER}


def test_the_edges_of_a_passage_are_those_of_the_whole_text_cut_to_it() -> None:
    parse = made(REPORT)
    describer = Describer(ATTRIBUTION_LABELS)
    whole = describer.find_edges(parse, 6, 0, len(parse.tokens))
    assert describer.find_edges(parse, 6, 2, 14).tolist() == whole[2:14].tolist()
    assert whole.max() < describer.edges


def test_a_word_is_described_by_quotation_relation_tag_name_and_place() -> None:
    parse = made(
        "Rain/NN/2/nsubj fell/VBD/0/root ./?/2/odd"
        " | <PERSON Ali/NNP/2/nsubj > left/VBD/0/root"
        " || It/NN/2/obj ended/VBD/0/root"
    )
    rain = Span(start=0, end=4)
    found = Describer(ATTRIBUTION_LABELS).describe(parse, [Quotation(span=rain, inner=rain, closed=True)])
    _, tags, names = ATTRIBUTION_LABELS
    assert found.codes[:, 0].tolist() == [OPENS, *[OUTSIDE] * 6]
    assert found.codes[:, 1].tolist() == [
        known(one) for one in ("nsubj", "root", "odd", "nsubj", "root", "obj", "root")
    ]
    assert found.codes[:, 2].tolist() == [
        tags.index(one) if one in tags else len(tags) for one in ("NN", "VBD", "?", "NNP", "VBD", "NN", "VBD")
    ]
    assert found.codes[:, 3].tolist() == [0, 0, 0, names.index("PERSON") + 1, 0, 0, 0]
    # The first of the passage, then the first of a sentence, then of a paragraph.
    assert found.codes[:, 4].tolist() == [3, 0, 0, 1, 0, 2, 0]
    assert found.lemmas.tolist() == [hash_word(token.lower) for token in parse.tokens]
    assert found.passages == [(0, 7)]


def passages_of(lengths: Sequence[tuple[int, bool]], longest: int = LONGEST) -> list[tuple[int, int]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attributions, "LONGEST_PASSAGE", longest)
        return Describer(ATTRIBUTION_LABELS).describe(lay_sentences(lengths), ()).passages


def test_whole_paragraphs_are_read_together_up_to_the_limit() -> None:
    assert passages_of([(4, True), (6, True), (1, True)]) == [(0, 10), (10, 11)]
    assert passages_of([(4, True), (3, True), (4, False), (2, True)]) == [(0, 4), (4, 13)]


def test_a_paragraph_that_is_too_long_is_cut_between_sentences() -> None:
    assert passages_of([(6, True), (4, False), (5, False), (3, False)]) == [(0, 10), (10, 18)]


def test_a_sentence_that_is_too_long_stays_whole() -> None:
    assert passages_of([(3, True), (25, False), (2, False)]) == [(0, 3), (3, 28), (28, 30)]


def test_the_shipped_limit_takes_256_tokens() -> None:
    assert passages_of([(200, True), (56, True), (1, True)], attributions.LONGEST_PASSAGE) == [(0, 256), (256, 257)]


@given(st.lists(st.tuples(st.integers(1, 14), st.booleans()), max_size=20))
def test_every_token_lies_in_exactly_one_passage_and_short_paragraphs_in_one_alone(
    lengths: list[tuple[int, bool]],
) -> None:
    parse = lay_sentences(lengths)
    passages = passages_of(lengths)
    bounds = [0, *(stop for _, stop in passages)]
    assert passages == list(pairwise(bounds))
    assert bounds[-1] == len(parse.tokens)
    assert set(bounds) <= {0, *(one.stop for one in parse.sentences)}
    for first, stop in passages:
        assert first < stop
        assert stop - first <= LONGEST or parse.tokens[first].sentence == parse.tokens[stop - 1].sentence
    for number in {one.paragraph for one in parse.sentences}:
        inside = [one for one in parse.sentences if one.paragraph == number]
        first, stop = inside[0].first, inside[-1].stop
        if stop - first <= LONGEST:
            assert not [one for one in bounds if first < one < stop]


def test_names_are_described_by_the_label_of_the_run_that_they_stand_in() -> None:
    plain = lay_sentences([(4, True)])
    named = Parse(plain.text, plain.tokens, plain.sentences, (NameSpan(first=1, stop=3, label="LOC"),))
    assert Describer(ATTRIBUTION_LABELS).describe(named, ()).codes[:, 3].tolist() == [0, 1, 1, 0]
