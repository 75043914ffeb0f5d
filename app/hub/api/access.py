"""The one place where a request is let in: every route of the application stands behind it.

``Authorization: Bearer TOKEN`` says who asks. 401 ``auth.no_token``, ``auth.token_wrong`` or
``auth.token_expired``: get a token and ask again. 403 ``auth.not_allowed``, ``auth.other_hall`` (hall),
``auth.other_node`` (node), ``auth.revoked``: the answer will not change by asking. A live connection is ended
when its device is revoked. Where staff act (人员登录), their roles will be checked here too, beside the
device's kind.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from app.core.errors import Refused
from app.hub.access import ALLOWED, LOCAL, OPEN
from app.hub.gate import Gate
from app.hub.tokens import Caller
from app.sync.trust import DeviceKind

_BEARER = "Bearer "
_POLICY_VIOLATION = 1008
_LONGEST_NODE = 64
"""No database keeps a longer one, and none a NUL."""
_SPEAKS_FOR_ANOTHER = (b"forwarded", b"x-forwarded-for", b"x-real-ip")


async def caller_of(connection: HTTPConnection) -> Caller:
    """The device that was let in."""
    caller: Caller = connection.scope["caller"]
    return caller


Asking = Annotated[Caller, Depends(caller_of)]
"""A parameter of a route: who asks."""


class Guard:
    """Stands before one route."""

    def __init__(self, route: Route | WebSocketRoute, gate: Gate) -> None:
        self._name = route.name
        self._inside: ASGIApp = route.app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or raise Refused."""
        connection = HTTPConnection(scope)
        if not self._is_open(connection):
            caller = scope["caller"] = await self._let_in(connection)
            if scope["type"] == "websocket":
                send = self._until_revoked(caller, send)
        await self._inside(scope, receive, send)

    def _is_open(self, connection: HTTPConnection) -> bool:
        if self._name in LOCAL:
            return _from_here(connection.scope)
        # Whoever shows a token where none is asked for wants to know whether it is good.
        return self._name in OPEN and "Authorization" not in connection.headers

    async def _let_in(self, connection: HTTPConnection) -> Caller:
        kinds = frozenset(DeviceKind) if self._name in OPEN else ALLOWED.get(self._name)
        if kinds is None:
            raise Refused("auth.not_allowed")
        header = connection.headers.get("Authorization", "")
        if not header.startswith(_BEARER):
            raise Refused("auth.no_token")
        caller = self._gate.caller(header.removeprefix(_BEARER))
        await self._refuse_revoked(caller)
        if caller.kind not in kinds:
            raise Refused("auth.not_allowed")
        await self._refuse_others(caller, connection)
        return caller

    async def _refuse_others(self, caller: Caller, connection: HTTPConnection) -> None:
        hall_id = connection.path_params.get("hall_id")
        node = connection.path_params.get("node", connection.query_params.get("node"))
        if hall_id is None:
            return
        caller.serve(hall_id)
        if node:
            if "\0" in node or len(node) > _LONGEST_NODE:
                raise Refused("auth.other_node", node="")
            await run_in_threadpool(self._gate.write_as, caller, hall_id, node)

    async def _refuse_revoked(self, caller: Caller) -> None:
        if self._gate.must_look():
            await run_in_threadpool(self._gate.look_again)
        self._gate.refuse_revoked(caller)

    def _until_revoked(self, caller: Caller, send: Send) -> Send:
        async def checked(message: Message) -> None:
            try:
                await self._refuse_revoked(caller)
            except Refused as error:
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": error.code})
                raise WebSocketDisconnect(_POLICY_VIOLATION) from error
            await send(message)

        return checked


def _from_here(scope: Scope) -> bool:
    if any(name in _SPEAKS_FOR_ANOTHER for name, _ in scope["headers"]):
        return False  # a proxy on this machine, for somebody elsewhere
    host = (scope.get("client") or ("",))[0]
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
