"""The devices at the window that speak a profile: call pad, evaluator, display; and what they show.

One place for all of them: the workbench says what is asked and shown, and each device that is there does
its part. The second screen (ui/evaluation) always asks too: it is the last of the chain and cannot fail.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from app.config.schema import Device, Settings
from app.core.clock import Clock
from app.core.events import EventBus
from app.main.devices.places import NONE, SIMULATED
from app.main.devices.tablet_server import TabletServer
from app.peripherals.connection import Candidate
from app.peripherals.counter_desks import DisplayDesk, EvaluatorDesk, PadDesk
from devices.call_pad.contract import CallPad
from devices.call_pad.drivers.profile_pad import ProfilePad
from devices.contract import Device as AnyDevice
from devices.errors import DeviceError
from devices.framing.load import load
from devices.framing.profile import Profile
from devices.framing.session import ProfileSession
from devices.transport.addresses import FixedAddress, SerialAddress, on_network
from devices.transport.serial_port import SerialPort
from devices.transport.tcp_port import TcpPort
from devices.window_display.contract import Sign, WindowDisplay
from devices.window_display.drivers.profile_display import ProfileDisplay

_PAD, _DISPLAY = "ff68", "onbon_bx"
CLOSED = "暂停服务"
_FAREWELL = 1.0
"""Seconds that the display may take for it."""
D = TypeVar("D", bound=AnyDevice)


class CounterDevices:
    """Call pad, evaluators and display of one window. All but ``start`` and ``close`` return at once."""

    def __init__(self, settings: Settings, bus: EventBus, clock: Clock) -> None:
        """Raises DeviceError ``device.profile_broken``."""
        wanted, tablets = settings.devices, settings.tablets
        self._pads = [
            PadDesk(pads(wanted.call_pad), bus, clock),
            EvaluatorDesk(pads(wanted.evaluator), bus, clock),
        ]
        board = wanted.window_display
        self._display = DisplayDesk(displays(board), bus, clock, display_profile(board).most_per_second)
        self.tablets: TabletServer | None = (
            TabletServer(
                tablets,
                settings.hall.name,
                settings.window.shown_name,
                bus,
                clock,
                demo=settings.window.demo_cards,
            )
            if tablets.port and tablets.token
            else None
        )

    @property
    def desks(self) -> tuple[PadDesk | DisplayDesk, ...]:
        """Those to be started and stopped by their owner."""
        return (*self._pads, self._display)

    def start(self) -> None:
        """Let tablets in. Raises EnvironmentMissing ``evaluator.port_taken``."""
        if self.tablets is not None:
            self.tablets.start()

    def close(self) -> None:
        """Say that nobody is served here, and send tablets away. Before the desks are stopped."""
        with suppress(DeviceError, TimeoutError):
            self._display.ask(lambda display: display.show(Sign(CLOSED))).result(_FAREWELL)
        if self.tablets is not None:
            self.tablets.stop()

    def ask(self, question: str, clerk: str, seconds: int) -> None:
        """Ask the citizen for a rating; the first answer, from wherever, counts."""
        for pad in self._pads:
            pad.ask_rating(question)
        if self.tablets is not None:
            self.tablets.ask(question, clerk, seconds)

    def settle(self) -> None:
        """The question is answered or over."""
        for pad in self._pads:
            pad.settle()
        if self.tablets is not None:
            self.tablets.settle()

    def show(self, text: str, ticket: int | None, waiting: int) -> None:
        """What the window's display shows, and the digits of pads and number boards."""
        self._display.show(Sign(text, ticket))
        for pad in self._pads:
            pad.show(ticket, waiting)


def pads(device: Device) -> list[Candidate[CallPad]]:
    """A call pad or evaluator of the settings. Raises ProfileBroken."""
    return _candidates(device, load(device.profile or _PAD), ProfilePad)


def displays(device: Device) -> list[Candidate[WindowDisplay]]:
    """The window display of the settings. Raises ProfileBroken."""
    return _candidates(device, display_profile(device), ProfileDisplay)


def display_profile(device: Device) -> Profile:
    """What the display speaks. Raises ProfileBroken."""
    return load(device.profile or _DISPLAY)


def _candidates(device: Device, profile: Profile, make: Callable[[ProfileSession], D]) -> list[Candidate[D]]:
    """The device of the settings; none without a port. ``host:port`` is a device on the network."""
    port = device.port
    if not port or device.driver == NONE:
        return []
    baud, demo = device.baud or profile.line.baud, device.driver == SIMULATED

    def on_line(name: str) -> D:
        return make(ProfileSession(SerialPort(name, baud), profile, device.address))

    def over_tcp(name: str) -> D:
        return make(ProfileSession(TcpPort(name), profile, device.address))

    if on_network(port):
        return [Candidate("profile_tcp", over_tcp, FixedAddress(port), demo)]
    return [Candidate("profile_serial", on_line, SerialAddress(port), demo)]
