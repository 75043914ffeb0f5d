"""``zongchuang bench ingest``: what the hub takes in, against the least that keeping the same rows costs.

Four windows of a hall return from an outage and push their journals, 500 events a batch, to one worker of a
hub: the chain is verified, every row stored, every event projected and put on the feed. Beside it, in turns
within the same run, the same rows go into the same two tables of another database: through psycopg's COPY,
and on SQLite through ``executemany``, one commit a batch, with the same settings. What counts is the median
of the turns, each compared with its own neighbour: a machine that is busy for a second spoils one of them.
Windows, hub and database share this one machine.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from app.core.errors import EnvironmentMissing
from app.db.engine import open_hub
from app.db.migrate import migrate
from app.db.store import Store
from app.hub.devices import Terms
from app.journal.model import SCHEMA, Node, journal, journal_private
from app.main.bench.figures import timed
from app.main.bench.postgres import running_server
from app.main.bench.sample_journal import journals
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.rows import hashed
from app.sync.trust import DeviceKind
from app.sync.wire import PUSH_EVENTS, PushBatch, packed

LIMIT_POSTGRESQL = 0.4
LIMIT_SQLITE = 0.3
EVENTS = 12_000
"""Events of a turn, of all windows together."""
TURNS = 7
"""… that are measured; one before them warms up."""
_WINDOWS = 4
_OK = b'"status":"ok"'
_BESIDE = {"doubled": 0, "schema": SCHEMA, "clock_offset_s": 0}
"""What a row has that its hash does not cover."""

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of one batch as the database takes them, by table."""
Bodies = list[tuple[int, bytes]]
"""Packed batches with the number of their events."""
Bare = Callable[[Store, Sequence[Rows]], None]


def run(events: int = EVENTS, turns: int = TURNS) -> dict[str, Any]:
    """Measure on SQLite and on PostgreSQL.

    - ``ratio_postgresql``, ``ratio_sqlite``: events a second through the hub ÷ through COPY or executemany,
      the median of all turns;
    - ``ratios`` of the turns, from the lowest, and the medians ``events_per_s`` and ``bare_per_s`` of each;
      ``events``: how many went through the hub in each.

    Without PostgreSQL's programs the answer says so. ``within_limits`` when both ratios reach theirs.
    """
    answer: dict[str, Any] = {}
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        databases = (f"sqlite:///{folder}/hub.db", f"sqlite:///{folder}/bare.db")
        answer["sqlite"] = _measured(databases, _executemany, events, turns)
    try:
        with running_server() as server:
            databases = (server.new_database(), server.new_database())
            answer["postgresql"] = _measured(databases, copy_rows, events, turns)
    except EnvironmentMissing as missing:
        answer["postgresql"] = {"missing": missing.code, "ratio": None}
    ratios = {f"ratio_{name}": found["ratio"] for name, found in answer.items()}
    limits = {"ratio_postgresql": LIMIT_POSTGRESQL, "ratio_sqlite": LIMIT_SQLITE}
    passed = all(ratio is None or ratio >= limits[name] for name, ratio in ratios.items())
    return {**ratios, "limits": limits, **answer, "within_limits": passed}


def _measured(databases: tuple[str, str], bare: Bare, events: int, turns: int) -> dict[str, Any]:
    times: list[tuple[float, float]] = []
    each = events // _WINDOWS
    chains = journals("bench", _WINDOWS, each * (turns + 1), PUSH_EVENTS)
    parts = [_part(chains, number, each) for number in range(turns + 1)]
    store = open_hub(databases[1])
    migrate(store)
    try:
        with _windows(databases[0]) as windows, ThreadPoolExecutor(_WINDOWS) as pool:
            for number, chains in enumerate(parts):
                bodies = [[(len(batch.events), packed(batch)) for batch in chain] for chain in chains]
                rows = [rows_of(batch) for chain in chains for batch in chain]
                pushed = timed(partial(_push, pool, windows, bodies))
                kept = timed(partial(bare, store, rows))
                if number:
                    times.append((pushed, kept))
    finally:
        store.close()
    ratios = sorted(bare_s / through_hub for through_hub, bare_s in times)
    through_hub, bare_s = (median(column) for column in zip(*times, strict=True))
    return {
        "ratio": round(median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "events_per_s": round(each * _WINDOWS / through_hub),
        "bare_per_s": round(each * _WINDOWS / bare_s),
        "events": each * _WINDOWS * turns,
    }


def _push(pool: ThreadPoolExecutor, windows: list[_Window], bodies: list[Bodies]) -> None:
    list(pool.map(_Window.push, windows, bodies))


def _part(chains: list[list[PushBatch]], number: int, events: int) -> list[list[PushBatch]]:
    batches = events // PUSH_EVENTS
    return [chain[number * batches : (number + 1) * batches] for chain in chains]


@contextmanager
def _windows(db_url: str) -> Iterator[list[_Window]]:
    """Windows that are enrolled at a hub of one worker on this database."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, HubProcess(Path(folder), db_url) as hub:
        terms = [Terms(DeviceKind.WINDOW, ("bench",), str(number + 1)) for number in range(_WINDOWS)]
        windows = [_Window(HubClient(hub.url, hub.enrol(each))) for each in terms]
        yield windows
        for window in windows:
            window.close()


class _Window:
    """Pushes bodies that are ready to travel, with as little of its own work as possible."""

    def __init__(self, hub: HubClient) -> None:
        self._hub = hub
        address = urlsplit(hub.base_url)
        self._http = http.client.HTTPConnection(address.hostname or "", address.port)

    def push(self, bodies: Bodies) -> None:
        """Push in order; every event must be taken and applied."""
        for events, body in bodies:
            self._http.request("POST", "/v1/push", body, self._hub.authorization())
            answer = self._http.getresponse().read()
            assert answer.count(_OK) == events, answer[:300]

    def close(self) -> None:
        self._http.close()
        self._hub.close()


def rows_of(batch: PushBatch) -> Rows:
    """The rows of a batch as the database takes them."""
    node = Node(batch.hall_id, batch.node, batch.incarnation)
    rows = [
        {**hashed(node, e), "payload": e.payload, "prev_hash": e.prev_hash, "hash": e.hash, **_BESIDE}
        for e in batch.events
    ]
    private = [(node.hall_id, e.id, e.private.salt, e.private.body) for e in batch.events if e.private]
    return {
        journal.name: [tuple(row[column.name] for column in journal.c) for row in rows],
        journal_private.name: private,
    }


def copy_rows(store: Store, batches: Sequence[Rows]) -> None:
    """Put rows into PostgreSQL by COPY, one commit a batch."""
    with store.engine.connect() as conn:
        driver: Any = conn.connection.driver_connection
        for batch in batches:
            with driver.cursor() as cursor:
                for table, rows in batch.items():
                    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(row)
            driver.commit()


def _executemany(store: Store, batches: Sequence[Rows]) -> None:
    with store.engine.connect() as conn:
        driver: Any = conn.connection.driver_connection
        for batch in batches:
            driver.execute("BEGIN IMMEDIATE")
            for table, rows in batch.items():
                marks = ", ".join("?" * len(rows[0]))
                driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            driver.execute("COMMIT")
