"""The ticket printer of a kiosk or window: watched, so that nobody gets a number that cannot be printed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import ClassVar, TypeVar

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.connection import LOOK_EVERY, Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.events import DeviceState
from devices.errors import DeviceHung, DeviceTimeout
from devices.page_printer.contract import JobState, JobStatus, Printer, Trouble
from devices.ticket_printer.contract import Readiness, SlipInDoubt, TicketPrinter
from devices.ticket_printer.escpos import CENTRE, CHINESE, CUT, INIT, text

PAPER_LOW = "printer.paper_low"
"""Detail of a printer that is ready and whose roll is near its end."""
NAME = "小票打印机"
_SLIP_LIMIT = 60.0
"""Seconds a slip may take: a picture on a line of 9600 baud needs most of them."""
_ANSWER_LIMIT = 5.0
_TEST_LINE = "打印测试"

T = TypeVar("T")


class TicketPrinterDesk(DeviceDesk[TicketPrinter]):
    """Asks the printer every two seconds how it is, and prints slips in between."""

    KIND: ClassVar[str] = "ticket_printer"

    def __init__(self, candidates: Sequence[Candidate[TicketPrinter]], bus: EventBus, clock: Clock) -> None:
        super().__init__(candidates, bus, clock)
        self._paper_low = False

    def readiness(self) -> Readiness:
        """Ask now, before a citizen takes a number. Waits some seconds at most; call it from a lane.

        Raises DeviceError when the printer is not there or does not answer.
        """
        return _answer(self.ask(lambda printer: printer.readiness()), _ANSWER_LIMIT)

    def print_slip(self, job: bytes) -> None:
        """Print. Waits until it is through. Raises PrinterNotReady, SlipInDoubt and other DeviceErrors."""
        try:
            _answer(self.ask(lambda printer: printer.print_slip(job), _SLIP_LIMIT), 2 * _SLIP_LIMIT)
        except DeviceHung as error:
            raise SlipInDoubt(port=self.health.port) from error

    def serve(self, device: TicketPrinter) -> float:
        """Look how it is."""
        found = self.call(device.readiness)
        self._paper_low = found.paper_low
        if found.needs:
            self.report(DeviceState.TROUBLE, found.needs[0].code, f"{found.status:02X}")
        else:
            self.answered()
        return LOOK_EVERY

    def probe(self, device: TicketPrinter) -> str:
        """Print one line. Raises what ``readiness`` and ``print_slip`` raise."""
        device.readiness().demand()
        device.print_slip(INIT + CHINESE + CENTRE + text(_TEST_LINE.encode("gb18030"), scale=2) + CUT)
        return device.identity()

    def report(self, state: DeviceState, detail: str = "", status: str = "") -> None:
        """See DeviceDesk; a roll near its end is said while all else is well."""
        low = self._paper_low and state is DeviceState.READY
        super().report(state, detail or (PAPER_LOW if low else ""), status)


class SlipPaper:
    """The ticket printer as the spool sees it: a page printer that takes slips and is done at once."""

    def __init__(self, desk: TicketPrinterDesk) -> None:
        self._desk = desk

    def printers(self) -> tuple[Printer, ...]:
        """The one there is."""
        troubles = (Trouble.STOPPED,) if self._desk.health.state is DeviceState.TROUBLE else ()
        return (Printer(NAME, default=True, troubles=troubles),)

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """Print the commands of a slip; its number is the job's id. Raises what ``print_slip`` raises."""
        self._desk.print_slip(pdf)
        return title

    def status(self, job: str) -> JobStatus:
        """Done: whatever was handed over came out, or ``submit`` failed."""
        return JobStatus(JobState.DONE)

    def cancel(self, job: str) -> None:
        """Nothing is left to cancel."""


def _answer(asked: Future[T], limit: float) -> T:
    try:
        return asked.result(limit)
    except TimeoutError as error:
        asked.cancel()
        raise DeviceTimeout(seconds=limit) from error
