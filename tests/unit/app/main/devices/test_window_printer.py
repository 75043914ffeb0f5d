"""The printer of a window: chosen by name, changed while papers wait, told by what is wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.config.schema import Placement
from app.config.schema import Printer as Chosen
from app.core.clock import ManualClock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.documents.placement_page import placement_page
from app.main.devices import page_printers
from app.main.devices.page_printers import WindowPrinter
from app.main.devices.printer_watch import PrinterWatch
from app.peripherals.events import DeviceHealth
from devices.page_printer.contract import Printer, Trouble
from devices.page_printer.placement import Placement as Corrections
from tests.support.documents_desk import PrinterOnStrings

NOW = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> PrinterOnStrings:
    """The print system of this machine, with two printers."""
    made = PrinterOnStrings(
        known=(Printer("counter", default=True), Printer("back", troubles=(Trouble.OUT_OF_PAPER,)))
    )
    monkeypatch.setattr(page_printers, "_system", lambda: made)
    return made


def test_what_waits_goes_to_the_printer_that_was_chosen_meanwhile(
    system: PrinterOnStrings, tmp_path: Path
) -> None:
    printer = WindowPrinter(Chosen(), tmp_path)
    printer.submit(b"%PDF-", "one")
    printer.choose(Chosen("back"))
    printer.submit(b"%PDF-", "two")
    printer.submit(b"%PDF-", "three", "counter")
    assert [(title, queue) for title, queue, _, _ in system.submitted] == [
        ("one", ""),
        ("two", "back"),
        ("three", "counter"),
    ]
    assert [(each.name, each.default) for each in printer.printers()] == [("back", True), ("counter", False)]


def test_a_placement_holds_from_the_next_page_on(system: PrinterOnStrings, tmp_path: Path) -> None:
    page = placement_page("counter", Corrections())
    printer = WindowPrinter(Chosen(), tmp_path)
    printer.submit(page, "one")
    printer.choose(Chosen("", {"counter": Placement(right_mm=3)}))
    printer.submit(page, "two")
    first, second = (pdf for _, _, _, pdf in system.submitted)
    assert first == page
    assert second != page


def test_without_a_printer_papers_become_files_until_one_is_chosen(
    system: PrinterOnStrings, tmp_path: Path
) -> None:
    system.known = ()
    printer = WindowPrinter(Chosen(), tmp_path)
    assert printer.folder == str(tmp_path)
    printer.submit(b"%PDF-", "one")
    assert (tmp_path / "one.pdf").read_bytes() == b"%PDF-"
    system.known = (Printer("counter"),)
    printer.choose(Chosen("counter"))
    assert printer.folder == ""


def test_the_watch_tells_of_the_chosen_printer(system: PrinterOnStrings, tmp_path: Path) -> None:
    printer, bus, told = WindowPrinter(Chosen(), tmp_path), EventBus(), list[DeviceHealth]()
    bus.subscribe(DeviceHealth, told.append)
    watch = PrinterWatch(printer, bus, ManualClock(NOW))
    watch.look()
    watch.look()
    printer.choose(Chosen("back"))
    watch.look()
    printer.choose(Chosen("nowhere"))
    watch.look()
    assert [(each.port, each.detail) for each in told] == [
        ("counter", ""),
        ("back", "printer.out_of_paper"),
        ("nowhere", "printer.unknown"),
    ]
    with pytest.raises(PeripheralError, match=r"printer\.unknown"):
        watch.test()


def test_a_folder_in_place_of_a_printer_is_told_of_as_a_demo_device(
    system: PrinterOnStrings, tmp_path: Path
) -> None:
    told, bus = list[DeviceHealth](), EventBus()
    bus.subscribe(DeviceHealth, told.append)
    PrinterWatch(WindowPrinter(Chosen(), tmp_path), bus, ManualClock(NOW)).look()
    system.known = ()
    PrinterWatch(WindowPrinter(Chosen(), tmp_path), bus, ManualClock(NOW)).look()
    assert [each.demo for each in told] == [False, True]


def test_printers_without_a_default_one_are_no_printer_yet(system: PrinterOnStrings, tmp_path: Path) -> None:
    system.known = (Printer("counter"), Printer("back"))
    watch = PrinterWatch(WindowPrinter(Chosen(), tmp_path), EventBus(), ManualClock(NOW))
    with pytest.raises(PeripheralError, match=r"printer\.no_default"):
        watch.test()
