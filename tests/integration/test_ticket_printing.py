"""Slips on a simulated printer of its own process: printed once, and never promised blindly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.config.schema import Device, Devices, Settings
from app.core.clock import SystemClock
from app.core.errors import PeripheralError, RuleViolation
from app.core.events import EventBus
from app.core.ticket_code import TicketCode, read_code
from app.db.store import Store
from app.documents.model import SpoolState
from app.documents.queries import due_jobs
from app.documents.ticket_slip import SlipContent
from app.main.devices.ticket_printing import TicketPrinting
from app.main.tools.tickets import give_number, place_of, slip_of
from app.peripherals.events import DeviceHealth, DeviceState
from app.tickets.model import Priority, Ticket
from app.tickets.number_desk import of_hub
from app.tickets.offline_desk import Slip
from tests.support.databases import window_store
from tests.support.hub import until
from tests.support.simulated_device import SimulatedDevice

SLIP = SlipContent(
    "示例政务中心", "A127", "商事登记", date(2026, 7, 6), datetime(2026, 7, 6, 1, tzinfo=UTC), 3
)


@dataclass
class Bench:
    """A printer, the program's side of it, and what it said about its health."""

    printer: SimulatedDevice
    printing: TicketPrinting
    health: list[DeviceHealth]
    store: Store

    def heard(self, state: DeviceState, detail: str = "") -> bool:
        """Whether the present health is this."""
        return bool(self.health) and (self.health[-1].state, self.health[-1].detail) == (state, detail)


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Both sides, connected."""
    with SimulatedDevice("ticket-printer", folder) as printer:
        settings = Settings(devices=Devices(ticket_printer=Device(port=printer.port)))
        store = window_store(folder / "window.db")
        bus, health = EventBus(), list[DeviceHealth]()
        bus.subscribe(DeviceHealth, health.append)
        printing = TicketPrinting(store, settings, bus, SystemClock())
        printing.start()
        made = Bench(printer, printing, health, store)
        until(lambda: made.heard(DeviceState.READY))
        try:
            yield made
        finally:
            printing.stop()
            store.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Bench]:
    """See bench."""
    with bench(tmp_path) as made:
        yield made


def test_a_slip_comes_out_and_a_second_one_is_marked(place: Bench) -> None:
    place.printing.make_sure()
    spooled, job = place.printing.print("ticket-1", SLIP)
    assert (spooled.copy, job.state) == (1, SpoolState.DONE)
    (code,) = zxingcpp.read_barcodes(Image.open(place.printer.told("slip")["slip"]))
    read = read_code(code.text)
    assert read is not None
    assert read.number == "A127"
    again, job = place.printing.print("ticket-1", SLIP)
    assert (again.copy, job.state) == (2, SpoolState.DONE)


@pytest.mark.parametrize(
    ("verb", "facts", "mended", "code"),
    [
        ("paper", {"state": "out"}, {"state": "ok"}, "printer.out_of_paper"),
        ("cover", {"open": True}, {"open": False}, "printer.cover_open"),
        ("line", {"off": True}, {"off": False}, "printer.offline"),
    ],
)
def test_nobody_is_promised_a_slip_that_cannot_come(
    place: Bench, verb: str, facts: dict[str, object], mended: dict[str, object], code: str
) -> None:
    place.printer.do(verb, **facts)
    with pytest.raises(PeripheralError) as caught:
        place.printing.make_sure()
    assert caught.value.code == code
    spooled, job = place.printing.print("ticket-1", SLIP)
    assert (job.state, job.reason) == (SpoolState.WAITING, code)
    with place.store.read() as conn:
        assert due_jobs(conn, "hall-1", "9", "9") == [], "a slip would come out of the page printer"
    until(lambda: place.heard(DeviceState.TROUBLE, code))
    place.printer.do(verb, **mended)
    place.printing.make_sure()
    done = place.printing.send(spooled.job_id)
    assert done.state is SpoolState.DONE
    assert place.printer.told("slip")


def test_a_roll_near_its_end_is_said_and_prints_on(place: Bench) -> None:
    place.printer.do("paper", state="low")
    until(lambda: place.heard(DeviceState.READY, "printer.paper_low"))
    place.printing.make_sure()
    _, job = place.printing.print("ticket-1", SLIP)
    assert job.state is SpoolState.DONE


def test_a_printer_that_dies_half_way_leaves_the_slip_to_a_person_and_comes_back(place: Bench) -> None:
    place.printer.do("die", after=3000)
    _, job = place.printing.print("ticket-1", SLIP)
    assert (job.state, job.reason) == (SpoolState.FAILED, "printer.interrupted")
    place.printer.do("plug")
    until(lambda: place.heard(DeviceState.READY))
    again, job = place.printing.print("ticket-1", SLIP)
    assert (again.copy, job.state) == (2, SpoolState.DONE)


def test_a_printer_that_answers_late_still_prints_once(place: Bench) -> None:
    place.printer.do("slow", ms=200)
    _, job = place.printing.print("ticket-1", SLIP)
    assert job.state is SpoolState.DONE
    place.printer.told("slip")
    assert job.attempts == 1


def test_a_mute_printer_is_not_ready(place: Bench) -> None:
    place.printer.do("mute", on=True)
    with pytest.raises(PeripheralError) as caught:
        place.printing.make_sure()
    assert caught.value.code == "device.timeout"


def ticket(number: str = "A127") -> Ticket:
    """A ticket as the hub gives it."""
    return Ticket(
        "ticket-1", number, "SSDJ", Priority.NORMAL, "", "2026-07-06", 127, "2026-07-06T01:00:00.000000Z"
    )


def test_a_number_is_taken_only_when_its_slip_can_come(place: Bench) -> None:
    taken: list[str] = []

    def take() -> tuple[Slip, SlipContent]:
        taken.append("A127")
        return of_hub(ticket()), slip_of(of_hub(ticket()), "商事登记", "示例政务中心", 3)

    place.printer.do("paper", state="out")
    with pytest.raises(PeripheralError):
        give_number(take, place.printing)
    assert taken == []
    on_screen = give_number(take, None)
    assert (on_screen.number, on_screen.printed) == ("A127", False)
    assert read_code(on_screen.code) == TicketCode("A127", "0706")
    place.printer.do("paper", state="ok")
    assert give_number(take, place.printing).printed
    assert taken == ["A127", "A127"]


def test_a_slip_given_without_the_hub_names_its_window() -> None:
    offline = Slip("ticket-1", "A5001", "SSDJ", "2026-07-06", ticket().issued_at, "3")
    assert slip_of(offline, "商事登记", "示例政务中心", None).place == "3号窗口"
    assert slip_of(of_hub(ticket()), "商事登记", "示例政务中心", 3).place == ""


def test_only_a_number_that_waits_is_printed_again() -> None:
    waiting = (ticket("A001"), ticket("A002"))
    assert place_of(waiting, "A002") == 1
    with pytest.raises(RuleViolation) as caught:
        place_of(waiting, "A003")
    assert caught.value.code == "tickets.unknown_ticket"
