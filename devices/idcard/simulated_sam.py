"""The security module of a simulated reader: answers requests as GA/T 467 has it. Pure: no I/O."""

from __future__ import annotations

from devices.idcard.sam_protocol import Command, Reply, Status

SAM_ID = bytes.fromhex("05000100B92C33017B000000D7110000")
"""05.01-20131001-0000000123-0000004567"""

PHOTO = bytes(range(256)) * 4
"""What stands for the portrait: as long as the chip's, and no picture."""


class SimulatedSam:
    """Keeps to the order find, select, read, and to the card that lies on it.

    ``read_once`` makes it one of the models that answer "no card" after a good read until the card is lifted;
    the others find the same card again at once.
    """

    def __init__(self) -> None:
        self.read_once = False
        self._card: bytes | None = None
        self._appended = b""
        self._found = self._selected = self._spent = False

    def place(self, card: bytes, appended: bytes = b"") -> None:
        """Lay a card down: its text block and its appended addresses."""
        self.lift()
        self._card, self._appended = card, appended

    def lift(self) -> None:
        """Take the card away."""
        self._card = None
        self._found = self._selected = self._spent = False

    def answer(self, command: int) -> Reply:
        """The reply to a request."""
        answers = {
            Command.STATUS: lambda: Reply(Status.OK, b""),
            Command.SAM_ID: lambda: Reply(Status.OK, SAM_ID),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: self._read,
            Command.APPENDED: self._read_appended,
        }
        known = next((answer for code, answer in answers.items() if code == command), None)
        return known() if known else Reply(Status.COMMAND, b"")

    def _find(self) -> Reply:
        self._selected = False
        self._found = self._card is not None and not (self.read_once and self._spent)
        return Reply(Status.FOUND, bytes(4)) if self._found else Reply(Status.NO_CARD, b"")

    def _select(self) -> Reply:
        self._selected = self._found
        return Reply(Status.OK, bytes(8)) if self._selected else Reply(Status.NOT_SELECTED, b"")

    def _read(self) -> Reply:
        if not self._selected or self._card is None:
            return Reply(Status.READ_FAILED, b"")
        self._spent, self._found = True, False
        sizes = len(self._card).to_bytes(2, "big") + len(PHOTO).to_bytes(2, "big")
        return Reply(Status.OK, sizes + self._card + PHOTO)

    def _read_appended(self) -> Reply:
        if not self._selected:
            return Reply(Status.READ_FAILED, b"")
        return Reply(Status.OK, self._appended) if self._appended else Reply(Status.NO_CONTENT, b"")
