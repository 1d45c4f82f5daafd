"""The network of attributions in PyTorch; `onrecord.language.english.attributions` runs in NumPy what it learnt."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from attribution_data import UNKNOWN, Batch
from network import Layers, drop
from onrecord.language.english.attributions import ANCHORS, DISTANCE_CODES, PLACES, QUOTE_PAIRS, QUOTE_STATES
from onrecord.language.sighting import ROLES


@dataclass(frozen=True)
class Widths:
    """How wide the layers are, and what share of their numbers is dropped."""

    vectors: int = 320
    mixed: int = 128
    hidden: int = 112
    pair: int = 96
    depth: int = 1
    dropout: float = 0.33
    word_dropout: float = 0.2


class AttributionNetwork(nn.Module):
    """Anchors, and the roles of the words around each."""

    def __init__(self, words: int, kinds: tuple[int, int, int, int], widths: Widths) -> None:
        """Make the layers; `kinds` counts relations, tags, names and edges."""
        super().__init__()
        relations, tags, names, edges = kinds
        self.widths = widths
        self.inner = nn.Linear(widths.vectors, widths.mixed)
        self.lemma = nn.Embedding(words + 1, widths.mixed)
        rows = (QUOTE_STATES, relations + 1, tags + 1, names + 1, PLACES)
        self.codes = nn.ModuleList(nn.Embedding(count, widths.mixed) for count in rows)
        self.encoder = Layers(widths.mixed, widths.hidden, widths.depth, widths.dropout)
        width = 2 * widths.hidden
        self.anchor = nn.Sequential(nn.Linear(width, 64), nn.Tanh(), nn.Linear(64, ANCHORS))
        self.word = nn.Linear(width, widths.pair)
        self.teller = nn.Linear(width, widths.pair, bias=True)
        self.edge = nn.Embedding(edges, widths.pair)
        self.distance = nn.Embedding(DISTANCE_CODES, widths.pair)
        self.quote = nn.Embedding(QUOTE_PAIRS, widths.pair)
        self.role = nn.Linear(widths.pair, ROLES)
        for table in (self.lemma, *self.codes, self.edge, self.distance, self.quote):
            nn.init.normal_(table.weight, std=0.1)

    def encode(self, batch: Batch) -> Tensor:
        """Return (passages, longest, width)."""
        widths, lemmas = self.widths, batch.lemmas
        if self.training:
            lemmas = lemmas * (torch.rand(lemmas.shape) >= widths.word_dropout)
        vectors = drop(batch.vectors, widths.dropout, self.training)
        mixed = self.inner(vectors) + self.lemma(lemmas)
        for place, table in enumerate(self.codes):
            mixed = mixed + table(batch.codes[:, :, place])
        return self.encoder(functional.relu(mixed), batch.lengths)

    def lose(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the summed losses of anchors and of roles."""
        hidden = self.encode(batch)
        scores = self.anchor(hidden)
        bits = torch.stack([(batch.allowed & 1 << bit) > 0 for bit in range(ANCHORS)], dim=2)
        anchors = torch.logsumexp(scores, 2) - torch.logsumexp(scores.masked_fill(~bits, -1e4), 2)
        if not len(batch.row):
            return anchors.sum(), anchors.sum() * 0
        words = self.word(hidden)[batch.row]
        tellers = self.teller(hidden[batch.row, batch.place])
        pairs = words + tellers.unsqueeze(1) + self.edge(batch.edges) + self.distance(batch.distances)
        roles = self.role(functional.relu(pairs + self.quote(batch.quotes)))
        loss = functional.cross_entropy(
            roles.flatten(0, 1), batch.roles.flatten(), ignore_index=UNKNOWN, reduction="sum"
        )
        return anchors.sum(), loss
