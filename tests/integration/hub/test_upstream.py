"""A hall's hub and the centre above it: everything goes up by itself, whatever happens in between."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, text

from app.core.clock import SystemClock
from app.core.errors import Refused, StoreUnavailable
from app.core.ids import new_id
from app.db.engine import open_hub
from app.db.store import Store
from app.hub.devices import Terms
from app.hub.epoch import renew_epoch
from app.hub.hub import Hub
from app.hub.model import hub_upstream
from app.hub.upstream import Upstream
from app.journal.model import Author, journal
from app.journal.verify import verify
from app.main.bench.postgres import PostgresServer
from app.main.hub.process import HubProcess
from app.sync.progress import next_batch
from app.sync.trust import DeviceKind
from app.sync.wire import PushAnswer, PushBatch
from app.tickets.model import Priority
from app.tickets.remote import RemoteDesk
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import HubInside, WindowJournal, enrolled, new_hub, until


class Halls:
    """A centre, a hall's hub below it, and a window that pushes to that."""

    def __init__(self, folder: Path, hall: str, window: WindowJournal, centre_db: str, hall_db: str) -> None:
        self.hall, self.window = hall, window
        self.centre_db, self.hall_db = centre_db, hall_db
        self.folder = folder
        self.centre = HubProcess(folder / "centre", centre_db)
        self._port = urlsplit(self.centre.start()).port or 0
        self.centre.enrol(Terms(DeviceKind.HUB, (hall,)), folder / "hall")
        workers = 2 if hall_db.startswith("postgresql") else 1
        self.below = HubProcess(folder / "hall", hall_db, workers, upstream=self.centre.url)
        self.below.start()
        self.client = enrolled(self.below, hall, DeviceKind.WINDOW, "3")
        self.lobby = enrolled(self.below, hall)
        self._pushed = 0

    def restart_centre(self) -> None:
        self.centre = HubProcess(self.folder / "centre", self.centre_db, port=self._port)
        self.centre.start()

    def work(self) -> None:
        """One visit: a number, a call, and a journal of the window with something that no hub understands."""
        desk = RemoteDesk(self.lobby)
        desk.issue(new_id(), Author("", "kiosk"), "SSDJ")
        desk.call_next(new_id(), Author("li", "3"))
        self.window.visit_over()
        self.window.note(kind="note.unknown", private={"name": "样本甲"})
        with self.window.store.read() as conn:
            batch = next_batch(conn, self.window.node, self._pushed, 500)
        self.client.push(batch)
        self._pushed = batch.events[-1].seq

    def equal(self) -> bool:
        return rows(self.centre_db, self.hall) == rows(self.hall_db, self.hall)

    def close(self) -> None:
        self.client.close()
        self.lobby.close()
        self.below.stop()
        self.centre.stop()


def rows(db_url: str, hall: str) -> list[tuple[str, int, str]]:
    """Every row of a hall by its place, with its hash."""
    with closing(open_hub(db_url)) as store, store.read() as conn:
        places = select(journal.c.node, journal.c.seq, journal.c.hash).where(journal.c.hall_id == hall)
        return sorted(tuple(row) for row in conn.execute(places))


def intact(db_url: str) -> bool:
    with closing(open_hub(db_url)) as store, store.read() as conn:
        return verify(conn).intact


@pytest.fixture
def halls(
    request: pytest.FixtureRequest, tmp_path: Path, hall: str, window: WindowJournal
) -> Iterator[Halls]:
    urls = [sqlite_url(tmp_path / name) for name in ("centre", "hall")]
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        urls = [server.new_database(), server.new_database()]
    made = Halls(tmp_path, hall, window, *urls)
    yield made
    made.close()


@pytest.mark.parametrize("halls", ["postgresql"], indirect=True)
def test_a_hall_catches_up_by_itself_after_the_centre_was_away(halls: Halls) -> None:
    halls.work()
    until(halls.equal)
    halls.centre.kill()
    for _ in range(3):
        halls.work()
    assert not halls.equal()
    halls.restart_centre()
    until(halls.equal, timeout=120)
    assert len(rows(halls.centre_db, halls.hall)) >= 4 * 3
    assert intact(halls.centre_db)
    assert intact(halls.hall_db)


@pytest.mark.parametrize("halls", ["sqlite"], indirect=True)
def test_a_centre_that_was_restored_gets_back_what_it_lost(halls: Halls, tmp_path: Path) -> None:
    halls.work()
    until(halls.equal)
    halls.centre.stop(60)  # in good order: its files are copied
    database = tmp_path / "centre" / "hub.db"
    shutil.copy(database, tmp_path / "old.db")
    halls.restart_centre()
    halls.work()
    until(halls.equal, timeout=60)
    halls.centre.stop(60)  # in good order: its files are copied
    shutil.copy(tmp_path / "old.db", database)
    restored = open_hub(halls.centre_db)
    renew_epoch(restored)
    restored.close()
    halls.restart_centre()
    halls.work()
    until(halls.equal, timeout=60)
    assert intact(halls.centre_db)


class GatedCentre(HubInside):
    """A centre that answers a push when the test lets it."""

    def __init__(self, hub: Hub, hall: str, refuses: str = "") -> None:
        super().__init__(hub, hall)
        self._refuses = refuses
        self.asked = threading.Event()
        self.answer = threading.Event()
        self.pushed: list[PushBatch] = []

    def push(self, batch: PushBatch) -> PushAnswer:
        if batch.node == self._refuses:
            raise Refused("sync.fork", seq=1)
        self.pushed.append(batch)
        self.asked.set()
        assert self.answer.wait(60)
        return super().push(batch)


@pytest.fixture
def centre_hub(tmp_path: Path) -> Iterator[Hub]:
    store = fresh_store(sqlite_url(tmp_path / "centre"))
    yield new_hub(store)
    store.close()


class TwoProcesses:
    """Two uploads of the same hall on one database, as two hub processes have them."""

    def __init__(self, store: Store, hall: str, centre: GatedCentre) -> None:
        self.store = store
        self.centre = centre
        self.first, self.second = (Upstream(store, hall, centre, SystemClock()) for _ in range(2))
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self.centre.asked.wait(60)

    def _run(self) -> None:
        with suppress(StoreUnavailable):
            self.first.run()


@pytest.fixture
def uploading(
    postgres: PostgresServer, hall: str, window: WindowJournal, centre_hub: Hub
) -> Iterator[TwoProcesses]:
    store = fresh_store(postgres.new_database())
    window.note()
    with window.store.read() as conn:
        new_hub(store).push(next_batch(conn, window.node, 0, 500))
    both = TwoProcesses(store, hall, GatedCentre(centre_hub, hall))
    yield both
    both.centre.answer.set()
    both.thread.join()
    store.close()


def test_one_process_uploads_at_a_time(uploading: TwoProcesses) -> None:
    uploading.second.run()
    assert len(uploading.centre.pushed) == 1
    uploading.centre.answer.set()
    uploading.thread.join()
    uploading.second.run()
    assert len(uploading.centre.pushed) == 1


def test_the_turn_of_a_process_that_died_is_free_at_once(uploading: TwoProcesses) -> None:
    with uploading.store.engine.begin() as conn:
        conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND state = 'idle in transaction'"
            )
        )
    uploading.centre.asked.clear()
    other = threading.Thread(target=uploading.second.run)
    other.start()
    assert uploading.centre.asked.wait(60), "nobody uploads while the first one hangs"
    uploading.centre.answer.set()
    other.join()
    with uploading.store.read() as conn:
        assert conn.execute(select(hub_upstream.c.feed_seq)).scalar_one() == 1


def test_a_chain_that_the_centre_refuses_holds_up_no_other(
    store: Store, hall: str, window: WindowJournal, centre_hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    hub = new_hub(store)
    hub.command(
        hall, lambda desk, conn: desk.issue(conn, new_id(), Author("", "kiosk"), "SSDJ", Priority.NORMAL, "")
    )
    window.note()
    with window.store.read() as conn:
        hub.push(next_batch(conn, window.node, 0, 500))
    centre = GatedCentre(centre_hub, hall, refuses=window.node.node)
    centre.answer.set()
    Upstream(store, hall, centre, SystemClock()).run()
    assert [batch.node for batch in centre.pushed] == [hub.identity.node]
    assert "sync.fork" in caplog.text
