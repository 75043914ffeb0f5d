"""Where a device is found. A USB-serial adapter that was pulled out may come back under another name:
it is known again by vendor, product and serial number, and failing that by the name of its port.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from serial.tools import list_ports

USB = "usb:"
"""``usb:1A86:7523`` or ``usb:1A86:7523:SERIAL`` names an adapter instead of a port."""


class PortInfo(NamedTuple):
    """One serial port of this machine: name, USB identity (``1A86:7523:SERIAL``, empty without one)."""

    name: str
    identity: str


class Address(Protocol):
    """Where one device is."""

    @property
    def text(self) -> str:
        """The address as it was configured, for people."""
        ...

    def locate(self) -> str:
        """The name to open now; empty while the device is not there."""
        ...

    def remember(self) -> None:
        """The device was opened where ``locate`` said: know it again elsewhere."""
        ...


def on_network(place: str) -> bool:
    """Whether the place of a device is ``host:port``, and not a port of this machine."""
    return ":" in place and not place.lower().startswith((USB, "socket:"))


class FixedAddress:
    """An address that is always there, or of which nobody can tell: a URL, a library, the screen."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def locate(self) -> str:
        """The address."""
        return self.text

    def remember(self) -> None:
        """There is nothing to remember."""


class SerialAddress:
    """A serial port by name, by USB identity, or as a URL of pyserial (``socket://host:port``)."""

    def __init__(
        self, text: str, ports: Callable[[], Iterable[PortInfo]] | None = None, *, windows: bool | None = None
    ) -> None:
        self.text = text
        self._ports = ports or serial_ports
        self._windows = sys.platform == "win32" if windows is None else windows
        self._identity = text[len(USB) :].upper() if text.lower().startswith(USB) else ""

    def locate(self) -> str:
        """The port's name now: the known adapter's, else the configured one if it exists, else empty."""
        if "://" in self.text:
            return self.text
        if self._identity:
            known = next((p.name for p in self._ports() if _is(p.identity, self._identity)), "")
            if known or self.text.lower().startswith(USB):
                return known
        return self.text if self._exists() else ""

    def remember(self) -> None:
        """Keep the identity of the adapter behind the configured name, if it has one."""
        if not self._identity:
            self._identity = next((p.identity for p in self._ports() if p.name == self.text), "")

    def _exists(self) -> bool:
        if not self._windows:
            return os.path.exists(self.text)  # list_ports knows no pseudo terminals and no links
        return any(port.name.upper() == self.text.upper() for port in self._ports())


def serial_ports() -> list[PortInfo]:
    """The serial ports of this machine."""
    found = []
    for port in list_ports.comports():
        parts = [f"{port.vid:04X}", f"{port.pid:04X}"] if port.vid is not None else []
        if parts and port.serial_number:
            parts.append(str(port.serial_number).upper())
        found.append(PortInfo(port.device, ":".join(parts)))
    return found


def _is(identity: str, wanted: str) -> bool:
    """Whether a port is the wanted adapter; a wanted one without serial number is any of its model."""
    return identity == wanted or identity.startswith(wanted + ":")
