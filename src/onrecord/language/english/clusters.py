"""The Brown cluster of a word form, from a sorted table of hashes that is a tenth the size of the word list."""

from pathlib import Path
from typing import Any, Self

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]

Numbers = np.ndarray[Any, np.dtype[Any]]

_MASK = 0xFFFFFFFF


class ClusterTable:
    """A read-only map from word form to Brown cluster code; the low bits of a code are the upper part of the tree."""

    def __init__(self, hashes: Numbers, codes: Numbers) -> None:
        """Keep sorted 32-bit `hashes` and the code at the same position."""
        self._hashes = hashes
        self._codes = codes

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a table written by `save`."""
        with np.load(path, allow_pickle=False) as stored:
            hashes = np.cumsum(stored["steps"], dtype=np.uint64).astype(np.uint32)
            codes = stored["distinct"][stored["codes"]]
        return cls(hashes, codes)

    @classmethod
    def build(cls, codes: dict[str, int]) -> Self:
        """Make a table from a plain mapping; of two words with one hash, the first in alphabetical order stays."""
        unique: dict[int, int] = {}
        for word in sorted(codes):
            unique.setdefault(hash_string(word) & _MASK, codes[word])
        hashes = np.array(sorted(unique), dtype=np.uint32)
        return cls(hashes, np.array([unique[int(key)] for key in hashes], dtype=np.uint32))

    def save(self, path: Path) -> None:
        """Write the table as compressed steps between hashes and positions in a list of distinct codes."""
        distinct, positions = np.unique(self._codes, return_inverse=True)
        steps = np.diff(self._hashes.astype(np.uint64), prepend=np.uint64(0)).astype(np.uint32)
        np.savez_compressed(path, steps=steps, distinct=distinct, codes=positions.astype(np.uint16))

    def find(self, form: str) -> int:
        """Return the code of a form, else that of its lower-case form, else 0."""
        return self._lookup(form) or self._lookup(form.lower())

    def _lookup(self, form: str) -> int:
        key = hash_string(form) & _MASK
        position = int(np.searchsorted(self._hashes, np.uint32(key)))
        if position < len(self._hashes) and int(self._hashes[position]) == key:
            return int(self._codes[position])
        return 0
