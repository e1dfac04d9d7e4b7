"""Runs a property not for so many examples but for so long, with fresh examples each time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy, tuples

SECONDS = float(os.environ.get("REELGRAPH_FUZZ_SECONDS", "60"))
"""How long each property is tried in `make torture` (`make torture FUZZ_SECONDS=600`)."""

_ROUND = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def for_long(check: Callable[..., None], *inputs: SearchStrategy[Any]) -> int:
    """Try `check` on inputs until the time is over; returns how many were tried. Fails with the smallest that fails."""
    tried = 0

    def counted(values: tuple[Any, ...]) -> None:
        nonlocal tried
        tried += 1
        check(*values)

    start, first = time.monotonic(), random.SystemRandom().randrange(1 << 32)
    round_ = 0
    while time.monotonic() - start < SECONDS:
        _ROUND(seed(first + round_)(given(tuples(*inputs))(counted)))()
        round_ += 1
    return tried
