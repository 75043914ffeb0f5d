"""Where a simulated device is plugged in: a pseudo terminal or a TCP port, which vanishes and comes back."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

from devices.simulation.stage import Stage
from devices.transport.pseudo_terminal import PseudoTerminal

Hear = Callable[[bytes], None]


class TerminalPlug:
    """The device's end of a pseudo terminal; ``begin`` is called before a host can speak."""

    def __init__(self, stage: Stage, begin: Callable[[], None], hear: Hear, link: Path) -> None:
        self._stage = stage
        self._begin = begin
        self._hear = hear
        self.port = PseudoTerminal(link)
        self.place = str(link)

    def plug(self) -> None:
        """Appear."""
        self._begin()
        self.port.plug()
        assert self.port.fd is not None
        self._stage.listen(self.port.fd, lambda: self._hear(self.port.read()))

    def unplug(self) -> None:
        """Vanish."""
        if self.port.fd is not None:
            self._stage.forget(self.port.fd)
            self.port.unplug()

    def send(self, data: bytes) -> None:
        """To the host."""
        self.port.write(data)


class TcpPlug:
    """A TCP port with one connection at a time, as real devices have; ``begin`` is called for each."""

    def __init__(self, stage: Stage, begin: Callable[[], None], hear: Hear, port: int) -> None:
        self._stage = stage
        self._begin = begin
        self._hear = hear
        self._number = port
        self._server: socket.socket | None = None
        self._client: socket.socket | None = None

    @property
    def place(self) -> str:
        """Where to connect."""
        return f"127.0.0.1:{self._number}"

    def plug(self) -> None:
        """Listen."""
        self.unplug()
        self._server = socket.create_server(("127.0.0.1", self._number))
        self._number = self._server.getsockname()[1]
        self._stage.listen(self._server.fileno(), self._accept)

    def unplug(self) -> None:
        """Hang up and listen no more."""
        self._hang_up()
        server, self._server = self._server, None
        if server is not None:
            self._stage.forget(server.fileno())
            server.close()

    def send(self, data: bytes) -> None:
        """To the host."""
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.sendall(data)

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            self._stage.forget(client.fileno())
            client.close()

    def _accept(self) -> None:
        assert self._server is not None
        self._hang_up()
        self._client, _ = self._server.accept()
        self._begin()
        self._stage.listen(self._client.fileno(), self._receive)

    def _receive(self) -> None:
        assert self._client is not None
        try:
            data = self._client.recv(65536)
        except OSError:
            data = b""
        if data:
            self._hear(data)
        else:
            self._hang_up()
