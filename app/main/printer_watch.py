"""How the page printer is, told to everybody who shows it."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import Clock
from app.core.errors import PeripheralError
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
        self._last_ok: datetime | None = None
        self.health: DeviceHealth | None = None
        """What was told last."""

    def look(self) -> None:
        """Ask once."""
        try:
            state, detail = self._judge(self._printer.printers())
        except DeviceError as error:
            state, detail = DeviceState.ABSENT, error.code
        if state is DeviceState.READY:
            self._last_ok = self._clock.now()
        before = self.health
        self.health = DeviceHealth(DEVICE, state, detail, last_ok=self._last_ok)
        if before is None or (state, detail) != (before.state, before.detail):
            self._bus.publish(self.health)

    def test(self) -> str:
        """Ask now; the preferred printer's name. Raises PeripheralError with what is wrong with it."""
        self.look()
        assert self.health is not None
        if self.health.state is not DeviceState.READY:
            raise PeripheralError(self.health.detail)
        return self._preferred

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
