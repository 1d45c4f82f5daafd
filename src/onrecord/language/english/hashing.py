"""Sets and maps of words kept as sorted 32-bit hashes: a tenth the size of the words themselves."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]


def hash_word(word: str) -> int:
    """Return the CRC-32 of a word in UTF-8: the same on every machine; a lone surrogate counts as a question mark."""
    return zlib.crc32(word.encode("utf-8", "replace"))


class HashedWords:
    """A read-only map from word to a small number; of words never stored, one in 20,000 is taken for another."""

    def __init__(self, hashes: Numbers, values: Numbers) -> None:
        """Keep the value of each of the sorted `hashes`."""
        self._hashes = hashes
        self._values = values

    def __len__(self) -> int:
        """Return the number of words stored."""
        return len(self._hashes)

    def find(self, words: Sequence[str]) -> Numbers:
        """Return the number stored for each word, or 0."""
        keys = np.array([hash_word(word) for word in words], dtype=np.uint32)
        places = np.minimum(np.searchsorted(self._hashes, keys), max(len(self._hashes) - 1, 0))
        if not len(self._hashes):
            return np.zeros(len(keys), dtype=np.int64)
        return np.where(self._hashes[places] == keys, self._values[places], 0).astype(np.int64)

    def values(self) -> list[int]:
        """Return the distinct numbers, sorted."""
        return np.unique(self._values).tolist()  # type: ignore[no-any-return]

    @classmethod
    def unpack(cls, stored: Mapping[str, Numbers], name: str) -> Self:
        """Read what `pack` made."""
        hashes = np.cumsum(stored[f"{name}.steps"], dtype=np.uint64).astype(np.uint32)
        return cls(hashes, stored[f"{name}.distinct"][stored[f"{name}.values"]])


def pack(words: Iterable[tuple[str, int]], name: str) -> dict[str, Numbers]:
    """Return arrays that compress well; of two words with one hash, the first in alphabetical order stays."""
    unique: dict[int, int] = {}
    for word, value in sorted(words):
        unique.setdefault(hash_word(word), value)
    hashes = np.array(sorted(unique), dtype=np.uint32)
    distinct, positions = np.unique([unique[int(key)] for key in hashes], return_inverse=True)
    steps = np.diff(hashes.astype(np.uint64), prepend=np.uint64(0)).astype(np.uint32)
    return {
        f"{name}.steps": steps,
        f"{name}.distinct": distinct.astype(np.uint32),
        f"{name}.values": positions.astype(np.uint16 if len(distinct) > 256 else np.uint8),  # noqa: PLR2004
    }
