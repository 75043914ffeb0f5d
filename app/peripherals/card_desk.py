"""The ID card reader of a window (读卡位): connects, reads what is laid down, tells the EventBus."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import ClassVar

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.card_cycle import (
    FIND_INTERVAL,
    Announce,
    CardFound,
    CardSeen,
    Complain,
    CycleState,
    Find,
    NoCard,
    Phase,
    Read,
    ReadAgain,
    ReadFailed,
    Seen,
    decide,
)
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.events import CardRead, CardTrouble, DeviceState
from devices.errors import BadReply, DeviceError, DeviceRefused, DeviceTimeout
from devices.idcard.contract import CardReader
from devices.idcard.sam_protocol import Status, sam_id_of
from devices.idcard.simulated_sam import SAM_ID

_PATIENCE = 2.0
"""Seconds between finds while the reader does not answer or refuses."""
_UNANSWERED = 2
_READ_LIMIT = 20.0
"""Seconds that the longest chain of select, read, repeat may take by the driver's own time-outs."""

_CARD_CODES: dict[int, str] = {
    Status.UNKNOWN_CARD: "card.unknown_kind",
    Status.NOT_GENUINE: "card.not_genuine",
    Status.CARD_REJECTED_READER: "card.unread",
    Status.READER_REJECTED_CARD: "card.unread",
    Status.READ_FAILED: "card.unread",
    Status.NO_RANDOM: "card.unread",
    Status.NO_CARD: "card.unread",
    Status.NOT_SELECTED: "card.unread",
}
_READER_CODES: dict[int, str] = {
    Status.SELF_TEST: "reader.self_test",
    Status.NOT_LICENSED: "reader.not_licensed",
}

_log = logging.getLogger(__name__)


class CardDesk(DeviceDesk[CardReader]):
    """Policy over one CardReader. Publishes CardRead and CardTrouble besides DeviceHealth."""

    KIND: ClassVar[str] = "idcard"
    SIMULATED: ClassVar[str] = sam_id_of(SAM_ID)

    def __init__(self, candidates: Sequence[Candidate[CardReader]], bus: EventBus, clock: Clock) -> None:
        super().__init__(candidates, bus, clock)
        self._asked = threading.Event()
        self._unanswered = 0
        self._cycle = CycleState()
        self._act: Find | Read = Find()

    def read_again(self) -> None:
        """The clerk wants the card that lies there, read before or not (读证). Returns at once.

        Always answered: by CardRead, or by CardTrouble, whose code is ``card.none`` when no card is found.
        """
        self._asked.set()
        self.wake()

    def connected(self) -> None:
        """Begin with a find."""
        self._unanswered, self._act = 0, Find()

    def lost(self, code: str, status: str) -> None:
        """Whoever asked for a card is answered."""
        if self._asked.is_set():
            self._asked.clear()
            self.bus.publish(CardTrouble(code, 0, status))

    def trouble(self, error: DeviceError) -> tuple[str, str]:
        """Code and status of an error that is not about a card."""
        code, status = super().trouble(error)
        return (_READER_CODES.get(error.status, code) if isinstance(error, DeviceRefused) else code), status

    def serve(self, device: CardReader) -> float:
        """One act of the reading cycle."""
        seen: Seen | None
        if self._asked.is_set():
            self._asked.clear()
            seen = ReadAgain()
        else:
            seen = self._read(device) if isinstance(self._act, Read) else self._find(device)
        if seen is None:
            return _PATIENCE if self.health.state is DeviceState.TROUBLE else FIND_INTERVAL
        decision = decide(self._cycle, seen, self.clock.now())
        self._cycle, self._act = decision.state, decision.act
        match decision.tell:
            case Announce(card):
                self.bus.publish(CardRead(card, self.health.demo, self.clock.now()))
            case Complain(code, attempt, status):
                self.bus.publish(CardTrouble(code, attempt, status))
        return self._act.after if isinstance(self._act, Find) else 0.0

    def _find(self, device: CardReader) -> Seen | None:
        """None when there is no telling: the reader is silent, garbled or refuses."""
        try:
            found = self.call(device.find)
        except (DeviceTimeout, BadReply, DeviceRefused) as error:
            self._unanswered += 1
            if self._unanswered >= _UNANSWERED or isinstance(error, DeviceRefused):
                self.report(DeviceState.TROUBLE, *self.trouble(error))
            return None
        self._unanswered = 0
        self.answered()
        return CardFound() if found else NoCard()

    def _read(self, device: CardReader) -> Seen:
        if self._cycle.phase is Phase.SEARCHING:
            self.report(DeviceState.BUSY)
        try:
            card = self.call(device.read, _READ_LIMIT)
        except (DeviceTimeout, BadReply) as error:
            _log.info("a card was not read: %s", error)
            return ReadFailed("card.unread")
        except DeviceRefused as error:
            _log.info("a card was not read: %s", error)
            return ReadFailed(_CARD_CODES.get(error.status, error.code), f"{error.status:02X}")
        self.answered()
        return CardSeen(card) if card.number else ReadFailed("card.unread")
