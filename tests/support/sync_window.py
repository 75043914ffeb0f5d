"""A window for tests of sync: a real desk on a store of its own, and the sync parts without their thread."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from app.cases.correction import CorrectionDesk
from app.cases.model import case_notes, cases
from app.cases.service import CaseDesk
from app.cases.visit import add_item
from app.core.clock import ManualClock
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_store
from app.journal.append import Journal
from app.journal.model import Author
from app.journal.node import own_node
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.main.features import HISTORY, PROJECTED, PROJECTIONS
from app.sync.history import standing
from app.sync.hub_side import HubSide
from app.sync.overview import SyncOverview, overview
from app.sync.push import Pusher
from app.sync.settling import Settlements
from tests.support.counter import HALL, KEY, MONDAY, calendar, catalogue, empty_visit, filled, item
from tests.support.databases import create_schema

HALL_ID = "hall"
Opener = Callable[..., "SyncWindow"]


class SyncWindow:
    """Everything behind one window's desk, and its side of sync."""

    def __init__(self, folder: Path, hub: HubSide, window_no: int = 3) -> None:
        self.folder, self.hub = folder, hub
        self.store = store = open_store(folder / "window.db", KEY)
        create_schema(store)
        self.node = store.transact(lambda conn: own_node(conn, HALL_ID))
        self.clock = clock = ManualClock(MONDAY)
        journal = Journal(self.node, PROJECTIONS, clock)
        self.desk = CaseDesk(store, journal, clock, catalogue(), calendar(), HALL, window_no)
        self.corrections = CorrectionDesk(store, journal, clock, HALL, window_no, HISTORY)
        self.settlements = Settlements(store, journal, HISTORY)
        self.author = Author(f"clerk-{window_no}", str(window_no))

    def copied_to(self, folder: Path) -> Path:
        """A copy of the whole disk as it is now."""
        with self.store.engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        folder.mkdir()
        shutil.copy(self.folder / "window.db", folder / "window.db")
        return folder

    def receive(self) -> str:
        """Receive a case; its id."""
        visit = filled(add_item(empty_visit(), item("IT028"), new_id()))
        self.desk.open_visit(self.author, visit)
        self.desk.receive(self.author, visit, visit.drafts[0].case_id)
        return visit.drafts[0].case_id

    def amend(self, case_id: str, base: int = 1, **changes: str) -> None:
        named = {name.replace("_", ".", 1): value for name, value in changes.items()}
        self.corrections.amend(self.author, case_id, named, base)

    def pusher(self) -> Pusher:
        """The sync thread, not started: the test takes its turns."""
        return Pusher(self.store, self.node, self.hub, EventBus(), self.clock, HISTORY)

    def sync(self) -> Pusher:
        """A few turns of a sync thread after a start of the program."""
        pusher = self.pusher()
        for _ in range(3):
            pusher.turn()
        return pusher

    def next_day(self) -> None:
        """Let a day pass."""
        self.clock.advance(timedelta(days=1))

    def notes(self, case_id: str) -> int:
        with self.store.read() as conn:
            here = case_notes.c.case_id == case_id
            return conn.execute(select(func.count()).select_from(case_notes).where(here)).scalar_one()

    def case_no(self, case_id: str) -> str | None:
        with self.store.read() as conn:
            return conn.execute(select(cases.c.case_no).where(cases.c.case_id == case_id)).scalar()

    def values(self, case_id: str) -> dict[str, str]:
        with self.store.read() as conn:
            return HISTORY.values(conn, HALL_ID, f"case:{case_id}")

    def version(self, case_id: str) -> int:
        with self.store.read() as conn:
            return HISTORY.version(conn, HALL_ID, f"case:{case_id}")

    def overview(self) -> SyncOverview:
        with self.store.read() as conn:
            return overview(conn, self.node, HISTORY)

    def event_ids(self) -> list[str]:
        with self.store.read() as conn:
            return [event.id for event in all_events(conn)]

    def prove(self) -> None:
        """The journal is whole, and the tables follow from it."""
        with self.store.read() as conn:
            assert verify(conn).problems == ()
            assert self.differences(conn) == ()

    def differences(self, conn: Connection) -> tuple[object, ...]:
        return rebuild(conn, standing(conn, all_events(conn)), PROJECTIONS, PROJECTED)
