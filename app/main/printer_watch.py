"""How the page printer is, told to everybody who shows it."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.events import DeviceHealth, DeviceState
from devices.errors import DeviceError
from devices.page_printer.contract import PagePrinter, Printer

DEVICE = "page_printer"


class PrinterWatch:
    """Asks the print system now and then; publishes DeviceHealth when something changed.

    ``look`` blocks for as long as the print system takes: it belongs on the ``printer`` lane.
    """

    def __init__(self, printer: PagePrinter, preferred: str, bus: EventBus, clock: Clock) -> None:
        self._printer = printer
        self._preferred = preferred
        self._bus = bus
        self._clock = clock
        self._told: tuple[DeviceState, str] | None = None
        self._last_ok: datetime | None = None

    def look(self) -> None:
        """Ask once."""
        try:
            state, detail = self._judge(self._printer.printers())
        except DeviceError as error:
            state, detail = DeviceState.ABSENT, error.code
        if state is DeviceState.READY:
            self._last_ok = self._clock.now()
        if (state, detail) != self._told:
            self._told = (state, detail)
            self._bus.publish(DeviceHealth(DEVICE, state, detail, last_ok=self._last_ok))

    def _judge(self, printers: tuple[Printer, ...]) -> tuple[DeviceState, str]:
        wanted = [each for each in printers if each.name == self._preferred or not self._preferred]
        if not wanted:
            return DeviceState.ABSENT, "printer.unknown"
        chosen = next((each for each in wanted if each.default), wanted[0])
        if chosen.troubles:
            return DeviceState.TROUBLE, f"printer.{chosen.troubles[0].value}"
        if not chosen.accepting:
            return DeviceState.TROUBLE, "printer.not_accepting"
        return DeviceState.READY, ""
