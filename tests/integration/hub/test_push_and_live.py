"""A window and its hub in good and bad moments: everything arrives once, the board does not stand still."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from app.core.clock import SystemClock
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.hub.model import hall_feed
from app.journal.model import Author, journal
from app.journal.verify import verify
from app.main.hub.process import HubProcess
from app.sync.enrol import new_key
from app.sync.hub_client import HubClient
from app.sync.live import LiveFeed
from app.sync.model import HallEvents, HallSnapshot, HubReachable, SyncStatus
from app.sync.push import Pusher
from app.sync.trust import DeviceKind
from app.tickets.board import HallBoard, board_from, follow
from app.tickets.remote import RemoteDesk
from tests.support.databases import sqlite_url
from tests.support.hub import Recorder, RunningHub, WindowJournal, enrolled, until

KIOSK, CLERK = Author("", "kiosk"), Author("li", "3")


class Screen:
    """Follows a hall as the hall screen does."""

    def __init__(self, hub: HubProcess, hall: str) -> None:
        bus = EventBus()
        self.board: HallBoard | None = None
        self.snapshots = 0
        bus.subscribe(HallSnapshot, self._start)
        bus.subscribe(HallEvents, self._go_on)
        self.reachable = Recorder(bus, HubReachable)
        self.key = new_key()
        self.client = enrolled(hub, hall, key=self.key)
        self.live = LiveFeed(self.client, bus)
        self.live.start()

    def shows(self, number: str) -> bool:
        return self.board is not None and any(call.number == number for call in self.board.calls)

    def close(self) -> None:
        assert self.live.stop(60)
        self.client.close()

    def _start(self, event: HallSnapshot) -> None:
        self.snapshots += 1
        self.board = board_from(event.snapshot)

    def _go_on(self, event: HallEvents) -> None:
        assert self.board is not None
        self.board = follow(self.board, event.rows)


@pytest.fixture
def screens(hall: str) -> Iterator[Callable[[HubProcess], Screen]]:
    made: list[Screen] = []

    def new(hub: HubProcess) -> Screen:
        made.append(Screen(hub, hall))
        return made[-1]

    yield new
    for screen in made:
        screen.close()


@pytest.fixture
def pushers(window: WindowJournal) -> Iterator[Callable[[HubProcess], tuple[Pusher, Recorder]]]:
    running: list[tuple[Pusher, HubClient]] = []

    def new(hub: HubProcess) -> tuple[Pusher, Recorder]:
        bus = EventBus()
        seen = Recorder(bus, SyncStatus)
        client = enrolled(hub, window.node.hall_id, DeviceKind.WINDOW, "3")
        pusher = Pusher(window.store, window.node, client, bus, SystemClock())
        running.append((pusher, client))
        pusher.start()
        return pusher, seen

    yield new
    for pusher, client in running:
        assert pusher.stop(60)
        client.close()


def call(hub: HubProcess, hall: str) -> str:
    client = enrolled(hub, hall)
    desk = RemoteDesk(client)
    desk.issue(new_id(), KIOSK, "SSDJ")
    ticket = desk.call_next(new_id(), CLERK)
    assert ticket is not None
    desk.finish(new_id(), CLERK, ticket.id)
    client.close()
    return ticket.number


def stored(db_url: str, hall: str) -> tuple[int, int]:
    """Journal rows and feed rows of a hall; all chains proved."""
    store = open_hub(db_url)
    with store.read() as conn:
        assert verify(conn).intact
        windows = conn.execute(select(func.count()).where(journal.c.hall_id == hall)).scalar_one()
        fed = conn.execute(select(func.count()).where(hall_feed.c.hall_id == hall)).scalar_one()
    store.close()
    return windows, fed


def test_a_call_reaches_the_screen_through_whichever_worker(
    running_hub: RunningHub, hall: str, screens: Callable[[HubProcess], Screen]
) -> None:
    hub = running_hub.process
    watching = [screens(hub) for _ in range(4)]
    for number in ("A001", "A002", "A003"):
        assert call(hub, hall) == number
        for screen in watching:
            until(partial(screen.shows, number), timeout=60)
    assert [screen.snapshots for screen in watching] == [1, 1, 1, 1]


def test_the_screen_goes_on_after_the_hub_was_away(
    hall: str, tmp_path: Path, screens: Callable[[HubProcess], Screen]
) -> None:
    hub = HubProcess(tmp_path)
    url = hub.start()
    screen = screens(hub)
    call(hub, hall)
    until(lambda: screen.shows("A001"))
    os.kill(hub.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    hub.stop()
    screen.reachable.wait_for(lambda event: not event.reachable)
    screen.reachable.forget()
    back = HubProcess(tmp_path, port=urlsplit(url).port or 0)
    back.start()
    call(back, hall)
    until(lambda: screen.shows("A002"))
    screen.reachable.wait_for(lambda event: event.reachable)
    assert screen.snapshots == 1, "the same database: it goes on where it was"
    back.stop()


def test_another_database_behind_the_same_address_gives_a_new_snapshot(
    hall: str, tmp_path: Path, screens: Callable[[HubProcess], Screen]
) -> None:
    first = HubProcess(tmp_path / "one")
    url = first.start()
    screen = screens(first)
    call(first, hall)
    call(first, hall)
    until(partial(screen.shows, "A002"))
    first.stop()
    second = HubProcess(tmp_path / "two", port=urlsplit(url).port or 0)
    second.start()
    enrolled(second, hall, key=screen.key).close()
    call(second, hall)
    until(lambda: screen.snapshots >= 2)
    until(lambda: screen.shows("A001") and not screen.shows("A002"))
    second.stop()


def test_a_follower_that_missed_rows_gets_a_snapshot(
    sqlite_hub: RunningHub, screens: Callable[[HubProcess], Screen]
) -> None:
    screen = screens(sqlite_hub.process)
    until(lambda: screen.snapshots >= 1)
    before = screen.snapshots
    screen.live.renew()
    until(lambda: screen.snapshots > before)


def test_the_journal_goes_up_and_is_acknowledged(
    running_hub: RunningHub,
    window: WindowJournal,
    pushers: Callable[[HubProcess], tuple[Pusher, Recorder]],
) -> None:
    for _ in range(700):
        window.visit_over()
    pusher, seen = pushers(running_hub.process)
    done = seen.wait_for(lambda status: status.online and status.pending == 0)
    assert done.last_success is not None
    assert max(status.uploading for status in seen.events) == 500
    seen.forget()
    window.visit_over()
    poked = time.monotonic()
    pusher.poke()
    seen.wait_for(lambda status: status.uploading == 1)
    assert time.monotonic() - poked >= 0.2, "the clerk sees first what is sent then"
    until(lambda: stored(running_hub.db_url, window.node.hall_id) == (701, 701))
    until(lambda: pusher.status.pending == 0)


def test_offline_work_waits_and_goes_up_when_the_hub_comes(
    tmp_path: Path, window: WindowJournal, pushers: Callable[[HubProcess], tuple[Pusher, Recorder]]
) -> None:
    hub = HubProcess(tmp_path)
    url = hub.start()
    pusher, seen = pushers(hub)
    seen.wait_for(lambda status: status.online)
    hub.stop()
    window.visit_over()
    pusher.poke()
    seen.wait_for(lambda status: not status.online and status.pending == 1)
    window.visit_over()
    pusher.poke()
    seen.wait_for(lambda status: not status.online and status.pending == 2)
    seen.forget()
    back = HubProcess(tmp_path, port=urlsplit(url).port or 0)
    back.start()
    seen.wait_for(lambda status: status.online and status.pending == 0, timeout=120)
    back.stop()
    assert stored(sqlite_url(tmp_path), window.node.hall_id) == (2, 2)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_hub_killed_while_taking_in_leaves_nothing_out_and_nothing_double(
    db_url: str,
    tmp_path: Path,
    window: WindowJournal,
    pushers: Callable[[HubProcess], tuple[Pusher, Recorder]],
) -> None:
    rounds, each = 3, 400
    hub = HubProcess(tmp_path / "hub", db_url)
    url = hub.start()
    port = urlsplit(url).port or 0
    pusher, seen = pushers(hub)
    for _ in range(rounds):
        window.visits_over(each)  # at every kill there is something on its way
        pusher.retry()
        seen.wait_for(lambda status: status.uploading > 0)
        os.kill(hub.pid, signal.SIGKILL)
        hub.stop()
        seen.forget()
        hub = HubProcess(tmp_path / "hub", db_url, port=port)
        hub.start()
    pusher.retry()
    until(lambda: stored(db_url, window.node.hall_id) == (rounds * each,) * 2)
    hub.stop()


def has_three(db_url: str, hall: str) -> bool:
    return stored(db_url, hall) == (3, 3)


def test_a_hub_that_lost_its_data_gets_it_back_though_nothing_new_happens(
    tmp_path: Path,
    window: WindowJournal,
    pushers: Callable[[HubProcess], tuple[Pusher, Recorder]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(3):
        window.visit_over()
    url = ""
    for name in ("before", "after"):
        hub = HubProcess(tmp_path / name, port=urlsplit(url).port or 0)
        url = hub.start()
        pusher, _ = pushers(hub)
        until(partial(has_three, sqlite_url(tmp_path / name), window.node.hall_id))
        pusher.stop()
        hub.stop()
    assert "offered again" in caplog.text
