"""What a ticket printer does: say whether it is ready, and print a slip."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from devices.contract import Device
from devices.errors import DeviceRefused, DeviceTimeout


class PrinterNotReady(DeviceRefused):
    """The printer is there and cannot print; its kinds say what a person must see to."""

    code = "printer.stopped"


class PrinterOffline(PrinterNotReady):
    """It is switched off line, and says no more."""

    code = "printer.offline"


class CoverOpen(PrinterNotReady):
    """Its cover is open."""

    code = "printer.cover_open"


class OutOfPaper(PrinterNotReady):
    """The roll is at its end."""

    code = "printer.out_of_paper"


class CutterStuck(PrinterNotReady):
    """The cutter does not move."""

    code = "printer.cutter"


class PrinterFault(PrinterNotReady):
    """It reports an error of its own."""

    code = "printer.fault"


class SlipInDoubt(DeviceTimeout):
    """The printer was lost while it printed: nobody knows how much of the slip came out. Facts: port."""

    code = "printer.slip_in_doubt"


class Readiness(Struct, frozen=True):
    """Whether a slip can be printed now.

    ``needs``: what a person must see to; ``status`` is the printer's own byte for it. ``known``: the link
    tells (a write-only one never does). ``paper_low``: the roll is near its end.
    """

    needs: tuple[type[PrinterNotReady], ...] = ()
    paper_low: bool = False
    known: bool = True
    status: int = 0

    def demand(self) -> None:
        """Raises the first PrinterNotReady when something is in the way."""
        if self.needs:
            raise self.needs[0](self.status)


class TicketPrinter(Device, Protocol):
    """One printer, used by one thread. Every method raises only errors of devices.errors."""

    def readiness(self) -> Readiness:
        """Ask the printer. Raises DeviceTimeout when it does not answer, BadReply."""
        ...

    def print_slip(self, job: bytes) -> None:
        """Print ESC/POS commands.

        Raises PrinterNotReady and sends nothing when the printer cannot print; SlipInDoubt when it fails
        half-way.
        """
        ...
