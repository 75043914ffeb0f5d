"""``POST /v1/push``: another node's journal rows.

The body is zstd over JSON, app.sync.wire.PushBatch. It is decoded without pydantic, which would cost more
than storing the rows.
"""

from __future__ import annotations

from io import BytesIO

import msgspec
import zstandard
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.core.errors import Refused
from app.hub.hub import Hub
from app.sync.wire import PushBatch, storable

_MOST_PACKED = 8 << 20
_MOST_UNPACKED = 32 << 20


def routes(hub: Hub) -> APIRouter:
    """The push route of a hub."""
    router = APIRouter(tags=["sync"])

    @router.post("/v1/push")
    async def push(request: Request) -> Response:
        """One answer for every event, after the commit (app.sync.wire.PushAnswer).

        409 ``sync.fork``, ``sync.chain_gap`` (expected), ``sync.chain_broken``, ``sync.id_taken``: nothing
        of the batch was stored. 400 ``sync.malformed``, 413 ``sync.too_large``.
        """
        packed = await _body(request)
        answer = await run_in_threadpool(lambda: hub.push(decode(packed)))
        return Response(msgspec.json.encode(answer), media_type="application/json")

    return router


def decode(packed: bytes) -> PushBatch:
    """The batch of a body. Raises Refused ``sync.malformed`` or ``sync.too_large``."""
    try:
        text = zstandard.ZstdDecompressor().stream_reader(BytesIO(packed)).read(_MOST_UNPACKED + 1)
        if len(text) > _MOST_UNPACKED:
            raise Refused("sync.too_large", limit=_MOST_UNPACKED)
        batch = msgspec.json.decode(text, type=PushBatch)
    except (zstandard.ZstdError, msgspec.DecodeError, RecursionError) as error:
        raise Refused("sync.malformed") from error
    if not storable(batch):
        raise Refused("sync.malformed")
    return batch


async def _body(request: Request) -> bytes:
    packed = bytearray()
    async for chunk in request.stream():
        packed += chunk
        if len(packed) > _MOST_PACKED:
            raise Refused("sync.too_large", limit=_MOST_PACKED)
    return bytes(packed)
