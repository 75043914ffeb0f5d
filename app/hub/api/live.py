"""``WS /v1/halls/{hall}/live``: pokes ``{"hall", "seq"}`` when the hall's feed grows.

The first poke comes at once, and one at least every ``HEARTBEAT_S``: silence means that the hub is gone.
"""

from __future__ import annotations

import asyncio

import msgspec
from fastapi import APIRouter, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from app.hub.api.paths import HallId
from app.hub.hub import Hub
from app.sync.wire import HEARTBEAT_S, Poke


def routes(hub: Hub) -> APIRouter:
    """The live route of a hub."""
    router = APIRouter()

    @router.websocket("/v1/halls/{hall_id}/live")
    async def live(socket: WebSocket, hall_id: HallId) -> None:
        news: asyncio.Queue[int] = asyncio.Queue()
        await socket.accept()
        stop_listening = hub.fanout.listen(hall_id, news.put_nowait)
        gone = asyncio.ensure_future(_until_gone(socket))
        try:
            seq = await run_in_threadpool(hub.reached, hall_id)
            while not gone.done():
                await socket.send_text(msgspec.json.encode(Poke(hall_id, seq)).decode())
                told = await _news_or_heartbeat(news, gone)
                # A heartbeat reads the position itself: it makes up for a poke that was lost on its way.
                seq = told or await run_in_threadpool(hub.reached, hall_id)
        except WebSocketDisconnect:
            return
        finally:
            stop_listening()
            gone.cancel()

    return router


async def _news_or_heartbeat(news: asyncio.Queue[int], gone: asyncio.Future[None]) -> int:
    """The newest position told; 0 when there is no news for a heartbeat's time, or the client has gone."""
    waiting = asyncio.ensure_future(news.get())
    await asyncio.wait((waiting, gone), timeout=HEARTBEAT_S, return_when=asyncio.FIRST_COMPLETED)
    if not waiting.done():
        waiting.cancel()
        return 0
    seq = waiting.result()
    while not news.empty():
        seq = news.get_nowait()
    return seq


async def _until_gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
