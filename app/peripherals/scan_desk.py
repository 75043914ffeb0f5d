"""The scanner of a window (扫码枪): connects, takes what is scanned, tells the EventBus."""

from __future__ import annotations

from typing import ClassVar

from app.peripherals.desk import DeviceDesk
from app.peripherals.events import CodeScanned
from devices.scanner.contract import Scanner

_PATIENCE = 0.5
"""Seconds of one wait for a code: orders, reconnecting and the end are noticed after this long."""


class ScanDesk(DeviceDesk[Scanner]):
    """Policy over one Scanner. Publishes CodeScanned besides DeviceHealth."""

    KIND: ClassVar[str] = "scanner"

    def serve(self, device: Scanner) -> float:
        """Wait for codes."""
        for scan in self.call(lambda: device.read(_PATIENCE)):
            self.answered()
            self.bus.publish(CodeScanned(scan, self.health.demo, self.clock.now()))
        return 0.0
