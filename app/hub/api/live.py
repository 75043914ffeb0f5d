"""``WS /v1/halls/{hall}/live``: what happens in a hall, as it happens (``app.sync.wire.Poke``).

The first message comes at once and tells the position, and one does at least every ``HEARTBEAT_S``: silence
means that the hub is gone.
"""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from app.hub.api.paths import HallId
from app.hub.herald import Herald, Messages, bare
from app.hub.hub import Hub
from app.sync.wire import HEARTBEAT_S

_GONE = ""
_MOST_WAITING = 100
"""Whoever listens so slowly gets the position alone, and reads the feed."""


def routes(hub: Hub) -> APIRouter:
    """The live route of a hub."""
    router = APIRouter()
    herald = Herald(hub)

    @router.websocket("/v1/halls/{hall_id}/live")
    async def live(socket: WebSocket, hall_id: HallId) -> None:
        await socket.accept()
        with herald.follow(hall_id) as messages:
            gone = asyncio.ensure_future(_until_gone(socket, messages))
            try:
                said: str | None = None
                while said != _GONE:
                    # A heartbeat reads the position itself: it makes up for news that were lost on their way.
                    said = said or bare(hall_id, await run_in_threadpool(hub.reached, hall_id))
                    await socket.send_text(said)
                    said = await _next(messages)
            except WebSocketDisconnect:
                return
            finally:
                gone.cancel()

    return router


async def _next(messages: Messages) -> str | None:
    """The next message; None when the position is to be read: nothing came for a heartbeat's time, or more
    than the client can hear."""
    try:
        # Unlike wait_for it makes no task for each of hundreds of followers.
        async with asyncio.timeout(HEARTBEAT_S):
            said = await messages.get()
    except TimeoutError:
        return None
    if messages.qsize() < _MOST_WAITING:
        return said
    while not messages.empty():
        if messages.get_nowait() == _GONE:
            return _GONE
    return None


async def _until_gone(socket: WebSocket, messages: Messages) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
    messages.put_nowait(_GONE)
