"""``POST /v1/push``: another node's journal rows.

The body is zstd over JSON, app.sync.wire.PushBatch. It is decoded without pydantic, which would cost more
than storing the rows.
"""

from __future__ import annotations

import msgspec
import zstandard
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.core.errors import Refused
from app.hub.api.access import Asking
from app.hub.api.bodies import as_json, body
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.metrics import count_answers
from app.hub.pressure import Pressure
from app.sync.trust import DeviceKind
from app.sync.wire import PushAnswer, PushBatch, storable
from devices.decoding import decoder

_MOST_PACKED = 8 << 20
_MOST_UNPACKED = 8 << 20
_NUL = rb"\u0000"
_batches = decoder(PushBatch)


def routes(hub: Hub, gate: Gate) -> APIRouter:
    """The push route of a hub."""
    router = APIRouter(tags=["sync"])
    pressure = Pressure()

    @router.post("/v1/push")
    async def push(request: Request, caller: Asking) -> Response:
        """One answer for every event, after the commit (app.sync.wire.PushAnswer).

        409 ``sync.fork`` (seq), ``sync.chain_gap`` (expected), ``sync.chain_broken`` (seq): nothing of the
        batch was stored. 400 ``sync.malformed``, 413 ``sync.too_large`` (limit), 429 ``sync.busy``.
        """

        def take_in(packed: bytes) -> PushAnswer:
            batch = decode(packed)
            gate.write_as(caller, batch.hall_id, batch.node)
            answer = hub.push(batch, passed_on=caller.kind is DeviceKind.HUB)
            count_answers(batch.hall_id, answer.results)
            return answer

        hall_id = next(iter(caller.halls), "")
        with pressure.place(hall_id):
            packed = await body(request, _MOST_PACKED)
            async with pressure.turn(hall_id):
                answer = await run_in_threadpool(take_in, packed)
            answer = msgspec.structs.replace(answer, retry_after_ms=pressure.advice_ms(hall_id))
        return as_json(answer)

    return router


def decode(packed: bytes) -> PushBatch:
    """The batch of a body. Raises Refused ``sync.malformed`` or ``sync.too_large``."""
    try:
        if zstandard.frame_content_size(packed) > _MOST_UNPACKED:
            raise Refused("sync.too_large", limit=_MOST_UNPACKED)
        # The limit counts where a frame does not say how much is in it.
        text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=_MOST_UNPACKED)
        batch = _batches.decode(text)
    except (zstandard.ZstdError, msgspec.DecodeError, RecursionError) as error:
        raise Refused("sync.malformed") from error
    # A NUL can only stand there escaped; looking for that is much cheaper than looking at every text, and
    # from the end several times as fast as from the beginning.
    if text.rfind(_NUL) >= 0 and not storable(batch):
        raise Refused("sync.malformed")
    return batch
