"""The trained networks in NumPy: word forms to vectors, vectors through LSTMs, and what is read off them.

A batch of paragraphs is laid out by steps: first the first word of every paragraph, the longest paragraph first, then
the second words, and so on. Nothing is padded, and every step of an LSTM is one product of a matrix.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from onrecord.language.english.features import MOST_LETTERS, ROWS, Forms, FormTables
from onrecord.language.english.hashing import Numbers

Weights: TypeAlias = Mapping[str, Numbers]

MOST_FORMS = 100_000  # vectors kept before they are dropped
LEAK = 0.1


class FormEncoder:
    """A vector a word form, computed when the form is first met and kept."""

    def __init__(self, weights: Weights, tables: FormTables) -> None:
        """Keep the weights; nothing is computed yet."""
        self._weights = {name.removeprefix("encoder.form."): value for name, value in weights.items()}
        self._tables = tables
        self._norms = {int(key): row for row, key in enumerate(weights["vocabulary"].tolist(), 1)}
        self._rows: dict[str, int] = {}
        self._vectors = np.zeros((4096, len(weights["encoder.form.mix.bias"])), dtype=np.float32)

    def encode(self, forms: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Return a vector for each distinct form, and for each form which of them is its own."""
        rows = self._rows
        missing = [form for form in dict.fromkeys(forms) if form not in rows]
        if missing:
            if len(rows) + len(missing) > MOST_FORMS:
                rows.clear()
                missing = list(dict.fromkeys(forms))
            self._add(missing)
        distinct, places = np.unique([rows[form] for form in forms], return_inverse=True)
        return self._vectors[distinct], places

    def _add(self, forms: list[str]) -> None:
        first = len(self._rows)
        while first + len(forms) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[first : first + len(forms)] = self._compute(self._tables.describe(forms))
        self._rows.update(zip(forms, range(first, first + len(forms)), strict=True))

    def _compute(self, forms: Forms) -> Numbers:
        weights = self._weights
        parts = [weights["norm.weight"][[self._norms.get(norm, 0) for norm in forms.norms]]]
        parts += [weights[f"keys.{place}.weight"][forms.keys[:, place]] for place in range(len(ROWS))]
        parts += [self._read_letters(forms.letters), forms.flags]
        mixed = np.maximum(np.concatenate(parts, axis=1) @ weights["mix.weight"].T + weights["mix.bias"], 0)
        mixed -= mixed.mean(axis=1, keepdims=True)
        mixed /= np.sqrt((mixed * mixed).mean(axis=1, keepdims=True) + 1e-5)
        return np.asarray(mixed * weights["scale.weight"] + weights["scale.bias"])

    def _read_letters(self, letters: Numbers) -> Numbers:
        """Return the strongest answer of each filter over three letters in a row."""
        weights = self._weights
        vectors = np.pad(weights["letters.weight"][letters], ((0, 0), (1, 1), (0, 0)))
        windows = np.concatenate([vectors[:, shift : shift + MOST_LETTERS] for shift in range(3)], axis=2)
        kernel = weights["convolution.weight"]  # filters, letter width, 3
        flat = windows.reshape(-1, windows.shape[2]) @ kernel.transpose(2, 1, 0).reshape(-1, len(kernel))
        answers = flat.reshape(len(letters), MOST_LETTERS, -1) + weights["convolution.bias"]
        answers[letters == 0] = -1e4
        return np.asarray(np.maximum(answers.max(axis=1), 0))


class Layout(NamedTuple):
    """Where the tokens of a batch lie: `order` takes tokens in text order to steps; `active` counts them a step."""

    order: Numbers
    active: tuple[int, ...]


def lay_out(lengths: Sequence[int]) -> Layout:
    """Return the layout of paragraphs of these lengths."""
    sizes = np.array(lengths)
    ranked = np.argsort(-sizes, kind="stable")
    rank = np.empty_like(ranked)
    rank[ranked] = np.arange(len(ranked))
    active = (sizes[ranked][None, :] > np.arange(sizes.max())[:, None]).sum(axis=1)
    offsets = np.concatenate([[0], np.cumsum(active)[:-1]])
    # The place of each token of the text among the steps, and its inverse.
    place = np.concatenate([offsets[:length] + rank[number] for number, length in enumerate(lengths)])
    return Layout(place, tuple(active.tolist()))


class Lstm:
    """Layers of bidirectional LSTM over a batch that is laid out by steps."""

    def __init__(self, weights: Weights) -> None:
        """Fold what can be folded: a sigmoid is a tanh of half its argument, so that one tanh serves all gates."""
        self._layers: list[list[tuple[Numbers, Numbers, Numbers]]] = []
        while f"encoder.ahead.{len(self._layers)}.weight_ih_l0" in weights:
            self._layers.append([_fold(weights, f"encoder.{way}.{len(self._layers)}") for way in ("ahead", "back")])

    def __call__(self, first: "Inputs | Vectors", active: Sequence[int]) -> Numbers:
        """Return (tokens, width of both directions) in the layout of `first`."""
        vectors: Numbers | None = None
        for layer in self._layers:
            both = []
            for (inner, state, bias), back in zip(layer, (False, True), strict=True):
                gates = first.times(inner) if vectors is None else vectors @ inner
                gates += bias
                both.append(_run(gates, active, state, back=back))
            vectors = np.concatenate(both, axis=1)
        return np.asarray(vectors)


class Inputs(NamedTuple):
    """What the first layer reads: for every token a row of `forms` plus a row of `spacing`."""

    forms: Numbers
    form_of: Numbers
    spacing: Numbers
    spacing_of: Numbers

    def times(self, matrix: Numbers) -> Numbers:
        """Return (tokens, columns): every distinct form is multiplied but once."""
        product: Numbers = (self.forms @ matrix)[self.form_of]
        product += (self.spacing @ matrix)[self.spacing_of]
        return product


class Vectors(NamedTuple):
    """What the first layer reads where every token has a vector of its own."""

    vectors: Numbers

    def times(self, matrix: Numbers) -> Numbers:
        """Return (tokens, columns)."""
        return np.asarray(self.vectors @ matrix)


def _fold(weights: Weights, layer: str) -> tuple[Numbers, Numbers, Numbers]:
    """Return weights for the input, for the state and the bias, with the gates as input, forget, output, candidate."""
    inner = weights[f"{layer}.weight_ih_l0"]
    state = weights[f"{layer}.weight_hh_l0"]
    bias = weights[f"{layer}.bias_ih_l0"] + weights[f"{layer}.bias_hh_l0"]
    width = state.shape[1]
    order = np.r_[0 : 2 * width, 3 * width : 4 * width, 2 * width : 3 * width]
    half = np.where(np.arange(4 * width) < 3 * width, np.float32(0.5), np.float32(1))
    inner, state, bias = inner[order] * half[:, None], state[order] * half[:, None], bias[order] * half
    return np.ascontiguousarray(inner.T), np.ascontiguousarray(state.T), bias


def _run(gates: Numbers, active: Sequence[int], state: Numbers, *, back: bool) -> Numbers:
    """Return the states of one direction of one layer; `gates` holds the part of the inputs and is written over."""
    width = len(state)
    hidden = np.zeros((active[0], width), dtype=np.float32)
    cell = np.zeros_like(hidden)
    out = np.empty((len(gates), width), dtype=np.float32)
    ends = np.cumsum(active).tolist()
    steps = range(len(active) - 1, -1, -1) if back else range(len(active))
    for step in steps:
        count = active[step]
        now = gates[ends[step] - count : ends[step]]
        now += hidden[:count] @ state
        np.tanh(now, out=now)
        sigmoids = now[:, : 3 * width]
        sigmoids *= 0.5
        sigmoids += 0.5
        kept = cell[:count]
        kept *= now[:, width : 2 * width]
        kept += now[:, :width] * now[:, 3 * width :]
        np.multiply(np.tanh(kept), now[:, 2 * width : 3 * width], out=hidden[:count])
        out[ends[step] - count : ends[step]] = hidden[:count]
    return out


class Encoder:
    """Paragraphs to vectors that know their surroundings."""

    def __init__(self, weights: Weights, tables: FormTables) -> None:
        """Keep the weights."""
        self._forms = FormEncoder(weights, tables)
        self._lstm = Lstm(weights)
        self._spacing = weights["encoder.spacing.weight"]

    def encode(self, forms: Sequence[str], spacing: Numbers, lengths: Sequence[int]) -> Numbers:
        """Return (tokens, width) in text order for paragraphs whose forms follow one another."""
        layout = lay_out(lengths)
        distinct, form_of = self._forms.encode(forms)
        laid = np.empty((2, len(forms)), dtype=np.int64)
        laid[:, layout.order] = form_of, spacing
        inputs = Inputs(distinct, laid[0], self._spacing, laid[1])
        return np.asarray(self._lstm(inputs, layout.active)[layout.order])


class SyntaxScores(NamedTuple):
    """What the syntax network says of every token, in text order; `hidden` is what it read all this from."""

    hidden: Numbers
    tags: Numbers
    morphs: Numbers
    starts: Numbers
    arc_dependents: Numbers
    arc_heads: Numbers
    relation_dependents: Numbers
    relation_heads: Numbers


class SyntaxNetwork:
    """Tags, sentence starts and the vectors of a biaffine parser (Dozat and Manning 2017)."""

    def __init__(self, weights: Weights, tables: FormTables) -> None:
        """Keep the weights."""
        self._encoder = Encoder(weights, tables)
        self._weights = weights
        arc = weights["arc"]
        self._arc_weight, self._arc_bias = arc[:-1], arc[-1]
        width = arc.shape[1]
        self._cuts = (width, 2 * width, 2 * width + (len(weights["root"]) - width))
        self._root_head, self._root_relation = np.split(weights["root"], [width])

    def score(self, forms: Sequence[str], spacing: Numbers, lengths: Sequence[int]) -> SyntaxScores:
        """Return the scores of paragraphs, whose forms follow one another."""
        hidden = self._encoder.encode(forms, spacing, lengths)
        weights = self._weights
        mixed = linear(hidden, weights, "mlp")
        np.maximum(mixed, LEAK * mixed, out=mixed)
        arc_dependents, arc_heads, relation_dependents, relation_heads = np.split(mixed, self._cuts, axis=1)
        starts = linear(np.maximum(linear(hidden, weights, "start.0"), 0), weights, "start.2")[:, 0]
        return SyntaxScores(
            hidden,
            linear(hidden, weights, "tag"),
            linear(hidden, weights, "morph"),
            starts,
            arc_dependents @ self._arc_weight + self._arc_bias,
            arc_heads,
            relation_dependents,
            relation_heads,
        )

    def score_arcs(self, scores: SyntaxScores, first: int, stop: int) -> Numbers:
        """Return (words, words + 1) for the sentence between two places: the heads for each word, last the root."""
        candidates = np.concatenate([scores.arc_heads[first:stop].T, self._root_head[:, None]], axis=1)
        return np.asarray(scores.arc_dependents[first:stop] @ candidates)

    def score_relations(self, scores: SyntaxScores, heads: Numbers) -> Numbers:
        """Return (tokens, relations) for the heads that were chosen; a root's is its own place."""
        vectors = scores.relation_heads[heads]
        vectors[heads == np.arange(len(heads))] = self._root_relation
        added = scores.relation_dependents + vectors
        pairs = np.concatenate([np.maximum(added, LEAK * added), scores.relation_dependents * vectors], axis=1)
        return linear(pairs, self._weights, "relation")


class NameNetwork:
    """Scores of BIOES tags, and of one tag after another."""

    def __init__(self, weights: Weights, tables: FormTables) -> None:
        """Keep the weights."""
        self._encoder = Encoder(weights, tables)
        self._weights = weights
        self.follow = weights["follow"]

    def score(self, forms: Sequence[str], spacing: Numbers, lengths: Sequence[int]) -> Numbers:
        """Return (tokens, tags) of passages, whose forms follow one another."""
        hidden = self._encoder.encode(forms, spacing, lengths)
        return linear(np.tanh(linear(hidden, self._weights, "hidden")), self._weights, "tag")


def linear(vectors: Numbers, weights: Weights, name: str) -> Numbers:
    """Return what the linear layer called `name` makes of the vectors."""
    return np.asarray(vectors @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])
