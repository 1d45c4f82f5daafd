"""The loop that all networks share: Adam with a warm-up and a linear decay, averaged weights, resumable, seeded."""

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    steps: int
    folder: Path
    seed: int = 17
    peak_rate: float = 2e-3
    warm_up: int = 200
    decay: float = 0.999
    save_every: int = 500

    def rate(self, step: int) -> float:
        """Return the learning rate of a step: linear up, then linear down to almost nothing."""
        if step < self.warm_up:
            return self.peak_rate * (step + 1) / self.warm_up
        return self.peak_rate * max(0.01, (self.steps - step) / (self.steps - self.warm_up))


def train(
    network: nn.Module, plan: Plan, batches: Callable[[int], Iterator[Any]], loss: Callable[[Any], tuple[Any, int]]
) -> None:
    """Train from the last checkpoint in the plan's folder, or from nothing; leave the averaged weights in `network`.

    `batches` gets the number of the epoch; `loss` gives the loss of one batch and its number of tokens.
    """
    optimizer = torch.optim.Adam(network.parameters(), plan.peak_rate, betas=(0.9, 0.98), eps=1e-8)
    averages = {name: value.detach().clone() for name, value in network.named_parameters()}
    plan.folder.mkdir(parents=True, exist_ok=True)
    last = plan.folder / "last.pt"
    step = epoch = 0
    if last.exists():
        state = torch.load(last, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        averages, step, epoch = state["averages"], state["step"], state["epoch"]
    started, words, summed, since = time.perf_counter(), 0, 0.0, 0
    while step < plan.steps:
        for batch in batches(epoch):
            torch.manual_seed(plan.seed * 1_000_003 + step)
            for group in optimizer.param_groups:
                group["lr"] = plan.rate(step)
            network.train()
            value, tokens = loss(batch)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
            words += tokens
            summed += float(value.detach())
            since += 1
            decay = min(plan.decay, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, parameter in network.named_parameters():
                    averages[name].lerp_(parameter, 1 - decay)
            if step % plan.save_every == 0 or step >= plan.steps:
                pace = words / (time.perf_counter() - started)
                row = {"step": step, "epoch": epoch, "loss": round(summed / since, 3), "words_a_second": round(pace)}
                print(json.dumps(row), flush=True)
                summed, since = 0.0, 0
                partial = plan.folder / "last.partial"
                state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "averages": averages}
                torch.save({**state, "step": step, "epoch": epoch + 1}, partial)
                partial.replace(last)
            if step >= plan.steps:
                break
        epoch += 1
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(averages[name])


def group_by_length(lengths: list[int], words: int, rng: random.Random) -> list[list[int]]:
    """Return places of examples in groups of about `words` tokens and of like length, the groups in random order."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place] * rng.uniform(0.8, 1.25))
    groups: list[list[int]] = [[]]
    size = 0
    for place in order:
        if size + lengths[place] > words and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(place)
        size += lengths[place]
    rng.shuffle(groups)
    return groups


def fix_seeds(seed: int) -> random.Random:
    """Seed every generator and return one for drawing data."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    np.random.seed(seed)  # noqa: NPY002 - libraries draw from this one
    return random.Random(seed)  # noqa: S311 - repeatable, not secret
