"""How much of a request's body is read."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.core.errors import Refused

SMALL = 64 << 10
"""The most bytes that a command may have."""


async def body(request: Request, most: int) -> bytes:
    """The whole body. Raises Refused ``sync.too_large`` (limit) as soon as it is longer than ``most``."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise Refused("sync.too_large", limit=most)
    return bytes(read)


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
