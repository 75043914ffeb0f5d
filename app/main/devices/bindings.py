"""What stands in each place of the window: from a binding in the settings to drivers, and the simulators.

A binding is a ``Device`` of the settings. One that says ``simulated`` without a port means a simulated device
that the program starts itself and ends with itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

import resources
from app.config.schema import Device, Settings
from app.main.devices.capture import SHEETS, cameras, page_scanners
from app.main.devices.counter import display_profile, displays, pads
from app.main.devices.places import NONE, SIMULATED, card_readers, scanners, staff_card_readers
from app.main.devices.simulated_process import SimulatedProcess
from app.main.devices.simulated_reader import SimulatedReaderProcess
from app.main.devices.ticket_printing import printers
from app.peripherals.connection import Candidate
from app.peripherals.counter_desks import DisplayDesk
from app.peripherals.desk import DeviceDesk
from app.peripherals.errors import told_to_people
from devices.staff_card.simulator import reader_waits

_WAYS: Mapping[str, Callable[[Any], Sequence[Candidate[Any]]]] = {
    "idcard": card_readers,
    "scanner": scanners,
    "staff_card": staff_card_readers,
    "ticket_printer": printers,
    "call_pad": pads,
    "evaluator": pads,
    "window_display": displays,
    "camera": cameras,
    "page_scanner": page_scanners,
}


def ways(kind: str, wanted: Device) -> Sequence[Candidate[Any]]:
    """The ways to serve what is bound. Raises ConfigError, PeripheralError ``device.profile_broken``."""
    with told_to_people():
        return _WAYS[kind](wanted)


def can_simulate(kind: str) -> bool:
    """Whether a device of this kind can be simulated on this machine, now."""
    return kind in _WAYS and (kind != "staff_card" or reader_waits())


class DeviceBindings:
    """The bindings of one window with the simulators behind them. Not for the GUI thread: its calls wait."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self._folder = data / "simulated"
        self._bound = {name: getattr(settings.devices, name) for name in settings.devices.__struct_fields__}
        self.simulators: dict[str, SimulatedProcess] = {}
        reader = self._bound["idcard"]
        if settings.window.demo_cards and not reader.port and not reader.driver:
            self._bound["idcard"] = Device(driver=SIMULATED)
        camera = self._bound["camera"]
        if settings.window.demo_cards and not camera.port and not camera.driver:
            # The sample sheets lie there without anybody: no process is needed to turn the pages.
            self._bound["camera"] = Device(driver=SIMULATED, port=str(resources.path(SHEETS)))

    def bound(self, kind: str) -> Device:
        """What stands in the place of this kind."""
        found: Device = self._bound.get(kind, Device(driver=NONE))
        return found

    def ready(self, kind: str) -> Device:
        """The binding with the port of its simulator, which is started when it must be.

        Raises EnvironmentMissing.
        """
        wanted = self.bound(kind)
        if wanted.driver != SIMULATED or wanted.port:
            return wanted
        if kind not in self.simulators:
            self.simulators[kind] = self._simulator(kind, wanted)
            self.simulators[kind].start()
        return structs.replace(wanted, port=self.simulators[kind].port)

    def candidates(self, kind: str) -> Sequence[Candidate[Any]]:
        """The ways to serve what is bound.

        Raises ConfigError, PeripheralError ``device.profile_broken``, EnvironmentMissing.
        """
        return ways(kind, self.ready(kind))

    def bind(self, desk: DeviceDesk[Any], wanted: Device) -> None:
        """Serve another device from now on. A binding that cannot be changes nothing.

        Raises ConfigError, PeripheralError ``device.profile_broken``, EnvironmentMissing.
        """
        kind = desk.KIND
        before, self._bound[kind] = self._bound[kind], wanted
        try:
            candidates = self.candidates(kind)
        except Exception:
            self._bound[kind] = before
            raise
        if isinstance(desk, DisplayDesk):
            desk.keep_pace(display_profile(wanted).most_per_second)
        desk.rebind(candidates)
        if wanted.driver != SIMULATED and (simulator := self.simulators.pop(kind, None)) is not None:
            simulator.stop()

    def revive(self, desk: DeviceDesk[Any]) -> None:
        """Serve a fresh simulator where the one of this device has ended. Raises EnvironmentMissing."""
        simulator = self.simulators.get(desk.KIND)
        if simulator is not None and not simulator.running:
            self.simulators.pop(desk.KIND).stop()
            self.bind(desk, self.bound(desk.KIND))

    def counter(self, settings: Settings) -> Settings:
        """The settings with the ports of simulated pads and displays. Raises EnvironmentMissing."""
        ready = {kind: self.ready(kind) for kind in ("call_pad", "evaluator", "window_display")}
        return structs.replace(settings, devices=structs.replace(settings.devices, **ready))

    def close(self) -> None:
        """End the simulators."""
        for simulator in self.simulators.values():
            simulator.stop()

    def _simulator(self, kind: str, wanted: Device) -> SimulatedProcess:
        if kind == "idcard":
            return SimulatedReaderProcess()
        profile = ("--profile", wanted.profile) if wanted.profile else ()
        return SimulatedProcess(kind.replace("_", "-"), "--data", str(self._folder), *profile)
