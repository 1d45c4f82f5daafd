"""Small networks with random weights, in the shapes the loader expects, for tests of what holds of any network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from onrecord.language.english.attributions import (
    ANCHORS,
    DISTANCE_CODES,
    FIXED_EDGES,
    PLACES,
    QUOTE_PAIRS,
    QUOTE_STATES,
    AttributionNetwork,
    AttributionReader,
    Labels,
)
from onrecord.language.english.features import FLAGS, LETTER_ROWS, ROWS, FormTables
from onrecord.language.english.hashing import HashedWords, hash_word, pack
from onrecord.language.english.lemmas import LemmaTables, Lemmatizer
from onrecord.language.english.network import NameNetwork, SyntaxNetwork
from onrecord.language.english.reader import DATA, EnglishReader, NameReader, SyntaxReader
from onrecord.language.english.tokenizer import Tokenizer
from onrecord.language.sighting import ROLES

Numbers = np.ndarray[Any, np.dtype[Any]]

VOCABULARY = ("the", "said", "police", "market", "of", ",", ".", "killed", "in", "he")
ATTRIBUTION_WORDS = ("say", "police", "market", "tell", "the")
SYNTAX_LABELS = {
    "tags": ["NN", "NNP", "VBD", "IN", ".", ","],
    "morphs": ["NOUN|Number=Sing", "VERB|Mood=Ind|Tense=Past|VerbForm=Fin", "PUNCT|", "ADP|"],
    "relations": ["nsubj", "obj", "punct", "root", "case", "nmod"],
}
NAME_LABELS = {"tags": ["O", *(f"{part}-{kind}" for kind in ("PERSON", "LOC") for part in "BIES")]}
ATTRIBUTION_LABELS = Labels(SYNTAX_LABELS["relations"], SYNTAX_LABELS["tags"], ["LOC", "PERSON"])
_FORM, _HIDDEN, _DEPTH, _ARC, _RELATION = 12, 6, 2, 7, 5
_NORM, _KEY, _LETTER, _FILTERS = 5, 2, 4, 6
_MIXED, _PAIR, _MIDDLE = 10, 8, 64


def make_tables() -> FormTables:
    """Return tables that know a handful of words."""
    clusters = [("police", 37), ("market", 1061), ("said", 5), ("Lagos", 21)]
    lists = [("kenya", 1), ("lagos", 4), ("amina", 32)]
    stored = {**pack(clusters, "clusters"), **pack(lists, "lists")}
    return FormTables(HashedWords.unpack(stored, "clusters"), HashedWords.unpack(stored, "lists"))


def make_syntax_weights(seed: int = 1) -> dict[str, Numbers]:
    """Return the weights of a syntax network."""
    made = _Maker(seed)
    width = 2 * _HIDDEN
    weights = {
        **_make_encoder(made),
        **made.linear("tag", width, len(SYNTAX_LABELS["tags"])),
        **made.linear("morph", width, len(SYNTAX_LABELS["morphs"])),
        **made.linear("start.0", width, 4),
        **made.linear("start.2", 4, 1),
        **made.linear("mlp", width, 2 * _ARC + 2 * _RELATION),
        **made.linear("relation", 2 * _RELATION, len(SYNTAX_LABELS["relations"])),
    }
    weights["arc"] = made.numbers(_ARC + 1, _ARC)
    weights["root"] = made.numbers(_ARC + _RELATION)
    return weights


def make_name_weights(seed: int = 2) -> dict[str, Numbers]:
    """Return the weights of a name network."""
    made = _Maker(seed)
    count = len(NAME_LABELS["tags"])
    weights = {**_make_encoder(made), **made.linear("hidden", 2 * _HIDDEN, 8), **made.linear("tag", 8, count)}
    weights["follow"] = made.numbers(count, count)
    return weights


def make_attribution_weights(seed: int = 3) -> dict[str, Numbers]:
    """Return the weights of a network of attributions that reads the vectors of `make_syntax_weights`."""
    made = _Maker(seed)
    width = 2 * _HIDDEN
    relations, tags, names = map(len, ATTRIBUTION_LABELS)
    described = (QUOTE_STATES, relations + 1, tags + 1, names + 1, PLACES)
    return {
        "vocabulary": np.array([hash_word(word) for word in ATTRIBUTION_WORDS], dtype=np.uint32),
        **made.linear("inner", width, _MIXED),
        "lemma.weight": made.numbers(len(ATTRIBUTION_WORDS) + 1, _MIXED),
        **{f"codes.{place}.weight": made.numbers(count, _MIXED) for place, count in enumerate(described)},
        **make_lstm_weights(made.numbers, _MIXED, _HIDDEN, _DEPTH),
        **made.linear("anchor.0", width, _MIDDLE),
        **made.linear("anchor.2", _MIDDLE, ANCHORS),
        **made.linear("word", width, _PAIR),
        **made.linear("teller", width, _PAIR),
        "edge.weight": made.numbers(FIXED_EDGES + 3 * (relations + 1), _PAIR),
        "distance.weight": made.numbers(DISTANCE_CODES, _PAIR),
        "quote.weight": made.numbers(QUOTE_PAIRS, _PAIR),
        **made.linear("role", _PAIR, ROLES),
    }


def make_attribution_reader() -> AttributionReader:
    """Return a reader of attributions with a random network, for parses that `make_reader` made."""
    return AttributionReader(AttributionNetwork(make_attribution_weights()), ATTRIBUTION_LABELS)


def make_reader() -> EnglishReader:
    """Return a reader with the shipped rules and tables of lemmas, and with random networks."""
    tables = make_tables()
    return EnglishReader(
        Tokenizer.load(),
        Lemmatizer(LemmaTables.load(DATA / "lemmas.json.gz")),
        SyntaxReader(SyntaxNetwork(make_syntax_weights(), tables), SYNTAX_LABELS),
        NameReader(NameNetwork(make_name_weights(), tables), NAME_LABELS),
    )


class _Maker:
    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def numbers(self, *shape: int) -> Numbers:
        return self._random.normal(scale=0.7, size=shape).astype(np.float32)

    def linear(self, name: str, width: int, answers: int) -> dict[str, Numbers]:
        return {f"{name}.weight": self.numbers(answers, width), f"{name}.bias": self.numbers(answers)}


def _make_encoder(made: _Maker) -> dict[str, Numbers]:
    weights = {
        "vocabulary": np.array([hash_word(word) for word in VOCABULARY], dtype=np.uint32),
        "encoder.spacing.weight": made.numbers(8, _FORM),
        "encoder.form.norm.weight": made.numbers(len(VOCABULARY) + 1, _NORM),
        "encoder.form.letters.weight": made.numbers(LETTER_ROWS, _LETTER),
        "encoder.form.convolution.weight": made.numbers(_FILTERS, _LETTER, 3),
        "encoder.form.convolution.bias": made.numbers(_FILTERS),
        **{f"encoder.form.keys.{place}.weight": made.numbers(rows, _KEY) for place, rows in enumerate(ROWS)},
        **made.linear("encoder.form.mix", _NORM + _KEY * len(ROWS) + _FILTERS + FLAGS, _FORM),
        "encoder.form.scale.weight": made.numbers(_FORM),
        "encoder.form.scale.bias": made.numbers(_FORM),
    }
    weights["encoder.form.letters.weight"][0] = 0
    return {**weights, **make_lstm_weights(made.numbers, _FORM, _HIDDEN, _DEPTH)}


def make_lstm_weights(numbers: Callable[..., Numbers], width: int, hidden: int, depth: int) -> dict[str, Numbers]:
    """Return layers of bidirectional LSTM as PyTorch names their weights; `numbers` makes an array of a shape."""
    weights: dict[str, Numbers] = {}
    for layer in range(depth):
        for way in ("ahead", "back"):
            name = f"encoder.{way}.{layer}"
            weights[f"{name}.weight_ih_l0"] = numbers(4 * hidden, 2 * hidden if layer else width)
            weights[f"{name}.weight_hh_l0"] = numbers(4 * hidden, hidden)
            weights[f"{name}.bias_ih_l0"] = numbers(4 * hidden)
            weights[f"{name}.bias_hh_l0"] = numbers(4 * hidden)
    return weights
