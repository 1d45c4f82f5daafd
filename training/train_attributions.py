"""Train the network of attributions: `python training/train_attributions.py NAME --steps 4000 [--own 3 ...]`.

Writes `scratch/model/NAME/network.pt`. With `--dev 76` so many articles of PolNeAR behind the held-out ones are left
out too, to set thresholds on.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator

import torch

from attribution_data import (
    Batch,
    Document,
    Example,
    collate,
    collect_labels,
    is_own_held_out,
    load_documents,
    make_examples,
)
from attribution_network import AttributionNetwork, Widths
from corpora import GOLD, HELD_OUT_STATEMENTS, SCRATCH
from onrecord.evaluation.statements import list_documents
from onrecord.language.english.attributions import Describer
from onrecord.language.english.hashing import hash_word
from onrecord.language.model import EnglishModel
from optimise import Plan, fix_seeds, group_by_length, train

# How many reports must use a lemma before it is known by name.
REPORTS = 4


def main() -> None:
    """Train and store one network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--words", type=int, default=4000, help="words a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--own", type=int, default=3, help="how often our own reports come in an epoch")
    parser.add_argument("--gum", type=int, default=1, help="how often GUM comes in an epoch")
    parser.add_argument("--dev", type=int, default=0, help="how many more articles of PolNeAR are left out")
    parser.add_argument("--all-own", action="store_true", help="train on the held-out own reports too")
    parser.add_argument("--share", type=float, default=0.1, help="weight of the roles beside that of the anchors")
    for field, value in vars(Widths()).items():
        parser.add_argument(f"--{field.replace('_', '-')}", type=type(value), default=value)
    given = parser.parse_args()
    fix_seeds(given.seed)
    widths = Widths(**{field: getattr(given, field) for field in vars(Widths())})
    left_out = set(list_documents(GOLD / "statements" / "polnear-train")[: HELD_OUT_STATEMENTS + given.dev])
    documents = [
        one
        for one in load_documents(EnglishModel(), ("polnear", "gum", "own") if given.own else ("polnear", "gum"))
        if one.name not in left_out and (given.all_own or one.corpus != "own" or not is_own_held_out(one.name))
    ]
    labels = collect_labels(documents)
    describer = Describer(labels)
    vocabulary = collect_lemmas(documents)
    rows = {key: row for row, key in enumerate(vocabulary, 1)}
    times = {"polnear": 1, "gum": given.gum, "own": given.own}
    examples: list[tuple[Example, int]] = [
        (example, times[one.corpus]) for one in documents for example in make_examples(one, describer, rows)
    ]
    counts = Counter(one.corpus for one in documents)
    print(f"{dict(counts)}, {len(examples)} passages, {len(vocabulary)} lemmas, {vars(given)}", flush=True)
    kinds = (len(labels.relations), len(labels.tags), len(labels.names), describer.edges)
    network = AttributionNetwork(len(vocabulary), kinds, widths)

    def draw(epoch: int) -> Iterator[Batch]:
        rng = random.Random(f"{given.seed} {epoch}")  # noqa: S311 - repeatable, not secret
        chosen = [one for one, count in examples for _ in range(count)]
        for group in group_by_length([len(one.lemmas) for one in chosen], given.words, rng):
            yield collate([chosen[place] for place in group])

    def lose(batch: Batch) -> tuple[torch.Tensor, int]:
        anchors, roles = network.lose(batch)
        words = int(batch.lengths.sum())
        return (anchors + given.share * roles) / words, words

    folder = SCRATCH / given.name
    train(network, Plan(given.steps, folder, given.seed, given.rate), draw, lose)
    stored = {
        "kind": "attributions",
        "size": vars(widths),
        "vocabulary": vocabulary,
        "labels": labels._asdict(),
        "weights": network.state_dict(),
    }
    torch.save(stored, folder / "network.pt")


def collect_lemmas(documents: list[Document]) -> list[int]:
    """Return the hashes of the lemmas that enough reports use, sorted."""
    used: Counter[int] = Counter()
    for one in documents:
        used.update({hash_word(token.lemma.lower()) for token in one.parse.tokens})
    return sorted(key for key, count in used.items() if count >= REPORTS)


if __name__ == "__main__":
    main()
