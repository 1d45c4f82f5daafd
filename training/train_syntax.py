"""Train a syntax network: `python training/train_syntax.py NAME --steps 4000 [--hidden 200 --depth 3 --seed 1 ...]`.

Writes `scratch/model/NAME/network.pt` (labels, vocabulary, size, averaged weights).
"""

import argparse
import pickle
import random
from collections.abc import Iterator
from typing import Any

import torch
from torch.nn import functional

from corpora import PACKAGE_DATA, SCRATCH
from network import FormTable, Size, SyntaxNetwork, describe_size
from onrecord.language.english.features import FormTables
from optimise import Plan, fix_seeds, train
from syntax_data import (
    NOTHING,
    Batch,
    Example,
    Labels,
    collect_vocabulary,
    make_batches,
    make_example,
    read_training_trees,
)
from vary import vary
from wire import collect_clauses, write_wire

WIRE_PARAGRAPHS = 500


def main() -> None:
    """Train and store one network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--words", type=int, default=1500)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--depth", type=int, default=2)
    parser.add_argument("--form", type=int, default=160)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--gold", type=int, default=1, help="how often the public treebanks come in an epoch")
    parser.add_argument("--own", type=int, default=2, help="how often our own trees come in an epoch")
    parser.add_argument("--silver", help="examples labelled by teachers (a file of label_news.py)")
    given = parser.parse_args()
    fix_seeds(given.seed)
    training, own, _ = read_training_trees()
    labels = Labels.collect(training)
    silver: list[Any] = pickle.loads((SCRATCH / given.silver).read_bytes()) if given.silver else []  # noqa: S301 - written by us
    vocabulary = collect_vocabulary(training, ([w.form for s in p for w in s] for p in silver))
    table = FormTable(FormTables.load(PACKAGE_DATA / "tables.npz"), vocabulary)
    size = Size(hidden=given.hidden, depth=given.depth, form=given.form, dropout=given.dropout)
    network = SyntaxNetwork(len(vocabulary), len(labels.tags), len(labels.morphs), len(labels.relations), size)
    print(
        f"{len(training)} + {len(own)} + {len(silver)} paragraphs, {len(vocabulary)} words, {vars(given)}", flush=True
    )
    clauses = collect_clauses(training)

    def draw(epoch: int) -> Iterator[Batch]:
        drawn = random.Random(f"{given.seed} {epoch}")  # noqa: S311 - repeatable, not secret
        examples: list[Example] = []
        for paragraph in [*training * given.gold, *own * given.own]:
            changed = vary(paragraph.sentences, drawn)
            examples.extend(make_example(changed or paragraph.sentences, labels, table))
        for _ in range(WIRE_PARAGRAPHS):
            examples.extend(make_example(write_wire(clauses, drawn), labels, table))
        for paragraph in drawn.sample(silver, len(silver) // 2):
            examples.extend(make_example(paragraph, labels, table))
        return make_batches(examples, given.words, table, drawn)

    folder = SCRATCH / given.name
    plan = Plan(given.steps, folder, given.seed, given.rate)
    train(network, plan, draw, lambda batch: lose(network, batch))
    stored = {
        "kind": "syntax",
        "size": describe_size(size),
        "vocabulary": vocabulary,
        "labels": labels,
        "weights": network.state_dict(),
    }
    torch.save(stored, folder / "network.pt")


def lose(network: SyntaxNetwork, batch: Batch) -> tuple[torch.Tensor, int]:
    """Return the summed losses of all tasks, each averaged over its tokens, and the number of tokens."""
    tags, morphs, starts, arcs, rel_d, rel_h = network(batch.forms, batch.places, batch.spacing, batch.lengths)
    same = batch.sentences.unsqueeze(2) == batch.sentences.unsqueeze(1)
    allowed = torch.cat([same, torch.ones_like(same[:, :, :1])], dim=2)
    arcs = arcs.masked_fill(~allowed, -1e4)
    known = batch.heads != NOTHING
    heads = batch.heads[known]
    rows = known.nonzero()[:, 0]
    relations = network.score_relations(rel_d[known], rel_h[rows, heads])
    known_starts = batch.starts != NOTHING
    total = (
        functional.cross_entropy(arcs[known], heads)
        + functional.cross_entropy(relations, batch.relations[known], ignore_index=NOTHING)
        + 0.5 * functional.cross_entropy(tags.flatten(0, 1), batch.tags.flatten(), ignore_index=NOTHING)
        + 0.5 * functional.cross_entropy(morphs.flatten(0, 1), batch.morphs.flatten(), ignore_index=NOTHING)
        + functional.binary_cross_entropy_with_logits(starts[known_starts], batch.starts[known_starts].float())
    )
    return total, int(batch.lengths.sum())


if __name__ == "__main__":
    main()
