"""The ID card reader of a window (读卡位): connects, reads what is laid down, tells the EventBus."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

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
from app.peripherals.device_loop import DeviceLoop
from app.peripherals.events import CardRead, CardTrouble, DeviceHealth, DeviceState
from devices.errors import (
    BadReply,
    DeviceError,
    DeviceRefused,
    DeviceTimeout,
    DriverFault,
    NotConnected,
    Unplugged,
)
from devices.idcard.contract import CardReader
from devices.idcard.sam_protocol import Status

DEVICE = "idcard"
BACK_OFF = (1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, second ... attempt to connect again."""
_PATIENCE = 2.0
"""Seconds between finds while the reader does not answer or refuses."""
_UNANSWERED = 2

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

T = TypeVar("T")
_log = logging.getLogger(__name__)


class CardDesk:
    """Policy over one CardReader. Start and stop it from any thread; the reader is touched only by its own.

    Publishes CardRead, CardTrouble and DeviceHealth. ``demo`` marks every card of a simulated reader.
    """

    def __init__(self, reader: CardReader, bus: EventBus, clock: Clock, *, demo: bool) -> None:
        self._reader = reader
        self._bus = bus
        self._clock = clock
        self._demo = demo
        self._loop = DeviceLoop(DEVICE, self.step, reader.close)
        self._asked = threading.Event()
        self._connected = False
        self._attempts = 0
        self._unanswered = 0
        self._cycle = CycleState()
        self._act: Find | Read = Find()
        self._health = DeviceHealth(DEVICE, DeviceState.ABSENT)
        self._last_ok: datetime | None = None

    def start(self) -> None:
        """Begin to connect and to look for cards."""
        self._loop.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End; false when the driver hangs and its thread was left behind."""
        return self._loop.stop(timeout)

    def read_again(self) -> None:
        """The clerk wants the card that lies there, read before or not (读证). Returns at once.

        Always answered: by CardRead, or by CardTrouble, whose code is ``card.none`` when no card is found.
        """
        self._asked.set()
        self._loop.wake()

    def step(self) -> float:
        """One act on the reader; seconds to rest before the next. Called by the desk's own thread."""
        try:
            return self._serve() if self._connected else self._connect()
        except DeviceError as error:
            return self._lose(error)

    def _connect(self) -> float:
        if self._attempts == 0:
            self._report(DeviceState.CONNECTING)
        self._guard(self._reader.open)
        self._connected, self._attempts, self._unanswered, self._act = True, 0, 0, Find()
        self._answered()
        return 0.0

    def _lose(self, error: DeviceError) -> float:
        self._connected = False
        self._reader.close()
        gone = isinstance(error, NotConnected | Unplugged)
        code, status = _reader_trouble(error)
        self._report(DeviceState.ABSENT if gone else DeviceState.TROUBLE, code, status)
        if self._asked.is_set():
            self._asked.clear()
            self._bus.publish(CardTrouble(code, 0, status))
        rest = BACK_OFF[min(self._attempts, len(BACK_OFF) - 1)]
        self._attempts += 1
        return rest

    def _serve(self) -> float:
        seen: Seen | None
        if self._asked.is_set():
            self._asked.clear()
            seen = ReadAgain()
        else:
            seen = self._read() if isinstance(self._act, Read) else self._find()
        if seen is None:
            return _PATIENCE if self._health.state is DeviceState.TROUBLE else FIND_INTERVAL
        decision = decide(self._cycle, seen, self._clock.now())
        self._cycle, self._act = decision.state, decision.act
        match decision.tell:
            case Announce(card):
                self._bus.publish(CardRead(card, self._demo, self._clock.now()))
            case Complain(code, attempt, status):
                self._bus.publish(CardTrouble(code, attempt, status))
        return self._act.after if isinstance(self._act, Find) else 0.0

    def _find(self) -> Seen | None:
        """None when there is no telling: the reader is silent, garbled or refuses."""
        try:
            found = self._guard(self._reader.find)
        except (DeviceTimeout, BadReply, DeviceRefused) as error:
            self._unanswered += 1
            if self._unanswered >= _UNANSWERED or isinstance(error, DeviceRefused):
                self._report(DeviceState.TROUBLE, *_reader_trouble(error))
            return None
        self._unanswered = 0
        self._answered()
        return CardFound() if found else NoCard()

    def _read(self) -> Seen:
        if self._cycle.phase is Phase.SEARCHING:
            self._report(DeviceState.BUSY)
        try:
            card = self._guard(self._reader.read)
        except (DeviceTimeout, BadReply) as error:
            _log.info("a card was not read: %s", error)
            return ReadFailed("card.unread")
        except DeviceRefused as error:
            _log.info("a card was not read: %s", error)
            return ReadFailed(_CARD_CODES.get(error.status, error.code), f"{error.status:02X}")
        self._answered()
        return CardSeen(card) if card.number else ReadFailed("card.unread")

    def _guard(self, call: Callable[[], T]) -> T:
        """Call the driver; whatever else breaks in it is a DriverFault."""
        try:
            return call()
        except DeviceError:
            raise
        except Exception as error:
            _log.exception("the driver of the card reader broke")
            raise DriverFault from error

    def _answered(self) -> None:
        self._last_ok = self._clock.now()
        self._report(DeviceState.READY)

    def _report(self, state: DeviceState, detail: str = "", status: str = "") -> None:
        """Publish the health when it changed."""
        before = (self._health.state, self._health.detail, self._health.status)
        self._health = DeviceHealth(DEVICE, state, detail, status, self._last_ok)
        if before != (state, detail, status):
            self._bus.publish(self._health)


def _reader_trouble(error: DeviceError) -> tuple[str, str]:
    """Code and status of an error that is not about a card."""
    if isinstance(error, DeviceRefused):
        return _READER_CODES.get(error.status, error.code), f"{error.status:02X}"
    return error.code, ""
