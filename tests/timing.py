"""Processor time of what is tested: neither other work on the machine nor what other tests left in memory counts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ROUNDS = 3
LEAST_S = 0.02  # below that a measurement says little


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call in seconds, without collections of garbage: they cost what all tests left."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_at_most(times: float, small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Return whether the larger task takes at most `times` the time of the smaller, in any of a few pairs of runs."""
    return any(processor_seconds(large) <= times * max(processor_seconds(small), LEAST_S) for _ in range(ROUNDS))
