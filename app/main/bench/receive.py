"""What receiving a case costs, against the least that any program must pay to keep two rows."""

from __future__ import annotations

import secrets
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert

from app.cases.model import HallFacts
from app.cases.projection import PROJECTIONS
from app.cases.service import CaseDesk
from app.catalogue.load import load_shipped
from app.core.clock import ManualClock
from app.core.ids import new_id
from app.db.base import document, hall_key, id_key, metadata
from app.db.engine import open_store
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Node
from app.journal.witness import Witness
from app.main.bench.figures import timed
from app.main.bench.sample_visit import ready_visit
from app.workdays.load import shipped_calendar

LIMIT = 4.0
_CASES = 250
_WARM_UP = 20
_ITEM = "IT001"
_NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
_AUTHOR = Author("clerk", "window-1")
_HALL = HallFacts("319999", "01", "大厅", "0000000")

_BODY = "x" * 1400
"""As long as a case row, and as its journal row."""

_plain = MetaData()
_INSERTS = tuple(
    insert(Table(name, _plain, hall_key(), id_key(), document("body")))
    for name in ("plain_case", "plain_event")
)


def run() -> dict[str, Any]:
    """Medians of 250 cases, each measured beside a bare commit in the same encrypted file.

    - ``receive_ms``: ``CaseDesk.receive``: rules, event, hash chain, projections, commit;
    - ``bare_ms``: the same store's transaction with two plain rows as long as the case and its event;
    - ``ratio``: one over the other, at most ``limit``;
    - ``driver_ms``: those two rows through the bare database module, without SQLAlchemy; for comparison.
    """
    with TemporaryDirectory(prefix="zongchuang-bench-") as folder:
        path = Path(folder) / "bench.db"
        with closing(open_store(path, secrets.token_bytes(32))) as store:
            store.committed = Witness(path).note  # as in a window
            times = _measure(store)
    receive, bare, driver = (median(column) * 1000 for column in zip(*times[_WARM_UP:], strict=True))
    return {
        "receive_ms": round(receive, 3),
        "bare_ms": round(bare, 3),
        "ratio": round(receive / bare, 2),
        "limit": LIMIT,
        "within_limits": receive <= LIMIT * bare,
        "driver_ms": round(driver, 3),
        "cases": _CASES,
    }


def _measure(store: Store) -> list[tuple[float, float, float]]:
    catalogue, calendar = load_shipped(), shipped_calendar()
    metadata.create_all(store.engine)
    _plain.create_all(store.engine)
    clock = ManualClock(_NOW)
    journal = Journal(Node("hall", "node", new_id()), PROJECTIONS, clock)
    desk = CaseDesk(store, journal, clock, catalogue, calendar, _HALL, 1)
    item = catalogue.items[_ITEM]
    times = []
    for _ in range(_WARM_UP + _CASES):
        visit = ready_visit(item, _NOW)
        desk.open_visit(_AUTHOR, visit)
        receive = partial(desk.receive, _AUTHOR, visit, visit.drafts[0].case_id)
        bare = partial(store.transact, _two_rows)
        times.append((timed(receive), timed(bare), _by_driver(store)))
    return times


def _two_rows(conn: Connection) -> None:
    for insert_row in _INSERTS:
        conn.execute(insert_row, {"hall_id": "hall", "id": new_id(), "body": _BODY})


def _by_driver(store: Store) -> float:
    with store.engine.connect() as conn:
        driver: Any = conn.connection.driver_connection

        def two_rows() -> None:
            driver.execute("BEGIN IMMEDIATE")
            for table in _plain.tables:
                driver.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", ("hall", new_id(), _BODY))
            driver.execute("COMMIT")

        return timed(two_rows)
