"""How long to wait before asking again."""

from __future__ import annotations

import random

FIRST_S = 1.0
LONGEST_S = 60.0


def pause(attempt: int, asked: float = 0.0, first: float = FIRST_S, longest: float = LONGEST_S) -> float:
    """Seconds to wait after the ``attempt``-th failure in a row (1 = the first).

    Full jitter: anything between nothing and the ceiling, which doubles from ``first`` to ``longest``, so
    that a hall full of windows does not come back in one moment; on top of what the hub ``asked`` for, since
    it asks all of them for the same.
    """
    ceiling = min(longest, first * 2.0 ** min(attempt - 1, 16))
    return asked + random.uniform(0.0, ceiling)
