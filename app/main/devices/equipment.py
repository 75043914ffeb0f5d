"""What stands around the desk: the hub of a single machine, the devices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.config.schema import Settings
from app.core.clock import Clock
from app.core.errors import AppError
from app.core.events import EventBus
from app.hub.devices import Terms
from app.main.devices.bindings import DeviceBindings
from app.main.devices.counter import CounterDevices
from app.main.devices.simulated_reader import SimulatedReaderProcess
from app.main.devices.tablet_server import TabletServer
from app.main.hub.process import HubProcess
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.errors import told_to_people
from app.peripherals.page_desks import CameraDesk, PageScannerDesk
from app.peripherals.scan_desk import ScanDesk
from app.peripherals.staff_desk import StaffDesk
from app.peripherals.ticket_desk import TicketPrinterDesk
from app.sync.identity import DeviceIdentity, load_identity
from app.sync.trust import DeviceKind


def window_terms(settings: Settings) -> Terms:
    """What the window of these settings is enrolled as."""
    window = settings.window
    return Terms(DeviceKind.WINDOW, (settings.hall.id,), str(window.number), window.shown_name)


class Equipment:
    """Starts and ends the processes and device threads of one window."""

    def __init__(self, data: Path, settings: Settings, bus: EventBus, clock: Clock) -> None:
        self._data = data
        self._settings = settings
        self._bus = bus
        self._clock = clock
        self.hub: HubProcess | None = None
        self.bindings = DeviceBindings(data, settings)
        self.desks: dict[str, DeviceDesk[Any]] = {}
        self._cards: CardDesk | None = None
        self._counter: CounterDevices | None = None
        self._hub_url = ""
        self._closed = False

    @property
    def simulated_reader(self) -> SimulatedReaderProcess | None:
        """The simulated card reader, where there is one."""
        found = self.bindings.simulators.get("idcard")
        return found if isinstance(found, SimulatedReaderProcess) else None

    @property
    def tablets(self) -> TabletServer | None:
        """Whom network evaluators connect to, where the settings let any in."""
        return self._counter.tablets if self._counter else None

    def place(self, desk: DeviceDesk[Any]) -> None:
        """Begin to serve a device; the device centre finds it in ``desks`` by its kind."""
        self.desks[desk.KIND] = desk
        if not self._closed:
            desk.start()

    def reach_hub(self) -> tuple[str, DeviceIdentity]:
        """The address of this window's hub, and who the window is there. Without one in the settings, a hub
        inside this machine is started, which the window enrols at by itself. Raises EnvironmentMissing,
        ConfigError ``auth.not_enrolled``."""
        if self._settings.hub.url:
            return self._settings.hub.url, load_identity(self._data)
        hub = self.hub = HubProcess(self._data)
        self._hub_url = hub.start()
        return self._hub_url, hub.enrol(window_terms(self._settings), self._data)

    def revive_hub(self) -> None:
        """Start the own hub again, at the same address, if it died. Raises EnvironmentMissing."""
        hub = self.hub
        if hub is not None and self._hub_url and not hub.running:
            hub.stop()
            hub = self.hub = HubProcess(self._data, port=int(self._hub_url.rpartition(":")[2]))
            hub.start()
            hub.enrol(window_terms(self._settings), self._data)

    def start_readers(self) -> None:
        """Serve the readers of the settings, of cards, codes and staff cards, and the ticket printer; where
        no reader of ID cards is named and demo cards are accepted, a simulated one.

        Raises ConfigError, PeripheralError, EnvironmentMissing for the first that cannot be served, when all
        the others are.
        """
        hall, failures = self._settings.hall.id, list[AppError]()
        self._cards = CardDesk(self._candidates("idcard", failures), self._bus, self._clock)
        self.place(self._cards)
        self.place(ScanDesk(self._candidates("scanner", failures), self._bus, self._clock))
        self.place(StaffDesk(self._candidates("staff_card", failures), self._bus, self._clock, hall))
        self.place(TicketPrinterDesk(self._candidates("ticket_printer", failures), self._bus, self._clock))
        if failures:
            raise failures[0]

    def start_capture(self) -> tuple[CameraDesk, PageScannerDesk]:
        """Serve the document camera and the page scanner of the settings; where no camera is named and demo
        devices are accepted, one over sample sheets.

        Raises ConfigError, EnvironmentMissing.
        """
        camera = CameraDesk(self.bindings.candidates("camera"), self._bus, self._clock)
        scanner = PageScannerDesk(self.bindings.candidates("page_scanner"), self._bus, self._clock)
        self.place(camera)
        self.place(scanner)
        return camera, scanner

    def start_counter(self) -> CounterDevices:
        """Serve call pad, evaluators and display of the settings.

        Raises PeripheralError ``device.profile_broken``, EnvironmentMissing ``evaluator.port_taken``.
        """
        with told_to_people():
            settings = self.bindings.counter(self._settings)
            self._counter = CounterDevices(settings, self._bus, self._clock)
        for desk in self._counter.desks:
            self.place(desk)
        self._counter.start()
        return self._counter

    def _candidates(self, kind: str, failures: list[AppError]) -> Sequence[Candidate[Any]]:
        """The ways to serve a kind; none, and one more failure, where what is bound cannot be."""
        try:
            return self.bindings.candidates(kind)
        except AppError as failure:
            failures.append(failure)
            return ()

    def read_card(self) -> None:
        """Read the card that lies on the reader."""
        if self._cards:
            self._cards.read_again()

    def close(self) -> None:
        """End all of it, also what a lane is still beginning to serve."""
        if self._counter:
            self._counter.close()
        self._closed = True
        for desk in list(self.desks.values()):
            desk.stop()
        self.bindings.close()
        hub, self.hub = self.hub, None  # whoever is about to revive it finds none
        if hub:
            hub.stop()
