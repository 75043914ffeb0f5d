"""A printer as a file of the system (``/dev/usb/lp0``): it takes bytes and tells nothing."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from devices.errors import NotConnected, PortDenied, Unplugged


class DeviceFile:
    """A Wire that is only written."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._fd: int | None = None

    def open(self) -> None:
        """Open the file; it must be there. Raises NotConnected, PortDenied."""
        self.close()
        try:
            self._fd = os.open(Path(self.path), os.O_WRONLY)
        except PermissionError as error:
            raise PortDenied(port=self.path) from error
        except OSError as error:
            raise NotConnected(port=self.path) from error

    def close(self) -> None:
        """Let go; harmless at any time."""
        fd, self._fd = self._fd, None
        if fd is not None:
            with contextlib.suppress(OSError):
                os.close(fd)

    def write(self, data: bytes) -> None:
        """Send all of it. Raises Unplugged."""
        if self._fd is None:
            raise Unplugged(port=self.path)
        try:
            while data:
                data = data[os.write(self._fd, data) :]
        except OSError as error:
            raise Unplugged(port=self.path) from error

    def read(self, deadline: float) -> bytes:
        """Nothing: the link is write-only."""
        return b""
