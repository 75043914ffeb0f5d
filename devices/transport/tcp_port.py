"""A TCP port of a device (a serial server, a printer on 9100): the same calls as a serial port."""

from __future__ import annotations

import contextlib
import socket
import time

from devices.errors import NotConnected, Unplugged

_CONNECT_LIMIT = 3.0
_WRITE_LIMIT = 5.0


class TcpPort:
    """Bytes out, bytes in. Used by one thread; every failure of an open connection is Unplugged."""

    def __init__(self, address: str) -> None:
        """``address``: ``host:port``, with or without ``tcp://``. Raises NotConnected for anything else."""
        self.path = address.removeprefix("tcp://")
        host, _, port = self.path.rpartition(":")
        if not host or not port.isdigit() or int(port) > 0xFFFF:
            raise NotConnected(port=address)
        self._where = (host, int(port))
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect or connect again. Raises NotConnected."""
        self.close()
        try:
            self._socket = socket.create_connection(self._where, _CONNECT_LIMIT)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise NotConnected(port=self.path) from error

    def close(self) -> None:
        """Hang up; harmless at any time."""
        connection, self._socket = self._socket, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()

    def write(self, data: bytes) -> None:
        """Send all of it. Raises Unplugged, also when it is not taken within five seconds."""
        connection = self._opened()
        try:
            connection.settimeout(_WRITE_LIMIT)
            connection.sendall(data)
        except OSError as error:
            raise Unplugged(port=self.path) from error

    def read(self, deadline: float) -> bytes:
        """What has arrived, waiting until ``deadline`` (of time.monotonic); b"" then. Raises Unplugged."""
        connection = self._opened()
        try:
            connection.settimeout(max(deadline - time.monotonic(), 0.001))
            data = connection.recv(4096)
        except TimeoutError:
            return b""
        except OSError as error:
            raise Unplugged(port=self.path) from error
        if not data:
            raise Unplugged(port=self.path)
        return data

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise Unplugged(port=self.path)
        return self._socket
