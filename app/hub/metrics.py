"""What a hub tells its operators in numbers, for Prometheus: no names, numbers or addresses of anybody.

The only labels are the hall, the name of a route, the status and the kind of an answer. With several workers
each counts for itself in a file of the folder ``PROMETHEUS_MULTIPROC_DIR`` (app.main.hub.server names it
before they start), and whichever is asked adds them up. What the database knows is read from it when asked.
"""

from __future__ import annotations

import os
import time
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Engine, event, func, select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.processes import runs
from app.core.request import new_request_id, request_id
from app.db.store import Store
from app.hub.model import hall_feed_counter, quarantine
from app.hub.waiting import upstream_waiting
from app.sync.wire import EventAnswer

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_requests = Counter("zongchuang_requests", "Requests answered", ["route", "status"])
_seconds = Histogram(
    "zongchuang_request_seconds",
    "Time to the last byte of an answer",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 1, 3, 10),
)
_ingested = Counter("zongchuang_events_ingested", "Events that nodes pushed", ["hall", "answer"])
_live = Gauge("zongchuang_live_connections", "Connected followers of the feed", multiprocess_mode="livesum")
_in_use = Gauge("zongchuang_database_connections", "Connections at work", multiprocess_mode="livesum")


def count_answers(hall_id: str, answers: Iterable[EventAnswer]) -> None:
    """Count what became of pushed events."""
    for status, count in Tally(answer.status for answer in answers).items():
        _ingested.labels(hall_id, status).inc(count)


def watch_pool(engine: Engine) -> None:
    """Count the database connections that are at work."""
    event.listen(engine, "checkout", lambda *_: _in_use.inc())
    event.listen(engine, "checkin", lambda *_: _in_use.dec())


def exposition(store: Store) -> bytes:
    """All numbers of this hub in Prometheus' text format. Raises StoreUnavailable."""
    folder = os.environ.get(FOLDER_VARIABLE)
    counted: CollectorRegistry = REGISTRY
    if folder:
        _forget_ended(Path(folder))
        counted = CollectorRegistry()
        MultiProcessCollector(counted, folder)  # type: ignore[no-untyped-call]
    kept = CollectorRegistry()
    with store.read() as conn:
        kept.register(_Kept(list(_from_database(conn))))
    return generate_latest(counted) + generate_latest(kept)


class Measured:
    """Middleware that counts requests and live connections under the name of their route, and gives each
    request an id, which its answer carries (``X-Request-Id``) and its lines in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            with _live.track_inprogress():
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, begun, made = 500, time.perf_counter(), new_request_id()
        request_id.set(made)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", made.encode())]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            # The name of the function, never the address: that names tickets.
            route = getattr(scope.get("endpoint"), "__name__", "none")
            _requests.labels(route, status).inc()
            _seconds.labels(route).observe(time.perf_counter() - begun)


class _Kept(Collector):
    """Numbers that stand in the database."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _from_database(conn: Connection) -> Iterator[Metric]:
    position = GaugeMetricFamily("zongchuang_feed_position", "Last number of the feed", labels=["hall"])
    for row in conn.execute(select(hall_feed_counter)):
        position.add_metric([row.hall_id], row.seq)
    yield position
    stuck = GaugeMetricFamily(
        "zongchuang_quarantine_events", "Events kept but not applied", labels=["hall", "answer"]
    )
    groups = (quarantine.c.hall_id, quarantine.c.status)
    for hall_id, status, count in conn.execute(select(*groups, func.count()).group_by(*groups)):
        stuck.add_metric([hall_id, status], count)
    yield stuck
    above = GaugeMetricFamily(
        "zongchuang_upstream_waiting_events", "Events that the centre has not acknowledged", labels=["hall"]
    )
    for hall_id, count in upstream_waiting(conn):
        above.add_metric([hall_id], count)
    yield above


def _forget_ended(folder: Path) -> None:
    """The connections of workers that are gone are not live any more."""
    for file in folder.glob("gauge_livesum_*.db"):
        if not runs(int(file.stem.rpartition("_")[2])):
            file.unlink(missing_ok=True)
