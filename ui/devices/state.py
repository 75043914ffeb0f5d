"""What the device centre shows: frozen values."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.config.schema import Device, Printer
from ui.workbench.state import Tone, Wording


class DeviceLine(Struct, frozen=True):
    """One device. ``state``: its state as a code; ``told``: what the last test or connecting came to."""

    kind: str
    state: Wording
    tone: Tone
    last_ok: datetime | None = None
    place: tuple[str, ...] = ()
    """port, driver and version, those that are known"""
    demo: bool = False
    busy: bool = False
    """a test runs, or another device is being connected"""
    told: Wording | None = None
    told_tone: Tone = "info"
    can: frozenset[str] = frozenset()
    """of test, reconnect, simulate, real, bind"""


class BindingForm(Struct, frozen=True):
    """The device that is looked at, and what can be chosen for it."""

    kind: str
    bound: Device = Device()
    ports: tuple[str, ...] = ()
    """serial ports of this machine"""
    profiles: tuple[str, ...] = ()
    printer: Printer = Printer()
    queues: tuple[str, ...] = ()
    """printers of this machine, as of DeviceKeeper.queues"""


class DeviceCentreState(Struct, frozen=True):
    """The whole page. ``report``: the file that the last diagnosis wrote, ``no_report`` why there is none."""

    lines: tuple[DeviceLine, ...] = ()
    form: BindingForm | None = None
    diagnosing: bool = False
    report: str = ""
    no_report: Wording | None = None
