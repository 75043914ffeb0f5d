"""The ticket machine on a real hub and a printer of its own process: it goes on when the hub is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.catalogue.load import load_shipped
from app.config.schema import Device, Devices, Settings
from app.core.clock import SystemClock, business_day
from app.core.tasks import LaneTaskRunner
from app.db.engine import open_hub
from app.db.store import Store
from app.hub.devices import Terms
from app.main.kiosk import KioskFace
from app.main.window.store import open_window_store
from app.sync.hub_client import HubClient
from app.sync.model import SyncStatus
from app.sync.trust import DeviceKind
from app.tickets.model import Ticket, ticket_blocks
from app.tickets.queries import all_of
from tests.support.hub import until
from tests.support.office import HALL, Office
from tests.support.simulated_device import SimulatedDevice
from ui.kiosk.state import Given, Paper, Phase
from ui.qt_tasks import QtDelivery

ZONES = load_shipped().zones
_DIGIT = 1


class Hall(Office):
    """The hub with two windows that have called, and a ticket machine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.kiosk = self.hub.enrol(Terms(DeviceKind.KIOSK, (HALL,)), folder / "kiosk")
        for window in ("3", "5"):
            self.call(window, "SHSW")

    def tickets(self) -> list[Ticket]:
        """What the hub's database has."""
        with closing(open_hub(self.db_url)) as store, store.read() as conn:
            found = all_of(conn, HALL, business_day(SystemClock().now()))
        return [ticket for ticket in found if ticket.zone == "SSDJ"]

    def leased(self) -> int:
        """How many blocks of numbers it has leased."""
        with closing(open_hub(self.db_url)) as store:
            return _blocks(store)


def _blocks(store: Store) -> int:
    with store.read() as conn:
        return len(conn.execute(ticket_blocks.select()).all())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Hall]:
    """A hall that is open."""
    made = Hall(tmp_path)
    yield made
    made.close()


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedDevice]:
    """A slip printer."""
    with SimulatedDevice("ticket-printer", tmp_path) as made:
        yield made


class Machine:
    """The face with everything behind it."""

    def __init__(self, office: Hall, port: str, qtbot: QtBot) -> None:
        self._store = open_window_store(office.folder / "kiosk").store
        self._hub = HubClient(office.hub.url, office.kiosk)
        self._tasks = LaneTaskRunner(QtDelivery().deliver)
        self._qtbot = qtbot
        settings = Settings(devices=Devices(ticket_printer=Device(port=port)))
        data = office.folder / "kiosk"
        self.face = KioskFace(data, self._store, self._hub, office.kiosk, settings, self._tasks)
        qtbot.addWidget(self.face.page)
        self.given: list[Given] = []
        self.face.view_model.handed_over.connect(self.given.append)
        self.face.start()

    def ready(self) -> None:
        """The hub is there, and numbers are leased for the time without it."""
        model = self.face.view_model
        self._qtbot.waitUntil(lambda: model.state.tiles[0].waiting is not None, timeout=60_000)
        self._qtbot.waitUntil(lambda: self._leased() == len(model.state.tiles), timeout=60_000)

    def alone(self) -> None:
        """It has noticed that the hub is gone."""
        self._qtbot.waitUntil(lambda: self.face.view_model.state.cut_off, timeout=60_000)

    def touch(self) -> Given:
        """A citizen takes a number and reads it."""
        before = len(self.given)
        self.face.view_model.choose(_DIGIT)
        self._qtbot.waitUntil(lambda: len(self.given) > before, timeout=60_000)
        self.face.view_model.go_home()
        assert self.face.view_model.state.phase is Phase.HOME
        return self.given[-1]

    def close(self) -> None:
        self.face.stop()
        self._tasks.close()
        self._hub.close()
        self._store.close()

    def _leased(self) -> int:
        return _blocks(self._store)


@pytest.fixture
def machine(
    office: Hall, printer: SimulatedDevice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    """A machine that has met its hub, and takes it for gone only when it is."""
    monkeypatch.setattr("app.tickets.number_desk.PATIENCE_S", 60.0)
    made = Machine(office, printer.port, qtbot)
    try:
        made.ready()
        yield made
    finally:
        made.close()


def test_numbers_go_on_without_the_hub_and_all_arrive(
    office: Hall, machine: Machine, printer: SimulatedDevice, qtbot: QtBot
) -> None:
    online = machine.touch()
    assert (online.number, online.window, online.paper) == ("A001", "", Paper.PRINTED)
    office.kill()
    machine.alone()
    alone = [machine.touch() for _ in range(3)]
    assert [(each.number, each.window) for each in alone] == [("A5001", "3"), ("A5002", "5"), ("A5003", "3")]
    assert all(each.paper is Paper.PRINTED for each in alone)
    slips = [Path(printer.told("slip")["slip"]) for _ in range(4)]
    assert len({Image.open(slip).tobytes() for slip in slips}) == 4
    office.hub.start()
    until(lambda: len(office.tickets()) == 4)
    machine.ready()
    again = machine.touch()
    assert again.number == "A002", "the hub goes on where it was"
    tickets = {ticket.number: ticket.owner for ticket in office.tickets()}
    assert tickets == {"A001": "", "A5001": "3", "A5002": "5", "A5003": "3", "A002": ""}
    assert len(office.tickets()) == len(tickets), "nothing twice"
    printer.told("slip")
    _note_one_number(machine, printer, qtbot)
    _revoked(machine, qtbot)


def _note_one_number(machine: Machine, printer: SimulatedDevice, qtbot: QtBot) -> None:
    """Without paper the citizen notes the number, and its slip does not come out later."""
    model = machine.face.view_model
    printer.do("paper", state="low")
    qtbot.waitUntil(lambda: model.state.paper_low, timeout=60_000)
    assert not model.state.without_paper
    printer.do("paper", state="out")
    qtbot.waitUntil(lambda: model.state.without_paper, timeout=60_000)
    assert not model.state.paper_low
    assert machine.touch().paper is Paper.NOTE
    printer.do("paper", state="ok")
    qtbot.waitUntil(lambda: not model.state.without_paper, timeout=60_000)
    given = machine.touch()
    assert (given.number, given.paper) == ("A004", Paper.PRINTED)
    printer.told("slip")
    assert not [line for line in printer._told if "slip" in line], "the slip of A003 is nobody's by now"


def _revoked(machine: Machine, qtbot: QtBot) -> None:
    """A machine that the hub lets in no more gives no numbers, with it or without, until it may again."""
    face, model = machine.face, machine.face.view_model
    face.hear_sync(SyncStatus(online=True, problem="auth.revoked"))
    face.hear_sync(SyncStatus(online=False))
    model.choose(_DIGIT)
    qtbot.waitUntil(lambda: model.state.phase is Phase.REFUSED, timeout=10_000)
    assert model.state.refusal is not None
    assert model.state.refusal.code == "tickets.shut_out"
    model.go_home()
    face.hear_sync(SyncStatus(online=True))
    assert machine.touch().number == "A005"


def test_the_commands_share_the_numbers_of_the_machine(office: Hall) -> None:
    data = office.folder / "kiosk"
    command = [sys.executable, "-m", "app"]
    face = [*command, "kiosk", "--hub", office.hub.url, "--data", str(data)]
    with subprocess.Popen(face, stderr=subprocess.PIPE, text=True) as running:
        until(lambda: office.leased() == len(ZONES))
        running.send_signal(signal.SIGTERM)
        assert running.communicate(timeout=120)[1] == ""
    assert running.returncode == 0
    office.kill()
    asked = ["print-ticket", "--zone", "SSDJ", "--screen", "--json", "--data", str(data)]
    told = subprocess.run(
        [*command, *asked, "--hub", office.hub.url], capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout.splitlines()[-1])["number"] == "A5001"
