"""Bodies: how much of a request's is read, and an answer's as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from app.core.errors import Refused

SMALL = 64 << 10
"""The most bytes that a command may have."""
LONGEST_S = 120.0
"""A machine that lost its power while it sent would else be waited for without end."""


async def body(request: Request, most: int) -> bytes:
    """The whole body. Raises Refused: ``sync.too_large`` (limit) as soon as it is longer than ``most``,
    ``sync.busy`` (retry_after in seconds) when it does not come, ``sync.malformed`` when it ends too soon."""
    read = bytearray()
    try:
        async with asyncio.timeout(LONGEST_S):
            async for chunk in request.stream():
                read += chunk
                if len(read) > most:
                    raise Refused("sync.too_large", limit=most)
    except TimeoutError as error:
        raise Refused("sync.busy", retry_after=1) from error
    except ClientDisconnect as error:
        raise Refused("sync.malformed") from error
    return bytes(read)


def as_json(value: object, status: int = 200) -> Response:
    """The answer that tells a value, as msgspec writes it."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


class _Read(Request):
    """A request whose body was read before."""

    async def read(self) -> None:
        self._body = await body(self, SMALL)


class SmallBody(APIRoute):
    """A route whose body has at most ``SMALL`` bytes."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See APIRoute."""
        inside = super().get_route_handler()

        async def handle(request: Request) -> Response:
            limited = _Read(request.scope, request.receive)
            await limited.read()
            return await inside(limited)

        return handle
