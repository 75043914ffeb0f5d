"""The primary database dies under load. With a synchronous standby nothing that was acknowledged is lost;
with an asynchronous one it is, and the windows offer it again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import SystemClock
from app.core.errors import StoreUnavailable, SyncError
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.db.store import Store
from app.hub import feed
from app.journal.model import Node, journal
from app.main.features import HISTORY
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.progress import progress
from app.sync.push import Pusher
from app.sync.trust import DeviceKind
from tests.support.databases import window_store
from tests.support.hub import HALL, WindowJournal, enrolled, until
from tests.support.standby import ReplicatedServer, replicated_server

WINDOWS = 3


@dataclass
class Desk:
    """A window that writes and uploads; the test takes the turns of its sync thread."""

    window: WindowJournal
    pusher: Pusher
    client: HubClient

    def turn(self) -> None:
        with suppress(SyncError):
            self.pusher.turn()

    def work(self, events: int = 5) -> None:
        for _ in range(events):
            self.window.visit_over()
        self.turn()

    def acknowledged(self) -> set[str]:
        with self.window.store.read() as conn:
            reached = progress(conn, self.window.node).acked_seq
            return set(conn.execute(select(journal.c.id).where(journal.c.seq <= reached)).scalars())

    def written(self) -> set[str]:
        with self.window.store.read() as conn:
            return set(conn.execute(select(journal.c.id)).scalars())

    def drained(self) -> bool:
        self.turn()
        return self.acknowledged() == self.written()


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> Iterator[ReplicatedServer]:
    with replicated_server(synchronous=request.param) as servers:
        yield servers


@pytest.fixture
def db_url(pair: ReplicatedServer) -> str:
    return pair.new_database()


@pytest.fixture
def hub(db_url: str, tmp_path: Path) -> Iterator[HubProcess]:
    with HubProcess(tmp_path / "hub", db_url, workers=2) as made:
        yield made


@pytest.fixture
def desks(hub: HubProcess, tmp_path: Path) -> Iterator[list[Desk]]:
    made = []
    for number in range(1, WINDOWS + 1):
        store = window_store(tmp_path / f"window-{number}.db")
        node = Node(HALL, new_id(), new_id())
        client = enrolled(hub, HALL, DeviceKind.WINDOW, str(number))
        pusher = Pusher(store, node, client, EventBus(), SystemClock(), HISTORY)
        made.append(Desk(WindowJournal(store, node), pusher, client))
    yield made
    for desk in made:
        desk.client.close()
        desk.window.store.close()


def stored(db_url: str) -> list[str]:
    """What the hub's database has, once one of the two servers takes writes."""

    store = open_hub(db_url)
    found: list[list[str]] = []

    def read() -> bool:
        with suppress(StoreUnavailable), store.read() as conn:
            ours = select(journal.c.id).where(journal.c.hall_id == HALL)
            found.append(list(conn.execute(ours).scalars()))
        return bool(found)

    until(read)
    store.close()
    return found[0]


def feed_is_dense(db_url: str, events: int) -> bool:
    store: Store = open_hub(db_url)
    with store.read() as conn:
        rows = feed.page(conn, HALL, 0, events + 1)
    store.close()
    return [row["seq"] for row in rows] == list(range(1, events + 1))


def everything(desks: list[Desk]) -> set[str]:
    return set().union(*(desk.written() for desk in desks))


@pytest.mark.parametrize("pair", [True], indirect=True)
def test_with_a_synchronous_standby_nothing_acknowledged_is_lost(
    pair: ReplicatedServer, db_url: str, hub: HubProcess, desks: list[Desk], caplog: pytest.LogCaptureFixture
) -> None:
    over = threading.Event()

    def serve(desk: Desk) -> None:
        while not over.is_set():
            desk.work()

    epoch = desks[0].client.health().hub_epoch
    threads = [threading.Thread(target=serve, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    until(lambda: all(len(desk.acknowledged()) >= 20 for desk in desks))
    pair.fail_over()
    before = [desk.acknowledged() for desk in desks]
    assert set().union(*before) - set(stored(db_url)) == set()
    until(lambda: all(desk.acknowledged() > then for desk, then in zip(desks, before, strict=True)))
    over.set()
    for thread in threads:
        thread.join()
    until(lambda: all(desk.drained() for desk in desks))
    found = stored(db_url)
    assert sorted(found) == sorted(everything(desks))
    assert feed_is_dense(db_url, len(found))
    assert desks[0].client.health().hub_epoch != epoch
    assert "another hub database answers" in caplog.text


@pytest.mark.parametrize("pair", [False], indirect=True)
def test_what_an_asynchronous_standby_lost_is_offered_again(
    pair: ReplicatedServer, db_url: str, hub: HubProcess, desks: list[Desk], caplog: pytest.LogCaptureFixture
) -> None:
    for desk in desks:
        desk.work()
    until(lambda: all(desk.drained() for desk in desks))
    until(lambda: pair.is_level())
    pair.part()
    for desk in desks:
        desk.work()
    until(lambda: all(desk.drained() for desk in desks))
    acknowledged = set().union(*(desk.acknowledged() for desk in desks))
    assert len(acknowledged) == WINDOWS * 10
    pair.fail_over()
    assert len(acknowledged - set(stored(db_url))) == WINDOWS * 5
    # Nothing new is written: that another database answers is enough.
    until(lambda: all(desk.drained() for desk in desks) and set(stored(db_url)) == acknowledged)
    assert feed_is_dense(db_url, len(acknowledged))
    assert "another hub database answers" in caplog.text
