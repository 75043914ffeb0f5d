"""Windows with their own encrypted stores, and a hub process that is killed and comes back."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.__main__ import main
from app.config.schema import Settings
from app.core.clock import SystemClock, business_day
from app.core.errors import EnvironmentMissing, Offline
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.hub.devices import Terms
from app.journal.model import Author
from app.main.hub.process import HubProcess
from app.main.window.backstage import Backstage, open_backstage
from app.sync.hub_client import HubClient
from app.sync.model import HubReachable
from app.sync.trust import DeviceKind
from app.tickets.model import Ticket, TicketState
from app.tickets.queries import all_of, double_services
from app.tickets.remote import RemoteDesk
from tests.support.hub import Recorder, RunningHub, enrolled, until

ZONE = "SSDJ"
KIOSK = Author("", "kiosk")


class Window:
    """A clerk's window without its screen."""

    def __init__(self, folder: Path, number: int, hall: str, hub: HubProcess) -> None:
        base = Settings()
        settings = replace_sections(base, hall, number)
        bus = EventBus()
        self.reachable = Recorder(bus, HubReachable)
        self.author = Author(settings.window.clerk_id, str(number))
        self.backstage: Backstage = open_backstage(folder, settings, bus, SystemClock(), lambda: None)
        self.backstage.link.connect(hub.url, hub.enrol(Terms(DeviceKind.WINDOW, (hall,), str(number))))
        self.calls = self.backstage.link.calls

    def call(self) -> str:
        ticket = self.calls.call_next(new_id(), self.author, ())
        return ticket.number if ticket else ""

    def finish(self) -> None:
        at_hand = self.calls._own.at_hand()
        assert at_hand is not None
        self.calls.finish(new_id(), self.author, at_hand.id)

    def sees_the_hub(self, there: bool) -> None:
        until(lambda: self.calls.reachable is there)

    def uploaded(self) -> None:
        self.backstage.link.sync_soon()
        until(self.backstage.link.uploaded)

    def close(self) -> None:
        self.backstage.link.close()
        self.backstage.store.close()


def replace_sections(base: Settings, hall: str, number: int) -> Settings:
    import msgspec

    return msgspec.structs.replace(
        base,
        hall=msgspec.structs.replace(base.hall, id=hall),
        window=msgspec.structs.replace(base.window, number=number),
    )


Attach = Callable[[HubProcess], list[Window]]


@pytest.fixture
def attach(hall: str, tmp_path: Path) -> Iterator[Attach]:
    """Windows 3 and 4 of the hall, at a hub."""
    made: list[Window] = []

    def windows(hub: HubProcess) -> list[Window]:
        made.extend(Window(tmp_path / f"window-{n}", n, hall, hub) for n in (3, 4))
        for window in made:
            window.sees_the_hub(True)
        return made

    yield windows
    for window in made:
        window.close()


def issue(hub: HubProcess, hall: str, count: int) -> None:
    client: HubClient = enrolled(hub, hall)
    for _ in range(count):
        RemoteDesk(client).issue(new_id(), KIOSK, ZONE)
    client.close()


def listens(url: str) -> bool:
    """Whether anybody is there at an address."""
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port or 0), 1.0).close()
    except OSError:
        return False
    return True


def tickets(db_url: str, hall: str) -> dict[str, Ticket]:
    store = open_hub(db_url)
    with store.read() as conn:
        found = all_of(conn, hall, business_day(SystemClock().now()))
    store.close()
    return {ticket.number: ticket for ticket in found}


def test_windows_go_on_calling_while_the_hub_is_dead_and_nobody_is_called_twice(
    attach: Attach, own_hub: HubProcess, hall: str, db_url: str, tmp_path: Path
) -> None:
    own_hub.start()
    hub, windows = own_hub, attach(own_hub)
    three, four = windows
    issue(hub, hall, 8)
    called = [three.call(), four.call()]
    os.kill(hub.pid, signal.SIGKILL)
    until(lambda: not listens(hub.url))  # its workers end one after another
    for window in windows:
        window.sees_the_hub(False)
        for _ in range(2):
            window.finish()
            called.append(window.call())
        window.finish()
        with pytest.raises(Offline):
            window.call()
    assert sorted(called) == [f"A{n:03d}" for n in range(1, 7)]
    typed = three.calls.call_by_hand(three.author, "a5001")
    four.calls.call_by_hand(four.author, "A5001")
    assert typed.state == TicketState.CALLED
    hub.stop()
    back = HubProcess(tmp_path / "hub", db_url, port=urlsplit(hub.url).port or 0)
    until(lambda: started(back))
    for window in windows:
        window.sees_the_hub(True)
        window.finish()
        window.uploaded()
    assert [three.call(), until(four.call)] == ["A007", "A008"]
    three.uploaded()
    found = tickets(db_url, hall)
    assert {found[number].state for number in called} == {TicketState.FINISHED}
    store = open_hub(db_url)
    with store.read() as conn:
        doubles = double_services(conn, hall, business_day(SystemClock().now()))
    store.close()
    assert [(each.number, {each.first, each.second}) for each in doubles] == [("A5001", {"3", "4"})]
    back.stop()


def started(hub: HubProcess) -> bool:
    """Workers of the killed hub may hold its port for a moment longer."""
    try:
        return bool(hub.start())
    except EnvironmentMissing:
        return False


def test_an_idle_window_gets_what_a_busy_one_holds(attach: Attach, sqlite_hub: RunningHub, hall: str) -> None:
    hub = sqlite_hub.process
    three, four = attach(hub)
    issue(hub, hall, 2)
    assert three.call() == "A001"
    assert until(four.call) == "A002"


def test_a_window_that_closes_gives_back_what_it_holds(
    attach: Attach, running_hub: RunningHub, hall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.main.window.hub_link._FAREWELL_S", 60.0)
    hub = running_hub.process
    three, four = attach(hub)
    issue(hub, hall, 3)
    assert three.call() == "A001"
    three.backstage.link.close()
    assert until(four.call) == "A002"


def test_the_command_takes_back_what_a_dead_window_holds(
    running_hub: RunningHub, hall: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, db_url = running_hub.process, running_hub.db_url
    issue(hub, hall, 3)
    client = enrolled(hub, hall)
    desk = RemoteDesk(client)
    dead = desk.call_and_keep(new_id(), Author("li", "7"), (), ())
    assert [ticket.number for ticket in dead.owned] == ["A001", "A002", "A003"]
    told = ["hub", "reclaim", "--hall", hall, "--window", "7", "--reason", "电脑已关机"]
    code = main([*told, "--db", db_url, "--data", str(tmp_path), "--json"])
    assert (code, json.loads(capsys.readouterr().out.splitlines()[-1])) == (0, {"reclaimed": 3})
    ticket = desk.call_next(new_id(), Author("wang", "8"))
    assert ticket is not None
    assert ticket.number == "A001", "who had been called there comes first"
    client.close()
