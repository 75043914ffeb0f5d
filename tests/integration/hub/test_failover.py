"""The primary database dies under load. With a synchronous standby nothing that was acknowledged is lost;
with an asynchronous one it is, and is offered again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import Refused, StoreUnavailable
from app.core.ids import new_id
from app.db.engine import open_store
from app.db.store import Store
from app.hub import feed
from app.hub.hub import Hub
from app.journal.model import Node, journal
from app.main.bench.standby import ReplicatedServer, replicated_server
from app.sync.progress import next_batch
from app.sync.wire import PushBatch
from tests.support.databases import create_schema, fresh_store
from tests.support.hub import WindowJournal, new_hub, until

HALL = "hall-1"
WINDOWS = 3
pytestmark = pytest.mark.timeout(120)


@dataclass
class Desk:
    """A window that writes and uploads, and remembers what was acknowledged."""

    window: WindowJournal
    acknowledged: list[str] = field(default_factory=list)
    reached: int = 0

    def offer(self, hub: Hub) -> None:
        """Upload what is not acknowledged; the same again when nobody answers or the hub knows less."""
        batch = self._waiting()
        try:
            answer = hub.push(batch)
        except StoreUnavailable:
            return
        except Refused as refused:
            # Nothing but a gap names what is expected.
            self.reached = int(str(refused.params["expected"])) - 1
            return
        assert {each.status for each in answer.results} <= {"ok", "dup"}
        self.reached = batch.events[-1].seq
        self.acknowledged += [event.id for event in batch.events]

    def work(self, hub: Hub, events: int = 5) -> None:
        for _ in range(events):
            self.window.note(f"case:{new_id()}")
        self.offer(hub)

    def drain(self, hub: Hub) -> None:
        """Go on until everything is acknowledged."""
        until(lambda: self._done(hub), timeout=30)

    def _done(self, hub: Hub) -> bool:
        if not self._waiting().events:
            return True
        self.offer(hub)
        return False

    def _waiting(self) -> PushBatch:
        with self.window.store.read() as conn:
            return next_batch(conn, self.window.node, self.reached, 100)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    made = []
    for number in range(WINDOWS):
        store = open_store(tmp_path / f"window-{number}.db", bytes(32))
        create_schema(store)
        made.append(Desk(WindowJournal(store, Node(HALL, new_id(), new_id()))))
    yield made
    for desk in made:
        desk.window.store.close()


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> Iterator[ReplicatedServer]:
    with replicated_server(synchronous=request.param) as servers:
        yield servers


@pytest.fixture
def store(pair: ReplicatedServer) -> Iterator[Store]:
    opened = fresh_store(pair.new_database())
    yield opened
    opened.close()


def stored(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.execute(select(journal.c.id).where(journal.c.hall_id == HALL)).scalars())


def feed_is_dense(store: Store, events: int) -> bool:
    with store.read() as conn:
        rows = feed.page(conn, HALL, 0, events + 1)
    return [row["seq"] for row in rows] == list(range(1, events + 1))


@pytest.mark.parametrize("pair", [True], indirect=True)
def test_with_a_synchronous_standby_nothing_acknowledged_is_lost(
    pair: ReplicatedServer, store: Store, desks: list[Desk]
) -> None:
    hub, over = new_hub(store), threading.Event()

    def serve(desk: Desk) -> None:
        while not over.is_set():
            desk.work(hub)

    threads = [threading.Thread(target=serve, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    until(lambda: all(desk.acknowledged for desk in desks))
    pair.fail_over()
    before = [len(desk.acknowledged) for desk in desks]
    until(lambda: all(len(desk.acknowledged) > then for desk, then in zip(desks, before, strict=True)))
    over.set()
    for thread in threads:
        thread.join()
    for desk in desks:
        desk.drain(hub)
    acknowledged = {event_id for desk in desks for event_id in desk.acknowledged}
    found = stored(store)
    assert acknowledged - set(found) == set()
    assert len(found) == len(set(found)) == len(acknowledged)
    assert feed_is_dense(store, len(found))


@pytest.mark.parametrize("pair", [False], indirect=True)
def test_what_an_asynchronous_standby_lost_is_offered_again(
    pair: ReplicatedServer, store: Store, desks: list[Desk]
) -> None:
    hub = new_hub(store)
    epoch = hub.identity.epoch
    for desk in desks:
        desk.work(hub)
    known = set(stored(store))
    until(lambda: pair.standby.execute("SELECT pg_last_wal_replay_lsn()") is not None)
    pair.part()
    for desk in desks:
        desk.work(hub)
    acknowledged = {event_id for desk in desks for event_id in desk.acknowledged}
    pair.fail_over()
    lost = acknowledged - set(until(lambda: survivors(store)))
    assert lost
    assert not lost & known
    for desk in desks:
        desk.work(hub)
        desk.drain(hub)
    found = stored(store)
    assert set(found) >= acknowledged
    assert len(found) == len(set(found)) == WINDOWS * 15
    assert feed_is_dense(store, len(found))
    assert epoch


def survivors(store: Store) -> list[str]:
    try:
        return stored(store)
    except StoreUnavailable:
        return []
