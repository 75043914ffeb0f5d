"""Hundreds of clients attached to one hub, in one process and as lean as can be: for ``bench hall``."""

from __future__ import annotations

import asyncio
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, field
from websockets.asyncio.client import ClientConnection, connect

from app.core.clock import SystemClock
from app.db.engine import open_hub
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.trust import open_trust
from app.sync.enrol import new_key
from app.sync.identity import public_key
from app.sync.trust import EnrolAsk, TokenAsk, device_id, to_sign
from devices.decoding import decoder

_AT_ONCE = 20
"""So many clients attach at the same time."""
_CODE = timedelta(minutes=1)


class _Row(Struct):
    seq: int
    id: str


class _Message(Struct):
    """As much of ``app.sync.wire.Poke`` and ``FeedPage`` as a measurement looks at."""

    seq: int = 0
    after: int = 0
    last: int = 0
    rows: list[_Row] = []


_messages = decoder(_Message)


def let_in(folder: Path, db_url: str, terms: list[Terms]) -> list[str]:
    """Enrol devices of these terms and return their tokens, without the way over the network."""
    with closing(open_hub(db_url)) as store:
        gate = Gate(store, open_trust(folder), SystemClock())
        return [_token(gate, each) for each in terms]


def _token(gate: Gate, terms: Terms) -> str:
    key = new_key()
    public = public_key(key)
    gate.enrol(EnrolAsk(gate.offer(terms, _CODE), public.hex()), "bench")
    challenge = gate.challenge()
    signed = Ed25519PrivateKey.from_private_bytes(key).sign(to_sign(challenge))
    return gate.token(TokenAsk(device_id(public), challenge, signed)).token


class Follower(Struct):
    """A client that follows the hall. ``shown``: when each event reached it (seconds of ``perf_counter``),
    kept of displays only; ``reads``: how often it had to read the feed; ``holes`` that it met there."""

    token: str
    display: bool
    cursor: int = 0
    reads: int = 0
    holes: int = 0
    shown: dict[str, float] = field(default_factory=dict)
    attached: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, url: str, hall: str, http: httpx.AsyncClient) -> None:
        """Attach and follow until cancelled."""
        address = f"{url.replace('http', 'ws', 1)}/v1/halls/{hall}/live"
        headers = {"Authorization": f"Bearer {self.token}"}
        async with connect(address, additional_headers=headers, proxy=None, compression=None) as socket:
            first = _messages.decode(await socket.recv())
            self.cursor = first.seq
            self.attached.set()
            await self._listen(socket, hall, http)

    async def _listen(self, socket: ClientConnection, hall: str, http: httpx.AsyncClient) -> None:
        async for said in socket:
            message = _messages.decode(said)
            if message.rows and message.after <= self.cursor:
                self._take(message.rows)
            while self.cursor < message.seq:
                self.reads += 1
                answer = await http.get(
                    f"/v1/halls/{hall}/feed",
                    params={"after": self.cursor},
                    headers={"Authorization": f"Bearer {self.token}"},
                )
                self._take(_messages.decode(answer.content).rows)

    def _take(self, rows: list[_Row]) -> None:
        now = time.perf_counter()
        for row in rows:
            if row.seq <= self.cursor:
                continue
            self.holes += row.seq - self.cursor - 1
            self.cursor = row.seq
            if self.display:
                self.shown[row.id] = now


async def attach(
    followers: list[Follower], url: str, hall: str, http: httpx.AsyncClient
) -> list[asyncio.Task[None]]:
    """Attach all, some at a time; their tasks, which end with an error when one loses its connection."""
    tasks = []
    for start in range(0, len(followers), _AT_ONCE):
        some = followers[start : start + _AT_ONCE]
        tasks += [asyncio.create_task(each.follow(url, hall, http)) for each in some]
        await asyncio.wait_for(asyncio.gather(*(each.attached.wait() for each in some)), 30)
    return tasks
