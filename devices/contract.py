"""What the program asks of every device, whatever its kind."""

from __future__ import annotations

from typing import Protocol


class Device(Protocol):
    """One device, used by one thread. Every method raises only errors of devices.errors.

    A driver that is lost, because it hung or its cable was pulled, is not mended: a new one is made.
    """

    def open(self) -> None:
        """Connect and make sure that the device answers. Raises NotConnected or DeviceTimeout."""
        ...

    def close(self) -> None:
        """Let go of the device; harmless at any time, also from another thread when ``open`` hangs."""
        ...

    def identity(self) -> str:
        """The device's own number or version, shown in the device centre; empty when it tells none.

        Asked every few seconds where nothing else is said. Raises Unplugged where it can be seen that the
        device is gone.
        """
        ...
