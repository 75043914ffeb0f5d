"""Telling everybody who follows a hall what has happened there: read once, encoded once, said to all.

Followers come by the hundred, and each asking for the same rows would cost more than the work itself. While
one reading is under way no other begins, so under load a message covers what came up meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from msgspec import Struct, field
from starlette.concurrency import run_in_threadpool

from app.core.errors import AppError
from app.hub.hub import Hub
from app.sync.wire import Poke

MOST_ROWS = 50
"""A message holds at most this many rows; whoever is further behind reads the feed or takes a snapshot."""
UNTOLD = -1
"""Where an audience stands before its first message: how far the feed had come is not known yet."""
_log = logging.getLogger(__name__)

Messages = asyncio.Queue[str]


class _Audience(Struct):
    """Who follows a hall, how far they have been told, and how far the feed reaches."""

    followers: set[Messages] = field(default_factory=set)
    told: int = UNTOLD
    reached: int = 0
    telling: asyncio.Task[None] | None = None


class Herald:
    """Speaks to the followers of one worker. Used on its event loop."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._halls: dict[str, _Audience] = {}

    @contextmanager
    def follow(self, hall_id: str) -> Iterator[Messages]:
        """A queue that gets every message (``app.sync.wire.Poke`` as JSON) about a hall from now on."""
        messages: Messages = asyncio.Queue()
        audience = self._halls.setdefault(hall_id, _Audience())
        audience.followers.add(messages)
        stop = self._hub.fanout.listen(hall_id, lambda seq: self._hear(hall_id, seq))
        try:
            yield messages
        finally:
            stop()
            audience.followers.discard(messages)
            if not audience.followers:
                self._halls.pop(hall_id, None)

    def _hear(self, hall_id: str, seq: int) -> None:
        audience = self._halls[hall_id]
        if seq <= audience.reached:
            return  # another follower of this hall has brought the same news
        audience.reached = seq
        if audience.told == UNTOLD:
            audience.told = seq - 1
        if audience.telling is None or audience.telling.done():
            audience.telling = asyncio.create_task(self._tell(hall_id, audience))

    async def _tell(self, hall_id: str, audience: _Audience) -> None:
        while audience.told < audience.reached and audience.followers:
            try:
                message = await run_in_threadpool(self._message, hall_id, audience)
            except AppError as error:
                # Nothing is lost by it: the next heartbeat tells the position.
                _log.warning("followers were not told: %s", error.code)
                audience.told = audience.reached
                return
            for follower in audience.followers:
                follower.put_nowait(message)

    def _message(self, hall_id: str, audience: _Audience) -> str:
        after, reached = audience.told, audience.reached
        if reached - after > MOST_ROWS:
            audience.told = reached
            return bare(hall_id, reached)
        page = self._hub.feed(hall_id, after, MOST_ROWS)
        audience.told = max(reached, after + len(page.rows))
        poke = Poke(hall_id, after + len(page.rows), page.hub_epoch, after, page.rows)
        return msgspec.json.encode(poke).decode()


def bare(hall_id: str, seq: int) -> str:
    """The position alone."""
    return msgspec.json.encode(Poke(hall_id, seq)).decode()
