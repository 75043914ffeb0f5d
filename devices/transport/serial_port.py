"""A serial port (RS-232 or USB adapter) opened plainly: 8N1, exclusive, every wait has an end."""

from __future__ import annotations

import errno
import time

import serial

from devices.errors import NotConnected, PortBusy, PortDenied, Unplugged

try:
    import termios
except ImportError:  # Windows
    _LOST: tuple[type[Exception], ...] = (OSError,)
else:
    _LOST = (OSError, termios.error)
"""What pyserial raises when an adapter vanishes, by call; its SerialException is an OSError."""

_WRITE_LIMIT = 1.0
"""Seconds to write in, besides four times those that the bytes take: the system holds others before them."""
_BITS_A_BYTE = 10
_LONG = 1024
"""So many bytes are waited for until they are out: else the time for an answer would begin too early."""
_SLICE = 0.05
"""Seconds one wait in the driver lasts: an unplugged adapter that hangs is noticed after this long."""

_OPENING: dict[int | None, type[NotConnected]] = {
    errno.EACCES: PortDenied,
    errno.EPERM: PortDenied,
    errno.EAGAIN: PortBusy,
    errno.EBUSY: PortBusy,
}


class SerialPort:
    """Bytes out, bytes in. Used by one thread; every failure of an open port is Unplugged."""

    def __init__(self, path: str, baud: int) -> None:
        self.path = path
        self.baud = baud
        self._serial: serial.Serial | None = None

    def open(self) -> None:
        """Open or open again. Raises NotConnected, PortBusy or PortDenied."""
        self.close()
        try:
            self._serial = serial.Serial(
                self.path,
                self.baud,
                bytesize=serial.EIGHTBITS,
                parity=serial.PARITY_NONE,
                stopbits=serial.STOPBITS_ONE,
                timeout=_SLICE,
                write_timeout=_WRITE_LIMIT,
                exclusive=True,
            )
        except _LOST as error:
            raise _OPENING.get(getattr(error, "errno", None), NotConnected)(port=self.path) from error

    def close(self) -> None:
        """Give the port back; harmless when it is closed or gone."""
        port, self._serial = self._serial, None
        if port is None:
            return
        try:
            port.close()
        except _LOST:
            return  # the adapter is gone, and with it everything that closing would have released

    def change_baud(self, baud: int) -> None:
        """Go on at another speed. Raises Unplugged."""
        port = self._opened()
        try:
            port.baudrate = baud
        except _LOST as error:
            raise Unplugged(port=self.path) from error
        self.baud = baud

    def write(self, data: bytes) -> None:
        """Send all of it. Raises Unplugged, also when the line does not take it in time."""
        port = self._opened()
        limit = _WRITE_LIMIT + 4 * len(data) * _BITS_A_BYTE / self.baud
        try:
            if port.write_timeout != limit:
                port.write_timeout = limit
            port.write(data)
            if len(data) >= _LONG:
                port.flush()
        except _LOST as error:
            raise Unplugged(port=self.path) from error

    def read(self, deadline: float) -> bytes:
        """What has arrived, waiting for the first byte until ``deadline`` (of time.monotonic); b"" then.

        Raises Unplugged.
        """
        port = self._opened()
        try:
            while True:
                first: bytes = port.read(1)
                if first:
                    return first + bytes(port.read(port.in_waiting))
                if time.monotonic() >= deadline:
                    return b""
        except _LOST as error:
            raise Unplugged(port=self.path) from error

    def discard_input(self) -> int:
        """Throw away what has arrived unasked; how many bytes it was. Raises Unplugged."""
        port = self._opened()
        try:
            waiting: int = port.in_waiting
            port.reset_input_buffer()
        except _LOST as error:
            raise Unplugged(port=self.path) from error
        return waiting

    def _opened(self) -> serial.Serial:
        if self._serial is None:
            raise Unplugged(port=self.path)
        return self._serial
