"""The page printers of this machine, each with the corrections that the settings give it."""

from __future__ import annotations

import sys
from pathlib import Path

from app.config.schema import Printer
from devices.errors import DeviceError
from devices.page_printer.contract import PagePrinter
from devices.page_printer.drivers.cups import CupsPagePrinter
from devices.page_printer.drivers.windows import WindowsPagePrinter
from devices.page_printer.drivers.winspool import of_this_machine
from devices.page_printer.placement import Placement, PlacingPrinter
from devices.page_printer.simulated import SimulatedPagePrinter


def print_system(settings: Printer) -> PlacingPrinter:
    """The print system: the spooler of Windows, CUPS everywhere else."""
    placements = {
        name: Placement(each.right_mm, each.down_mm, each.taller_mm)
        for name, each in settings.placement.items()
    }
    return PlacingPrinter(_system(), placements)


def choose_printer(settings: Printer, folder: Path) -> PagePrinter:
    """The print system of the machine; without one, and without a printer that somebody asked for, a folder
    of PDF files, which cannot fail."""
    system = print_system(settings)
    if settings.name:
        return system
    try:
        usable = bool(system.printers())
    except DeviceError:
        usable = False
    return system if usable else SimulatedPagePrinter(folder)


def _system() -> PagePrinter:
    return WindowsPagePrinter(of_this_machine()) if sys.platform == "win32" else CupsPagePrinter()
