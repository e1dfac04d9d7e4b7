"""Whether the reader computes what PyTorch trained: both forms of the linker on the same articles."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from graph.reading.linking.link import encoded
from graph.reading.linking.pairs import RELATIONS
from graph.reading.linking.score import known, scored
from graph.reading.network import network
from training.encoder import joined
from training.linker import Linker, Sample, places

NEAR = 0.01
"""Two probabilities that are nearer than this are the same: the order of sums differs."""


def check_linker(model: Linker, samples: Sequence[Sample]) -> None:
    """Raise ValueError if the stored linker gives other probabilities than the model, rounded as it is stored."""
    model.load_state_dict({name: value.half().float() for name, value in model.state_dict().items()})
    net, n = network("linker"), len(RELATIONS)
    for s in samples:
        if s.batch is None:
            raise ValueError(f"{s.stem} was not trained on")
        with torch.no_grad():
            _, scores, _ = model(joined([s.batch]), places([s], [0]))
        ours = scored(net, known(net, s.units, encoded(net, s.units)), s.pairs)[:, :n]
        apart = float((torch.sigmoid(scores) - torch.sigmoid(torch.from_numpy(ours))).abs().max())
        if apart > NEAR:
            raise ValueError(f"reader and PyTorch differ by {apart:.3f} in {s.stem}")
