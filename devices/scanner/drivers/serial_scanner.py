"""A scanner on a serial line or as a virtual one (USB-CDC), sending each code as it reads it."""

from __future__ import annotations

import time

from devices.scanner.contract import Scan
from devices.scanner.stream import SILENCE, StreamDecoder, scan_of
from devices.transport.serial_port import SerialPort

BAUD = 9600
"""The usual speed of RS-232 scanners; USB-CDC ignores it."""


class SerialScanner:
    """A Scanner. It cannot be asked anything: whether it is there is seen by its port."""

    def __init__(self, path: str, baud: int = BAUD) -> None:
        self._port = SerialPort(path, baud)
        self._stream = StreamDecoder()

    def open(self) -> None:
        """Connect; what was sent before is not meant for us. Raises NotConnected."""
        self._port.open()
        self._port.discard_input()
        self._stream = StreamDecoder()

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def identity(self) -> str:
        """A scanner tells nothing of itself."""
        return ""

    def read(self, seconds: float) -> tuple[Scan, ...]:
        """The codes that arrived. Raises Unplugged."""
        deadline = time.monotonic() + seconds
        while True:
            chunk = self._port.read(time.monotonic() + SILENCE if self._stream.pending else deadline)
            codes = self._stream.feed(chunk) if chunk else self._stream.silence()
            if codes or not self._stream.pending:
                return tuple(scan_of(code) for code in codes)
