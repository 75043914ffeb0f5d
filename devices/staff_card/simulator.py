"""The process of a simulated staff card (演示设备) on the virtual PC/SC reader (vsmartcard's vpcd).

It connects to the reader at TCP port 35963 and answers as a contactless card does. Its first line is
``{"kind": "staff-card", "port": "127.0.0.1:35963"}``. It is told what to do by lines of JSON
(devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "card_in", "uid": "04A1B2C3"}`` | lays down a card with this UID; empty: one without a UID |
| ``{"do": "card_out"}`` | lifts it |

vpcd's messages are a length (2 bytes, big-endian) and as many bytes; one byte is a command: 0 off, 1 on,
2 reset, 4 tell the ATR.
"""

from __future__ import annotations

import socket

from devices.simulation.stage import Stage

PORT = 35963
READER = "Virtual PCD"
"""What PC/SC calls the virtual reader, or a part of it."""
ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
_GET_UID = bytes.fromhex("FFCA0000")
_TELL_ATR = 4
_PATIENCE = 0.2
_DONE, _NO_FILE = bytes.fromhex("9000"), bytes.fromhex("6A82")


def reader_waits() -> bool:
    """Whether the virtual reader is there. Its port is asked for, not called: a call would be a card."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return True
    return False


class SimulatedStaffCard:
    """A card that comes and goes; a connection to the reader is a card that lies on it."""

    def __init__(self, lines: list[str]) -> None:
        self._stage = Stage("staff-card", {"card_in": self.card_in, "card_out": self.card_out}, lines)
        self._line: socket.socket | None = None
        self._wanted = 0
        self._uid = b""
        self._heard = b""

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        try:
            return self._stage.run(port=f"127.0.0.1:{PORT}")
        finally:
            self.card_out()

    def card_in(self, uid: str = "") -> None:
        """Lay down a card. It lies there as soon as the reader takes it: one card at a time."""
        self.card_out()
        self._uid, self._heard = bytes.fromhex(uid), b""
        self._wanted += 1
        self._approach(self._wanted)

    def card_out(self) -> None:
        """Lift it."""
        self._wanted += 1
        line, self._line = self._line, None
        if line is not None:
            self._stage.forget(line.fileno())
            line.close()

    def _approach(self, wanted: int) -> None:
        """Try until the reader takes the card, or another was laid down meanwhile."""
        if wanted != self._wanted:
            return
        try:
            self._line = socket.create_connection(("127.0.0.1", PORT), timeout=_PATIENCE)
        except OSError:
            self._stage.later(_PATIENCE, lambda: self._approach(wanted))
            return
        self._stage.listen(self._line.fileno(), self._hear)

    def _hear(self) -> None:
        assert self._line is not None
        chunk = self._line.recv(4096)
        if not chunk:
            self.card_out()
            return
        self._heard += chunk
        while message := self._next_message():
            answer = self._answer(message)
            if answer:
                self._line.sendall(len(answer).to_bytes(2, "big") + answer)

    def _next_message(self) -> bytes:
        """The next whole message; empty when none is."""
        end = 2 + int.from_bytes(self._heard[:2], "big")
        if len(self._heard) < max(end, 3):
            return b""
        message, self._heard = self._heard[2:end], self._heard[end:]
        return message

    def _answer(self, message: bytes) -> bytes:
        if len(message) == 1:
            return ATR if message[0] == _TELL_ATR else b""
        return self._uid + _DONE if message.startswith(_GET_UID) and self._uid else _NO_FILE


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    return SimulatedStaffCard(lines).run()
