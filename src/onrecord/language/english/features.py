"""What is known of a word form by itself: its features as numbers, computed once a form and kept."""

import re
import string
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from onrecord.language.english.hashing import HashedWords, Numbers, hash_word

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
# Rows of each embedding table, in the order of `Forms.keys`; row 0 of the first is the unfamiliar word.
PREFIX_ROWS, SUFFIX_ROWS, SHAPE_ROWS, CLUSTER_ROWS = 4096, 4096, 512, 1024
ROWS = (*(PREFIX_ROWS,) * 2, *(SUFFIX_ROWS,) * 3, SHAPE_ROWS, CLUSTER_ROWS, 1024, 64, 16)
LETTERS = " \"'-.,:;/()&%$#@0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTER_NUMBERS = {letter: number for number, letter in enumerate(LETTERS, 2)}
LETTER_ROWS = len(LETTERS) + 2
UNKNOWN_LETTER = 1
MOST_LETTERS = 16
# What the lists of names say of a form, one bit each, and the bits of its case.
LIST_BITS = ("country", "region", "city", "inside a place", "nationality", "given name", "surname", "organisation")
CASE_BITS = ("known as it stands", "known in lower case", "known with a capital", "begins with a capital")
FLAGS = len(LIST_BITS) + len(CASE_BITS)
_ASCII_SHAPE = str.maketrans(
    dict.fromkeys(string.ascii_uppercase, "X")
    | dict.fromkeys(string.ascii_lowercase, "x")
    | dict.fromkeys(string.digits, "d")
)
_RUNS = re.compile(r"(.)\1{3,}")


class Forms(NamedTuple):
    """The features of word forms, a row a form.

    `norms` are the hashes of the forms in lower case, `keys` the rows of the embedding tables, `letters` the numbers
    of their letters (padded with 0) and `flags` are 0 or 1.
    """

    norms: list[int]
    keys: Numbers
    letters: Numbers
    flags: Numbers


class FormTables:
    """The tables that features are looked up in: Brown clusters and lists of names."""

    def __init__(self, clusters: HashedWords, lists: HashedWords) -> None:
        """Keep the tables."""
        self._clusters = clusters
        self._lists = lists
        # The low bits of a code are the upper part of the tree; whole codes are numbered in order.
        self._codes = np.array([0, *clusters.values()])
        self._last: tuple[list[str], Forms] | None = None

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file that `training/prepare_tables.py` writes."""
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return cls(HashedWords.unpack(arrays, "clusters"), HashedWords.unpack(arrays, "lists"))

    def describe(self, forms: Sequence[str]) -> Forms:
        """Return the features of forms; quotation marks and dashes of all kinds count as the plain ones.

        The last answer is kept, since two networks meet the same new forms one after the other.
        """
        if self._last is None or self._last[0] != forms:
            self._last = (list(forms), self._describe(forms))
        return self._last[1]

    def _describe(self, forms: Sequence[str]) -> Forms:
        straight = [form.translate(STRAIGHT) for form in forms]
        lower = [form.lower() for form in straight]
        capital = np.array([form[:1].isupper() for form in straight], dtype=bool)
        own, of_lower = self._clusters.find(straight), self._clusters.find(lower)
        of_title = self._clusters.find([form[:1].upper() + form[1:] for form in lower])
        cluster = np.where(own > 0, own, of_lower)
        affixes = [
            (
                hash_word(low[:2]) % PREFIX_ROWS,
                hash_word(low[:3]) % PREFIX_ROWS,
                hash_word(low[-2:]) % SUFFIX_ROWS,
                hash_word(low[-3:]) % SUFFIX_ROWS,
                hash_word(low[-4:]) % SUFFIX_ROWS,
                hash_word(shape_of(form)) % SHAPE_ROWS,
            )
            for form, low in zip(straight, lower, strict=True)
        ]
        paths = [np.searchsorted(self._codes, cluster), cluster & 1023, cluster & 63, cluster & 15]
        listed = np.where(capital, self._lists.find(lower), 0)
        bits = [(listed >> bit) & 1 for bit in range(len(LIST_BITS))]
        flags = np.stack([*bits, own > 0, of_lower > 0, of_title > 0, capital], axis=1)
        return Forms(
            [hash_word(form) for form in lower],
            np.concatenate([np.array(affixes).reshape(-1, 6), np.stack(paths, axis=1)], axis=1),
            np.array([_letters(form) for form in straight]).reshape(-1, MOST_LETTERS),
            flags.astype(np.float32),
        )


def _letters(form: str) -> list[int]:
    letters = [LETTER_NUMBERS.get(letter, UNKNOWN_LETTER) for letter in form]
    if len(letters) > MOST_LETTERS:
        return [*letters[: MOST_LETTERS // 2], *letters[-MOST_LETTERS // 2 :]]
    return letters + [0] * (MOST_LETTERS - len(letters))


def shape_of(form: str) -> str:
    """Return the form with letters as X or x and digits as d; of a run, at most three stay."""
    if form.isascii():
        return _RUNS.sub(r"\1\1\1", form.translate(_ASCII_SHAPE))
    shape = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in form)
    return _RUNS.sub(r"\1\1\1", shape)
