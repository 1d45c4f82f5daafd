"""The embedding of word forms: what is known of a form by itself, computed once per form and kept."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
from spacy.lang.lex_attrs import word_shape
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate

from onrecord.language.english.clusters import ClusterTable, Numbers

# One row count per feature, in the order of `describe_form`.
_ROWS = (6000, 2000, 3000, 1500, 3000, 1000, 64, 16)
_STRAIGHT_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_MOST_CACHED_FORMS = 200_000
_MASK = 0xFFFFFFFF
# Rare words share this norm in training, so that a word never seen before is met as one of a kind.
_UNFAMILIAR = 0

Arrays = list[Any]
Layer: TypeAlias = "Model[Any, Any]"
Embedded = tuple[Arrays, Callable[[Arrays], Arrays]]


def describe_norm(form: str) -> int:
    """Return the key of a form without its case and with plain quotation marks."""
    return int(hash_string(form.translate(_STRAIGHT_QUOTES).lower()))


def describe_form(form: str, clusters: ClusterTable) -> tuple[int, ...]:
    """Return the feature keys of a form: norm, prefix, suffix, shape, cluster and three ancestors of the cluster."""
    straight = form.translate(_STRAIGHT_QUOTES)
    code = clusters.find(straight)
    return (
        describe_norm(form),
        hash_string(straight[:3].lower()),
        hash_string(straight[-3:].lower()),
        hash_string(word_shape(straight)),
        code,
        code & 1023,
        code & 63,
        code & 15,
    )


class FormEmbedder:
    """Embeds every token by its form alone; in training per batch, otherwise through a cache of finished vectors."""

    def __init__(self, clusters: ClusterTable, width: int) -> None:
        """Start with empty caches."""
        self._clusters = clusters
        self._width = width
        self._familiar: frozenset[int] | None = None
        self._features: dict[int, tuple[int, ...]] = {}
        self._positions: dict[int, int] = {}
        self._vectors: Numbers = np.zeros((1024, width), dtype=np.float32)

    def __call__(self, model: Layer, docs: list[Doc], is_train: bool) -> Embedded:  # noqa: FBT001 - thinc's signature
        """Return one matrix per document, and the function that takes gradients back."""
        if is_train:
            return self._embed_for_training(model, docs)
        lengths = [len(doc) for doc in docs]
        keys = [token.orth for doc in docs for token in doc]
        matrix = self._cached_vectors(model, keys, docs)
        ends = np.cumsum(lengths)
        return [matrix[end - length : end] for end, length in zip(ends, lengths, strict=True)], _no_gradient

    def forget(self) -> None:
        """Drop the finished vectors, as must be done when the weights change."""
        self._positions.clear()

    def _describe(self, model: Layer, keys: list[int], docs: list[Doc]) -> Numbers:
        if self._familiar is None:
            self._familiar = read_familiar(model)
        for key in keys:
            if key not in self._features:
                norm, *others = describe_form(docs[0].vocab.strings[key], self._clusters)
                shown = norm if not self._familiar or norm & _MASK in self._familiar else _UNFAMILIAR
                self._features[key] = (shown, *others)
        return np.array([self._features[key] for key in keys], dtype=np.uint64).reshape(len(keys), len(_ROWS))

    def _cached_vectors(self, model: Layer, keys: list[int], docs: list[Doc]) -> Numbers:
        positions = self._positions
        if len(positions) > _MOST_CACHED_FORMS:
            positions.clear()
            self._features.clear()
        missing = [key for key in dict.fromkeys(keys) if key not in positions]
        if missing:
            vectors = model.layers[0].predict(self._describe(model, missing, docs))
            start = len(positions)
            while start + len(missing) > len(self._vectors):
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._vectors[start : start + len(missing)] = vectors
            positions.update(zip(missing, range(start, start + len(missing)), strict=True))
        return self._vectors[[positions[key] for key in keys]]

    def _embed_for_training(self, model: Layer, docs: list[Doc]) -> Embedded:
        lengths = [len(doc) for doc in docs]
        keys = np.array([token.orth for doc in docs for token in doc], dtype=np.uint64)
        distinct, inverse = np.unique(keys, return_inverse=True)
        vectors, backprop_mixer = model.layers[0](
            self._describe(model, [int(key) for key in distinct], docs), is_train=True
        )
        indices = np.ascontiguousarray(inverse.reshape(-1), dtype=np.int32)

        def backprop(gradients: Arrays) -> Arrays:
            summed = np.zeros(vectors.shape, dtype=np.float32)
            model.ops.scatter_add(summed, indices, np.ascontiguousarray(np.concatenate(gradients)))
            backprop_mixer(summed)
            return []

        ends = np.cumsum(lengths)
        matrix = vectors[indices]
        return [matrix[end - length : end] for end, length in zip(ends, lengths, strict=True)], backprop


def build_form_embedding(clusters: ClusterTable, width: int, seed: int) -> Model[list[Doc], Arrays]:
    """Return the embedding layer: one hash table per feature, mixed by a maxout layer."""
    tables = [
        HashEmbed(width, rows, column=column, seed=seed + column, dropout=0.0) for column, rows in enumerate(_ROWS)
    ]
    mixer = chain(concatenate(*tables), Maxout(width, width * len(_ROWS), nP=3, dropout=0.0, normalize=True))
    return Model("form_embedding", FormEmbedder(clusters, width), init=_initialise, layers=[mixer], dims={"nO": width})


def set_familiar(model: Layer, forms: Iterable[str]) -> None:
    """Tell every form embedding below `model` which words it may learn by name; the list is stored with the weights."""
    hashes = sorted({describe_norm(form) & _MASK for form in forms})
    for node in model.walk():
        if node.name == "form_embedding":
            node.attrs["familiar"] = np.array(hashes, dtype="<u4").tobytes()


def read_familiar(model: Layer) -> frozenset[int]:
    """Return the hashes that `set_familiar` stored; empty when every word is to be taken by name."""
    return frozenset(np.frombuffer(model.attrs.get("familiar", b""), dtype="<u4").tolist())


def _initialise(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ANN401, N803 - thinc's signature
    del X, Y
    model.layers[0].initialize(np.zeros((2, len(_ROWS)), dtype=np.uint64))


def _no_gradient(_: Arrays) -> Arrays:
    return []
