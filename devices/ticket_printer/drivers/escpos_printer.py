"""A ticket printer behind any wire: serial, TCP 9100, or a write-only file of the system (USB-LP)."""

from __future__ import annotations

import logging
import time

from devices.errors import BadReply, DeviceTimeout, Unplugged
from devices.ticket_printer import escpos
from devices.ticket_printer.contract import Readiness, SlipInDoubt
from devices.transport.wire import Wire

_ANSWER_LIMIT = 1.0
_FINISH_LIMIT = 8.0
_PORTION = 4096
_FLOW = b"\x11\x13"
"""XON and XOFF: what a printer on a serial line says of its buffer, at any time. No status looks so."""
_QUESTIONS, _CAUSES = (escpos.STATUS, escpos.PAPER), (escpos.OFFLINE_CAUSE, escpos.ERROR_CAUSE)
_log = logging.getLogger(__name__)


class EscPosPrinter:
    """A TicketPrinter. ``talks``: the wire carries the printer's answers."""

    def __init__(self, wire: Wire, *, talks: bool = True) -> None:
        self._wire = wire
        self._talks = talks
        self._late = False
        self._tells_causes = True

    def open(self) -> None:
        """Connect. Raises NotConnected, DeviceTimeout when something is there that is no printer."""
        self._wire.open()
        self.readiness()

    def close(self) -> None:
        """Let go of the wire."""
        self._wire.close()

    def identity(self) -> str:
        """Nothing: its name is not asked for."""
        return ""

    def readiness(self) -> Readiness:
        """See TicketPrinter; a printer that cannot answer is taken to be ready, and not known to be.

        One that leaves the causes of its troubles unanswered, as small ones do, is not asked for them again.
        """
        if not self._talks:
            return Readiness(known=False)
        if self._late:  # an answer that came too late must not be taken for the next
            self._wire.read(time.monotonic())
        answers = {what: self._ask(what) for what in _QUESTIONS}
        if self._tells_causes:
            try:
                answers |= {what: self._ask(what) for what in _CAUSES}
            except DeviceTimeout:
                self._tells_causes = False
        return escpos.readiness(answers)

    def print_slip(self, job: bytes) -> None:
        """See TicketPrinter. The printer answers again when it has room: then the slip is on its way out."""
        self.readiness().demand()
        try:
            for start in range(0, len(job), _PORTION):
                self._wire.write(job[start : start + _PORTION])
            after = self._settled()
        except (BadReply, Unplugged, DeviceTimeout) as error:
            raise SlipInDoubt(port=self._wire.path) from error
        if after.needs:
            _log.warning("the ticket printer stopped half-way: %s", after.needs[0].code)
            raise SlipInDoubt(port=self._wire.path)

    def _settled(self) -> Readiness:
        """How the printer is once the job is through. Raises DeviceTimeout, Unplugged."""
        if not self._talks:
            return Readiness(known=False)
        self._ask(escpos.STATUS, _FINISH_LIMIT)
        return self.readiness()

    def _ask(self, what: int, limit: float = _ANSWER_LIMIT) -> int:
        self._wire.write(escpos.ask(what))
        deadline = time.monotonic() + limit
        data = self._wire.read(deadline)
        while data and not (said := data.strip(_FLOW)):
            data = self._wire.read(deadline)
        self._late = not data
        if not data:
            raise DeviceTimeout(command=f"DLE EOT {what}", seconds=limit)
        return said[-1]
