"""What the devices of a window tell the rest of the program, on the EventBus. Nothing here is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from devices.call_pad.contract import PadKey
from devices.camera.contract import Camera
from devices.idcard.contract import Card
from devices.scanner.contract import Scan


class DeviceState(StrEnum):
    """How a device is."""

    ABSENT = "absent"
    CONNECTING = "connecting"
    READY = "ready"
    BUSY = "busy"
    TROUBLE = "trouble"
    """it is there and does not work"""
    STAND_IN = "stand_in"
    """another driver serves in its place"""


UNBOUND = "equipment.none"
"""Detail of an absent device whose place is to stay empty."""


class DeviceHealth(Struct, frozen=True):
    """A device's state changed. ``detail`` is an error code; ``last_ok`` its last good answer."""

    device: str
    """its kind: idcard, scanner, ticket_printer ..."""
    state: DeviceState
    detail: str = ""
    status: str = ""
    """the device's own status in hexadecimal, when it gave one"""
    last_ok: datetime | None = None
    port: str = ""
    """the address as configured"""
    driver: str = ""
    version: str = ""
    """the device's own number or version (SAM 编号)"""
    demo: bool = False
    """simulated (演示设备)"""


class CardRead(Struct, frozen=True):
    """A card was laid on the reader and read. ``demo``: on a simulated reader, never for real cases."""

    card: Card
    demo: bool
    at: datetime


class CardTrouble(Struct, frozen=True):
    """A card lies there and cannot be read, or was asked for and is not there (``card.none``).

    ``attempt`` counts the placings in a row that failed: after the third the number is typed by hand.
    """

    code: str
    attempt: int
    status: str = ""


class CodeScanned(Struct, frozen=True):
    """A barcode or QR code was scanned (扫码). ``demo``: by a simulated scanner."""

    scan: Scan
    demo: bool
    at: datetime


class PadPressed(Struct, frozen=True):
    """The clerk pressed a key of the call pad (呼叫器)."""

    key: PadKey


class RatingGiven(Struct, frozen=True):
    """The citizen pressed a level of a device that asked ``question``; ``stars`` 5 best to 1.

    ``tablet``: on a screen with words, not on keys. ``demo``: on a simulated device.
    """

    question: str
    stars: int
    tablet: bool = False
    demo: bool = False


class StaffCardSeen(Struct, frozen=True):
    """A staff card (工作证) was laid down. ``uid_digest``: see app.peripherals.staff_desk."""

    uid_digest: str
    demo: bool
    at: datetime


class StaffCardGone(Struct, frozen=True):
    """It was taken away."""

    uid_digest: str
    at: datetime


class CameraFrame(Struct, frozen=True):
    """What the document camera (高拍仪) sees now, a JPEG; empty when it sees nothing any more."""

    __repr__ = object.__repr__

    jpeg: bytes


class CamerasFound(Struct, frozen=True):
    """The cameras of this machine are others than before."""

    cameras: tuple[Camera, ...]
