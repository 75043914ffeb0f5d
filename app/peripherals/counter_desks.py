"""Call pad, serial evaluator and window display of a window: what is pressed goes to the EventBus, what is
to be shown waits here until the device is there, and only the newest is shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.events import DeviceState, PadPressed, RatingGiven
from devices.call_pad.contract import CallPad, KeyPressed, RatingPressed
from devices.window_display.contract import Sign, WindowDisplay

_LISTEN = 0.2
"""Seconds that one look for a pressed key lasts: a command waits at most so long."""
TEST_WORD = "测试"
"""What a display shows while it is tried."""
UNKNOWN_VALUE = "evaluator.unknown_value"


class PadDesk(DeviceDesk[CallPad]):
    """A call pad (呼叫器), with the evaluator on its line where it has one."""

    KIND: ClassVar[str] = "call_pad"

    def __init__(self, candidates: Sequence[Candidate[CallPad]], bus: EventBus, clock: Clock) -> None:
        super().__init__(candidates, bus, clock)
        self._question = self._asked = ""
        self._wanted: tuple[int | None, int] | None = None
        self._shown: tuple[int | None, int] | None = None

    def ask_rating(self, question: str) -> None:
        """Ask the citizen; the answer comes as RatingGiven with this question.

        What was pressed before the device was told to ask belongs to nobody.
        """
        self._question = question

        def begin(pad: CallPad) -> None:
            pad.ask()
            self._asked = question

        self.ask(begin)

    def settle(self) -> None:
        """Ask no more: a key pressed from now on rates nothing."""
        if self._question:
            self._question = ""
            self.ask(lambda pad: pad.cancel())

    def show(self, ticket: int | None, waiting: int) -> None:
        """Show the window's ticket and how many wait, as soon as it can be."""
        self._wanted = (ticket, waiting)

    def lost(self, code: str, status: str) -> None:
        """What it shows now is unknown."""
        self._shown = None

    def probe(self, device: CallPad) -> str:
        """Have it beep: whether it is there is for a person to hear."""
        device.beep()
        return super().probe(device)

    def serve(self, device: CallPad) -> float:
        """Show what is new, and listen."""
        wanted = self._wanted
        if wanted is not None and wanted != self._shown:
            self.call(lambda: device.show(*wanted))
            self._shown = wanted
        for event in self.call(lambda: device.heard(_LISTEN)):
            self._heard(event)
        return 0.0

    def _heard(self, event: KeyPressed | RatingPressed) -> None:
        if isinstance(event, KeyPressed):
            self.answered()
            self.bus.publish(PadPressed(event.key))
        elif event.stars is None:
            self.report(DeviceState.TROUBLE, UNKNOWN_VALUE, f"{event.raw:02X}")
        elif self._question and self._question == self._asked:
            self.answered()
            self.bus.publish(RatingGiven(self._question, event.stars, demo=self.health.demo))


class EvaluatorDesk(PadDesk):
    """An evaluator (评价器) on a line of its own."""

    KIND: ClassVar[str] = "evaluator"


class DisplayDesk(DeviceDesk[WindowDisplay]):
    """A display over the window (窗口屏): written when something new is to be shown, never too often."""

    KIND: ClassVar[str] = "window_display"

    def __init__(
        self,
        candidates: Sequence[Candidate[WindowDisplay]],
        bus: EventBus,
        clock: Clock,
        most_per_second: int,
    ) -> None:
        super().__init__(candidates, bus, clock)
        self.keep_pace(most_per_second)
        self._wanted: Sign | None = None
        self._shown: Sign | None = None
        self._free_at = 0.0

    def keep_pace(self, most_per_second: int) -> None:
        """Write at most so often; 0: as often as there is something new."""
        self._pause = 1 / most_per_second if most_per_second else 0.0

    def probe(self, device: WindowDisplay) -> str:
        """Show a word that is replaced at once by what belongs there."""
        device.show(Sign(TEST_WORD))
        self._shown = None
        return device.identity()

    def show(self, sign: Sign) -> None:
        """Show this as soon as it can be; a sign that was still waiting is passed over."""
        self._wanted = sign
        self.wake()

    def lost(self, code: str, status: str) -> None:
        """What it shows now is unknown."""
        self._shown = None

    def serve(self, device: WindowDisplay) -> float:
        """Show what is wanted, if it is not there yet."""
        wanted = self._wanted
        if wanted is None or wanted == self._shown:
            return super().serve(device)
        if (rest := self._free_at - time.monotonic()) > 0:
            return rest
        self.call(lambda: device.show(wanted))
        self._free_at = time.monotonic() + self._pause
        self._shown = wanted
        self.answered()
        return 0.0
