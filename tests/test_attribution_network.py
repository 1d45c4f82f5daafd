"""The network of attributions: one answer whatever the batch, and the same as in PyTorch."""

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from made_networks import ATTRIBUTION_LABELS, ATTRIBUTION_WORDS, make_attribution_reader, make_attribution_weights
from made_networks import make_reader as make_english_reader
from made_parses import made, read
from onrecord.language import Parse, Sighting
from onrecord.language.english import attributions
from onrecord.language.english.attributions import (
    AttributionNetwork,
    Describer,
)
from onrecord.language.english.hashing import hash_word
from onrecord.language.model import EnglishModel
from onrecord.language.sighting import CONTENT, CUE, NO_ROLE, SOURCE

LONGEST = 10
TRAINING = Path(__file__).resolve().parent.parent / "training"


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
    assert model.sight(parses, quotations) == [(), ()]
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
