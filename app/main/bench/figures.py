"""What measurements have in common: how long a work took, and how high most of the values are."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def share(values: Sequence[float], part: float, digits: int = 1) -> float:
    """The value that this part of the values does not exceed (a percentile), rounded; there must be some."""
    ordered = sorted(values)
    return round(ordered[max(0, math.ceil(len(ordered) * part) - 1)], digits)
