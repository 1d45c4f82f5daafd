"""The networks in NumPy: how a batch is laid out, the LSTM, the memory of forms, and one answer whatever the batch."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_networks import (
    make_lstm_weights,
    make_name_weights,
    make_reader,
    make_syntax_weights,
    make_tables,
)
from onrecord.language.english import network as networks
from onrecord.language.english.network import FormEncoder, Inputs, Lstm, NameNetwork, SyntaxNetwork, lay_out
from onrecord.language.english.reader import ParagraphReading, allow_following, find_spacing

Numbers = np.ndarray[Any, np.dtype[Any]]

PARAGRAPHS = (
    ["Police", "in", "Lagos", "arrested", "nine", "traders", "on", "Tuesday", "."],
    ["“", "Nobody", "told", "us", ",", "”", "said", "Amina", "Bello", "."],
    ["Market", "shut"],
    ["."],
    ["He", "said", "that", "the", "bridge", "had", "been", "mined", "."],
)


def random_numbers(seed: int) -> Callable[..., Numbers]:
    generator = np.random.default_rng(seed)
    return lambda *shape: np.asarray(generator.normal(size=shape), dtype=np.float32)


def test_a_batch_is_laid_out_by_steps_the_longest_paragraph_first() -> None:
    layout = lay_out([2, 4, 1])
    # First words: of the paragraph of four, of two, of one; then second words, third and fourth.
    assert layout.active == (3, 2, 1, 1)
    assert layout.order.tolist() == [1, 4, 0, 3, 5, 6, 2]


def test_paragraphs_of_one_length_keep_their_order() -> None:
    layout = lay_out([2, 2])
    assert layout.active == (2, 2)
    assert layout.order.tolist() == [0, 2, 1, 3]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8))
def test_every_token_has_one_place_in_the_layout_and_a_later_word_a_later_place(lengths: list[int]) -> None:
    layout = lay_out(lengths)
    assert sorted(layout.order.tolist()) == list(range(sum(lengths)))
    assert sum(layout.active) == sum(lengths)
    assert list(layout.active) == [sum(length > step for length in lengths) for step in range(max(lengths))]
    for words in np.split(layout.order, np.cumsum(lengths)[:-1]):
        assert (np.diff(words) > 0).all()


def sigmoid(values: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-values)))


def read_step_by_step(vectors: Numbers, weights: dict[str, Numbers], layer: str) -> Numbers:
    """One direction of one layer over one sequence, written as in the textbook, in double precision."""
    inner, state = weights[f"{layer}.weight_ih_l0"].astype(float), weights[f"{layer}.weight_hh_l0"].astype(float)
    bias = weights[f"{layer}.bias_ih_l0"].astype(float) + weights[f"{layer}.bias_hh_l0"]
    width = state.shape[1]
    hidden, cell, out = np.zeros(width), np.zeros(width), []
    for vector in vectors:
        enter, forget, candidate, leave = np.split(inner @ vector + state @ hidden + bias, 4)
        cell = sigmoid(forget) * cell + sigmoid(enter) * np.tanh(candidate)
        hidden = sigmoid(leave) * np.tanh(cell)
        out.append(hidden)
    return np.array(out)


def read_both_ways(vectors: Numbers, weights: dict[str, Numbers], depth: int) -> Numbers:
    for layer in range(depth):
        ahead = read_step_by_step(vectors, weights, f"encoder.ahead.{layer}")
        back = read_step_by_step(vectors[::-1], weights, f"encoder.back.{layer}")[::-1]
        vectors = np.concatenate([ahead, back], axis=1)
    return vectors


@pytest.mark.parametrize("lengths", [(1,), (9,), (3, 7, 1, 7, 2)], ids=["one word", "one sequence", "unequal lengths"])
@pytest.mark.parametrize("depth", [1, 3])
def test_the_lstm_equals_a_plain_one_run_step_by_step_in_both_directions(lengths: tuple[int, ...], depth: int) -> None:
    weights = make_lstm_weights(random_numbers(5), 6, 4, depth)
    sequences = [random_numbers(seed)(length, 6) for seed, length in enumerate(lengths)]
    layout = lay_out(lengths)
    laid = np.empty((sum(lengths), 6), dtype=np.float32)
    laid[layout.order] = np.concatenate(sequences)
    nothing = np.zeros(len(laid), dtype=np.int64)
    inputs = Inputs(laid, np.arange(len(laid)), np.zeros((1, 6), dtype=np.float32), nothing)
    found = Lstm(weights)(inputs, layout.active)[layout.order]
    expected = np.concatenate([read_both_ways(sequence, weights, depth) for sequence in sequences])
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-5)


def spacing_of(forms: list[str]) -> Numbers:
    return np.array([7, *[3] * (len(forms) - 1)])


def encode(encoder: FormEncoder, forms: list[str]) -> Numbers:
    vectors, places = encoder.encode(forms)
    return vectors[places]


def test_a_form_met_before_has_the_vector_it_had_and_so_has_one_met_in_company() -> None:
    weights, tables = make_syntax_weights(), make_tables()
    forms = [form for paragraph in PARAGRAPHS for form in paragraph]
    fresh = np.concatenate([encode(FormEncoder(weights, tables), [form]) for form in forms])
    encoder = FormEncoder(weights, tables)
    encode(encoder, forms[::2])
    for _ in range(2):
        np.testing.assert_allclose(encode(encoder, forms), fresh, atol=1e-5)


def test_the_memory_of_forms_grows_and_is_emptied_without_changing_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, tables = make_syntax_weights(), make_tables()
    many = [f"word{number}" for number in range(5000)]
    first = encode(FormEncoder(weights, tables), many)
    monkeypatch.setattr(networks, "MOST_FORMS", 1000)
    forgetful = FormEncoder(weights, tables)
    for start in range(0, len(many), 700):
        part = slice(start, start + 700)
        np.testing.assert_allclose(encode(forgetful, many[part]), first[part], atol=1e-5)
    np.testing.assert_allclose(encode(forgetful, many), first, atol=1e-5)


def test_what_the_first_layer_reads_is_the_form_and_the_white_space_around_it() -> None:
    numbers = random_numbers(3)
    forms, spacing, matrix = numbers(2, 5), numbers(8, 5), numbers(5, 4)
    form_of, spacing_codes = np.array([1, 0, 1]), np.array([3, 0, 7])
    found = Inputs(forms, form_of, spacing, spacing_codes).times(matrix)
    np.testing.assert_allclose(found, (forms[form_of] + spacing[spacing_codes]) @ matrix, atol=1e-5)


def test_codes_of_white_space_count_before_after_and_the_beginning_of_a_paragraph() -> None:
    # "No, sir" and then a word that is joined to a full stop.
    assert find_spacing([(0, 2), (2, 3), (4, 7), (7, 8)]) == [6, 1, 2, 1]
    assert find_spacing([(0, 5)]) == [7]
    assert find_spacing([]) == []


def test_names_are_scored_alike_alone_and_in_any_batch() -> None:
    network = NameNetwork(make_name_weights(), make_tables())
    alone = [network.score(forms, spacing_of(forms), [len(forms)]) for forms in PARAGRAPHS]
    for order in (range(len(PARAGRAPHS)), range(len(PARAGRAPHS) - 1, -1, -1)):
        chosen = [PARAGRAPHS[place] for place in order]
        together = network.score(
            [form for forms in chosen for form in forms],
            np.concatenate([spacing_of(forms) for forms in chosen]),
            [len(forms) for forms in chosen],
        )
        np.testing.assert_allclose(together, np.concatenate([alone[place] for place in order]), atol=1e-4)


def test_syntax_is_scored_alike_alone_and_in_a_batch() -> None:
    network = SyntaxNetwork(make_syntax_weights(), make_tables())
    alone = [network.score(forms, spacing_of(forms), [len(forms)]) for forms in PARAGRAPHS]
    together = network.score(
        [form for forms in PARAGRAPHS for form in forms],
        np.concatenate([spacing_of(forms) for forms in PARAGRAPHS]),
        [len(forms) for forms in PARAGRAPHS],
    )
    for part, values in enumerate(together):
        np.testing.assert_allclose(values, np.concatenate([scores[part] for scores in alone]), atol=1e-4)
    first = len(PARAGRAPHS[0])
    stop = first + len(PARAGRAPHS[1])
    arcs = network.score_arcs(together, first, stop)
    assert arcs.shape == (stop - first, stop - first + 1)
    np.testing.assert_allclose(arcs, network.score_arcs(alone[1], 0, stop - first), atol=1e-3)


def test_an_arc_is_scored_as_a_biaffine_product_and_a_root_by_its_own_vector() -> None:
    weights = make_syntax_weights()
    network = SyntaxNetwork(weights, make_tables())
    forms = PARAGRAPHS[0]
    scores = network.score(forms, spacing_of(forms), [len(forms)])
    arcs = network.score_arcs(scores, 0, len(forms))
    width = weights["arc"].shape[1]
    np.testing.assert_allclose(arcs[2, 3], scores.arc_dependents[2] @ scores.arc_heads[3], rtol=1e-4)
    np.testing.assert_allclose(arcs[2, -1], scores.arc_dependents[2] @ weights["root"][:width], rtol=1e-4)


def test_the_relation_of_a_word_depends_on_its_head_alone() -> None:
    network = SyntaxNetwork(make_syntax_weights(), make_tables())
    forms = PARAGRAPHS[0]
    scores = network.score(forms, spacing_of(forms), [len(forms)])
    heads = np.array([3, 2, 3, 3, 5, 3, 7, 3, 3])
    one = network.score_relations(scores, heads)
    other = network.score_relations(scores, np.where(np.arange(len(forms)) == 0, 2, heads))
    np.testing.assert_allclose(one[1:], other[1:], atol=1e-5)
    assert not np.allclose(one[0], other[0])


def described(reading: ParagraphReading) -> tuple[object, ...]:
    return tuple(reading.words), tuple(reading.sentences), tuple(reading.names)


def test_a_reader_answers_the_same_alone_in_a_batch_and_again() -> None:
    texts = [
        ["Police in Lagos arrested nine traders. They were freed on Friday.", "The market was shut."],
        ["“Nobody told us,” said Amina Bello, 34, who sells yams at the gate."],
        [],
        ["", "N'Djamena"],
    ]
    reader = make_reader()
    alone = [[described(one) for one in make_reader().read([text])[0]] for text in texts]
    assert [[described(one) for one in readings] for readings in reader.read(texts)] == alone
    assert [[described(one) for one in readings] for readings in reader.read(texts[::-1])] == alone[::-1]


def test_only_tags_of_one_name_may_follow_each_other_inside_it() -> None:
    tags = ["O", "B-LOC", "I-LOC", "E-LOC", "S-LOC", "B-ORG", "E-ORG"]
    allowed = allow_following(tags)
    pairs = {(one, two) for a, one in enumerate(tags) for b, two in enumerate(tags) if allowed[a, b]}
    assert {("B-LOC", "E-LOC"), ("I-LOC", "I-LOC"), ("E-LOC", "B-ORG"), ("O", "S-LOC"), ("S-LOC", "O")} <= pairs
    assert not {("B-LOC", "O"), ("B-LOC", "E-ORG"), ("O", "I-LOC"), ("E-LOC", "E-LOC"), ("I-LOC", "B-ORG")} & pairs


PLAIN = "The army said that rebels had burnt the bridge at Kasenga , and 40 families fled across the lake "


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        " \n\t ",
        "Hm",
        "…",
        "\ufffd\ufffd a \u200b b",
        "😀 👍🏽 ok 🇰🇪",
        PLAIN * 40,
        "x" * 5000,
        "KAMPALA —  Two “rebels”\n(both armed) fled; the army’s spokesman, Lt. Okello, said so…",
    ],
    ids=["nothing", "white space", "one word", "one mark", "odd", "emoji", "no full stop", "one long word", "marks"],
)
def test_any_paragraph_gets_whole_sentences_with_one_root_each_and_names_inside_it(paragraph: str) -> None:
    reading = make_reader().read([["Before it.", paragraph, "After it."]])[0][1]
    words = reading.words
    assert "".join(word.text for word in words) == "".join(paragraph.replace("\u200b", "").split())
    assert all(paragraph[word.start : word.end] == word.text for word in words)
    bounds = [*reading.sentences, len(words)]
    assert bounds[0] == 0
    for first, stop in pairwise(bounds):
        assert 0 < stop - first <= 160
        roots = [place for place in range(first, stop) if words[place].head == place]
        assert [place for place in range(first, stop) if words[place].relation == "root"] == roots
        assert len(roots) == 1
        assert all(first <= words[place].head < stop for place in range(first, stop))
    assert all(0 <= first < stop <= len(words) for first, stop, _ in reading.names)
    assert {label for _, _, label in reading.names} <= {"PERSON", "LOC"}
