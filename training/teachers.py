"""Several trained networks that answer as one: their probabilities are averaged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import torch

from corpora import PACKAGE_DATA, SCRATCH
from onrecord.language.english.features import FormTables
from onrecord.language.english.hashing import hash_word
from onrecord.language.english.network import NameNetwork, SyntaxNetwork, SyntaxScores
from onrecord.language.english.reader import NameReader, SyntaxReader

if TYPE_CHECKING:
    from syntax_data import Labels

Numbers = np.ndarray[Any, np.dtype[Any]]
Reader = TypeVar("Reader", bound=SyntaxReader)


class JointScores(NamedTuple):
    """The averaged scores of words, and those of each network, for arcs and relations; hidden are the first's."""

    hidden: Numbers
    tags: Numbers
    morphs: Numbers
    starts: Numbers
    each: tuple[SyntaxScores, ...]


class SyntaxTeachers:
    """Stands where one `SyntaxNetwork` would."""

    def __init__(self, networks: Sequence[SyntaxNetwork]) -> None:
        """Keep the networks."""
        self._networks = networks

    def score(self, forms: Sequence[str], spacing: Numbers, lengths: Sequence[int]) -> JointScores:
        """Return averaged log probabilities."""
        each = tuple(network.score(forms, spacing, lengths) for network in self._networks)
        return JointScores(
            each[0].hidden,
            _average([one.tags for one in each]),
            _average([one.morphs for one in each]),
            np.mean([one.starts for one in each], axis=0),
            each,
        )

    def score_arcs(self, scores: JointScores, first: int, stop: int) -> Numbers:
        """Return averaged log probabilities of heads."""
        pairs = zip(self._networks, scores.each, strict=True)
        return _average([_forbid_self(network.score_arcs(one, first, stop)) for network, one in pairs])

    def score_relations(self, scores: JointScores, heads: Numbers) -> Numbers:
        """Return averaged log probabilities of relations."""
        pairs = zip(self._networks, scores.each, strict=True)
        return _average([network.score_relations(one, heads) for network, one in pairs])


class NameTeachers:
    """Stands where one `NameNetwork` would."""

    def __init__(self, networks: Sequence[NameNetwork]) -> None:
        """Keep the networks."""
        self._networks = networks
        self.follow = np.mean([network.follow for network in networks], axis=0)

    def score(self, forms: Sequence[str], spacing: Numbers, lengths: Sequence[int]) -> Numbers:
        """Return averaged scores of tags."""
        return np.asarray(np.mean([network.score(forms, spacing, lengths) for network in self._networks], axis=0))


def load_syntax(names: Sequence[str], reader: type[Reader] = SyntaxReader) -> Reader:  # type: ignore[assignment]
    """Return the networks `scratch/model/NAME/network.pt` as one reader of that kind."""
    tables = FormTables.load(PACKAGE_DATA / "tables.npz")
    stored = [load_stored(name) for name in names]
    networks = [SyntaxNetwork(one["arrays"], tables) for one in stored]
    labels: Labels = stored[0]["labels"]
    joint: Any = SyntaxTeachers(networks)
    return reader(joint, vars(labels))


def load_names(names: Sequence[str]) -> NameReader:
    """Return the networks `scratch/model/NAME/network.pt` as one reader."""
    tables = FormTables.load(PACKAGE_DATA / "tables.npz")
    stored = [load_stored(name) for name in names]
    networks = [NameNetwork(one["arrays"], tables) for one in stored]
    joint: Any = NameTeachers(networks)
    return NameReader(joint, {"tags": list(stored[0]["labels"])})


def load_stored(name: str) -> dict[str, Any]:
    """Return what `scratch/model/NAME/network.pt` holds, its weights also as `arrays` with the hashed vocabulary."""
    stored: dict[str, Any] = torch.load(SCRATCH / name / "network.pt", weights_only=False)
    stored["arrays"] = {key: value.numpy() for key, value in stored["weights"].items()}
    stored["arrays"]["vocabulary"] = np.array(
        [word if isinstance(word, int) else hash_word(word) for word in stored["vocabulary"]], dtype=np.uint32
    )
    return stored


def _average(scores: Sequence[Numbers]) -> Numbers:
    total = np.zeros_like(scores[0])
    for one in scores:
        powers = np.exp(one - one.max(axis=1, keepdims=True))
        total += powers / powers.sum(axis=1, keepdims=True)
    return np.log(total / len(scores) + 1e-9)


def _forbid_self(arcs: Numbers) -> Numbers:
    arcs = arcs.copy()
    np.fill_diagonal(arcs, -1e9)
    return arcs
