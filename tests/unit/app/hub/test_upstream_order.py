"""What several windows did to one case reaches the centre in the order in which the hall had it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from app.core.clock import SystemClock
from app.core.ids import new_id
from app.db.dialect import insert_ignore
from app.db.store import Store
from app.hub.hub import Hub
from app.hub.model import hall_feed, hub_upstream
from app.hub.upstream import Upstream
from app.hub.waiting import upstream_waiting
from app.journal.append import Journal
from app.journal.model import Json, NewEvent, Node, journal
from app.journal.verify import verify
from app.sync.progress import next_batch
from app.sync.wire import PushAnswer, PushBatch
from app.tickets.events import HAND_CALLED, subject_of
from app.tickets.model import tickets
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import CLERK, HubInside, new_hub


class Centre(HubInside):
    """A centre that counts what it is sent."""

    requests = 0

    def push(self, batch: PushBatch) -> PushAnswer:
        self.requests += 1
        return super().push(batch)


class Below:
    """A hall's hub with windows that write what a test says."""

    def __init__(self, windows: Store, hub: Hub) -> None:
        self.hall = f"hall-{new_id()}"
        self._windows, self._hub = windows, hub
        nodes = [Node(self.hall, f"window-{index}-{self.hall}", new_id()) for index in range(3)]
        told = dict.fromkeys(("note.made", HAND_CALLED), lambda _c, _e: None)
        self._journals = [Journal(node, told, SystemClock()) for node in nodes]

    def note(self, window: int, case: int) -> None:
        self._write(window, NewEvent("note.made", f"case:{case}"))

    def call_by_hand(self, window: int, number: str) -> None:
        facts: dict[str, Json] = {"number": number, "business_day": "2026-07-06"}
        self._write(window, NewEvent(HAND_CALLED, subject_of(new_id()), facts))

    def _write(self, window: int, event: NewEvent) -> None:
        written = self._journals[window]
        made = self._windows.transact(lambda conn: written.append(conn, CLERK, event))
        with self._windows.read() as conn:
            self._hub.push(next_batch(conn, written.node, made.seq - 1, 500))


def feed_of(store: Store, hall: str) -> list[tuple[str, str]]:
    """Subjects and ids of a hall's feed, in order."""

    def rows(conn: Connection) -> list[tuple[str, str]]:
        found = conn.execute(
            select(journal.c.subject, journal.c.id)
            .join(
                hall_feed, (hall_feed.c.hall_id == journal.c.hall_id) & (hall_feed.c.event_id == journal.c.id)
            )
            .where(journal.c.hall_id == hall)
            .order_by(hall_feed.c.seq)
        )
        return [(row.subject, row.id) for row in found]

    with store.read() as conn:
        return rows(conn)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    folders: list[Path] = [tmp_path_factory.mktemp(name) for name in ("windows", "hall", "centre")]
    opened = [fresh_store(sqlite_url(folder)) for folder in folders]
    yield opened
    for store in opened:
        store.close()


@settings(max_examples=15)
@given(acts=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=25))
def test_the_order_of_every_case_is_kept(stores: list[Store], acts: list[tuple[int, int]]) -> None:
    windows, hall_store, centre_store = stores
    below = Below(windows, new_hub(hall_store))
    for window, case in acts:
        below.note(window, case)
    centre = Centre(new_hub(centre_store), below.hall)
    upload = Upstream(hall_store, below.hall, centre, SystemClock())
    hall_store.transact(
        lambda conn: insert_ignore(conn, hub_upstream, [{"hall_id": below.hall, "feed_seq": 0}])
    )
    with hall_store.read() as conn:
        assert dict(upstream_waiting(conn))[below.hall] == len(acts)
    upload.run()
    with hall_store.read() as conn:
        assert dict(upstream_waiting(conn))[below.hall] == 0
    ours, theirs = feed_of(hall_store, below.hall), feed_of(centre_store, below.hall)
    for case in range(4):
        assert [row for row in theirs if row[0] == f"case:{case}"] == [
            row for row in ours if row[0] == f"case:{case}"
        ]
    assert len(theirs) == len(acts)
    sent = centre.requests
    upload.run()
    assert centre.requests == sent
    with centre_store.read() as conn:
        assert verify(conn).intact


def test_two_tickets_of_one_number_are_the_same_one_in_the_centre(stores: list[Store]) -> None:
    """Each window has typed the number that the other had called already; the first is the ticket."""
    windows, hall_store, centre_store = stores
    below = Below(windows, new_hub(hall_store))
    below.note(1, 0)
    below.call_by_hand(0, "A001")
    below.call_by_hand(1, "A001")
    Upstream(hall_store, below.hall, Centre(new_hub(centre_store), below.hall), SystemClock()).run()
    (here,), (there,) = tickets_of(hall_store, below.hall), tickets_of(centre_store, below.hall)
    assert here == there


def tickets_of(store: Store, hall: str) -> list[tuple[str, str]]:
    """Ids and numbers."""
    with store.read() as conn:
        found = conn.execute(select(tickets.c.id, tickets.c.number).where(tickets.c.hall_id == hall))
        return [(row.id, row.number) for row in found]
