"""Train a name network: `python training/train_names.py NAME --steps 4000 [--hidden 128 --depth 1 --seed 1 ...]`.

Writes `scratch/model/NAME/network.pt` (tags, vocabulary, size, averaged weights).
"""

import argparse
import pickle
import random
from collections.abc import Iterator
from typing import Any

import torch

from corpora import PACKAGE_DATA, SCRATCH
from names_data import (
    TAGS,
    Batch,
    Example,
    collect_vocabulary,
    follow_mask,
    make_batches,
    make_examples,
    read_newswire,
    read_own,
)
from network import FormTable, NameNetwork, Size, describe_size
from onrecord.language.english.features import FormTables
from optimise import Plan, fix_seeds, train
from tokens import cut
from vary_names import NameExchange

# How many must use a word before it is known by name.
ARTICLES = 3
OUTLETS = 2


def main() -> None:
    """Train and store one network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--words", type=int, default=1500)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--depth", type=int, default=1)
    parser.add_argument("--form", type=int, default=160)
    parser.add_argument("--norm", type=int, default=64)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--word-dropout", type=float, default=0.3)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--own", type=int, default=1, help="how often our own sentences come in an epoch")
    parser.add_argument("--start", help="a trained network to go on from")
    parser.add_argument("--share", type=float, default=0.5, help="how much of the silver articles comes in an epoch")
    parser.add_argument("--silver", help="articles labelled by teachers (a file of label_news.py)")
    given = parser.parse_args()
    fix_seeds(given.seed)
    gold = read_newswire()["train"]
    own = read_own() if given.own else []
    silver: list[Any] = pickle.loads((SCRATCH / given.silver).read_bytes()) if given.silver else []  # noqa: S301 - written by us
    start = torch.load(SCRATCH / given.start / "network.pt", weights_only=False) if given.start else None
    vocabulary = start["vocabulary"] if start else collect_vocabulary([*gold, *own], cut, ARTICLES, OUTLETS)
    table = FormTable(FormTables.load(PACKAGE_DATA / "tables.npz"), vocabulary)
    size = Size(given.norm, given.form, given.hidden, given.depth, 0, 0, given.dropout, given.word_dropout)
    network = NameNetwork(len(vocabulary), len(TAGS), size)
    if start:
        network.load_state_dict(start["weights"])
    print(f"{len(gold)} + {len(own)} + {len(silver)} articles, {len(vocabulary)} words, {vars(given)}", flush=True)
    exchange = NameExchange()
    follow = follow_mask()

    def draw(epoch: int) -> Iterator[Batch]:
        rng = random.Random(f"{given.seed} {epoch}")  # noqa: S311 - repeatable, not secret
        examples: list[Example] = []
        for article in [*gold, *own * given.own, *rng.sample(silver, int(len(silver) * given.share))]:
            examples.extend(make_examples(article, cut, table, exchange, rng))
        return make_batches(examples, given.words, table, rng)

    def lose(batch: Batch) -> tuple[torch.Tensor, int]:
        scores = network(batch.forms, batch.places, batch.spacing, batch.lengths)
        tokens = int(batch.lengths.sum())
        return network.lose(scores, batch.allowed, batch.mask, follow) / tokens, tokens

    folder = SCRATCH / given.name
    train(network, Plan(given.steps, folder, given.seed, given.rate), draw, lose)
    stored = {
        "kind": "names",
        "size": describe_size(size),
        "vocabulary": vocabulary,
        "labels": TAGS,
        "weights": network.state_dict(),
    }
    torch.save(stored, folder / "network.pt")


if __name__ == "__main__":
    main()
