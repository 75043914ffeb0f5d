"""The page printers of this machine, each with the corrections that the settings give it, and the one of them
that a window prints on."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec.structs import replace

from app.config.schema import Printer
from devices.errors import DeviceError
from devices.page_printer.contract import JobStatus, PagePrinter
from devices.page_printer.contract import Printer as Queue
from devices.page_printer.drivers.cups import CupsPagePrinter
from devices.page_printer.placement import Placement, PlacingPrinter
from devices.page_printer.simulated import SimulatedPagePrinter


def print_system(settings: Printer) -> PlacingPrinter:
    """The print system: the spooler of Windows, CUPS everywhere else."""
    placements = {
        name: Placement(each.right_mm, each.down_mm, each.taller_mm)
        for name, each in settings.placement.items()
    }
    return PlacingPrinter(_system(), placements)


class WindowPrinter:
    """The PagePrinter of a window: the chosen printer is its default one, and another may be chosen at any
    time (换打印机). A job that names none follows, also when it waited already.

    Without a print system, and without a printer that somebody asked for, papers become PDF files in a
    folder, which cannot fail.
    """

    def __init__(self, chosen: Printer, folder: Path) -> None:
        self._folder = folder
        self._serving = chosen, self._found(chosen)

    @property
    def chosen(self) -> Printer:
        """What the settings say of it."""
        return self._serving[0]

    @property
    def folder(self) -> str:
        """Where the PDF files are; empty where there is a printer."""
        return str(self._folder) if isinstance(self._serving[1], SimulatedPagePrinter) else ""

    def choose(self, chosen: Printer) -> None:
        """Print there, and placed like that, from now on. Waits for the print system."""
        self._serving = chosen, self._found(chosen)

    def printers(self) -> tuple[Queue, ...]:
        """See PagePrinter."""
        chosen, system = self._serving
        found = system.printers()
        if not chosen.name:
            return found
        named = [replace(each, default=each.name == chosen.name) for each in found]
        return tuple(sorted(named, key=lambda each: not each.default))

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """See PagePrinter."""
        chosen, system = self._serving
        return system.submit(pdf, title, printer or chosen.name, sheets)

    def status(self, job: str) -> JobStatus:
        """See PagePrinter."""
        return self._serving[1].status(job)

    def cancel(self, job: str) -> None:
        """See PagePrinter."""
        self._serving[1].cancel(job)

    def _found(self, chosen: Printer) -> PagePrinter:
        system = print_system(chosen)
        if chosen.name:
            return system
        try:
            usable = bool(system.printers())
        except DeviceError:
            usable = False
        return system if usable else SimulatedPagePrinter(self._folder)


def _system() -> PagePrinter:
    return _windows() if sys.platform == "win32" else CupsPagePrinter()


def _windows() -> PagePrinter:
    from devices.page_printer.drivers.windows import WindowsPagePrinter
    from devices.page_printer.drivers.winspool import of_this_machine

    return WindowsPagePrinter(of_this_machine())
