"""The resident ID card reader on a serial line: find, select, read (GA/T 467 over 115200 8N1).

A damaged reply is asked for once more: a read again from *find*, everything else as it was. More patience
than that is the policy's (app.peripherals), not the driver's.
"""

from __future__ import annotations

import logging
import time
from typing import NamedTuple

from devices.errors import BadReply, DeviceRefused, DeviceTimeout
from devices.idcard import text_block
from devices.idcard.contract import Card, CardType
from devices.idcard.frames import Damage, Frame, FrameDecoder, encode
from devices.idcard.sam_protocol import BAUDS, Command, Reply, Status, sam_id_of, text_of
from devices.transport.serial_port import SerialPort

_log = logging.getLogger(__name__)


class _Limit(NamedTuple):
    """Seconds to the first byte and to the last."""

    first: float
    whole: float


_QUICK = _Limit(0.5, 1.0)
_LIMITS = {Command.READ: _Limit(2.0, 5.0), Command.APPENDED: _Limit(1.5, 3.0)}
_PROBE = _Limit(0.3, 0.3)
_QUIET = 0.05
"""A line without a byte for so many seconds is taken to be quiet; a late reply has ended by then."""

_GARBLED = (Status.CHECKSUM, Status.LENGTH)
"""The module got our request damaged: it has not acted on it."""


class SamSerialReader:
    """A CardReader. Give it the port's name and, where it is known, the line speed."""

    def __init__(self, path: str, baud: int | None = None) -> None:
        self._baud = baud
        self._port = SerialPort(path, baud or BAUDS[0])
        self._late = False
        self._asks_appended = True

    def open(self) -> None:
        """Connect and find the line speed. Raises NotConnected, or DeviceTimeout when nobody answers."""
        self._port.open()
        self._late = False
        self._asks_appended = True
        for baud in (self._baud,) if self._baud else BAUDS:
            self._port.change_baud(baud)
            try:
                reply = self._exchange(Command.STATUS, _PROBE)
            except (DeviceTimeout, BadReply):
                continue
            if reply.status != Status.OK:
                raise DeviceRefused(reply.status, command=Command.STATUS.name)
            return
        raise DeviceTimeout(command=Command.STATUS.name, port=self._port.path)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def find(self) -> bool:
        """Whether a card lies on the reader. Raises DeviceRefused for any other status."""
        reply = self._ask(Command.FIND)
        if reply.status == Status.NO_CARD:
            return False
        if reply.status == Status.OK:
            raise BadReply(command=Command.FIND.name, reason="answer to another command")
        if reply.status != Status.FOUND:
            raise DeviceRefused(reply.status, command=Command.FIND.name)
        return True

    def read(self) -> Card:
        """Select and read the card found. Raises DeviceRefused, BadReply, DeviceTimeout or Unplugged."""
        try:
            block = self._select_and_read()
        except BadReply:
            if not self.find():
                raise
            block = self._select_and_read()
        card = text_block.decode(block)
        if card.card_type in (CardType.RESIDENT, CardType.HMT):
            return text_block.decode(block, self._appended())
        return card

    def identity(self) -> str:
        """The module's number (SAM 编号)."""
        return sam_id_of(self._ask_ok(Command.SAM_ID).data)

    def _select_and_read(self) -> bytes:
        self._ask_ok(Command.SELECT)
        reply = self._ask_ok(Command.READ, repeat=False)
        return text_of(reply.data)

    def _appended(self) -> bytes:
        """The later addresses, a welcome extra: a card is read without them, whatever happens here.

        A reader that leaves the question unanswered is not asked again until it is reopened.
        """
        if not self._asks_appended:
            return b""
        try:
            reply = self._ask(Command.APPENDED)
        except DeviceTimeout:
            self._asks_appended = False
            return b""
        except BadReply:
            return b""
        return reply.data if reply.status == Status.OK else b""

    def _ask_ok(self, command: Command, *, repeat: bool = True) -> Reply:
        reply = self._ask(command, repeat=repeat)
        if reply.status == Status.FOUND:
            raise BadReply(command=command.name, reason="answer to another command")
        if reply.status != Status.OK:
            raise DeviceRefused(reply.status, command=command.name, chip=f"{reply.chip_status:04X}")
        return reply

    def _ask(self, command: Command, *, repeat: bool = True) -> Reply:
        """One command, once more when request or reply was damaged on the way."""
        limit = _LIMITS.get(command, _QUICK)
        try:
            reply = self._exchange(command, limit)
        except BadReply:
            if not repeat:
                raise
            return self._exchange(command, limit)
        return self._exchange(command, limit) if reply.status in _GARBLED else reply

    def _exchange(self, command: Command, limit: _Limit) -> Reply:
        """Send and wait for one frame. Logs command, size, status and time, never the bytes."""
        self._clear(command)
        started = time.monotonic()
        self._port.write(encode(command.body))
        reply = self._receive(command, limit)
        spent = (time.monotonic() - started) * 1000
        _log.debug("%s: status %02X, %d bytes, %.1f ms", command.name, reply.status, len(reply.data), spent)
        return reply

    def _clear(self, command: Command) -> None:
        """Drop what arrived unasked; after a timeout also what is still arriving."""
        dropped = self._port.discard_input()
        if self._late:
            until = time.monotonic() + _QUICK.whole
            while time.monotonic() < until and (chunk := self._port.read(time.monotonic() + _QUIET)):
                dropped += len(chunk)
            self._late = False
        if dropped:
            _log.warning("dropped %d unasked bytes before %s", dropped, command.name)

    def _receive(self, command: Command, limit: _Limit) -> Reply:
        decoder = FrameDecoder()
        started = time.monotonic()
        deadline = started + limit.first
        damaged = ""
        while True:
            chunk = self._port.read(deadline)
            if not chunk:
                self._late = True
                if damaged:
                    raise BadReply(command=command.name, reason=damaged)
                raise DeviceTimeout(command=command.name, seconds=round(time.monotonic() - started, 1))
            deadline = started + limit.whole
            for position, item in enumerate(items := decoder.feed(chunk)):
                if isinstance(item, Frame):
                    self._warn_of_rest(command, len(items) - position - 1, decoder.pending)
                    return Reply.of(item)
                if item is Damage.CHECKSUM:
                    raise BadReply(command=command.name, reason=item.value)
                damaged = item.value

    def _warn_of_rest(self, command: Command, frames: int, pending: int) -> None:
        if frames or pending:
            _log.warning("dropped %d frames, %d bytes behind the reply to %s", frames, pending, command.name)
