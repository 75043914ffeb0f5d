"""What drivers need of a wire, whatever it is: serial port, TCP port, file of the system."""

from __future__ import annotations

from typing import Protocol


class Wire(Protocol):
    """Bytes out, bytes in. Used by one thread."""

    path: str

    def open(self) -> None:
        """Connect. Raises NotConnected."""
        ...

    def close(self) -> None:
        """Let go; harmless at any time."""
        ...

    def write(self, data: bytes) -> None:
        """Send all of it. Raises Unplugged."""
        ...

    def read(self, deadline: float) -> bytes:
        """What has arrived, waiting until ``deadline`` (of time.monotonic); b"" then. Raises Unplugged."""
        ...
