"""A pseudo terminal that stands in for the serial port of a simulated device. POSIX only."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class PseudoTerminal:
    """The device's end of a simulated port. Programs open ``link``, which keeps its name over unplugging."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self.fd: int | None = None
        self._far: int | None = None

    def plug(self) -> None:
        """Appear. Harmless when it is there."""
        if self.fd is not None:
            return
        import tty

        self.fd, self._far = os.openpty()
        tty.setraw(self._far)
        os.set_blocking(self.fd, False)
        self.link.unlink(missing_ok=True)  # of a process that was killed
        self.link.symlink_to(os.ttyname(self._far))

    def unplug(self) -> None:
        """Vanish: a program that has it open is hung up on."""
        self.link.unlink(missing_ok=True)
        for fd in (self.fd, self._far):
            if fd is not None:
                os.close(fd)
        self.fd = self._far = None

    def read(self) -> bytes:
        """What has arrived; b"" when nothing has."""
        if self.fd is None:
            return b""
        try:
            return os.read(self.fd, 4096)
        except BlockingIOError:
            return b""

    def write(self, data: bytes) -> None:
        """Send; lost when nobody has taken what was sent before, as on a line without flow control."""
        if self.fd is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self.fd, data)

    def speed(self) -> int:
        """The line speed that the program at the other end has set, in baud; 0 when it is unplugged."""
        if self.fd is None or sys.platform == "win32":
            return 0
        import termios

        code = termios.tcgetattr(self.fd)[4]
        return next((int(name[1:]) for name in _SPEEDS if getattr(termios, name) == code), 0)


_SPEEDS = ("B9600", "B19200", "B38400", "B57600", "B115200")
