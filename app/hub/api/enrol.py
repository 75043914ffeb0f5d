"""How a device becomes known and proves itself: ``GET /v1/ca``, ``POST /v1/enrol``, ``/v1/challenge``,
``/v1/token``. These four answer without a token, and give away nothing but what their answer types say.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.core.errors import Refused
from app.hub.api.bodies import as_json, body
from app.hub.gate import Gate
from app.sync.trust import Authority, Challenge, EnrolAsk, TokenAsk
from devices.decoding import from_json

T = TypeVar("T", bound=msgspec.Struct)
_MOST_BYTES = 8192


def routes(gate: Gate) -> APIRouter:
    """The routes that lead to a token."""
    router = APIRouter(prefix="/v1", tags=["devices"])

    @router.get("/ca")
    async def authority() -> Response:
        """The certificate of the hub's authority (app.sync.trust.Authority): to be pinned, never believed."""
        return as_json(Authority(gate.authority))

    @router.post("/enrol", openapi_extra=_taking(EnrolAsk))
    async def enrol(request: Request) -> Response:
        """登记 (app.sync.trust.EnrolAsk, EnrolAnswer). 403 ``auth.code_unknown``, ``auth.code_used``,
        ``auth.code_expired``, ``auth.other_node``; 429 ``auth.too_many_tries``."""
        ask = await _asked(request, EnrolAsk)
        address = request.client.host if request.client else ""
        return as_json(await run_in_threadpool(gate.enrol, ask, address))

    @router.post("/challenge")
    async def challenge() -> Response:
        """Something to sign (app.sync.trust.Challenge)."""
        return as_json(Challenge(gate.challenge()))

    @router.post("/token", openapi_extra=_taking(TokenAsk))
    async def token(request: Request) -> Response:
        """A token for the device that signed (app.sync.trust.TokenAsk, TokenAnswer). 403
        ``auth.unknown_device``, ``auth.revoked``, ``auth.proof_wrong``."""
        ask = await _asked(request, TokenAsk)
        return as_json(await run_in_threadpool(gate.token, ask))

    return router


def _taking(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The body of a request, for the description of the interface."""
    _, schemas = msgspec.json.schema_components([kind])
    return {"requestBody": {"content": {"application/json": {"schema": schemas[kind.__name__]}}}}


async def _asked(request: Request, kind: type[T]) -> T:
    text = await body(request, _MOST_BYTES)
    try:
        asked = from_json(text, kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("sync.malformed") from error
    # PostgreSQL keeps every character but NUL.
    if any("\0" in value for value in msgspec.structs.astuple(asked) if isinstance(value, str)):
        raise Refused("sync.malformed")
    return asked
