"""The loop that trains either network."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

from training.encoder import Average

T = TypeVar("T")
BATCH = 6


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    rate: float
    epochs: int
    seed: int


def fit(model: nn.Module, samples: Sequence[T], loss: Callable[[Sequence[T]], Tensor], plan: Plan) -> None:
    """Train a model on samples in batches; its weights become the running mean of those of all steps."""
    order = random.Random(plan.seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=1e-2)
    steps = plan.epochs * math.ceil(len(samples) / BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=steps + 1, pct_start=0.1)
    average = Average(model)
    model.train()
    shuffled = list(samples)
    for _ in range(plan.epochs):
        order.shuffle(shuffled)
        for k in range(0, len(shuffled), BATCH):
            optimiser.zero_grad()
            loss(shuffled[k : k + BATCH]).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            pace.step()
            average.update(model)
    model.load_state_dict(average.mean)
    model.eval()
