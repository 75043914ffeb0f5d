"""The ticket machine's state over time. Holds no timer: its owner calls ``tick`` a few times a second."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from app.core.clock import HALL_ZONE, Clock
from app.core.errors import AppError
from app.core.tasks import TaskRunner
from app.tickets.board import HallBoard
from app.tickets.offline_desk import Slip
from app.tickets.quiet_hours import is_quiet
from ui.kiosk.state import Given, KioskState, Paper, Phase, Tile

STANDS = {
    Paper.PRINTING: timedelta(seconds=60),
    Paper.PRINTED: timedelta(seconds=12),
    Paper.NOTE: timedelta(seconds=40),
}
"""How long a number stands on the screen: longer where there is no slip of it."""
REFUSAL_STANDS = timedelta(seconds=20)
LARGE_STANDS = timedelta(seconds=60)
"""So long after the last touch the next citizen finds the machine as usual."""
MOST_TILES = 6
_log = logging.getLogger(__name__)


class KioskCounter(Protocol):
    """What happens behind the screen; both methods wait and are called in lanes."""

    def give(self, zone: str) -> Slip:
        """A number. Raises AppError."""
        ...

    def put_on_paper(self, slip: Slip, ahead: int | None) -> str:
        """Print its slip; empty, or the code of why it did not come out. Raises StorageError."""
        ...


class KioskViewModel(QObject):
    """Touches, boards and the state of hub and printer in; states out."""

    state_changed = Signal(object)
    """A KioskState that differs from the one before."""
    handed_over = Signal(object)
    """A Given whose slip came out, or did not."""

    def __init__(
        self,
        hall_name: str,
        zones: Mapping[str, str],
        hours: tuple[str, ...],
        clock: Clock,
        counter: KioskCounter,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        """``zones``: names by key in the order shown; the first six stand on the screen."""
        super().__init__(parent)
        self._clock = clock
        self._counter = counter
        self._tasks = tasks
        self._touched = clock.now()
        self._board: HallBoard | None = None
        self._state = self._timed(KioskState(hall_name, self._hall_time(), _tiles(zones), hours=hours))

    @property
    def state(self) -> KioskState:
        """What the screen shows now."""
        return self._state

    @Slot(int)
    def choose(self, digit: int) -> None:
        """A tile was touched, or its digit pressed: take a number of its zone."""
        tile = next((each for each in self._state.tiles if each.digit == digit), None)
        if self._state.phase is not Phase.HOME or tile is None:
            return
        self._touched = self._clock.now()
        self._show(replace(self._state, phase=Phase.TAKING))
        self._tasks.submit(
            "numbers",
            lambda: self._counter.give(tile.zone),
            lambda slip: self._given(tile, slip),
            self._refused,
        )

    @Slot()
    def toggle_large(self) -> None:
        """大字版 on or off."""
        self._touched = self._clock.now()
        self._show(replace(self._state, large=not self._state.large))

    @Slot()
    def go_home(self) -> None:
        """The citizen has read it."""
        if self._state.phase in (Phase.GIVEN, Phase.REFUSED):
            self._touched = self._clock.now()
            self._show(replace(self._state, phase=Phase.HOME, given=None, refusal=None))

    def name_zones(self, zones: Mapping[str, str]) -> None:
        """Other zones are in force, or other names."""
        self._show(replace(self._state, tiles=_tiles(zones)))

    def show_board(self, board: HallBoard) -> None:
        """The hub's board changed."""
        self._board = board
        self._show(self._state)

    def hear_hub(self, reachable: bool) -> None:
        """The hub came or went."""
        self._show(replace(self._state, cut_off=not reachable))

    def hear_printer(self, works: bool, *, paper_low: bool = False) -> None:
        """The printer can print, or cannot; whether its roll is near its end."""
        self._show(replace(self._state, without_paper=not works, paper_low=paper_low))

    @Slot()
    def tick(self) -> None:
        """Bring the state up to the clock."""
        self._show(self._state)

    def _given(self, tile: Tile, slip: Slip) -> None:
        # As it was before the touch: by now the board may show this very ticket.
        ahead = None if slip.window else tile.waiting
        given = Given(slip.ticket_id, slip.number, tile.name, slip.window, ahead)
        self._touched = self._clock.now()
        self._show(replace(self._state, phase=Phase.GIVEN, given=given))
        self._tasks.submit(
            "printer",
            lambda: self._counter.put_on_paper(slip, ahead),
            lambda problem: self._on_paper(given, problem),
            lambda error: self._not_kept(given, error),
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            _log.error("no number was given", exc_info=error)
            error = AppError("program.bug")
        self._touched = self._clock.now()
        self._show(replace(self._state, phase=Phase.REFUSED, refusal=error))

    def _not_kept(self, given: Given, error: Exception) -> None:
        _log.warning("a slip could not be kept: %s", error)
        self._on_paper(given, "printer.job_failed")

    def _on_paper(self, given: Given, problem: str) -> None:
        done = replace(given, paper=Paper.NOTE if problem else Paper.PRINTED)
        if self._state.given == given:
            self._touched = self._clock.now()
            self._show(replace(self._state, given=done))
        self.handed_over.emit(done)

    def _show(self, wanted: KioskState) -> None:
        state = self._timed(wanted)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _timed(self, state: KioskState) -> KioskState:
        """The state as the clock, the board and the opening hours have it."""
        untouched = self._clock.now() - self._touched
        stands = _stands(state)
        if stands is not None and not timedelta() <= untouched < stands:
            state = replace(state, phase=Phase.HOME, given=None, refusal=None)
        if state.phase in (Phase.HOME, Phase.CLOSED):
            is_open = not state.hours or is_quiet(self._clock.now(), state.hours)
            state = replace(state, phase=Phase.HOME if is_open else Phase.CLOSED)
            state = replace(state, large=state.large and timedelta() <= untouched < LARGE_STANDS)
        return replace(state, now=self._hall_time(), tiles=self._counted(state))

    def _counted(self, state: KioskState) -> tuple[Tile, ...]:
        known = self._board is not None and not state.cut_off
        counts = self._board.waiting_by_zone() if self._board else {}
        return tuple(
            replace(tile, waiting=counts.get(tile.zone, 0) if known else None) for tile in state.tiles
        )

    def _hall_time(self) -> datetime:
        return self._clock.now().astimezone(HALL_ZONE).replace(second=0, microsecond=0)


def _tiles(zones: Mapping[str, str]) -> tuple[Tile, ...]:
    chosen = list(zones.items())[:MOST_TILES]
    return tuple(Tile(digit, zone, name) for digit, (zone, name) in enumerate(chosen, 1))


def _stands(state: KioskState) -> timedelta | None:
    """How long the screen stays as it is without a touch; None: as long as it takes."""
    if state.phase is Phase.REFUSED:
        return REFUSAL_STANDS
    return STANDS.get(state.given.paper) if state.given else None
