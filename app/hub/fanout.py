"""Telling connected screens and windows that a hall's feed has grown.

A poke carries only the position: whoever hears it reads the feed by cursor, so a lost, doubled or late
poke does no harm. Pokes start after the commit.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable


class Fanout:
    """The listeners of one hub worker. ``poke`` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: dict[str, set[Callable[[int], None]]] = defaultdict(set)
        self._reached: dict[str, int] = {}

    def run_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver on this loop from now on; pokes before that are dropped, for nobody listens yet."""
        self._loop = loop

    def listen(self, hall_id: str, tell: Callable[[int], None]) -> Callable[[], None]:
        """Call ``tell(seq)`` on the loop at every poke of a hall, until the returned function is called."""
        self._listeners[hall_id].add(tell)
        return lambda: self._listeners[hall_id].discard(tell)

    def poke(self, hall_id: str, seq: int) -> None:
        """The hall's feed now reaches ``seq``."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._deliver, hall_id, seq)

    def _deliver(self, hall_id: str, seq: int) -> None:
        # The same news comes twice when it also returns through the database: tell it once.
        if seq <= self._reached.get(hall_id, 0):
            return
        self._reached[hall_id] = seq
        for tell in tuple(self._listeners[hall_id]):
            tell(seq)
