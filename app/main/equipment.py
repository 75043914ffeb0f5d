"""What stands around the desk: the hub of a single machine, the devices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.config.schema import Settings
from app.core.clock import Clock
from app.core.events import EventBus
from app.main.hub_process import HubProcess
from app.main.simulated_reader import SimulatedReaderProcess
from app.peripherals.card_desk import CardDesk
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.transport.addresses import SerialAddress


class Equipment:
    """Starts and ends the processes and device threads of one window."""

    def __init__(self, data: Path, settings: Settings, bus: EventBus, clock: Clock) -> None:
        self._data = data
        self._settings = settings
        self._bus = bus
        self._clock = clock
        self.hub: HubProcess | None = None
        self.simulated_reader: SimulatedReaderProcess | None = None
        self.desks: dict[str, DeviceDesk[Any]] = {}
        self._cards: CardDesk | None = None
        self._hub_url = ""

    def place(self, desk: DeviceDesk[Any]) -> None:
        """Begin to serve a device; the device centre finds it in ``desks`` by its kind."""
        self.desks[desk.KIND] = desk
        desk.start()

    def start_hub(self) -> str:
        """Start the hub inside this machine; returns its address. Raises EnvironmentMissing."""
        self.hub = HubProcess(self._data)
        self._hub_url = self.hub.start()
        return self._hub_url

    def revive_hub(self) -> None:
        """Start the own hub again, at the same address, if it died. Raises EnvironmentMissing."""
        if self.hub is not None and not self.hub.running:
            self.hub.stop()
            self.hub = HubProcess(self._data, port=int(self._hub_url.rpartition(":")[2]))
            self.hub.start()

    def start_reader(self) -> None:
        """Serve the reader of the settings; without one, where demo cards are accepted, a simulated one."""
        wanted = self._settings.devices.idcard
        port, demo = wanted.port, False
        if not port and self._settings.window.demo_cards:
            self.simulated_reader = SimulatedReaderProcess()
            port, demo = self.simulated_reader.start(), True
        if port:
            reader = Candidate(
                "sam_serial",
                lambda name: SamSerialReader(name, wanted.baud or None),
                SerialAddress(port),
                demo,
            )
            self._cards = CardDesk([reader], self._bus, self._clock)
            self.place(self._cards)

    def read_card(self) -> None:
        """Read the card that lies on the reader."""
        if self._cards:
            self._cards.read_again()

    def close(self) -> None:
        """End all of it."""
        for desk in self.desks.values():
            desk.stop()
        if self.simulated_reader:
            self.simulated_reader.stop()
        if self.hub:
            self.hub.stop()
