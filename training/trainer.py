"""The training loop that both models share: resumable, seeded, one core, Adam with averages."""

import json
import pickle
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from corpora import SCRATCH
from onrecord.language.english.weights import save_weights


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    name: str
    components: tuple[str, ...]
    steps: int
    words_per_step: int = 1000
    peak_rate: float = 2e-3
    warm_up: int = 250
    dropout: float = 0.1
    save_every: int = 500
    seed: int = 17

    def rate(self, step: int) -> float:
        """Return the learning rate of a step: linear up, then linear down to almost nothing."""
        if step < self.warm_up:
            return self.peak_rate * (step + 1) / self.warm_up
        return self.peak_rate * max(0.02, (self.steps - step) / (self.steps - self.warm_up))


def train(nlp: Language, plan: Plan, batches: Callable[[int], Iterator[list[Example]]], folder: Path) -> None:
    """Train from the last checkpoint in `folder`, or from nothing, to `plan.steps`; `batches` gets the epoch number."""
    fix_random_seed(plan.seed)
    optimizer = Adam(plan.peak_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    step, epoch = _resume(nlp, optimizer, folder, plan)
    started, words = time.perf_counter(), 0
    losses: dict[str, float] = {}
    while step < plan.steps:
        for batch in batches(epoch):
            optimizer.learn_rate = plan.rate(step)
            np.random.seed(plan.seed * 100_003 + step)  # noqa: NPY002 - thinc draws its dropout from this generator
            nlp.update(batch, drop=plan.dropout, sgd=optimizer, losses=losses)
            step += 1
            words += sum(len(example.predicted) for example in batch)
            if step % plan.save_every == 0 or step >= plan.steps:
                pace = words / (time.perf_counter() - started)
                summed = {name: round(float(loss) / plan.save_every, 2) for name, loss in losses.items()}
                print(json.dumps({"step": step, "epoch": epoch, "words_a_second": round(pace), **summed}), flush=True)
                losses = {}
                _save(nlp, optimizer, folder, plan, step, epoch)
            if step >= plan.steps:
                break
        epoch += 1


def read_arguments(steps: int, folder: str) -> tuple[int, Path]:
    """Return the number of steps and the folder from the command line, or these."""
    given = [*sys.argv[1:], *[str(steps), folder][len(sys.argv) - 1 :]]
    return int(given[0]), SCRATCH / given[1]


def get_component(nlp: Language, name: str) -> Any:  # noqa: ANN401 - spaCy types components as functions
    """Return a trainable component."""
    return nlp.get_pipe(name)


def batch_by_words(examples: list[Example], words: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield the examples in random order, in batches of about `words` tokens."""
    order = list(examples)
    rng.shuffle(order)
    batch: list[Example] = []
    size = 0
    for example in order:
        batch.append(example)
        size += len(example.predicted)
        if size >= words:
            yield batch
            batch, size = [], 0


def _parameter_keys(nlp: Language, plan: Plan) -> dict[tuple[int, str], tuple[str, int, str]]:
    keys = {}
    for component in plan.components:
        for place, node in enumerate(get_component(nlp, component).model.walk()):
            for parameter in node.param_names:
                keys[(node.id, parameter)] = (component, place, parameter)
    return keys


def _save(nlp: Language, optimizer: Adam, folder: Path, plan: Plan, step: int, epoch: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    keys = _parameter_keys(nlp, plan)
    with nlp.use_params(optimizer.averages):
        save_weights(nlp, plan.components, folder / f"{plan.name}-{step:05d}.weights")
    state = {
        "step": step,
        "epoch": epoch + 1,
        "components": {name: get_component(nlp, name).to_bytes(exclude=["vocab"]) for name in plan.components},
        **{
            kind: {keys[key]: value for key, value in getattr(optimizer, kind).items() if key in keys}
            for kind in ("mom1", "mom2", "averages", "nr_update")
        },
    }
    partial = folder / "last.partial"
    partial.write_bytes(pickle.dumps(state))
    partial.replace(folder / "last.pickle")


def _resume(nlp: Language, optimizer: Adam, folder: Path, plan: Plan) -> tuple[int, int]:
    last = folder / "last.pickle"
    if not last.exists():
        return 0, 0
    state = pickle.loads(last.read_bytes())  # noqa: S301 - written by this script
    for name, stored in state["components"].items():
        get_component(nlp, name).from_bytes(stored, exclude=["vocab"])
    ids = {stored: key for key, stored in _parameter_keys(nlp, plan).items()}
    for kind in ("mom1", "mom2", "averages", "nr_update"):
        getattr(optimizer, kind).update({ids[key]: value for key, value in state[kind].items() if key in ids})
    return state["step"], state["epoch"]
