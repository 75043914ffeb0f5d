"""The device centre with the real devices behind it, put into the desktop."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from concurrent.futures import Future
from pathlib import Path

from msgspec import to_builtins
from PySide6.QtCore import QObject, Signal

from app.config.load import remember
from app.config.schema import Device, Printer, Settings
from app.core.clock import Clock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.core.tasks import TaskRunner
from app.main.devices.bindings import can_simulate
from app.main.devices.doctor import write_report
from app.main.devices.equipment import Equipment
from app.main.devices.page_printers import print_system
from app.main.devices.places import SIMULATED
from app.main.devices.printer_watch import PrinterWatch
from app.main.devices.tablet_server import TabletServer
from app.main.tools.printing import print_placement
from app.peripherals.errors import told_to_people
from app.peripherals.events import CodeScanned, DeviceHealth, DeviceState
from app.sync.model import HubReachable
from app.tickets.announcement import announce
from devices.errors import DeviceError
from devices.transport.addresses import serial_ports
from ui.common.theme import Theme
from ui.devices.page import DeviceCentrePage
from ui.devices.view_model import DeviceCentreViewModel
from ui.hall.voice import Voice, open_player
from ui.hall.voice_pack import open_pack
from ui.qt_app import input_method
from ui.qt_events import QtEvents
from ui.shell.main_window import MainWindow

TEST_LIMIT = 5.0
"""Seconds that a test may take."""
_TEST_TICKET = "A001"


class WindowDevices(QObject):
    """Implements ui.devices.services.DeviceKeeper for one window. ``speak`` is emitted to be heard here."""

    speak = Signal()

    def __init__(
        self,
        data: Path,
        settings: Settings,
        equipment: Equipment,
        watch: PrinterWatch,
        show_hall: Callable[[], None],
        bus: EventBus,
        clock: Clock,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._clock = clock
        self._data = data
        self._settings = settings
        self._equipment = equipment
        self._watch = watch
        self._show_hall = show_hall
        self._voice: Voice | None = None
        self._sound: DeviceHealth | None = None
        self.speak.connect(self._speak)

    def bound(self, kind: str) -> Device:
        """See DeviceKeeper."""
        return self._equipment.bindings.bound(kind)

    def abilities(self, kind: str) -> Collection[str]:
        """See DeviceKeeper."""
        if kind == "page_printer":
            return {"test", "bind"}
        if kind in ("hall_screen", "voice", "input_method"):
            return {"test"}
        if kind not in self._equipment.desks:
            return ()
        able = {"test", "reconnect", "bind"}
        if self._settings.window.demo_cards and can_simulate(kind):
            able.add("simulate")
        return able

    def health(self, kind: str) -> DeviceHealth | None:
        """See DeviceKeeper."""
        if kind == "page_printer":
            return self._watch.health
        if kind == "voice":
            return self._sound
        if kind == "input_method":
            module, there = input_method(os.environ)
            state = DeviceState.READY if there else DeviceState.TROUBLE
            return DeviceHealth(kind, state, "" if there else "equipment.no_input_method", driver=module)
        desk = self._equipment.desks.get(kind)
        told = desk is not None and (desk.health.port or desk.health.driver)
        return desk.health if desk is not None and told else None

    def test(self, kind: str) -> str:
        """See DeviceKeeper."""
        if kind == "page_printer":
            return self._watch.test()
        if kind == "hall_screen":
            self._show_hall()
            return ""
        if kind == "voice":
            self.speak.emit()
            return ""
        if kind == "input_method":
            return ""
        with told_to_people():
            if kind == "evaluator" and (tablets := self._tablets()) is not None:
                tablets.test(TEST_LIMIT)
                return ""
            return _within_limit(self._equipment.desks[kind].test())

    def reconnect(self, kind: str) -> None:
        """See DeviceKeeper."""
        desk = self._equipment.desks[kind]
        self._equipment.bindings.revive(desk)
        desk.reconnect()

    def bind(self, kind: str, wanted: Device) -> None:
        """See DeviceKeeper. Raises PeripheralError ``equipment.demo_refused`` too."""
        if wanted.driver == SIMULATED and not self._settings.window.demo_cards:
            raise PeripheralError("equipment.demo_refused")
        self._equipment.bindings.bind(self._equipment.desks[kind], wanted)
        remember(self._data, {"devices": {kind: to_builtins(wanted)}})

    def printer(self) -> Printer:
        """See DeviceKeeper."""
        return self._watch.printer.chosen

    def queues(self) -> tuple[str, ...]:
        """See DeviceKeeper."""
        try:
            found = print_system(Printer()).printers()
        except DeviceError:
            return ()
        return (*(() if any(each.default for each in found) else ("",)), *(each.name for each in found))

    def choose_printer(self, wanted: Printer) -> None:
        """See DeviceKeeper."""
        remember(self._data, {"printer": to_builtins(wanted)})
        self._watch.printer.choose(wanted)
        self._watch.look()

    def print_test_page(self) -> None:
        """See DeviceKeeper."""
        chosen = self.printer()
        print_placement(chosen.name, print_system(chosen), patience_s=0)

    def ports(self) -> tuple[str, ...]:
        """See DeviceKeeper."""
        return tuple(port.name for port in serial_ports())

    def diagnose(self) -> Path:
        """See DeviceKeeper."""
        return write_report(self._data, self._settings, self._known())

    def _tablets(self) -> TabletServer | None:
        """The tablets, where they stand in the place of the evaluator."""
        bound = self.bound("evaluator")
        return None if bound.port or bound.driver else self._equipment.tablets

    def _known(self) -> dict[str, DeviceHealth]:
        tablets = self._equipment.tablets
        others = (self._watch.health, self._sound, tablets.health if tablets else None)
        desks = {kind: desk.health for kind, desk in self._equipment.desks.items()}
        return desks | {health.device: health for health in others if health is not None}

    def _speak(self) -> None:
        voice = self._settings.hall_voice
        if self._voice is None:
            self._voice = Voice(open_player(voice.volume), self, pack=open_pack(voice.pack))
        yao = self._settings.hall_screen.say_yao
        self._voice.say(announce(_TEST_TICKET, str(self._settings.window.number), say_yao=yao))
        self._sound = _sound(self._clock)
        if trouble := self._voice.pack.trouble:
            self._sound = DeviceHealth("voice", DeviceState.TROUBLE, trouble, port=voice.pack)
        self._bus.publish(self._sound)


def furnish_device_centre(
    keeper: WindowDevices,
    runner: TaskRunner,
    clock: Clock,
    events: QtEvents,
    window: MainWindow,
    theme: Theme,
) -> DeviceCentreViewModel:
    """Let the window show the device centre, which follows its devices from now on."""
    view_model = DeviceCentreViewModel(keeper, runner, clock, window)
    events.subscribe(DeviceHealth, view_model.heard)
    events.subscribe(CodeScanned, view_model.scanned)
    events.subscribe(HubReachable, view_model.reachable)
    made: list[DeviceCentrePage] = []

    def make() -> DeviceCentrePage:
        made.append(DeviceCentrePage(view_model, theme))
        return made[0]

    def look_at(kind: str) -> None:
        workplace = window.furnish()
        if not (made and made[0].isVisible()):
            workplace.show_page("devices")
        made[0].look_at("evaluator" if kind == "evaluator_tablet" else kind)

    window.place_page("devices", make)
    window.header.device_chosen.connect(look_at)
    return view_model


def _sound(clock: Clock) -> DeviceHealth:
    """Whether this machine has anything to be heard by. Loads the sound libraries."""
    try:
        from PySide6.QtMultimedia import QMediaDevices

        heard = not QMediaDevices.defaultAudioOutput().isNull()
    except ImportError:
        heard = False
    if heard:
        return DeviceHealth("voice", DeviceState.READY, last_ok=clock.now())
    return DeviceHealth("voice", DeviceState.ABSENT, "equipment.no_sound")


def _within_limit(asked: Future[str]) -> str:
    try:
        return asked.result(TEST_LIMIT)
    except TimeoutError as error:
        asked.cancel()
        raise PeripheralError("equipment.slow") from error
