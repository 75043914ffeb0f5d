"""``zongchuang bench drain``: how fast a window that was cut off for days gets rid of what it wrote.

An encrypted store holds the events of real visits that no hub has seen. The sync thread of the program sends
them to a hub process on PostgreSQL, which verifies, stores and projects them, until the last one is
acknowledged. Beside it, in the same run, the same rows go into the same tables through psycopg's COPY, one
commit for as many as a push holds. Window, hub and database share this one machine.
"""

from __future__ import annotations

import secrets
import threading
import time
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert

from app.core.clock import SystemClock
from app.core.events import EventBus
from app.db.engine import open_hub, open_store
from app.db.migrate import migrate
from app.db.store import Store
from app.hub.devices import Terms
from app.journal.model import Node, heads
from app.main.bench.figures import timed
from app.main.bench.ingest import copy_rows, rows_of
from app.main.bench.postgres import PostgresServer, running_server
from app.main.bench.sample_journal import journals
from app.main.features import HISTORY
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.model import SyncStatus
from app.sync.push import Pusher
from app.sync.rows import keep
from app.sync.trust import DeviceKind
from app.sync.wire import PUSH_EVENTS, PushBatch

EVENTS = 10_000
LIMIT = 0.12
GROWTH_LIMIT = 2.2
_HALL = "bench"
ROUNDS = 3
_WARM_UP = 1_000
_PATIENCE_S = 600.0


def run(events: int = EVENTS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure windows with ``events`` events in turns, each beside COPY.

    - ``ratio``: events a second from the window's store to the hub's answer ÷ events a second through COPY,
      the best of the ``rounds``, at least ``limit``;
    - ``growth``: time for all ÷ time for the first half of them on the same way, the median of the rounds, at
      most ``growth_limit``;
    - ``events_per_s``, ``copied_per_s``, ``events``, ``seconds``.

    Raises EnvironmentMissing without PostgreSQL's programs.
    """
    with running_server() as server:
        whole, copied, growth = _measured(server, events, rounds)
    ratio = copied / whole
    return {
        "ratio": round(ratio, 3),
        "limit": LIMIT,
        "growth": round(growth, 2),
        "growth_limit": GROWTH_LIMIT,
        "events_per_s": round(events / whole),
        "copied_per_s": round(events / copied),
        "events": events,
        "seconds": round(whole, 2),
        "within_limits": ratio >= LIMIT and growth <= GROWTH_LIMIT,
    }


def _measured(server: PostgresServer, events: int, rounds: int) -> tuple[float, float, float]:
    """Seconds to send all events and to copy them, the best of the rounds, and the growth."""
    times: list[tuple[float, float]] = []
    growth: list[float] = []
    with (
        TemporaryDirectory(prefix="zongchuang-bench-", ignore_cleanup_errors=True) as folder,
        HubProcess(Path(folder) / "hub", server.new_database()) as hub,
    ):
        windows = (_Window(hub, Path(folder), number) for number in count(1))
        # A hub that has just started is slower; nobody counts the first window.
        next(windows).drained(_journal(_WARM_UP))
        for _ in range(rounds):
            batches = _journal(events)
            half_s, whole_s = next(windows).drained(batches)
            times.append((whole_s, _copied(server, batches)))
            growth.append(whole_s / half_s)
    best_s, copied_s = (min(column) for column in zip(*times, strict=True))
    return best_s, copied_s, median(growth)


def _journal(events: int) -> list[PushBatch]:
    (batches,) = journals(_HALL, 1, events, min(events, PUSH_EVENTS))
    return batches


class _Window:
    """A window that was enrolled and then cut off."""

    def __init__(self, hub: HubProcess, folder: Path, number: int) -> None:
        self._hub = HubClient(hub.url, hub.enrol(Terms(DeviceKind.WINDOW, (_HALL,), str(number))))
        self._store = open_store(folder / f"{number}.db", secrets.token_bytes(32))

    def drained(self, batches: list[PushBatch]) -> tuple[float, float]:
        """Seconds until the hub has acknowledged half of everything, and all; then the window is gone."""
        try:
            events = sum(len(batch.events) for batch in batches)
            return _timed(self._store, _filled(self._store, batches), self._hub, events)
        finally:
            self._hub.close()
            self._store.close()


def _filled(store: Store, batches: list[PushBatch]) -> Node:
    """Bring a store to where a window has it that wrote these rows."""
    migrate(store)
    first, last = batches[0], batches[-1].events[-1]
    node = Node(first.hall_id, first.node, first.incarnation)

    def fill(conn: Connection) -> None:
        key = {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation}
        conn.execute(insert(heads), {**key, "seq": last.seq, "hash": last.hash, "own": 1})
        for batch in batches:
            keep(conn, node, batch.events)

    store.transact(fill)
    return node


def _timed(store: Store, node: Node, client: HubClient, events: int) -> tuple[float, float]:
    bus, empty = EventBus(), threading.Event()
    half: list[float] = []

    def look(status: SyncStatus) -> None:
        if status.online and status.pending <= events // 2 and not half:
            half.append(time.perf_counter())
        if status.online and not status.pending:
            empty.set()

    bus.subscribe(SyncStatus, look)
    pusher = Pusher(store, node, client, bus, SystemClock(), HISTORY)
    started = time.perf_counter()
    pusher.start()
    drained = empty.wait(_PATIENCE_S)
    ended = time.perf_counter()
    pusher.stop(_PATIENCE_S)
    if not drained or pusher.status.failed:
        raise RuntimeError(f"not all events were applied: {pusher.status}")
    return half[0] - started, ended - started


def _copied(server: PostgresServer, batches: list[PushBatch]) -> float:
    store = open_hub(server.new_database())
    migrate(store)
    try:
        rows = [rows_of(batch) for batch in batches]
        return timed(lambda: copy_rows(store, rows))
    finally:
        store.close()
