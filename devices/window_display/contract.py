"""What a display over the window shows: whose turn it is there, or that nobody is served."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from devices.contract import Device


class Sign(Struct, frozen=True):
    """What is shown: ``text`` on displays that write, the digits of ``ticket`` on number boards."""

    text: str = ""
    ticket: int | None = None


class WindowDisplay(Device, Protocol):
    """One display, used by one thread. Every method raises only errors of devices.errors."""

    def show(self, sign: Sign) -> None:
        """Show this instead of what is there. Raises DeviceRefused when the display says no."""
        ...
