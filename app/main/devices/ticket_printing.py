"""Numbers on paper: nobody gets a number that was not on paper or on the screen, and no slip is lost.

``zongchuang print-ticket`` asks the printer first. When it cannot print, no number is taken, unless the
caller says that the citizen reads it from the screen (记下号码).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from app.config.schema import Device, Settings, SlipPrinting
from app.core.clock import Clock
from app.core.events import EventBus
from app.db.store import Store
from app.documents.model import PrintJob
from app.documents.slips import SlipDesk, Spooled
from app.documents.spool import PrintSpool
from app.documents.ticket_job import Paper
from app.documents.ticket_slip import SlipContent
from app.main.devices.places import NONE, SIMULATED
from app.peripherals.connection import Candidate
from app.peripherals.errors import told_to_people
from app.peripherals.ticket_desk import SlipPaper, TicketPrinterDesk
from devices.ticket_printer.contract import TicketPrinter
from devices.ticket_printer.drivers.device_file import DeviceFile
from devices.ticket_printer.drivers.escpos_printer import EscPosPrinter
from devices.transport.addresses import FixedAddress, SerialAddress, on_network
from devices.transport.serial_port import SerialPort
from devices.transport.tcp_port import TcpPort

_BAUD = 115_200


class TicketPrinting:
    """The ticket printer of one machine with its spool. Its methods wait: use it on the lane ``printer``."""

    def __init__(self, store: Store, settings: Settings, bus: EventBus, clock: Clock) -> None:
        look = settings.slips
        self._desk = TicketPrinterDesk(printers(settings.devices.ticket_printer), bus, clock)
        self._slips = SlipDesk(store, settings.hall.id, clock, paper_of(look))
        self._spool = PrintSpool(
            store, settings.hall.id, SlipPaper(self._desk), clock, threading.Event().wait, slips=True
        )

    def start(self) -> None:
        """Begin to watch the printer."""
        self._desk.start()

    def stop(self) -> None:
        """End it."""
        self._desk.stop()

    def make_sure(self) -> None:
        """Before a number is taken. Raises PeripheralError with what a person must see to."""
        with told_to_people():
            self._desk.readiness().demand()

    def print(self, ticket_id: str, slip: SlipContent) -> tuple[Spooled, PrintJob]:
        """Keep the slip, then print it; how its job stands. Trouble with the printer is never raised."""
        spooled = self._slips.put(ticket_id, slip)
        return spooled, self.send(spooled.job_id)

    def send(self, job_id: str) -> PrintJob:
        """Print a kept slip now, whatever it waited for."""
        return self._spool.send(job_id)


def paper_of(look: SlipPrinting) -> Paper:
    """How slips are printed here."""
    return Paper(look.width_mm, look.letters, look.barcode)


def printers(device: Device) -> Sequence[Candidate[TicketPrinter]]:
    """The ticket printer of the settings; none without a port.

    ``host:port`` is a network printer, ``/dev/usb/lp0`` one that only takes, anything else a serial port.
    """
    port, demo = device.port, device.driver == SIMULATED
    if not port or device.driver == NONE:
        return ()
    if port.startswith("/dev/usb/"):
        return (
            Candidate(
                "escpos_file", lambda name: EscPosPrinter(DeviceFile(name), talks=False), FixedAddress(port)
            ),
        )
    if on_network(port):
        return (Candidate("escpos_tcp", lambda name: EscPosPrinter(TcpPort(name)), FixedAddress(port), demo),)
    baud = device.baud or _BAUD
    return (
        Candidate("escpos_serial", lambda name: EscPosPrinter(SerialPort(name, baud)), SerialAddress(port)),
    )
