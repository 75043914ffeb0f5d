"""A hub's web application without a process: asked directly, on a clock that the test moves."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from app.core.clock import Clock, SystemClock
from app.db.store import Store
from app.hub.api.application import application
from app.hub.attachments import HubBlobs, blob_key
from app.hub.bundles import HubBundles
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.trust import open_trust
from app.main.content import CHECKS
from app.sync.enrol import new_key
from app.sync.identity import DeviceIdentity, public_key
from app.sync.trust import EnrolAsk, TokenAsk
from tests.support.hub import PREFIXES, PROJECTIONS, until

SOMEWHERE = ("10.0.0.7", 50000)
"""A caller elsewhere in the hall."""


@dataclass(frozen=True)
class Answer:
    """What came back: 101 for a live connection that was taken up."""

    status: int
    body: bytes

    @property
    def code(self) -> str:
        """The error's code; empty when it was none."""
        said = json.loads(self.body) if self.body else {}
        return str(said["error"]["code"]) if isinstance(said, dict) and "error" in said else ""


def ask(
    app: FastAPI,
    method: str,
    path: str,
    said: Mapping[str, str] | None = None,
    body: bytes = b"",
    caller: tuple[str, int] = SOMEWHERE,
) -> Answer:
    """One request, with the headers ``said``; the method ``LIVE`` opens a WebSocket and leaves at once."""
    live = method == "LIVE"
    path, _, query = path.partition("?")
    kind = "websocket" if live else "http"
    scope: dict[str, Any] = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (said or {}).items()],
        "client": caller,
        "extensions": {"websocket.http.response": {}},
    }
    sent: list[dict[str, Any]] = []
    coming = ["connect", "disconnect"] if live else ["request", "disconnect"]

    async def receive() -> dict[str, Any]:
        step = coming.pop(0) if len(coming) > 1 else coming[0]
        return {"type": f"{kind}.{step}", "body": body, "more_body": False, "code": 1000}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    if sent[0]["type"] == "websocket.accept":
        return Answer(101, b"")
    return Answer(sent[0]["status"], b"".join(each.get("body", b"") for each in sent))


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve the application over HTTP on loopback, in a thread of this process; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        until(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def new_gate(store: Store, folder: Path, clock: Clock | None = None) -> Gate:
    """The gate of a hub whose keys lie in a folder."""
    return Gate(store, open_trust(folder), clock or SystemClock())


def new_application(store: Store, folder: Path, gate: Gate) -> FastAPI:
    """What one worker of a hub serves."""
    clock = SystemClock()
    blob_key(folder)
    hub = Hub(store, PROJECTIONS, PREFIXES, clock)
    return application(hub, gate, HubBlobs(store, folder, clock), HubBundles(store, CHECKS))


def let_in(gate: Gate, terms: Terms, key: bytes | None = None) -> DeviceIdentity:
    """A device that was enrolled."""
    own = key or new_key()
    code = gate.offer(terms, timedelta(hours=1))
    said = gate.enrol(EnrolAsk(code, public_key(own).hex()), "127.0.0.1")
    return DeviceIdentity(said.kind, tuple(said.halls), said.window, said.name, "", said.seal, own)


def token_of(gate: Gate, device: DeviceIdentity) -> str:
    """A token that the device got with its key."""
    challenge = gate.challenge()
    return gate.token(TokenAsk(device.id, challenge, device.sign(challenge))).token
