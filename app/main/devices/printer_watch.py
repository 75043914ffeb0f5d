"""How the page printer is, told to everybody who shows it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from app.core.clock import Clock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.devices.page_printers import WindowPrinter
from app.peripherals.events import DeviceHealth, DeviceState
from devices.errors import DeviceError
from devices.page_printer.contract import Printer

DEVICE = "page_printer"


class PrinterWatch:
    """Asks the print system now and then; publishes DeviceHealth when something changed.

    ``look`` blocks for as long as the print system takes: it belongs on the ``printer`` lane.
    """

    def __init__(self, printer: WindowPrinter, bus: EventBus, clock: Clock) -> None:
        self.printer = printer
        self._bus = bus
        self._clock = clock
        self._last_ok: datetime | None = None
        self.health: DeviceHealth | None = None
        """What was told last."""

    def look(self) -> None:
        """Ask once."""
        name, demo = self.printer.chosen.name, False
        try:
            queue = next((each for each in self.printer.printers() if each.default), None)
        except DeviceError as error:
            state, detail = DeviceState.ABSENT, error.code
        else:
            state, detail = _judge(queue) if queue else (DeviceState.ABSENT, _missing(name))
            name, demo = (queue.name, queue.demo) if queue else (name, False)
        if state is DeviceState.READY:
            self._last_ok = self._clock.now()
        before = self.health
        self.health = DeviceHealth(DEVICE, state, detail, last_ok=self._last_ok, port=name, demo=demo)
        if before is None or replace(before, last_ok=self._last_ok) != self.health:
            self._bus.publish(self.health)

    def test(self) -> str:
        """Ask now; the printer's name. Raises PeripheralError with what is wrong with it."""
        self.look()
        assert self.health is not None
        if self.health.state is not DeviceState.READY:
            raise PeripheralError(self.health.detail)
        return self.health.port


def _missing(name: str) -> str:
    return "printer.unknown" if name else "printer.no_default"


def _judge(queue: Printer) -> tuple[DeviceState, str]:
    if queue.troubles:
        return DeviceState.TROUBLE, f"printer.{queue.troubles[0].value}"
    if not queue.accepting:
        return DeviceState.TROUBLE, "printer.not_accepting"
    return DeviceState.READY, ""
