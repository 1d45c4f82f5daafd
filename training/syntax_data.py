"""Treebank paragraphs as numbered examples for the syntax network."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from corpora import EWT_TRAIN, GUM, GUM_GENRES, GUM_HELD_OUT, OWN_TREES
from network import FormTable
from optimise import group_by_length
from treebank import Paragraph, Word, read_paragraphs
from vary import Sentences

LONGEST = 140  # tokens of a paragraph read at once in training
NOTHING = -100  # a label that is not learnt from
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class Labels:
    """The label sets, in the order the network numbers them."""

    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)

    @classmethod
    def collect(cls, paragraphs: Iterable[Paragraph]) -> "Labels":
        """Return the labels that treebank paragraphs use at least three times."""
        tags, morphs, relations = Counter[str](), Counter[str](), Counter[str]()
        for paragraph in paragraphs:
            for word in (word for sentence in paragraph.sentences for word in sentence):
                tags[word.xpos] += 1
                morphs[f"{word.upos}|{word.feats}"] += 1
                relations[word.deprel] += 1
        return cls(*(sorted(one for one, count in c.items() if count >= 3) for c in (tags, morphs, relations)))  # noqa: PLR2004


@dataclass
class Example:
    """A paragraph in numbers; `heads` count within it, `len` is the root, NOTHING is unknown."""

    forms: Array
    spacing: Array
    tags: Array
    morphs: Array
    heads: Array
    relations: Array
    sentences: Array


@dataclass
class Batch:
    """Examples padded to one length, the longest first."""

    forms: tuple[Tensor, ...]
    places: Tensor
    spacing: Tensor
    lengths: Tensor
    tags: Tensor
    morphs: Tensor
    heads: Tensor
    relations: Tensor
    sentences: Tensor
    starts: Tensor


def read_training_trees() -> tuple[list[Paragraph], list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of the public treebanks to train on, our own, and the held-out documents of GUM."""
    training = list(read_paragraphs(EWT_TRAIN))
    held_out: list[Paragraph] = []
    for path in sorted(GUM.glob("*.conllu")):
        if path.stem in GUM_HELD_OUT:
            held_out.extend(read_paragraphs(path))
        elif path.stem.split("_")[1] in GUM_GENRES:
            training.extend(read_paragraphs(path))
    own = [paragraph for path in sorted(OWN_TREES.glob("*.conllu")) for paragraph in read_paragraphs(path)]
    return training, own, held_out


def collect_vocabulary(paragraphs: Iterable[Paragraph], texts: Iterable[list[str]] = (), often: int = 8) -> list[str]:
    """Return the lower-case words that two documents of the treebanks share, or that raw texts have `often`."""
    documents: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        for word in (word for sentence in paragraph.sentences for word in sentence):
            documents.setdefault(word.form.lower(), set()).add(paragraph.document)
    raw = Counter(word.lower() for text in texts for word in text)
    known = {word for word, where in documents.items() if len(where) > 1}
    return sorted(known | {word for word, count in raw.items() if count >= often})


def make_example(sentences: Sentences, labels: Labels, table: FormTable) -> Iterator[Example]:
    """Yield a paragraph as one example, or as several where it is longer than `LONGEST`."""
    piece: list[list[Word]] = []
    for sentence in sentences:
        if piece and sum(map(len, piece)) + len(sentence) > LONGEST:
            yield _number(piece, labels, table)
            piece = []
        piece.append(sentence)
    if piece:
        yield _number(piece, labels, table)


def _number(sentences: Sentences, labels: Labels, table: FormTable) -> Example:
    tags, morphs, relations = (
        {label: number for number, label in enumerate(known)}
        for known in (labels.tags, labels.morphs, labels.relations)
    )
    words = [word for sentence in sentences for word in sentence]
    heads: list[int] = []
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        first = len(heads)
        for place, word in enumerate(sentence):
            heads.append(len(words) if word.head == place else NOTHING if word.head < 0 else first + word.head)
            numbers.append(number)
    spaces = [word.space for word in words]
    before = [True, *spaces[:-1]]
    spaces[-1] = True
    return Example(
        np.array([table.number(word.form) for word in words]),
        np.array([2 * a + b for a, b in zip(before, spaces, strict=True)]),
        np.array([tags.get(word.xpos, NOTHING) for word in words]),
        np.array([morphs.get(f"{word.upos}|{word.feats}", NOTHING) for word in words]),
        np.array(heads),
        np.array([relations.get(word.deprel, NOTHING) for word in words]),
        np.array(numbers),
    )


def make_batches(examples: list[Example], words: int, table: FormTable, rng: random.Random) -> Iterator[Batch]:
    """Yield batches of about `words` tokens in random order, of paragraphs of like length."""
    for group in group_by_length([len(one.forms) for one in examples], words, rng):
        yield make_batch([examples[place] for place in group], table)


def make_batch(examples: list[Example], table: FormTable) -> Batch:
    """Return the examples padded; forms that come back are described once."""
    examples = sorted(examples, key=lambda one: -len(one.forms))
    lengths = [len(one.forms) for one in examples]
    unique, places = np.unique(np.concatenate([one.forms for one in examples]), return_inverse=True)
    longest = lengths[0]

    def pad(arrays: list[Array], filler: int) -> Tensor:
        padded = np.full((len(arrays), longest), filler)
        for row, array in zip(padded, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(padded)

    pieces = np.split(places, np.cumsum(lengths)[:-1])
    heads = pad([one.heads for one in examples], NOTHING)
    for row, length in zip(heads, lengths, strict=True):
        row[row == length] = longest  # the root is the last column of the arc scores
    starts = [np.diff(one.sentences, prepend=-1) > 0 for one in examples]
    return Batch(
        table.take(unique),
        pad(pieces, 0),
        pad([one.spacing for one in examples], 3),
        torch.tensor(lengths),
        pad([one.tags for one in examples], NOTHING),
        pad([one.morphs for one in examples], NOTHING),
        heads,
        pad([one.relations for one in examples], NOTHING),
        pad([one.sentences for one in examples], -1),
        pad([start.astype(int) for start in starts], NOTHING),
    )
