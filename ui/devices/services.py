"""What the device centre needs from the rest of the program."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from app.config.schema import Device, Printer
from app.peripherals.events import DeviceHealth


class DeviceKeeper(Protocol):
    """Keeps the devices of a window. ``bound``, ``abilities`` and ``printer`` answer at once, all others may
    wait."""

    def bound(self, kind: str) -> Device:
        """What stands in the place of this kind by the settings."""
        ...

    def abilities(self, kind: str) -> Collection[str]:
        """What can be done with this kind, of test, reconnect, simulate, bind."""
        ...

    def health(self, kind: str) -> DeviceHealth | None:
        """How it is, where nobody tells it on the bus. None when that is not known here."""
        ...

    def test(self, kind: str) -> str:
        """Try it, for five seconds at most; its own number or name. Raises PeripheralError."""
        ...

    def reconnect(self, kind: str) -> None:
        """Let go of it and connect at once."""
        ...

    def bind(self, kind: str, wanted: Device) -> None:
        """Serve another device from now on, and remember it. Raises ConfigError, PeripheralError,
        EnvironmentMissing."""
        ...

    def printer(self) -> Printer:
        """Which printer papers come out of, by the settings."""
        ...

    def queues(self) -> tuple[str, ...]:
        """The printers of this machine, the default one first; an empty name where none is."""
        ...

    def choose_printer(self, wanted: Printer) -> None:
        """Print there from now on, and remember it. Raises ConfigError."""
        ...

    def print_test_page(self) -> None:
        """Print where the printer prints on its sheet. Raises PeripheralError, EnvironmentMissing."""
        ...

    def ports(self) -> tuple[str, ...]:
        """The serial ports of this machine."""
        ...

    def diagnose(self) -> Path:
        """Write a report without personal data; where it is. Raises EnvironmentMissing."""
        ...
