"""The networks in PyTorch, for training only; `onrecord.language.english.network` runs what they learnt in NumPy."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.english.features import FLAGS, LETTER_ROWS, ROWS, FormTables
from onrecord.language.english.hashing import hash_word

KEY_WIDTHS = (16, 32, 16, 32, 32, 16, 48, 32, 16, 8)
LETTER_WIDTH, LETTER_FILTERS = 24, 64


@dataclass(frozen=True)
class Size:
    """How wide and deep a network is, and how it drops out."""

    norm: int = 96
    form: int = 160
    hidden: int = 128
    depth: int = 2
    arc: int = 160
    relation: int = 128
    dropout: float = 0.33
    word_dropout: float = 0.15


class FormTable:
    """Turns forms into rows of tensors, each form once."""

    def __init__(self, tables: FormTables, vocabulary: list[str]) -> None:
        """Number the familiar words from 1; 0 is every other."""
        self._tables = tables
        self._rows = {hash_word(word): row for row, word in enumerate(vocabulary, 1)}
        self._numbers: dict[str, int] = {}
        self._norms: list[int] = []
        self._keys: list[Any] = []
        self._letters: list[Any] = []
        self._flags: list[Any] = []
        self._arrays: tuple[Any, ...] | None = None

    def number(self, form: str) -> int:
        """Return the number of a form, described when first met."""
        found = self._numbers.get(form)
        if found is None:
            described = self._tables.describe([form])
            found = self._numbers[form] = len(self._norms)
            self._norms.append(self._rows.get(described.norms[0], 0))
            self._keys.append(described.keys[0])
            self._letters.append(described.letters[0])
            self._flags.append(described.flags[0])
            self._arrays = None
        return found

    def take(self, numbers: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return norm rows, keys, letters and flags of numbered forms."""
        if self._arrays is None:
            self._arrays = (
                np.array(self._norms),
                np.array(self._keys),
                np.array(self._letters),
                np.array(self._flags, dtype=np.float32),
            )
        return tuple(torch.from_numpy(array[numbers]) for array in self._arrays)


class FormEmbedding(nn.Module):
    """A vector a form: embeddings of its features and a convolution over its letters, mixed by one layer."""

    def __init__(self, words: int, size: Size) -> None:
        """Make the layers."""
        super().__init__()
        self.norm = nn.Embedding(words + 1, size.norm)
        self.keys = nn.ModuleList(nn.Embedding(rows, width) for rows, width in zip(ROWS, KEY_WIDTHS, strict=True))
        self.letters = nn.Embedding(LETTER_ROWS, LETTER_WIDTH, padding_idx=0)
        self.convolution = nn.Conv1d(LETTER_WIDTH, LETTER_FILTERS, 3, padding=1)
        total = size.norm + sum(KEY_WIDTHS) + LETTER_FILTERS + FLAGS
        self.mix = nn.Linear(total, size.form)
        self.scale = nn.LayerNorm(size.form)
        for table in (self.norm, *self.keys):
            nn.init.normal_(table.weight, std=0.3)
        self.word_dropout = size.word_dropout
        self.key_dropout = 0.05

    def forward(self, norms: Tensor, keys: Tensor, letters: Tensor, flags: Tensor) -> Tensor:
        """Return (forms, width)."""
        if self.training:
            norms = norms * (torch.rand(norms.shape) >= self.word_dropout)
        parts = [self.norm(norms), *(table(keys[:, n]) for n, table in enumerate(self.keys))]
        if self.training and self.key_dropout:
            parts = [part * (torch.rand(len(part), 1) >= self.key_dropout) for part in parts]
        found = self.convolution(self.letters(letters).transpose(1, 2))
        found = found.masked_fill((letters == 0).unsqueeze(1), -1e4).max(dim=2).values
        mixed = self.mix(torch.cat([*parts, functional.relu(found), flags], dim=1))
        return self.scale(functional.relu(mixed))


class Layers(nn.Module):
    """Layers of bidirectional LSTM over padded passages."""

    def __init__(self, width: int, hidden: int, depth: int, dropout: float) -> None:
        """Make the layers; the first reads vectors of `width`."""
        super().__init__()
        widths = [width, *[2 * hidden] * (depth - 1)]
        self.ahead = nn.ModuleList(nn.LSTM(width, hidden, batch_first=True) for width in widths)
        self.back = nn.ModuleList(nn.LSTM(width, hidden, batch_first=True) for width in widths)
        for layer in (*self.ahead, *self.back):
            for part in layer.weight_hh_l0.data.chunk(4):
                nn.init.orthogonal_(part)
        self.dropout = dropout

    def forward(self, hidden: Tensor, lengths: Tensor) -> Tensor:
        """Return (passages, longest, width of both directions); `lengths` are in tokens."""
        # Packed sequences were measured at a third of the speed: each step fills a gradient of the whole batch.
        steps = torch.arange(hidden.shape[1]).expand(len(hidden), -1)
        turned = (lengths.unsqueeze(1) - 1 - steps).clamp(min=0)
        for number, (ahead, back) in enumerate(zip(self.ahead, self.back, strict=True)):
            hidden = drop(hidden, self.dropout if number else self.dropout / 2, self.training)
            hidden = torch.cat([ahead(hidden)[0], turn(back(turn(hidden, turned))[0], turned)], dim=2)
        return drop(hidden, self.dropout, self.training)


class Encoder(Layers):
    """Form vectors, plus whether white space stands before and after, through layers of bidirectional LSTM."""

    def __init__(self, words: int, size: Size) -> None:
        """Make the layers."""
        super().__init__(size.form, size.hidden, size.depth, size.dropout)
        self.form = FormEmbedding(words, size)
        self.spacing = nn.Embedding(8, size.form)
        nn.init.normal_(self.spacing.weight, std=0.1)
        self.width = 2 * size.hidden

    def forward(self, forms: tuple[Tensor, ...], places: Tensor, spacing: Tensor, lengths: Tensor) -> Tensor:  # type: ignore[override]
        """Return (paragraphs, longest, width); `places` are positions in `forms` of every token."""
        return super().forward(self.form(*forms)[places] + self.spacing(spacing), lengths)


def turn(hidden: Tensor, turned: Tensor) -> Tensor:
    """Return the tokens of each passage in the order of the places in `turned`."""
    return hidden.gather(1, turned.unsqueeze(2).expand_as(hidden))


def drop(hidden: Tensor, share: float, training: bool) -> Tensor:  # noqa: FBT001 - as in torch's functional
    """Return the vectors with some of their numbers set to 0, the same ones at every token of a paragraph."""
    if not training or not share:
        return hidden
    return hidden * ((torch.rand(hidden.shape[0], 1, hidden.shape[2]) >= share).float() / (1 - share))


class SyntaxNetwork(nn.Module):
    """Penn tags, UPOS with features, sentence starts, and a deep biaffine parser (Dozat and Manning 2017)."""

    def __init__(self, words: int, tags: int, morphs: int, relations: int, size: Size) -> None:
        """Make the layers."""
        super().__init__()
        self.encoder = Encoder(words, size)
        width = self.encoder.width
        self.size = size
        self.tag = nn.Linear(width, tags)
        self.morph = nn.Linear(width, morphs)
        self.start = nn.Sequential(nn.Linear(width, 32), nn.ReLU(), nn.Linear(32, 1))
        self.mlp = nn.Linear(width, 2 * size.arc + 2 * size.relation)
        self.arc = nn.Parameter(torch.empty(size.arc + 1, size.arc))
        self.root = nn.Parameter(torch.zeros(size.arc + size.relation))
        self.relation = nn.Linear(2 * size.relation, relations)
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.root, std=0.1)

    def forward(self, forms: tuple[Tensor, ...], places: Tensor, spacing: Tensor, lengths: Tensor) -> tuple[Any, ...]:
        """Return tag, morph and start scores, arc scores, and the vectors of dependents and heads for relations.

        Arc scores are (paragraph, dependent, head); the last head is the root.
        """
        hidden = self.encoder(forms, places, spacing, lengths)
        size = self.size
        mixed = functional.leaky_relu(self.mlp(hidden), 0.1)
        mixed = drop(mixed, size.dropout, self.training)
        arc_d, arc_h, rel_d, rel_h = mixed.split([size.arc, size.arc, size.relation, size.relation], dim=2)
        root = self.root.expand(len(mixed), 1, -1)
        arc_h = torch.cat([arc_h, root[:, :, : size.arc]], dim=1)
        rel_h = torch.cat([rel_h, root[:, :, size.arc :]], dim=1)
        arcs = (arc_d @ self.arc[:-1] + self.arc[-1]) @ arc_h.transpose(1, 2)
        return self.tag(hidden), self.morph(hidden), self.start(hidden).squeeze(2), arcs, rel_d, rel_h

    def score_relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return (tokens, relations) of pairs of relation vectors, from their sum and their product."""
        return self.relation(torch.cat([functional.leaky_relu(dependents + heads, 0.1), dependents * heads], dim=-1))


class NameNetwork(nn.Module):
    """Scores of BIOES tags, with learnt scores of one tag after another (a linear-chain CRF)."""

    def __init__(self, words: int, tags: int, size: Size) -> None:
        """Make the layers."""
        super().__init__()
        self.encoder = Encoder(words, size)
        self.hidden = nn.Linear(self.encoder.width, 96)
        self.tag = nn.Linear(96, tags)
        self.follow = nn.Parameter(torch.zeros(tags, tags))

    def forward(self, forms: tuple[Tensor, ...], places: Tensor, spacing: Tensor, lengths: Tensor) -> Tensor:
        """Return (paragraphs, longest, tags)."""
        return self.tag(torch.tanh(self.hidden(self.encoder(forms, places, spacing, lengths))))

    def lose(self, scores: Tensor, allowed: Tensor, mask: Tensor, follow_mask: Tensor) -> Tensor:
        """Return the summed negative log likelihood of the sequences that `allowed` (paragraph, token, tag) admits."""
        follow = self.follow + follow_mask
        return _sum_paths(scores, mask, follow) - _sum_paths(scores.masked_fill(~allowed, -1e4), mask, follow)


def _sum_paths(scores: Tensor, mask: Tensor, follow: Tensor) -> Tensor:
    alpha = scores[:, 0]
    for step in range(1, scores.shape[1]):
        after = torch.logsumexp(alpha.unsqueeze(2) + follow.unsqueeze(0), dim=1) + scores[:, step]
        alpha = torch.where(mask[:, step].unsqueeze(1), after, alpha)
    return torch.logsumexp(alpha, dim=1).sum()


def describe_size(size: Size) -> dict[str, Any]:
    """Return the size as plain values, for the stored header."""
    return asdict(size)
