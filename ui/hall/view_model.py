"""The hall screen's state over time. Holds no timer: its owner calls ``tick`` four times a second."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from app.core.clock import HALL_ZONE, Clock
from app.tickets.announcement import announce
from app.tickets.board import Call, HallBoard
from app.tickets.model import TicketState
from ui.hall.call_queue import CallQueue
from ui.hall.state import HallState, ZoneWaiting

SILENCE = timedelta(seconds=30)
"""The hub may be silent this long before the screen says so; a clock put back counts as silence."""
TURN = timedelta(seconds=8)
"""A page of notices or zones stands this long."""
_DRIFT = timedelta(minutes=10)
_SHIFTS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1))
"""Where the picture stands, in turn: one pixel further every ten minutes, against burn-in."""


class HallViewModel(QObject):
    """Boards and signs of life of the hub in; states and announcements out.

    ``zones``: names of the zones (功能区) by key, in the order shown. ``say_yao`` reads 1 as 幺.
    """

    state_changed = Signal(object)
    """A HallState that differs from the one before."""
    announced = Signal(object)
    """The Announcement of the call that has just taken the card."""

    def __init__(
        self,
        hall_name: str,
        zones: Mapping[str, str],
        clock: Clock,
        *,
        notices: tuple[str, ...] = (),
        say_yao: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._zones = dict(zones)
        self._clock = clock
        self._say_yao = say_yao
        self._queue = CallQueue()
        self._board: HallBoard | None = None
        self._speaking = False
        self._started = self._heard = clock.now()
        self._state = self._seen(HallState(hall_name, self._hall_time(self._started), notices=notices))

    @property
    def state(self) -> HallState:
        """What the screen shows now."""
        return self._state

    @Slot(object)
    def show_board(self, board: HallBoard) -> None:
        """The hub's board changed; a board is also a sign of the hub."""
        self._board = board
        self._heard = self._clock.now()
        awaited = {ticket.id for ticket in board.at_windows if ticket.state == TicketState.CALLED}
        self._queue.follow([self._named(call) for call in board.calls], awaited)
        self.tick()

    def name_zones(self, zones: Mapping[str, str]) -> None:
        """Other zones are in force, or other names; calls on the screen keep theirs."""
        self._zones = dict(zones)
        self.tick()

    @Slot()
    def hear_hub(self) -> None:
        """The hub gave a sign of life."""
        self._heard = self._clock.now()
        self.tick()

    @Slot(bool)
    def set_speaking(self, speaking: bool) -> None:
        """The voice began or ended; the next call waits for it."""
        self._speaking = speaking
        if not speaking:
            self.tick()

    @Slot()
    def tick(self) -> None:
        """Bring the state up to the clock."""
        call = self._queue.advance(self._clock.now(), speaking=self._speaking)
        state = self._seen(self._state)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
        if call is not None:
            spoken = announce(call.number, call.window, recall=call.calls > 1, say_yao=self._say_yao)
            self.announced.emit(spoken)

    def _seen(self, state: HallState) -> HallState:
        now = self._clock.now()
        running = max(now - self._started, timedelta())
        return replace(
            state,
            now=self._hall_time(now),
            card=self._queue.card,
            lit=self._queue.lit(now),
            pulse=self._queue.pulse(now),
            rows=self._queue.rows,
            waiting=self._waiting(),
            turn=running // TURN,
            cut_off=not timedelta() <= now - self._heard < SILENCE,
            updated_at=self._hall_time(self._heard) if self._board else None,
            shift=_SHIFTS[running // _DRIFT % len(_SHIFTS)],
        )

    def _waiting(self) -> tuple[ZoneWaiting, ...]:
        counts = self._board.waiting_by_zone() if self._board else {}
        names = self._zones | {zone: zone for zone in counts if zone not in self._zones}
        return tuple(ZoneWaiting(name, counts.get(zone, 0)) for zone, name in names.items())

    def _named(self, call: Call) -> Call:
        return replace(call, zone=self._zones.get(call.zone, call.zone))

    @staticmethod
    def _hall_time(at: datetime) -> datetime:
        return at.astimezone(HALL_ZONE).replace(second=0, microsecond=0)
