"""How many pushes a worker takes on at once, so that a hall that returns from an outage starves nobody.

When a hub comes back, every window offers what it gathered. Few of these pushes are worked on at a time, for
they hold the store and the processor; some more of each hall may wait, with their bodies in memory; the
others are told to come again after a while, each after another one. Calls of tickets do not queue here.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from msgspec import Struct, field

from app.core.errors import Refused

AT_ONCE = 4
"""Pushes that are worked on at a time: more than may write at a time (``app.hub.hub``), so that the next one
is read and proved while the database works on those before it."""
PLACES = 32
"""The most pushes of one hall that may be here, those being worked on included."""
RATE, BURST = 200.0, 400.0
"""Pushes of a hall in a second, and how many may come together: a bucket of tokens."""
_LONGEST_S = 10


class _Bucket(Struct):
    tokens: float = BURST
    filled_at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        now = time.monotonic()
        self.tokens = min(BURST, self.tokens + RATE * (now - self.filled_at))
        self.filled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Pressure:
    """The places of one worker. Used on its event loop."""

    def __init__(self) -> None:
        self._free = AT_ONCE
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}
        self._here: dict[str, int] = defaultdict(int)
        self._buckets: dict[str, _Bucket] = defaultdict(_Bucket)

    @contextmanager
    def place(self, hall_id: str) -> Iterator[None]:
        """One of the hall's places, before the body is read. Raises Refused ``sync.busy`` (retry_after in
        seconds) when they are taken, or when the hall asks too often."""
        if self._here[hall_id] >= PLACES or not self._buckets[hall_id].take():
            # Scattered, else all that were refused together come again together.
            raise Refused("sync.busy", retry_after=random.randint(1, _LONGEST_S))
        self._here[hall_id] += 1
        try:
            yield
        finally:
            self._here[hall_id] -= 1

    @asynccontextmanager
    async def turn(self, hall_id: str) -> AsyncIterator[None]:
        """Wait to be worked on: the halls in turn, in each hall first come, first served."""
        if self._free:
            self._free -= 1
        else:
            mine = asyncio.get_running_loop().create_future()
            self._lines.setdefault(hall_id, deque()).append(mine)
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._next()
                raise
        try:
            yield
        finally:
            self._next()

    def _next(self) -> None:
        """Give a place that became free to the hall that has waited longest since its last turn."""
        while self._lines:
            hall_id, line = next(iter(self._lines.items()))
            del self._lines[hall_id]
            first = line.popleft()
            if line:
                self._lines[hall_id] = line
            if not first.done():
                first.set_result(None)
                return
        self._free += 1

    def advice_ms(self, hall_id: str) -> int:
        """How long a node should wait before its next push: longer, the more of its hall are here."""
        return random.randint(0, 1000) if self._here[hall_id] > PLACES // 2 else 0
