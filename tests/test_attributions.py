"""The network of attributions: how it is shown a report, one answer whatever the batch, and what it learnt from."""

import importlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_models import MadeModel, read_sentences, read_word
from made_networks import ATTRIBUTION_LABELS, ATTRIBUTION_WORDS, make_attribution_reader, make_attribution_weights
from made_networks import make_reader as make_english_reader
from onrecord.language import NameSpan, Parse, SentenceRange, Sighting, Token
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
    AttributionNetwork,
    Describer,
    code_distances,
    find_quote_states,
    number_quotations,
    pair_quotes,
)
from onrecord.language.english.hashing import hash_word
from onrecord.language.model import EnglishModel
from onrecord.language.sighting import CONTENT, CUE, NO_ROLE, SOURCE
from onrecord.records import Report, Span
from onrecord.records.quotation import Quotation
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations

TRAINING = Path(__file__).resolve().parent.parent / "training"
RELATIONS = len(ATTRIBUTION_LABELS.relations)
LONGEST = 10
ROWS = {hash_word(word): row for row, word in enumerate(ATTRIBUTION_WORDS, 1)}

TEXTS = (
    "Police in Lusaka said that the market had been shut. “Nobody told us,” a trader complained.",
    "The mine is flooded.\n\n“We heard ‘get out’ twice,” said the foreman, and he ran.\n\n“It rose.\n\n“Too fast.”",
    "Rain.",
)


@pytest.fixture(scope="module")
def model() -> EnglishModel:
    """A model whose networks are random but whose tokens are the shipped ones."""
    return EnglishModel(make_english_reader(), make_attribution_reader())


def read(model: EnglishModel, *texts: str) -> tuple[list[Parse], list[tuple[Quotation, ...]]]:
    paragraphs = [find_paragraphs(Report(id="re-test", text=text)) for text in texts]
    return model.parse(texts, paragraphs), [find_quotations(*one) for one in zip(texts, paragraphs, strict=True)]


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


def made(document: str) -> Parse:
    """Return the parse of a document written as `made_models` tells, a paragraph of the text behind each `||`."""
    paragraphs = [
        " ".join(read_word(word)[0] for sentence in read_sentences(part) for word in sentence)
        for part in document.split(" || ")
    ]
    starts = [sum(len(one) + 2 for one in paragraphs[:number]) for number in range(len(paragraphs))]
    spans = [Span(start=start, end=start + len(one)) for start, one in zip(starts, paragraphs, strict=True)]
    return MadeModel(document).parse(["\n\n".join(paragraphs)], [spans])[0]


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


def lay_word(place: int, head: int, sentence: int) -> Token:
    return Token(
        index=place,
        start=2 * place,
        end=2 * place + 1,
        text="a",
        lower="a",
        lemma="a",
        pos="X",
        tag="X",
        morph="",
        dep="dep",
        head=head,
        sentence=sentence,
    )


def lay_sentences(lengths: Sequence[tuple[int, bool]]) -> Parse:
    """Return a parse of sentences of these lengths; each says whether it opens a paragraph."""
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    paragraph = -1
    for number, (length, opens) in enumerate(lengths):
        paragraph += opens or not number
        first, stop = len(tokens), len(tokens) + length
        tokens += [lay_word(place, first, number) for place in range(first, stop)]
        sentences.append(SentenceRange(first=first, stop=stop, paragraph=paragraph))
    return Parse("a " * len(tokens), tuple(tokens), tuple(sentences), ())


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


def assert_same(found: tuple[Sighting, ...] | None, expected: tuple[Sighting, ...] | None) -> None:
    assert found is not None
    assert expected is not None
    assert [(one.anchor, one.first) for one in found] == [(one.anchor, one.first) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert (one.outer, one.nested) == pytest.approx((other.outer, other.nested), abs=1e-5)
        np.testing.assert_allclose(one.roles, other.roles, atol=1e-5)


def test_a_report_is_seen_alike_alone_together_and_in_reverse(
    model: EnglishModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributions, "LONGEST_PASSAGE", LONGEST)
    parses, quotations = read(model, *TEXTS)
    alone = [model.sight([parse], [quoted])[0] for parse, quoted in zip(parses, quotations, strict=True)]
    assert all(alone)
    for order in (1, -1):
        together = model.sight(parses[::order], quotations[::order])
        for found, expected in zip(together[::order], alone, strict=True):
            assert_same(found, expected)


def test_beliefs_of_a_word_sum_to_one_and_a_sighting_covers_its_passage(model: EnglishModel) -> None:
    parses, quotations = read(model, *TEXTS)
    for parse, found in zip(parses, model.sight(parses, quotations), strict=True):
        assert found
        assert [one.anchor for one in found] == sorted({one.anchor for one in found})
        for one in found:
            assert one.first == 0
            assert one.roles.shape == (len(parse.tokens), 4)
            np.testing.assert_allclose(one.roles.sum(axis=1), 1, atol=1e-5)
            assert (one.roles >= 0).all()
            assert attributions.LEAST_BELIEF <= one.belief == one.outer + one.nested <= 1 + 1e-5


def test_the_quotation_marks_around_words_change_what_is_seen(model: EnglishModel) -> None:
    (parse,), (quotations,) = read(model, TEXTS[0])
    (marked,), (plain,) = model.sight([parse], [quotations]), model.sight([parse], [()])
    assert marked
    assert plain
    assert not np.allclose([one.outer for one in marked][:5], [one.outer for one in plain][:5])


def test_a_parse_without_vectors_is_seen_as_none_beside_others_that_are_seen(model: EnglishModel) -> None:
    parses, quotations = read(model, *TEXTS)
    bare = Parse(parses[1].text, parses[1].tokens, parses[1].sentences, parses[1].names)
    first, second, third = model.sight([parses[0], bare, parses[2]], quotations)
    assert second is None
    (expected,) = model.sight([parses[0]], [quotations[0]])
    assert_same(first, expected)
    assert third


def test_nothing_is_seen_in_an_empty_text_or_in_no_texts(model: EnglishModel) -> None:
    parses, quotations = read(model, "", " \n ")
    assert not any(model.sight(parses, quotations))
    assert model.sight([], []) == []


def test_the_shipped_network_sees_who_says_what() -> None:
    shipped = EnglishModel()
    parses, quotations = read(shipped, "The harbour master said that two dhows had sunk.", "The road is long.")
    told, plain = shipped.sight(parses, quotations)
    assert told is not None
    (one,) = [sighting for sighting in told if sighting.belief > 0.5]
    words = [token.text for token in parses[0].tokens]
    assert words[one.anchor] == "said"
    assert one.outer > one.nested
    assert [words[place] for place in one.tokens(SOURCE)] == ["The", "harbour", "master"]
    assert [words[place] for place in one.tokens(CUE)] == ["said"]
    assert [words[place] for place in one.tokens(CONTENT)] == ["that", "two", "dhows", "had", "sunk"]
    assert plain is not None
    assert not [sighting for sighting in plain if sighting.belief > 0.5]


def test_a_sighting_tells_its_tokens_by_their_likeliest_part_and_any_belief_within_its_passage() -> None:
    roles = np.array([[0.1, 0.1, 0.7, 0.1], [0.0, 1.0, 0.0, 0.0], [0.4, 0.0, 0.1, 0.5], [0.6, 0.1, 0.1, 0.2]])
    one = Sighting(anchor=6, outer=0.5, nested=0.25, first=5, roles=roles)
    assert one.belief == 0.75
    assert (one.tokens(SOURCE), one.tokens(CUE), one.tokens(CONTENT), one.tokens(NO_ROLE)) == ([5], [6], [7], [8])
    assert one.belief_of(CONTENT, 7) == 0.5
    assert one.belief_of(CONTENT, 8) == pytest.approx(0.2)
    assert (one.belief_of(CUE, 4), one.belief_of(CUE, 9)) == (0, 0)


def load_training(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Return the modules that train the network; skips where PyTorch is not installed."""
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(TRAINING)
    return SimpleNamespace(
        **{name: importlib.import_module(name) for name in ("torch", "attribution_data", "attribution_network")}
    )


def make_trained(training: SimpleNamespace) -> Any:  # noqa: ANN401 - PyTorch may not be installed
    """Return the network of `made_networks` in PyTorch; loading is strict in names and shapes."""
    weights = make_attribution_weights()
    layer = weights["encoder.ahead.0.weight_ih_l0"]
    widths = training.attribution_network.Widths(
        vectors=weights["inner.weight"].shape[1],
        mixed=layer.shape[1],
        hidden=layer.shape[0] // 4,
        pair=weights["word.bias"].shape[0],
        depth=sum(name.startswith("encoder.ahead") and name.endswith("weight_ih_l0") for name in weights),
    )
    kinds = (*map(len, ATTRIBUTION_LABELS), weights["edge.weight"].shape[0])
    network = training.attribution_network.AttributionNetwork(len(ATTRIBUTION_WORDS), kinds, widths)
    tensors = {name: training.torch.from_numpy(array) for name, array in weights.items() if name != "vocabulary"}
    network.load_state_dict(tensors)
    return network.eval()


def test_numpy_scores_and_learns_the_same_losses_as_pytorch(
    model: EnglishModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributions, "LONGEST_PASSAGE", LONGEST)
    training = load_training(monkeypatch)
    data = training.attribution_data
    (parse,), (quotations,) = read(model, TEXTS[1])
    count = len(parse.tokens)
    assert len(Describer(ATTRIBUTION_LABELS).describe(parse, quotations).passages) > 1
    generator = np.random.default_rng(8)
    gold = {place: dict(enumerate(generator.integers(0, 4, count).tolist())) for place in (1, 9, count - 2)}
    allowed = generator.integers(1, 8, count)
    document = data.Document(
        "made", "own", parse, quotations, [data.Marked(place, roles) for place, roles in gold.items()], allowed
    )
    describer = Describer(ATTRIBUTION_LABELS)
    batch = data.collate(list(data.make_examples(document, describer, ROWS)))
    with training.torch.no_grad():
        anchor_loss, role_loss = (float(one) for one in make_trained(training).lose(batch))

    monkeypatch.setattr(attributions, "LEAST_BELIEF", 0)
    described = describer.describe(parse, quotations)
    network = AttributionNetwork(make_attribution_weights())
    beliefs = network.score_anchors(network.read(parse.vectors, [described])) if parse.vectors is not None else None
    assert beliefs is not None
    bits = np.stack([allowed & 1 << bit > 0 for bit in range(3)], axis=1)
    # What PyTorch pads a passage with may be any anchor, which costs nothing.
    assert -np.log((beliefs * bits).sum(axis=1)).sum() == pytest.approx(anchor_loss, rel=1e-4)
    (sightings,) = model.sight([parse], [quotations])
    assert sightings is not None
    assert [one.anchor for one in sightings] == list(range(count))
    expected = sum(
        -np.log(one.belief_of(role, place))
        for one in sightings
        for place, role in gold.get(one.anchor, {}).items()
        if one.first <= place < one.first + len(one.roles)
    )
    assert expected == pytest.approx(role_loss, rel=1e-4)


def test_a_role_that_is_unknown_is_not_learnt_from(model: EnglishModel, monkeypatch: pytest.MonkeyPatch) -> None:
    training = load_training(monkeypatch)
    data = training.attribution_data
    (parse,), (quotations,) = read(model, TEXTS[0])
    losses = []
    for roles in ({}, {0: 2}):
        marked = data.Marked(3, roles, knows_roles=False)
        document = data.Document("made", "gum", parse, quotations, [marked], np.full(len(parse.tokens), data.ANY))
        batch = data.collate(list(data.make_examples(document, Describer(ATTRIBUTION_LABELS), ROWS)))
        with training.torch.no_grad():
            losses.append([float(one) for one in make_trained(training).lose(batch)])
    (anchors, nothing), (_, source) = losses
    assert anchors == pytest.approx(0, abs=1e-3)
    assert nothing == 0
    (sightings,) = model.sight([parse], [quotations])
    assert sightings is not None
    (expected,) = [-np.log(one.belief_of(SOURCE, 0)) for one in sightings if one.anchor == 3]
    assert source == pytest.approx(expected, rel=1e-4)


def test_the_anchor_of_a_cue_is_its_first_word_that_hangs_on_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load_training(monkeypatch).attribution_data
    parse = made("She/PRON/4/nsubj did/AUX/4/aux not/PART/4/advmod say/VERB/0/root ,/PUNCT/4/punct so/ADV/4/advmod")
    assert data.find_anchor(parse, [1, 2, 3]) == 3
    assert data.find_anchor(parse, [4]) == 4
    assert data.find_anchor(parse, [4, 5]) == 5


def test_names_are_described_by_the_label_of_the_run_that_they_stand_in() -> None:
    plain = lay_sentences([(4, True)])
    named = Parse(plain.text, plain.tokens, plain.sentences, (NameSpan(first=1, stop=3, label="LOC"),))
    assert Describer(ATTRIBUTION_LABELS).describe(named, ()).codes[:, 3].tolist() == [0, 1, 1, 0]
