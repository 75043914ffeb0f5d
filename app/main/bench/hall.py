"""``zongchuang bench hall``: a whole hall on one hub, at ten times the pace of a busy day.

400 windows and 20 displays are attached to a hub with two workers on PostgreSQL. A busy day is that of a
district with 800,000 cases in 250 days of 8 hours. With every case somebody takes a number, is called and
finished, and the window sends 20 events in five uploads. Clients, hub and database share this one machine.
"""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import msgspec
from msgspec import Struct, field

from app.core.ids import new_id
from app.hub.devices import Terms
from app.main.bench.figures import share
from app.main.bench.hall_crowd import Follower, attach, let_in
from app.main.bench.postgres import running_server
from app.main.bench.process_costs import cpu_seconds, family, memory_kb
from app.main.bench.sample_journal import journals
from app.main.hub.process import HubProcess
from app.sync.trust import DeviceKind
from app.sync.wire import FeedPage, PushBatch, packed
from devices.decoding import from_json

WINDOWS, DISPLAYS = 400, 20
WORKERS = 2
PACE = 10
CASES_A_SECOND = 800_000 / (250 * 8 * 3600)
EVENTS_A_CASE, EVENTS_AN_UPLOAD = 20, 4
CALL_LIMIT_MS, SHOWN_LIMIT_MS = 150.0, 300.0
ZONE = "SSDJ"
_CATCH_UP_S = 60.0


def run(seconds: float, windows: int = WINDOWS, displays: int = DISPLAYS) -> dict[str, Any]:
    """Cases for ``seconds``, then the count. Times in ms: ``call_*`` from the press to the answer,
    ``shown_*`` from the upload of an event to its arrival at each display; ``behind``: clients that did not
    get everything, ``holes``: rows that somebody missed, ``reads``: how often a client had to read the feed;
    ``hub_cores``: how many cores the hub's processes kept busy, ``client_kb``: their memory for each client.

    ``within_limits`` when both p99 are within their limits, nobody is behind and nothing was missed.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, running_server() as server:
        folder, db_url, hall = Path(name), server.new_database(), f"bench-{new_id()}"
        with HubProcess(folder, db_url, WORKERS) as hub:
            terms = [Terms(DeviceKind.WINDOW, (hall,), str(number + 1)) for number in range(windows)]
            terms += [Terms(DeviceKind.HALL, (hall,))] * displays + [Terms(DeviceKind.KIOSK, (hall,))]
            limits = httpx.Limits(max_connections=50)
            http = httpx.AsyncClient(base_url=hub.url, timeout=30, trust_env=False, limits=limits)
            day = _Day(http, hub.url, hall, let_in(folder, db_url, terms), windows, hub.pid)
            return asyncio.run(day.run(seconds))


class _Day(Struct):
    """A hall at work. ``tokens``: of its windows, then its displays, then its kiosk."""

    http: httpx.AsyncClient
    url: str
    hall: str
    tokens: list[str]
    windows: int
    hub_pid: int
    calls: list[float] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)

    async def run(self, seconds: float) -> dict[str, Any]:
        """Attach, work, count."""
        followers = [
            Follower(token, display=number >= self.windows) for number, token in enumerate(self.tokens[:-1])
        ]
        chains = journals(self.hall, self.windows, EVENTS_A_CASE, EVENTS_AN_UPLOAD)
        processes = family(self.hub_pid)
        async with self.http:
            empty = memory_kb(processes)
            tasks = await attach(followers, self.url, self.hall, self.http)
            full = memory_kb(processes)
            busy, begun = cpu_seconds(processes), time.monotonic()
            cases = await self._work(seconds, chains)
            busy = (cpu_seconds(processes) - busy) / (time.monotonic() - begun)
            behind = await self._catch_up(followers)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        shown = [
            (when - self.sent[event_id]) * 1000
            for follower in followers
            for event_id, when in follower.shown.items()
            if event_id in self.sent
        ]
        return _verdict(
            calls=self.calls,
            shown=shown,
            cases=cases,
            events=len(self.sent),
            clients=len(followers),
            behind=behind,
            holes=sum(each.holes for each in followers),
            reads=sum(each.reads for each in followers),
            hub_cores=round(busy, 2),
            client_kb=round((full - empty) / len(followers), 1),
        )

    async def _work(self, seconds: float, chains: list[list[PushBatch]]) -> int:
        """Cases come at random moments, each at the next window."""
        chance = random.Random(1)
        served: list[asyncio.Task[None]] = []
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(served) < len(chains):
            number = len(served)
            served.append(asyncio.create_task(self._serve(number, chains[number])))
            await asyncio.sleep(chance.expovariate(CASES_A_SECOND * PACE))
        await asyncio.gather(*served)
        return len(served)

    async def _serve(self, number: int, uploads: list[PushBatch]) -> None:
        """One visit: a number, a call, five uploads, the end."""
        window, token = str(number + 1), self.tokens[number]
        await self._command("tickets", self.tokens[-1], {"window": "", "zone": ZONE})
        pressed = time.perf_counter()
        called = await self._command("calls", token, {"window": window})
        self.calls.append((time.perf_counter() - pressed) * 1000)
        for upload in uploads:
            await self._upload(token, upload)
        await self._command(f"tickets/{called['ticket']['id']}/finish", token, {"window": window})

    async def _upload(self, token: str, upload: PushBatch) -> None:
        begun = time.perf_counter()
        self.sent.update((event.id, begun) for event in upload.events)
        await self._post("/v1/push", token, packed(upload))

    async def _command(self, path: str, token: str, facts: dict[str, str]) -> dict[str, Any]:
        body = msgspec.json.encode({"command_id": new_id(), "actor": "clerk", **facts})
        answer = await self._post(f"/v1/halls/{self.hall}/{path}", token, body)
        return from_json(answer, dict[str, Any])

    async def _post(self, path: str, token: str, body: bytes) -> bytes:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = await self.http.post(path, content=body, headers=headers)
        return answer.raise_for_status().content

    async def _catch_up(self, followers: list[Follower]) -> int:
        """Wait until everybody stands at the end of the feed; how many do not."""
        kiosk = {"Authorization": f"Bearer {self.tokens[self.windows]}"}
        answer = await self.http.get(f"/v1/halls/{self.hall}/feed?limit=1", headers=kiosk)
        last = from_json(answer.content, FeedPage).last
        deadline = time.monotonic() + _CATCH_UP_S
        while (behind := sum(each.cursor < last for each in followers)) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        return behind


def _verdict(
    *, calls: list[float], shown: list[float], behind: int, holes: int, **facts: Any
) -> dict[str, Any]:
    call_p99, shown_p99 = share(calls, 0.99), share(shown, 0.99)
    passed = call_p99 <= CALL_LIMIT_MS and shown_p99 <= SHOWN_LIMIT_MS and not behind and not holes
    return {
        "call_p50_ms": share(calls, 0.5),
        "call_p99_ms": call_p99,
        "call_p99_to_limit": round(call_p99 / CALL_LIMIT_MS, 3),
        "shown_p50_ms": share(shown, 0.5),
        "shown_p99_ms": shown_p99,
        "shown_p99_to_limit": round(shown_p99 / SHOWN_LIMIT_MS, 3),
        "behind": behind,
        "holes": holes,
        **facts,
        "within_limits": passed,
    }
